//! Predicates and accessors for programs that handle an error.

use super::course::Course;
use super::evaluation::Evaluation;
use super::input::Input;
use super::opaque::{Error, Kind};
use super::setup::Setup;

/// What is wrong with the numbers that were passed.
impl Error {
    /// Shapes or sizes do not fit: of a matrix, of two operands, or a matrix that should be square.
    ///
    /// ```
    /// use gradus::{Matrix, matrix::inverse};
    ///
    /// let error = inverse(&Matrix::<f64>::zeros(2, 3)).unwrap_err();
    /// assert!(error.is_shape() && !error.is_singular());
    /// ```
    pub fn is_shape(&self) -> bool {
        match self.kind() {
            Kind::Evaluation(kind) => matches!(kind, Evaluation::Shape { .. } | Evaluation::Operands { .. }),
            Kind::Input(kind) => matches!(kind, Input::NotSquare { .. }),
            _ => false,
        }
    }

    /// A matrix that should be symmetric is not; [`entry`](Self::entry) says where.
    pub fn is_not_symmetric(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::NotSymmetric { .. }))
    }

    /// A covariance or precision is not positive definite; [`minor`](Self::minor) returns the order of the first
    /// leading minor that is not positive.
    pub fn is_not_positive_definite(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::NotPositiveDefinite { .. } | Input::DiagonalNotPositive { .. }))
    }

    /// A covariance is not positive semidefinite.
    pub fn is_not_positive_semidefinite(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::NotPositiveSemidefinite { .. }))
    }

    /// A number lies outside the allowed range, or values do not belong together: a negative weight, a lower limit
    /// above the upper limit, the removal of a sample that was never added, observed values outside the support.
    pub fn is_out_of_range(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::OutOfRange { .. }))
    }

    /// An entry is NaN or infinite; [`entry`](Self::entry) says which.
    pub fn is_not_finite(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::NotFinite { .. }))
    }

    /// A Gaussian was to be fitted to N ≤ D samples.
    pub fn is_too_few_samples(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::TooFewSamples { .. }))
    }

    /// A matrix or a list has no entries.
    pub fn is_empty_input(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::Empty { .. }))
    }

    /// A size, a matrix or a computation is beyond the [limits](crate::limits).
    pub fn is_too_large(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::TooLarge { .. }))
    }

    /// An input that a claim or a formula needs has no value.
    pub fn is_missing_input(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::Missing { .. }))
    }

    /// The numbers lie outside the domain of a claim.
    pub fn is_assumption(&self) -> bool {
        matches!(self.kind(), Kind::Input(Input::Assumption { .. }))
    }

    /// The row and the column of the entry that is wrong, counted from 0.
    ///
    /// ```
    /// use gradus::{Matrix, gaussian::Gaussian};
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[1.0, f64::NAN, 0.0, 1.0]);
    /// let error = Gaussian::new(Matrix::zeros(2, 1), covariance).unwrap_err();
    /// assert!(error.is_not_finite());
    /// assert_eq!(error.entry(), Some((0, 1)));
    /// ```
    pub fn entry(&self) -> Option<(usize, usize)> {
        match self.kind() {
            Kind::Input(Input::NotSymmetric { row, column, .. } | Input::NotFinite { row, column, .. }) => {
                Some((*row, *column))
            }
            _ => None,
        }
    }

    /// The order of the first leading minor that is not positive: the last of these variables depends on the others.
    ///
    /// ```
    /// use gradus::{Matrix, gaussian::Gaussian};
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[1.0, 1.0, 1.0, 1.0]);
    /// let error = Gaussian::new(Matrix::zeros(2, 1), covariance).unwrap_err();
    /// assert_eq!(error.minor(), Some(2)); // the second variable repeats the first
    /// ```
    pub fn minor(&self) -> Option<usize> {
        match self.kind() {
            Kind::Input(Input::NotPositiveDefinite { minor, .. }) => Some(*minor),
            Kind::Input(Input::DiagonalNotPositive { index, .. }) => Some(index + 1),
            _ => None,
        }
    }
}

/// Why a formula has no value.
impl Error {
    /// A matrix has no inverse, or a divisor is zero.
    ///
    /// ```
    /// use gradus::{Matrix, matrix::inverse};
    ///
    /// assert!(inverse(&Matrix::<f64>::zeros(2, 2)).unwrap_err().is_singular());
    /// ```
    pub fn is_singular(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Singular { .. }))
    }

    /// The argument lies outside a function's domain; [`argument`](Self::argument) returns it. Also true for
    /// an error made by [`undefined`](Self::undefined).
    pub fn is_domain(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Domain { .. } | Evaluation::Undefined { .. }))
    }

    /// An expectation or an integral is not finite.
    pub fn is_divergent(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Divergent { .. }))
    }

    /// The number system cannot represent the function; another one may.
    pub fn is_transcendental(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Transcendental { .. }))
    }

    /// Rounding errors have consumed every digit: there may be a value, but it is not known.
    pub fn is_precision_lost(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::PrecisionLost { .. } | Evaluation::Imprecise { .. }))
    }

    /// A result is beyond the range of doubles.
    ///
    /// ```
    /// use gradus::{Matrix, gaussian::SufficientStatistics};
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1e200, -1e200]))?;
    /// assert_eq!(statistics.mean()?[0], 0.0);
    /// assert!(statistics.covariance().unwrap_err().is_overflow());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn is_overflow(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Overflow { .. }))
    }

    /// A formula or a rule needs more steps than the limit allows.
    pub fn is_out_of_reach(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::OutOfReach { .. }))
    }

    /// A formula panicked, and not about shapes.
    pub fn is_panic(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Panicked { .. }))
    }

    /// The session of a formula that was read at run time has ended.
    pub fn is_session_ended(&self) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::SessionEnded))
    }

    /// The argument that lies outside a function's domain.
    pub fn argument(&self) -> Option<f64> {
        match self.kind() {
            Kind::Evaluation(Evaluation::Domain { argument, .. }) => Some(*argument),
            _ => None,
        }
    }

    /// Whether a formula has no value here, and not only none that can be computed.
    pub(crate) fn is_without_value(&self) -> bool {
        self.is_singular() || self.is_domain()
    }

    /// Whether the shape of what is called `name` does not fit.
    pub(crate) fn is_shape_of(&self, name: &str) -> bool {
        matches!(self.kind(), Kind::Evaluation(Evaluation::Shape { name: of, .. }) if of == name)
    }
}

/// What is wrong with a course, or with a request for a part of it.
impl Error {
    /// No input, derivation, claim or equation has this name.
    pub fn is_unknown_name(&self) -> bool {
        match self.kind() {
            Kind::Input(kind) => matches!(kind, Input::Unknown { .. }),
            Kind::Course(kind) => {
                matches!(kind, Course::UnknownDerivation { .. } | Course::UnknownEquation { .. })
            }
            _ => false,
        }
    }

    /// More than one claim goes by this name.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.kind(), Kind::Course(Course::Ambiguous { .. }))
    }

    /// A claim or a table is stated in a way that cannot be judged; [`line`](Self::line) returns the line of a table.
    pub fn is_malformed(&self) -> bool {
        matches!(self.kind(), Kind::Course(Course::Malformed { .. } | Course::Table { .. }))
    }

    /// No claim is stated.
    pub fn is_nothing_to_judge(&self) -> bool {
        matches!(self.kind(), Kind::Course(Course::NothingToJudge { .. }))
    }

    /// An exercise has no answer yet.
    pub fn is_unanswered(&self) -> bool {
        matches!(self.kind(), Kind::Course(Course::Unanswered))
    }

    /// The line of a table that cannot be read, counted from 1.
    pub fn line(&self) -> Option<usize> {
        match self.kind() {
            Kind::Course(Course::Table { line, .. }) => Some(*line),
            _ => None,
        }
    }

    /// Why a claim cannot be judged.
    pub(crate) fn why_malformed(&self) -> Option<&str> {
        match self.kind() {
            Kind::Course(Course::Malformed { reason, .. }) => Some(reason),
            _ => None,
        }
    }

    /// The name that no input has.
    pub(crate) fn unknown_input_name(&self) -> Option<&str> {
        match self.kind() {
            Kind::Input(Input::Unknown { name, .. }) => Some(name),
            _ => None,
        }
    }
}

/// What is wrong with the setup, or with files.
impl Error {
    /// A part of the notebooks is missing or could not be set up.
    pub fn is_setup(&self) -> bool {
        matches!(self.kind(), Kind::Setup(Setup::Part { .. }))
    }

    /// A file could not be read or written.
    pub fn is_file(&self) -> bool {
        matches!(self.kind(), Kind::Setup(Setup::File { .. }))
    }
}
