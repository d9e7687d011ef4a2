//! What is told of a claim: its verdict, with the evidence for it.

use super::witness::Witness;
use crate::claim::statement::Fault;
use crate::claim::{Claim, Expected, Text};
use crate::error::Error;
use crate::oracle::{Detail, Evidence, Gap, Oracle, Reason};
use std::fmt;
use std::sync::Arc;

/// What all oracles together say of a claim.
///
/// - A claim, or a control, is *refuted* by a difference that rigorous error bounds cannot excuse; by exact arithmetic,
///   with a rational counterexample that is evaluated again; or by quadrature and sampling at one point, both beyond
///   their stated uncertainty. Such a refutation wins over everything. Nothing else refutes.
/// - A claim *holds* when two kinds of oracle agree that could have disagreed - each has told the value of a wrong
///   version from that of the claim - and every wrong version is refuted.
/// - An *inequality* is refuted by a point at which it fails beyond its error bounds, or, if equality is excluded, at
///   which the sides are exactly equal. No number of points makes it hold: it does when a certificate adds up to the
///   difference of its sides, by two kinds of oracle as above, and each term of that shows, in how it is computed, that it
///   is never negative. Without a certificate it stays unchecked, and the reason says what was searched. Wrong versions
///   are refuted by points, too; that a certificate does not fit refutes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At least two oracles of different kind hold, and every control is refuted.
    Holds,
    /// There is a counterexample.
    Refuted,
    /// Not enough evidence, a control that survives, or an oracle that contradicts.
    Unchecked,
    /// Stated in a way that cannot be judged.
    Invalid,
}

impl Verdict {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Refuted => "refuted",
            Self::Unchecked => "unchecked",
            Self::Invalid => "invalid",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Why a verdict is not that the claim holds. Its `Display` says it in words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    /// The claim is stated badly.
    Faults(Vec<Fault>),
    /// A formula is too large to be judged.
    TooLarge(Error),
    /// What an oracle found decides: it refutes, contradicts or cannot judge.
    Found {
        /// Who found it.
        oracle: Oracle,
        /// What was found.
        reason: Reason,
    },
    /// A formula asks whether a number is zero.
    AsksForZero,
    /// It is refuted over 𝔽ₚ, and no rational counterexample was found.
    NoCounterexample,
    /// Nothing shows that the claim could fail.
    NoControl,
    /// A wrong version of the claim is not refuted.
    ControlSurvives {
        /// What is wrong with it.
        name: String,
    },
    /// Stationary is not extreme: the oracle that tells the kind abstains.
    KindOpen {
        /// Why it abstains.
        reason: Reason,
    },
    /// Nothing shows that an inequality could fail.
    NoSearch {
        /// Why the search abstains.
        reason: Reason,
    },
    /// An inequality without a certificate, of which no counterexample was found.
    NoCertificate {
        /// What was searched.
        found: Option<Detail>,
    },
    /// The certificate of an inequality does not prove it.
    CertificateGap(Gap),
    /// Values and derivatives agree where they were tried, and nothing reaches the claim as a whole.
    OnlySampled,
    /// Fewer than two oracles hold that could fail.
    TooFew {
        /// Those that abstain, and why.
        abstain: Vec<(Oracle, Reason)>,
    },
}

/// What the oracles say of a control.
#[derive(Clone, Debug)]
pub struct ControlReport {
    /// What is wrong with it.
    pub name: String,
    /// The oracles that refuted it, the strongest first; none if what they found is no refutation.
    pub refuted_by: Vec<Oracle>,
}

/// A claim, its verdict and the evidence for it. Its `Display` is what `gradus show` prints of it.
#[derive(Clone)]
pub struct ClaimReport {
    /// `derivation/claim`
    pub id: String,
    /// Name of the derivation.
    pub derivation: Text,
    /// Title of the derivation.
    pub title: Text,
    /// What was judged.
    pub claim: Arc<Claim>,
    /// What came out.
    pub verdict: Verdict,
    /// Why, if the verdict is not that the claim holds.
    pub cause: Option<Cause>,
    /// One piece for each oracle that was asked: [`Oracle::Digits`] and [`Oracle::Residues`] are not where exact
    /// arithmetic and floats have settled the matter.
    pub evidence: Vec<Evidence>,
    /// One for each control.
    pub controls: Vec<ControlReport>,
    /// A counterexample, if the claim is refuted.
    pub witness: Option<Witness>,
    /// What is wrong, if a known mistake explains the refutation.
    pub diagnosis: Option<String>,
    /// The largest share of general points, over all sizes, at which neither side has a value, where it is worth
    /// telling: a claim that holds does so where it has values.
    pub share_without_value: Option<f64>,
}

impl ClaimReport {
    /// The statement, in LaTeX.
    pub fn latex(&self) -> &str {
        &self.claim.latex
    }

    /// Sources of the claim.
    pub fn sources(&self) -> &[Text] {
        &self.claim.sources
    }

    /// What should come out.
    pub fn expected(&self) -> &Expected {
        &self.claim.expected
    }

    /// Whether the verdict is the one that was expected.
    pub fn as_expected(&self) -> bool {
        match self.claim.expected {
            Expected::Holds => self.verdict == Verdict::Holds,
            Expected::Refuted { .. } => self.verdict == Verdict::Refuted,
        }
    }

    /// Whether it is an erratum that came out as one.
    pub fn is_erratum(&self) -> bool {
        self.as_expected() && self.verdict == Verdict::Refuted
    }

    /// Why, in words, if the verdict is not that the claim holds; empty otherwise.
    pub fn reason(&self) -> String {
        self.cause.as_ref().map_or(String::new(), Cause::to_string)
    }

    /// The strongest evidence that holds.
    pub fn strongest(&self) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.holds())
    }

    /// The bound on the probability that exact arithmetic accepted a false claim, if the verdict rests on it alone;
    /// `None` where it rests on numerical checks, be it for a constant only.
    pub fn false_accept_bound(&self) -> Option<f64> {
        let exact = self.evidence.iter().find(|evidence| evidence.oracle == Oracle::Exact && evidence.holds())?;
        exact.constant.is_none().then_some(exact.bound())
    }
}

impl fmt::Debug for ClaimReport {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // Of the claim its name is enough; formulas have no short form.
        f.debug_struct("ClaimReport")
            .field("id", &self.id)
            .field("verdict", &self.verdict)
            .field("cause", &self.cause)
            .field("evidence", &self.evidence)
            .field("controls", &self.controls)
            .field("witness", &self.witness)
            .field("diagnosis", &self.diagnosis)
            .field("share_without_value", &self.share_without_value)
            .finish_non_exhaustive()
    }
}
