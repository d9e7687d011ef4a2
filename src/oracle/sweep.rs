//! The walk over points that exact and floating judges share.

use super::sides::{left, sides};
use super::{Evidence, Finding, Trial};
use crate::claim::Right;
use crate::error::{Error, Result};
use crate::input::{Input, Kind, Sizes};
use crate::matrix::Matrix;
use crate::number::Field;
use crate::point::{Point, Source, Structure};

/// How two entries compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    Equal,
    Different,
    /// The number system cannot tell.
    Unknown,
}

/// How often a point may turn out singular before its sizes are given up.
const REDRAWS: usize = 6;

/// Draws a point; an unlucky singular draw is repeated.
pub(crate) fn draw<F: Field>(
    given: &[Input],
    sizes: Sizes,
    structure: Structure,
    source: &mut dyn Source<F>,
) -> Result<Point<F>> {
    let mut point = Point::draw(given, sizes, structure, source);
    for _ in 0..REDRAWS {
        if point.is_ok() {
            break;
        }
        point = Point::draw(given, sizes, structure, source);
    }
    point
}

/// The structures worth visiting: the special ones only where some input can take them on.
pub(crate) fn structures(given: &[Input]) -> &'static [Structure] {
    let square = |input: &Input| matches!(input.kind, Kind::Covariance | Kind::Symmetric | Kind::Invertible);
    if given.iter().any(square) {
        &[Structure::General, Structure::Diagonal, Structure::Isotropic]
    } else {
        &[Structure::General]
    }
}

/// Compares both sides at `point` for every right-hand side that is still open, and refutes those that differ.
///
/// Returns whether the left side had a value there. `compare` judges two matrices of the same shape, for the right-hand
/// side with the given index; it keeps its own account of what agrees.
pub(crate) fn visit<F: Field>(
    trial: &Trial,
    rights: &[Right],
    evidence: &mut [Evidence],
    point: &Point<F>,
    mut compare: impl FnMut(usize, &Matrix<F>, &Matrix<F>) -> Agreement,
) -> bool {
    let sizes = point.sizes();
    let left = match left(trial.claim, point) {
        Ok(left) => left,
        Err(error) => {
            if !passing(&error) {
                for entry in evidence.iter_mut().filter(|entry| entry.open()) {
                    entry.finding = match &error {
                        Error::Transcendental { .. } => Finding::Abstains(error.to_string()),
                        Error::Malformed { reason, .. } => Finding::Abstains(reason.clone()),
                        _ => Finding::Invalid(error.to_string()),
                    };
                }
            }
            return false;
        }
    };
    for (index, (right, entry)) in rights.iter().zip(evidence).enumerate().filter(|(_, (_, entry))| entry.open()) {
        match sides(trial.claim, &left, right, point) {
            Ok((left, right)) if left.shape() != right.shape() => entry.refute(
                sizes,
                format!(
                    "the left side is {}×{}, the right side {}×{}",
                    left.nrows(),
                    left.ncols(),
                    right.nrows(),
                    right.ncols()
                ),
            ),
            Ok((left, right)) => {
                if compare(index, &left, &right) == Agreement::Different {
                    entry.refute(sizes, "the sides differ");
                }
            }
            Err(error) => without_value(error, entry, sizes),
        }
    }
    true
}

/// What an error of the right side means where the left side has a value.
pub(super) fn without_value(error: Error, entry: &mut Evidence, sizes: Sizes) {
    match error {
        Error::Shape { .. } | Error::NotSquare { .. } => entry.refute(sizes, error.to_string()),
        Error::Singular { .. } | Error::Domain { .. } => entry.miss(sizes, error),
        error if passing(&error) => {}
        error => entry.finding = Finding::Invalid(error.to_string()),
    }
}

/// Whether an error concerns the point, not the claim.
pub(super) fn passing(error: &Error) -> bool {
    matches!(
        error,
        Error::Singular { .. } | Error::Domain { .. } | Error::PrecisionLost { .. } | Error::OutOfReach { .. }
    )
}
