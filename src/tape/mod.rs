//! A formula as the list of its steps: recorded once, then carried out in any number system.
//!
//! A formula is Rust, generic over [`Field`]. Compiled for each number system by itself it would take minutes to
//! build, and each evaluation would do its bookkeeping again. So it is compiled for one system alone, whose numbers
//! write down what is done to them ([`Recorded`](crate::number::Recorded)), and the other systems carry out the list.
//!
//! Nothing is lost by it. The first point is evaluated in step with the recording, so that the formula sees every
//! error and every answer of the number system that it runs in. What it asked is part of the list: where a later
//! point answers differently, or a step fails, the formula is recorded anew.

#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::limits::MOST_STEPS;
use crate::matrix::Matrix;
use crate::number::{Dual, Field, Function};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

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

    fn operands(self, order: usize) -> usize {
        order * order * if self.takes_duals() { 2 } else { 1 }
    }

    /// An inverse comes with the determinant after it.
    fn results(self, order: usize) -> usize {
        let numbers = if matches!(self, Self::Inverse | Self::InverseOfDuals) { order * order + 1 } else { 1 };
        numbers * if self.takes_duals() { 2 } else { 1 }
    }

    /// Where the results begin among those of `other`, which come from the same matrix.
    fn among(self, other: Self, order: usize) -> Option<usize> {
        match (self, other) {
            (Self::Determinant, Self::Inverse) => Some(order * order),
            (Self::DeterminantOfDuals, Self::InverseOfDuals) => Some(2 * order * order),
            _ if self == other => Some(0),
            _ => None,
        }
    }
}

/// The steps of a formula at inputs of certain shapes.
#[derive(Debug)]
pub(crate) struct Tape {
    steps: Vec<Step>,
    /// Places of the operands of matrix operations; each list begins with the order of the matrix.
    operands: Vec<Place>,
    /// The matrix operations and where their results begin, by a hash of their matrix.
    known: HashMap<u64, Vec<(Step, Place)>>,
    places: Place,
}

impl Tape {
    fn new(inputs: usize) -> Self {
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

    fn push(&mut self, step: Step) -> Place {
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

    fn order(&self, at: u32) -> usize {
        self.operands[at as usize] as usize
    }

    fn operands(&self, operation: Operation, at: u32) -> &[Place] {
        let first = at as usize + 1;
        &self.operands[first..first + operation.operands(self.order(at))]
    }

    /// The numbers at the places `outputs`, for other inputs; `None` where the formula would take another path.
    pub(crate) fn replay<F: Field>(
        &self,
        inputs: impl Iterator<Item = F>,
        outputs: &[Matrix<Place>],
    ) -> Option<Vec<Matrix<F>>> {
        Some(self.carried_out(inputs)?.read_all(outputs))
    }

    /// All numbers at these inputs, ready to be computed again for other values of the inputs in `varying`.
    pub(crate) fn prepare<F: Field>(
        &self,
        inputs: impl Iterator<Item = F>,
        varying: std::ops::Range<usize>,
    ) -> Option<Prepared<F>> {
        let machine = self.carried_out(inputs)?;
        let first = 2 + varying.start;
        let mut depends = vec![false; self.places as usize];
        depends[first..first + varying.len()].fill(true);
        let mut place = machine.first;
        let mut again = Vec::new();
        for &step in &self.steps {
            let results = self.results(step);
            if self.takes(step).iter().any(|&operand| depends[operand as usize]) {
                again.push((step, place));
                depends[place as usize..][..results].fill(true);
            }
            place += results as Place;
        }
        Some(Prepared { machine, again, first })
    }

    fn carried_out<F: Field>(&self, inputs: impl Iterator<Item = F>) -> Option<Machine<F>> {
        let mut machine = Machine::new(inputs, self.places as usize);
        machine.advance(self).ok()?;
        Some(machine)
    }

    /// How many places the results of a step take.
    fn results(&self, step: Step) -> usize {
        match step {
            Step::IsZero(..) => 0,
            Step::Matrix(operation, at) => operation.results(self.order(at)),
            _ => 1,
        }
    }

    /// The operands of a step.
    fn takes(&self, step: Step) -> Cow<'_, [Place]> {
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

/// The numbers of a tape, of which those that depend on one input can be computed again.
pub(crate) struct Prepared<F> {
    machine: Machine<F>,
    /// The steps to repeat, and where their results go.
    again: Vec<(Step, Place)>,
    /// Where the varying input begins.
    first: usize,
}

impl<F: Field> Prepared<F> {
    /// The numbers at the places `outputs` for another value of the varying input; `None` as in [`Tape::replay`].
    pub(crate) fn at(&mut self, tape: &Tape, value: &Matrix<F>, outputs: &Matrix<Place>) -> Option<Matrix<F>> {
        self.machine.values[self.first..][..value.len()].clone_from_slice(value.as_slice());
        for &(step, place) in &self.again {
            match self.machine.arithmetic(step) {
                Some(value) => self.machine.values[place as usize] = value,
                None => self.machine.carry_out(tape, step, place as usize).ok()?,
            }
        }
        Some(self.machine.read(outputs))
    }
}

/// The numbers computed so far.
struct Machine<F> {
    values: Vec<F>,
    /// Where the results begin, after 0, 1 and the inputs.
    first: Place,
    /// Number of steps carried out.
    done: usize,
}

/// Why a machine stops.
enum Halt {
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
    fn new(inputs: impl Iterator<Item = F>, places: usize) -> Self {
        let mut values = Vec::with_capacity(places);
        values.extend([F::zero(), F::one()]);
        values.extend(inputs);
        let first = values.len() as Place;
        Self { values, first, done: 0 }
    }

    fn read(&self, places: &Matrix<Place>) -> Matrix<F> {
        places.map(|place| self.values[place as usize].clone())
    }

    fn read_all(&self, places: &[Matrix<Place>]) -> Vec<Matrix<F>> {
        places.iter().map(|places| self.read(places)).collect()
    }

    /// Carries out the steps that have been added.
    fn advance(&mut self, tape: &Tape) -> Result<(), Halt> {
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
    fn arithmetic(&self, step: Step) -> Option<F> {
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
    fn carry_out(&mut self, tape: &Tape, step: Step, place: usize) -> Result<(), Halt> {
        let value = match step {
            Step::Integer(n) => F::integer(n),
            Step::Half => F::half(),
            Step::LnTwoPi => F::ln_two_pi()?,
            Step::Reciprocal(a) => self.values[a as usize].reciprocal()?,
            Step::Logarithm(a) => self.values[a as usize].ln()?,
            Step::Exponential(a) => self.values[a as usize].exp()?,
            Step::Function(function, a) => {
                BEYOND.set(BEYOND.get() | !function.is_elementary());
                self.values[a as usize].function(function)?
            }
            Step::IsZero(a, answer) if self.values[a as usize].zero_test() == Some(answer) => {
                ASKED.set(true);
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

/// A machine that keeps step with a recording, whatever its number system.
trait Companion {
    fn keep_up(&mut self, tape: &Tape) -> Result<()>;
    fn is_zero(&self, place: Place) -> Option<bool>;
    fn sign(&self, place: Place) -> Option<Ordering>;
    fn is_finite(&self, place: Place) -> bool;
    fn are_equal(&self, a: Place, b: Place) -> Option<bool>;
    fn pivot_weight(&self, place: Place) -> f64;
}

impl<F: Field> Companion for Machine<F> {
    fn keep_up(&mut self, tape: &Tape) -> Result<()> {
        self.advance(tape).map_err(|halt| match halt {
            Halt::Failed(error) => error,
            Halt::Diverged => Error::Panicked { message: "two answers to one question".into() },
        })
    }

    fn is_zero(&self, place: Place) -> Option<bool> {
        self.values[place as usize].zero_test()
    }

    fn sign(&self, place: Place) -> Option<Ordering> {
        self.values[place as usize].sign()
    }

    fn is_finite(&self, place: Place) -> bool {
        self.values[place as usize].is_finite()
    }

    fn are_equal(&self, a: Place, b: Place) -> Option<bool> {
        self.values[a as usize].equality_test(&self.values[b as usize])
    }

    fn pivot_weight(&self, place: Place) -> f64 {
        self.values[place as usize].pivot_weight()
    }
}

/// The recording under way on this thread.
struct Recording {
    tape: Tape,
    companion: Rc<RefCell<dyn Companion>>,
    /// Whether the tape says all that the path of the formula depends on.
    repeatable: bool,
    /// Whether the formula asked what its number system cannot know.
    undecidable: bool,
    /// The recording of the formula that evaluates this one. The numbers of this one may be places on its tape.
    outer: Option<Box<Recording>>,
}

thread_local!(static RECORDING: RefCell<Option<Box<Recording>>> = const { RefCell::new(None) });

/// What a recording yields.
pub(crate) struct Recorded<F> {
    /// What the formulas came to.
    pub(crate) values: Result<Vec<Matrix<F>>>,
    /// Their tape and the places of their values, if it may be replayed.
    pub(crate) tape: Option<(Tape, Vec<Matrix<Place>>)>,
}

/// Records `formulas`, which get the places of their inputs, at these inputs.
pub(crate) fn record<F: Field>(
    inputs: Vec<F>,
    formulas: impl FnOnce() -> Result<Vec<Matrix<crate::number::Recorded>>>,
) -> Recorded<F> {
    let tape = Tape::new(inputs.len());
    let machine = Rc::new(RefCell::new(Machine::new(inputs.into_iter(), 64)));
    let outer = RECORDING.take();
    RECORDING.set(Some(Box::new(Recording {
        tape,
        companion: machine.clone(),
        repeatable: true,
        undecidable: false,
        outer,
    })));
    let outcome = formulas();
    let Some(recording) = RECORDING.take() else {
        return Recorded { values: Err(Error::Panicked { message: "the recording is lost".into() }), tape: None };
    };
    let Recording { tape, repeatable, undecidable, outer, .. } = *recording;
    RECORDING.set(outer);
    if undecidable {
        let what = "the difference from zero that the formula asks for";
        return Recorded { values: Err(Error::PrecisionLost { what }), tape: None };
    }
    let places: Vec<_> = match outcome {
        Ok(values) => values.iter().map(|value| value.map(|number| number.place())).collect(),
        Err(error) => return Recorded { values: Err(error), tape: None },
    };
    let mut machine = machine.borrow_mut();
    let values = machine.keep_up(&tape).map(|()| machine.read_all(&places));
    let tape = (repeatable && values.is_ok()).then_some((tape, places));
    Recorded { values, tape }
}

/// Acts on the current recording where nothing is computed.
fn with_recording<T>(act: impl FnOnce(&mut Recording) -> T) -> T {
    RECORDING.with_borrow_mut(|current| match current {
        Some(recording) => act(recording),
        None => panic!("a recorded number is used outside of its formula"),
    })
}

/// The current recording, set aside while its companion computes; back in its place in the end, even after a panic.
struct Aside(Option<Box<Recording>>);

impl Drop for Aside {
    fn drop(&mut self) {
        if let Some(mut recording) = self.0.take() {
            recording.outer = RECORDING.take();
            RECORDING.set(Some(recording));
        }
    }
}

/// Acts on the current recording where its companion computes. The companion of a formula within a formula computes
/// with numbers that the outer recording writes down, so meanwhile that one is the current one.
fn with_companion<T>(act: impl FnOnce(&mut Recording) -> T) -> T {
    let mut aside = Aside(RECORDING.take());
    match &mut aside.0 {
        Some(recording) => {
            RECORDING.set(recording.outer.take());
            act(recording)
        }
        None => panic!("a recorded number is used outside of its formula"),
    }
}

/// What a formula is ended with whose tape grows beyond [`MOST_STEPS`]; what guards formulas makes it an error.
pub(crate) struct TooLong;

/// Ends a formula before its tape takes all memory. Sums and products cannot fail, so nothing less would stop it.
fn expect_room(tape: &Tape) {
    if tape.len() >= MOST_STEPS {
        std::panic::resume_unwind(Box::new(TooLong));
    }
}

/// Notes a step that cannot fail.
pub(crate) fn note(step: Step) -> Place {
    with_recording(|recording| {
        expect_room(&recording.tape);
        recording.tape.push(step)
    })
}

/// Notes a step that fails where its number system says so.
pub(crate) fn attempt(step: Step) -> Result<Place> {
    with_companion(|Recording { tape, companion, repeatable, .. }| {
        expect_room(tape);
        companion.borrow_mut().keep_up(tape)?;
        let place = tape.push(step);
        companion.borrow_mut().keep_up(tape).inspect_err(|_| {
            tape.steps.pop();
            tape.places = place;
            *repeatable = false;
        })?;
        Ok(place)
    })
}

/// Notes an operation on a matrix of the given order; returns where its results begin.
pub(crate) fn operate(operation: Operation, order: usize, operands: impl Iterator<Item = Place>) -> Result<Place> {
    let (at, hash, same) = with_recording(|Recording { tape, .. }| {
        expect_room(tape);
        let at = tape.operands.len() as u32;
        tape.operands.push(order as Place);
        tape.operands.extend(operands);
        let hash = hash_of(&tape.operands[at as usize..]);
        let same = tape.known.get(&hash).into_iter().flatten().find_map(|&(step, place)| match step {
            Step::Matrix(other, earlier) if tape.order(earlier) == order => {
                let among = operation.among(other, order)?;
                (tape.operands(other, earlier) == tape.operands(operation, at)).then_some(place + among as Place)
            }
            _ => None,
        });
        if same.is_some() {
            tape.operands.truncate(at as usize);
        }
        (at, hash, same)
    });
    if let Some(place) = same {
        return Ok(place);
    }
    let step = Step::Matrix(operation, at);
    let place = attempt(step)?;
    with_recording(|Recording { tape, .. }| tape.known.entry(hash).or_default().push((step, place)));
    Ok(place)
}

fn hash_of(places: &[Place]) -> u64 {
    let mut hasher = DefaultHasher::new();
    places.hash(&mut hasher);
    hasher.finish()
}

/// Whether the number is zero: a question whose answer the tape remembers.
pub(crate) fn is_zero(place: Place) -> bool {
    decided(ask(
        true,
        |companion| companion.is_zero(place),
        |answer| Some(Step::IsZero(place, answer.unwrap_or(false))),
    ))
}

/// Whether the number is finite. The tape does not remember the answer, so the formula is not replayed.
pub(crate) fn is_finite(place: Place) -> bool {
    ASKED.set(true);
    ask(false, |companion| companion.is_finite(place), |_| None)
}

/// How the number compares with zero; see [`is_finite`].
pub(crate) fn sign(place: Place) -> Option<Ordering> {
    ASKED.set(true);
    ask(false, |companion| companion.sign(place), |_| None)
}

/// Whether two numbers are equal; see [`is_finite`].
pub(crate) fn are_equal(a: Place, b: Place) -> bool {
    decided(ask(false, |companion| companion.are_equal(a, b), |_| None))
}

thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });

/// Begins to watch for questions whose answers decide which way a formula goes.
pub(crate) fn forget_questions() {
    ASKED.set(false);
}

/// Whether a formula has asked since whether a number is zero, or two are equal.
pub(crate) fn has_asked() -> bool {
    ASKED.get()
}

thread_local!(static BEYOND: Cell<bool> = const { Cell::new(false) });

/// Begins to watch for functions that go beyond exp and ln.
pub(crate) fn forget_functions() {
    BEYOND.set(false);
}

/// Whether a formula has since used a function that residues cannot follow.
pub(crate) fn has_gone_beyond() -> bool {
    BEYOND.get()
}

/// The answer to a question; where there is none, the formula goes on, and its value is thrown away.
fn decided(answer: Option<bool>) -> bool {
    ASKED.set(true);
    answer.unwrap_or_else(|| {
        with_recording(|recording| recording.undecidable = true);
        false
    })
}

/// How well the number serves as a pivot; see [`is_finite`].
pub(crate) fn pivot_weight(place: Place) -> f64 {
    ask(false, |companion| companion.pivot_weight(place), |_| None)
}

fn ask<T>(remembered: bool, question: impl Fn(&dyn Companion) -> T, step: impl Fn(&T) -> Option<Step>) -> T {
    with_companion(|Recording { tape, companion, repeatable, .. }| {
        expect_room(tape);
        *repeatable &= remembered;
        // No step so far has failed: those that can fail were carried out when they were noted.
        *repeatable &= companion.borrow_mut().keep_up(tape).is_ok();
        let answer = question(&*companion.borrow());
        if let Some(step) = step(&answer) {
            tape.push(step);
        }
        answer
    })
}
