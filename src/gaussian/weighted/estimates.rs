//! Estimates from weighted samples: mean, covariance and Gaussian

use super::WeightedStatistics;
use crate::algebra::matrix::{Matrix, not_positive_definite};
use crate::error::{Error, Result};
use crate::gaussian::factor::Factor;
use crate::gaussian::rank::{Accuracy, dependent_by_samples};
use crate::gaussian::symmetric::symmetric_from_lower;
use crate::gaussian::{Gaussian, expect_in_range};

impl WeightedStatistics {
    /// W = Σₙ wₙ; 0 where forgetting has made it smaller than the least double.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.push(&Matrix::zeros(1, 1), 2.5)?;
    /// assert_eq!(statistics.weight(), 2.5);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn weight(&self) -> f64 {
        self.sums.total()
    }

    /// (Σₙ wₙ)²/Σₙ wₙ², the effective number of samples; 0 if there are none                                (Kish 1965)
    ///
    /// This number of samples of equal weight determines the mean equally well.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::zeros(1, 2), &Matrix::from_element(2, 1, 7.0))?;
    /// assert_eq!(statistics.effective_count(), 2.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn effective_count(&self) -> f64 {
        if self.count > 0 { self.concentration.recip() } else { 0.0 }
    }

    /// x̄ = Σₙ wₙxₙ/W, D×1. Errors: no samples, overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// assert!(WeightedStatistics::new(1)?.mean().is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn mean(&self) -> Result<Matrix<f64>> {
        self.expect_samples()?;
        let mean = Matrix::from_fn(self.dimension(), 1, |i, _| self.sums.mean(i).high * self.units.of(i));
        expect_in_range("the sample mean", &mean)?;
        Ok(mean)
    }

    /// S = WC = Σₙ wₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D; S/(W−1) is unbiased if each weight is a number of samples. Errors: overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_element(2, 1, 1.0))?;
    /// assert_eq!(statistics.scatter()?[0], 8.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn scatter(&self) -> Result<Matrix<f64>> {
        self.scaled("the scatter", self.weight())
    }

    /// C = S/W, D×D, the maximum likelihood covariance. Errors: no samples, overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_column_slice(2, 1, &[3.0, 1.0]))?;
    /// assert_eq!(statistics.covariance()?[0], 3.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn covariance(&self) -> Result<Matrix<f64>> {
        self.expect_samples()?;
        self.scaled("the sample covariance", 1.0)
    }

    /// C/(1 − Σₙwₙ²/W²) = S/(W − Σₙwₙ²/W), D×D, unbiased if the weights do not depend on the samples   (reliability weights)
    ///
    /// Errors: fewer than two samples, overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_element(2, 1, 0.1))?;
    /// assert!((statistics.unbiased_covariance()?[0] - 8.0).abs() < 1e-14);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn unbiased_covariance(&self) -> Result<Matrix<f64>> {
        self.expect_samples()?;
        if self.diversity == 0.0 {
            return Err(Error::out_of_range("the effective number of samples", "above 1", "1"));
        }
        self.scaled("the sample covariance", self.diversity.recip())
    }

    /// N(x̄, C), the maximum likelihood Gaussian
    ///
    /// Errors: at most D samples whose weight is not 0; C not positive definite for another reason; overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_column_slice(2, 1, &[3.0, 1.0]))?;
    /// assert_eq!(statistics.gaussian()?.mean()[0], 2.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn gaussian(&self) -> Result<Gaussian> {
        let (name, mean, covariance) = ("the sample covariance", self.mean()?, self.covariance()?);
        if self.count <= self.dimension() {
            return Err(Error::too_few_samples(self.count, self.dimension()));
        }
        let factor = Factor::of(name, covariance.clone())?;
        let (variances, accuracy) = (covariance.diagonal(), Accuracy { sums: self.roundings, sizes: mean.as_slice() });
        if let Some(j) = dependent_by_samples(factor.lower(), variances.as_slice(), &accuracy) {
            return Err(not_positive_definite(name, j, variances[j]));
        }
        Gaussian::of_parts(mean, covariance, factor)
    }

    /// `factor` C, D×D.
    fn scaled(&self, name: &str, factor: f64) -> Result<Matrix<f64>> {
        let scaled = self.units.multiply(symmetric_from_lower(&self.covariance * factor));
        expect_in_range(name, &scaled)?;
        Ok(scaled)
    }

    fn expect_samples(&self) -> Result<()> {
        if self.count > 0 { Ok(()) } else { Err(Error::empty("the sample")) }
    }
}
