//! What is wrong with the matrices and numbers that a user passes. Indices count from 0.

use super::text::{count, several, shape_text};
use thiserror::Error;

#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum Input {
    /// A square matrix was needed.
    #[error("{name} is {}; it must be square: pass a D×D matrix", shape_text((rows, columns)))]
    NotSquare { name: String, rows: usize, columns: usize },

    /// A symmetric matrix was needed.
    #[error(
        "{name} is not symmetric: entry ({row},{column}), counted from 0, differs from ({column},{row}) by \
         {difference:.3e}; pass ½(A + Aᵀ) if the difference is rounding"
    )]
    NotSymmetric { name: String, row: usize, column: usize, difference: f64 },

    /// A positive definite matrix was needed; `minor` is the order of the first leading minor that is not positive.
    #[error(
        "{name} is not positive definite: its leading {} minor is not positive; \
         look at components 0 to {} for a repeated or linearly dependent one", shape_text((minor, minor)), minor - 1
    )]
    NotPositiveDefinite { name: String, minor: usize },

    /// A positive semidefinite matrix was needed.
    #[error(
        "{name} is not positive semidefinite: its correlation matrix has the eigenvalue {eigenvalue:.3e}, \
         below zero by more than rounding; check its signs, or set the negative eigenvalues to zero"
    )]
    NotPositiveSemidefinite { name: String, eigenvalue: f64 },

    /// A number, or one of several values, outside the allowed set.
    #[error("{name} is {found}; expected {expected}")]
    OutOfRange { name: String, expected: String, found: String },

    /// A variance, or another entry on the diagonal of what should be positive definite, is not positive.
    #[error(
        "{name} is not positive definite: entry ({index},{index}), counted from 0, is {value}; \
         the entries of its diagonal must be positive"
    )]
    DiagonalNotPositive { name: String, index: usize, value: f64 },

    /// N ≤ D samples, whose maximum likelihood covariance is singular.
    #[error(
        "the maximum likelihood covariance of {} with {} is singular; it takes at least {} to fit a Gaussian, while \
         the mean and the covariance can be computed from fewer",
        several(*samples, "sample"), several(*dimension, "component"), dimension + 1
    )]
    TooFewSamples { samples: usize, dimension: usize },

    /// An entry is NaN or infinite.
    #[error("{name} has a NaN or infinite entry at ({row},{column}), counted from 0; remove or impute it first")]
    NotFinite { name: String, row: usize, column: usize },

    /// A dimension or a number of samples is zero.
    #[error("{name} is empty; it needs at least one row and one column (D ≥ 1, N ≥ 1)")]
    Empty { name: String },

    /// A size, a matrix or a computation is larger than its limit.
    #[error("{name} is {}; the limit is {limit}: use smaller matrices or fewer samples", count(*number))]
    TooLarge { name: String, number: f64, limit: usize },

    /// A formula asked for an input that the claim does not give.
    #[error("no input is named `{name}`; the claim gives {given}")]
    Unknown { name: String, given: String },

    /// A claim's input was not given.
    #[error("the input `{name}` is missing; the claim needs {needed}")]
    Missing { name: String, needed: String },

    /// Numbers at which a claim is not made.
    #[error("the claim is made only where {text}; choose other numbers")]
    Assumption { text: String },
}
