//! The functions that formulas may name.

use super::analysis::Composed;
use crate::algebra::number::Function;
use crate::program::expression::Operation;

/// What a name of a function means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Named {
    /// Of a scalar.
    Scalar(Operation),
    /// Of a square matrix.
    Square(Operation),
    /// Of a scalar, made of others.
    Composed(Composed),
    /// `diag`: of a column or of a square matrix.
    Diagonal,
    /// `vec` of a matrix.
    Vectorised,
}

impl Named {
    /// Whether readers differ on a power after the parentheses, as in `\ln(x)^2`: of the value or of the argument.
    pub(super) fn shares_power(self) -> bool {
        matches!(self, Self::Composed(_) | Self::Scalar(Operation::Logarithm | Operation::Function(_)))
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
        "diag" | "Diag" => Named::Diagonal,
        "vec" | "Vec" => Named::Vectorised,
        _ => return Composed::named(name).map(Named::Composed),
    })
}
