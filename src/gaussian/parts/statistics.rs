//! The parts of statistics

use super::checks::{expect_semidefinite, fault};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, expect_symmetric};
use crate::error::Result;
use crate::gaussian::kernel::doubles::Doubles;
use crate::gaussian::symmetric::symmetric_from_lower;
use crate::gaussian::units::UNIT;
use crate::gaussian::{SufficientStatistics, expect_vector};

/// All parts of [`SufficientStatistics`]; [`SufficientStatistics::from_parts`] restores them to the last bit.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::SufficientStatistics;
///
/// let mut statistics = SufficientStatistics::new(1)?;
/// statistics.push(&Matrix::from_element(1, 1, 2.0))?;
/// let parts = statistics.parts();
/// assert_eq!((parts.count, parts.origin[0], parts.scatter[0]), (1, 2.0, 0.0));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticsParts {
    /// N.
    pub count: usize,
    /// The point relative to which the mean is stored, D×1: the first sample, or the mean when a sample was removed.
    pub origin: Matrix<f64>,
    /// x̄ − origin, D×1.
    pub offset: Matrix<f64>,
    /// S = Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D.
    pub scatter: Matrix<f64>,
    /// The greatest diagonal of S from which samples were removed, D×1; 0 if no samples were removed.
    pub removed: Matrix<f64>,
    /// Σₙ xₙ, D×1, and the next 16 digits of it.
    pub sum: [Matrix<f64>; 2],
    /// Bound on the error of Sᵢⱼ in units of roundoff, relative to √(SᵢᵢSⱼⱼ).
    pub roundings: f64,
    /// The unit of each component in all of the above, D×1: 1, or 2⁶⁰⁰ where numbers are large.
    pub units: Matrix<f64>,
}

impl SufficientStatistics {
    /// The parts, to be stored or sent: this is how partial statistics of several processes or machines are merged.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(2)?;
    /// statistics.extend(&Matrix::from_row_slice(2, 3, &[1.0, 2.0, 4.0, 5.0, 3.0, 3.0]))?;
    /// assert_eq!(SufficientStatistics::from_parts(statistics.parts())?, statistics);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> StatisticsParts {
        StatisticsParts {
            count: self.count,
            origin: self.origin.clone(),
            offset: self.offset.clone(),
            scatter: symmetric_from_lower(self.scatter.clone()),
            removed: self.removed.clone(),
            sum: self.sum.parts(),
            roundings: self.roundings,
            units: Matrix::from_fn(self.dimension(), 1, |i, _| self.units.of(i)),
        }
    }

    /// The statistics with these parts
    ///
    /// Errors: sizes that do not match, NaN or infinite entries, D = 0, a scatter that is not symmetric or has a
    /// negative eigenvalue, a scatter of one sample that is not 0, parts of no samples that are not 0, a sum that is
    /// not N times the mean, units that are neither 1 nor 2⁶⁰⁰.
    ///
    /// ```
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut parts = SufficientStatistics::new(1)?.parts();
    /// (parts.count, parts.scatter[0]) = (2, -1.0);
    /// assert!(SufficientStatistics::from_parts(parts).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: StatisticsParts) -> Result<Self> {
        let mut statistics = Self::new(parts.origin.nrows())?;
        let dimension = statistics.dimension();
        expect_vector("the origin", &parts.origin, dimension)?;
        expect_vector("the offset", &parts.offset, dimension)?;
        expect_vector("the removed scatter", &parts.removed, dimension)?;
        expect_shape("the scatter", &parts.scatter, dimension, dimension)?;
        expect_symmetric("the scatter", &parts.scatter)?;
        expect_finite("the scatter", &parts.scatter)?;
        if let Some(j) = (0..dimension).find(|&j| parts.removed[j] < 0.0) {
            return fault(format!("the removed scatter of component {j}"), "not negative", parts.removed[j]);
        }
        let nonzero = |matrix: &Matrix<f64>| matrix.iter().find(|entry| **entry != 0.0).copied();
        if let Some(entry) = nonzero(&parts.scatter).filter(|_| parts.count < 2) {
            return fault("the scatter of fewer than two samples".into(), "0", entry);
        }
        if let Some(entry) = nonzero(&parts.origin).or(nonzero(&parts.offset)).filter(|_| parts.count == 0) {
            return fault("the mean of no samples".into(), "0", entry);
        }
        expect_semidefinite("the scatter", &parts.scatter)?;
        for sum in &parts.sum {
            expect_vector("the sum", sum, dimension)?;
        }
        expect_vector("the units", &parts.units, dimension)?;
        for j in 0..dimension {
            let (sum, mean) = (parts.sum[0][j], parts.origin[j] + parts.offset[j]);
            let size = parts.origin[j].abs() + parts.offset[j].abs() + parts.scatter[(j, j)].sqrt();
            let expected = parts.count as f64 * mean;
            // Numbers below the least normal one have fewer digits.
            let least = parts.count as f64 * f64::MIN_POSITIVE;
            if (sum - expected).abs() > 1e-6 * parts.count as f64 * size + least || parts.sum[1][j].abs() > 1e-6 * size
            {
                return fault(format!("the sum of component {j}"), &format!("{expected:e}, N times the mean"), sum);
            }
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
        statistics.origin = parts.origin;
        statistics.offset = parts.offset;
        statistics.scatter = parts.scatter;
        statistics.scatter.fill_upper_triangle(0.0, 1);
        statistics.removed = parts.removed;
        statistics.sum = Doubles::from_parts(&parts.sum);
        statistics.roundings = parts.roundings;
        Ok(statistics)
    }
}
