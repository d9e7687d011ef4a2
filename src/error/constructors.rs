//! The constructors of errors.

use super::course::Course;
use super::evaluation::Evaluation;
use super::input::Input;
use super::opaque::{Error, Kind};
use super::setup::Setup;
use super::text::Extent;
use std::borrow::Cow;

impl Error {
    /// An error for a formula of your own that has no value at its inputs; `reason`: why, and what to change.
    ///
    /// [`is_domain`](Self::is_domain) is true for it. A claim is not judged where neither side has a value, and it is
    /// refuted where only one side has a value.
    ///
    /// ```
    /// use gradus::{Error, Matrix, Result, number::Field};
    ///
    /// /// The mean without the smallest and the largest of N ≥ 3 sorted numbers.
    /// fn trimmed_mean<F: Field>(sorted: &Matrix<F>) -> Result<F> {
    ///     let count = sorted.len();
    ///     if count < 3 {
    ///         return Err(Error::undefined(format!("{count} numbers leave none; pass at least 3")));
    ///     }
    ///     let sum = sorted.iter().skip(1).take(count - 2).fold(F::zero(), |sum, number| sum + number.clone());
    ///     Ok(sum * F::ratio(1, count as i64 - 2)?)
    /// }
    ///
    /// let error = trimmed_mean(&Matrix::from_column_slice(2, 1, &[1.0, 2.0])).unwrap_err();
    /// assert_eq!(error.to_string(), "the formula has no value here: 2 numbers leave none; pass at least 3");
    /// ```
    pub fn undefined(reason: impl Into<String>) -> Self {
        Evaluation::Undefined { reason: reason.into() }.into()
    }
}

// Evaluation.
impl Error {
    /// Two sizes do not belong together.
    pub(crate) fn shape(name: impl Into<String>, expected: impl Into<Extent>, found: impl Into<Extent>) -> Self {
        Evaluation::Shape { name: name.into(), expected: expected.into(), found: found.into() }.into()
    }

    /// Operands whose shapes do not fit their operation.
    pub(crate) fn operands(left: impl Into<String>, operation: &'static str, right: impl Into<String>) -> Self {
        Evaluation::Operands { left: left.into(), operation, right: right.into() }.into()
    }

    /// A matrix without an inverse; a division by zero if it is "a divisor".
    pub(crate) fn singular(what: impl Into<Cow<'static, str>>) -> Self {
        Evaluation::Singular { what: what.into() }.into()
    }

    /// The argument lies outside a function's domain.
    pub(crate) fn domain(function: &'static str, argument: f64) -> Self {
        Evaluation::Domain { function, argument }.into()
    }

    /// The function has no value in this number system.
    pub(crate) fn transcendental(function: &'static str, system: &'static str) -> Self {
        Evaluation::Transcendental { function, system }.into()
    }

    /// An expectation that is not finite.
    pub(crate) fn divergent(what: &'static str, reason: impl Into<String>) -> Self {
        Evaluation::Divergent { what, reason: reason.into() }.into()
    }

    /// The bound on the rounding error is as large as the value.
    pub(crate) fn precision_lost(what: &'static str) -> Self {
        Evaluation::PrecisionLost { what }.into()
    }

    /// A result of which no digit would be certain, even with 32 digits.
    pub(crate) fn imprecise(what: impl Into<String>) -> Self {
        Evaluation::Imprecise { what: what.into() }.into()
    }

    /// A result is beyond the range of doubles.
    pub(crate) fn overflow(what: impl Into<String>) -> Self {
        Evaluation::Overflow { what: what.into() }.into()
    }

    /// A formula panicked, but not about shapes.
    pub(crate) fn panicked(message: impl Into<String>) -> Self {
        Evaluation::Panicked { message: message.into() }.into()
    }

    /// An exact rule would need too many nodes, or a formula too many steps.
    pub(crate) fn out_of_reach(what: &'static str, limit: usize) -> Self {
        Evaluation::OutOfReach { what, limit }.into()
    }

    /// A formula that was read at run time and is gone.
    pub(crate) fn session_ended() -> Self {
        Evaluation::SessionEnded.into()
    }

    /// Says of a shape that does not fit what else was expected; leaves any other error as it is.
    pub(crate) fn also_expected(self, symbols: &str) -> Self {
        match self.kind() {
            Kind::Evaluation(Evaluation::Shape { name, expected, found }) => {
                Self::shape(name, format!("{expected}, that is {symbols}"), found.clone())
            }
            _ => self,
        }
    }

    /// Says which operands do not fit; leaves any other error as it is.
    pub(crate) fn between(self, first: &str, second: &str) -> Self {
        match self.kind() {
            Kind::Evaluation(Evaluation::Operands { left, operation, right }) => {
                Self::operands(format!("{first}: {left}"), operation, format!("{second}: {right}"))
            }
            _ => self,
        }
    }
}

// Input; entries count from 0.
impl Error {
    /// A square matrix was needed.
    pub(crate) fn not_square(name: impl Into<String>, (rows, columns): (usize, usize)) -> Self {
        Input::NotSquare { name: name.into(), rows, columns }.into()
    }

    /// A symmetric matrix was needed.
    pub(crate) fn not_symmetric(name: impl Into<String>, (row, column): (usize, usize), difference: f64) -> Self {
        Input::NotSymmetric { name: name.into(), row, column, difference }.into()
    }

    /// A positive definite matrix was needed; `minor` is the order of the first leading minor that is not positive.
    pub(crate) fn not_positive_definite(name: impl Into<String>, minor: usize) -> Self {
        Input::NotPositiveDefinite { name: name.into(), minor }.into()
    }

    /// A positive semidefinite matrix was needed.
    pub(crate) fn not_positive_semidefinite(name: impl Into<String>, eigenvalue: f64) -> Self {
        Input::NotPositiveSemidefinite { name: name.into(), eigenvalue }.into()
    }

    /// A number, or one of several values, outside the allowed set.
    pub(crate) fn out_of_range(name: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Input::OutOfRange { name: name.into(), expected: expected.into(), found: found.into() }.into()
    }

    /// An entry on the diagonal of what should be positive definite is not positive.
    pub(crate) fn diagonal_not_positive(name: impl Into<String>, index: usize, value: f64) -> Self {
        Input::DiagonalNotPositive { name: name.into(), index, value }.into()
    }

    /// N ≤ D samples, whose maximum likelihood covariance is singular.
    pub(crate) fn too_few_samples(samples: usize, dimension: usize) -> Self {
        Input::TooFewSamples { samples, dimension }.into()
    }

    /// An entry is NaN or infinite.
    pub(crate) fn not_finite(name: impl Into<String>, (row, column): (usize, usize)) -> Self {
        Input::NotFinite { name: name.into(), row, column }.into()
    }

    /// A dimension or a number of samples is zero.
    pub(crate) fn empty(name: impl Into<String>) -> Self {
        Input::Empty { name: name.into() }.into()
    }

    /// A size, a matrix or a computation is larger than its limit.
    pub(crate) fn too_large(name: impl Into<String>, number: f64, limit: usize) -> Self {
        Input::TooLarge { name: name.into(), number, limit }.into()
    }

    /// A formula asked for an input that the claim does not give.
    pub(crate) fn unknown_input(name: impl Into<String>, given: impl Into<String>) -> Self {
        Input::Unknown { name: name.into(), given: given.into() }.into()
    }

    /// A claim's input was not given.
    pub(crate) fn missing_input(name: impl Into<String>, needed: impl Into<String>) -> Self {
        Input::Missing { name: name.into(), needed: needed.into() }.into()
    }

    /// Numbers at which a claim is not made.
    pub(crate) fn assumption(text: impl Into<String>) -> Self {
        Input::Assumption { text: text.into() }.into()
    }
}

// Course.
impl Error {
    /// No derivation or claim has this name.
    pub(crate) fn unknown_derivation(name: impl Into<String>, hint: impl Into<String>) -> Self {
        Course::UnknownDerivation { name: name.into(), hint: hint.into() }.into()
    }

    /// More than one claim goes by this name.
    pub(crate) fn ambiguous(name: impl Into<String>, count: usize, matches: impl Into<String>) -> Self {
        Course::Ambiguous { name: name.into(), count, matches: matches.into() }.into()
    }

    /// No equation of the course has this number.
    pub(crate) fn unknown_equation(name: impl Into<String>, hint: impl Into<String>) -> Self {
        Course::UnknownEquation { name: name.into(), hint: hint.into() }.into()
    }

    /// A derivation is stated in a way that cannot be judged.
    pub(crate) fn malformed(claim: impl Into<String>, reason: impl Into<String>) -> Self {
        Course::Malformed { claim: claim.into(), reason: reason.into() }.into()
    }

    /// No claim is stated.
    pub(crate) fn nothing_to_judge(reason: impl Into<String>) -> Self {
        Course::NothingToJudge { reason: reason.into() }.into()
    }

    /// A row of a table of equations cannot be read; lines count from 1.
    pub(crate) fn table(line: usize, reason: impl Into<String>) -> Self {
        Course::Table { line, reason: reason.into() }.into()
    }

    /// An exercise without an answer.
    pub(crate) fn unanswered() -> Self {
        Course::Unanswered.into()
    }
}

// Setup.
impl Error {
    /// A part of the notebooks is missing or could not be set up.
    pub(crate) fn setup(problem: impl Into<String>, advice: impl Into<String>) -> Self {
        Setup::Part { problem: problem.into(), advice: advice.into() }.into()
    }

    /// A file could not be read or written.
    pub(crate) fn file(action: &'static str, path: impl Into<String>, reason: impl Into<String>) -> Self {
        Setup::File { action, path: path.into(), reason: reason.into() }.into()
    }
}
