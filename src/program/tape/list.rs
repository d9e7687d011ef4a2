//! The list of the steps.

use super::step::{ONE, Operation, Slot, Step};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The steps of a formula for inputs of certain shapes.
#[derive(Debug)]
pub(crate) struct Tape {
    pub(super) steps: Vec<Step>,
    /// Slots of the operands of matrix operations. Each list begins with the order of the matrix.
    pub(super) operands: Vec<Slot>,
    /// The matrix operations and the first slots of their results, by a hash of their matrix.
    pub(super) known: HashMap<u64, Vec<(Step, Slot)>>,
    pub(super) slots: Slot,
}

impl Tape {
    pub(super) fn new(inputs: usize) -> Self {
        Self { steps: Vec::new(), operands: Vec::new(), known: HashMap::new(), slots: 2 + inputs as Slot }
    }

    /// Whether both tapes have the same steps.
    pub(crate) fn has_steps_of(&self, other: &Self) -> bool {
        self.steps == other.steps && self.operands == other.operands
    }

    /// Number of steps, including operands, as a measure of memory.
    pub(crate) fn len(&self) -> usize {
        self.steps.len() + self.operands.len()
    }

    /// Number of operations for one evaluation: a matrix of order n takes about n³.
    pub(crate) fn operations(&self) -> usize {
        let of = |step: &Step| match *step {
            Step::Matrix(operation, at) => operation.operands(self.order(at)) * self.order(at),
            // Computed by a series in every number system.
            Step::Function(..) => 16,
            _ => 1,
        };
        self.steps.iter().map(of).sum()
    }

    pub(super) fn push(&mut self, step: Step) -> Slot {
        let slot = self.slots;
        self.slots += self.results(step) as Slot;
        self.steps.push(step);
        slot
    }

    /// The slots of the arguments of exponentials, and those of divisors and of arguments of functions with a kink at
    /// zero.
    pub(crate) fn arguments(&self) -> (Vec<Slot>, Vec<Slot>) {
        let (mut exponents, mut divisors) = (Vec::new(), Vec::new());
        for step in &self.steps {
            match *step {
                Step::Exponential(slot) => exponents.push(slot),
                Step::Reciprocal(slot) => divisors.push(slot),
                Step::Function(function, slot) if function.is_narrow_at_zero() => divisors.push(slot),
                _ => {}
            }
        }
        (exponents, divisors)
    }

    /// Whether any step is more than a constant or a sign.
    pub(crate) fn computes(&self) -> bool {
        let is_plain = |step: &Step| matches!(step, Step::Integer(_) | Step::Half | Step::LnTwoPi | Step::Negate(_));
        !self.steps.iter().all(is_plain)
    }

    /// Whether every step has a value for all inputs and is smooth: no divisors, no roots, and logarithms only of
    /// numbers whose computation shows that they are positive.
    pub(crate) fn is_total(&self) -> bool {
        let mut positive = BTreeSet::from([ONE]);
        let mut slot = self.slots - self.steps.iter().map(|&step| self.results(step) as Slot).sum::<Slot>();
        for &step in &self.steps {
            let is_positive = match step {
                Step::Reciprocal(_) | Step::Function(..) | Step::IsZero(..) => return false,
                Step::Matrix(Operation::Inverse | Operation::InverseOfDuals, _) => return false,
                Step::Logarithm(argument) if !positive.contains(&argument) => return false,
                Step::Exponential(_) | Step::Half => true,
                Step::Integer(n) => n > 0,
                Step::Add(a, b) | Step::Multiply(a, b) => positive.contains(&a) && positive.contains(&b),
                _ => false,
            };
            if is_positive {
                positive.insert(slot);
            }
            slot += self.results(step) as Slot;
        }
        true
    }

    pub(super) fn order(&self, at: u32) -> usize {
        self.operands[at as usize] as usize
    }

    pub(super) fn operands(&self, operation: Operation, at: u32) -> &[Slot] {
        let first = at as usize + 1;
        &self.operands[first..first + operation.operands(self.order(at))]
    }

    /// Number of slots of the results of a step.
    pub(super) fn results(&self, step: Step) -> usize {
        match step {
            Step::IsZero(..) => 0,
            Step::Matrix(operation, at) => operation.results(self.order(at)),
            _ => 1,
        }
    }

    /// The operands of a step.
    pub(super) fn takes(&self, step: Step) -> Cow<'_, [Slot]> {
        match step {
            Step::Integer(_) | Step::Half | Step::LnTwoPi => Cow::Borrowed(&[]),
            Step::Add(a, b) | Step::Subtract(a, b) | Step::Multiply(a, b) => Cow::Owned(vec![a, b]),
            Step::Negate(a)
            | Step::Reciprocal(a)
            | Step::Logarithm(a)
            | Step::Exponential(a)
            | Step::Function(_, a)
            | Step::IsZero(a, _) => Cow::Owned(vec![a]),
            Step::Matrix(operation, at) => Cow::Borrowed(self.operands(operation, at)),
        }
    }
}
