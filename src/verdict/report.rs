//! The report of a claim: its verdict, with the evidence for it.

use super::witness::Witness;
use crate::claim::statement::Fault;
use crate::claim::{Claim, Expected, Text};
use crate::error::Error;
use crate::oracle::{Detail, Evidence, Gap, Oracle, Reason};
use std::fmt;
use std::sync::Arc;

/// The combined result of all oracles for a claim.
///
/// - A claim, or a control, is *refuted* by a difference that rigorous error bounds cannot excuse; by exact arithmetic,
///   with a rational counterexample that is evaluated again; or by quadrature and sampling at one point, both beyond
///   their stated uncertainty. Such a refutation overrides everything else. Nothing else refutes.
/// - A claim *holds* when two kinds of oracle agree that could have disagreed - each distinguished a wrong version from
///   the claim by its value - and every wrong version is refuted.
/// - An *inequality* is refuted by a point at which it fails beyond its error bounds, or, if equality is excluded, at
///   which the sides are exactly equal. No number of points makes it hold. It holds if a certificate adds up to the
///   difference of its sides, by two kinds of oracle as above, and the computation of each term of the certificate
///   shows that the term is never negative. Without a certificate it stays unchecked, and the reason states what was
///   searched. Wrong versions are also refuted by points; a certificate that does not fit refutes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At least two oracles of different kinds hold, and every control is refuted.
    Holds,
    /// There is a counterexample.
    Refuted,
    /// There is not enough evidence, a control survives, or an oracle contradicts.
    Unchecked,
    /// It is stated in a way that cannot be judged.
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

/// Why a claim does not hold. Its `Display` puts the cause in words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    /// The claim is stated badly.
    Faults(Vec<Fault>),
    /// A formula is too large to be judged.
    TooLarge(Error),
    /// The finding of one oracle decides: it refutes, contradicts or cannot judge.
    Found {
        /// The oracle.
        oracle: Oracle,
        /// What was found.
        reason: Reason,
    },
    /// A formula tests whether a number is zero, and only one of the cases was seen.
    TestsForZero,
    /// It is refuted over 𝔽ₚ, and no rational counterexample was found.
    NoCounterexample,
    /// There is no control, so nothing shows that the claim could fail.
    NoControl,
    /// A wrong version of the claim is not refuted.
    ControlSurvives {
        /// What is wrong with it.
        name: String,
    },
    /// A stationary point need not be an extremum, and the oracle that distinguishes them abstains.
    StationaryOnly {
        /// Why it abstains.
        reason: Reason,
    },
    /// The search for a counterexample to an inequality abstains, so nothing shows that the inequality could fail.
    NoSearch {
        /// Why the search abstains.
        reason: Reason,
    },
    /// An inequality without a certificate, for which no counterexample was found.
    NoCertificate {
        /// What was searched.
        found: Option<Detail>,
    },
    /// The certificate of an inequality does not prove it.
    CertificateGap(Gap),
    /// Values and derivatives agree at the points that were tried, but no oracle decides the claim as a whole.
    OnlySampled,
    /// Fewer than two oracles hold that could have failed.
    TooFew {
        /// Those that abstain, and why.
        abstain: Vec<(Oracle, Reason)>,
    },
}

/// What the oracles found for a control.
#[derive(Clone, Debug)]
pub struct ControlReport {
    /// What is wrong with it.
    pub name: String,
    /// The oracles that refuted it, the strongest first. Empty if their findings are no refutation.
    pub refuted_by: Vec<Oracle>,
}

/// A claim, its verdict and the evidence for it. Its `Display` is the text that `gradus show` prints for it.
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
    /// The verdict.
    pub verdict: Verdict,
    /// Why the claim does not hold; `None` if it holds.
    pub cause: Option<Cause>,
    /// One item for each oracle that was run. [`Oracle::Digits`] and [`Oracle::Residues`] are not run if exact
    /// arithmetic and floats already decide the claim.
    pub evidence: Vec<Evidence>,
    /// One for each control.
    pub controls: Vec<ControlReport>,
    /// A counterexample, if the claim is refuted.
    pub witness: Option<Witness>,
    /// What is wrong, if a known mistake explains the refutation.
    pub diagnosis: Option<String>,
    /// The largest share of general points, over all sizes, at which neither side has a value; `None` if it is
    /// negligible. A claim with such points holds only where it has values.
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

    /// The expected verdict.
    pub fn expected(&self) -> &Expected {
        &self.claim.expected
    }

    /// Whether the verdict is the one that was expected.
    pub fn as_expected(&self) -> bool {
        match self.claim.expected {
            Expected::Holds => self.verdict == Verdict::Holds,
            Expected::Erratum { .. } | Expected::TemptingMistake { .. } => self.verdict == Verdict::Refuted,
        }
    }

    /// Whether it is an erratum that was refuted as expected.
    pub fn is_erratum(&self) -> bool {
        self.as_expected() && self.expected().is_erratum()
    }

    /// Whether it is a tempting mistake that was refuted as expected.
    pub fn is_tempting_mistake(&self) -> bool {
        self.as_expected() && self.expected().is_tempting_mistake()
    }

    /// Why the claim does not hold, in words; empty if it holds.
    pub fn reason(&self) -> String {
        self.cause.as_ref().map_or(String::new(), Cause::to_string)
    }

    /// The strongest evidence that holds.
    pub fn strongest(&self) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.holds())
    }

    /// The bound on the probability that exact arithmetic accepted a false claim. `None` unless the verdict rests on
    /// exact arithmetic alone; a constant that was checked numerically is enough to make it `None`.
    pub fn false_accept_bound(&self) -> Option<f64> {
        let exact = self.evidence.iter().find(|evidence| evidence.oracle == Oracle::Exact && evidence.holds())?;
        exact.constant.is_none().then_some(exact.bound())
    }
}

impl fmt::Debug for ClaimReport {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // Formulas have no short text, so of the claim only the name is shown.
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
