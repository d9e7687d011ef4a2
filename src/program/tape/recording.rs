//! Records a formula, in step with its first evaluation.

use super::list::Tape;
use super::machine::{Halt, Machine};
use super::questions;
use super::step::{Operation, Place, Step};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::{Error, Result};
use crate::limits::MOST_STEPS;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

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
            Halt::Diverged => Error::panicked("two answers to one question"),
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

/// The recording that has begun; it ends with this, even after a panic.
struct UnderWay;

impl UnderWay {
    /// The recording, in whose place the outer one is again.
    fn end(self) -> Option<Box<Recording>> {
        let recording = Self::take();
        std::mem::forget(self);
        recording
    }

    fn take() -> Option<Box<Recording>> {
        let mut recording = RECORDING.take()?;
        RECORDING.set(recording.outer.take());
        Some(recording)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        Self::take();
    }
}

/// What a recording yields.
pub(crate) struct Recorded<F> {
    /// What the formulas came to.
    pub(crate) values: Result<Vec<Matrix<F>>>,
    /// Their tape and the places of their values, if it may be replayed.
    pub(crate) tape: Option<(Tape, Vec<Matrix<Place>>)>,
}

/// Records `formulas`, which get the places of their inputs and return those of their values, at these inputs.
pub(crate) fn record<F: Field>(inputs: Vec<F>, formulas: impl FnOnce() -> Result<Vec<Matrix<Place>>>) -> Recorded<F> {
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
    let under_way = UnderWay;
    let outcome = formulas();
    let Some(recording) = under_way.end() else {
        return Recorded { values: Err(Error::panicked("the recording is lost")), tape: None };
    };
    let Recording { tape, repeatable, undecidable, .. } = *recording;
    if undecidable {
        let what = "the difference from zero that the formula asks for";
        return Recorded { values: Err(Error::precision_lost(what)), tape: None };
    }
    let places = match outcome {
        Ok(places) => places,
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
    questions::note();
    ask(false, |companion| companion.is_finite(place), |_| None)
}

/// How the number compares with zero; see [`is_finite`].
pub(crate) fn sign(place: Place) -> Option<Ordering> {
    questions::note();
    ask(false, |companion| companion.sign(place), |_| None)
}

/// Whether two numbers are equal; see [`is_finite`].
pub(crate) fn are_equal(a: Place, b: Place) -> bool {
    decided(ask(false, |companion| companion.are_equal(a, b), |_| None))
}

/// The answer to a question; where there is none, the formula goes on, and its value is thrown away.
fn decided(answer: Option<bool>) -> bool {
    questions::note();
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
