//! The requested accuracy of a probability, and the result

/// The requested accuracy of a probability, and a limit on the work.
///
/// ```
/// use gradus::gaussian::Integration;
///
/// let wanted = Integration { relative: 1e-7, ..Integration::default() };
/// assert_eq!((wanted.absolute, wanted.seed), (0.0, 0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Integration {
    /// The largest acceptable error relative to the probability; 1e-5 by default.
    pub relative: f64,
    /// The largest acceptable absolute error; 0 by default. The larger of the two limits applies.
    pub absolute: f64,
    /// The largest number of points at which the integrand is evaluated; 2²⁰ by default.
    pub most_evaluations: usize,
    /// Seed of the random shifts; 0 by default. The same seed gives the same numbers, on any number of threads.
    pub seed: u64,
}

impl Default for Integration {
    fn default() -> Self {
        Self { relative: 1e-5, absolute: 0.0, most_evaluations: 1 << 20, seed: 0 }
    }
}

/// A probability, with the error of its computation.
///
/// In one and two dimensions the error is a bound on the errors of rounding and quadrature. In three or more it is 3.5
/// standard errors, from 16 random shifts of a lattice; one in 300 estimates exceeds it.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, Integration};
///
/// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
/// let below = white.cumulative_distribution(&Matrix::from_element(1, 1, -40.0), &Integration::default())?;
/// assert_eq!(below.value, 0.0); // smaller than the least number,
/// assert!((below.logarithm + 804.608_442_013_753_8).abs() < 1e-9); // but not in logarithms
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Probability {
    /// P.
    pub value: f64,
    /// ln P, also if P is smaller than the least positive double.
    pub logarithm: f64,
    /// The error of P.
    pub error: f64,
    /// The error relative to P, also if P is smaller than the least positive double.
    pub relative_error: f64,
    /// Points at which the integrand was evaluated; 0 in one and two dimensions.
    pub evaluations: usize,
}

impl Probability {
    pub(super) fn new(logarithm: f64, relative_error: f64, evaluations: usize) -> Self {
        // Not by `min`, which would take NaN for a probability of 1.
        let logarithm = if logarithm > 0.0 { 0.0 } else { logarithm };
        let value = logarithm.exp();
        let error = if value == 0.0 { 0.0 } else { relative_error * value };
        Self { value, logarithm, error, relative_error, evaluations }
    }
}
