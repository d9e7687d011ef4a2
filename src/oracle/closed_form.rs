//! Stub.
use super::floating::judge_in;
use super::points::Reals;
use super::{Evidence, Oracle, Trial};
use crate::claim::Right;
use crate::error::{Error, Result};
use crate::formula::Formula;
use crate::matrix::Matrix;
use crate::number::{Digits, Field};
use crate::point::Point;

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    judge_in::<Digits>(Oracle::ClosedForm, trial, rights, 1500, |stream, condition, spread| {
        Box::new(Reals::new(stream, condition, spread))
    })
}

pub(super) fn mean<F: Field>(_: &Formula, _: &Point<F>, _: usize) -> Result<Matrix<F>> {
    Err(Error::OutOfReach { what: "x", limit: 1 })
}

pub(super) fn moments(_: &Formula, _: &Point<f64>, _: usize) -> Option<(Matrix<f64>, Matrix<f64>)> {
    None
}
