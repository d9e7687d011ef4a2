//! A = LLᵀ, and solves with L.

use super::kernel::packing::panel::{Panel, Panels, pack_columns, pack_matrix};
use super::kernel::packing::rows::PackedRows;
use super::kernel::tuning::{FEW_COLUMNS, TILE_COLUMNS};
use super::kernel::{cholesky, threads};
use super::rank::dependent_by_factor;
use super::symmetric::symmetric_from_lower;
use crate::algebra::matrix::{Matrix, expect_finite, not_positive_definite};
use crate::error::{Error, Result};
use std::ops::Range;

/// A lower triangular L with a positive diagonal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Factor {
    lower: Matrix<f64>,
}

impl Factor {
    /// LLᵀ = A; reads the lower triangle.
    ///
    /// `matrix`: D×D, finite. The error names the first leading minor that is not positive. A pivot is aⱼⱼ less j
    /// squares, whose rounding errors add up like √j: within 4√j·ε of aⱼⱼ no digit is right, and it counts as zero. Where
    /// it depends on large multiples of the columns before it, so do the errors: see [`dependent_by_factor`].
    pub fn of(name: &str, matrix: Matrix<f64>) -> Result<Self> {
        let diagonal = matrix.diagonal();
        Self::of_schur_complement(name, matrix, diagonal.as_slice(), 0)
    }

    /// LLᵀ = A, where A is what `eliminated` columns, before its own, have left of a matrix with this `diagonal`.
    pub fn of_schur_complement(name: &str, matrix: Matrix<f64>, diagonal: &[f64], eliminated: usize) -> Result<Self> {
        let order = matrix.nrows();
        let mut lower = matrix;
        let positive =
            |j: usize, pivot: f64| pivot > 4.0 * ((eliminated + j) as f64).sqrt() * f64::EPSILON * diagonal[j].abs();
        let numbers = lower.as_mut_slice();
        let is_diagonal =
            numbers.chunks(order).enumerate().all(|(j, column)| column[j + 1..].iter().all(|entry| *entry == 0.0));
        let factored = if is_diagonal {
            let mut pivots = numbers.iter_mut().step_by(order + 1).enumerate();
            pivots.try_for_each(|(j, pivot)| {
                if !positive(j, *pivot) {
                    return Err(j);
                }
                *pivot = pivot.sqrt();
                Ok(())
            })
        } else {
            cholesky::factor(numbers, order, 0, order, &positive)
        };
        let dependent = match factored {
            Ok(()) if is_diagonal => None,
            Ok(()) => dependent_by_factor(&lower, diagonal, eliminated),
            Err(j) => Some(j),
        };
        if let Some(j) = dependent {
            return Err(not_positive_definite(name, eliminated + j, diagonal[j]));
        }
        lower.fill_upper_triangle(0.0, 1);
        Ok(Self { lower })
    }

    /// LLᵀ = A⁻¹ and A⁻¹, from a factor of A alone.
    ///
    /// `matrix`: D×D, finite. The error names the first leading minor of A that is not positive.
    pub fn of_inverse(name: &str, matrix: &Matrix<f64>) -> Result<(Self, Matrix<f64>)> {
        let last = matrix.nrows() - 1;
        let reversed = Matrix::from_fn(last + 1, last + 1, |i, j| matrix[(last - i.min(j), last - i.max(j))]);
        match Self::of(name, reversed) {
            Ok(factor) => Ok(factor.reversed_inverse()),
            // The reversed matrix has other minors: those of A are looked at in their own order.
            Err(_) => {
                Self::of(name, matrix.clone())?;
                Err(Error::not_positive_definite(name, last + 1))
            }
        }
    }

    /// LLᵀ = BᵀB, by orthogonal reflections of B: the product is never formed, so no digit is lost to squaring.
    ///
    /// `matrix` B: M×D. The error names the first column that depends on those before it, to rounding.
    pub fn of_gram(name: &str, matrix: &Matrix<f64>) -> Result<Self> {
        expect_finite(name, matrix)?;
        let (rows, order) = matrix.shape();
        // Each column is in its own unit, a power of 2, so that no square overflows or underflows.
        let mut matrix = matrix.clone();
        let units: Vec<f64> = matrix.column_iter().map(|column| power_of_2(column.amax())).collect();
        matrix.column_iter_mut().zip(&units).for_each(|(mut column, unit)| column /= *unit);
        let upper = matrix.clone().qr().unpack_r();
        let mut lower = Matrix::zeros(order, order);
        for j in 0..order {
            let roundoff = 4.0 * rows.max(order) as f64 * f64::EPSILON * matrix.column(j).norm();
            let pivot = if j < rows { upper[(j, j)] } else { 0.0 };
            if pivot.is_nan() || pivot.abs() <= roundoff {
                return Err(not_positive_definite(name, j, matrix.column(j).norm()));
            }
            // A row of R is unique up to its sign.
            for i in j..order {
                lower[(i, j)] = upper[(j, i)] * pivot.signum() * units[i];
            }
        }
        Ok(Self { lower })
    }

    /// The factor of A⁻¹ and A⁻¹, where `self` is the factor P of JAJ, and J reverses the order of components.
    ///
    /// JAJ = PPᵀ gives A⁻¹ = XᵀX for X = JP⁻¹J, whose transpose is lower triangular.
    pub fn reversed_inverse(&self) -> (Self, Matrix<f64>) {
        let order = self.order();
        // JX = P⁻¹J
        Self::of_reversed(&self.whitened_panels(order, |i, panel| {
            let columns = i..order.min(i + TILE_COLUMNS);
            columns.clone().for_each(|i| panel[order - 1 - i][i % TILE_COLUMNS] = 1.0);
            order - columns.end..order - columns.start
        }))
    }

    /// Xᵀ, lower triangular, and XᵀX, from the panels of JX.
    pub fn of_reversed(panels: &Panels) -> (Self, Matrix<f64>) {
        let order = panels.columns();
        let mut lower = Matrix::zeros(order, order);
        for (p, i) in (0..order).step_by(TILE_COLUMNS).enumerate() {
            let (panel, support) = panels.panel(p);
            let count = TILE_COLUMNS.min(order - i);
            for k in support {
                let column = (order - 1 - k) * order;
                lower.as_mut_slice()[column + i..][..count].copy_from_slice(&panel[k][..count]);
            }
        }
        (Self { lower }, symmetric_from_lower(panels.plus_gram(Matrix::zeros(order, order))))
    }

    /// A lower triangular matrix that is a factor already.
    pub fn from_lower(lower: Matrix<f64>) -> Self {
        Self { lower }
    }

    /// L.
    pub fn lower(&self) -> &Matrix<f64> {
        &self.lower
    }

    /// D.
    fn order(&self) -> usize {
        self.lower.nrows()
    }

    /// LLᵀ, symmetric to the last bit.
    pub fn square(&self) -> Matrix<f64> {
        let order = self.order();
        let threads = threads::worth((order * order) as f64);
        let panels = Panels::build(threads, (order, order), || (), |(), i, panel| self.pack_rows(i, panel));
        symmetric_from_lower(panels.plus_gram(Matrix::zeros(order, order)))
    }

    /// Rows of L as the columns of a panel, from row `i` on: those of Lᵀ.
    fn pack_rows(&self, i: usize, panel: &mut Panel) -> Range<usize> {
        let end = self.order().min(i + TILE_COLUMNS);
        for (row, column) in panel.iter_mut().zip(self.lower.as_slice().chunks(self.order())).take(end) {
            row[..end - i].copy_from_slice(&column[i..end]);
        }
        0..end
    }

    /// [`Factor::pack_rows`], upside down: the columns of JLᵀ.
    pub fn pack_rows_reversed(&self, i: usize, panel: &mut Panel) -> Range<usize> {
        let order = self.order();
        self.pack_rows(i, &mut panel[..order]);
        panel[..order].reverse();
        order - order.min(i + TILE_COLUMNS)..order
    }

    /// Columns of L, the last one first: those of LJ, from `i` on.
    pub fn pack_columns_reversed(&self, i: usize, panel: &mut Panel) -> Range<usize> {
        let order = self.order();
        let columns = order - order.min(i + TILE_COLUMNS)..order - i;
        let numbers = self.lower.as_slice();
        pack_columns(order, columns.len(), |s| &numbers[(order - 1 - i - s) * order..][..order], panel);
        columns.start..order
    }

    /// ln|LLᵀ| = 2 Σᵢ ln Lᵢᵢ
    pub fn log_determinant(&self) -> f64 {
        2.0 * self.lower.diagonal().iter().map(|pivot| pivot.ln()).sum::<f64>()
    }

    /// L⁻¹B; D×K.
    pub fn whitened(&self, right: &Matrix<f64>) -> Matrix<f64> {
        if right.ncols() <= FEW_COLUMNS {
            let mut solved = right.clone();
            self.lower.solve_lower_triangular_unchecked_mut(&mut solved);
            return solved;
        }
        let panels = self.whitened_panels(right.ncols(), |j, panel| pack_matrix(right, j, panel));
        Matrix::from_fn(right.nrows(), right.ncols(), |i, j| panels.entry(i, j))
    }

    /// L⁻¹M for another factor M, by true quotients: exactly I where both are equal.
    pub fn quotient(&self, other: &Self) -> Matrix<f64> {
        let mut quotient = other.lower.clone();
        self.lower.solve_lower_triangular_unchecked_mut(&mut quotient);
        quotient
    }

    /// L⁻¹B. `fill` loads columns of B from a given one on, and returns the rows outside of which they are zero.
    pub fn whitened_panels(&self, columns: usize, fill: impl Fn(usize, &mut Panel) -> Range<usize> + Sync) -> Panels {
        let order = self.order();
        let threads = threads::worth(0.5 * (order * order * columns) as f64);
        let solver = self.solver();
        Panels::build(
            threads,
            (order, columns),
            || (),
            |(), j, panel| {
                let support = fill(j, panel);
                solver.triangular_solve(panel, support)
            },
        )
    }

    /// L, packed for triangular solves.
    pub fn solver(&self) -> PackedRows {
        let order = self.order();
        PackedRows::solver(order, |j| &self.lower.as_slice()[j * order..][..order])
    }

    /// JLᵀJ, lower triangular again, packed for triangular solves.
    pub fn reversed_solver(&self) -> PackedRows {
        let order = self.order();
        let last = order - 1;
        let reversed = Matrix::from_fn(order, order, |i, j| self.lower[(last - j, last - i)]);
        PackedRows::solver(order, |j| &reversed.as_slice()[j * order..][..order])
    }

    /// b becomes L⁻ᵀb; D×1.
    pub fn solve_upper(&self, right: &mut Matrix<f64>) {
        self.lower.tr_solve_lower_triangular_unchecked_mut(right);
    }
}

/// A power of 2 that is at most `size`, and more than half of it; 1 for 0, the least normal one for what is less.
fn power_of_2(size: f64) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    if size == 0.0 { 1.0 } else { f64::from_bits(size.to_bits() & EXPONENT).max(f64::MIN_POSITIVE) }
}

/// ln 2π
pub(super) fn ln_two_pi() -> f64 {
    std::f64::consts::TAU.ln()
}
