//! A covariance from fewer samples than components: shrinkage towards a multiple of the identity

use super::{Gaussian, SufficientStatistics};
use crate::algebra::matrix::Matrix;
use crate::error::Result;

/// A covariance between S/N and a multiple of the identity.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::SufficientStatistics;
///
/// let mut statistics = SufficientStatistics::new(3)?;
/// statistics.extend(&Matrix::from_column_slice(3, 2, &[1.0, 0.0, 2.0, 0.0, 1.0, 2.5]))?; // two samples of three
/// let shrunk = statistics.shrinkage()?;
/// assert!(0.0 < shrunk.intensity && shrunk.intensity <= 1.0);
/// assert!((shrunk.covariance.trace() - statistics.covariance()?.trace()).abs() < 1e-15);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Shrinkage {
    /// ρ, between 0 and 1: 0 gives the sample covariance, 1 the identity times the mean variance.
    pub intensity: f64,
    /// (1−ρ) S/N + ρ tr(S/N)/D I, D×D.
    pub covariance: Matrix<f64>,
}

impl SufficientStatistics {
    /// The oracle approximating shrinkage estimate (1−ρ)C + ρ tr(C)/D I, C = S/N   (Chen, Wiesel, Eldar, Hero 2010, eq. 23)
    ///
    /// ρ = min(1, ((1−2/D) tr C² + tr²C) / ((N+1−2/D) (tr C² − tr²C/D))), the limit of an iteration: each intensity
    /// minimises E‖Σ̂ − Σ‖² for Gaussian samples, with the last estimate in place of Σ. The result is positive definite
    /// also for N ≤ D, unless all samples are equal. It depends on the units of the components: standardise them first.
    /// Errors: N = 0, overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(2)?;
    /// statistics.extend(&Matrix::from_row_slice(2, 2, &[0.0, 2.0, 0.0, 2.0]))?;
    /// // C = [1 1; 1 1]: tr C² = 4 = tr²C, so ρ = min(1, 4/(2·2)) = 1.
    /// assert_eq!(statistics.shrinkage()?.covariance, Matrix::identity(2, 2));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn shrinkage(&self) -> Result<Shrinkage> {
        let mut covariance = self.covariance()?;
        let order = self.dimension() as f64;
        let mean_variance = covariance.diagonal().iter().map(|variance| variance / order).sum::<f64>();
        let mut intensity = 1.0;
        if mean_variance > 0.0 {
            // In units of the mean variance, so that squares do not overflow: then tr C = D.
            let square = (&covariance / mean_variance).norm_squared();
            let above = (1.0 - 2.0 / order) * square + order * order;
            let below = (self.count() as f64 + 1.0 - 2.0 / order) * (square - order);
            if below > above {
                intensity = above / below;
            }
        }
        covariance *= 1.0 - intensity;
        for i in 0..self.dimension() {
            covariance[(i, i)] += intensity * mean_variance;
        }
        Ok(Shrinkage { intensity, covariance })
    }

    /// N(x̄, Σ̂) with the covariance of [`SufficientStatistics::shrinkage`], also for N ≤ D
    ///
    /// Errors: N = 0, overflow, samples that are all equal.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(3)?;
    /// statistics.extend(&Matrix::from_column_slice(3, 2, &[1.0, 0.0, 2.0, 0.0, 1.0, 2.5]))?;
    /// assert!(statistics.gaussian().is_err() && statistics.shrinkage_gaussian().is_ok());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn shrinkage_gaussian(&self) -> Result<Gaussian> {
        Gaussian::new(self.mean()?, self.shrinkage()?.covariance)
    }
}
