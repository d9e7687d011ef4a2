//! The parts of weighted statistics

use super::checks::{expect_low, expect_semidefinite, fault};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, expect_symmetric};
use crate::error::Result;
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::Doubles;
use crate::gaussian::symmetric::symmetric_from_lower;
use crate::gaussian::units::UNIT;
use crate::gaussian::{WeightedStatistics, expect_vector};

/// Most by which a sum may be off when parts are read, relative to its terms.
const ROUNDING: f64 = 1e-6;
/// The largest exponent in absolute value.
const MOST_EXPONENT: u32 = 1 << 30;

/// All parts of [`WeightedStatistics`]; [`WeightedStatistics::from_parts`] restores them to the last bit.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::WeightedStatistics;
///
/// let mut statistics = WeightedStatistics::new(1)?;
/// statistics.push(&Matrix::from_element(1, 1, 2.0), 0.5)?;
/// let parts = statistics.parts();
/// assert_eq!((parts.count, parts.concentration, parts.covariance[0]), (1, 1.0, 0.0));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedParts {
    /// The number of samples whose weight is not 0.
    pub count: usize,
    /// e: `weight` and `sum` are in units of 2ᵉ.
    pub exponent: i32,
    /// W = Σₙ wₙ, and the next 16 digits of it.
    pub weight: [f64; 2],
    /// Σₙ wₙxₙ, D×1, and the next 16 digits of it.
    pub sum: [Matrix<f64>; 2],
    /// Σₙ wₙ²/W².
    pub concentration: f64,
    /// 1 − Σₙ wₙ²/W², which may be small.
    pub diversity: f64,
    /// C = Σₙ wₙ (xₙ−x̄)(xₙ−x̄)ᵀ/W, D×D.
    pub covariance: Matrix<f64>,
    /// Bound on the error of Cᵢⱼ in units of roundoff, relative to √(CᵢᵢCⱼⱼ).
    pub roundings: f64,
    /// The unit of each component in all of the above, D×1: 1, or 2⁶⁰⁰ where numbers are large.
    pub units: Matrix<f64>,
}

impl WeightedStatistics {
    /// The parts, to be stored or sent: this is how partial statistics of several processes or machines are merged.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::WeightedStatistics;
    ///
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 5.0]), &Matrix::from_column_slice(2, 1, &[3.0, 1.0]))?;
    /// assert_eq!(WeightedStatistics::from_parts(statistics.parts())?, statistics);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> WeightedParts {
        let weight = self.sums.weight;
        WeightedParts {
            count: self.count,
            exponent: self.sums.exponent,
            weight: [weight.high, weight.low],
            sum: self.sums.samples.parts(),
            concentration: self.concentration,
            diversity: self.diversity,
            covariance: symmetric_from_lower(self.covariance.clone()),
            roundings: self.roundings,
            units: Matrix::from_fn(self.dimension(), 1, |i, _| self.units.of(i)),
        }
    }

    /// The statistics with these parts
    ///
    /// Errors: sizes that do not match, NaN or infinite entries, D = 0, a covariance that is not symmetric or has a
    /// negative eigenvalue, parts of no samples that are not 0, a covariance of one sample that is not 0, a weight that
    /// is not positive, a concentration that N weights cannot have, units that are neither 1 nor 2⁶⁰⁰.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::WeightedStatistics;
    ///
    /// let mut statistics = WeightedStatistics::new(1)?;
    /// statistics.push(&Matrix::from_element(1, 1, 2.0), 0.5)?;
    /// let mut parts = statistics.parts();
    /// parts.weight[0] = -1.0;
    /// assert!(WeightedStatistics::from_parts(parts).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: WeightedParts) -> Result<Self> {
        let mut statistics = Self::new(parts.covariance.nrows())?;
        let dimension = statistics.dimension();
        expect_shape("the covariance", &parts.covariance, dimension, dimension)?;
        expect_symmetric("the covariance", &parts.covariance)?;
        expect_finite("the covariance", &parts.covariance)?;
        expect_vector("the sum", &parts.sum[0], dimension)?;
        expect_low("the sum", &parts.sum[0], &parts.sum[1])?;
        expect_vector("the units", &parts.units, dimension)?;
        expect_semidefinite("the covariance", &parts.covariance)?;
        if parts.exponent.unsigned_abs() > MOST_EXPONENT {
            return fault("the exponent".into(), "−2³⁰ to 2³⁰", f64::from(parts.exponent));
        }
        parts.expect_weights()?;
        for j in 0..dimension {
            match parts.units[j] {
                1.0 => (),
                unit if unit == UNIT => statistics.units.raise(j, dimension),
                unit => return fault(format!("the unit of component {j}"), "1 or 2⁶⁰⁰", unit),
            }
        }
        if !(0.0..=1.0 / f64::EPSILON).contains(&parts.roundings) {
            return fault("the roundings".into(), "0 to 2⁵²", parts.roundings);
        }
        statistics.count = parts.count;
        statistics.sums.exponent = parts.exponent;
        statistics.sums.weight = Double { high: parts.weight[0], low: parts.weight[1] };
        statistics.sums.samples = Doubles::from_parts(&parts.sum);
        (statistics.concentration, statistics.diversity) = (parts.concentration, parts.diversity);
        statistics.covariance = parts.covariance;
        statistics.covariance.fill_upper_triangle(0.0, 1);
        statistics.roundings = parts.roundings;
        if !statistics.sums.total().is_finite() {
            return fault("the weight".into(), "finite", f64::INFINITY);
        }
        if statistics.count > 0 {
            statistics.mean()?;
        }
        Ok(statistics)
    }
}

impl WeightedParts {
    /// An error unless there are weights that these numbers may come from.
    fn expect_weights(&self) -> Result<()> {
        let [weight, low] = self.weight;
        let nonzero = |matrix: &Matrix<f64>| matrix.iter().find(|entry| **entry != 0.0).copied();
        if self.count < 2
            && let Some(entry) = nonzero(&self.covariance)
        {
            return fault("the covariance of fewer than two samples".into(), "0", entry);
        }
        if self.count == 0 {
            let sum = nonzero(&self.sum[0]).unwrap_or(0.0);
            let parts = [("sum", sum), ("weight", weight), ("weight", low), ("concentration", self.concentration)];
            return match parts.into_iter().chain([("diversity", self.diversity)]).find(|(_, number)| *number != 0.0) {
                Some((name, number)) => fault(format!("the {name} of no samples"), "0", number),
                None => Ok(()),
            };
        }
        if !(weight > 0.0 && weight.is_finite()) {
            return fault("the weight".into(), "finite and positive", weight);
        }
        if low.is_nan() || low.abs() > f64::EPSILON * weight {
            return fault("the low part of the weight".into(), &format!("within the rounding of {weight:e}"), low);
        }
        let least = (1.0 - ROUNDING) / self.count as f64;
        if !(least..=1.0 + ROUNDING).contains(&self.concentration) {
            return fault(
                "the concentration".into(),
                &format!("{least:e} to 1, for {} samples", self.count),
                self.concentration,
            );
        }
        let rest = 1.0 - self.concentration;
        let matches = self.diversity >= 0.0 && (self.diversity - rest).abs() <= ROUNDING;
        if matches && (self.count > 1 || self.diversity == 0.0) {
            return Ok(());
        }
        fault("the diversity".into(), &format!("{rest:e}, 1 less the concentration"), self.diversity)
    }
}
