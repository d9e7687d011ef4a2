//! Functions that are made of others: tan, cosh, sinh, logarithms to other bases, Γ.

use super::stop::Stop;
use super::term::Term;
use super::unknown::Unknowns;
use crate::algebra::number::Function;
use crate::latex::Span;
use crate::program::expression::{Expression, Operation};

/// A function of a number that is made of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Composed {
    Tangent,
    HyperbolicSine,
    HyperbolicCosine,
    /// The logarithm to the base e.
    Natural,
    /// The logarithm to this base.
    Logarithm(u8),
    Gamma,
}

impl Composed {
    /// The function of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "tan" => Self::Tangent,
            "sinh" => Self::HyperbolicSine,
            "cosh" => Self::HyperbolicCosine,
            "lg" => Self::Logarithm(10),
            "lb" => Self::Logarithm(2),
            _ => return None,
        })
    }

    /// The value. The argument is copied, so the size of the term is checked.
    pub(super) fn of(self, of: Term, name: &str, sizes: &Unknowns) -> Result<Term, Stop> {
        let apply = |of: Term, operation: Operation| of.function(operation, name, sizes);
        let number = |n: i64, span: Span| Term::number(Expression::integer(n), span);
        let span = of.span;
        match self {
            Self::Tangent => {
                let sine = apply(of.clone(), Operation::Function(Function::Sine))?;
                sine.over(apply(of, Operation::Function(Function::Cosine))?, sizes)
            }
            Self::HyperbolicSine | Self::HyperbolicCosine => {
                let plus = apply(of.clone(), Operation::Exponential)?;
                let minus = apply(of.negated(), Operation::Exponential)?;
                let minus = if self == Self::HyperbolicSine { minus.negated() } else { minus };
                plus.plus(minus, sizes)?.over(number(2, span), sizes)
            }
            Self::Natural => apply(of, Operation::Logarithm),
            Self::Logarithm(base) => {
                let base = apply(number(i64::from(base), span), Operation::Logarithm)?;
                apply(of, Operation::Logarithm)?.over(base, sizes)
            }
            Self::Gamma => apply(apply(of, Operation::Function(Function::LogGamma))?, Operation::Exponential),
        }
    }
}
