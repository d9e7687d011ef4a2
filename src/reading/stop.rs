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
    /// The symbol that is not declared, if that is what stopped the reading.
    pub(super) symbol: Option<String>,
    /// The defined symbol whose definition stopped the reading.
    pub(super) definition: Option<String>,
}

impl Stop {
    /// The code of an equation that is a condition, such as a derivative that is set to 0.
    pub(super) const CONDITION: &'static str = "G209";

    pub(super) fn condition(span: Span, message: impl Into<String>) -> Self {
        let advice = "write the derivative and its value in one formula, and the equation in another";
        Self::new(Self::CONDITION, span, message, advice)
    }

    pub(super) fn new(code: &'static str, span: Span, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), advice: advice.into(), symbol: None, definition: None }
    }

    pub(super) fn of_problem(problem: &Problem) -> Self {
        Self::new(problem.kind.code(), problem.span, problem.kind.to_string(), problem.kind.advice())
    }

    /// The same, found in the definition of a symbol.
    pub(super) fn inside(self, symbol: &str) -> Self {
        if self.symbol.is_some() { self } else { Self { definition: Some(symbol.to_string()), ..self } }
    }

    pub(super) fn declaration(span: Span, message: impl Into<String>) -> Self {
        Self::new("G201", span, message, "declare it like this: A: n×n invertible; x, y: n; c: scalar positive")
    }

    /// A law in a declaration that cannot be read.
    pub(super) fn law(span: Span, text: &str) -> Self {
        Self::new("G201", span, format!("{} is no law", text.trim()), "declare it like this: x ~ N(μ, Σ)")
    }

    pub(super) fn undeclared(span: Span, name: &str) -> Self {
        let stop =
            Self::new("G202", span, format!("{name} is not declared"), format!("declare its shape: {name}: n×n"));
        Self { symbol: Some(name.to_string()), ..stop }
    }

    pub(super) fn undefined_size(span: Span, name: &str) -> Self {
        Self::new("G202", span, format!("{name} is not declared"), format!("declare what has this size: x: {name}"))
    }

    pub(super) fn undefined(span: Span, name: &str) -> Self {
        Self::new("G208", span, format!("the function {name} is not defined"), format!("define it: {name}(x) = …"))
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
