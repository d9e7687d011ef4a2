//! A formula as the list of its steps: recorded once, then carried out in any number system.
//!
//! A formula is Rust, generic over [`Field`]. Compiled for each number system by itself it would take minutes to
//! build, and each evaluation would do its bookkeeping again. So it is compiled for one system alone, whose numbers
//! write down what is done to them ([`Recorded`](crate::number::Recorded)), and the other systems carry out the list.
//!
//! Nothing is lost by it. The first point is evaluated in step with the recording, so that the formula sees every
//! error and every answer of the number system that it runs in. What it asked is part of the list: where a later
//! point answers differently, or a step fails, the formula is recorded anew.

use crate::error::{Error, Result};
use crate::matrix::Matrix;
use crate::number::{Dual, Field};
use std::borrow::Cow;
use std::cell::RefCell;
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

    fn results(self, order: usize) -> usize {
        let numbers = if matches!(self, Self::Inverse | Self::InverseOfDuals) { order * order } else { 1 };
        numbers * if self.takes_duals() { 2 } else { 1 }
    }
}

/// The steps of a formula at inputs of certain shapes.
#[derive(Debug)]
pub(crate) struct Tape {
    steps: Vec<Step>,
    /// Places of the operands of matrix operations; each list begins with the order of the matrix.
    operands: Vec<Place>,
    /// Where the results of each matrix operation begin.
    known: Vec<(Step, Place)>,
    places: Place,
}

impl Tape {
    fn new(inputs: usize) -> Self {
        Self { steps: Vec::new(), operands: Vec::new(), known: Vec::new(), places: 2 + inputs as Place }
    }

    /// Number of steps, as a measure of the space that it takes.
    pub(crate) fn len(&self) -> usize {
        self.steps.len() + self.operands.len()
    }

    fn push(&mut self, step: Step) -> Place {
        let place = self.places;
        self.places += self.results(step) as Place;
        self.steps.push(step);
        place
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
        outputs: &Matrix<Place>,
    ) -> Option<Matrix<F>> {
        let mut machine = Machine::new(inputs, self.places as usize);
        machine.advance(self).ok()?;
        Some(machine.read(outputs))
    }

    /// All numbers at these inputs, ready to be computed again for other values of the inputs in `varying`.
    pub(crate) fn prepare<F: Field>(
        &self,
        inputs: impl Iterator<Item = F>,
        varying: std::ops::Range<usize>,
    ) -> Option<Prepared<F>> {
        let mut machine = Machine::new(inputs, self.places as usize);
        machine.advance(self).ok()?;
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
            Step::Negate(a) | Step::Reciprocal(a) | Step::Logarithm(a) | Step::Exponential(a) | Step::IsZero(a, _) => {
                Cow::Owned(vec![a])
            }
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
            self.machine.carry_out(tape, step, place as usize).ok()?;
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

    /// Carries out the steps that have been added.
    fn advance(&mut self, tape: &Tape) -> Result<(), Halt> {
        while let Some(&step) = tape.steps.get(self.done) {
            self.carry_out(tape, step, self.values.len())?;
            self.done += 1;
        }
        Ok(())
    }

    fn carry_out(&mut self, tape: &Tape, step: Step, place: usize) -> Result<(), Halt> {
        let get = |place: Place| self.values[place as usize].clone();
        let value = match step {
            Step::Integer(n) => F::integer(n),
            Step::Half => F::half(),
            Step::LnTwoPi => F::ln_two_pi()?,
            Step::Add(a, b) => get(a) + get(b),
            Step::Subtract(a, b) => get(a) - get(b),
            Step::Multiply(a, b) => get(a) * get(b),
            Step::Negate(a) => -get(a),
            Step::Reciprocal(a) => self.values[a as usize].reciprocal()?,
            Step::Logarithm(a) => self.values[a as usize].ln()?,
            Step::Exponential(a) => self.values[a as usize].exp()?,
            Step::IsZero(a, answer) if self.values[a as usize].is_zero() == answer => return Ok(()),
            Step::IsZero(..) => return Err(Halt::Diverged),
            Step::Matrix(operation, at) => {
                return Ok(self.operate(operation, tape.order(at), tape.operands(operation, at), place)?);
            }
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
                let inverse = F::inverse_of(&matrix)?;
                for (k, entry) in inverse.iter().enumerate() {
                    self.put(place + k, entry.clone());
                }
            }
            Operation::Determinant => {
                let determinant = F::determinant_of(&matrix)?;
                self.put(place, determinant);
            }
            Operation::InverseOfDuals => {
                let inverse = F::inverse_of_duals(&matrix.zip_map(&square(tangents), Dual::new))?;
                let numbers = inverse.iter().map(|entry| &entry.real).chain(inverse.iter().map(|entry| &entry.tangent));
                for (k, entry) in numbers.enumerate() {
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
    fn is_zero(&self, place: Place) -> bool;
    fn is_finite(&self, place: Place) -> bool;
    fn are_equal(&self, a: Place, b: Place) -> bool;
    fn pivot_weight(&self, place: Place) -> f64;
}

impl<F: Field> Companion for Machine<F> {
    fn keep_up(&mut self, tape: &Tape) -> Result<()> {
        self.advance(tape).map_err(|halt| match halt {
            Halt::Failed(error) => error,
            Halt::Diverged => Error::Panicked { message: "two answers to one question".into() },
        })
    }

    fn is_zero(&self, place: Place) -> bool {
        self.values[place as usize].is_zero()
    }

    fn is_finite(&self, place: Place) -> bool {
        self.values[place as usize].is_finite()
    }

    fn are_equal(&self, a: Place, b: Place) -> bool {
        self.values[a as usize] == self.values[b as usize]
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
}

thread_local!(static RECORDING: RefCell<Option<Recording>> = const { RefCell::new(None) });

/// What a recording yields.
pub(crate) struct Recorded<F> {
    /// What the formula came to.
    pub(crate) value: Result<Matrix<F>>,
    /// Its tape and the places of its value, if it may be replayed.
    pub(crate) tape: Option<(Tape, Matrix<Place>)>,
}

/// Records `formula`, which gets the places of its inputs, at these inputs.
pub(crate) fn record<F: Field>(
    inputs: Vec<F>,
    formula: impl FnOnce() -> Result<Matrix<crate::number::Recorded>>,
) -> Recorded<F> {
    let tape = Tape::new(inputs.len());
    let machine = Rc::new(RefCell::new(Machine::new(inputs.into_iter(), 64)));
    let recording = Recording { tape, companion: machine.clone(), repeatable: true };
    // A formula that evaluates another one: the outer recording waits, and is not to be replayed.
    let outer = RECORDING.with_borrow_mut(|current| current.replace(recording));
    let outcome = formula();
    let recording = RECORDING.with_borrow_mut(|current| std::mem::replace(current, outer));
    let Some(Recording { tape, repeatable, .. }) = recording else {
        return Recorded { value: Err(Error::Panicked { message: "the recording is lost".into() }), tape: None };
    };
    let places = match outcome {
        Ok(value) => value.map(|number| number.place()),
        Err(error) => return Recorded { value: Err(error), tape: None },
    };
    let mut machine = machine.borrow_mut();
    let value = machine.keep_up(&tape).map(|()| machine.read(&places));
    let tape = (repeatable && value.is_ok()).then_some((tape, places));
    Recorded { value, tape }
}

fn with_recording<T>(act: impl FnOnce(&mut Recording) -> T) -> T {
    RECORDING.with_borrow_mut(|current| match current {
        Some(recording) => act(recording),
        None => panic!("a recorded number is used outside of its formula"),
    })
}

/// Notes a step that cannot fail.
pub(crate) fn note(step: Step) -> Place {
    with_recording(|recording| recording.tape.push(step))
}

/// Notes a step that fails where its number system says so.
pub(crate) fn attempt(step: Step) -> Result<Place> {
    with_recording(|recording| {
        let Recording { tape, companion, repeatable } = recording;
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
    let at = with_recording(|Recording { tape, .. }| {
        let at = tape.operands.len() as u32;
        tape.operands.push(order as Place);
        tape.operands.extend(operands);
        at
    });
    let same = with_recording(|Recording { tape, .. }| {
        let same = tape.known.iter().find(|(step, _)| match *step {
            Step::Matrix(other, earlier) => {
                other == operation
                    && tape.order(earlier) == order
                    && tape.operands(other, earlier) == tape.operands(operation, at)
            }
            _ => false,
        });
        let place = same.map(|&(_, place)| place);
        if place.is_some() {
            tape.operands.truncate(at as usize);
        }
        place
    });
    if let Some(place) = same {
        return Ok(place);
    }
    let step = Step::Matrix(operation, at);
    let place = attempt(step)?;
    with_recording(|Recording { tape, .. }| tape.known.push((step, place)));
    Ok(place)
}

/// Whether the number is zero: a question whose answer the tape remembers.
pub(crate) fn is_zero(place: Place) -> bool {
    ask(true, |companion| companion.is_zero(place), |answer| Some(Step::IsZero(place, *answer)))
}

/// Whether the number is finite. The tape does not remember the answer, so the formula is not replayed.
pub(crate) fn is_finite(place: Place) -> bool {
    ask(false, |companion| companion.is_finite(place), |_| None)
}

/// Whether two numbers are equal; see [`is_finite`].
pub(crate) fn are_equal(a: Place, b: Place) -> bool {
    ask(false, |companion| companion.are_equal(a, b), |_| None)
}

/// How well the number serves as a pivot; see [`is_finite`].
pub(crate) fn pivot_weight(place: Place) -> f64 {
    ask(false, |companion| companion.pivot_weight(place), |_| None)
}

fn ask<T>(remembered: bool, question: impl Fn(&dyn Companion) -> T, step: impl Fn(&T) -> Option<Step>) -> T {
    with_recording(|Recording { tape, companion, repeatable }| {
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

#[cfg(test)]
mod tests {
    use crate::formula::Formula;
    use crate::input::Sizes;
    use crate::number::{Degree, Prime, Rational, Rounded};
    use crate::prelude::*;
    use crate::{Point, formula};
    use quickcheck::quickcheck;

    fn point<F: Field>(inputs: &[(&str, usize, usize, &[i64])]) -> Point<F> {
        let mut point = Point::new(Sizes { d: 2, n: 1, p: 1, q: 1 });
        for &(name, rows, columns, entries) in inputs {
            point.insert(name, Matrix::from_row_iterator(rows, columns, entries.iter().map(|&n| F::integer(n))));
        }
        point
    }

    /// Uses every step there is but ln and exp: sums, products, zeros and ones, matrix operations, derivatives of them.
    fn everything<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Result<Matrix<F>> {
        let unit = Matrix::<F>::identity(2, 2);
        let slope = differential(|a| inverse(&(a * a)), a, b)?;
        let rate = differential(determinant, a, b)?[(0, 0)].clone();
        let second = differential(|a| differential(inverse, a, &b.map(Dual::constant)), a, b)?;
        let scale = (determinant(b)? + F::integer(7)).reciprocal()? * F::half() - F::ratio(3, 5)?;
        Ok((inverse(&(a - &unit))? * b - slope + second * rate) * scale + unit
            - inverse(&(a - Matrix::identity(2, 2)))?)
    }

    /// Direct evaluation and the recorded formula, at several points, in one number system.
    fn same<F: Field>(numbers: &[[i64; 8]]) -> bool {
        let recorded = formula!(|A, B| everything(A, B));
        numbers.iter().all(|n| {
            let at: Point<F> = point(&[("A", 2, 2, &n[..4]), ("B", 2, 2, &n[4..])]);
            let direct = everything(at.matrix("A").unwrap(), at.matrix("B").unwrap());
            let mut along = recorded.along("B", &at);
            let (first, again) = (along.at(at.matrix("B").unwrap().clone()), along.at(at.matrix("B").unwrap().clone()));
            [recorded.at(&at), recorded.at(&at), first, again].iter().all(|value| *value == direct)
        })
    }

    quickcheck! {
        /// Zeros, and singular matrices, are among the numbers: there the path is another one, or the error the same.
        fn a_recorded_formula_is_the_formula(words: Vec<u32>) -> bool {
            // Eight digits from −3 to 3 of each word.
            let digits = |word: &u32| std::array::from_fn(|k| i64::from(word / 7u32.pow(k as u32) % 7) - 3);
            let numbers: Vec<[i64; 8]> = words.iter().take(9).map(digits).collect();
            same::<Prime>(&numbers) && same::<Rational>(&numbers) && same::<Dual<Prime>>(&numbers)
        }
    }

    #[test]
    fn floats_and_their_error_bounds_agree_with_direct_evaluation() {
        let numbers = [[2, 1, 0, 3, 1, 2, 0, -1], [0, 1, 2, 0, 2, 0, 0, 1], [3, 0, 0, 3, 1, 1, 1, 2]];
        assert!(same::<f64>(&numbers));
        for n in &numbers {
            let at = |point: &Point<Rounded>| formula!(|A, B| everything(A, B)).at(point).unwrap();
            let value = at(&point(&[("A", 2, 2, &n[..4]), ("B", 2, 2, &n[4..])]));
            let exact =
                formula!(|A, B| everything(A, B)).at(&point::<f64>(&[("A", 2, 2, &n[..4]), ("B", 2, 2, &n[4..])]));
            for (a, b) in value.iter().zip(exact.unwrap().iter()) {
                assert!((a.value() - b).abs() <= 2.0 * a.error());
            }
        }
    }

    /// A path that depends on the numbers is taken anew at each point.
    #[test]
    fn branches_are_followed() {
        fn at<F: Field>(formula: Formula, n: i64) -> Matrix<F> {
            formula.at(&point::<F>(&[("x", 1, 1, &[n])])).unwrap()
        }
        let by_zero = formula!(|x| if x[(0, 0)].is_zero() { F::integer(5) } else { x[(0, 0)].clone() });
        let by_equality = formula!(|x| if x[(0, 0)] == F::integer(3) { F::integer(5) } else { x[(0, 0)].clone() });
        let by_weight = formula!(|x| if x[(0, 0)].pivot_weight() > 2.0 { F::integer(5) } else { x[(0, 0)].clone() });
        let by_error = formula!(|x| x[(0, 0)].reciprocal().unwrap_or_else(|_| F::integer(5)));
        for _ in 0..2 {
            for (formula, values) in [(by_zero, [5, 2, 3]), (by_equality, [0, 2, 5]), (by_weight, [0, 2, 5])] {
                for (n, value) in [0, 2, 3].into_iter().zip(values) {
                    assert_eq!(at::<f64>(formula, n), scalar(value as f64), "{} at {n}", formula.text());
                }
                let mut along = formula.along("x", &point::<f64>(&[]));
                for (n, value) in [0, 2, 3, 0].into_iter().zip([values[0], values[1], values[2], values[0]]) {
                    assert_eq!(along.at(scalar(n as f64)).unwrap(), scalar(value as f64), "{} along", formula.text());
                }
            }
            for n in [0, 2, 0, 4] {
                let value = if n == 0 { Rational::integer(5) } else { Rational::ratio(1, n).unwrap() };
                assert_eq!(at::<Rational>(by_error, n), scalar(value));
            }
        }
    }

    /// The same shapes under other names, and the same names with other shapes, are other tapes.
    #[test]
    fn tapes_are_not_confused() {
        let sum = formula!(|x| x + x);
        let at = |formula: Formula, name, rows, entries: &[i64]| {
            formula.at(&point::<f64>(&[(name, rows, 1, entries), ("y", 1, 1, &[9])]))
        };
        assert_eq!(at(sum, "x", 1, &[2]).unwrap(), scalar(4.0));
        assert_eq!(at(sum, "x", 2, &[2, 3]).unwrap(), Matrix::from_row_slice(2, 1, &[4.0, 6.0]));
        assert!(matches!(at(sum, "z", 1, &[2]), Err(Error::UnknownInput { .. })));
        assert_eq!(at(formula!(|y| y + y), "x", 1, &[2]).unwrap(), scalar(18.0));
        assert_eq!(at(formula!(|x, y| x - y), "x", 1, &[2]).unwrap(), scalar(-7.0));
    }

    #[test]
    fn a_panic_leaves_no_recording_behind() {
        let panics = formula!(|x| (x * Matrix::<F>::identity(3, 3))[(7, 7)].clone());
        let at = point::<f64>(&[("x", 2, 2, &[1, 2, 3, 4])]);
        assert!(panics.at(&at).is_err());
        assert_eq!(formula!(|x| determinant(x)).at(&at).unwrap(), scalar(-2.0));
    }

    /// A formula may use another one.
    #[test]
    fn recordings_nest() {
        let inner = formula!(|x| x * x);
        const OUTER: Formula = formula!(|x| x + x);
        let nested = formula!(|x| {
            let mut at = Point::<f64>::new(crate::input::Sizes { d: 1, n: 1, p: 1, q: 1 });
            at.insert("x", scalar(3.0));
            x * F::integer(OUTER.at(&at)?[(0, 0)] as i64)
        });
        let at = point::<Rational>(&[("x", 1, 1, &[5])]);
        assert_eq!(nested.at(&at).unwrap(), scalar(Rational::integer(30)));
        assert_eq!(inner.at(&at).unwrap(), scalar(Rational::integer(25)));
    }

    #[test]
    fn degrees_are_counted_along_the_tape() {
        let mut at = Point::<Degree>::new(Sizes { d: 2, n: 1, p: 1, q: 1 });
        at.insert("A", Matrix::from_element(2, 2, Degree::VARIABLE));
        let value = formula!(|A| A * A * A).at(&at).unwrap();
        assert_eq!(value[(0, 0)].numerator(), 3);
    }
}
