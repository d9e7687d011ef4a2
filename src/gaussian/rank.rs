//! Whether a component depends on those before it, to within rounding

use crate::algebra::matrix::Matrix;

/// A component whose residual variance exceeds this share of its variance, 1 − R², is always accepted.
const INDEPENDENT: f64 = 5e-9;

/// Above this share rounding is not examined: ‖v‖₂ would have to be 10⁵.
const SUSPECT: f64 = 1e-4;

/// The first pivot Lⱼⱼ² of Σ = LLᵀ that is no more than the rounding of the factorisation, if there is one; `diagonal`: that
/// of Σ; `eliminated`: the number of components that were eliminated before those of L.
///
/// Lⱼⱼ² is the variance of x_j − Σ c_k x_k, k < j, with the coefficients of the regression on the components before it:
/// relative to Σⱼⱼ it is 1 − R². With v = (c, −1) in units of the deviations, rounding changes it by 4√j ε‖v‖₂².
pub fn dependent_by_factor(lower: &Matrix<f64>, diagonal: &[f64], eliminated: usize) -> Option<usize> {
    first(lower, diagonal, SUSPECT, |j, v| f64::EPSILON * of_factor(j + eliminated, v))
}

/// How well a covariance is known.
pub struct Accuracy<'a> {
    /// Bound on the error of its entries in units of roundoff, each relative to √(ΣᵢᵢΣⱼⱼ).
    pub sums: f64,
    /// The mean of each component: its samples are known to ε times that, D numbers.
    pub sizes: &'a [f64],
}

/// [`dependent_by_factor`], where Σ is known from samples: errors η of its entries change a pivot by η‖v‖₁², and errors
/// ε|x̄_k| of the samples by Σ v_k² (ε x̄_k)²/Σ_kk.
pub fn dependent_by_samples(lower: &Matrix<f64>, diagonal: &[f64], accuracy: &Accuracy) -> Option<usize> {
    let own = |k: usize| f64::EPSILON * accuracy.sizes[k] / diagonal[k].sqrt();
    first(lower, diagonal, INDEPENDENT, |j, v| {
        let sum: f64 = v.iter().sum();
        let samples: f64 = v.iter().enumerate().map(|(k, v)| (v * own(k)).powi(2)).sum();
        f64::EPSILON * (0.5 * accuracy.sums * sum * sum + of_factor(j, v)) + samples
    })
}

/// 4√j ‖v‖₂²
fn of_factor(j: usize, v: &[f64]) -> f64 {
    4.0 * (j as f64).sqrt() * v.iter().map(|v| v * v).sum::<f64>()
}

/// The first j with Lⱼⱼ² ≤ Σⱼⱼ `error(j, |v|)`, of those with Lⱼⱼ² ≤ `limit` Σⱼⱼ.
fn first(lower: &Matrix<f64>, diagonal: &[f64], limit: f64, error: impl Fn(usize, &[f64]) -> f64) -> Option<usize> {
    let deviation = |k: usize| diagonal[k].sqrt();
    (1..lower.nrows()).find(|&j| {
        let rest = (lower[(j, j)] / deviation(j)).powi(2);
        if rest > limit {
            return false;
        }
        let mut coefficients = lower.view((j, 0), (1, j)).transpose();
        lower.view((0, 0), (j, j)).tr_solve_lower_triangular_unchecked_mut(&mut coefficients);
        let in_units = |(k, coefficient): (usize, &f64)| coefficient.abs() * (deviation(k) / deviation(j));
        let v: Vec<f64> = coefficients.iter().enumerate().map(in_units).chain([1.0]).collect();
        rest <= error(j, &v)
    })
}
