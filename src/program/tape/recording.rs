//! Records a formula during its first evaluation.

use super::list::Tape;
use super::machine::{Halt, Machine};
use super::step::{Operation, Slot, Step};
use super::watch;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::{Error, Result};
use crate::limits::MOST_STEPS;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

/// A machine that evaluates each step as it is recorded, in any number system.
trait Companion {
    fn keep_up(&mut self, tape: &Tape) -> Result<()>;
    fn is_zero(&self, slot: Slot) -> Option<bool>;
    fn sign(&self, slot: Slot) -> Option<Ordering>;
    fn is_finite(&self, slot: Slot) -> bool;
    fn are_equal(&self, a: Slot, b: Slot) -> Option<bool>;
    fn pivot_weight(&self, slot: Slot) -> f64;
}

impl<F: Field> Companion for Machine<F> {
    fn keep_up(&mut self, tape: &Tape) -> Result<()> {
        self.advance(tape).map_err(|halt| match halt {
            Halt::Failed(error) => error,
            Halt::Diverged => Error::panicked("a test of the formula has two results"),
        })
    }

    fn is_zero(&self, slot: Slot) -> Option<bool> {
        self.values[slot as usize].zero_test()
    }

    fn sign(&self, slot: Slot) -> Option<Ordering> {
        self.values[slot as usize].sign()
    }

    fn is_finite(&self, slot: Slot) -> bool {
        self.values[slot as usize].is_finite()
    }

    fn are_equal(&self, a: Slot, b: Slot) -> Option<bool> {
        self.values[a as usize].equality_test(&self.values[b as usize])
    }

    fn pivot_weight(&self, slot: Slot) -> f64 {
        self.values[slot as usize].pivot_weight()
    }
}

/// The current recording of this thread.
struct Recording {
    tape: Tape,
    companion: Rc<RefCell<dyn Companion>>,
    /// Whether the tape contains everything that the path of the formula depends on.
    repeatable: bool,
    /// Whether the formula made a test that its number system cannot decide.
    undecidable: bool,
    /// The recording of the formula that evaluates this one. The numbers of this one may be slots on its tape.
    outer: Option<Box<Recording>>,
}

thread_local!(static RECORDING: RefCell<Option<Box<Recording>>> = const { RefCell::new(None) });

/// A recording that has begun. It ends when this value is dropped, even after a panic.
struct UnderWay;

impl UnderWay {
    /// Ends the recording and returns it. The outer recording is current again.
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

/// The result of a recording.
pub(crate) struct Record<F> {
    /// The values of the formulas.
    pub(crate) values: Result<Vec<Matrix<F>>>,
    /// The tape and the slots of the values, if the tape may be replayed.
    pub(crate) tape: Option<(Tape, Vec<Matrix<Slot>>)>,
}

/// Records `formulas` at these inputs. `formulas` receives the slots of its inputs and returns the slots of its values.
pub(crate) fn record<F: Field>(inputs: Vec<F>, formulas: impl FnOnce() -> Result<Vec<Matrix<Slot>>>) -> Record<F> {
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
        return Record { values: Err(Error::panicked("the recording is lost")), tape: None };
    };
    let Recording { tape, repeatable, undecidable, .. } = *recording;
    if undecidable {
        let what = "the difference from zero that the formula tests";
        return Record { values: Err(Error::precision_lost(what)), tape: None };
    }
    let slots = match outcome {
        Ok(slots) => slots,
        Err(error) => return Record { values: Err(error), tape: None },
    };
    let mut machine = machine.borrow_mut();
    let values = machine.keep_up(&tape).map(|()| machine.read_all(&slots));
    let tape = (repeatable && values.is_ok()).then_some((tape, slots));
    Record { values, tape }
}

/// Accesses the current recording for an action that computes nothing.
fn with_recording<T>(act: impl FnOnce(&mut Recording) -> T) -> T {
    RECORDING.with_borrow_mut(|current| match current {
        Some(recording) => act(recording),
        None => panic!("a recorded number is used outside of its formula"),
    })
}

/// The current recording while its companion computes. It becomes current again when this value is dropped, even after
/// a panic.
struct Aside(Option<Box<Recording>>);

impl Drop for Aside {
    fn drop(&mut self) {
        if let Some(mut recording) = self.0.take() {
            recording.outer = RECORDING.take();
            RECORDING.set(Some(recording));
        }
    }
}

/// Accesses the current recording for an action in which its companion computes. The companion of a nested formula
/// computes with numbers of the outer recording, so meanwhile the outer recording is current.
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

/// The panic payload that ends a formula whose tape exceeds [`MOST_STEPS`]; the evaluation turns it into an error.
pub(crate) struct TooLong;

/// Ends a formula before its tape exhausts the memory. Sums and products cannot return errors, so this takes a panic.
fn expect_room(tape: &Tape) {
    if tape.len() >= MOST_STEPS {
        std::panic::resume_unwind(Box::new(TooLong));
    }
}

/// Records a step that cannot fail.
pub(crate) fn note(step: Step) -> Slot {
    with_recording(|recording| {
        expect_room(&recording.tape);
        recording.tape.push(step)
    })
}

/// Records a step that fails if its number system reports an error.
pub(crate) fn attempt(step: Step) -> Result<Slot> {
    with_companion(|Recording { tape, companion, repeatable, .. }| {
        expect_room(tape);
        companion.borrow_mut().keep_up(tape)?;
        let slot = tape.push(step);
        companion.borrow_mut().keep_up(tape).inspect_err(|_| {
            tape.steps.pop();
            tape.slots = slot;
            *repeatable = false;
        })?;
        Ok(slot)
    })
}

/// Records an operation on a matrix of the given order; returns the first slot of its results.
pub(crate) fn operate(operation: Operation, order: usize, operands: impl Iterator<Item = Slot>) -> Result<Slot> {
    let (at, hash, same) = with_recording(|Recording { tape, .. }| {
        expect_room(tape);
        let at = tape.operands.len() as u32;
        tape.operands.push(order as Slot);
        tape.operands.extend(operands);
        let hash = hash_of(&tape.operands[at as usize..]);
        let same = tape.known.get(&hash).into_iter().flatten().find_map(|&(step, slot)| match step {
            Step::Matrix(other, earlier) if tape.order(earlier) == order => {
                let among = operation.among(other, order)?;
                (tape.operands(other, earlier) == tape.operands(operation, at)).then_some(slot + among as Slot)
            }
            _ => None,
        });
        if same.is_some() {
            tape.operands.truncate(at as usize);
        }
        (at, hash, same)
    });
    if let Some(slot) = same {
        return Ok(slot);
    }
    let step = Step::Matrix(operation, at);
    let slot = attempt(step)?;
    with_recording(|Recording { tape, .. }| tape.known.entry(hash).or_default().push((step, slot)));
    Ok(slot)
}

fn hash_of(slots: &[Slot]) -> u64 {
    let mut hasher = DefaultHasher::new();
    slots.hash(&mut hasher);
    hasher.finish()
}

/// Whether the number is zero. The tape contains the answer.
pub(crate) fn is_zero(slot: Slot) -> bool {
    decided(test(true, |companion| companion.is_zero(slot), |answer| Some(Step::IsZero(slot, answer.unwrap_or(false)))))
}

/// Whether the number is finite. The tape does not contain the answer, so the formula cannot be replayed.
pub(crate) fn is_finite(slot: Slot) -> bool {
    watch::note_test();
    test(false, |companion| companion.is_finite(slot), |_| None)
}

/// How the number compares with zero; see [`is_finite`].
pub(crate) fn sign(slot: Slot) -> Option<Ordering> {
    watch::note_test();
    test(false, |companion| companion.sign(slot), |_| None)
}

/// Whether two numbers are equal; see [`is_finite`].
pub(crate) fn are_equal(a: Slot, b: Slot) -> bool {
    decided(test(false, |companion| companion.are_equal(a, b), |_| None))
}

/// The answer to a test. If there is none, the formula continues, and its value is discarded.
fn decided(answer: Option<bool>) -> bool {
    watch::note_test();
    answer.unwrap_or_else(|| {
        with_recording(|recording| recording.undecidable = true);
        false
    })
}

/// How well the number serves as a pivot; see [`is_finite`].
pub(crate) fn pivot_weight(slot: Slot) -> f64 {
    test(false, |companion| companion.pivot_weight(slot), |_| None)
}

fn test<T>(remembered: bool, evaluate: impl Fn(&dyn Companion) -> T, step: impl Fn(&T) -> Option<Step>) -> T {
    with_companion(|Recording { tape, companion, repeatable, .. }| {
        expect_room(tape);
        *repeatable &= remembered;
        // No step so far has failed: a step that can fail is evaluated when it is recorded.
        *repeatable &= companion.borrow_mut().keep_up(tape).is_ok();
        let answer = evaluate(&*companion.borrow());
        if let Some(step) = step(&answer) {
            tape.push(step);
        }
        answer
    })
}
