//! WWᵀ = LLᵀ by rotations of the columns of W

use super::super::factor::Factor;
use super::{Precise, ROUNDOFF, TOLERANCE, imprecise};
use crate::algebra::matrix::not_positive_definite;
use crate::error::{Error, Result};
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::{Doubles, rotate};

impl Precise {
    /// N(x | μ, WWᵀ), `rows`: W, D×K. Errors: a row that depends on those before it, digits that are lost.
    pub(super) fn of_rows(name: &str, mean: Doubles, rows: &Doubles) -> Result<Self> {
        let lower = triangle(name, rows)?;
        // A row is off by a few roundings of itself.
        let amplified = Factor::from_lower(lower.rounded()).amplification().sqrt() * rows.columns() as f64;
        if amplified * ROUNDOFF > TOLERANCE {
            return Err(imprecise(name));
        }
        Ok(Self { mean, lower })
    }
}

/// L, lower triangular with a positive diagonal, LLᵀ = WWᵀ.
fn triangle(name: &str, rows: &Doubles) -> Result<Doubles> {
    let mut work = rows.clone();
    let (order, columns) = (work.rows(), work.columns());
    let mut lower = Doubles::zeros(order, order);
    for i in 0..order {
        let size = (0..columns).map(|j| rows.at(i, j).high).fold(0.0, f64::hypot);
        if !size.is_finite() {
            return Err(Error::Overflow { what: name.into() });
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
        if !(pivot.high.abs() > columns as f64 * ROUNDOFF * size) {
            return Err(not_positive_definite(name, i, size));
        }
        for k in i..order {
            let entry = work.at(k, i);
            lower.set(k, i, if pivot.high < 0.0 { -entry } else { entry });
        }
    }
    Ok(lower)
}
