//! Evaluates steps in any number system.

use super::list::Tape;
use super::step::{Operation, Slot, Step};
use super::watch;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Dual, Field};
use crate::error::{Error, Result};

/// The numbers computed so far.
pub(super) struct Machine<F> {
    pub(super) values: Vec<F>,
    /// The first slot of the results, after 0, 1 and the inputs.
    pub(super) first: Slot,
    /// Number of steps that were evaluated.
    done: usize,
}

/// Why an evaluation stops.
pub(super) enum Halt {
    /// The step has no value here.
    Failed(Error),
    /// The answer to a test differs from the recorded one.
    Diverged,
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<F: Field> Machine<F> {
    pub(super) fn new(inputs: impl Iterator<Item = F>, slots: usize) -> Self {
        let mut values = Vec::with_capacity(slots);
        values.extend([F::zero(), F::one()]);
        values.extend(inputs);
        let first = values.len() as Slot;
        Self { values, first, done: 0 }
    }

    pub(super) fn read(&self, slots: &Matrix<Slot>) -> Matrix<F> {
        slots.map(|slot| self.values[slot as usize].clone())
    }

    pub(super) fn read_all(&self, slots: &[Matrix<Slot>]) -> Vec<Matrix<F>> {
        slots.iter().map(|slots| self.read(slots)).collect()
    }

    /// Evaluates the steps that have been added.
    pub(super) fn advance(&mut self, tape: &Tape) -> Result<(), Halt> {
        while let Some(&step) = tape.steps.get(self.done) {
            match self.arithmetic(step) {
                Some(value) => self.values.push(value),
                None => self.carry_out(tape, step, self.values.len())?,
            }
            self.done += 1;
        }
        Ok(())
    }

    /// The result of one of the most frequent steps. It is a separate function so that it can be inlined.
    #[inline(always)]
    pub(super) fn arithmetic(&self, step: Step) -> Option<F> {
        let get = |slot: Slot| self.values[slot as usize].clone();
        match step {
            Step::Add(a, b) => Some(get(a) + get(b)),
            Step::Subtract(a, b) => Some(get(a) - get(b)),
            Step::Multiply(a, b) => Some(get(a) * get(b)),
            Step::Negate(a) => Some(-get(a)),
            _ => None,
        }
    }

    /// Evaluates a step other than those of [`Self::arithmetic`].
    pub(super) fn carry_out(&mut self, tape: &Tape, step: Step, slot: usize) -> Result<(), Halt> {
        let value = match step {
            Step::Integer(n) => F::integer(n),
            Step::Half => F::half(),
            Step::LnTwoPi => F::ln_two_pi()?,
            Step::Reciprocal(a) => self.values[a as usize].reciprocal()?,
            Step::Logarithm(a) => self.values[a as usize].ln()?,
            Step::Exponential(a) => self.values[a as usize].exp()?,
            Step::Function(function, a) => {
                watch::note_function(function);
                self.values[a as usize].function(function)?
            }
            Step::IsZero(a, answer) if self.values[a as usize].zero_test() == Some(answer) => {
                watch::note_test();
                return Ok(());
            }
            Step::IsZero(..) => return Err(Halt::Diverged),
            Step::Matrix(operation, at) => {
                return Ok(self.operate(operation, tape.order(at), tape.operands(operation, at), slot)?);
            }
            Step::Add(..) | Step::Subtract(..) | Step::Multiply(..) | Step::Negate(_) => return Ok(()), // done above
        };
        self.put(slot, value);
        Ok(())
    }

    fn put(&mut self, slot: usize, value: F) {
        match self.values.get_mut(slot) {
            Some(old) => *old = value,
            None => self.values.push(value),
        }
    }

    fn operate(&mut self, operation: Operation, order: usize, operands: &[Slot], slot: usize) -> Result<()> {
        let square = |slots: &[Slot]| {
            Matrix::from_iterator(order, order, slots.iter().map(|&slot| self.values[slot as usize].clone()))
        };
        let (first, tangents) = operands.split_at(order * order);
        let matrix = square(first);
        match operation {
            Operation::Inverse => {
                let (inverse, determinant) = F::inverse_of(&matrix)?;
                for (k, entry) in inverse.iter().chain([&determinant]).enumerate() {
                    self.put(slot + k, entry.clone());
                }
            }
            Operation::Determinant => {
                let determinant = F::determinant_of(&matrix)?;
                self.put(slot, determinant);
            }
            Operation::InverseOfDuals => {
                let (inverse, determinant) = F::inverse_of_duals(&matrix.zip_map(&square(tangents), Dual::new))?;
                let numbers = inverse.iter().map(|entry| &entry.real).chain(inverse.iter().map(|entry| &entry.tangent));
                for (k, entry) in numbers.chain([&determinant.real, &determinant.tangent]).enumerate() {
                    self.put(slot + k, entry.clone());
                }
            }
            Operation::DeterminantOfDuals => {
                let determinant = F::determinant_of_duals(&matrix.zip_map(&square(tangents), Dual::new))?;
                self.put(slot, determinant.real);
                self.put(slot + 1, determinant.tangent);
            }
        }
        Ok(())
    }
}
