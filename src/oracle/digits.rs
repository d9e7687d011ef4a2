//! Evaluation in 77 digits with error bounds: of identities the derivative along a random line, beside the values
//! on it; of derivatives the values.
//!
//! The route differs from that of `floating`, which sees values alone: a relation that holds at the scale of the
//! points by chance has another derivative.

use super::floating::judge_in;
use super::points::{Line, Reals};
use super::{Evidence, Oracle, Trial};
use crate::claim::{Right, Subject};
use crate::number::{Digits, Dual};

/// Steps at one size: each costs some twenty times what it costs in `f64`.
const STEPS: usize = 1_500;

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    match trial.claim.subject {
        Subject::Formula(_) => judge_in::<Dual<Digits>>(Oracle::Digits, trial, rights, STEPS, |stream, condition, spread| {
            Box::new(Line(Reals::new(stream, condition, spread)))
        }),
        _ => judge_in::<Digits>(Oracle::Digits, trial, rights, STEPS, |stream, condition, spread| {
            Box::new(Reals::new(stream, condition, spread))
        }),
    }
}
