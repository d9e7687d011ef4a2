//! Replays a tape at other inputs, or repeatedly for one input that varies.

use super::list::Tape;
use super::machine::Machine;
use super::step::{Slot, Step};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;

impl Tape {
    /// The numbers in the slots `outputs`, for other inputs; `None` if the formula would take another path.
    pub(crate) fn replay<F: Field>(
        &self,
        inputs: impl Iterator<Item = F>,
        outputs: &[Matrix<Slot>],
    ) -> Option<Vec<Matrix<F>>> {
        Some(self.carried_out(inputs)?.read_all(outputs))
    }

    /// All numbers at these inputs, prepared for other values of the inputs in `varying`.
    pub(crate) fn prepare<F: Field>(
        &self,
        inputs: impl Iterator<Item = F>,
        varying: std::ops::Range<usize>,
    ) -> Option<Prepared<F>> {
        let machine = self.carried_out(inputs)?;
        let first = 2 + varying.start;
        let mut depends = vec![false; self.slots as usize];
        depends[first..first + varying.len()].fill(true);
        let mut slot = machine.first;
        let mut again = Vec::new();
        for &step in &self.steps {
            let results = self.results(step);
            if self.takes(step).iter().any(|&operand| depends[operand as usize]) {
                again.push((step, slot));
                depends[slot as usize..][..results].fill(true);
            }
            slot += results as Slot;
        }
        Some(Prepared { machine, again, first })
    }

    fn carried_out<F: Field>(&self, inputs: impl Iterator<Item = F>) -> Option<Machine<F>> {
        let mut machine = Machine::new(inputs, self.slots as usize);
        machine.advance(self).ok()?;
        Some(machine)
    }
}

/// The numbers of a tape. Those that depend on one input can be computed again.
pub(crate) struct Prepared<F> {
    machine: Machine<F>,
    /// The steps to repeat, and the slots of their results.
    again: Vec<(Step, Slot)>,
    /// The first slot of the varying input.
    first: usize,
}

impl<F: Field> Prepared<F> {
    /// The numbers in the slots `outputs` for another value of the varying input; `None` as in [`Tape::replay`].
    pub(crate) fn at(&mut self, tape: &Tape, value: &Matrix<F>, outputs: &Matrix<Slot>) -> Option<Matrix<F>> {
        self.machine.values[self.first..][..value.len()].clone_from_slice(value.as_slice());
        for &(step, slot) in &self.again {
            match self.machine.arithmetic(step) {
                Some(value) => self.machine.values[slot as usize] = value,
                None => self.machine.carry_out(tape, step, slot as usize).ok()?,
            }
        }
        Some(self.machine.read(outputs))
    }
}
