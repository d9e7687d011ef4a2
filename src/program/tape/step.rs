//! The steps of a formula.

use crate::algebra::number::Function;

/// The place of a number among all that a tape computes.
pub(crate) type Place = u32;

/// The first two places hold 0 and 1.
pub(crate) const ZERO: Place = 0;
pub(crate) const ONE: Place = 1;

/// One step. Its results take the next free places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    Integer(i64),
    Half,
    LnTwoPi,
    Add(Place, Place),
    Subtract(Place, Place),
    Multiply(Place, Place),
    Negate(Place),
    Reciprocal(Place),
    Logarithm(Place),
    Exponential(Place),
    Function(Function, Place),
    /// A question that the formula asked, and the answer.
    IsZero(Place, bool),
    /// An operation on the matrix that stands in the operands from the given index on.
    Matrix(Operation, u32),
}

/// An operation that looks for pivots, and so takes steps that depend on the numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Operation {
    Inverse,
    InverseOfDuals,
    Determinant,
    DeterminantOfDuals,
}

impl Operation {
    fn takes_duals(self) -> bool {
        matches!(self, Self::InverseOfDuals | Self::DeterminantOfDuals)
    }

    pub(super) fn operands(self, order: usize) -> usize {
        order * order * if self.takes_duals() { 2 } else { 1 }
    }

    /// An inverse comes with the determinant after it.
    pub(super) fn results(self, order: usize) -> usize {
        let numbers = if matches!(self, Self::Inverse | Self::InverseOfDuals) { order * order + 1 } else { 1 };
        numbers * if self.takes_duals() { 2 } else { 1 }
    }

    /// Where the results begin among those of `other`, which come from the same matrix.
    pub(super) fn among(self, other: Self, order: usize) -> Option<usize> {
        match (self, other) {
            (Self::Determinant, Self::Inverse) => Some(order * order),
            (Self::DeterminantOfDuals, Self::InverseOfDuals) => Some(2 * order * order),
            _ if self == other => Some(0),
            _ => None,
        }
    }
}
