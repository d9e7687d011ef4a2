//! The functions that formulas may name.

use crate::algebra::number::Function;
use crate::program::expression::Operation;

/// What a name of a function means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Named {
    /// Of a scalar.
    Scalar(Operation),
    /// Of a square matrix.
    Square(Operation),
}

impl Named {
    /// Whether a power after the parentheses applies to the argument, as in `\ln(x)^2`. Where readers differ, it is
    /// `None`.
    pub(super) fn takes_power(self) -> Option<bool> {
        match self {
            Self::Scalar(Operation::Logarithm | Operation::Function(_)) => None,
            _ => Some(false),
        }
    }
}

/// The function of this name.
pub(super) fn named(name: &str) -> Option<Named> {
    Some(match name {
        "tr" | "Tr" | "trace" | "Trace" => Named::Square(Operation::Trace),
        "det" | "Det" => Named::Square(Operation::Determinant),
        "ln" | "log" => Named::Scalar(Operation::Logarithm),
        "exp" => Named::Scalar(Operation::Exponential),
        "sin" => Named::Scalar(Operation::Function(Function::Sine)),
        "cos" => Named::Scalar(Operation::Function(Function::Cosine)),
        "tanh" => Named::Scalar(Operation::Function(Function::HyperbolicTangent)),
        "erf" => Named::Scalar(Operation::Function(Function::ErrorFunction)),
        _ => return None,
    })
}
