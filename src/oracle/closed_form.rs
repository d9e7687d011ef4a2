//! E[h(z)] in closed form: the formula is carried out in symbols for the noise z ~ N(0, I).

#[cfg(test)]
mod tests;

use super::sides::NOISE;
use crate::error::{Error, Result};
use crate::formula::Formula;
use crate::matrix::Matrix;
use crate::number::{Exponential, Field, MOST_VARIABLES, Mean, Means};
use crate::point::Point;
use std::cmp::Ordering;

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
