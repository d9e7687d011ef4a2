//! Inequalities: a search for a counterexample.
//!
//! Points are drawn over scales 10⁻⁶ … 10⁶, from small integers and with special structures. From the closest ones the
//! search descends on the difference of the sides, relative to their size. The points that it finds are evaluated again
//! in 77 digits. Only a difference of the wrong sign beyond its error bounds refutes, or, if equality is excluded,
//! sides that are exactly equal. Finding no counterexample proves nothing and never makes an inequality hold; that
//! takes a certificate, see [`crate::claim::Term`].

use super::parameters::Parameters;
use super::survey::{is_about_point, operations};
use super::tolerances::{DESCENTS, INEQUALITY_ROUNDS, LARGEST_DESCENT, STEPS_OF_AN_INEQUALITY};
use super::{Compared, Detail, Evidence, Finding, Oracle, Reason, Trial};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Digits, Field};
use crate::claim::point::{Region, Structure, components};
use crate::claim::{LeftSide, Mistake, Relation, RightSide};
use crate::error::Result;
use crate::program::formula::Formula;
use crate::program::point::Point;
use std::cmp::Ordering;

/// A point at which an inequality fails beyond its error bounds, and both sides there.
pub(crate) struct Failure {
    pub(crate) point: Point<Digits>,
    pub(crate) left: Matrix<Digits>,
    pub(crate) right: Matrix<Digits>,
}

/// The relation that is judged: the claimed one, or its reverse for the control `Reversed`.
pub(crate) fn relation_of(relation: Relation, right: &RightSide) -> Relation {
    if right.mistake == Some(Mistake::Reversed) { relation.reversed() } else { relation }
}

/// Whether some entry certainly violates the relation; `None` if the shapes differ.
pub(crate) fn fails<F: Field>(relation: Relation, left: &Matrix<F>, right: &Matrix<F>) -> Option<bool> {
    let is_wrong = |(a, b): (&F, &F)| {
        let (larger, smaller) = if relation.is_lower_bound() { (a, b) } else { (b, a) };
        match (larger.clone() - smaller.clone()).sign() {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => relation.is_strict(),
            _ => false,
        }
    };
    (left.shape() == right.shape()).then(|| left.iter().zip(right.iter()).any(is_wrong))
}

/// Whether every entry meets the relation; `None` if the error bounds cannot decide.
pub(crate) fn is_met<F: Field>(relation: Relation, left: &Matrix<F>, right: &Matrix<F>) -> Option<bool> {
    if fails(relation, left, right).unwrap_or(true) {
        return Some(false);
    }
    let is_open = |(a, b): (&F, &F)| (a.clone() - b.clone()).sign().is_none();
    left.iter().zip(right.iter()).all(|pair| !is_open(pair)).then_some(true)
}

/// An inequality with one of its right sides.
struct Search<'a> {
    trial: &'a Trial<'a>,
    left: &'a Formula,
    right: &'a RightSide,
    relation: Relation,
}

/// The points at which the sides were closest, the closest first.
type Closest = Vec<(f64, Parameters)>;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    rights.iter().map(|right| search(trial, right).0).collect()
}

/// A point at which the inequality fails, written with as few digits as possible.
pub(crate) fn counterexample(trial: &Trial, right: &RightSide) -> Option<Failure> {
    let (_, place) = search(trial, right);
    let (search, mut place) = (Search::of(trial, right)?, place?);
    for k in 0..place.numbers.len() {
        let number = place.numbers[k];
        let short = (0..16).map(|digits| format!("{number:.digits$e}").parse().unwrap_or(number));
        for shorter in [0.0, 1.0].into_iter().chain(short) {
            place.numbers[k] = shorter;
            if search.failure(&place).is_some() {
                break;
            }
            place.numbers[k] = number;
        }
    }
    search.failure(&place)
}

/// Searches for a point at which one right side fails.
fn search(trial: &Trial, right: &RightSide) -> (Evidence, Option<Parameters>) {
    let mut entry = Evidence::new(Oracle::Optimum);
    let Some(search) = Search::of(trial, right) else { return (entry, None) };
    let mut stream = trial.stream("inequality");
    let (mut seen, mut closest_of_all) = (0, f64::INFINITY);
    let all_sizes = trial.sizes();
    for &sizes in &all_sizes {
        let cost = operations(trial.claim, right, sizes, 1, 1).unwrap_or(usize::MAX).max(1);
        let rounds = (STEPS_OF_AN_INEQUALITY / cost).clamp(INEQUALITY_ROUNDS.0, INEQUALITY_ROUNDS.1);
        let mut closest: Closest = Vec::new();
        let parts = components(&trial.claim.given, true);
        for round in 0..rounds {
            let structure = match round % 8 {
                6 => Structure::Diagonal,
                7 => Structure::Isotropic,
                _ => Structure::General,
            };
            let region = Region { structure, component: (round / 8) as u32 % parts };
            let spread = [Some(0.0), None, Some(1.0), Some(3.0), None, Some(6.0), Some(1.0), Some(3.0)][round % 8];
            let Some(place) = Parameters::draw(trial.claim, sizes, region, spread, &mut stream) else { continue };
            let margin = match search.margin(&place) {
                Ok(Some(margin)) => margin,
                Ok(None) => continue,
                Err(finding) => {
                    entry.finding = finding;
                    return (entry, None);
                }
            };
            seen += 1;
            entry.reach(sizes);
            // The rounding error may be larger than the distance from equality.
            if margin < 1e-9 && search.failure(&place).is_some() {
                entry.refute(sizes, search.refutation(&place));
                return (entry, Some(place));
            }
            closest.push((margin, place));
            if closest.len() > 32 {
                keep_closest(&mut closest);
            }
        }
        keep_closest(&mut closest);
        closest_of_all = closest.first().map_or(closest_of_all, |(margin, _)| closest_of_all.min(*margin));
        for (margin, place) in closest {
            if place.numbers.len() > LARGEST_DESCENT {
                continue;
            }
            let (margin, end) = search.downhill(margin, place);
            closest_of_all = closest_of_all.min(margin);
            if margin < 1e-9 && search.failure(&end).is_some() {
                entry.refute(sizes, search.refutation(&end));
                return (entry, Some(end));
            }
        }
    }
    let closest = closest_of_all.max(0.0);
    entry.weaken(closest);
    entry.detail = Some(Detail::NoCounterexample { points: seen, closest });
    if entry.sizes.is_empty() {
        entry.finding = Finding::Abstains(Reason::NoValues);
    }
    (entry.concluded(all_sizes.len()), None)
}

fn keep_closest(closest: &mut Closest) {
    closest.sort_by(|a, b| a.0.total_cmp(&b.0));
    closest.truncate(DESCENTS);
}

impl<'a> Search<'a> {
    fn of(trial: &'a Trial, right: &'a RightSide) -> Option<Self> {
        let LeftSide::Inequality { left, relation } = &trial.claim.left else { return None };
        Some(Self { trial, left, right, relation: relation_of(*relation, right) })
    }

    fn sides<F: Field>(&self, point: &Point<F>) -> Result<(Matrix<F>, Matrix<F>)> {
        Ok((self.left.at(point)?, self.right.at(point)?))
    }

    /// The smallest value of (larger side − smaller side) / (|left| + |right|) over all entries, in floats; `None` if a
    /// side has no value.
    fn margin(&self, place: &Parameters) -> std::result::Result<Option<f64>, Finding> {
        let Some(point) = place.point::<f64>(self.trial.claim, |x| x) else { return Ok(None) };
        match self.sides(&point) {
            Ok((left, right)) if left.shape() != right.shape() => {
                let (compared, left, right) = (Compared::Left, left.shape(), right.shape());
                Err(Finding::Invalid(Reason::Shapes { compared, left, right }))
            }
            Ok((left, right)) => {
                let sign = if self.relation.is_lower_bound() { 1.0 } else { -1.0 };
                let margin = |(a, b): (&f64, &f64)| {
                    let size = a.abs() + b.abs();
                    if size == 0.0 { 0.0 } else { sign * (a - b) / size }
                };
                let least = left.iter().zip(right.iter()).map(margin).fold(f64::INFINITY, |least, margin| {
                    // NaN is kept.
                    if margin < least || margin.is_nan() { margin } else { least }
                });
                Ok(least.is_finite().then_some(least))
            }
            Err(error) if is_about_point(&error) => Ok(None),
            Err(error) if error.is_transcendental() || error.is_malformed() => {
                Err(Finding::Abstains(Reason::Error(error)))
            }
            Err(error) => Err(Finding::Invalid(Reason::Error(error))),
        }
    }

    /// Both sides at a point where the inequality fails beyond its error bounds.
    fn failure(&self, place: &Parameters) -> Option<Failure> {
        let point = place.point::<Digits>(self.trial.claim, Digits::exact)?;
        let (left, right) = self.sides(&point).ok()?;
        fails(self.relation, &left, &right)?.then_some(Failure { point, left, right })
    }

    fn refutation(&self, place: &Parameters) -> Reason {
        let failure = self.failure(place).filter(|failure| failure.left.len() == 1);
        let sides = failure.map(|failure| Box::new((failure.left[(0, 0)].clone(), failure.right[(0, 0)].clone())));
        Reason::Fails { relation: self.relation, sides }
    }

    /// Changes one number after another. Its step grows after an improvement, and shrinks otherwise.
    fn downhill(&self, mut margin: f64, mut place: Parameters) -> (f64, Parameters) {
        let mut steps: Vec<f64> = place.numbers.iter().map(|x| if *x == 0.0 { 0.5 } else { 0.3 * x.abs() }).collect();
        for _ in 0..64 {
            let mut moved = false;
            for (k, step) in steps.iter_mut().enumerate() {
                let before = place.numbers[k];
                let tried = [before + *step, before - *step, before * 2.0, before * 0.5, -before];
                let better = tried.into_iter().find_map(|number| {
                    place.numbers[k] = number;
                    self.margin(&place).ok().flatten().filter(|there| *there < margin)
                });
                match better {
                    Some(there) => {
                        margin = there;
                        *step *= 1.7;
                        moved = true;
                    }
                    None => {
                        place.numbers[k] = before;
                        *step *= 0.4;
                    }
                }
            }
            let spent = steps.iter().zip(&place.numbers).all(|(step, x)| *step <= 1e-14 * x.abs().max(1e-14));
            if margin < -1e-9 || spent && !moved {
                break;
            }
        }
        (margin, place)
    }
}
