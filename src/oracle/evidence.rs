//! What an oracle found, how sure it is, and at which sizes.

use super::kinds::Oracle;
use super::reason::{Detail, Reason};
use crate::program::point::Point;
use crate::program::size::Sizes;

/// Probability that one test disagrees with a true claim.
pub const FALSE_ALARM: f64 = 1e-12;

/// What an oracle found.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// No difference was found, and a difference would have been detected.
    Holds,
    /// The sides differ.
    Refuted(Reason),
    /// The sides differ in a model of the real numbers. This is no refutation, but it prevents the claim from holding.
    Contradicts(Reason),
    /// The oracle could not decide, for this reason.
    Abstains(Reason),
    /// The claim is stated in a way that cannot be judged.
    Invalid(Reason),
}

impl Finding {
    /// Why the claim does not hold, if it does not.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Holds => None,
            Self::Refuted(reason) | Self::Contradicts(reason) | Self::Abstains(reason) | Self::Invalid(reason) => {
                Some(reason)
            }
        }
    }
}

/// How sure an oracle is, by the kind of error that it may make.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Strength {
    /// Bound on the probability that a false claim passes.
    FalseAccept(f64),
    /// Bound on the probability that the oracle disagrees with a true claim.
    FalseAlarm(f64),
    /// The largest relative error within which the sides agree.
    RelativeError(f64),
}

impl Strength {
    /// The initial strength of an oracle, before a test weakens it; `None` for an oracle that states no bound.
    fn of(oracle: Oracle) -> Option<Self> {
        match oracle {
            Oracle::Exact => Some(Self::FalseAccept(0.0)),
            Oracle::MonteCarlo => Some(Self::FalseAlarm(0.0)),
            Oracle::Residues => None,
            _ => Some(Self::RelativeError(0.0)),
        }
    }

    /// The number of the bound.
    pub fn bound(self) -> f64 {
        let (Self::FalseAccept(bound) | Self::FalseAlarm(bound) | Self::RelativeError(bound)) = self;
        bound
    }

    fn weakest(self, other: f64) -> Self {
        match self {
            Self::FalseAccept(bound) => Self::FalseAccept(bound.max(other)),
            Self::FalseAlarm(bound) => Self::FalseAlarm(bound.max(other)),
            Self::RelativeError(bound) => Self::RelativeError(bound.max(other)),
        }
    }
}

/// The number of draws at a size in which both sides, or neither, had values.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Draws {
    sizes: Sizes,
    both: usize,
    neither: usize,
}

/// A finding, with its strength and the sizes at which it was made.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The oracle.
    pub oracle: Oracle,
    /// What was found.
    pub finding: Finding,
    /// How sure it is; `None` for [`Oracle::Residues`], which states no bound.
    pub strength: Option<Strength>,
    /// The relative error to which a constant was compared, if the bound does not cover it.
    pub constant: Option<f64>,
    /// Sizes at which the claim was judged.
    pub sizes: Vec<Sizes>,
    /// How it was found: degrees, conditions, orders, sample sizes, detectable effects.
    pub detail: Option<Detail>,
    /// Whether a refutation rests on two different values, and not on a missing value or different shapes.
    pub by_value: bool,
    /// For exact arithmetic: whether the sides are rational functions at every visited point, without exp or ln.
    pub(crate) is_rational: bool,
    /// For exact arithmetic: whether the domain is connected, so that a comparison of derivatives covers all of it.
    pub(crate) is_connected: bool,
    /// Tests that were made at the level [`FALSE_ALARM`], over all right sides.
    pub tests: usize,
    /// The point of a difference that another oracle has to confirm.
    pub(crate) difference_at: Option<Point<f64>>,
    /// Draws at general points where rigorous arithmetic determined whether the sides have values.
    draws: Vec<Draws>,
}

impl Evidence {
    pub(super) fn new(oracle: Oracle) -> Self {
        Self {
            oracle,
            finding: Finding::Holds,
            strength: Strength::of(oracle),
            constant: None,
            sizes: Vec::new(),
            detail: None,
            by_value: false,
            is_rational: false,
            is_connected: true,
            tests: 0,
            difference_at: None,
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

    /// The number of its strength; 0 if it has none.
    pub fn bound(&self) -> f64 {
        self.strength.map_or(0.0, Strength::bound)
    }

    /// Weakens the strength to this bound, if it is stronger.
    pub(super) fn weaken(&mut self, bound: f64) {
        self.strength = self.strength.map(|strength| strength.weakest(bound));
    }

    /// The largest share of general points, over all sizes, at which neither side has a value.
    pub fn share_without_value(&self) -> f64 {
        let share = |draws: &Draws| draws.neither as f64 / (draws.both + draws.neither) as f64;
        self.draws.iter().map(share).fold(0.0, f64::max)
    }

    /// Whether the search continues: not refuted and not invalid.
    pub(super) fn open(&self) -> bool {
        matches!(self.finding, Finding::Holds | Finding::Abstains(_))
    }

    /// The values differ.
    pub(super) fn refute(&mut self, sizes: Sizes, reason: Reason) {
        self.by_value = true;
        self.refute_without_values(sizes, reason);
    }

    /// The sides have no values to compare: only one has a value, or their shapes differ, or matrices cannot be multiplied.
    pub(super) fn refute_without_values(&mut self, sizes: Sizes, reason: Reason) {
        self.reach(sizes);
        self.finding = Finding::Refuted(reason);
    }

    pub(super) fn reach(&mut self, sizes: Sizes) {
        if self.sizes.last() != Some(&sizes) {
            self.sizes.push(sizes);
        }
    }

    /// Counts a draw at a general point where both sides or neither have a value.
    pub(super) fn count(&mut self, sizes: Sizes, general: bool, both: bool) {
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

    /// Counts of the draws at these sizes, if they were visited last: with a value on both sides, and on neither.
    pub(super) fn draws_at(&self, sizes: Sizes) -> (usize, usize) {
        let last = self.draws.last().filter(|draws| draws.sizes == sizes);
        last.map_or((0, 0), |draws| (draws.both, draws.neither))
    }

    /// A claim does not hold if it was judged at no size, or not at all of the sizes visited.
    pub(super) fn concluded(mut self, visited: usize) -> Self {
        if self.holds() && self.sizes.len() < visited {
            self.finding = Finding::Abstains(match self.sizes.len() {
                0 => Reason::NoPoint(self.oracle),
                reached => Reason::SomeSizes { reached, visited },
            });
        }
        self
    }
}
