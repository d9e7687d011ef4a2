//! ∂/∂Λ and ∂/∂L of ln p(X | μ, Σ), and the scatter about any point

use super::symmetric::symmetric_from_lower;
use super::{Gaussian, SufficientStatistics, expect_in_range, expect_vector};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::Result;

impl SufficientStatistics {
    /// Σₙ (xₙ−m)(xₙ−m)ᵀ = S + N (x̄−m)(x̄−m)ᵀ, D×D, the scatter about a given mean               (N2-075)
    ///
    /// `mean` m: D×1. Divided by N, it is the maximum likelihood covariance of a law whose mean m is known.
    /// Errors: sizes that do not match, NaN or infinite entries, N = 0, overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 3.0]))?;
    /// assert_eq!(statistics.scatter_about(&Matrix::zeros(1, 1))?[0], 10.0); // 1² + 3²
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn scatter_about(&self, mean: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_vector("the mean", mean, self.dimension())?;
        self.expect_samples(1)?;
        let distance = self.mean_minus(mean);
        let mut scatter = self.covariance()? * self.count() as f64;
        scatter.ger(self.count() as f64, &distance.column(0), &distance.column(0), 1.0);
        expect_in_range("the scatter", &scatter)?;
        Ok(symmetric_from_lower(scatter))
    }

    /// ∂/∂Λ ln p(X | μ, Λ⁻¹) = ½ (NΣ − S), D×D, the gradient with respect to the precision
    ///
    /// S is about the mean of `gaussian`. The gradient is unconstrained: every entry of Λ varies independently, as in
    /// [`log_likelihood_gradients`](super::log_likelihood_gradients). Errors: dimensions that differ, N = 0, overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, SufficientStatistics};
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 3.0]))?;
    /// let gaussian = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0))?;
    /// assert_eq!(statistics.precision_gradient(&gaussian)?[0], -1.0); // ½ (2·4 − 10)
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn precision_gradient(&self, gaussian: &Gaussian) -> Result<Matrix<f64>> {
        let gradient = (gaussian.covariance() * self.count() as f64 - self.scatter_about(gaussian.mean())?) * 0.5;
        expect_in_range("the gradient", &gradient)?;
        Ok(gradient)
    }

    /// ∂/∂L ln p(X | μ, LLᵀ), D×D: the lower triangle of 2GL, where G is the gradient with respect to Σ
    ///
    /// Only the lower triangle of L varies; the entries above it are 0. Errors: dimensions that differ, N = 0, overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, SufficientStatistics};
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 3.0]))?;
    /// let gaussian = Gaussian::from_factor(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 2.0))?;
    /// assert_eq!(statistics.factor_gradient(&gaussian)?[0], 0.25); // S/L³ − N/L
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn factor_gradient(&self, gaussian: &Gaussian) -> Result<Matrix<f64>> {
        let mut gradient = match &gaussian.precise {
            Some(precise) => {
                expect_shape("the mean of the Gaussian", gaussian.mean(), self.dimension(), 1)?;
                precise.factor_gradient(self.count() as f64, &self.precise_mean(), &self.covariance()?)
            }
            None => self.log_likelihood_gradients(gaussian)?.1 * gaussian.factor() * 2.0,
        };
        gradient.fill_upper_triangle(0.0, 1);
        expect_in_range("the gradient", &gradient)?;
        Ok(gradient)
    }
}
