//! What is checked when parts are read

use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};

/// How far LLᵀ may be from Σ, a correlation above 1, or an eigenvalue below 0, when parts are read.
pub const ROUNDING: f64 = 1e-8;

/// An error if the correlation matrix has an eigenvalue below zero by more than rounding.
pub fn expect_semidefinite(name: &str, matrix: &Matrix<f64>) -> Result<()> {
    let order = matrix.nrows();
    let refused = |eigenvalue: f64| Err(Error::not_positive_semidefinite(name, eigenvalue));
    if let Some(variance) = matrix.diagonal().iter().find(|variance| **variance < 0.0) {
        return refused(*variance);
    }
    let correlations = Matrix::from_fn(order, order, |i, j| match matrix[(i.max(j), i.min(j))] {
        0.0 => 0.0,
        entry => entry / matrix[(i, i)].sqrt() / matrix[(j, j)].sqrt(),
    });
    if correlations.iter().any(|coefficient| !coefficient.is_finite()) {
        return refused(f64::NEG_INFINITY);
    }
    let least = correlations.symmetric_eigenvalues().min();
    if least < -ROUNDING { refused(least) } else { Ok(()) }
}

/// An error unless `low` is within the rounding of `high`.
pub fn expect_low(name: &str, high: &Matrix<f64>, low: &Matrix<f64>) -> Result<()> {
    let name = format!("the low part of {name}");
    expect_shape(&name, low, high.nrows(), high.ncols())?;
    expect_finite(&name, low)?;
    let is_low = |(high, low): (&f64, &f64)| low.abs() <= f64::EPSILON * high.abs();
    match high.iter().zip(low.iter()).find(|pair| !is_low(*pair)) {
        None => Ok(()),
        Some((high, low)) => fault(name, &format!("within the rounding of {high:e}"), *low),
    }
}

pub fn fault<T>(name: String, expected: &str, found: f64) -> Result<T> {
    Err(Error::out_of_range(name, expected, format!("{found:e}")))
}
