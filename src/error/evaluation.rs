//! Why a formula has no value at a point, or none that can be computed.

use super::text::Extent;
use std::borrow::Cow;
use thiserror::Error;

#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum Evaluation {
    /// Two sizes do not belong together.
    #[error("{name} is {found}; expected {expected}")]
    Shape { name: String, expected: Extent, found: Extent },

    /// Two operands whose shapes do not fit their operation.
    #[error("{left} {operation} {right}: the shapes do not fit")]
    Operands { left: String, operation: &'static str, right: String },

    /// A matrix without an inverse, or a division by zero.
    #[error("{}", without_inverse(what))]
    Singular { what: Cow<'static, str> },

    /// The argument lies outside a function's domain.
    #[error("{function} is not defined at {argument:.6e}; the argument must be positive")]
    Domain { function: &'static str, argument: f64 },

    /// A user's formula reports that it has no value.
    #[error("the formula has no value here: {reason}")]
    Undefined { reason: String },

    /// The function has no value in this number system (ln in the rationals).
    #[error("{function} has no value in the {system}; use a number system of the reals")]
    Transcendental { function: &'static str, system: &'static str },

    /// An expectation that is not finite.
    #[error("{what} does not exist: {reason}")]
    Divergent { what: &'static str, reason: String },

    /// The bound on the rounding error is as large as the value.
    #[error("rounding errors have consumed every digit of {what}; use a better conditioned point")]
    PrecisionLost { what: &'static str },

    /// A result of which no digit would be certain.
    #[error(
        "{what} is lost to rounding, even with 32 digits; bring prior and noise closer together, or remove \
         components or observations that depend on each other"
    )]
    Imprecise { what: String },

    /// A result, or a sum on the way to it, is beyond the range of doubles.
    #[error("{what} overflows: it is beyond the range of doubles, 1.8e308; use other units")]
    Overflow { what: String },

    /// A formula panicked, but not about shapes.
    #[error("the formula panicked: {message}; return an error instead")]
    Panicked { message: String },

    /// An exact rule would need too many nodes, or a formula too many steps.
    #[error("{what} is out of reach: it takes more than {limit} evaluations or steps; use smaller matrices")]
    OutOfReach { what: &'static str, limit: usize },

    /// A formula that was read at run time and is gone.
    #[error("the session of the formula has ended; keep it as long as its claims are judged")]
    SessionEnded,
}

/// A number without an inverse is zero; of a matrix the rows depend on each other.
fn without_inverse(what: &str) -> String {
    match what {
        "a divisor" => "a divisor is zero".into(),
        _ => format!("{what} is singular: it has no inverse; check for linearly dependent rows"),
    }
}
