//! The functions of analysis beyond exp and ln.

use crate::error::Error;

/// A function of one number, for [`Field::function`](super::Field::function). Formulas use
/// [`sqrt`](crate::functions::sqrt) and others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// √x for x ≥ 0
    SquareRoot,
    /// |x|
    Absolute,
    /// x/|x|, the derivative of |x|, without a value at 0.
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
    /// ψ⁽ⁿ⁾(x), the derivative of order n+1 of ln Γ, for x > 0
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

    /// Whether residues modulo two primes can compute all its values from exp and ln. Then they can decide whether a
    /// claim holds for a part of the numbers only.
    pub(crate) fn is_elementary(self) -> bool {
        use Function::*;
        matches!(self, SquareRoot | Absolute | Sign | Logistic | LogisticSlope | HyperbolicTangent)
    }

    /// Whether the function may vary within a narrow range near zero.
    pub(crate) fn is_narrow_at_zero(self) -> bool {
        !matches!(self, Self::Sine | Self::Cosine)
    }
}

/// The error of x/|x| at 0.
pub(super) fn no_sign() -> Error {
    Error::singular("the divisor in x/|x|")
}
