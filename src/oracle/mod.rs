//! The oracles: independent judges of a claim, each stating the strength of what it found.
//!
//! | oracle | judges | may refute alone | strength |
//! |---|---|---|---|
//! | [`Oracle::Exact`] | rational identities and derivatives, over 𝔽ₚ | with a rational witness | bound on the probability to accept a false claim |
//! | [`Oracle::ClosedForm`] | expectations of polynomials times exponentials of quadratic forms | yes | relative error |
//! | [`Oracle::Digits`] | what has exp or ln in it, in 77 digits with error bounds; identities by their derivative along a line and one value | yes | relative error |
//! | [`Oracle::Floating`] | identities in `f64` with error bounds, up to condition 10⁸ | yes | relative error |
//! | [`Oracle::Dual`] | derivatives by dual numbers in `f64` with error bounds | yes | relative error |
//! | [`Oracle::Optimum`] | extrema: no better place is found, by a search that looks along scales 10⁻³ … 10⁶ | yes: a better place | relative error |
//! | [`Oracle::Residues`] | functional equations of exp and ln, modulo two primes | never | none: it corroborates, or contradicts |
//! | [`Oracle::Difference`] | derivatives by extrapolated central differences | never | relative error |
//! | [`Oracle::Quadrature`] | expectations and integrals, by Gauss–Hermite rules | with sampling, at one point | relative error |
//! | [`Oracle::MonteCarlo`] | expectations of bounded variance and laws, by sampling | with quadrature, at one point | false-alarm rate |

mod closed_form;
mod difference;
mod digits;
mod exact;
mod floating;
mod gradient;
mod monte_carlo;
mod optimum;
mod points;
mod quadrature;
mod residues;
mod resolution;
pub(crate) mod sides;
mod sizes;
pub(crate) mod survey;
pub(crate) mod tolerances;

pub use gradient::check_gradients;
pub use monte_carlo::FALSE_ALARM;
pub(crate) use monte_carlo::refutes_at as sampling_refutes;
pub(crate) use quadrature::mean_for_witness as quadrature_mean;
pub(crate) use quadrature::mean_with_error as quadrature_with_error;

use crate::claim::{Claim, Right, Subject};
use crate::program::point::Point;
use crate::program::size::Sizes;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
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
        match claim.subject {
            Subject::Formula(_) => matches!(self, Self::Exact | Self::Digits | Self::Floating | Self::Residues),
            Subject::Gradient { .. } => {
                matches!(self, Self::Exact | Self::Digits | Self::Dual | Self::Residues | Self::Difference)
            }
            Subject::Expectation { .. } => {
                matches!(self, Self::Exact | Self::ClosedForm | Self::Residues | Self::Quadrature | Self::MonteCarlo)
            }
            Subject::Law { .. } => {
                matches!(self, Self::Exact | Self::ClosedForm | Self::Quadrature | Self::MonteCarlo)
            }
            Subject::Extremum { .. } => matches!(self, Self::Exact | Self::Dual | Self::Optimum),
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
        match (self, &claim.subject) {
            // An identity goes by its derivative along a line there; a derivative is one in either number system.
            (Self::Digits, Subject::Gradient { .. } | Subject::Extremum { .. }) => Self::Dual,
            (oracle, _) => oracle,
        }
    }

    /// Whether the oracle looks at values or slopes of the formulas at points: what lies between them it does not see.
    pub(crate) fn samples_formulas(self) -> bool {
        matches!(self, Self::Floating | Self::Dual | Self::Digits | Self::Difference)
    }

    /// Judges several right-hand sides of one claim; one piece of evidence for each.
    pub fn judge(self, trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
        match self {
            Self::Exact => exact::judge(trial, rights),
            Self::ClosedForm => closed_form::judge(trial, rights),
            Self::Digits => digits::judge(trial, rights),
            Self::Floating | Self::Dual => floating::judge(self, trial, rights),
            Self::Residues => residues::judge(trial, rights),
            Self::Difference => difference::judge(trial, rights),
            Self::Quadrature => quadrature::judge(trial, rights),
            Self::MonteCarlo => monte_carlo::judge(trial, rights),
            Self::Optimum => optimum::judge(trial, rights),
        }
    }
}

impl fmt::Display for Oracle {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What an oracle found.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// No difference, where a difference would have shown.
    Holds,
    /// The sides differ; the text says where and how.
    Refuted(String),
    /// The sides differ in a model of the real numbers. That is no refutation, but the claim does not hold while it
    /// stands.
    Contradicts(String),
    /// Nothing could be said, and why.
    Abstains(String),
    /// The claim is stated in a way that cannot be judged.
    Invalid(String),
}

/// In how many draws of a size the sides had values.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Draws {
    sizes: Sizes,
    both: usize,
    neither: usize,
}

/// A finding, with its strength and its reach.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Who found it.
    pub oracle: Oracle,
    /// What was found.
    pub finding: Finding,
    /// Strength; the table in [`crate::oracle`] says of which kind.
    pub bound: f64,
    /// The relative error to which a constant was compared that the bound does not speak of, if there is one.
    pub constant: Option<f64>,
    /// Sizes at which the claim was judged.
    pub sizes: Vec<Sizes>,
    /// How it was found: degrees, conditions, orders, sample sizes, detectable effects.
    pub detail: String,
    /// Whether a refutation rests on two values that differ, and not on a missing value or another shape.
    pub by_value: bool,
    /// Whether the sides are rational functions at every point visited, without exp or ln: for exact arithmetic.
    pub(crate) is_rational: bool,
    /// Tests that were made at the level [`FALSE_ALARM`], over all right sides.
    pub tests: usize,
    /// Where a difference was found that needs a second opinion.
    pub(crate) place: Option<Point<f64>>,
    /// Draws at general points, where rigorous arithmetic told whether the sides have values.
    draws: Vec<Draws>,
}

impl Evidence {
    fn new(oracle: Oracle) -> Self {
        Self {
            oracle,
            finding: Finding::Holds,
            bound: 0.0,
            constant: None,
            sizes: Vec::new(),
            detail: String::new(),
            by_value: false,
            is_rational: false,
            tests: 0,
            place: None,
            draws: Vec::new(),
        }
    }

    /// Whether the claim held.
    pub fn holds(&self) -> bool {
        self.finding == Finding::Holds
    }

    /// Whether the claim was refuted.
    pub fn refuted(&self) -> bool {
        matches!(self.finding, Finding::Refuted(_))
    }

    /// The largest share of general points, over all sizes, at which neither side has a value.
    pub fn share_without_value(&self) -> f64 {
        let share = |draws: &Draws| draws.neither as f64 / (draws.both + draws.neither) as f64;
        self.draws.iter().map(share).fold(0.0, f64::max)
    }

    /// Still looking: not refuted and not invalid.
    fn open(&self) -> bool {
        matches!(self.finding, Finding::Holds | Finding::Abstains(_))
    }

    /// The values differ.
    fn refute(&mut self, sizes: Sizes, reason: impl Into<String>) {
        self.by_value = true;
        self.refute_shape(sizes, reason);
    }

    /// The shapes differ, or cannot be multiplied.
    fn refute_shape(&mut self, sizes: Sizes, reason: impl Into<String>) {
        self.reach(sizes);
        self.finding = Finding::Refuted(reason.into());
    }

    /// One side has a value and the other has none.
    fn refute_missing(&mut self, sizes: Sizes, reason: String) {
        self.refute_shape(sizes, reason);
    }

    fn reach(&mut self, sizes: Sizes) {
        if self.sizes.last() != Some(&sizes) {
            self.sizes.push(sizes);
        }
    }

    /// Counts a draw at a general point, at which both sides have a value or neither has.
    fn count(&mut self, sizes: Sizes, general: bool, both: bool) {
        if !general {
            return;
        }
        if self.draws.last().is_none_or(|last| last.sizes != sizes) {
            self.draws.push(Draws { sizes, both: 0, neither: 0 });
        }
        if let Some(draws) = self.draws.last_mut() {
            if both {
                draws.both += 1;
            } else {
                draws.neither += 1;
            }
        }
    }

    /// The draws at these sizes, the last that were visited: with a value on both sides, and on neither.
    fn draws_at(&self, sizes: Sizes) -> (usize, usize) {
        let last = self.draws.last().filter(|draws| draws.sizes == sizes);
        last.map_or((0, 0), |draws| (draws.both, draws.neither))
    }

    /// A claim that was judged nowhere does not hold, nor one that was not judged at all of the sizes visited.
    fn concluded(mut self, visited: usize, reason: &str) -> Self {
        if self.holds() && self.sizes.len() < visited {
            self.finding = Finding::Abstains(match self.sizes.len() {
                0 => reason.into(),
                reached => format!("it says something at {reached} of {visited} sizes only"),
            });
        }
        self
    }
}

/// How much work to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Effort {
    /// D up to 4.
    Quick,
    /// D up to 8.
    Standard,
    /// D up to 12, more points and more samples.
    Thorough,
}

impl Effort {
    pub(crate) fn largest_dimension(self) -> usize {
        match self {
            Self::Quick => 4,
            Self::Standard => 8,
            Self::Thorough => 12,
        }
    }

    /// Samples a law is tested with.
    pub(crate) fn samples(self) -> usize {
        match self {
            Self::Quick => 2_000,
            Self::Standard => 4_000,
            Self::Thorough => 40_000,
        }
    }
}

/// One claim on trial.
#[derive(Clone, Copy)]
pub struct Trial<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Identifier, `derivation/claim`.
    pub id: &'a str,
    /// Seed of the whole run.
    pub seed: u64,
    /// Work to spend.
    pub effort: Effort,
}

impl Trial<'_> {
    /// The random stream of this claim and purpose: the same on any machine and any number of threads.
    pub(crate) fn stream(&self, purpose: &str) -> ChaCha8Rng {
        let name = self.id.bytes().chain([0]).chain(purpose.bytes());
        // FNV-1a, then the finaliser of SplitMix64 together with the seed.
        let hash = name
            .fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
        ChaCha8Rng::seed_from_u64(crate::algebra::number::scramble(hash ^ crate::algebra::number::scramble(self.seed)))
    }

}
