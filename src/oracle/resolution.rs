//! How closely two sides with error bounds agree.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Digits, Dual, Field, Rounded};

/// Numbers whose error bounds tell whether two sides differ.
pub(super) trait Resolve: Field {
    /// The part of the larger side to which every size must be resolved.
    const RESOLVED: f64;

    /// The part of the larger side within which both sides agree, error bounds included; `None` where they differ.
    ///
    /// Sides that may both be zero have no size of their own; the inputs, of size 1, stand in.
    fn resolution(left: &Matrix<Self>, right: &Matrix<Self>) -> Option<f64>;
}

/// Whether no entry of either side is certainly other than zero.
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

/// Both the values and the derivatives.
impl<F: Resolve> Resolve for Dual<F> {
    const RESOLVED: f64 = F::RESOLVED;

    fn resolution(left: &Matrix<Self>, right: &Matrix<Self>) -> Option<f64> {
        let parts = |side: &Matrix<Self>| (side.map(|entry| entry.real), side.map(|entry| entry.tangent));
        let ((a, da), (b, db)) = (parts(left), parts(right));
        Some(F::resolution(&a, &b)?.max(F::resolution(&da, &db)?))
    }
}
