//! What is wrong with a note apart from its formulas.

use super::limits::MOST_FORMULAS;
use std::fmt;
use std::ops::Range;

/// Something in a note that could not be read as it stands, or that has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The index of the source.
    pub source: usize,
    /// The bytes of the source.
    pub range: Range<usize>,
}

/// What can be wrong with a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A comment that suppresses nothing: `skip` or `expect refuted`.
    Unused(&'static str),
    /// A comment for gradus that cannot be read.
    Directive(String),
    /// A file that is named in the note and is not read.
    Include {
        /// The name of the file.
        name: String,
        /// Why it is not read.
        reason: String,
    },
    /// A statement that is expected to be refuted, and that is not.
    NotRefuted {
        /// What was found instead.
        found: &'static str,
    },
    /// A cell of a notebook without one of its fields.
    Cell(String),
    /// More formulas than [`MOST_FORMULAS`](MOST_FORMULAS).
    TooMany,
    /// A formula without its end.
    Unclosed(&'static str),
}

impl ProblemKind {
    /// A code that stays the same in every version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unused(_) => "G301",
            Self::Directive(_) => "G302",
            Self::Include { .. } => "G303",
            Self::NotRefuted { .. } => "G304",
            Self::Cell(_) => "G305",
            Self::TooMany => "G306",
            Self::Unclosed(_) => "G307",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unused(_) => "remove the comment",
            Self::Directive(_) => {
                "write `gradus: A: n×n symmetric; x: n`, `gradus: skip (reason)` or `gradus: expect refuted (reason)`"
            }
            Self::Include { .. } => "formulas and macros of this file are missing here; check it as a file of its own",
            Self::NotRefuted { .. } => "remove the comment if the formula is right",
            Self::Cell(_) => "repair the notebook: open it in Jupyter and save it",
            Self::TooMany => "split the note",
            Self::Unclosed(_) => "close the formula, or write \\$ for a dollar sign",
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Unused(what) => write!(f, "this `{what}` has no effect: nothing here needs it"),
            Self::Directive(why) => write!(f, "this comment cannot be read: {why}"),
            Self::Include { name, reason } => write!(f, "{name} is not read: {reason}"),
            Self::NotRefuted { found } => write!(f, "this formula is expected to be refuted, and is not: {found}"),
            Self::Cell(what) => write!(f, "this cell cannot be read: {what}"),
            Self::TooMany => write!(f, "the formulas after the first {} are not judged", MOST_FORMULAS),
            Self::Unclosed(open) => write!(f, "this {open} is not closed"),
        }
    }
}
