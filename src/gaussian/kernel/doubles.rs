//! Matrices of 32 digits, and what BLAS calls axpy, dot, rot, gemm and trsm for them

use super::arch;
use super::double::Double;
use super::tuning::LANES;
use crate::algebra::matrix::Matrix;
use pulp::{Simd, WithSimd};
use std::ops::Range;

/// The high and the low parts of some numbers.
pub type Numbers<'a> = (&'a [f64], &'a [f64]);
/// [`Numbers`] that change.
pub type NumbersMut<'a> = (&'a mut [f64], &'a mut [f64]);

/// A matrix of [`Double`], by columns; high and low parts lie apart, so that vectors hold one or the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubles {
    rows: usize,
    high: Vec<f64>,
    low: Vec<f64>,
}

impl Doubles {
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, high: vec![0.0; rows * columns], low: vec![0.0; rows * columns] }
    }

    pub fn from_fn(rows: usize, columns: usize, entry: impl Fn(usize, usize) -> Double) -> Self {
        let mut matrix = Self::zeros(rows, columns);
        for j in 0..columns {
            (0..rows).for_each(|i| matrix.set(i, j, entry(i, j)));
        }
        matrix
    }

    /// The high and the low parts.
    pub fn parts(&self) -> [Matrix<f64>; 2] {
        [&self.high, &self.low].map(|numbers| Matrix::from_column_slice(self.rows, self.columns(), numbers))
    }

    /// High and low parts of one shape.
    pub fn from_parts([high, low]: &[Matrix<f64>; 2]) -> Self {
        let double = |i, j| Double { high: high[(i, j)], low: low[(i, j)] };
        Self::from_fn(high.nrows(), high.ncols(), double)
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn columns(&self) -> usize {
        self.high.len() / self.rows
    }

    pub fn at(&self, i: usize, j: usize) -> Double {
        let k = j * self.rows + i;
        Double { high: self.high[k], low: self.low[k] }
    }

    pub fn set(&mut self, i: usize, j: usize, value: Double) {
        let k = j * self.rows + i;
        (self.high[k], self.low[k]) = (value.high, value.low);
    }

    /// Column j, from row `first` on.
    pub fn column(&self, j: usize, first: usize) -> Numbers<'_> {
        let range = self.range(j, first);
        (&self.high[range.clone()], &self.low[range])
    }

    /// [`Doubles::column`], to be changed.
    pub fn column_mut(&mut self, j: usize, first: usize) -> NumbersMut<'_> {
        let range = self.range(j, first);
        (&mut self.high[range.clone()], &mut self.low[range])
    }

    /// Columns i < j, from row `first` on.
    pub fn two_columns(&mut self, i: usize, j: usize, first: usize) -> [NumbersMut<'_>; 2] {
        let (left, right) = (self.range(i, first), self.range(j, first));
        let split = |numbers| {
            let (before, from): (&mut [f64], &mut [f64]) = <[f64]>::split_at_mut(numbers, right.start);
            (&mut before[left.clone()], &mut from[..right.len()])
        };
        let (high, low) = (split(&mut self.high), split(&mut self.low));
        [(high.0, low.0), (high.1, low.1)]
    }

    fn range(&self, j: usize, first: usize) -> Range<usize> {
        j * self.rows + first..(j + 1) * self.rows
    }

    pub fn transpose(&self) -> Self {
        Self::from_fn(self.columns(), self.rows, |i, j| self.at(j, i))
    }

    /// Rounded to doubles.
    pub fn rounded(&self) -> Matrix<f64> {
        Matrix::from_vec(self.rows, self.columns(), self.high.clone())
    }

    /// AB (gemm).
    pub fn times(&self, right: &Self) -> Self {
        let mut product = Self::zeros(self.rows, right.columns());
        for j in 0..right.columns() {
            for k in 0..right.rows {
                let scale = right.at(k, j);
                if scale != Double::ZERO {
                    axpy(scale, self.column(k, 0), product.column_mut(j, 0));
                }
            }
        }
        product
    }

    /// B ← L⁻¹B (trsm); of `self`, which is L, the lower triangle is read.
    pub fn solve_lower(&self, right: &mut Self) {
        for j in 0..right.columns() {
            for k in 0..self.rows {
                let known = right.at(k, j) / self.at(k, k);
                right.set(k, j, known);
                if known != Double::ZERO {
                    axpy(-known, self.column(k, k + 1), right.column_mut(j, k + 1));
                }
            }
        }
    }

    /// B ← L⁻ᵀB (trsm, transposed); of `self`, which is L, the lower triangle is read.
    pub fn solve_upper(&self, right: &mut Self) {
        for j in 0..right.columns() {
            for k in (0..self.rows).rev() {
                let rest = right.at(k, j) - dot(self.column(k, k + 1), right.column(j, k + 1));
                right.set(k, j, rest / self.at(k, k));
            }
        }
    }
}

impl From<&Matrix<f64>> for Doubles {
    fn from(matrix: &Matrix<f64>) -> Self {
        Self { rows: matrix.nrows(), high: matrix.as_slice().to_vec(), low: vec![0.0; matrix.len()] }
    }
}

/// (x, y) ← (cx + sy, cy − sx), a plane rotation (rot).
pub fn rotate(cosine: Double, sine: Double, x: NumbersMut, y: NumbersMut) {
    arch().dispatch(Rotate { cosine, sine, x, y });
}

/// y ← y + ax (axpy).
pub fn axpy(a: Double, x: Numbers, y: NumbersMut) {
    arch().dispatch(Axpy { a, x, y });
}

/// xᵀy (dot).
pub fn dot(x: Numbers, y: Numbers) -> Double {
    arch().dispatch(Dot { x, y })
}

pub struct Rotate<'a> {
    pub cosine: Double,
    pub sine: Double,
    pub x: NumbersMut<'a>,
    pub y: NumbersMut<'a>,
}

impl WithSimd for Rotate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (c, s) = (self.cosine, self.sine);
        let x = self.x.0.iter_mut().zip(self.x.1);
        let y = self.y.0.iter_mut().zip(self.y.1);
        for ((x_high, x_low), (y_high, y_low)) in x.zip(y) {
            let x = Double { high: *x_high, low: *x_low };
            let y = Double { high: *y_high, low: *y_low };
            let (first, second) = (c * x + s * y, c * y - s * x);
            (*x_high, *x_low) = (first.high, first.low);
            (*y_high, *y_low) = (second.high, second.low);
        }
    }
}

pub struct Axpy<'a> {
    pub a: Double,
    pub x: Numbers<'a>,
    pub y: NumbersMut<'a>,
}

impl WithSimd for Axpy<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let y = self.y.0.iter_mut().zip(self.y.1);
        for ((x_high, x_low), (y_high, y_low)) in self.x.0.iter().zip(self.x.1).zip(y) {
            let sum = Double { high: *y_high, low: *y_low } + self.a * Double { high: *x_high, low: *x_low };
            (*y_high, *y_low) = (sum.high, sum.low);
        }
    }
}

pub struct Dot<'a> {
    pub x: Numbers<'a>,
    pub y: Numbers<'a>,
}

impl WithSimd for Dot<'_> {
    type Output = Double;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Double {
        // Sums side by side: one waits for the one before.
        let product = |x: (f64, f64), y: (f64, f64)| Double { high: x.0, low: x.1 } * Double { high: y.0, low: y.1 };
        let (x_high, x_rest) = self.x.0.as_chunks::<LANES>();
        let (x_low, x_last) = self.x.1.as_chunks::<LANES>();
        let (y_high, y_rest) = self.y.0.as_chunks::<LANES>();
        let (y_low, y_last) = self.y.1.as_chunks::<LANES>();
        let mut sums = [[0.0; LANES]; 2];
        for ((x_high, x_low), (y_high, y_low)) in x_high.iter().zip(x_low).zip(y_high.iter().zip(y_low)) {
            for i in 0..LANES {
                let sum = Double { high: sums[0][i], low: sums[1][i] }
                    + product((x_high[i], x_low[i]), (y_high[i], y_low[i]));
                (sums[0][i], sums[1][i]) = (sum.high, sum.low);
            }
        }
        let mut total = Double::ZERO;
        for (&high, &low) in sums[0].iter().zip(&sums[1]) {
            total = total + Double { high, low };
        }
        for i in 0..x_rest.len() {
            total = total + product((x_rest[i], x_last[i]), (y_rest[i], y_last[i]));
        }
        total
    }
}
