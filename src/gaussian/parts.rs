//! The parts of Gaussians, linear models and statistics: to store or send them, and to restore them

use super::kernel::doubles::Doubles;
use super::precise::Precise;
use super::symmetric::symmetric_from_lower;
use super::units::UNIT;
use super::{Gaussian, LinearGaussian, SufficientStatistics, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, expect_symmetric};
use crate::error::{Error, Result};

/// How far LLᵀ may be from Σ, a correlation above 1, or an eigenvalue below 0, when parts are read.
const ROUNDING: f64 = 1e-8;

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

/// All parts of a [`Gaussian`].
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::Gaussian;
///
/// let parts = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0))?.parts();
/// assert_eq!((parts.mean[0], parts.covariance[0], parts.factor[0]), (0.0, 4.0, 2.0));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GaussianParts {
    /// μ, D×1.
    pub mean: Matrix<f64>,
    /// Σ, D×D.
    pub covariance: Matrix<f64>,
    /// L, D×D, lower triangular with a positive diagonal, LLᵀ = Σ.
    pub factor: Matrix<f64>,
    /// The next 16 digits of μ and of L, if 16 digits of Σ do not determine the law, as after precise observations.
    pub low: Option<[Matrix<f64>; 2]>,
}

/// All parts of a [`LinearGaussian`].
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, LinearGaussian};
///
/// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
/// let model = LinearGaussian::new(white.clone(), Matrix::identity(1, 1), Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
/// assert_eq!(model.parts().noise, white);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LinearGaussianParts {
    /// p(x).
    pub prior: Gaussian,
    /// A, Q×P.
    pub map: Matrix<f64>,
    /// N(b, L⁻¹), the law of y − Ax.
    pub noise: Gaussian,
    /// The observations by which the prior was updated, if there are any.
    pub history: Option<HistoryParts>,
}

/// The observations by which a [`LinearGaussian`] was updated. Further updates use them.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, LinearGaussian};
///
/// let one = Matrix::identity(1, 1);
/// let white = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
/// let mut model = LinearGaussian::new(white.clone(), one.clone(), Matrix::zeros(1, 1), one.clone())?;
/// assert!(model.parts().history.is_none());
/// model.update(&one)?;
/// let history = model.parts().history.unwrap();
/// assert_eq!((history.start, history.count, history.mean[0].clone()), (white, 1, one));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryParts {
    /// The prior before the first observation.
    pub start: Gaussian,
    /// The number of observations.
    pub count: usize,
    /// Their mean, Q×1, and the next 16 digits of it.
    pub mean: [Matrix<f64>; 2],
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
            if (sum - expected).abs() > 1e-6 * parts.count as f64 * size || parts.sum[1][j].abs() > 1e-6 * size {
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

impl Gaussian {
    /// Its parts, to be stored or sent.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 3.0))?;
    /// assert_eq!(Gaussian::from_parts(gaussian.parts())?, gaussian);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> GaussianParts {
        GaussianParts {
            mean: self.mean().clone(),
            covariance: self.covariance().clone(),
            factor: self.factor().clone(),
            low: self.precise.as_ref().map(|precise| precise.low_parts()),
        }
    }

    /// The Gaussian with these parts
    ///
    /// Errors: those of [`Gaussian::from_factor`], and LLᵀ ≠ Σ beyond rounding.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let mut parts = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 3.0))?.parts();
    /// parts.factor[0] = 2.0;
    /// assert!(Gaussian::from_parts(parts).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: GaussianParts) -> Result<Self> {
        let GaussianParts { mean, covariance, factor, low } = parts;
        expect_symmetric("the covariance", &covariance)?;
        expect_finite("the covariance", &covariance)?;
        let own = Self::from_factor(mean, factor)?;
        let dimension = own.dimension();
        expect_shape("the covariance", &covariance, dimension, dimension)?;
        let scale = |i: usize| own.covariance()[(i, i)].sqrt();
        for (i, j) in (0..dimension).flat_map(|j| (0..dimension).map(move |i| (i, j))) {
            let (found, expected) = (covariance[(i, j)], own.covariance()[(i, j)]);
            // A variance below the least normal number has fewer digits.
            if (found - expected).abs() > ROUNDING * scale(i) * scale(j) + f64::MIN_POSITIVE {
                return fault(format!("entry ({i},{j}) of the covariance"), &format!("{expected:e}, as LLᵀ"), found);
            }
        }
        let mut gaussian = Self::of_parts(own.mean, covariance, own.factor)?;
        if let Some([mean_low, factor_low]) = low {
            let (mean, lower) = (gaussian.mean().clone(), gaussian.factor().clone());
            expect_low("the mean", &mean, &mean_low)?;
            expect_low("the factor", &lower, &factor_low)?;
            let (mean, lower) = (Doubles::from_parts(&[mean, mean_low]), Doubles::from_parts(&[lower, factor_low]));
            gaussian.precise = Some(Box::new(Precise { mean, lower }));
        }
        Ok(gaussian)
    }
}

impl LinearGaussian {
    /// Its parts, to be stored or sent.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let model = LinearGaussian::new(white, Matrix::identity(1, 1), Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// assert_eq!(LinearGaussian::from_parts(model.parts())?, model);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> LinearGaussianParts {
        let (map, noise) = self.likelihood();
        let parts = |(start, count, mean): (&Gaussian, usize, &Doubles)| HistoryParts {
            start: start.clone(),
            count,
            mean: mean.parts(),
        };
        let history = self.history().map(parts);
        LinearGaussianParts { prior: self.prior().clone(), map: map.clone(), noise: noise.clone(), history }
    }

    /// The model with these parts. Errors: sizes that do not match, NaN or infinite entries, a history of no
    /// observations.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian, LinearGaussianParts};
    ///
    /// // With a noise that was estimated.
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let map = Matrix::identity(1, 1);
    /// let model = LinearGaussianParts { prior: white.clone(), map, noise: white, history: None };
    /// assert!((LinearGaussian::from_parts(model)?.evidence()?.covariance()[0] - 2.0).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: LinearGaussianParts) -> Result<Self> {
        let LinearGaussianParts { prior, map, noise, history } = parts;
        let model = Self::with(prior, map, noise)?;
        let Some(HistoryParts { start, count, mean }) = history else {
            return Ok(model);
        };
        expect_shape("the mean of the first prior", start.mean(), model.prior().dimension(), 1)?;
        for mean in &mean {
            expect_vector("the mean of the observations", mean, model.likelihood().1.dimension())?;
        }
        expect_low("the mean of the observations", &mean[0], &mean[1])?;
        if count == 0 {
            return fault("the number of observations".into(), "at least 1", 0.0);
        }
        Ok(model.with_history(start, count, Doubles::from_parts(&mean)))
    }
}

/// An error if the correlation matrix has an eigenvalue below zero by more than rounding.
fn expect_semidefinite(name: &str, matrix: &Matrix<f64>) -> Result<()> {
    let order = matrix.nrows();
    let refused = |eigenvalue: f64| Err(Error::not_positive_semidefinite(name, eigenvalue));
    if let Some(variance) = matrix.diagonal().iter().find(|variance| **variance < 0.0) {
        return refused(*variance);
    }
    let correlations = Matrix::from_fn(order, order, |i, j| match matrix[(i.max(j), i.min(j))] {
        0.0 => 0.0,
        entry => entry / matrix[(i, i)].sqrt() / matrix[(j, j)].sqrt(),
    });
    if correlations.iter().any(|coefficient| !coefficient.is_finite()) {
        return refused(f64::NEG_INFINITY);
    }
    let least = correlations.symmetric_eigenvalues().min();
    if least < -ROUNDING { refused(least) } else { Ok(()) }
}

/// An error unless `low` is within the rounding of `high`.
fn expect_low(name: &str, high: &Matrix<f64>, low: &Matrix<f64>) -> Result<()> {
    let name = format!("the low part of {name}");
    expect_shape(&name, low, high.nrows(), high.ncols())?;
    expect_finite(&name, low)?;
    let is_low = |(high, low): (&f64, &f64)| low.abs() <= f64::EPSILON * high.abs();
    match high.iter().zip(low.iter()).find(|pair| !is_low(*pair)) {
        None => Ok(()),
        Some((high, low)) => fault(name, &format!("within the rounding of {high:e}"), *low),
    }
}

fn fault<T>(name: String, expected: &str, found: f64) -> Result<T> {
    Err(Error::out_of_range(name, expected, format!("{found:e}")))
}
