//! The formulas of the log-likelihood, and of the precision at its maximum.

use crate::derivations::sigma_gradient::{maximum_likelihood_covariance, scatter};
use crate::prelude::*;

/// l(Λ) = ½ N ln|Λ| − ½ tr(SΛ), the part of ln p(X|μ,Λ⁻¹) that depends on Λ                  (N1-137)
///
/// `data`: D×N, columns are samples; `mean`: D×1; `precision`: D×D with |Λ| > 0.
/// Errors: sizes that do not match, |Λ| ≤ 0.
pub fn log_likelihood_of_precision<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let samples = F::integer(data.ncols() as i64);
    Ok((samples * log_determinant(precision)? - trace(&(scatter(data, mean)? * precision))?) * F::half())
}

/// ∂l/∂Λ = ½ N (Λ⁻¹)ᵀ − ½ Sᵀ                                                                 (N1-143)
///
/// The unconstrained gradient. `data`: D×N; `mean`: D×1; `precision`: D×D, not symmetric in general.
/// Errors: sizes that do not match, singular Λ.
pub fn precision_gradient<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("precision", precision, mean.nrows(), mean.nrows())?;
    let samples = F::integer(data.ncols() as i64);
    Ok((inverse(precision)?.transpose() * samples - scatter(data, mean)?.transpose()) * F::half())
}

/// Λ_ML = N S⁻¹, the maximum-likelihood precision for a known mean                           (N1-144)
///
/// `data`: D×N, columns are samples, N ≥ D; `mean`: D×1. Errors: sizes that do not match, singular S.
pub fn maximum_likelihood_precision<F: Field>(data: &Matrix<F>, mean: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(inverse(&scatter(data, mean)?)? * F::integer(data.ncols() as i64))
}

/// ½ N { tr(Λ_ML⁻¹Λ) − D − ln|Λ_ML⁻¹Λ| } ≥ 0, the amount by which l(Λ) is below l(Λ_ML) (MacKay 2.6)
///
/// N times the Kullback–Leibler divergence between the Gaussians of both precisions.
/// `data`: D×N, N ≥ D; `mean`: D×1; `precision`: D×D with |Λ| > 0.
pub fn shortfall<F: Field>(data: &Matrix<F>, mean: &Matrix<F>, precision: &Matrix<F>) -> Result<F> {
    let (dimension, samples) = (F::integer(mean.nrows() as i64), F::integer(data.ncols() as i64));
    let ratio = maximum_likelihood_covariance(data, mean)? * precision;
    Ok((trace(&ratio)? - dimension - log_determinant(&ratio)?) * samples * F::half())
}

/// Σₙ of one number for each sample.
pub(super) fn sum_over_samples<F: Field>(data: &Matrix<F>, term: impl Fn(&Matrix<F>) -> Result<F>) -> Result<F> {
    (0..data.ncols()).try_fold(F::zero(), |sum, n| Ok(sum + term(&column(data, n))?))
}

/// −½ ND ln 2π + ½ N ln|Λ| − ½ Σₙ tr((xₙ−μ)(xₙ−μ)ᵀΛ)                                        (N1-137)
pub(super) fn log_likelihood_by_traces<F: Field>(
    data: &Matrix<F>,
    mean: &Matrix<F>,
    precision: &Matrix<F>,
) -> Result<F> {
    let traces = sum_over_samples(data, |x| trace(&(outer_product(x, mean) * precision)))?;
    let constant = F::integer(mean.nrows() as i64) * F::ln_two_pi()?;
    Ok(((log_determinant(precision)? - constant) * samples(data) - traces) * F::half())
}

/// Σₙ (xₙ−μ), D×1
pub(super) fn sum_of_deviations<F: Field>(data: &Matrix<F>, mean: &Matrix<F>) -> Matrix<F> {
    (0..data.ncols()).fold(Matrix::zeros(mean.nrows(), 1), |sum, n| sum + column(data, n) - mean)
}

/// (xₙ−μ)(xₙ−μ)ᵀ of one sample, D×D
pub(super) fn outer_product<F: Field>(x: &Matrix<F>, mean: &Matrix<F>) -> Matrix<F> {
    (x - mean) * (x - mean).transpose()
}

/// N as a number.
pub(super) fn samples<F: Field>(data: &Matrix<F>) -> F {
    F::integer(data.ncols() as i64)
}

/// xₙ = μ + σzₙ for one-dimensional samples, 1×N from `noise`: N×1
pub(super) fn draw<F: Field>(mean: &Matrix<F>, deviation: &Matrix<F>, noise: &Matrix<F>) -> Matrix<F> {
    mean * Matrix::from_element(1, noise.nrows(), F::one()) + deviation * noise.transpose()
}

pub(super) const SAMPLES: Input = matrix("X", D, N);
pub(super) const MEAN: Input = vector("mean", D);
pub(super) const COVARIANCE: Input = covariance("covariance", D);
pub(super) const PRECISION: Input = covariance("precision", D);
