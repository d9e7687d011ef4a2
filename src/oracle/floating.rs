//! Evaluation with error bounds at random points, for identities (`floating`) and derivatives (`dual`).
//!
//! There is no tolerance: the sides differ if their distance exceeds their own error bounds. Points with too large
//! error bounds are skipped, and a size counts only if each of its components has a general point at which the bounds
//! are small.

use super::points::{Reals, Stratum};
use super::resolution::Resolve;
use super::survey::{Equality, Survey, operations, structures};
use super::tolerances::{CONDITIONS, FEWEST_POINTS, INFORMATIVE, MOST_POINTS_AT_A_SIZE, SPREADS, STEPS_AT_A_SIZE};
use super::{Detail, Evidence, Oracle, Trial};
use crate::algebra::number::Rounded;
use crate::claim::RightSide;
use crate::claim::point::{Region, Source, Structure, components};
use crate::program::size::Sizes;
use rand_chacha::ChaCha8Rng;

pub(super) fn judge(oracle: Oracle, trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    const WORK: Work = Work { steps: STEPS_AT_A_SIZE, fewest: FEWEST_POINTS, largest: usize::MAX };
    judge_in::<Rounded>(oracle, trial, rights, WORK, |stream, condition, spread, turn| {
        Box::new(Reals::new(stream, condition, spread).in_turn(turn))
    })
}

/// The amount of work at one size.
pub(super) struct Work {
    /// Steps at one size.
    pub(super) steps: usize,
    /// Points at one size and in one component, at least.
    pub(super) fewest: usize,
    /// Largest dimension.
    pub(super) largest: usize,
}

/// Creates a source of random numbers from a condition number and a spread of scales.
pub(super) type NewSource<F> = for<'a> fn(&'a mut ChaCha8Rng, f64, f64, Stratum) -> Box<dyn Source<F> + 'a>;

/// Judges in a number system with error bounds.
pub(super) fn judge_in<F: Resolve>(
    oracle: Oracle,
    trial: &Trial,
    rights: &[RightSide],
    Work { steps, fewest, largest }: Work,
    new_source: NewSource<F>,
) -> Vec<Evidence> {
    let mut survey = Survey::new(oracle, trial, rights);
    let mut worst_condition = vec![0.0f64; rights.len()];
    let mut stream = trial.stream(oracle.name());
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| sizes.largest_dimension() <= largest);
    for &sizes in &all_sizes {
        let points = affordable_points(trial, sizes, steps).max(fewest);
        // The largest resolution over the components in which the claim has values.
        let mut coarsest: Vec<Option<f64>> = vec![None; rights.len()];
        for component in 0..components(&trial.claim.given, true) {
            let mut finest = vec![f64::INFINITY; rights.len()];
            let before: Vec<_> = survey.evidence.iter().map(|entry| entry.draws_at(sizes)).collect();
            let mut empty = true;
            for (k, structure) in draws(trial, points).enumerate() {
                let (condition, spread) = match structure {
                    Structure::General => (CONDITIONS[k % 4], SPREADS[(k + k / 4) % 4]),
                    _ => (CONDITIONS[0], SPREADS[0]),
                };
                let region = Region { structure, component };
                let turn = Stratum { index: k / SPREADS.len(), count: points.div_ceil(SPREADS.len()) };
                let mut source = new_source(&mut stream, condition, spread, turn);
                let drawn = survey.draw(sizes, region, &mut *source);
                drop(source);
                let Some(point) = drawn else {
                    // The claim's assumptions exclude this component.
                    if empty {
                        break;
                    }
                    continue;
                };
                empty = false;
                survey.visit(&point, structure, |index, left, right| {
                    let Some(resolution) = F::resolution(left, right) else { return Equality::Different };
                    // NaN is neither.
                    if structure == Structure::General && resolution <= INFORMATIVE {
                        worst_condition[index] = worst_condition[index].max(condition);
                        finest[index] = finest[index].min(resolution);
                    }
                    if resolution <= INFORMATIVE { Equality::Equal } else { Equality::Unknown }
                });
                if !survey.is_open() {
                    break;
                }
            }
            // A component is not required if the assumptions exclude it, or if neither side ever has a value there.
            for (index, _, entry) in survey.open() {
                let ((both, neither), (both_before, neither_before)) = (entry.draws_at(sizes), before[index]);
                if !empty && (both > both_before || neither == neither_before) {
                    coarsest[index] = Some(coarsest[index].unwrap_or(0.0).max(finest[index]));
                }
            }
        }
        for (index, _, entry) in survey.open() {
            if let Some(coarsest) = coarsest[index].filter(|&coarsest| coarsest <= F::RESOLVED) {
                entry.weaken(coarsest);
                entry.reach(sizes);
            }
        }
        if !survey.is_open() {
            break;
        }
    }
    for (entry, condition) in survey.evidence.iter_mut().zip(worst_condition) {
        entry.detail = (condition > 0.0).then_some(Detail::Condition(condition));
    }
    survey.concluded(all_sizes.len())
}

/// The structures of the points to draw: general points as far as they are affordable, then each special structure.
fn draws<'a>(trial: &'a Trial, points: usize) -> impl Iterator<Item = Structure> + use<'a> {
    let special = structures(&trial.claim.given).iter().copied().filter(|&structure| structure != Structure::General);
    std::iter::repeat_n(Structure::General, points).chain(special)
}

/// The number of points that `steps` operations allow.
fn affordable_points(trial: &Trial, sizes: Sizes, steps: usize) -> usize {
    let cost = operations(trial.claim, &trial.claim.right, sizes, 4, steps);
    (steps / cost.unwrap_or(steps).max(1)).min(MOST_POINTS_AT_A_SIZE)
}
