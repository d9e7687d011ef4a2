//! The survey that all oracles share: sizes, regions of points, draws, both sides, and their comparison.
//!
//! At a general point of the stated set, both sides of a true claim have a value, or neither has. A missing value
//! counts only if exact or error-bounded arithmetic shows it: a divisor that is exactly zero, or a logarithm whose
//! argument is certainly not positive. Lost digits, overflow and rules that are too expensive show nothing.

use super::sides::{left, sides};
use super::tolerances::{REDRAWS, SMALL_INTEGERS};
use super::{Compared, Evidence, Finding, Oracle, Reason, Trial};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Degree, Field};
use crate::claim::input::{Domain, Input};
use crate::claim::point::{Indeterminates, Region, Source, Structure};
use crate::claim::{Claim, LeftSide, NOISE, RightSide};
use crate::error::{Error, Result};
use crate::limits::{MOST_JUDGED_STEPS, expect_at_most};
use crate::program::formula::Formula;
use crate::program::point::Point;
use crate::program::size::Sizes;
use std::cmp::Ordering;

/// The comparison of two values of the same shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Equality {
    Equal,
    Different,
    /// The number system cannot decide.
    Unknown,
}

/// The evidence so far for several right-hand sides of one claim, all judged at the same points.
pub(super) struct Survey<'a> {
    pub(super) trial: &'a Trial<'a>,
    pub(super) rights: &'a [RightSide],
    pub(super) evidence: Vec<Evidence>,
}

impl<'a> Survey<'a> {
    pub(super) fn new(oracle: Oracle, trial: &'a Trial, rights: &'a [RightSide]) -> Self {
        Self { trial, rights, evidence: vec![Evidence::new(oracle); rights.len()] }
    }

    /// Whether any right-hand side is neither refuted nor invalid.
    pub(super) fn is_open(&self) -> bool {
        self.evidence.iter().any(Evidence::open)
    }

    /// The right-hand sides that are still open, with their index and their evidence.
    pub(super) fn open(&mut self) -> impl Iterator<Item = (usize, &RightSide, &mut Evidence)> {
        let pairs = self.rights.iter().zip(&mut self.evidence).enumerate();
        pairs.map(|(index, (right, entry))| (index, right, entry)).filter(|(_, _, entry)| entry.open())
    }

    /// Gives all open right-hand sides this finding: the claim as a whole cannot be judged.
    pub(super) fn give_up(&mut self, finding: Finding) {
        for (_, _, entry) in self.open() {
            entry.finding = finding.clone();
        }
    }

    /// A point of the region that meets the claim's assumptions; `None` if none was found.
    pub(super) fn draw<F: Field>(&self, sizes: Sizes, region: Region, source: &mut dyn Source<F>) -> Option<Point<F>> {
        draw(self.trial.claim, sizes, region, source)
    }

    /// Compares both sides at `point` for every right-hand side that is still open, and refutes those that differ.
    ///
    /// Returns whether the left side has a value there. `compare` compares two matrices of the same shape, for the
    /// right-hand side with the given index, and records agreements itself.
    pub(super) fn visit<F: Field>(
        &mut self,
        point: &Point<F>,
        structure: Structure,
        mut compare: impl FnMut(usize, &Matrix<F>, &Matrix<F>) -> Equality,
    ) -> bool {
        let sizes = point.sizes();
        let claim = self.trial.claim;
        // There are few special points, and both sides may lack a value there by accident.
        let general = structure == Structure::General && !has_small_integers(claim, point);
        let left = match left(claim, point) {
            Ok(left) => left,
            Err(error) => {
                self.without_left(error, point, general);
                return false;
            }
        };
        for (index, right, entry) in self.open() {
            match sides(claim, &left, right, point) {
                Ok((left, right)) if left.shape() != right.shape() => {
                    entry.refute_without_values(
                        sizes,
                        Reason::Shapes { compared: Compared::Left, left: left.shape(), right: right.shape() },
                    );
                }
                Ok((left, right)) => {
                    entry.count(sizes, general, true);
                    if compare(index, &left, &right) == Equality::Different {
                        entry.refute(sizes, Reason::Values);
                    }
                }
                Err(error) => without_right::<F>(error, entry, sizes, general),
            }
        }
        true
    }

    /// The left side has no value at the point. The function of a gradient need not have a value everywhere, and the
    /// claim then states nothing there. For any other claim the right side must have no value either.
    fn without_left<F: Field>(&mut self, error: Error, point: &Point<F>, general: bool) {
        let claim = self.trial.claim;
        let sizes = point.sizes();
        if !proves_no_value::<F>(&error) {
            if !is_about_point(&error) {
                self.give_up(match error.why_malformed() {
                    Some(reason) => Finding::Abstains(Reason::Unsuited(reason.into())),
                    None if error.is_transcendental() => Finding::Abstains(Reason::Error(error)),
                    None => Finding::Invalid(Reason::Error(error)),
                });
            }
            return;
        }
        let of_gradient = matches!(claim.left, LeftSide::Gradient { .. });
        for (_, right, entry) in self.open() {
            match right.at(point) {
                _ if of_gradient => entry.count(sizes, general, false),
                Ok(value) if general && value.iter().all(Field::is_finite) => {
                    entry.refute_without_values(sizes, Reason::LeftMissing(error.clone()));
                }
                Err(other) if proves_no_value::<F>(&other) => entry.count(sizes, general, false),
                Err(other) if !is_about_point(&other) => without_right::<F>(other, entry, sizes, general),
                _ => {}
            }
        }
    }

    /// The findings, once all sizes have been visited.
    pub(super) fn concluded(self, visited: usize) -> Vec<Evidence> {
        self.evidence.into_iter().map(|entry| entry.concluded(visited)).collect()
    }
}

/// Whether an integer of the point is so small that it may be an isolated point at which a formula has no value. A
/// random real number never is.
fn has_small_integers<F: Field>(claim: &Claim, point: &Point<F>) -> bool {
    let is_small = |entry: &F| {
        let above = entry.clone() * entry.clone() - F::integer(SMALL_INTEGERS * SMALL_INTEGERS);
        F::ORDERED && above.sign() != Some(Ordering::Greater)
    };
    let mut integers = claim.given.iter().filter(|input| input.domain == Domain::Integer);
    integers.any(|input| point.matrix(input.name).is_ok_and(|value| value.iter().any(is_small)))
}

/// The consequence of an error of the right side at a point where the left side has a value.
pub(super) fn without_right<F: Field>(error: Error, entry: &mut Evidence, sizes: Sizes, general: bool) {
    match error {
        error if is_about_shapes(&error) => entry.refute_without_values(sizes, Reason::Error(error)),
        error if proves_no_value::<F>(&error) && general => {
            entry.refute_without_values(sizes, Reason::RightMissing(error));
        }
        error if is_about_point(&error) => {}
        error if error.is_transcendental() => entry.finding = Finding::Abstains(Reason::Error(error)),
        error => entry.finding = Finding::Invalid(Reason::Error(error)),
    }
}

/// Whether an error proves that the exact number does not exist.
fn proves_no_value<F: Field>(error: &Error) -> bool {
    F::CERTAIN && is_missing(error)
}

/// Whether an error is about shapes that do not fit. A right side with this error is refuted.
pub(crate) fn is_about_shapes(error: &Error) -> bool {
    error.is_shape()
}

/// Whether an error means that there is no value.
pub(crate) fn is_missing(error: &Error) -> bool {
    error.is_without_value() || error.is_divergent()
}

/// Whether an error depends on the point, and is not a fault of the claim.
pub(super) fn is_about_point(error: &Error) -> bool {
    is_missing(error) || error.is_precision_lost() || error.is_out_of_reach()
}

/// A point of the region that meets the claim's assumptions. A point that does not is drawn again.
pub(crate) fn draw<F: Field>(
    claim: &Claim,
    sizes: Sizes,
    region: Region,
    source: &mut dyn Source<F>,
) -> Option<Point<F>> {
    (0..REDRAWS).find_map(|_| {
        let point = Point::draw_in(&claim.given, sizes, region, F::ORDERED, source).ok()?;
        in_domain(claim, &point).unwrap_or(false).then_some(point)
    })
}

/// Whether the point certainly meets the claim's assumptions.
pub(crate) fn in_domain<F: Field>(claim: &Claim, point: &Point<F>) -> Result<bool> {
    Ok(is_assumed(claim, point)? == Some(true))
}

/// Whether the point meets the claim's assumptions; `None` if the error bounds cannot decide. If numbers have no sign,
/// every point does: an identity of rational functions that holds on an open set holds everywhere.
pub(crate) fn is_assumed<F: Field>(claim: &Claim, point: &Point<F>) -> Result<Option<bool>> {
    let mut all = Some(true);
    for assumption in claim.assumptions.iter().filter(|_| F::ORDERED) {
        for entry in assumption.positive.at(point)?.iter() {
            match entry.sign() {
                Some(Ordering::Greater) => {}
                Some(_) => return Ok(Some(false)),
                None => all = None,
            }
        }
    }
    Ok(all)
}

/// An error if a formula of the claim takes too many steps for the oracles at its largest sizes. It states the number
/// of steps.
pub(crate) fn expect_affordable(trial: &Trial) -> Result<()> {
    let claim = trial.claim;
    let Some(&sizes) = trial.sizes().last() else { return Ok(()) };
    let Ok(mut point) = Point::<Degree>::draw(&claim.given, sizes, Structure::General, &mut Indeterminates) else {
        return Ok(());
    };
    if let Some(noise) = trial.claim.noise() {
        point.insert(NOISE, {
            let (rows, columns) = noise.shape(sizes);
            Matrix::from_element(rows, columns, Degree::VARIABLE)
        });
    }
    let (LeftSide::Formula(left)
    | LeftSide::Inequality { left, .. }
    | LeftSide::Gradient { function: left, .. }
    | LeftSide::Extremum { function: left, .. }
    | LeftSide::Expectation { integrand: left, .. }
    | LeftSide::Law { sample: left, .. }) = &claim.left;
    for formula in [left, &claim.right.formula] {
        let steps = formula.operations(&point).ok().flatten().unwrap_or(0);
        expect_at_most(MOST_JUDGED_STEPS, || format!("the number of steps of `{}`", formula.text()), steps as f64)?;
    }
    Ok(())
}

/// The approximate number of operations for both sides at these sizes; `None` if it is not known. A derivative takes
/// `derivative` evaluations for each entry of its variable, and the left side of an expectation takes `expectation`
/// evaluations.
pub(crate) fn operations(
    claim: &Claim,
    right: &RightSide,
    sizes: Sizes,
    derivative: usize,
    expectation: usize,
) -> Option<usize> {
    let point = Point::<Degree>::draw(&claim.given, sizes, Structure::General, &mut Indeterminates).ok()?;
    let once = |formula: &Formula| Some(formula.operations(&point).ok()?.unwrap_or(1));
    let left = match &claim.left {
        LeftSide::Formula(formula) => once(formula)?,
        LeftSide::Inequality { left, .. } => {
            let terms = claim.certificate.iter().flat_map(|term| [Some(term.formula), term.weight]).flatten();
            terms.map(|formula| once(&formula)).chain([once(left)]).sum::<Option<usize>>()?
        }
        LeftSide::Gradient { function, variable, .. } | LeftSide::Extremum { function, variable, .. } => {
            once(function)? * point.matrix(variable).map_or(1, |value| value.len()) * derivative
        }
        LeftSide::Expectation { .. } | LeftSide::Law { .. } => expectation,
    };
    Some(left + once(&right.formula)?)
}

/// The structures of points. Special ones are included only if some input can have them.
pub(super) fn structures(given: &[Input]) -> &'static [Structure] {
    if given.iter().any(|input| input.domain.has_structure()) {
        &[Structure::General, Structure::Diagonal, Structure::Isotropic]
    } else {
        &[Structure::General]
    }
}
