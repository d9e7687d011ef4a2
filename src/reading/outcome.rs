//! What was found about a link of a printed formula.

use super::stop::Stop;
use crate::latex::Span;
use crate::verdict::ClaimReport;

/// A link of a formula, and what was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Where it stands in the source.
    pub span: Span,
    /// How it was read, as a formula in plain text; empty if it was not read.
    pub reading: String,
    /// What was found.
    pub outcome: Outcome,
    /// The report of the claim as it is printed, if it was judged.
    pub report: Option<Box<ClaimReport>>,
}

/// What was found about a link.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It holds.
    Holds {
        /// The largest share of points at which neither side has a value, if it is not negligible.
        share_without_value: Option<f64>,
    },
    /// It is false. The report has a counterexample.
    Refuted {
        /// The single changes of the formula that make it true, the shortest first.
        repairs: Vec<Repair>,
    },
    /// It is false as it stands, and holds under a condition.
    Conditional {
        /// The condition, as a phrase after "holds if".
        condition: String,
    },
    /// It was read, but not decided.
    Undecided {
        /// Why.
        reason: String,
    },
    /// It was not read.
    Unread(Stop),
}

/// A change of a formula that makes it true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is wrong.
    pub mistake: String,
    /// The repaired link, in plain text.
    pub formula: String,
}

impl Outcome {
    /// Name in messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Holds { .. } => "holds",
            Self::Refuted { .. } => "refuted",
            Self::Conditional { .. } => "conditional",
            Self::Undecided { .. } => "undecided",
            Self::Unread(_) => "unread",
        }
    }
}
