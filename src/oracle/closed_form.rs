//! E[h(z)] in closed form: the formula is carried out in symbols for the noise z ~ N(0, I).

#[cfg(test)]
mod tests;

use super::floating::{Work, judge_in};
use super::points::Reals;
use super::sides::NOISE;
use super::tolerances::{FEWEST_POINTS_IN_DIGITS, LARGEST_IN_DIGITS, STEPS_IN_SYMBOLS};
use super::{Evidence, Finding, Oracle, Trial};
use crate::claim::{Right, Subject};
use crate::error::{Error, Result};
use crate::formula::Formula;
use crate::matrix::Matrix;
use crate::number::{Digits, Exponential, Field, MOST_VARIABLES, Mean, Means};
use crate::point::Point;
use std::cmp::Ordering;

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    const WORK: Work = Work { steps: STEPS_IN_SYMBOLS, fewest: FEWEST_POINTS_IN_DIGITS, largest: LARGEST_IN_DIGITS };
    let mut evidence =
        judge_in::<Digits>(Oracle::ClosedForm, trial, rights, WORK, |stream, condition, spread| {
            Box::new(Reals::new(stream, condition, spread))
        });
    // Few moments are not a law, unless it is known to be Gaussian.
    for entry in evidence.iter_mut().filter(|entry| entry.holds()) {
        let gaussian = |sizes: &_| matches!(super::sides::noise_degree(trial.claim, *sizes), Ok(0..=1));
        if matches!(trial.claim.subject, Subject::Law { .. }) && !entry.sizes.iter().all(gaussian) {
            entry.finding = Finding::Abstains("four moments are not a law".into());
        }
    }
    evidence
}

/// E[h(z)] in every entry; an error where one does not exist.
pub(super) fn mean<F: Field>(integrand: &Formula, point: &Point<F>, dimension: usize) -> Result<Matrix<F>> {
    let means = mean_of(integrand, point, dimension, F::sign, |x| x.root_near(x))?;
    finite(&means)
}

fn finite<F: Field>(means: &Matrix<Mean<F>>) -> Result<Matrix<F>> {
    let entries: Result<Vec<F>> = means.iter().map(|mean| mean.clone().finite().ok_or_else(divergent)).collect();
    Ok(Matrix::from_vec(means.nrows(), means.ncols(), entries?))
}

fn divergent() -> Error {
    let reason = "the integrand outgrows the density of the noise".into();
    Error::Divergent { what: "the expectation", reason }
}

/// E[h] and E[h²] of every entry, as floats; the second is not below the truth by more than their rounding.
pub(super) fn moments(integrand: &Formula, point: &Point<f64>, noise: usize) -> Option<(Matrix<f64>, Matrix<f64>)> {
    let point = point.map(|&entry| Digits::exact(entry));
    let value = in_symbols(integrand, &point, noise).ok()?;
    let mut means = Means::new(noise, Digits::sign, Digits::square_root);
    let mut mean = |value: &Exponential<Digits>| {
        let mean = means.of(value).ok()?.finite()?;
        // A value that is not known well is not known.
        (mean.radius_as_f64() <= 1e-12 * mean.value().abs().max(f64::MIN_POSITIVE) || mean.value() == 0.0
            || mean.radius_as_f64() < 1e-30)
            .then(|| mean.value())
    };
    let squares = value.map(|entry| entry.clone() * entry);
    let all = |entries: Vec<Option<f64>>| -> Option<Matrix<f64>> {
        Some(Matrix::from_vec(value.nrows(), value.ncols(), entries.into_iter().collect::<Option<Vec<f64>>>()?))
    };
    let first: Vec<_> = value.iter().map(&mut mean).collect();
    let second: Vec<_> = squares.iter().map(&mut mean).collect();
    Some((all(first)?, all(second)?))
}

/// `[m C]` of a sample that is a polynomial in the noise but no affine function of it, and of which the third and
/// fourth moments must then be those of N(m, C): `None` where they are certainly not.
pub(super) fn law_of<F: Field>(sample: &Formula, point: &Point<F>, noise: usize) -> Result<Option<Matrix<F>>> {
    let value = in_symbols(sample, point, noise)?;
    crate::matrix::expect_shape("the sample", &value, value.nrows(), 1)?;
    let mut means = Means::new(noise, F::sign, |x: &F| x.root_near(x));
    let mut mean = |value: &Exponential<F>| means.of(value)?.finite().ok_or_else(divergent);
    let mut centre = Vec::new();
    for entry in value.iter() {
        centre.push(mean(entry)?);
    }
    let deviation: Vec<_> =
        value.iter().zip(&centre).map(|(entry, mean)| entry.clone() - Exponential::constant(mean.clone())).collect();
    let order = value.nrows();
    let mut law = Matrix::zeros(order, 1 + order);
    for i in 0..order {
        law[(i, 0)] = centre[i].clone();
        for j in 0..=i {
            let covariance = mean(&(deviation[i].clone() * deviation[j].clone()))?;
            law[(i, 1 + j)] = covariance.clone();
            law[(j, 1 + i)] = covariance;
        }
        let square = deviation[i].clone() * deviation[i].clone();
        let (third, fourth) = (mean(&(square.clone() * deviation[i].clone()))?, mean(&(square.clone() * square))?);
        let variance = law[(i, 1 + i)].clone();
        let gaussian = variance.clone() * variance * F::integer(3);
        if third.zero_test() == Some(false) || fourth.equality_test(&gaussian) == Some(false) {
            return Ok(None);
        }
    }
    Ok(Some(law))
}

/// The mean of every entry of a formula in `noise`, of `dimension` entries; see [`Exponential::mean`].
///
/// Errors: the formula leaves the system (ln of a polynomial, a denominator), is too large, or has no value;
/// `sign` or the number system cannot tell.
pub(crate) fn mean_of<F: Field>(
    formula: &Formula,
    point: &Point<F>,
    dimension: usize,
    sign: impl Fn(&F) -> Option<Ordering>,
    root: impl Fn(&F) -> Result<F>,
) -> Result<Matrix<Mean<F>>> {
    let value = in_symbols(formula, point, dimension)?;
    let mut means = Means::new(dimension, sign, root);
    let entries: Vec<Mean<F>> = value.iter().map(|entry| means.of(entry)).collect::<Result<_>>()?;
    Ok(Matrix::from_iterator(value.nrows(), value.ncols(), entries))
}

/// The formula as a function of its noise.
pub(crate) fn in_symbols<F: Field>(
    formula: &Formula,
    point: &Point<F>,
    dimension: usize,
) -> Result<Matrix<Exponential<F>>> {
    if dimension > MOST_VARIABLES {
        return Err(Error::OutOfReach { what: "an expectation in symbols", limit: MOST_VARIABLES });
    }
    let noise = Matrix::from_fn(dimension, 1, |k, _| Exponential::variable(k));
    formula.at(&point.map(|entry| Exponential::constant(entry.clone())).with(NOISE, noise))
}
