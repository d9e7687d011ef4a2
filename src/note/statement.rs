//! What is found about the formulas of a note.

use crate::claim::LeftSide;
use crate::reading::{Checked, Outcome};
use std::ops::Range;

/// A formula, and its statements.
#[derive(Clone, Debug)]
pub struct Equation {
    /// The index of its source.
    pub source: usize,
    /// Its bytes in the source, from delimiter to delimiter.
    pub range: Range<usize>,
    /// Its text, as it is read.
    pub latex: String,
    /// What it states. A formula that states nothing has one statement that says so.
    pub statements: Vec<Statement>,
}

/// A statement of a formula: a link of a chain such as `a = b = c`.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The index of its source.
    pub source: usize,
    /// Its bytes in the source.
    pub range: Range<usize>,
    /// The place of what stopped the reading, in the source.
    pub stop: Option<Range<usize>>,
    /// Its text, as it is read.
    pub printed: String,
    /// What was found.
    pub verdict: Verdict,
    /// The details; `None` if nothing is stated.
    pub checked: Option<Checked>,
    /// Why what was found is not reported, if a comment says so.
    pub suppressed: Option<String>,
}

/// What was found about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It is false.
    Refuted,
    /// It holds under a condition.
    Conditional,
    /// It was read, and not decided.
    Undecided,
    /// The meaning of a symbol is not known.
    Needs,
    /// It was not read.
    Unread,
    /// Nothing is stated that could be false: a definition, a condition, or a formula without a relation.
    None,
}

/// The code of a symbol that is not declared.
const UNDECLARED: &str = "G202";

impl Verdict {
    /// From what was found about a link.
    pub(super) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Holds { .. } => Self::Holds,
            Outcome::Refuted { .. } => Self::Refuted,
            Outcome::Conditional { .. } => Self::Conditional,
            Outcome::Undecided { .. } => Self::Undecided,
            Outcome::Needs { .. } => Self::Needs,
            Outcome::NotAStatement { .. } => Self::None,
            Outcome::Unread(stop) if stop.code == UNDECLARED => Self::Needs,
            Outcome::Unread(_) => Self::Unread,
        }
    }

    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Refuted => "refuted",
            Self::Conditional => "conditional",
            Self::Undecided => "undecided",
            Self::Needs => "needs",
            Self::Unread => "unread",
            Self::None => "none",
        }
    }
}

impl Statement {
    /// A code that stays the same in every version; `None` if there is nothing to say.
    pub fn code(&self) -> Option<&'static str> {
        match self.checked.as_ref().map(|checked| &checked.outcome)? {
            Outcome::Holds { .. } | Outcome::NotAStatement { .. } => None,
            Outcome::Refuted { .. } => Some("G001"),
            Outcome::Conditional { .. } => Some("G002"),
            Outcome::Undecided { .. } => Some("G003"),
            Outcome::Needs { .. } => Some("G004"),
            Outcome::Unread(stop) => Some(stop.code),
        }
    }

    /// What is stated: `identity`, `gradient` and so on; `prose` if nothing is.
    pub fn kind(&self) -> &'static str {
        let Some(checked) = self.checked.as_ref().filter(|_| self.verdict != Verdict::None) else { return "prose" };
        match checked.report.as_ref().map(|report| &report.claim.left) {
            Some(LeftSide::Formula(_)) => "identity",
            Some(LeftSide::Inequality { .. }) => "inequality",
            Some(LeftSide::Gradient { .. }) => "gradient",
            Some(LeftSide::Expectation { .. }) => "expectation",
            Some(LeftSide::Law { .. }) => "law",
            Some(LeftSide::Extremum { .. }) => "extremum",
            None => "identity",
        }
    }
}
