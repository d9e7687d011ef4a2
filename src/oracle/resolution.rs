//! How closely two sides with error bounds agree.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Digits, Dual, Field, Rounded};

/// Numbers whose error bounds decide whether two sides differ.
pub(crate) trait Resolve: Field {
    /// The fraction of the larger side to which every size must be resolved.
    const RESOLVED: f64;

    /// The largest difference of the sides, relative to the larger one, error bounds included; `None` if they differ.
    ///
    /// If both sides may be zero, they have no scale of their own; the scale is then 1, that of the inputs.
    fn resolution(left: &Matrix<Self>, right: &Matrix<Self>) -> Option<f64>;
}

/// Whether all entries of both sides may be zero.
fn both_vanish<F: Field>(left: &Matrix<F>, right: &Matrix<F>) -> bool {
    left.iter().chain(right.iter()).all(|entry| entry.zero_test() != Some(false))
}

impl Resolve for Rounded {
    const RESOLVED: f64 = super::tolerances::RESOLVED;

    fn resolution(left: &Matrix<Self>, right: &Matrix<Self>) -> Option<f64> {
        let largest = |side: &Matrix<Self>| side.iter().map(|entry| entry.value().abs()).fold(0.0, f64::max);
        let scale = if both_vanish(left, right) { 1.0 } else { largest(left).max(largest(right)) };
        let mut width = 0.0;
        for (a, b) in left.iter().zip(right.iter()) {
            let (apart, reach) = ((a.value() - b.value()).abs(), a.error() + b.error());
            if !apart.is_finite() || !reach.is_finite() {
                return Some(f64::INFINITY);
            }
            if a.equality_test(b) == Some(false) {
                return None;
            }
            width = f64::max(width, apart + reach);
        }
        Some(width / scale)
    }
}

impl Resolve for Digits {
    const RESOLVED: f64 = super::tolerances::RESOLVED_IN_DIGITS;

    fn resolution(left: &Matrix<Self>, right: &Matrix<Self>) -> Option<f64> {
        let largest = |side: &Matrix<Self>| side.iter().map(Digits::magnitude_log2).fold(f64::NEG_INFINITY, f64::max);
        let scale = if both_vanish(left, right) { 0.0 } else { largest(left).max(largest(right)) };
        let mut width = f64::NEG_INFINITY;
        for (a, b) in left.iter().zip(right.iter()) {
            let apart = a.clone() - b.clone();
            if apart.excludes_zero() {
                return None;
            }
            width = width.max(apart.magnitude_log2());
        }
        Some((width - scale).exp2())
    }
}

/// Compares both the values and the derivatives.
impl<F: Resolve> Resolve for Dual<F> {
    const RESOLVED: f64 = F::RESOLVED;

    fn resolution(left: &Matrix<Self>, right: &Matrix<Self>) -> Option<f64> {
        let parts = |side: &Matrix<Self>| (side.map(|entry| entry.real), side.map(|entry| entry.tangent));
        let ((a, da), (b, db)) = (parts(left), parts(right));
        Some(F::resolution(&a, &b)?.max(F::resolution(&da, &db)?))
    }
}
