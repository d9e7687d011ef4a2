//! Triangular factors in 32 digits: of WWᵀ by rotations of the columns of W, and of a covariance

use super::bounds::{ROUNDOFF, TOLERANCE, imprecise};
use crate::algebra::matrix::{Matrix, not_positive_definite};
use crate::error::{Error, Result};
use crate::gaussian::factor::Factor;
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::{Doubles, axpy, rotate};

/// L, lower triangular with a positive diagonal, LLᵀ = WWᵀ; `rows`: W, D×K. Errors: overflow, a row that depends on those
/// before it, digits that are lost.
pub fn triangular(name: &str, rows: &Doubles) -> Result<Doubles> {
    let lower = rotated(name, rows)?;
    // A row is off by a few roundings of itself.
    let amplified = Factor::from_lower(lower.rounded()).amplification().sqrt() * rows.columns() as f64;
    if amplified * ROUNDOFF > TOLERANCE {
        return Err(imprecise(name));
    }
    Ok(lower)
}

/// The same, without the check of its digits.
fn rotated(name: &str, rows: &Doubles) -> Result<Doubles> {
    let order = rows.rows();
    let work = eliminated(name, rows.clone(), order)?;
    Ok(Doubles::from_fn(order, order, |i, j| if i < j { Double::ZERO } else { work.at(i, j) }))
}

/// Rotations of the columns, after which the first `count` rows are lower triangular with a positive diagonal. Errors:
/// overflow, one of these rows that depends on those before it.
pub fn eliminated(name: &str, mut work: Doubles, count: usize) -> Result<Doubles> {
    let columns = work.columns();
    for i in 0..count {
        // Rotations leave the length of a row as it is.
        let size = (0..columns).map(|j| work.at(i, j).high).fold(0.0, f64::hypot);
        if !size.is_finite() {
            return Err(Error::overflow(name));
        }
        for j in i + 1..columns {
            let (first, second) = (work.at(i, i), work.at(i, j));
            if second != Double::ZERO {
                let length = first.hypotenuse(second);
                let [x, y] = work.two_columns(i, j, i);
                rotate(first / length, second / length, x, y);
                work.set(i, i, length);
                work.set(i, j, Double::ZERO);
            }
        }
        let pivot = if i < columns { work.at(i, i) } else { Double::ZERO };
        if pivot.high.is_nan() || size.is_nan() || pivot.high.abs() <= columns as f64 * ROUNDOFF * size {
            return Err(not_positive_definite(name, i, size));
        }
        if pivot.high < 0.0 {
            (i..work.rows()).for_each(|k| work.set(k, i, -work.at(k, i)));
        }
    }
    Ok(work)
}

/// LLᵀ = A; reads the lower triangle. None where a pivot is not positive.
pub fn cholesky(matrix: &Matrix<f64>) -> Option<Doubles> {
    let mut lower = Doubles::from(matrix);
    let order = lower.rows();
    for j in 0..order {
        let pivot = lower.at(j, j);
        if pivot.high.is_nan() || pivot.high <= 0.0 {
            return None;
        }
        let root = pivot.sqrt();
        (0..j).for_each(|i| lower.set(i, j, Double::ZERO));
        lower.set(j, j, root);
        (j + 1..order).for_each(|i| lower.set(i, j, lower.at(i, j) / root));
        for k in j + 1..order {
            let scale = -lower.at(k, j);
            let [known, open] = lower.two_columns(j, k, k);
            axpy(scale, (known.0, known.1), open);
        }
    }
    Some(lower)
}
