//! The oracles: independent judges of a claim, each stating the strength of what it found.
//!
//! | oracle | judges | strength |
//! |---|---|---|
//! | [`Oracle::Exact`] | rational identities and derivatives, over 𝔽ₚ | bound on the probability to accept a false claim |
//! | [`Oracle::Floating`] | the same identities in `f64` with error bounds, up to condition 10⁸ | relative error |
//! | [`Oracle::Dual`] | derivatives of real functions, by dual numbers in `f64` with error bounds | relative error |
//! | [`Oracle::Difference`] | the same by extrapolated central differences | relative error |
//! | [`Oracle::Quadrature`] | expectations and integrals, by Gauss–Hermite rules | relative error |
//! | [`Oracle::MonteCarlo`] | expectations and laws, by sampling | false-alarm rate |
//! | [`Oracle::Optimum`] | extrema: stationary, of the right kind, found by an optimiser | relative error |

#[allow(dead_code)] // the oracles do not ask for it yet
mod closed_form;
mod difference;
mod exact;
mod floating;
mod gradient;
pub(crate) mod hermite;
mod monte_carlo;
mod optimum;
mod quadrature;
pub(crate) mod sides;
mod sweep;

pub use gradient::check_gradients;
pub use monte_carlo::FALSE_ALARM;
pub(crate) use quadrature::mean_for_witness as quadrature_mean;
pub(crate) use quadrature::mean_with_error as quadrature_with_error;

use crate::claim::{Claim, Right, Subject};
use crate::input::{D, N, P, Q, Size, Sizes};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::fmt;

/// A judge of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oracle {
    /// Polynomial identity testing over 𝔽ₚ.
    Exact,
    /// Evaluation in `f64` with running error bounds.
    Floating,
    /// Forward derivatives in `f64` with running error bounds.
    Dual,
    /// Central differences, Richardson-extrapolated.
    Difference,
    /// Gauss–Hermite quadrature.
    Quadrature,
    /// Sampling, with tests whose null distribution is known.
    MonteCarlo,
    /// Stationarity, curvature, and an optimiser that arrives.
    Optimum,
}

impl Oracle {
    /// All oracles, the strongest first.
    pub const ALL: [Self; 7] =
        [Self::Exact, Self::Floating, Self::Dual, Self::Difference, Self::Quadrature, Self::MonteCarlo, Self::Optimum];

    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Floating => "floating",
            Self::Dual => "dual",
            Self::Difference => "difference",
            Self::Quadrature => "quadrature",
            Self::MonteCarlo => "monte_carlo",
            Self::Optimum => "optimum",
        }
    }

    /// Whether the oracle judges claims of this kind.
    pub fn applies(self, claim: &Claim) -> bool {
        match claim.subject {
            Subject::Formula(_) => matches!(self, Self::Exact | Self::Floating),
            Subject::Gradient { .. } => matches!(self, Self::Exact | Self::Dual | Self::Difference),
            Subject::Expectation { .. } => matches!(self, Self::Exact | Self::Quadrature | Self::MonteCarlo),
            Subject::Law { .. } => matches!(self, Self::Exact | Self::Quadrature | Self::MonteCarlo),
            Subject::Extremum { .. } => matches!(self, Self::Exact | Self::Dual | Self::Optimum),
        }
    }

    /// The oracles that judge this claim.
    pub fn of(claim: &Claim) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|oracle| oracle.applies(claim))
    }

    /// Judges several right-hand sides of one claim; one piece of evidence for each.
    pub fn judge(self, trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
        match self {
            Self::Exact => exact::judge(trial, rights),
            Self::Floating | Self::Dual => floating::judge(self, trial, rights),
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
    /// Nothing could be said, and why.
    Abstains(String),
    /// The claim is stated in a way that cannot be judged.
    Invalid(String),
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
    /// Sizes at which the claim was judged.
    pub sizes: Vec<Sizes>,
    /// How it was found: degrees, conditions, orders, sample sizes, detectable effects.
    pub detail: String,
    /// The first point at which the right side had no value.
    missing: Option<(Sizes, String)>,
}

impl Evidence {
    fn new(oracle: Oracle) -> Self {
        Self { oracle, finding: Finding::Holds, bound: 0.0, sizes: Vec::new(), detail: String::new(), missing: None }
    }

    /// Whether the claim held.
    pub fn holds(&self) -> bool {
        self.finding == Finding::Holds
    }

    /// Whether the claim was refuted.
    pub fn refuted(&self) -> bool {
        matches!(self.finding, Finding::Refuted(_))
    }

    /// Still looking: not refuted and not invalid.
    fn open(&self) -> bool {
        matches!(self.finding, Finding::Holds | Finding::Abstains(_))
    }

    fn refute(&mut self, sizes: Sizes, reason: impl Into<String>) {
        self.reach(sizes);
        self.finding = Finding::Refuted(reason.into());
    }

    fn reach(&mut self, sizes: Sizes) {
        if self.sizes.last() != Some(&sizes) {
            self.sizes.push(sizes);
        }
    }

    /// The right side has no value at a point where the left side has one.
    fn miss(&mut self, sizes: Sizes, reason: impl fmt::Display) {
        self.missing.get_or_insert_with(|| (sizes, reason.to_string()));
    }

    /// A claim that was judged nowhere does not hold, nor one that was judged at less than half of the sizes visited;
    /// a right side that has no value anywhere is not the left side.
    fn concluded(mut self, visited: usize, reason: &str) -> Self {
        if !self.holds() || !self.sizes.is_empty() && 2 * self.sizes.len() >= visited {
            return self;
        }
        match self.missing.take() {
            Some((sizes, error)) if self.sizes.is_empty() => {
                self.refute(sizes, format!("the right side has no value at any point: {error}"));
            }
            _ if self.sizes.is_empty() => self.finding = Finding::Abstains(reason.into()),
            _ => {
                let reached = self.sizes.len();
                self.finding = Finding::Abstains(format!("it says something at {reached} of {visited} sizes only"));
            }
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

    /// Block shapes (p, q), with p ≠ q among them.
    fn blocks(self) -> &'static [(usize, usize)] {
        const BLOCKS: [(usize, usize); 10] =
            [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 5), (7, 1), (5, 7)];
        match self {
            Self::Quick => &BLOCKS[..4],
            Self::Standard => &BLOCKS[..9],
            Self::Thorough => &BLOCKS,
        }
    }
}

/// Entries of the noise up to which expectations are judged: the number of nodes is a power of it.
const LARGEST_NOISE: usize = 4;

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
        ChaCha8Rng::seed_from_u64(crate::number::scramble(hash ^ crate::number::scramble(self.seed)))
    }

    /// The number of entries of the noise, in symbols.
    fn noise(&self) -> Option<Size> {
        match self.claim.subject {
            Subject::Expectation { noise, .. } | Subject::Law { noise, .. } => Some(noise),
            _ => None,
        }
    }

    /// The sizes to judge the claim at, smallest first.
    pub(crate) fn sizes(&self) -> Vec<Sizes> {
        let inputs = self.claim.given.iter().flat_map(|input| [input.rows, input.columns]);
        let most_noise =
            if matches!(self.claim.subject, Subject::Expectation { .. }) { LARGEST_NOISE } else { usize::MAX };
        let all: Vec<Size> = inputs.chain(self.noise()).collect();
        let uses = |symbol| all.iter().any(|size| size.mentions(symbol));
        let base: Vec<Sizes> = if uses(P) || uses(Q) {
            let blocks = self.effort.blocks().iter();
            blocks.map(|&(p, q)| Sizes { d: p + q, n: 1, p, q }).collect()
        } else if uses(D) {
            (1..=self.effort.largest_dimension()).map(|d| Sizes { d, n: 1, p: 1, q: 1 }).collect()
        } else {
            vec![Sizes { d: 1, n: 1, p: 1, q: 1 }]
        };
        let base = base.into_iter().filter(|sizes| self.noise().is_none_or(|noise| sizes.of(noise) <= most_noise));
        if !uses(N) {
            return base.collect();
        }
        // Few samples at small D, and more samples than dimensions everywhere.
        base.flat_map(|sizes| {
            let few = (1..=3).filter(move |&n| sizes.d <= 2 && n != sizes.d + 2);
            few.chain([sizes.d + 2]).map(move |n| Sizes { n, ..sizes })
        })
        .filter(|sizes| sizes.n > sizes.d || !self.claim.many_samples)
        .collect()
    }
}
