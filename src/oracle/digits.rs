//! Evaluation in 77 digits with error bounds. For identities it compares the values along a random line and the
//! derivatives in its direction; for derivatives, the values.
//!
//! It is independent of `floating`, which compares only values: two sides that agree by chance at the scale of the
//! points have different derivatives.

use super::floating::{Work, judge_in};
use super::points::{Reals, WithDirection};
use super::tolerances::{FEWEST_POINTS_IN_DIGITS, LARGEST_IN_DIGITS, STEPS_IN_DIGITS};
use super::{Evidence, Oracle, Trial};
use crate::algebra::number::{Digits, Dual};
use crate::claim::{LeftSide, RightSide};

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    const WORK: Work = Work { steps: STEPS_IN_DIGITS, fewest: FEWEST_POINTS_IN_DIGITS, largest: LARGEST_IN_DIGITS };
    match trial.claim.left {
        LeftSide::Formula(_) | LeftSide::Inequality { .. } => {
            judge_in::<Dual<Digits>>(Oracle::Digits, trial, rights, WORK, |stream, condition, spread, turn| {
                Box::new(WithDirection(Reals::new(stream, condition, spread).in_turn(turn)))
            })
        }
        _ => judge_in::<Digits>(Oracle::Digits, trial, rights, WORK, |stream, condition, spread, turn| {
            Box::new(Reals::new(stream, condition, spread).in_turn(turn))
        }),
    }
}
