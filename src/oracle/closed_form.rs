//! Expectations and laws in closed form, in 77 digits with error bounds.

use super::floating::{Work, judge_in};
use super::points::Reals;
use super::tolerances::{FEWEST_POINTS_IN_DIGITS, LARGEST_IN_DIGITS, STEPS_IN_SYMBOLS};
use super::{Evidence, Oracle, Trial};
use crate::algebra::number::Digits;
use crate::claim::RightSide;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    const WORK: Work = Work { steps: STEPS_IN_SYMBOLS, fewest: FEWEST_POINTS_IN_DIGITS, largest: LARGEST_IN_DIGITS };
    judge_in::<Digits>(Oracle::ClosedForm, trial, rights, WORK, |stream, condition, spread, turn| {
        Box::new(Reals::new(stream, condition, spread).in_turn(turn))
    })
}
