//! Evaluation with error bounds at random points, for identities (`floating`) and derivatives (`dual`).
//!
//! No tolerance: the sides differ when they are farther apart than their own error bounds reach. A point whose
//! bounds are too wide to tell is passed over, and a size counts only if some general point of each of its components
//! is resolved finely.

use super::points::{Reals, Stratum};
use super::resolution::Resolve;
use super::survey::{Agreement, Survey, operations, structures};
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

/// How much a judge may do.
pub(super) struct Work {
    /// Steps at one size.
    pub(super) steps: usize,
    /// Points at one size and in one component, at least.
    pub(super) fewest: usize,
    /// Largest dimension.
    pub(super) largest: usize,
}

/// Random numbers of a condition and a spread of scales.
pub(super) type NewSource<F> = for<'a> fn(&'a mut ChaCha8Rng, f64, f64, Stratum) -> Box<dyn Source<F> + 'a>;

/// Judges in any number system with error bounds.
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
        // The coarsest resolution of the components in which the claim says something.
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
                    let Some(resolution) = F::resolution(left, right) else { return Agreement::Different };
                    // A NaN is neither.
                    if structure == Structure::General && resolution <= INFORMATIVE {
                        worst_condition[index] = worst_condition[index].max(condition);
                        finest[index] = finest[index].min(resolution);
                    }
                    if resolution <= INFORMATIVE { Agreement::Equal } else { Agreement::Unknown }
                });
                if !survey.is_open() {
                    break;
                }
            }
            // A component need not be reached that the assumptions exclude, or in which neither side ever has a value.
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

/// The structures of the points to draw: many general ones where they are cheap, then each special one.
fn draws<'a>(trial: &'a Trial, points: usize) -> impl Iterator<Item = Structure> + use<'a> {
    let special = structures(&trial.claim.given).iter().copied().filter(|&structure| structure != Structure::General);
    std::iter::repeat_n(Structure::General, points).chain(special)
}

/// How many points `steps` operations pay for.
fn affordable_points(trial: &Trial, sizes: Sizes, steps: usize) -> usize {
    let cost = operations(trial.claim, &trial.claim.right, sizes, 4, steps);
    (steps / cost.unwrap_or(steps).max(1)).min(MOST_POINTS_AT_A_SIZE)
}
