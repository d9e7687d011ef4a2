//! Samples with weights, and forgetting

use super::factor::Factor;
use super::rank::{Accuracy, dependent_by_samples};
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, expect_in_range, expect_samples, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, not_positive_definite};
use crate::error::{Error, Result};
use crate::limits::{MOST_COMPONENTS, expect_at_most};

/// W = Σₙ wₙ, x̄ = Σₙ wₙxₙ/W and S = Σₙ wₙ (xₙ−x̄)(xₙ−x̄)ᵀ, from a stream of weighted samples, in O(D²) memory.
///
/// The mean is stored relative to the first sample, as in [`SufficientStatistics`](super::SufficientStatistics).
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::WeightedStatistics;
///
/// let mut statistics = WeightedStatistics::new(1)?;
/// statistics.push(&Matrix::from_element(1, 1, 1.0), 3.0)?;
/// statistics.push(&Matrix::from_element(1, 1, 5.0), 1.0)?;
/// assert_eq!((statistics.mean()?[0], statistics.covariance()?[0]), (2.0, 3.0));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedStatistics {
    weight: f64,
    /// Σ wₙ².
    squares: f64,
    /// The first sample, or 0 before it.
    origin: Matrix<f64>,
    /// x̄ − origin.
    offset: Matrix<f64>,
    /// S, of which the lower triangle is valid.
    scatter: Matrix<f64>,
    /// Bound on the error of Sᵢⱼ in units of roundoff, relative to √(SᵢᵢSⱼⱼ).
    roundings: f64,
}

impl WeightedStatistics {
    /// The statistics of no samples, with D components. Errors: D = 0, D > [`MOST_COMPONENTS`].
    ///
    /// ```
    /// use gradus::gaussian::WeightedStatistics;
    ///
    /// assert_eq!(WeightedStatistics::new(3)?.weight(), 0.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn new(dimension: usize) -> Result<Self> {
        if dimension == 0 {
            return Err(Error::empty("a sample"));
        }
        expect_at_most(MOST_COMPONENTS, || "the number of components".into(), dimension as f64)?;
        let zero = Matrix::zeros(dimension, 1);
        let scatter = Matrix::zeros(dimension, dimension);
        Ok(Self { weight: 0.0, squares: 0.0, origin: zero.clone(), offset: zero, scatter, roundings: 4.0 })
    }

    /// Adds one sample of weight w ≥ 0: x̄ gains w/(W+w) d, S gains Ww/(W+w) ddᵀ, d = x−x̄            (West 1979)
    ///
    /// `x`: D×1. A weight of 0 changes nothing. After an error the statistics are unchanged. Errors: sizes that do not
    /// match, NaN or infinite entries, a negative weight.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.push(&Matrix::from_element(1, 1, 4.0), 0.5)?;
    /// assert_eq!(statistics.weight(), 0.5);
    /// assert!(statistics.push(&Matrix::from_element(1, 1, 4.0), -1.0).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn push(&mut self, x: &Matrix<f64>, weight: f64) -> Result<()> {
        expect_vector("the sample", x, self.dimension())?;
        expect_weight(weight, || "the weight".into())?;
        self.take(x, weight);
        Ok(())
    }

    /// Adds the columns of `data`, D×N, with the weights `weights`, N×1
    ///
    /// After an error the statistics are unchanged. Errors: as for [`WeightedStatistics::push`], N = 0.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// let weights = Matrix::from_column_slice(2, 1, &[3.0, 1.0]);
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &weights)?;
    /// assert_eq!(statistics.mean()?[0], 2.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn extend(&mut self, data: &Matrix<f64>, weights: &Matrix<f64>) -> Result<()> {
        expect_samples("data", data, self.dimension())?;
        expect_finite("data", data)?;
        expect_shape("the weights", weights, data.ncols(), 1)?;
        for (n, weight) in weights.iter().enumerate() {
            expect_weight(*weight, || format!("the weight of sample {n}"))?;
        }
        for (n, weight) in weights.iter().enumerate() {
            self.take(&data.columns(n, 1).into_owned(), *weight);
        }
        Ok(())
    }

    fn take(&mut self, x: &Matrix<f64>, weight: f64) {
        if weight > 0.0 {
            self.start_at(x);
            let distance = (x - &self.origin) - &self.offset;
            self.add(weight, weight * weight, &distance);
            self.roundings += 1.0;
        }
    }

    /// wₙ becomes λwₙ for all samples so far, 0 < λ ≤ 1: exponential forgetting
    ///
    /// `factor`: λ. If this is called before each sample of weight 1, the sample of k steps ago has the weight λᵏ, so
    /// about 1/(1−λ) samples count. Mean and covariance do not change. Errors: λ outside (0, 1].
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// for x in [8.0, 2.0, 4.0] {
    ///     statistics.forget(0.5)?;
    ///     statistics.push(&Matrix::from_element(1, 1, x), 1.0)?;
    /// }
    /// assert!((statistics.mean()?[0] - (8.0 * 0.25 + 2.0 * 0.5 + 4.0) / 1.75).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn forget(&mut self, factor: f64) -> Result<()> {
        if !(factor > 0.0 && factor <= 1.0) {
            return Err(Error::out_of_range("the forgetting factor", "above 0 and at most 1", factor.to_string()));
        }
        self.weight *= factor;
        self.squares *= factor * factor;
        self.scatter *= factor;
        Ok(())
    }

    /// Adds the samples of `other`, with their weights. Errors: dimensions that differ.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.push(&Matrix::from_element(1, 1, 1.0), 3.0)?;
    /// let mut other = WeightedStatistics::new(1)?;
    /// other.push(&Matrix::from_element(1, 1, 5.0), 1.0)?;
    /// statistics.merge(&other)?;
    /// assert_eq!((statistics.mean()?[0], statistics.covariance()?[0]), (2.0, 3.0));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        expect_shape("the mean of the other samples", &other.origin, self.dimension(), 1)?;
        if other.weight > 0.0 {
            self.start_at(&other.origin);
            let distance = (&other.origin - &self.origin) + (&other.offset - &self.offset);
            self.add(other.weight, other.squares, &distance);
            self.scatter += &other.scatter;
            self.roundings = self.roundings.max(other.roundings) + 2.0;
        }
        Ok(())
    }

    /// W = Σₙ wₙ.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.push(&Matrix::zeros(1, 1), 2.5)?;
    /// assert_eq!(statistics.weight(), 2.5);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn weight(&self) -> f64 {
        self.weight
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
        if self.weight > 0.0 { self.weight * (self.weight / self.squares) } else { 0.0 }
    }

    /// D, the number of components.
    ///
    /// ```
    /// assert_eq!(gradus::gaussian::WeightedStatistics::new(3)?.dimension(), 3);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn dimension(&self) -> usize {
        self.origin.nrows()
    }

    /// x̄ = Σₙ wₙxₙ/W, D×1. Errors: W = 0, overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// assert!(WeightedStatistics::new(1)?.mean().is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn mean(&self) -> Result<Matrix<f64>> {
        self.expect_weight()?;
        let mean = &self.origin + &self.offset;
        expect_in_range("the sample mean", &mean)?;
        Ok(mean)
    }

    /// S = Σₙ wₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D; S/(W−1) is unbiased if each weight is a number of samples. Errors: overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_element(2, 1, 1.0))?;
    /// assert_eq!(statistics.scatter()?[0], 8.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn scatter(&self) -> Result<Matrix<f64>> {
        let scatter = symmetric_from_lower(self.scatter.clone());
        expect_in_range("the scatter", &scatter)?;
        Ok(scatter)
    }

    /// S/W, D×D, the maximum likelihood covariance. Errors: W = 0, overflow.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::WeightedStatistics};
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_column_slice(2, 1, &[3.0, 1.0]))?;
    /// assert_eq!(statistics.covariance()?[0], 3.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn covariance(&self) -> Result<Matrix<f64>> {
        self.expect_weight()?;
        Ok(self.scatter()? / self.weight)
    }

    /// S/(W − Σₙwₙ²/W), D×D, unbiased if the weights do not depend on the samples           (reliability weights)
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
        self.expect_weight()?;
        let count = self.effective_count();
        // For one sample it is 1, except for rounding.
        if count < 1.0 + 1e-12 {
            return Err(Error::out_of_range("the effective number of samples", "above 1", count.to_string()));
        }
        Ok(self.scatter()? / (self.weight * (1.0 - 1.0 / count)))
    }

    /// N(x̄, S/W), the maximum likelihood Gaussian. Errors: W = 0, S/W not positive definite, overflow.
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
        let factor = Factor::of(name, covariance.clone())?;
        let (variances, accuracy) = (covariance.diagonal(), Accuracy { sums: self.roundings, sizes: mean.as_slice() });
        if let Some(j) = dependent_by_samples(factor.lower(), variances.as_slice(), &accuracy) {
            return Err(not_positive_definite(name, j, variances[j]));
        }
        Gaussian::of_parts(mean, covariance, factor)
    }

    fn start_at(&mut self, origin: &Matrix<f64>) {
        if self.weight == 0.0 {
            self.origin.copy_from(origin);
        }
    }

    fn add(&mut self, weight: f64, squares: f64, distance: &Matrix<f64>) {
        let share = weight / (self.weight + weight);
        let distance = distance.column(0);
        self.scatter.ger(self.weight * share, &distance, &distance, 1.0);
        self.offset.column_mut(0).axpy(share, &distance, 1.0);
        self.weight += weight;
        self.squares += squares;
    }

    fn expect_weight(&self) -> Result<()> {
        if self.weight > 0.0 { Ok(()) } else { Err(Error::empty("the sample")) }
    }
}

fn expect_weight(weight: f64, name: impl FnOnce() -> String) -> Result<()> {
    if weight >= 0.0 && weight.is_finite() {
        return Ok(());
    }
    Err(Error::out_of_range(name(), "finite and not negative", weight.to_string()))
}
