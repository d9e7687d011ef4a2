//! The oracles: independent methods of judging a claim. Each states the [`Strength`] of its result.
//!
//! | oracle | judges | may refute alone | strength |
//! |---|---|---|---|
//! | [`Oracle::Exact`] | rational identities and derivatives, over 𝔽ₚ | with a rational witness | bound on the probability that a false claim is accepted |
//! | [`Oracle::ClosedForm`] | expectations of polynomials times exponentials of quadratic forms | yes | relative error |
//! | [`Oracle::Digits`] | claims with exp or ln, in 77 digits with error bounds; identities by their derivative along a line and one value | yes | relative error |
//! | [`Oracle::Floating`] | identities in `f64` with error bounds, up to condition 10⁸ | yes | relative error |
//! | [`Oracle::Dual`] | derivatives by dual numbers in `f64` with error bounds | yes | relative error |
//! | [`Oracle::Optimum`] | extrema: no better point is found by a search over scales 10⁻³ … 10⁶ | yes: a better point | relative error |
//! | [`Oracle::Optimum`] | inequalities: no counterexample is found; [`Oracle::Exact`], [`Oracle::Digits`], [`Oracle::Floating`] and [`Oracle::Residues`] judge whether a certificate adds up to the difference of the sides | yes: a counterexample | the smallest difference of the sides |
//! | [`Oracle::Residues`] | functional equations of exp and ln, modulo two primes | never | none: it corroborates, or contradicts |
//! | [`Oracle::Difference`] | derivatives by extrapolated central differences | never | relative error |
//! | [`Oracle::Quadrature`] | expectations and integrals, by Gauss–Hermite rules | with sampling, at one point | relative error |
//! | [`Oracle::MonteCarlo`] | expectations of bounded variance and laws, by sampling | with quadrature, at one point | false-alarm rate |

pub(crate) mod certificate;
mod closed_form;
mod difference;
mod digits;
mod evidence;
mod exact;
pub(crate) mod expectation;
mod floating;
mod gradient;
pub(crate) mod inequality;
mod kinds;
mod median_of_means;
mod monte_carlo;
mod normality;
mod optimum;
pub(crate) mod parameters;
pub(crate) mod points;
mod quadrature;
mod reason;
mod residues;
pub(crate) mod resolution;
pub(crate) mod sides;
mod signs;
mod sizes;
pub(crate) mod survey;
pub(crate) mod tolerances;
mod trial;

pub use evidence::{Evidence, FALSE_ALARM, Finding, Strength};
pub use gradient::{GradientCheck, check_gradients};
pub use kinds::Oracle;
pub(crate) use monte_carlo::refutes_at as sampling_refutes;
pub(crate) use quadrature::mean_for_witness as quadrature_mean;
pub(crate) use quadrature::mean_with_error as quadrature_with_error;
pub use reason::{Compared, Detail, Elsewhere, Gap, Misfit, Reason, Search};
pub use trial::{Effort, Trial};

use crate::claim::{LeftSide, RightSide};

impl Oracle {
    /// Judges several right-hand sides of one claim; returns one piece of evidence for each.
    pub fn judge(self, trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
        match self {
            Self::Exact => exact::judge(trial, rights),
            Self::ClosedForm => closed_form::judge(trial, rights),
            Self::Digits => digits::judge(trial, rights),
            Self::Floating | Self::Dual => floating::judge(self, trial, rights),
            Self::Residues => residues::judge(trial, rights),
            Self::Difference => difference::judge(trial, rights),
            Self::Quadrature => quadrature::judge(trial, rights),
            Self::MonteCarlo => monte_carlo::judge(trial, rights),
            Self::Optimum if matches!(trial.claim.left, LeftSide::Inequality { .. }) => {
                inequality::judge(trial, rights)
            }
            Self::Optimum => optimum::judge(trial, rights),
        }
    }
}
