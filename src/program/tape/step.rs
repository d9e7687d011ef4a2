//! The steps of a formula.

use crate::algebra::number::Function;

/// The index of a number among all those that a tape computes.
pub(crate) type Slot = u32;

/// The first two slots are 0 and 1.
pub(crate) const ZERO: Slot = 0;
pub(crate) const ONE: Slot = 1;

/// One step. Its results take the next free slots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    Integer(i64),
    Half,
    LnTwoPi,
    Add(Slot, Slot),
    Subtract(Slot, Slot),
    Multiply(Slot, Slot),
    Negate(Slot),
    Reciprocal(Slot),
    Logarithm(Slot),
    Exponential(Slot),
    Function(Function, Slot),
    /// A test of the formula, and its answer.
    IsZero(Slot, bool),
    /// An operation on a matrix; its operands start at this index.
    Matrix(Operation, u32),
}

/// An operation that searches for pivots, so that its steps depend on the numbers.
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

    /// An inverse is followed by the determinant.
    pub(super) fn results(self, order: usize) -> usize {
        let numbers = if matches!(self, Self::Inverse | Self::InverseOfDuals) { order * order + 1 } else { 1 };
        numbers * if self.takes_duals() { 2 } else { 1 }
    }

    /// The position of the results within those of `other`, for the same matrix.
    pub(super) fn among(self, other: Self, order: usize) -> Option<usize> {
        match (self, other) {
            (Self::Determinant, Self::Inverse) => Some(order * order),
            (Self::DeterminantOfDuals, Self::InverseOfDuals) => Some(2 * order * order),
            _ if self == other => Some(0),
            _ => None,
        }
    }
}
