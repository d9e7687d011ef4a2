//! The oracles by name, and which claims each judges.

use crate::claim::input::Domain;
use crate::claim::{Claim, LeftSide};
use std::fmt;

/// A judge of claims; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oracle {
    /// Polynomial identity testing over 𝔽ₚ.
    Exact,
    /// Gaussian integrals in closed form, in 77 digits with error bounds.
    ClosedForm,
    /// Evaluation in 77 digits with error bounds.
    Digits,
    /// Evaluation in `f64` with running error bounds.
    Floating,
    /// Forward derivatives in `f64` with running error bounds.
    Dual,
    /// Exponentials and logarithms modulo two primes, which keep their functional equations.
    Residues,
    /// Central differences, Richardson-extrapolated.
    Difference,
    /// Gauss–Hermite quadrature.
    Quadrature,
    /// Sampling, with tests whose null distribution is known.
    MonteCarlo,
    /// A search for a better place.
    Optimum,
}

impl Oracle {
    /// All oracles, the strongest first.
    pub const ALL: [Self; 10] = [
        Self::Exact,
        Self::ClosedForm,
        Self::Digits,
        Self::Floating,
        Self::Dual,
        Self::Residues,
        Self::Difference,
        Self::Quadrature,
        Self::MonteCarlo,
        Self::Optimum,
    ];

    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::ClosedForm => "closed_form",
            Self::Digits => "digits",
            Self::Floating => "floating",
            Self::Dual => "dual",
            Self::Residues => "residues",
            Self::Difference => "difference",
            Self::Quadrature => "quadrature",
            Self::MonteCarlo => "monte_carlo",
            Self::Optimum => "optimum",
        }
    }

    /// Whether the oracle judges claims of this kind.
    pub fn applies(self, claim: &Claim) -> bool {
        match claim.left {
            LeftSide::Formula(_) => matches!(self, Self::Exact | Self::Digits | Self::Floating | Self::Residues),
            LeftSide::Gradient { .. } => {
                matches!(self, Self::Exact | Self::Digits | Self::Dual | Self::Residues | Self::Difference)
            }
            LeftSide::Expectation { .. } => {
                matches!(self, Self::Exact | Self::ClosedForm | Self::Residues | Self::Quadrature | Self::MonteCarlo)
            }
            LeftSide::Law { .. } => {
                matches!(self, Self::Exact | Self::ClosedForm | Self::Quadrature | Self::MonteCarlo)
            }
            // The search judges the inequality, the others the identity that its certificate states.
            LeftSide::Inequality { .. } => match self {
                Self::Optimum => true,
                Self::Exact | Self::Digits | Self::Floating | Self::Residues => !claim.certificate.is_empty(),
                _ => false,
            },
            // An integer where a function is extreme need not be one where its slope is zero.
            LeftSide::Extremum { variable, .. } if claim.domain_of(variable) == Some(Domain::Integer) => {
                self == Self::Optimum
            }
            LeftSide::Extremum { .. } => matches!(self, Self::Exact | Self::Dual | Self::Optimum),
        }
    }

    /// The oracles that judge this claim.
    pub fn of(claim: &Claim) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|oracle| oracle.applies(claim))
    }

    /// Whether a difference that the oracle finds is beyond doubt: what it compares has error bounds.
    pub fn is_rigorous(self) -> bool {
        matches!(self, Self::ClosedForm | Self::Digits | Self::Floating | Self::Dual | Self::Optimum)
    }

    /// What the oracle's consent rests on. Two oracles of one kind count once: they look at like numbers by one route.
    pub(crate) fn kind(self, claim: &Claim) -> Self {
        match (self, &claim.left) {
            // An identity goes by its derivative along a line there; a derivative is one in either number system.
            (Self::Digits, LeftSide::Gradient { .. } | LeftSide::Extremum { .. }) => Self::Dual,
            (oracle, _) => oracle,
        }
    }

    /// Whether the oracle's consent is evidence for the claim: that no counterexample to an inequality was found is not.
    pub(crate) fn proves(self, claim: &Claim) -> bool {
        self != Self::Optimum || !matches!(claim.left, LeftSide::Inequality { .. })
    }

    /// Whether the oracle looks at values or slopes of the formulas at points: what lies between them it does not see.
    pub(crate) fn samples_formulas(self) -> bool {
        matches!(self, Self::Floating | Self::Dual | Self::Digits | Self::Difference)
    }
}

impl fmt::Display for Oracle {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}
