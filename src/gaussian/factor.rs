//! A = LLᵀ, and solves with L.

use crate::error::{Error, Result};
use crate::matrix::{Matrix, expect_finite};

/// Columns that are factored or solved at once; what lies beyond them is left to matrix products.
pub(super) const BLOCK: usize = 64;

/// A lower triangular L with a positive diagonal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Factor {
    lower: Matrix<f64>,
}

impl Factor {
    /// LLᵀ = A, Cholesky by blocks; reads the lower triangle.
    ///
    /// `matrix`: D×D, finite. The error names the first leading minor that is not positive. A pivot is aⱼⱼ less j
    /// squares, whose rounding errors add up like √j: within 4√j·ε of aⱼⱼ no digit is right, and it counts as zero.
    pub fn of(name: &str, matrix: &Matrix<f64>) -> Result<Self> {
        let order = matrix.nrows();
        let mut lower = matrix.clone();
        for start in (0..order).step_by(BLOCK) {
            let end = (start + BLOCK).min(order);
            for j in start..end {
                let pivot = lower[(j, j)];
                if pivot.is_nan() || pivot <= 4.0 * (j as f64).sqrt() * f64::EPSILON * matrix[(j, j)].abs() {
                    return Err(Error::NotPositiveDefinite { name: name.into(), minor: j + 1 });
                }
                lower[(j, j)] = pivot.sqrt();
                for i in j + 1..end {
                    lower[(i, j)] /= lower[(j, j)];
                }
                for k in j + 1..end {
                    let scale = lower[(k, j)];
                    for i in k..end {
                        lower[(i, k)] -= lower[(i, j)] * scale;
                    }
                }
            }
            // L₂₁ = A₂₁L₁₁⁻ᵀ, and A₂₂ loses L₂₁L₂₁ᵀ, one column of blocks after another.
            let corner = lower.view((start, start), (end - start, end - start)).into_owned();
            let mut panel = lower.view((end, start), (order - end, end - start)).transpose();
            corner.solve_lower_triangular_unchecked_mut(&mut panel);
            let rows = panel.transpose();
            lower.view_mut((end, start), (order - end, end - start)).copy_from(&rows);
            for left in (end..order).step_by(BLOCK) {
                let size = BLOCK.min(order - left);
                let (rows, columns) = (rows.rows(left - end, order - left), panel.columns(left - end, size));
                lower.view_mut((left, left), (order - left, size)).gemm(-1.0, &rows, &columns, 1.0);
            }
        }
        lower.fill_upper_triangle(0.0, 1);
        Ok(Self { lower })
    }

    /// LLᵀ = A⁻¹, from a factor of A alone.
    ///
    /// `matrix`: D×D, finite. The error names the first leading minor of A that is not positive.
    pub fn of_inverse(name: &str, matrix: &Matrix<f64>) -> Result<Self> {
        let last = matrix.nrows() - 1;
        let reversed = Matrix::from_fn(last + 1, last + 1, |i, j| matrix[(last - i.min(j), last - i.max(j))]);
        match Self::of(name, &reversed) {
            Ok(factor) => Ok(factor.of_reversed_inverse()),
            // The reversed matrix has other minors: those of A are looked at in their own order.
            Err(_) => {
                Self::of(name, matrix)?;
                Err(Error::NotPositiveDefinite { name: name.into(), minor: last + 1 })
            }
        }
    }

    /// LLᵀ = BᵀB, by orthogonal reflections of B: the product is never formed, so no digit is lost to squaring.
    ///
    /// `matrix` B: M×D. The error names the first column that depends on those before it, to rounding.
    pub fn of_gram(name: &str, matrix: &Matrix<f64>) -> Result<Self> {
        expect_finite(name, matrix)?;
        let (rows, order) = matrix.shape();
        let upper = matrix.clone().qr().unpack_r();
        let mut lower = Matrix::zeros(order, order);
        for j in 0..order {
            let roundoff = 4.0 * rows.max(order) as f64 * f64::EPSILON * matrix.column(j).norm();
            let pivot = if j < rows { upper[(j, j)] } else { 0.0 };
            if pivot.is_nan() || pivot.abs() <= roundoff {
                return Err(Error::NotPositiveDefinite { name: name.into(), minor: j + 1 });
            }
            // A row of R is unique up to its sign.
            for i in j..order {
                lower[(i, j)] = upper[(j, i)] * pivot.signum();
            }
        }
        Ok(Self { lower })
    }

    /// The factor of A⁻¹, where `self` is that of JAJ and J reverses the order of components.
    ///
    /// JAJ = PPᵀ gives A⁻¹ = (JP⁻ᵀJ)(JP⁻ᵀJ)ᵀ, and reversing an upper triangular matrix makes it a lower one.
    pub fn of_reversed_inverse(&self) -> Self {
        let order = self.lower.nrows();
        let mut inverse = Matrix::identity(order, order);
        self.solve_lower(&mut inverse);
        Self { lower: Matrix::from_fn(order, order, |i, j| inverse[(order - 1 - j, order - 1 - i)]) }
    }

    /// A lower triangular matrix that is a factor already.
    pub fn from_lower(lower: Matrix<f64>) -> Self {
        Self { lower }
    }

    /// L.
    pub fn lower(&self) -> &Matrix<f64> {
        &self.lower
    }

    /// LLᵀ, symmetric to the last bit.
    pub fn square(&self) -> Matrix<f64> {
        super::mirrored(&self.lower * self.lower.transpose())
    }

    /// ln|LLᵀ| = 2 Σᵢ ln Lᵢᵢ
    pub fn log_determinant(&self) -> f64 {
        2.0 * self.lower.diagonal().iter().map(|pivot| pivot.ln()).sum::<f64>()
    }

    /// B becomes L⁻¹B; D×K.
    pub fn solve_lower(&self, right: &mut Matrix<f64>) {
        let order = self.lower.nrows();
        for start in (0..order).step_by(BLOCK) {
            let end = (start + BLOCK).min(order);
            let (solved, mut open) = right.rows_range_pair_mut(0..start, start..end);
            if start > 0 {
                open.gemm(-1.0, &self.lower.view((start, 0), (end - start, start)), &solved, 1.0);
            }
            let corner = self.lower.view((start, start), (end - start, end - start));
            corner.solve_lower_triangular_unchecked_mut(&mut open);
        }
    }

    /// B becomes L⁻ᵀB; D×K.
    pub fn solve_upper(&self, right: &mut Matrix<f64>) {
        self.lower.tr_solve_lower_triangular_unchecked_mut(right);
    }

    /// L⁻¹B; D×K.
    pub fn whitened(&self, right: &Matrix<f64>) -> Matrix<f64> {
        let mut solved = right.clone();
        self.solve_lower(&mut solved);
        solved
    }
}

/// ln 2π
pub(super) fn ln_two_pi() -> f64 {
    std::f64::consts::TAU.ln()
}
