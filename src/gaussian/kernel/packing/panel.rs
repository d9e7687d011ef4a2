//! The right operand of a product or of a solve: columns of a matrix in panels of 24, side by side

use crate::algebra::matrix::Matrix;
use crate::gaussian::kernel::threads;
use crate::gaussian::kernel::tuning::{CACHE_LINE, PACKED_ROWS, TILE_COLUMNS, TILE_ROWS};
use std::ops::Range;

/// One panel: row k holds entry k of 24 columns.
pub type Panel = [[f64; TILE_COLUMNS]];

/// A zeroed buffer, whose numbers begin at the start of a cache line: a vector that crosses lines costs two loads.
pub struct Aligned {
    numbers: Vec<f64>,
    start: usize,
    rows: usize,
}

impl Aligned {
    /// So many rows of a panel, rounded up to a whole tile.
    pub fn zeros(rows: usize) -> Self {
        let rows = rows.next_multiple_of(TILE_ROWS);
        let numbers = vec![0.0; rows * TILE_COLUMNS + CACHE_LINE / size_of::<f64>()];
        let start = numbers.as_ptr().align_offset(CACHE_LINE).min(CACHE_LINE / size_of::<f64>());
        Self { numbers, start, rows }
    }

    pub fn rows(&self) -> &Panel {
        &self.numbers[self.start..].as_chunks().0[..self.rows]
    }

    pub fn rows_mut(&mut self) -> &mut Panel {
        &mut self.numbers[self.start..].as_chunks_mut().0[..self.rows]
    }
}

/// The columns of a K×M matrix, 24 to a panel; the last panel is filled up with zeros.
pub struct Panels {
    numbers: Aligned,
    /// K.
    rows: usize,
    /// M.
    columns: usize,
    /// For each panel: rows outside of it are zero.
    support: Vec<Range<usize>>,
}

impl Panels {
    pub fn zeros(rows: usize, columns: usize) -> Self {
        let count = columns.div_ceil(TILE_COLUMNS);
        let numbers = Aligned::zeros(rows.next_multiple_of(TILE_ROWS) * count);
        Self { numbers, rows, columns, support: vec![0..rows; count] }
    }

    /// Each panel by itself, on some threads: `fill(state, j, panel)` writes the columns from j on, and says outside of
    /// which rows they are zero. `state` is what a thread keeps between panels.
    pub fn build<State>(
        threads: usize,
        (rows, columns): (usize, usize),
        state: impl Fn() -> State + Sync,
        fill: impl Fn(&mut State, usize, &mut Panel) -> Range<usize> + Sync,
    ) -> Self {
        let mut panels = Self::zeros(rows, columns);
        let stride = panels.stride();
        let items = panels.numbers.rows_mut().chunks_mut(stride).zip(&mut panels.support).enumerate();
        threads::share(threads, items, state, |state, (p, (panel, support))| {
            *support = fill(state, p * TILE_COLUMNS, panel);
        });
        panels
    }

    /// Rows of a panel that are stored: K, rounded up to a whole tile.
    fn stride(&self) -> usize {
        self.rows.next_multiple_of(TILE_ROWS)
    }

    /// Other numbers in the same place, at most as many rows: `fill(k, p, row, count)` writes row k of panel p, of which the
    /// first `count` numbers stand for columns; the others are never read.
    #[inline(always)]
    pub fn refill(&mut self, rows: usize, fill: impl Fn(usize, usize, &mut [f64; TILE_COLUMNS], usize)) {
        self.support.fill(0..rows);
        let stride = self.stride();
        for (p, panel) in self.numbers.rows_mut().chunks_mut(stride).enumerate() {
            let count = TILE_COLUMNS.min(self.columns - p * TILE_COLUMNS);
            for (k, row) in panel[..rows].iter_mut().enumerate() {
                fill(k, p, row, count);
            }
        }
    }

    /// K.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// M.
    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn panel(&self, p: usize) -> (&Panel, Range<usize>) {
        (&self.numbers.rows()[p * self.stride()..][..self.rows], self.support[p].clone())
    }

    /// Entry (k, j).
    pub fn entry(&self, k: usize, j: usize) -> f64 {
        self.numbers.rows()[j / TILE_COLUMNS * self.stride() + k][j % TILE_COLUMNS]
    }

    /// Zᵀv for these columns Z.
    pub fn tr_mul(&self, vector: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.columns];
        for (p, sums) in product.chunks_mut(TILE_COLUMNS).enumerate() {
            let (panel, support) = self.panel(p);
            for (row, scale) in panel[support.clone()].iter().zip(&vector[support]) {
                sums.iter_mut().zip(row).for_each(|(sum, entry)| *sum += scale * entry);
            }
        }
        product
    }

    /// Rows `row(0)`, `row(1)`, … of these columns become the columns of `panel`.
    pub fn pack_transposed(&self, rows: impl Iterator<Item = usize>, panel: &mut Panel) {
        for (s, k) in rows.enumerate() {
            for (p, part) in panel[..self.columns].chunks_mut(TILE_COLUMNS).enumerate() {
                let row = &self.numbers.rows()[p * self.stride() + k];
                part.iter_mut().zip(row).for_each(|(to, entry)| to[s] = *entry);
            }
        }
    }
}

/// `count` columns of length `rows`, side by side.
#[inline(always)]
pub fn pack_columns<'a>(rows: usize, count: usize, column: impl Fn(usize) -> &'a [f64], panel: &mut Panel) {
    for (b, block) in panel[..rows].chunks_mut(PACKED_ROWS).enumerate() {
        let (eights, rest) = block.as_chunks_mut::<8>();
        for s in 0..count {
            let column = &column(s)[b * PACKED_ROWS..];
            let (parts, last) = column.as_chunks::<8>();
            // Eight numbers that are moved one by one: of a longer loop the compiler makes scattered writes, half as fast.
            for (eight, part) in eights.iter_mut().zip(parts) {
                for (row, entry) in eight.iter_mut().zip(part) {
                    row[s] = *entry;
                }
            }
            if !rest.is_empty() {
                rest.iter_mut().zip(last).for_each(|(row, entry)| row[s] = *entry);
            }
        }
    }
}

/// The columns of `matrix` from `first` on, and their support.
pub fn pack_matrix(matrix: &Matrix<f64>, first: usize, panel: &mut Panel) -> Range<usize> {
    let (rows, columns) = matrix.shape();
    let column = |s| &matrix.as_slice()[(first + s) * rows..][..rows];
    pack_columns(rows, TILE_COLUMNS.min(columns - first), column, panel);
    0..rows
}
