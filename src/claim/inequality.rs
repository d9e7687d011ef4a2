//! Inequalities: how two sides compare, and the terms that prove it.

use crate::program::formula::Formula;

/// How each entry of the left side of an inequality compares with that of the right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// left ≥ right
    AtLeast,
    /// left > right
    Above,
    /// left ≤ right
    AtMost,
    /// left < right
    Below,
}

impl Relation {
    /// Whether equality is excluded.
    pub fn is_strict(self) -> bool {
        matches!(self, Self::Above | Self::Below)
    }

    /// Whether the left side is the larger one.
    pub fn is_lower_bound(self) -> bool {
        matches!(self, Self::AtLeast | Self::Above)
    }

    /// The reverse relation.
    pub fn reversed(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::Above => Self::Below,
            Self::AtMost => Self::AtLeast,
            Self::Below => Self::Above,
        }
    }

    /// `≥`
    pub fn symbol(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::Above => ">",
            Self::AtMost => "≤",
            Self::Below => "<",
        }
    }
}

/// Why a number is never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// q²
    Square,
    /// x − 1 − ln x ≥ 0, from ln x ≤ x − 1. It is convex, and zero only at its minimum x = 1.
    LogInequality,
    /// A sum of products, quotients, squares and exponentials of positive numbers.
    Nonnegative,
}

/// A part of the difference of the two sides of an inequality that is never negative. Its value is the sum over all
/// entries of a formula.
#[derive(Clone, Copy)]
pub struct Term {
    /// Why it is never negative.
    pub kind: TermKind,
    /// The formula that is squared, whose entries are x in x − 1 − ln x, or whose entries are added up.
    pub formula: Formula,
    /// The factor of each entry, if there is one.
    pub weight: Option<Formula>,
}

impl Term {
    const fn new(kind: TermKind, formula: Formula) -> Self {
        Self { kind, formula, weight: None }
    }

    /// The sum of the squares of all entries.
    pub const fn square(formula: Formula) -> Self {
        Self::new(TermKind::Square, formula)
    }

    /// The sum of x − 1 − ln x over all entries x.
    ///
    /// The computation of every x must show that x is positive; see [`Term::nonnegative`].
    pub const fn log_inequality(formula: Formula) -> Self {
        Self::new(TermKind::LogInequality, formula)
    }

    /// The sum of all entries. Each entry is written as a sum of products, quotients, squares `x * x` and exponentials
    /// of positive numbers: positive inputs, points of a simplex, diagonals of covariances and of their factors,
    /// positive constants.
    pub const fn nonnegative(formula: Formula) -> Self {
        Self::new(TermKind::Nonnegative, formula)
    }

    /// The same with every entry multiplied by that of a weight. The weight has the same shape or is a number; its
    /// computation must show that it is never negative, as for [`Term::nonnegative`].
    pub const fn weighted(mut self, weight: Formula) -> Self {
        self.weight = Some(weight);
        self
    }
}
