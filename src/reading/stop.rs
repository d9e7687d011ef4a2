//! What stopped the reading of a formula.

use crate::latex::{Problem, Span};
use std::fmt;

/// What stopped the reading of a formula, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// A code that stays the same in every version.
    pub code: &'static str,
    /// The place, in the formula or in the declaration.
    pub span: Span,
    /// What it is.
    pub message: String,
    /// What to do about it.
    pub advice: String,
}

impl Stop {
    pub(super) fn new(code: &'static str, span: Span, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), advice: advice.into() }
    }

    pub(super) fn of_problem(problem: &Problem) -> Self {
        Self::new(problem.kind.code(), problem.span, problem.kind.to_string(), problem.kind.advice())
    }

    pub(super) fn declaration(span: Span, message: impl Into<String>) -> Self {
        Self::new("G201", span, message, "declare it like this: A: n×n invertible; x, y: n; c: scalar positive")
    }

    pub(super) fn undeclared(span: Span, name: &str) -> Self {
        Self::new("G202", span, format!("{name} is not declared"), format!("declare its shape: {name}: n×n"))
    }

    pub(super) fn unsupported(span: Span, what: impl fmt::Display) -> Self {
        Self::new("G203", span, format!("{what} cannot be read yet"), "write it by other means")
    }

    pub(super) fn shapes(span: Span, message: impl Into<String>) -> Self {
        Self::new("G204", span, message, "compare the shapes with the declaration")
    }

    pub(super) fn ambiguous(span: Span, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::new("G205", span, message, advice)
    }

    pub(super) fn incomplete(span: Span, message: impl Into<String>) -> Self {
        Self::new("G206", span, message, "complete the formula")
    }

    pub(super) fn too_large(span: Span) -> Self {
        Self::new("G207", span, "the formula is too long or nested too deeply", "split it")
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} ({}); {}", self.message, self.code, self.advice)
    }
}
