//! The functions of analysis beyond exp and ln, and what is true of them in every number system.

use super::{Field, Rational};
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// A function of one number, for [`Field::function`]; for formulas there are [`sqrt`](crate::functions::sqrt) and others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// √x for x ≥ 0
    SquareRoot,
    /// |x|
    Absolute,
    /// x/|x|, the derivative of |x|; no value at 0.
    Sign,
    /// sin x
    Sine,
    /// cos x
    Cosine,
    /// σ(x) = 1/(1 + e⁻ˣ)
    Logistic,
    /// σ′(x) = σ(x) σ(−x)
    LogisticSlope,
    /// tanh x
    HyperbolicTangent,
    /// erf x
    ErrorFunction,
    /// Φ(x), the distribution function of N(0, 1).
    NormalDistribution,
    /// ln Γ(x) for x > 0
    LogGamma,
    /// ψ⁽ⁿ⁾(x), derivative n+1 of ln Γ, for x > 0
    Polygamma(u8),
}

impl Function {
    /// Name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::SquareRoot => "√",
            Self::Absolute => "|x|",
            Self::Sign => "x/|x|",
            Self::Sine => "sin",
            Self::Cosine => "cos",
            Self::Logistic => "σ",
            Self::LogisticSlope => "σ′",
            Self::HyperbolicTangent => "tanh",
            Self::ErrorFunction => "erf",
            Self::NormalDistribution => "Φ",
            Self::LogGamma => "ln Γ",
            Self::Polygamma(_) => "ψ",
        }
    }

    /// Whether residues modulo two primes know all values that exp and ln give it: then they see whether a claim is
    /// true on a part of the numbers only.
    pub(crate) fn is_elementary(self) -> bool {
        use Function::*;
        matches!(self, SquareRoot | Absolute | Sign | Logistic | LogisticSlope | HyperbolicTangent)
    }

    /// Whether something narrow may happen where the argument is small.
    pub(crate) fn turns_at_zero(self) -> bool {
        !matches!(self, Self::Sine | Self::Cosine)
    }

    /// The value that the function has by exp, for number systems without sizes, in which nothing overflows.
    pub(crate) fn by_exponential<F: Field>(self, x: &F) -> Result<F> {
        match self {
            Self::Logistic => (F::one() + (-x.clone()).exp()?).reciprocal(),
            Self::LogisticSlope => {
                let value = Self::Logistic.by_exponential(x)?;
                Ok(value.clone() * (F::one() - value))
            }
            Self::HyperbolicTangent => {
                let value = Self::Logistic.by_exponential(&(x.clone() + x.clone()))?;
                Ok(value.clone() + value - F::one())
            }
            _ => Err(Error::Transcendental { function: self.name(), system: F::NAME }),
        }
    }

    /// The derivative at x, where the function has this value.
    pub(crate) fn slope<F: Field>(self, x: &F, value: &F) -> Result<F> {
        let twice = |number: &F| number.clone() + number.clone();
        match self {
            Self::SquareRoot => Ok(value.reciprocal()? * F::half()),
            Self::Absolute => x.function(Self::Sign),
            Self::Sign => Ok(F::zero()),
            Self::Sine => x.function(Self::Cosine),
            Self::Cosine => Ok(-x.function(Self::Sine)?),
            Self::Logistic => x.function(Self::LogisticSlope),
            Self::LogisticSlope => Ok(value.clone() * (F::one() - twice(&x.function(Self::Logistic)?))),
            Self::HyperbolicTangent => Ok(twice(&twice(&twice(x).function(Self::LogisticSlope)?))),
            // 2/√π exp(−x²), in one exponential: ln(2/√π) = (3 ln 2 − ln 2π)/2
            Self::ErrorFunction => {
                let factor = (F::integer(2).ln()? * F::integer(3) - F::ln_two_pi()?) * F::half();
                (factor - x.clone() * x.clone()).exp()
            }
            Self::NormalDistribution => (-((F::ln_two_pi()? + x.clone() * x.clone()) * F::half())).exp(),
            Self::LogGamma => x.function(Self::Polygamma(0)),
            Self::Polygamma(u8::MAX) => Err(Error::OutOfReach { what: "a derivative of ln Γ", limit: u8::MAX.into() }),
            Self::Polygamma(n) => x.function(Self::Polygamma(n + 1)),
        }
    }

    /// The value of a rational number, where that is rational.
    pub(super) fn of_rational(self, x: &Rational) -> Result<Rational> {
        let none = || Error::Transcendental { function: self.name(), system: Rational::NAME };
        match (self, x.cmp(&Rational::zero())) {
            (Self::Absolute, Ordering::Less) => Ok(-x),
            (Self::Absolute, _) => Ok(x.clone()),
            (Self::Sign, Ordering::Less) => Ok(-Rational::one()),
            (Self::Sign, Ordering::Equal) => Err(no_sign()),
            (Self::Sign, Ordering::Greater) => Ok(Rational::one()),
            (Self::SquareRoot, Ordering::Less) => Err(Error::Domain { function: self.name(), argument: value(x) }),
            (Self::SquareRoot, _) => {
                let root = Rational::new_raw(x.numer().sqrt(), x.denom().sqrt());
                if &root * &root == *x { Ok(root) } else { Err(none()) }
            }
            (Self::LogGamma | Self::Polygamma(_), Ordering::Less | Ordering::Equal) => {
                Err(Error::Domain { function: self.name(), argument: value(x) })
            }
            _ => Err(none()),
        }
    }
}

fn value(x: &Rational) -> f64 {
    num_traits::ToPrimitive::to_f64(x).unwrap_or(f64::NAN)
}

/// What x/|x| comes to at 0.
pub(super) fn no_sign() -> Error {
    Error::Singular { what: "the divisor in x/|x|".into() }
}
