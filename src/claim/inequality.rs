//! Inequalities: how two sides compare, and what proves it.

use crate::program::formula::Formula;

/// How the left side of an inequality compares with the right one, in every entry.
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

    /// The relation the other way round.
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

/// What kind of number is never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {
    /// q²
    Square,
    /// x − 1 − ln x, which is convex and 0 at its least, x = 1.
    Gap,
    /// A sum of products, quotients, squares and exponentials of what is positive.
    Negative,
}

/// A part of the difference of the two sides of an inequality that is never negative: the sum over all entries of a
/// formula's value.
#[derive(Clone, Copy)]
pub struct Term {
    /// Why it is never negative.
    pub kind: Never,
    /// What is squared, or stands in x − 1 − ln x, or is a sum.
    pub formula: Formula,
    /// What each entry is multiplied with.
    pub weight: Option<Formula>,
}

impl Term {
    const fn new(kind: Never, formula: Formula) -> Self {
        Self { kind, formula, weight: None }
    }

    /// The sum of the squares of all entries.
    pub const fn square(formula: Formula) -> Self {
        Self::new(Never::Square, formula)
    }

    /// The sum of x − 1 − ln x over all entries x.
    ///
    /// That every x is positive must show in how it is computed; see [`Term::nonnegative`].
    pub const fn gap(formula: Formula) -> Self {
        Self::new(Never::Gap, formula)
    }

    /// The sum of all entries, each of which is written as a sum of products, quotients, squares `x * x` and
    /// exponentials of what is positive: positive inputs, points of a simplex, diagonals of covariances and of their
    /// factors, positive constants.
    pub const fn nonnegative(formula: Formula) -> Self {
        Self::new(Never::Negative, formula)
    }

    /// The same with every entry multiplied by that of a weight, which is of the same shape or a number, and whose sign
    /// must show like that of [`Term::nonnegative`].
    pub const fn weighted(mut self, weight: Formula) -> Self {
        self.weight = Some(weight);
        self
    }
}
