//! The list of the steps.

use super::step::{ONE, Operation, Place, Step};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The steps of a formula at inputs of certain shapes.
#[derive(Debug)]
pub(crate) struct Tape {
    pub(super) steps: Vec<Step>,
    /// Places of the operands of matrix operations; each list begins with the order of the matrix.
    pub(super) operands: Vec<Place>,
    /// The matrix operations and where their results begin, by a hash of their matrix.
    pub(super) known: HashMap<u64, Vec<(Step, Place)>>,
    pub(super) places: Place,
}

impl Tape {
    pub(super) fn new(inputs: usize) -> Self {
        Self { steps: Vec::new(), operands: Vec::new(), known: HashMap::new(), places: 2 + inputs as Place }
    }

    /// Number of steps, as a measure of the space that it takes.
    pub(crate) fn len(&self) -> usize {
        self.steps.len() + self.operands.len()
    }

    /// Number of operations that carry it out: a matrix of order n takes about n³.
    pub(crate) fn operations(&self) -> usize {
        let of = |step: &Step| match *step {
            Step::Matrix(operation, at) => operation.operands(self.order(at)) * self.order(at),
            // By series, whatever the number system.
            Step::Function(..) => 16,
            _ => 1,
        };
        self.steps.iter().map(of).sum()
    }

    pub(super) fn push(&mut self, step: Step) -> Place {
        let place = self.places;
        self.places += self.results(step) as Place;
        self.steps.push(step);
        place
    }

    /// The places of the arguments of exponentials, and those of divisors and of functions that turn at zero.
    pub(crate) fn arguments(&self) -> (Vec<Place>, Vec<Place>) {
        let (mut exponents, mut divisors) = (Vec::new(), Vec::new());
        for step in &self.steps {
            match *step {
                Step::Exponential(place) => exponents.push(place),
                Step::Reciprocal(place) => divisors.push(place),
                Step::Function(function, place) if function.turns_at_zero() => divisors.push(place),
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

    /// Whether every step has a value for all inputs, on which it depends smoothly: no divisors, no roots, and
    /// logarithms only of what is positive by the way it is computed.
    pub(crate) fn is_total(&self) -> bool {
        let mut positive = BTreeSet::from([ONE]);
        let mut place = self.places - self.steps.iter().map(|&step| self.results(step) as Place).sum::<Place>();
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
                positive.insert(place);
            }
            place += self.results(step) as Place;
        }
        true
    }

    pub(super) fn order(&self, at: u32) -> usize {
        self.operands[at as usize] as usize
    }

    pub(super) fn operands(&self, operation: Operation, at: u32) -> &[Place] {
        let first = at as usize + 1;
        &self.operands[first..first + operation.operands(self.order(at))]
    }

    /// How many places the results of a step take.
    pub(super) fn results(&self, step: Step) -> usize {
        match step {
            Step::IsZero(..) => 0,
            Step::Matrix(operation, at) => operation.results(self.order(at)),
            _ => 1,
        }
    }

    /// The operands of a step.
    pub(super) fn takes(&self, step: Step) -> Cow<'_, [Place]> {
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
