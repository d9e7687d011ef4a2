//! Carries out steps in any number system.

use super::list::Tape;
use super::questions;
use super::step::{Operation, Place, Step};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Dual, Field};
use crate::error::{Error, Result};

/// The numbers computed so far.
pub(super) struct Machine<F> {
    pub(super) values: Vec<F>,
    /// Where the results begin, after 0, 1 and the inputs.
    pub(super) first: Place,
    /// Number of steps carried out.
    done: usize,
}

/// Why a machine stops.
pub(super) enum Halt {
    /// The step has no value here.
    Failed(Error),
    /// The formula got another answer when it was recorded.
    Diverged,
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<F: Field> Machine<F> {
    pub(super) fn new(inputs: impl Iterator<Item = F>, places: usize) -> Self {
        let mut values = Vec::with_capacity(places);
        values.extend([F::zero(), F::one()]);
        values.extend(inputs);
        let first = values.len() as Place;
        Self { values, first, done: 0 }
    }

    pub(super) fn read(&self, places: &Matrix<Place>) -> Matrix<F> {
        places.map(|place| self.values[place as usize].clone())
    }

    pub(super) fn read_all(&self, places: &[Matrix<Place>]) -> Vec<Matrix<F>> {
        places.iter().map(|places| self.read(places)).collect()
    }

    /// Carries out the steps that have been added.
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

    /// The result of one of the steps of which there are most; apart from the others so that it costs no call.
    #[inline(always)]
    pub(super) fn arithmetic(&self, step: Step) -> Option<F> {
        let get = |place: Place| self.values[place as usize].clone();
        match step {
            Step::Add(a, b) => Some(get(a) + get(b)),
            Step::Subtract(a, b) => Some(get(a) - get(b)),
            Step::Multiply(a, b) => Some(get(a) * get(b)),
            Step::Negate(a) => Some(-get(a)),
            _ => None,
        }
    }

    /// Carries out a step other than those of [`Self::arithmetic`].
    pub(super) fn carry_out(&mut self, tape: &Tape, step: Step, place: usize) -> Result<(), Halt> {
        let value = match step {
            Step::Integer(n) => F::integer(n),
            Step::Half => F::half(),
            Step::LnTwoPi => F::ln_two_pi()?,
            Step::Reciprocal(a) => self.values[a as usize].reciprocal()?,
            Step::Logarithm(a) => self.values[a as usize].ln()?,
            Step::Exponential(a) => self.values[a as usize].exp()?,
            Step::Function(function, a) => {
                questions::note_function(function);
                self.values[a as usize].function(function)?
            }
            Step::IsZero(a, answer) if self.values[a as usize].zero_test() == Some(answer) => {
                questions::note();
                return Ok(());
            }
            Step::IsZero(..) => return Err(Halt::Diverged),
            Step::Matrix(operation, at) => {
                return Ok(self.operate(operation, tape.order(at), tape.operands(operation, at), place)?);
            }
            Step::Add(..) | Step::Subtract(..) | Step::Multiply(..) | Step::Negate(_) => return Ok(()), // done above
        };
        self.put(place, value);
        Ok(())
    }

    fn put(&mut self, place: usize, value: F) {
        match self.values.get_mut(place) {
            Some(old) => *old = value,
            None => self.values.push(value),
        }
    }

    fn operate(&mut self, operation: Operation, order: usize, operands: &[Place], place: usize) -> Result<()> {
        let square = |places: &[Place]| {
            Matrix::from_iterator(order, order, places.iter().map(|&place| self.values[place as usize].clone()))
        };
        let (first, tangents) = operands.split_at(order * order);
        let matrix = square(first);
        match operation {
            Operation::Inverse => {
                let (inverse, determinant) = F::inverse_of(&matrix)?;
                for (k, entry) in inverse.iter().chain([&determinant]).enumerate() {
                    self.put(place + k, entry.clone());
                }
            }
            Operation::Determinant => {
                let determinant = F::determinant_of(&matrix)?;
                self.put(place, determinant);
            }
            Operation::InverseOfDuals => {
                let (inverse, determinant) = F::inverse_of_duals(&matrix.zip_map(&square(tangents), Dual::new))?;
                let numbers = inverse.iter().map(|entry| &entry.real).chain(inverse.iter().map(|entry| &entry.tangent));
                for (k, entry) in numbers.chain([&determinant.real, &determinant.tangent]).enumerate() {
                    self.put(place + k, entry.clone());
                }
            }
            Operation::DeterminantOfDuals => {
                let determinant = F::determinant_of_duals(&matrix.zip_map(&square(tangents), Dual::new))?;
                self.put(place, determinant.real);
                self.put(place + 1, determinant.tangent);
            }
        }
        Ok(())
    }
}
