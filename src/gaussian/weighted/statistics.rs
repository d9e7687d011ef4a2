//! Number, weights, mean and covariance of weighted samples

use super::sums::Sums;
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};
use crate::gaussian::kernel::double::Double;
use crate::gaussian::units::{Units, in_large_units};
use crate::gaussian::{expect_samples, expect_vector};
use crate::limits::{MOST_COMPONENTS, expect_at_most};
use std::borrow::Cow;
use std::cmp::Ordering;

/// W = Σₙ wₙ, x̄ = Σₙ wₙxₙ/W and C = Σₙ wₙ (xₙ−x̄)(xₙ−x̄)ᵀ/W, from a stream of weighted samples, in O(D²) memory.
///
/// W and Σₙ wₙxₙ are sums of 32 digits, in units that follow W: weights may have any size, and their ratios too.
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
    /// The number of samples whose weight is not 0.
    pub(in crate::gaussian) count: usize,
    pub(in crate::gaussian) sums: Sums,
    /// Σ wₙ²/W²; 0 without samples.
    pub(in crate::gaussian) concentration: f64,
    /// 1 − Σ wₙ²/W², as a sum from which nothing is subtracted.
    pub(in crate::gaussian) diversity: f64,
    /// C, of which the lower triangle is valid.
    pub(in crate::gaussian) covariance: Matrix<f64>,
    /// Bound on the error of Cᵢⱼ in units of roundoff, relative to √(CᵢᵢCⱼⱼ).
    pub(in crate::gaussian) roundings: f64,
    /// The units of samples and covariance.
    pub(in crate::gaussian) units: Units,
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
        Ok(Self {
            count: 0,
            sums: Sums::zeros(dimension),
            concentration: 0.0,
            diversity: 0.0,
            covariance: Matrix::zeros(dimension, dimension),
            roundings: 4.0,
            units: Units::default(),
        })
    }

    /// Adds one sample of weight w ≥ 0: x̄ gains αd, C becomes (1−α)C + α(1−α)ddᵀ, α = w/(W+w), d = x−x̄   (West 1979)
    ///
    /// `x`: D×1. A weight of 0 changes nothing. After an error the statistics are unchanged. Errors: sizes that do not
    /// match, NaN or infinite entries, a negative weight, a sum of the weights that overflows.
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
        expect_total(self.weight() + weight)?;
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
        expect_total(weights.iter().fold(self.weight(), |sum, weight| sum + weight))?;
        for (n, weight) in weights.iter().enumerate() {
            self.take(&data.columns(n, 1).into_owned(), *weight);
        }
        Ok(())
    }

    fn take(&mut self, x: &Matrix<f64>, weight: f64) {
        if weight > 0.0 {
            self.units.exceeded_by(x).into_iter().for_each(|component| self.raise(component));
            let x = &*self.units.divide(x);
            let distance = self.distance_to(|i| Double::from(x[i]));
            let shares = self.sums.add(Sums::of(x.as_slice(), weight));
            self.mix(shares, &distance, None);
            self.count += 1;
            self.roundings += 1.0;
        }
    }

    /// wₙ becomes λwₙ for all samples so far, 0 < λ ≤ 1: exponential forgetting
    ///
    /// `factor`: λ. If this is called before each sample of weight 1, the sample of k steps ago has the weight λᵏ, so
    /// about 1/(1−λ) samples count. Mean and covariance do not change, also if W becomes smaller than the least double.
    /// Errors: λ outside (0, 1].
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
        self.sums.scale(factor);
        Ok(())
    }

    /// Adds the samples of `other`, with their weights
    ///
    /// After an error the statistics are unchanged. Errors: dimensions that differ, a sum of the weights that overflows.
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
        let dimension = self.dimension();
        expect_shape("the mean of the other samples", &Matrix::<f64>::zeros(other.dimension(), 1), dimension, 1)?;
        expect_total(self.weight() + other.weight())?;
        if other.count == 0 {
            return Ok(());
        }
        let mut other = Cow::Borrowed(other);
        for component in 0..dimension {
            match self.units.of(component).total_cmp(&other.units.of(component)) {
                Ordering::Less => self.raise(component),
                Ordering::Greater => other.to_mut().raise(component),
                Ordering::Equal => (),
            }
        }
        let distance = self.distance_to(|i| other.sums.mean(i));
        let shares = self.sums.add(other.sums.clone());
        self.mix(shares, &distance, Some(&other));
        self.count += other.count;
        self.roundings = self.roundings.max(other.roundings) + 2.0;
        Ok(())
    }

    /// D, the number of components.
    ///
    /// ```
    /// assert_eq!(gradus::gaussian::WeightedStatistics::new(3)?.dimension(), 3);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn dimension(&self) -> usize {
        self.covariance.nrows()
    }

    /// The unit of one component becomes 2⁶⁰⁰.
    fn raise(&mut self, component: usize) {
        self.units.raise(component, self.covariance.nrows());
        let sum = self.sums.samples.at(component, 0);
        let raised = Double { high: in_large_units(sum.high), low: in_large_units(sum.low) };
        self.sums.samples.set(component, 0, raised);
        self.covariance.row_mut(component).apply(|entry| *entry = in_large_units(*entry));
        self.covariance.column_mut(component).apply(|entry| *entry = in_large_units(*entry));
    }

    /// `place` − x̄, D numbers; 0 before the first sample.
    fn distance_to(&self, place: impl Fn(usize) -> Double) -> Vec<f64> {
        let distance = |i| if self.count == 0 { 0.0 } else { (place(i) - self.sums.mean(i)).high };
        (0..self.dimension()).map(distance).collect()
    }

    /// Samples that have the share β of the weights, and whose mean lies `distance` from x̄, are added to those that have
    /// the share α = 1 − β: C becomes αC + βC₂ + αβddᵀ.
    fn mix(&mut self, [own, added]: [f64; 2], distance: &[f64], other: Option<&Self>) {
        let order = distance.len();
        for (j, column) in self.covariance.as_mut_slice().chunks_exact_mut(order).enumerate() {
            let scale = own * added * distance[j];
            column[j..].iter_mut().zip(&distance[j..]).for_each(|(entry, d)| *entry = *entry * own + scale * d);
            if let Some(other) = other {
                let more = &other.covariance.as_slice()[j * order..][j..order];
                column[j..].iter_mut().zip(more).for_each(|(entry, more)| *entry += more * added);
            }
        }
        let (concentration, diversity) = other.map_or((1.0, 0.0), |other| (other.concentration, other.diversity));
        let (own_square, added_square) = (own * own, added * added);
        self.concentration = self.concentration * own_square + concentration * added_square;
        self.diversity = self.diversity * own_square + diversity * added_square + 2.0 * own * added;
    }
}

fn expect_weight(weight: f64, name: impl FnOnce() -> String) -> Result<()> {
    if weight >= 0.0 && weight.is_finite() {
        return Ok(());
    }
    Err(Error::out_of_range(name(), "finite and not negative", weight.to_string()))
}

fn expect_total(total: f64) -> Result<()> {
    if total.is_finite() { Ok(()) } else { Err(Error::overflow("the sum of the weights")) }
}
