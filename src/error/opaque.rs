//! The error itself: one pointer to what is wrong.

use super::course::Course;
use super::evaluation::Evaluation;
use super::input::Input;
use super::setup::Setup;
use std::fmt;
use std::sync::Arc;

/// Why a formula could not be evaluated, or a request could not be carried out.
///
/// Its `Display` states on one line what is wrong, where, and what to change. Programs use its predicates:
/// [`is_shape`](Self::is_shape), [`is_singular`](Self::is_singular),
/// [`is_not_positive_definite`](Self::is_not_positive_definite) and so on. More kinds of errors may be added, so all
/// predicates of an error may be false.
///
/// It is one pointer, so a `Result` is hardly larger than its value; a clone shares the contents.
///
/// ```
/// use gradus::{Matrix, Result, gaussian::Gaussian};
///
/// /// The Gaussian of this covariance; if it is singular, with 10⁻⁶ added to every variance.
/// fn regularised(mean: Matrix<f64>, covariance: Matrix<f64>) -> Result<Gaussian> {
///     match Gaussian::new(mean.clone(), covariance.clone()) {
///         Err(error) if error.is_not_positive_definite() => {
///             let ridge = Matrix::<f64>::identity(mean.nrows(), mean.nrows()) * 1e-6;
///             Gaussian::new(mean, covariance + ridge)
///         }
///         other => other,
///     }
/// }
///
/// let singular = Matrix::from_element(2, 2, 1.0);
/// assert!(regularised(Matrix::zeros(2, 1), singular.clone()).is_ok());
/// let error = regularised(Matrix::zeros(3, 1), singular).unwrap_err();
/// assert!(error.is_shape());
/// assert_eq!(error.to_string(), "mean is 3×1; expected 2×1");
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Arc<Kind>);

/// A result whose error is [`struct@Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong, by concern.
#[derive(PartialEq)]
pub(super) enum Kind {
    Evaluation(Evaluation),
    Input(Input),
    Course(Course),
    Setup(Setup),
}

impl Error {
    pub(super) fn kind(&self) -> &Kind {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.kind() {
            Kind::Evaluation(kind) => kind.fmt(f),
            Kind::Input(kind) => kind.fmt(f),
            Kind::Course(kind) => kind.fmt(f),
            Kind::Setup(kind) => kind.fmt(f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.kind() {
            Kind::Evaluation(kind) => kind.fmt(f),
            Kind::Input(kind) => kind.fmt(f),
            Kind::Course(kind) => kind.fmt(f),
            Kind::Setup(kind) => kind.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<Evaluation> for Error {
    fn from(kind: Evaluation) -> Self {
        Self(Arc::new(Kind::Evaluation(kind)))
    }
}

impl From<Input> for Error {
    fn from(kind: Input) -> Self {
        Self(Arc::new(Kind::Input(kind)))
    }
}

impl From<Course> for Error {
    fn from(kind: Course) -> Self {
        Self(Arc::new(Kind::Course(kind)))
    }
}

impl From<Setup> for Error {
    fn from(kind: Setup) -> Self {
        Self(Arc::new(Kind::Setup(kind)))
    }
}
