//! The left side of a claim: a formula, or a gradient, an expectation, a law or an extremum of one.

use crate::algebra::derivative::Convention;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::Result;
use crate::program::formula::Formula;
use crate::program::size::Size;

/// Name under which formulas find their standard normal input.
pub(crate) const NOISE: &str = "noise";

/// The quantity on the left of a claim.
#[derive(Clone, Copy)]
pub enum Subject {
    /// A formula.
    Formula(Formula),
    /// ∂f/∂(variable).
    Gradient {
        /// f
        function: Formula,
        /// Name of the input that varies.
        variable: &'static str,
        /// What the gradient means for a symmetric variable.
        convention: Convention,
    },
    /// E[h(z)] over standard normal `noise`, z ~ N(0, I).
    Expectation {
        /// h
        integrand: Formula,
        /// Number of entries of `noise`.
        noise: Size,
    },
    /// The Gaussian law of a random vector that is computed from standard normal `noise`; as the D×(1+D) matrix
    /// `[mean covariance]`, see [`law`].
    Law {
        /// The random vector.
        sample: Formula,
        /// Number of entries of `noise`.
        noise: Size,
    },
    /// The place where f is largest or smallest over one input.
    Extremum {
        /// f
        function: Formula,
        /// Name of the input that varies.
        variable: &'static str,
        /// Which entries of the input vary on their own.
        convention: Convention,
        /// Largest or smallest.
        kind: Extremum,
    },
}

/// Which extremum is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extremum {
    /// arg max
    Maximum,
    /// arg min
    Minimum,
}

/// The Gaussian law N(mean, covariance) as one D×(1+D) matrix `[mean covariance]`.
pub fn law<F: Field>(mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    crate::algebra::matrix::beside(mean, covariance)
}
