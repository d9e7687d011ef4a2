//! E[h(z)] in closed form: the formula is evaluated with symbols for the noise z ~ N(0, I).

use crate::algebra::matrix::{Matrix, expect_shape};
use crate::algebra::number::{Digits, Exponential, Field, MOST_VARIABLES, Mean, Means, scramble};
use crate::claim::{NOISE, law};
use crate::error::{Error, Result};
use crate::program::formula::Formula;
use crate::program::point::Point;
use std::cmp::Ordering;

/// E[h(z)] in every entry; an error if one does not exist.
pub(super) fn mean<F: Field>(integrand: &Formula, point: &Point<F>, shape: (usize, usize)) -> Result<Matrix<F>> {
    let means = mean_of(integrand, point, shape, F::sign, |x| x.root_near(x))?;
    finite(&means)
}

fn finite<F: Field>(means: &Matrix<Mean<F>>) -> Result<Matrix<F>> {
    let entries: Result<Vec<F>> = means.iter().map(|mean| mean.clone().finite().ok_or_else(divergent)).collect();
    Ok(Matrix::from_vec(means.nrows(), means.ncols(), entries?))
}

fn divergent() -> Error {
    let reason = "the integrand outgrows the density of the noise";
    Error::divergent("the expectation", reason)
}

/// E[h] and E[h²] of every entry, as floats. E[h²] is below its true value by rounding errors at most.
pub(super) fn moments(
    integrand: &Formula,
    point: &Point<f64>,
    noise: (usize, usize),
) -> Option<(Matrix<f64>, Matrix<f64>)> {
    let point = point.map(|&entry| Digits::exact(entry));
    let value = in_symbols(integrand, &point, noise).ok()?;
    let mut means = Means::new(noise.0 * noise.1, Digits::sign, Digits::square_root);
    let mut mean = |value: &Exponential<Digits>| {
        let mean = means.of(value).ok()?.finite()?;
        // A value with a large error bound is not used.
        (mean.radius_as_f64() <= 1e-12 * mean.value().abs().max(f64::MIN_POSITIVE)
            || mean.value() == 0.0
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

/// The law N(m, C) of a sample as `[m C]`: for an affine function c + Mz of the noise, [c MMᵀ].
///
/// A polynomial of higher degree has no such law if its third or fourth moments are not those of N(m, C). If they are,
/// four moments do not determine the law, and the result is an error.
pub(super) fn law_of<F: Field>(sample: &Formula, point: &Point<F>, shape: (usize, usize)) -> Result<Matrix<F>> {
    let noise = shape.0.saturating_mul(shape.1);
    if noise > MOST_VARIABLES {
        return affine_law(sample, point, shape);
    }
    let value = in_symbols(sample, point, shape)?;
    expect_shape("the sample", &value, value.nrows(), 1)?;
    if value.iter().all(|entry| matches!(entry.degree(), Some(0..=1))) {
        let mut centre = Matrix::zeros(value.nrows(), 1);
        let mut slope = Matrix::zeros(value.nrows(), noise);
        for (i, entry) in value.iter().enumerate() {
            let (constant, coefficients) = entry.affine(noise);
            centre[(i, 0)] = constant;
            for (k, coefficient) in coefficients.into_iter().enumerate() {
                slope[(i, k)] = coefficient;
            }
        }
        return law(&centre, &(&slope * slope.transpose()));
    }
    let unknown = || {
        Error::malformed(
            "the law",
            "the sample is not an affine function of the noise, and four moments do not determine a law",
        )
    };
    if !F::ORDERED {
        return Err(unknown());
    }
    let mut means = Means::new(noise, F::sign, |x: &F| x.root_near(x));
    let mut mean = |value: &Exponential<F>| means.of(value)?.finite().ok_or_else(divergent);
    let mut centre = Vec::new();
    for entry in value.iter() {
        centre.push(mean(entry)?);
    }
    let deviation: Vec<_> =
        value.iter().zip(&centre).map(|(entry, mean)| entry.clone() - Exponential::constant(mean.clone())).collect();
    for deviation in &deviation {
        let square = deviation.clone() * deviation.clone();
        let variance = mean(&square)?;
        let (third, fourth) = (mean(&(square.clone() * deviation.clone()))?, mean(&(square.clone() * square))?);
        let gaussian = variance.clone() * variance * F::integer(3);
        if third.zero_test() == Some(false) || fourth.equality_test(&gaussian) == Some(false) {
            let reason = "its third or fourth moment is not that of a normal law";
            return Err(Error::divergent("a normal law of the sample", reason));
        }
    }
    Err(unknown())
}

/// The mean of every entry of a formula in `noise`, of this shape; see [`Exponential::mean`].
///
/// Errors: the formula leaves the number system (ln of a polynomial, a denominator), is too large, or has no value;
/// `sign` or the number system cannot decide.
pub(crate) fn mean_of<F: Field>(
    formula: &Formula,
    point: &Point<F>,
    shape: (usize, usize),
    sign: impl Fn(&F) -> Option<Ordering>,
    root: impl Fn(&F) -> Result<F>,
) -> Result<Matrix<Mean<F>>> {
    let value = in_symbols(formula, point, shape)?;
    let mut means = Means::new(shape.0 * shape.1, sign, root);
    let entries: Vec<Mean<F>> = value.iter().map(|entry| means.of(entry)).collect::<Result<_>>()?;
    Ok(Matrix::from_iterator(value.nrows(), value.ncols(), entries))
}

/// [c MMᵀ] for a sample with too many entries of noise to use symbols for all of them. Along one random direction the
/// sample must be affine; then M is computed column by column.
fn affine_law<F: Field>(sample: &Formula, point: &Point<F>, shape: (usize, usize)) -> Result<Matrix<F>> {
    let (rows, columns) = shape;
    let direction = |k: usize| {
        Exponential::constant(F::integer((scramble(k as u64) % 1_000_003) as i64 + 1)) * Exponential::variable(0)
    };
    let line = Matrix::from_fn(rows, columns, |i, j| direction(j * rows + i));
    let along = sample.at(&point.map(|entry| Exponential::constant(entry.clone())).with(NOISE, line))?;
    expect_shape("the sample", &along, along.nrows(), 1)?;
    if !along.iter().all(|entry| matches!(entry.degree(), Some(0..=1))) {
        return Err(Error::out_of_reach("a law that is not affine in its noise", MOST_VARIABLES));
    }
    let mut sample = sample.along(NOISE, point);
    let centre = sample.at(Matrix::zeros(rows, columns))?;
    let mut slope = Matrix::zeros(centre.nrows(), rows * columns);
    for k in 0..rows * columns {
        let mut unit = Matrix::zeros(rows, columns);
        unit[k] = F::one();
        slope.set_column(k, &(sample.at(unit)? - &centre).column(0));
    }
    law(&centre, &(&slope * slope.transpose()))
}

/// The value of the formula as a function of its noise.
pub(crate) fn in_symbols<F: Field>(
    formula: &Formula,
    point: &Point<F>,
    (rows, columns): (usize, usize),
) -> Result<Matrix<Exponential<F>>> {
    if rows.saturating_mul(columns) > MOST_VARIABLES {
        return Err(Error::out_of_reach("an expectation in symbols", MOST_VARIABLES));
    }
    let noise = Matrix::from_fn(rows, columns, |i, j| Exponential::variable(j * rows + i));
    formula.at(&point.map(|entry| Exponential::constant(entry.clone())).with(NOISE, noise))
}
