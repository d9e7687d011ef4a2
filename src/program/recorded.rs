//! Numbers that record the operations on them.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Dual, Field, Function, operators};
use crate::error::Result;
use crate::program::tape::{self, ONE, Operation, Slot, Step, ZERO};
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// A number of a formula that is being recorded: its slot on the tape.
///
/// Adding 0, and multiplying by 0 or 1, takes no step.
#[derive(Clone, Copy, Debug)]
pub struct Recorded(Slot);

impl Recorded {
    /// The number in a slot.
    pub(crate) fn at(slot: Slot) -> Self {
        Self(slot)
    }

    /// The slot of this number.
    pub(crate) fn slot(self) -> Slot {
        self.0
    }

    fn plus(&self, other: &Self) -> Self {
        match (self.0, other.0) {
            (ZERO, _) => *other,
            (_, ZERO) => *self,
            (a, b) => Self(tape::note(Step::Add(a, b))),
        }
    }

    fn minus(&self, other: &Self) -> Self {
        match (self.0, other.0) {
            (ZERO, _) => other.negated(),
            (_, ZERO) => *self,
            (a, b) => Self(tape::note(Step::Subtract(a, b))),
        }
    }

    fn times(&self, other: &Self) -> Self {
        match (self.0, other.0) {
            (ZERO, _) | (_, ZERO) => Self(ZERO),
            (ONE, _) => *other,
            (_, ONE) => *self,
            (a, b) => Self(tape::note(Step::Multiply(a, b))),
        }
    }

    fn negated(&self) -> Self {
        if self.0 == ZERO { *self } else { Self(tape::note(Step::Negate(self.0))) }
    }
}

operators!([] Recorded);

impl PartialEq for Recorded {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || tape::are_equal(self.0, other.0)
    }
}

impl Zero for Recorded {
    fn zero() -> Self {
        Self(ZERO)
    }

    fn is_zero(&self) -> bool {
        match self.0 {
            ZERO => true,
            ONE => false,
            slot => tape::is_zero(slot),
        }
    }
}

impl One for Recorded {
    fn one() -> Self {
        Self(ONE)
    }
}

impl Field for Recorded {
    const NAME: &'static str = "numbers of a formula";

    fn integer(n: i64) -> Self {
        match n {
            0 => Self(ZERO),
            1 => Self(ONE),
            _ => Self(tape::note(Step::Integer(n))),
        }
    }

    fn half() -> Self {
        Self(tape::note(Step::Half))
    }

    fn reciprocal(&self) -> Result<Self> {
        tape::attempt(Step::Reciprocal(self.0)).map(Self)
    }

    fn ln(&self) -> Result<Self> {
        tape::attempt(Step::Logarithm(self.0)).map(Self)
    }

    fn exp(&self) -> Result<Self> {
        tape::attempt(Step::Exponential(self.0)).map(Self)
    }

    fn function(&self, function: Function) -> Result<Self> {
        tape::attempt(Step::Function(function, self.0)).map(Self)
    }

    fn ln_two_pi() -> Result<Self> {
        tape::attempt(Step::LnTwoPi).map(Self)
    }

    fn sign(&self) -> Option<Ordering> {
        match self.0 {
            ZERO => Some(Ordering::Equal),
            ONE => Some(Ordering::Greater),
            slot => tape::sign(slot),
        }
    }

    fn pivot_weight(&self) -> f64 {
        tape::pivot_weight(self.0)
    }

    fn is_finite(&self) -> bool {
        self.0 <= ONE || tape::is_finite(self.0)
    }

    fn inverse_of(matrix: &Matrix<Self>) -> Result<(Matrix<Self>, Self)> {
        let order = matrix.nrows();
        let first = tape::operate(Operation::Inverse, order, matrix.iter().map(|entry| entry.0))?;
        Ok((results(first, order), Self(first + entries(order))))
    }

    fn determinant_of(matrix: &Matrix<Self>) -> Result<Self> {
        tape::operate(Operation::Determinant, matrix.nrows(), matrix.iter().map(|entry| entry.0)).map(Self)
    }

    fn inverse_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<(Matrix<Dual<Self>>, Dual<Self>)> {
        let order = matrix.nrows();
        let first = tape::operate(Operation::InverseOfDuals, order, reals_and_tangents(matrix))?;
        let tangents = first + entries(order);
        let determinant = tangents + entries(order);
        let inverse = results(first, order).zip_map(&results(tangents, order), Dual::new);
        Ok((inverse, Dual::new(Self(determinant), Self(determinant + 1))))
    }

    fn determinant_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<Dual<Self>> {
        let first = tape::operate(Operation::DeterminantOfDuals, matrix.nrows(), reals_and_tangents(matrix))?;
        Ok(Dual::new(Self(first), Self(first + 1)))
    }
}

/// The real parts, then the tangents.
fn reals_and_tangents(matrix: &Matrix<Dual<Recorded>>) -> impl Iterator<Item = Slot> {
    matrix.iter().map(|entry| entry.real.0).chain(matrix.iter().map(|entry| entry.tangent.0))
}

/// A square matrix of results, column by column, starting at the slot `first`.
fn results(first: Slot, order: usize) -> Matrix<Recorded> {
    Matrix::from_iterator(order, order, (first..first + entries(order)).map(Recorded))
}

/// Number of entries of a square matrix.
fn entries(order: usize) -> Slot {
    (order * order) as Slot
}
