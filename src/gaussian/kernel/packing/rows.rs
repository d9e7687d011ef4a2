//! The left operand of a product or of a solve, packed by blocks of 8 rows

use crate::algebra::matrix::Matrix;
use crate::gaussian::kernel::tuning::TILE_ROWS;
use std::ops::Range;

/// Blocks of 8 rows of a matrix; each holds some of its columns, `[f64; 8]` each, outside of which it is zero.
pub struct PackedRows {
    rows: usize,
    columns: Vec<[f64; TILE_ROWS]>,
    /// Where the columns of each block are stored, and the first of them.
    blocks: Vec<(Range<usize>, usize)>,
}

/// 8 rows, or what is left of them.
pub struct Block<'a> {
    /// `[f64; 8]` for each column from `first` on; to the left and to the right of them it is zero.
    pub columns: &'a [[f64; TILE_ROWS]],
    pub first: usize,
}

impl PackedRows {
    /// The lower triangular part of a matrix, for a triangular product; `column(j)` holds all rows of
    /// column j.
    pub fn triangle<'a>(order: usize, column: impl Fn(usize) -> &'a [f64]) -> Self {
        let mut triangle = Self::new(order, |i| order.min((i + 1) * TILE_ROWS), column);
        // What stands above the diagonal is not part of it.
        triangle.each_corner(|r, column| column[..r].fill(0.0));
        triangle
    }

    /// A lower triangular matrix for a triangular solve: what is subtracted is negated, what divides is inverted.
    pub fn solver<'a>(order: usize, column: impl Fn(usize) -> &'a [f64]) -> Self {
        let mut solver = Self::triangle(order, column);
        solver.columns.iter_mut().for_each(|column| *column = column.map(|entry| -entry));
        solver.each_corner(|r, column| column[r] = -column[r].recip());
        // The last corner may be smaller than the others: zeros fill it up.
        let missing = order.next_multiple_of(TILE_ROWS) - order;
        solver.columns.extend(std::iter::repeat_n([0.0; TILE_ROWS], missing));
        if let Some((range, _)) = solver.blocks.last_mut() {
            range.end += missing;
        }
        solver
    }

    /// `change(r, column)` for each column that has the diagonal in row r of its block.
    fn each_corner(&mut self, change: impl Fn(usize, &mut [f64; TILE_ROWS])) {
        for (i, (range, first)) in self.blocks.iter().enumerate() {
            let corner = &mut self.columns[range.clone()][i * TILE_ROWS - first..];
            corner.iter_mut().enumerate().for_each(|(r, column)| change(r, column));
        }
    }

    /// Any matrix, for a general product.
    pub fn of(matrix: &Matrix<f64>) -> Self {
        let (rows, columns) = matrix.shape();
        Self::new(rows, |_| columns, |j| &matrix.as_slice()[j * rows..][..rows])
    }

    /// Block i reaches to column `end(i)`. Zeros to the left and to the right of it are not stored: a diagonal or a band
    /// costs no more than it holds.
    fn new<'a>(rows: usize, end: impl Fn(usize) -> usize, column: impl Fn(usize) -> &'a [f64]) -> Self {
        let count = rows.div_ceil(TILE_ROWS);
        // With room for what fills up the last corner of a solver, which would move all of it otherwise.
        let mut columns = Vec::with_capacity((0..count).map(&end).sum::<usize>() + TILE_ROWS);
        let blocks = (0..count).map(|i| {
            let part = |j: usize| &column(j)[i * TILE_ROWS..rows.min((i + 1) * TILE_ROWS)];
            let empty = |j: usize| part(j).iter().all(|entry| *entry == 0.0);
            let end = end(i);
            let first = (0..end).find(|j| !empty(*j)).unwrap_or(end) / TILE_ROWS * TILE_ROWS;
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

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn count_of_blocks(&self) -> usize {
        self.blocks.len()
    }

    /// Rows 8i to 8i + 7.
    #[inline(always)]
    pub fn block(&self, i: usize) -> Block<'_> {
        let (range, first) = &self.blocks[i];
        Block { columns: &self.columns[range.clone()], first: *first }
    }
}
