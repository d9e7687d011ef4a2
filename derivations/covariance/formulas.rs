//! The formulas of the second moment and of the covariance.

use crate::derivations::mean::{centred_exponent, eigenbasis_exponent, eigenvector, log_constant, weighted};
use crate::prelude::*;

/// xxᵀ, D×D from `x`: D×1.
pub fn outer<F: Field>(x: &Matrix<F>) -> Matrix<F> {
    x * x.transpose()
}

/// μμᵀ + Σ, the second moment E\[xxᵀ\]                                                        (N1-050)
///
/// `mean`: D×1; `covariance`: D×D. Errors: sizes that do not match.
pub fn second_moment<F: Field>(mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("covariance", covariance, mean.nrows(), mean.nrows())?;
    Ok(outer(mean) + covariance)
}

/// Σᵢ wᵢ uᵢuᵢᵀ, the matrix with these eigenvectors and eigenvalues                            (N1-048)
///
/// `eigenvectors` U: D×D, uᵢᵀ its rows; `weights` w: D×1. Errors: sizes that do not match.
pub fn sum_of_projections<F: Field>(eigenvectors: &Matrix<F>, weights: &Matrix<F>) -> Result<Matrix<F>> {
    let order = order("eigenvectors", eigenvectors)?;
    expect_shape("weights", weights, order, 1)?;
    Ok((0..order).fold(Matrix::zeros(order, order), |sum, i| {
        sum + outer(&eigenvector(eigenvectors, i)) * weights[(i, 0)].clone()
    }))
}

/// Σᵢ Σⱼ uᵢuⱼᵀ yᵢyⱼ, the outer product zzᵀ of z = Uᵀy                                          (N1-031)
///
/// `eigenvectors` U: D×D, uᵢᵀ its rows; `y`: D×1. Errors: sizes that do not match.
pub fn double_sum<F: Field>(eigenvectors: &Matrix<F>, y: &Matrix<F>) -> Result<Matrix<F>> {
    let order = order("eigenvectors", eigenvectors)?;
    expect_shape("y", y, order, 1)?;
    let pairs = (0..order).flat_map(|i| (0..order).map(move |j| (i, j)));
    Ok(pairs.fold(Matrix::zeros(order, order), |sum, (i, j)| {
        let product = eigenvector(eigenvectors, i) * eigenvector(eigenvectors, j).transpose();
        sum + product * (y[(i, 0)].clone() * y[(j, 0)].clone())
    }))
}

/// Λ⁻¹ = diag(1/λ), D×D from `eigenvalues`: D×1.
pub(super) fn reciprocals<F: Field>(eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    inverse(&diagonal(eigenvalues))
}

/// UᵀΛ⁻¹U, the precision with these eigenvectors; `eigenvalues` are those of the covariance  (N1-033)
///
/// `eigenvectors` U: D×D, orthogonal, uᵢᵀ its rows; `eigenvalues` λ: D×1. Errors: an eigenvalue of 0.
pub fn spectral_precision<F: Field>(eigenvectors: &Matrix<F>, eigenvalues: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("eigenvectors", eigenvectors, eigenvalues.nrows(), eigenvalues.nrows())?;
    Ok(eigenvectors.transpose() * reciprocals(eigenvalues)? * eigenvectors)
}

/// v∘w, entry by entry.
pub(super) fn entrywise<F: Field>(v: &Matrix<F>, w: &Matrix<F>) -> Matrix<F> {
    v.zip_map(w, |v, w| v * w)
}

/// The density of z around 0 at an integration point, weighted.
pub(super) fn density<F: Field>(z: &Matrix<F>, covariance: &Matrix<F>, noise: &Matrix<F>) -> Result<F> {
    weighted(log_constant(covariance)? + centred_exponent(z, covariance)?, noise)
}

/// (2π)^(−D/2) |Σ|^(−1/2) exp{−½ Σₖ yₖ²/λₖ} at an integration point, weighted.
pub(super) fn eigenbasis_density<F: Field>(y: &Matrix<F>, eigenvalues: &Matrix<F>, noise: &Matrix<F>) -> Result<F> {
    weighted(log_constant(&diagonal(eigenvalues))? + eigenbasis_exponent(y, eigenvalues)?, noise)
}

/// ½ Σₖ ln 2πλₖ, the logarithm of ∫ exp{−½ Σₖ yₖ²/λₖ} dy                                      (N1-047)
///
/// `eigenvalues`: D×1, positive.
pub fn log_product_of_integrals<F: Field>(eigenvalues: &Matrix<F>) -> Result<F> {
    let logarithms = eigenvalues
        .iter()
        .try_fold(F::zero(), |sum, eigenvalue| Ok::<F, Error>(sum + F::ln_two_pi()? + eigenvalue.ln()?))?;
    Ok(logarithms * F::half())
}
