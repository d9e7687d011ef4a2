//! Estimates from the statistics: mean, covariance and Gaussian

use super::factor::Factor;
use super::kernel::double::Double;
use super::kernel::doubles::Doubles;
use super::rank::{Accuracy, dependent_by_samples};
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, SufficientStatistics, expect_in_range};
use crate::algebra::matrix::{Matrix, not_positive_definite};
use crate::error::{Error, Result};

impl SufficientStatistics {
    /// x̄ = 1/N Σₙ xₙ, D×1                                                                       (N2-015)
    ///
    /// Σₙ xₙ is a sum with 32 digits, so 16 digits may cancel without a loss. Errors: N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 4, &[1e16, 1.0, 3.0, -1e16]))?;
    /// assert_eq!(statistics.mean()?[0], 1.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn mean(&self) -> Result<Matrix<f64>> {
        self.expect_samples(1)?;
        Ok(Matrix::from_fn(self.dimension(), 1, |i, _| self.mean_of(i).high * self.units.of(i)))
    }

    /// One component of x̄, in its unit; N ≥ 1.
    pub(super) fn mean_of(&self, component: usize) -> Double {
        self.sum.at(component, 0) / Double::from(self.count as f64)
    }

    /// 1/N Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D, the maximum likelihood covariance                           (Bishop 2.122)
    ///
    /// Singular for N ≤ D. Errors: N = 0, overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 3, &[1.0, 2.0, 6.0]))?;
    /// assert!((statistics.covariance()?[0] - 14.0 / 3.0).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn covariance(&self) -> Result<Matrix<f64>> {
        self.expect_samples(1)?;
        self.scatter_over(self.count)
    }

    /// 1/(N−1) Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D, unbiased                                              (Bishop 2.125)
    ///
    /// Errors: N < 2, overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 3, &[1.0, 2.0, 6.0]))?;
    /// assert_eq!(statistics.unbiased_covariance()?[0], 7.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn unbiased_covariance(&self) -> Result<Matrix<f64>> {
        self.expect_samples(2)?;
        self.scatter_over(self.count - 1)
    }

    /// N(x̄, S/N), the maximum likelihood Gaussian                                (Bishop 2.121, 2.122)
    ///
    /// A component that depends on the others is an error if its residual variance is within the rounding of the
    /// samples and of their sums. 1 − R² ≥ 10⁻⁸ is always enough, for any N.
    /// Errors: N = 0; N ≤ D, where S/N is singular ([`SufficientStatistics::mean`] and
    /// [`SufficientStatistics::covariance`] still exist); S/N not positive definite for another reason; overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 3, &[1.0, 2.0, 6.0]))?;
    /// assert_eq!(statistics.gaussian()?.mean()[0], 3.0);
    /// // Two samples of two components lie on a line: their covariance is singular.
    /// let mut few = SufficientStatistics::new(2)?;
    /// few.extend(&Matrix::identity(2, 2))?;
    /// assert!(few.gaussian().unwrap_err().is_too_few_samples());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn gaussian(&self) -> Result<Gaussian> {
        let (mean, covariance) = (self.mean()?, self.covariance()?);
        if self.count <= self.dimension() {
            // Its rank is at most N−1, also if rounding hides this.
            return Err(Error::too_few_samples(self.count, self.dimension()));
        }
        let name = "the sample covariance";
        let factor = Factor::of(name, covariance.clone())?;
        let (variances, accuracy) =
            (covariance.diagonal(), Accuracy { sums: self.roundings + self.lost(), sizes: mean.as_slice() });
        if let Some(j) = dependent_by_samples(factor.lower(), variances.as_slice(), &accuracy) {
            return Err(not_positive_definite(name, j, variances[j]));
        }
        Gaussian::of_parts(mean, covariance, factor)
    }

    /// x̄ − μ, without the rounding of x̄; D×1, N ≥ 1.
    pub(super) fn mean_minus(&self, mean: &Matrix<f64>) -> Matrix<f64> {
        let own = self.precise_mean();
        Matrix::from_fn(mean.nrows(), 1, |i, _| (own.at(i, 0) - Double::from(mean[i])).high)
    }

    /// x̄ with 32 digits, D×1; N ≥ 1.
    pub(super) fn precise_mean(&self) -> Doubles {
        Doubles::from_fn(self.dimension(), 1, |i, _| self.mean_of(i).scaled(self.units.of(i)))
    }

    fn scatter_over(&self, divisor: usize) -> Result<Matrix<f64>> {
        let covariance = self.units.multiply(symmetric_from_lower(&self.scatter / divisor as f64));
        expect_in_range("the sample covariance", &covariance)?;
        Ok(covariance)
    }
}
