//! Symmetric matrices from their lower triangle.

use super::kernel::tuning::MIRRORED;
use crate::algebra::matrix::Matrix;

/// Copies the lower triangle to the upper one, by blocks: whole columns of a large matrix do not fit into the cache.
pub(super) fn symmetric_from_lower(mut matrix: Matrix<f64>) -> Matrix<f64> {
    let order = matrix.nrows();
    let numbers = matrix.as_mut_slice();
    for left in (0..order).step_by(MIRRORED) {
        for top in (left..order).step_by(MIRRORED) {
            for j in left..order.min(left + MIRRORED) {
                for i in (top.max(j + 1))..order.min(top + MIRRORED) {
                    numbers[i * order + j] = numbers[j * order + i];
                }
            }
        }
    }
    matrix
}
