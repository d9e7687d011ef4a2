//! P(a ≤ x ≤ b) and the cumulative distribution P(x ≤ b) of a Gaussian

mod bivariate;
mod genz;
mod integration;
mod order;
mod quadrature;
mod standard_normal;

pub use integration::{Integration, Probability};

use super::Gaussian;
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};
use standard_normal::log_interval;

impl Gaussian {
    /// P(x ≤ b), the cumulative distribution function: every component is at most that of b
    ///
    /// `upper` b: D×1; entries may be ∞ or −∞. Method, accuracy and errors: as for [`Gaussian::box_probability`],
    /// without lower limits.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, Integration};
    ///
    /// // An orthant of two components with correlation ½: ¼ + arcsin(½)/2π = ⅓.
    /// let covariance = Matrix::from_row_slice(2, 2, &[1.0, 0.5, 0.5, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::zeros(2, 1), covariance)?;
    /// let below = gaussian.cumulative_distribution(&Matrix::zeros(2, 1), &Integration::default())?;
    /// assert!((below.value - 1.0 / 3.0).abs() < 1e-13);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn cumulative_distribution(&self, upper: &Matrix<f64>, wanted: &Integration) -> Result<Probability> {
        let lower = Matrix::from_element(self.dimension(), 1, f64::NEG_INFINITY);
        self.box_probability(&lower, upper, wanted)
    }

    /// P(a ≤ x ≤ b), the integral of the density over a box                       (Genz 1992; Genz and Bretz 2009)
    ///
    /// `lower` a, `upper` b: D×1; entries may be ∞ or −∞, and a component with neither limit is left out. The result is
    /// exact to rounding for one component, by erfc, and for two, by adaptive quadrature. For three or more it is the
    /// mean of a randomised lattice rule, the least probable component first: a sum of products of probabilities, none
    /// of which loses digits in a tail. If `most_evaluations` is reached first, the error is greater than requested.
    /// Errors: sizes that do not match, NaN, aᵢ > bᵢ, a negative accuracy, `most_evaluations` = 0 for three or more
    /// components.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, Integration};
    ///
    /// let covariance = Matrix::from_fn(3, 3, |i, j| if i == j { 1.0 } else { 0.5 });
    /// let gaussian = Gaussian::new(Matrix::zeros(3, 1), covariance)?;
    /// let (lower, upper) = (Matrix::zeros(3, 1), Matrix::from_element(3, 1, f64::INFINITY));
    /// let orthant = gaussian.box_probability(&lower, &upper, &Integration::default())?; // ¼, by symmetry
    /// assert!((orthant.value - 0.25).abs() <= orthant.error && orthant.error < 1e-5);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn box_probability(
        &self,
        lower: &Matrix<f64>,
        upper: &Matrix<f64>,
        wanted: &Integration,
    ) -> Result<Probability> {
        probability(self.factor(), self.mean(), [lower, upper], wanted)
    }
}

/// P(lower ≤ μ + Bz ≤ upper), z ~ N(0, I); B: D×R of any rank.
pub(super) fn probability(
    rows: &Matrix<f64>,
    mean: &Matrix<f64>,
    [lower, upper]: [&Matrix<f64>; 2],
    wanted: &Integration,
) -> Result<Probability> {
    for (name, limits) in [("the lower limit", lower), ("the upper limit", upper)] {
        expect_shape(name, limits, mean.nrows(), 1)?;
        expect_finite(name, &limits.map(|limit| if limit.is_infinite() { 0.0 } else { limit }))?;
    }
    for (name, accuracy) in [("the relative accuracy", wanted.relative), ("the absolute accuracy", wanted.absolute)] {
        if accuracy.is_nan() || accuracy < 0.0 {
            return Err(Error::out_of_range(name, "not negative", accuracy.to_string()));
        }
    }
    if let Some(i) = (0..mean.nrows()).find(|&i| lower[i] > upper[i]) {
        return Err(Error::out_of_range(
            format!("the upper limit of component {i}"),
            format!("at least {:e}, the lower limit", lower[i]),
            format!("{:e}", upper[i]),
        ));
    }
    let limited: Vec<usize> =
        (0..mean.nrows()).filter(|&i| lower[i] > f64::NEG_INFINITY || upper[i] < f64::INFINITY).collect();
    // A component with probability 0, such as x ≤ −∞, or a single number.
    let is_number = |i: usize| lower[i] == upper[i] && rows.row(i).iter().any(|entry| *entry != 0.0);
    if limited.iter().any(|&i| lower[i] == f64::INFINITY || upper[i] == f64::NEG_INFINITY || is_number(i)) {
        return Ok(Probability::new(f64::NEG_INFINITY, 0.0, 0));
    }
    if limited.is_empty() {
        return Ok(Probability::new(0.0, 0.0, 0));
    }
    let centred = |limits: &Matrix<f64>| limited.iter().map(|&i| limits[i] - mean[i]).collect();
    let law = order::triangular(rows.select_rows(&limited), centred(lower), centred(upper));
    let limits = |i: usize| [law.lower[i], law.upper[i]];
    match law.scales[..] {
        [scale] if scale > 0.0 => {
            let [a, b] = limits(0).map(|limit| limit / scale);
            let logarithm = log_interval(a, b);
            Ok(Probability::new(logarithm, 1e-14 * (1.0 + logarithm.abs().min(f64::MAX)) + law.rounding(), 0))
        }
        [first, second] if second > 0.0 => {
            let first = limits(0).map(|limit| limit / first);
            let (logarithm, error) = bivariate::log_probability(first, limits(1), law.rows[1][0], second);
            Ok(Probability::new(logarithm, error + law.rounding(), 0))
        }
        _ if wanted.most_evaluations == 0 => Err(Error::empty("the number of evaluations")),
        _ => {
            let found = genz::estimate(&law, wanted);
            let rounding = 1e-15 * found.logarithm.abs().min(f64::MAX) + law.rounding();
            let probability = Probability::new(found.logarithm, found.relative_error + rounding, found.evaluations);
            if probability.logarithm > f64::NEG_INFINITY || found.evaluations == 0 {
                return Ok(probability);
            }
            // No point fell into the box: with 95 % confidence P is below three over their number.
            let error = 3.0 / probability.evaluations as f64;
            Ok(Probability { error, relative_error: f64::INFINITY, ..probability })
        }
    }
}
