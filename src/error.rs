//! Everything that can be wrong with input, each with what to do about it.

use std::fmt;
use thiserror::Error;

/// Why a formula could not be evaluated or a request not be carried out.
#[derive(Clone, Debug, Error, PartialEq)]
#[allow(missing_docs)] // each message names its fields
pub enum Error {
    /// A square matrix was needed.
    #[error("{name} is {}; it must be square: pass a D×D matrix", shape_text((rows, columns)))]
    NotSquare { name: String, rows: usize, columns: usize },

    /// A symmetric matrix was needed; indices count from 1.
    #[error(
        "{name} is not symmetric: entry ({row},{column}) differs from ({column},{row}) by {difference:.3e}; \
         pass ½(A + Aᵀ) if the difference is rounding"
    )]
    NotSymmetric { name: String, row: usize, column: usize, difference: f64 },

    /// A positive definite matrix was needed; `minor` is the order of the first leading minor that is not positive.
    #[error(
        "{name} is not positive definite: its leading {} minor is not positive; \
         look at variables 1 to {minor} for a repeated or linearly dependent one", shape_text((minor, minor))
    )]
    NotPositiveDefinite { name: String, minor: usize },

    /// A positive semidefinite matrix was needed.
    #[error(
        "{name} is not positive semidefinite: its correlation matrix has the eigenvalue {eigenvalue:.3e}, \
         below zero by more than rounding; check its signs, or project it with the negative eigenvalues set to zero"
    )]
    NotPositiveSemidefinite { name: String, eigenvalue: f64 },

    /// N ≤ D samples, whose maximum likelihood covariance is singular.
    #[error(
        "{samples} samples of {dimension} components make the maximum likelihood covariance singular; it takes at least \
         {} to fit a Gaussian, while the mean and the covariance can be computed from fewer", dimension + 1
    )]
    TooFewSamples { samples: usize, dimension: usize },

    /// An entry is NaN or infinite; indices count from 1.
    #[error("{name} has a NaN or infinite entry at ({row},{column}); remove or impute it first")]
    NotFinite { name: String, row: usize, column: usize },

    /// Two sizes do not belong together.
    #[error("{name} is {found}; expected {expected}")]
    Shape { name: String, expected: String, found: String },

    /// Two operands whose shapes do not fit their operation.
    #[error("{left} {operation} {right}: the shapes do not fit")]
    Operands { left: String, operation: &'static str, right: String },

    /// A formula that was read at run time and is gone.
    #[error("the session of the formula has ended; keep it as long as its claims are judged")]
    SessionEnded,

    /// A dimension or a number of samples is zero.
    #[error("{name} is empty; it needs at least one row and one column (D ≥ 1, N ≥ 1)")]
    Empty { name: String },

    /// A size, a matrix or a computation is larger than what can be carried out.
    #[error("{name} is {}; at most {limit} can be dealt with: use smaller matrices or fewer samples", count(*number))]
    TooLarge { name: String, number: f64, limit: usize },

    /// A matrix without an inverse, or a division by zero.
    #[error("{}", without_inverse(what))]
    Singular { what: String },

    /// A formula asked for an input that the claim does not give.
    #[error("no input is named `{name}`; the claim gives {given}")]
    UnknownInput { name: String, given: String },

    /// A claim's input was not given.
    #[error("the input `{name}` is missing; the claim needs {needed}")]
    MissingInput { name: String, needed: String },

    /// The function has no value in this number system (ln in the rationals).
    #[error("{function} has no value in the {system}; use a number system of the reals")]
    Transcendental { function: &'static str, system: &'static str },

    /// The argument lies outside of a function's domain.
    #[error("{function} is not defined at {argument:.6e}; the argument must be positive")]
    Domain { function: &'static str, argument: f64 },

    /// Numbers at which a claim is not made.
    #[error("the claim is made only where {text}; choose other numbers")]
    Assumption { text: String },

    /// An expectation that is not finite.
    #[error("{what} does not exist: {reason}")]
    Divergent { what: &'static str, reason: String },

    /// The bound on the rounding error is as large as the value.
    #[error("rounding errors have consumed every digit of {what}; use a better conditioned point")]
    PrecisionLost { what: &'static str },

    /// A formula panicked, but not about shapes.
    #[error("the formula panicked: {message}; return an error instead")]
    Panicked { message: String },

    /// An exact rule would need too many nodes, or a formula too many steps.
    #[error("{what} is out of reach: it takes more than {limit} evaluations or steps; use smaller matrices")]
    OutOfReach { what: &'static str, limit: usize },

    /// No derivation or claim has this name.
    #[error("no derivation or claim matches `{name}`{hint}; `gradus list` shows them all")]
    UnknownDerivation { name: String, hint: String },

    /// More than one claim goes by this name.
    #[error("`{name}` matches {count} claims: {matches}; write one of them in full")]
    Ambiguous { name: String, count: usize, matches: String },

    /// A derivation is stated in a way that cannot be judged.
    #[error("the claim {claim} cannot be judged: {reason}")]
    Malformed { claim: String, reason: String },

    /// No claim is stated.
    #[error("there is nothing to judge: {reason}")]
    NothingToJudge { reason: String },

    /// No equation of the course has this number.
    #[error("no equation is called `{name}`{hint}")]
    UnknownEquation { name: String, hint: String },

    /// A row of a table of equations cannot be read; lines count from 1.
    #[error("line {line} of the table of equations cannot be read: {reason}")]
    Table { line: usize, reason: String },

    /// An exercise without an answer.
    #[error("nothing is answered yet; write a formula in place of `your_answer()`")]
    Unanswered,

    /// A part of the notebooks is missing or could not be set up.
    #[error("{problem}: {advice}")]
    Setup { problem: String, advice: String },

    /// A file could not be read or written.
    #[error("cannot {action} {path}: {reason}")]
    File { action: &'static str, path: String, reason: String },
}

/// A result whose error is [`enum@Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A shape as every message writes it: `2×3`, or `D×N`.
pub(crate) fn shape_text((rows, columns): (impl fmt::Display, impl fmt::Display)) -> String {
    format!("{rows}×{columns}")
}

/// A number of things: in digits while it has few.
fn count(number: f64) -> String {
    if number.abs() < 1e12 { number.to_string() } else { format!("{number:e}") }
}

/// A number without an inverse is zero; of a matrix the rows depend on each other.
fn without_inverse(what: &str) -> String {
    match what {
        "a divisor" => "a divisor is zero".into(),
        _ => format!("{what} is singular: it has no inverse; check for linearly dependent rows"),
    }
}
