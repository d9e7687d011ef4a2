//! The left factor of a product or of a solve, packed by blocks of 8 rows

use super::panel::Panel;
use super::tile::{accumulate, each_group, load, store, vectors};
use super::{ROWS, WIDTH, arch};
use crate::algebra::matrix::Matrix;
use pulp::{Simd, WithSimd};
use std::ops::Range;

/// Blocks of 8 rows of a matrix; each holds some of its columns, `[f64; 8]` each, outside of which it is zero.
pub struct Rows {
    rows: usize,
    columns: Vec<[f64; ROWS]>,
    /// Where the columns of each block are stored, and the first of them.
    blocks: Vec<(Range<usize>, usize)>,
}

impl Rows {
    /// The lower triangular part of a matrix, for [`Product`]; `column(j)` holds all rows of column j.
    pub fn triangle<'a>(order: usize, column: impl Fn(usize) -> &'a [f64]) -> Self {
        let mut triangle = Self::new(order, |i| order.min((i + 1) * ROWS), column);
        // What stands above the diagonal is not part of it.
        triangle.each_corner(|r, column| column[..r].fill(0.0));
        triangle
    }

    /// A lower triangular matrix for [`Solve`]: what is subtracted is negated, what divides is inverted.
    pub fn solver<'a>(order: usize, column: impl Fn(usize) -> &'a [f64]) -> Self {
        let mut solver = Self::triangle(order, column);
        solver.columns.iter_mut().for_each(|column| *column = column.map(|entry| -entry));
        solver.each_corner(|r, column| column[r] = -column[r].recip());
        // The last corner may be smaller than the others: zeros fill it up.
        let missing = order.next_multiple_of(ROWS) - order;
        solver.columns.extend(std::iter::repeat_n([0.0; ROWS], missing));
        if let Some((range, _)) = solver.blocks.last_mut() {
            range.end += missing;
        }
        solver
    }

    /// `change(r, column)` for each column that has the diagonal in row r of its block.
    fn each_corner(&mut self, change: impl Fn(usize, &mut [f64; ROWS])) {
        for (i, (range, first)) in self.blocks.iter().enumerate() {
            let corner = &mut self.columns[range.clone()][i * ROWS - first..];
            corner.iter_mut().enumerate().for_each(|(r, column)| change(r, column));
        }
    }

    /// Any matrix, for [`Rows::times`].
    pub fn of(matrix: &Matrix<f64>) -> Self {
        let (rows, columns) = matrix.shape();
        Self::new(rows, |_| columns, |j| &matrix.as_slice()[j * rows..][..rows])
    }

    /// Block i reaches to column `end(i)`. Zeros to the left and to the right of it are not stored: a diagonal or a band
    /// costs no more than it holds.
    fn new<'a>(rows: usize, end: impl Fn(usize) -> usize, column: impl Fn(usize) -> &'a [f64]) -> Self {
        let count = rows.div_ceil(ROWS);
        // With room for what fills up the last corner of a solver, which would move all of it otherwise.
        let mut columns = Vec::with_capacity((0..count).map(&end).sum::<usize>() + ROWS);
        let blocks = (0..count).map(|i| {
            let part = |j: usize| &column(j)[i * ROWS..rows.min((i + 1) * ROWS)];
            let empty = |j: usize| part(j).iter().all(|entry| *entry == 0.0);
            let end = end(i);
            let first = (0..end).find(|j| !empty(*j)).unwrap_or(end) / ROWS * ROWS;
            let end = (first..end).rev().find(|j| !empty(*j)).map_or(first, |last| last + 1);
            let start = columns.len();
            columns.extend((first..end).map(|j| match part(j).try_into() {
                Ok(whole) => whole,
                Err(_) => std::array::from_fn(|r| part(j).get(r).copied().unwrap_or(0.0)),
            }));
            (start..columns.len(), first)
        });
        Self { rows, blocks: blocks.collect(), columns }
    }

    /// Z becomes L⁻¹Z; returns outside of which rows it is zero, which for Z is `support`.
    pub fn solve(&self, panel: &mut Panel, support: Range<usize>) -> Range<usize> {
        let first = support.start;
        arch().dispatch(Solve { triangle: self, panel, first });
        first..self.rows
    }

    /// AZ, where Z is zero outside of `support`; returns outside of which rows the product is zero.
    pub fn times(&self, panel: &Panel, support: Range<usize>, product: &mut Panel) -> Range<usize> {
        let meets =
            |(range, first): &(Range<usize>, usize)| support.start.max(*first) < support.end.min(first + range.len());
        let first = self.blocks.iter().position(meets).unwrap_or(0);
        let end = self.blocks.iter().rposition(meets).map_or(first, |last| last + 1);
        arch().dispatch(Times { left: self, panel, support, product });
        first * ROWS..self.rows.min(end * ROWS)
    }
}

/// A panel Z becomes L⁻¹Z; its rows before `first` are zero.
pub struct Solve<'a> {
    pub triangle: &'a Rows,
    pub panel: &'a mut Panel,
    pub first: usize,
}

impl WithSimd for Solve<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let order = self.triangle.rows;
        for (i, (range, first)) in self.triangle.blocks.iter().enumerate().skip(self.first / ROWS) {
            let (known, open) = self.panel.split_at_mut(i * ROWS);
            let block = &self.triangle.columns[range.clone()];
            let (before, corner) = block.split_at(i * ROWS - first);
            let corner: &[[f64; ROWS]; ROWS] = corner.try_into().expect("8 columns");
            let skip = (self.first / ROWS * ROWS).max(*first);
            let (before, known) = (&before[skip - first..], &known[skip..]);
            let open: &mut [[f64; WIDTH]; ROWS] = (&mut open[..ROWS]).try_into().expect("8 rows");
            each_group!(S, 0..vectors::<S>(), |group, V| match order - i * ROWS {
                1 | 2 => solve_rows::<S, 2, V>(simd, before, corner, known, open, group),
                3 | 4 => solve_rows::<S, 4, V>(simd, before, corner, known, open, group),
                _ => solve_rows::<S, 8, V>(simd, before, corner, known, open, group),
            });
        }
    }
}

#[inline(always)]
fn solve_rows<S: Simd, const R: usize, const V: usize>(
    simd: S,
    before: &[[f64; ROWS]],
    corner: &[[f64; ROWS]; ROWS],
    known: &Panel,
    open: &mut [[f64; WIDTH]; ROWS],
    group: usize,
) {
    let mut sums: [[S::f64s; V]; R] = std::array::from_fn(|r| load::<S, V>(&open[r], group));
    accumulate::<S, R, V>(simd, &mut sums, before.iter(), known, group);
    for r in 0..R {
        let (solved, open) = sums.split_at_mut(r);
        for (known, column) in solved.iter().zip(corner) {
            let scale = simd.splat_f64s(column[r]);
            for (sum, known) in open[0].iter_mut().zip(known) {
                *sum = simd.mul_add_e_f64s(scale, *known, *sum);
            }
        }
        let scale = simd.splat_f64s(corner[r][r]);
        for sum in &mut open[0] {
            *sum = simd.mul_f64s(scale, *sum);
        }
    }
    for r in 0..R {
        store::<S, V>(&mut open[r], group, &sums[r]);
    }
}

/// A panel Z becomes LZ.
pub struct Product<'a> {
    pub triangle: &'a Rows,
    pub panel: &'a mut Panel,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // From the last block of rows upwards: no block needs what a later one overwrites.
        for i in (0..self.triangle.blocks.len()).rev() {
            let mut product = [[0.0; WIDTH]; ROWS];
            self.triangle.multiply(simd, i, self.panel, 0..self.triangle.rows, &mut product);
            self.panel[i * ROWS..][..ROWS].copy_from_slice(&product);
        }
    }
}

struct Times<'a> {
    left: &'a Rows,
    panel: &'a Panel,
    support: Range<usize>,
    product: &'a mut Panel,
}

impl WithSimd for Times<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for (i, product) in self.product.as_chunks_mut().0.iter_mut().enumerate().take(self.left.blocks.len()) {
            self.left.multiply(simd, i, self.panel, self.support.clone(), product);
        }
    }
}

impl Rows {
    /// The product of block `i` with a panel that is zero outside of `support`.
    #[inline(always)]
    fn multiply<S: Simd>(
        &self,
        simd: S,
        i: usize,
        panel: &Panel,
        support: Range<usize>,
        product: &mut [[f64; WIDTH]; ROWS],
    ) {
        let (range, first) = &self.blocks[i];
        let common = support.start.max(*first)..support.end.min(first + range.len());
        let (scales, rows) = if common.start < common.end {
            (&self.columns[range.clone()][common.start - first..common.end - first], &panel[common])
        } else {
            (&[][..], &[][..])
        };
        each_group!(S, 0..vectors::<S>(), |group, V| match self.rows - i * ROWS {
            1 | 2 => multiply_rows::<S, 2, V>(simd, scales, rows, product, group),
            3 | 4 => multiply_rows::<S, 4, V>(simd, scales, rows, product, group),
            _ => multiply_rows::<S, 8, V>(simd, scales, rows, product, group),
        });
    }
}

#[inline(always)]
fn multiply_rows<S: Simd, const R: usize, const V: usize>(
    simd: S,
    scales: &[[f64; ROWS]],
    rows: &Panel,
    product: &mut [[f64; WIDTH]; ROWS],
    group: usize,
) {
    let mut sums = [[simd.splat_f64s(0.0); V]; R];
    accumulate::<S, R, V>(simd, &mut sums, scales.iter(), rows, group);
    for r in 0..R {
        store::<S, V>(&mut product[r], group, &sums[r]);
    }
}
