//! How many digits of a covariance are lost in its inverse

use super::factor::Factor;
use crate::algebra::matrix::Matrix;

/// The greatest amplification of rounding errors that costs two digits at most.
pub(super) const TWO_DIGITS: f64 = 1e2;

impl Factor {
    /// An estimate of ‖C⁻¹‖₁ for the correlation matrix C of Σ = LLᵀ, Σᵢⱼ = Cᵢⱼ √(ΣᵢᵢΣⱼⱼ)         (Hager 1984; Higham 1988)
    ///
    /// This norm is the factor by which rounding errors of Σ, each relative to √(ΣᵢᵢΣⱼⱼ), are amplified in Σ⁻¹. The
    /// estimate takes a few solves with L, O(D²). It is a lower bound, and rarely less than a third of the norm.
    pub fn amplification(&self) -> f64 {
        let lower = self.lower();
        let order = lower.nrows();
        let sizes: Vec<f64> = lower.row_iter().map(|row| row.iter().copied().fold(0.0, f64::hypot)).collect();
        let inverse = |mut x: Matrix<f64>| {
            let scale = |x: &mut Matrix<f64>| x.iter_mut().zip(&sizes).for_each(|(x, size)| *x *= size);
            scale(&mut x);
            lower.solve_lower_triangular_unchecked_mut(&mut x);
            lower.tr_solve_lower_triangular_unchecked_mut(&mut x);
            scale(&mut x);
            x
        };
        let size = |x: &Matrix<f64>| x.iter().map(|x| x.abs()).sum::<f64>();
        let mut x = Matrix::from_element(order, 1, 1.0 / order as f64);
        let mut estimate = 0.0;
        for _ in 0..5 {
            let y = inverse(x.clone());
            if size(&y) <= estimate {
                break;
            }
            estimate = size(&y);
            let slope = inverse(y.map(f64::signum));
            let steepest = slope.icamax_full().0;
            if slope[steepest].abs() <= slope.dot(&x) {
                break;
            }
            x.fill(0.0);
            x[steepest] = 1.0;
        }
        // A vector in which no coincidence of signs hides the norm.
        let sign = |i| if i % 2 == 0 { 1.0 } else { -1.0 };
        let last = (order - 1).max(1) as f64;
        let alternating = inverse(Matrix::from_fn(order, 1, |i, _| sign(i) * (1.0 + i as f64 / last)));
        estimate.max(2.0 * size(&alternating) / (3.0 * order as f64))
    }

    /// Whether the covariance of a result computed from `given` loses at most two of the digits of `given`; otherwise
    /// 32 digits are used.
    pub fn is_tame(&self, given: &[&Self]) -> bool {
        let most = given.iter().map(|factor| factor.amplification()).fold(1.0, f64::max);
        self.amplification() <= TWO_DIGITS * most
    }
}
