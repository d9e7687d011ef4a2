//! The oracles by name, and the claims that each judges.

use crate::claim::input::Domain;
use crate::claim::{Claim, LeftSide};
use std::fmt;

/// A method of judging a claim. The strongest are first.
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
    /// Exponentials and logarithms modulo two primes, where their functional equations hold.
    Residues,
    /// Central differences, Richardson-extrapolated.
    Difference,
    /// Gauss–Hermite quadrature.
    Quadrature,
    /// Sampling, with tests whose null distribution is known.
    MonteCarlo,
    /// A search for a better point, or for a counterexample to an inequality.
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
            // The search judges the inequality; the other oracles judge the identity that its certificate states.
            LeftSide::Inequality { .. } => match self {
                Self::Optimum => true,
                Self::Exact | Self::Digits | Self::Floating | Self::Residues => !claim.certificate.is_empty(),
                _ => false,
            },
            // At an integer optimum the gradient need not vanish.
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

    /// Whether a difference that the oracle finds refutes alone, because the oracle compares values with error bounds.
    pub fn is_rigorous(self) -> bool {
        matches!(self, Self::ClosedForm | Self::Digits | Self::Floating | Self::Dual | Self::Optimum)
    }

    /// The kind of the oracle. Two oracles of one kind count once, because they compute similar numbers in the same
    /// way.
    pub(crate) fn kind(self, claim: &Claim) -> Self {
        match (self, &claim.left) {
            // For an identity, `Digits` compares derivatives along a line and values. For a gradient it uses dual
            // numbers, like `Dual`.
            (Self::Digits, LeftSide::Gradient { .. } | LeftSide::Extremum { .. }) => Self::Dual,
            (oracle, _) => oracle,
        }
    }

    /// Whether an agreement of the oracle is evidence for the claim. Failing to find a counterexample to an inequality
    /// is not.
    pub(crate) fn proves(self, claim: &Claim) -> bool {
        self != Self::Optimum || !matches!(claim.left, LeftSide::Inequality { .. })
    }

    /// Whether the oracle compares values or slopes of the formulas only at points.
    pub(crate) fn samples_formulas(self) -> bool {
        matches!(self, Self::Floating | Self::Dual | Self::Digits | Self::Difference)
    }
}

impl fmt::Display for Oracle {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}
