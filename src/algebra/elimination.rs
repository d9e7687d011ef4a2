//! Inverse and determinant by elimination with row exchanges, over any field.

use crate::algebra::dense::Matrix;
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Range, Sub, SubAssign};

/// The operations on numbers that elimination needs.
pub(crate) trait Pivot:
    Clone
    + PartialEq
    + Debug
    + 'static
    + Zero
    + One
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + SubAssign
    + Mul<Output = Self>
    + MulAssign
    + Neg<Output = Self>
{
    /// How suitable the number is as a pivot: 0 only if it is zero.
    fn weight(&self) -> f64;

    /// 1/x; an error at x = 0.
    fn inverse(&self) -> Result<Self>;
}

/// A⁻¹ and |A| of a square matrix, by Gauss–Jordan elimination in place.
pub(crate) fn inverse<F: Pivot>(matrix: &Matrix<F>) -> Result<(Matrix<F>, F)> {
    let order = matrix.nrows();
    let (mut rest, mut determinant) = (matrix.clone(), F::one());
    let mut exchanges = Vec::with_capacity(order);
    for k in 0..order {
        let row = pivot(&rest, k)?;
        rest.swap_rows(k, row);
        exchanges.push(row);
        determinant *= if row == k { rest[(k, k)].clone() } else { -rest[(k, k)].clone() };
        let scale = rest[(k, k)].inverse()?;
        // Column k of the identity replaces the column that is eliminated.
        let mut factors: Vec<F> = rest.column(k).iter().cloned().collect();
        factors[k] = F::zero();
        rest.column_mut(k).fill(F::zero());
        rest[(k, k)] = F::one();
        // Columns as slices, so that the compiler can vectorise the loop.
        for column in rest.as_mut_slice().chunks_exact_mut(order) {
            let scaled = column[k].clone() * scale.clone();
            for (entry, factor) in column.iter_mut().zip(&factors) {
                *entry -= factor.clone() * scaled.clone();
            }
            column[k] = scaled;
        }
    }
    // Exchanged rows of the matrix are exchanged columns of its inverse.
    for (k, row) in exchanges.into_iter().enumerate().rev() {
        rest.swap_columns(k, row);
    }
    Ok((rest, determinant))
}

/// |A| of a square matrix; 0 if the matrix is singular.
///
/// A column may have no pivot although |A| is not 0: dual numbers without a real part have no reciprocal, and rounding
/// errors make numbers uncertain. Then another column is eliminated first, and a remaining block without any pivot is
/// expanded without division.
pub(crate) fn determinant<F: Pivot>(matrix: &Matrix<F>) -> Result<F> {
    let order = matrix.nrows();
    let (mut rest, mut product) = (matrix.clone(), F::one());
    for k in 0..order {
        let mut found = divisor(&rest, k, k..k + 1);
        if found.is_none() {
            if rest.column(k).iter().skip(k).all(F::is_zero) {
                return Ok(F::zero());
            }
            found = divisor(&rest, k, k + 1..order);
        }
        let Some((row, column, scale)) = found else {
            let block = rest.view((k, k), (order - k, order - k)).into_owned();
            return Ok(product * determinant_without_division(&block));
        };
        if column != k {
            rest.swap_columns(k, column);
            product = -product;
        }
        if row != k {
            rest.swap_rows(k, row);
            product = -product;
        }
        product *= rest[(k, k)].clone();
        let mut columns = rest.as_mut_slice().chunks_exact_mut(order).skip(k);
        let Some(first) = columns.next() else { break };
        let factors: Vec<F> = first[k + 1..].iter().map(|entry| entry.clone() * scale.clone()).collect();
        for column in columns {
            let above = column[k].clone();
            for (entry, factor) in column[k + 1..].iter_mut().zip(&factors) {
                *entry -= factor.clone() * above.clone();
            }
        }
    }
    Ok(product)
}

/// Row, column and reciprocal of the best pivot in `columns`, from row `first` on; `None` if it has no reciprocal.
fn divisor<F: Pivot>(matrix: &Matrix<F>, first: usize, columns: Range<usize>) -> Option<(usize, usize, F)> {
    let (mut best, mut weight) = (None, 0.0);
    for (column, row) in columns.flat_map(|column| (first..matrix.nrows()).map(move |row| (column, row))) {
        let other = matrix[(row, column)].weight();
        if other > weight {
            (best, weight) = (Some((row, column)), other);
        }
    }
    let (row, column) = best?;
    Some((row, column, matrix[(row, column)].inverse().ok()?))
}

/// The row at or below the diagonal with the best pivot in `column`.
fn pivot<F: Pivot>(matrix: &Matrix<F>, column: usize) -> Result<usize> {
    let weight = |row: usize| matrix[(row, column)].weight();
    let best = (column..matrix.nrows()).fold(column, |best, row| if weight(row) > weight(best) { row } else { best });
    if weight(best) > 0.0 {
        return Ok(best);
    }
    // A number may have no reciprocal for another reason than being zero. This does not show that the matrix is
    // singular.
    let reasons = (column..matrix.nrows()).filter_map(|row| matrix[(row, column)].inverse().err());
    let other = reasons.into_iter().find(|reason| !reason.is_singular());
    Err(other.unwrap_or_else(|| Error::singular("the matrix")))
}

/// |A| over any commutative ring, without division, in D⁴ operations (Bird 2011): det A = (−1)ⁿ⁻¹ (Fₙ₋₁A)₁₁ with F₀ =
/// I, Fₖ = μ(Fₖ₋₁A).
///
/// μ keeps the entries of X above the diagonal, replaces xᵢᵢ by −Σ xⱼⱼ over j > i, and sets the entries below to 0.
pub(crate) fn determinant_without_division<F: Pivot>(matrix: &Matrix<F>) -> F {
    let order = matrix.nrows();
    let mut power = matrix.clone();
    for _ in 1..order {
        let mut rest = F::zero();
        for i in (0..order).rev() {
            let below = rest.clone();
            rest -= std::mem::replace(&mut power[(i, i)], below);
        }
        power = Matrix::from_fn(order, order, |i, j| {
            (i..order).fold(F::zero(), |sum, k| sum + power[(i, k)].clone() * matrix[(k, j)].clone())
        });
    }
    if !order.is_multiple_of(2) { power[(0, 0)].clone() } else { -power[(0, 0)].clone() }
}
