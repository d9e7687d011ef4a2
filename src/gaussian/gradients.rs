//! ∂/∂μ and ∂/∂Σ of ln p(X | μ, Σ)

use super::{Gaussian, SufficientStatistics, mirrored};
use crate::error::Result;
use crate::matrix::{Matrix, expect_shape};

/// ∂/∂μ ln p(X | μ, Σ) = NΣ⁻¹(x̄−μ), D×1, and ∂/∂Σ ln p(X | μ, Σ) = ½ (Σ⁻¹SΣ⁻¹ − NΣ⁻¹), D×D   (N2-011, N2-075)
///
/// S = Σₙ (xₙ−μ)(xₙ−μ)ᵀ. The second is the unconstrained gradient: every entry of Σ varies on its own;
/// [`Convention::convert`](crate::derivative::Convention::convert) gives the others.
/// `data`: D×N, N ≥ 1; `mean`: D×1; `covariance`: D×D, symmetric and positive definite.
/// Errors: sizes that do not match, NaN or infinite, N = 0, and those of [`Gaussian::new`].
pub fn log_likelihood_gradients(
    data: &Matrix<f64>,
    mean: &Matrix<f64>,
    covariance: &Matrix<f64>,
) -> Result<(Matrix<f64>, Matrix<f64>)> {
    let gaussian = Gaussian::new(mean.clone(), covariance.clone())?;
    let mut statistics = SufficientStatistics::new(gaussian.dimension())?;
    statistics.extend(data)?;
    statistics.log_likelihood_gradients(&gaussian)
}

impl SufficientStatistics {
    /// [`log_likelihood_gradients`] of the samples at the mean and the covariance of `gaussian`.
    ///
    /// Errors: dimensions that differ, N = 0.
    pub fn log_likelihood_gradients(&self, gaussian: &Gaussian) -> Result<(Matrix<f64>, Matrix<f64>)> {
        expect_shape("the mean of the Gaussian", gaussian.mean(), self.dimension(), 1)?;
        self.expect_samples(1)?;
        let (factor, samples) = (&gaussian.factor, self.count() as f64);
        let whitened = factor.whitened(&self.mean_less(gaussian.mean()));

        let mut mean_gradient = &whitened * samples;
        factor.solve_upper(&mut mean_gradient);

        // L⁻¹SL⁻ᵀ − N I, the misfit in white coordinates, and then ½ L⁻ᵀ(…)L⁻¹. S about μ is S about x̄ + N(x̄−μ)(x̄−μ)ᵀ.
        let half = factor.whitened(&self.scatter());
        let mut misfit = factor.whitened(&half.transpose());
        misfit.gemm(samples, &whitened, &whitened.transpose(), 1.0);
        for i in 0..self.dimension() {
            misfit[(i, i)] -= samples;
        }
        factor.solve_upper(&mut misfit);
        let mut covariance_gradient = misfit.transpose() * 0.5;
        factor.solve_upper(&mut covariance_gradient);
        Ok((mean_gradient, mirrored(covariance_gradient)))
    }
}
