//! C ← C ± ZᵀZ, a symmetric update of rank k: syrk with triangle lower, transposed, α = ±1, β = 1
//!
//! Only the lower triangle of C is read and written: half the work of a general product.

use super::microkernel::{each_group, load, microkernel, store, vectors};
use super::packing::panel::{Panel, Panels};
use super::tuning::{BLOCK_DEPTH, TILE_COLUMNS, TILE_ROWS};
use super::{arch, threads};
use crate::algebra::matrix::Matrix;
use pulp::{Simd, WithSimd};
use std::ops::Range;

/// C ← C ± ZᵀZ, the lower triangle.
///
/// `numbers`: C as part of a matrix whose columns are `stride` apart; column j of C begins at `j·stride + first`.
pub fn symmetric_update(threads: usize, numbers: &mut [f64], first: usize, stride: usize, panels: &Panels, add: bool) {
    let order = panels.columns();
    let columns = numbers.chunks_mut(TILE_COLUMNS * stride).take(order.div_ceil(TILE_COLUMNS)).enumerate();
    threads::share(
        threads,
        columns,
        || (),
        |(), (left, columns)| {
            arch().dispatch(SymmetricUpdate { columns, first, stride, panels, left, add });
        },
    );
}

impl Panels {
    /// C + ZᵀZ for these columns Z and C = `start`; the lower triangle only.
    pub fn plus_gram(&self, start: Matrix<f64>) -> Matrix<f64> {
        self.with_gram(start, true)
    }

    /// C − ZᵀZ for these columns Z and C = `start`; the lower triangle only.
    pub fn minus_gram(&self, start: Matrix<f64>) -> Matrix<f64> {
        self.with_gram(start, false)
    }

    fn with_gram(&self, mut start: Matrix<f64>, add: bool) -> Matrix<f64> {
        let order = self.columns();
        let work = 0.5 * (order * order * self.rows()) as f64;
        symmetric_update(threads::worth(work), start.as_mut_slice(), 0, order, self, add);
        start
    }
}

/// C ← C ± ZᵀZ in the columns of C that stand for one panel of Z, the `left`th.
pub struct SymmetricUpdate<'a> {
    pub columns: &'a mut [f64],
    pub first: usize,
    pub stride: usize,
    pub panels: &'a Panels,
    pub left: usize,
    pub add: bool,
}

impl WithSimd for SymmetricUpdate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let depth = self.panels.panel(self.left).1;
        for start in (depth.start..depth.end).step_by(BLOCK_DEPTH) {
            self.some_rows(simd, start..depth.end.min(start + BLOCK_DEPTH));
        }
    }
}

impl SymmetricUpdate<'_> {
    /// What some of the rows of Z add.
    #[inline(always)]
    fn some_rows<S: Simd>(&mut self, simd: S, narrow: Range<usize>) {
        let order = self.panels.columns();
        let scales = self.panels.panel(self.left).0;
        for below in self.left..order.div_ceil(TILE_COLUMNS) {
            let (rows, wide) = self.panels.panel(below);
            let depth = narrow.start.max(wide.start)..narrow.end.min(wide.end);
            if depth.start >= depth.end {
                continue;
            }
            let height = TILE_COLUMNS.min(order - below * TILE_COLUMNS);
            for (q, start) in
                (self.left * TILE_COLUMNS..order.min((self.left + 1) * TILE_COLUMNS)).step_by(TILE_ROWS).enumerate()
            {
                let (scales, rows) = (&scales[depth.clone()], &rows[depth.clone()]);
                let offset = (start - self.left * TILE_COLUMNS) * self.stride + self.first + below * TILE_COLUMNS;
                let skip = start.saturating_sub(below * TILE_COLUMNS);
                if skip == 0 && height == TILE_COLUMNS && start + TILE_ROWS <= order && below > self.left {
                    each_group!(S, 0..vectors::<S>(), |group, V| {
                        let sums = tile::<S, TILE_ROWS, V>(simd, scales, q, rows, group);
                        for (r, sums) in sums.iter().enumerate() {
                            let entries = &mut self.columns[offset + r * self.stride..][..TILE_COLUMNS];
                            let entries: &mut [f64; TILE_COLUMNS] = entries.try_into().expect("24 rows");
                            let mut values = load::<S, V>(entries, group);
                            for (value, sum) in values.iter_mut().zip(sums) {
                                *value =
                                    if self.add { simd.add_f64s(*value, *sum) } else { simd.sub_f64s(*value, *sum) };
                            }
                            store::<S, V>(entries, group, &values);
                        }
                    });
                    continue;
                }
                // At the diagonal and at the lower end some of the tile is left out.
                let mut part = [[0.0; TILE_COLUMNS]; TILE_ROWS];
                let needed = skip / S::F64_LANES..height.div_ceil(S::F64_LANES);
                each_group!(S, needed, |group, V| match order - start {
                    1 | 2 => {
                        let sums = tile::<S, 2, V>(simd, scales, q, rows, group);
                        part.iter_mut().zip(&sums).for_each(|(part, sums)| store::<S, V>(part, group, sums));
                    }
                    _ => {
                        let sums = tile::<S, TILE_ROWS, V>(simd, scales, q, rows, group);
                        part.iter_mut().zip(&sums).for_each(|(part, sums)| store::<S, V>(part, group, sums));
                    }
                });
                for (r, part) in part.iter().enumerate().take(order - start) {
                    let skip = (start + r).saturating_sub(below * TILE_COLUMNS);
                    let entries = &mut self.columns[offset + r * self.stride..][skip..height];
                    for (entry, sum) in entries.iter_mut().zip(&part[skip..]) {
                        *entry = if self.add { *entry + sum } else { *entry - sum };
                    }
                }
            }
        }
    }
}

/// 8 columns, from the `q`th part of a panel, times some vectors of rows.
#[inline(always)]
fn tile<S: Simd, const R: usize, const V: usize>(
    simd: S,
    scales: &Panel,
    q: usize,
    rows: &Panel,
    group: usize,
) -> [[S::f64s; V]; R] {
    let mut sums = [[simd.splat_f64s(0.0); V]; R];
    let scales = scales.iter().map(|row| &row.as_chunks::<TILE_ROWS>().0[q]);
    microkernel::<S, R, V>(simd, &mut sums, scales, rows, group);
    sums
}
