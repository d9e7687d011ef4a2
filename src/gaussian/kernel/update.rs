//! C ± ZᵀZ, the lower triangle only: half the work of a general product

use super::panel::Panels;
use super::tile::{accumulate, each_group, store};
use super::{ROWS, WIDTH, threads};
use pulp::{Simd, WithSimd};

/// The lower triangle of C gains ±ZᵀZ.
///
/// `numbers`: C as part of a matrix whose columns are `stride` apart; column j of C begins at `j·stride + first`.
pub fn update(threads: usize, numbers: &mut [f64], first: usize, stride: usize, panels: &Panels, gain: bool) {
    let order = panels.columns();
    let columns = numbers.chunks_mut(WIDTH * stride).take(order.div_ceil(WIDTH)).enumerate();
    threads::share(threads, columns, || (), |(), (left, columns)| {
        super::arch().dispatch(Columns { columns, first, stride, panels, left, gain });
    });
}

/// The columns of one panel.
pub struct Columns<'a> {
    pub columns: &'a mut [f64],
    pub first: usize,
    pub stride: usize,
    pub panels: &'a Panels,
    pub left: usize,
    pub gain: bool,
}

impl WithSimd for Columns<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let order = self.panels.columns();
        let (scales, narrow) = self.panels.panel(self.left);
        for below in self.left..order.div_ceil(WIDTH) {
            let (rows, wide) = self.panels.panel(below);
            let depth = narrow.start.max(wide.start)..narrow.end.min(wide.end);
            if depth.start >= depth.end {
                continue;
            }
            let height = WIDTH.min(order - below * WIDTH);
            for (q, start) in (self.left * WIDTH..order.min((self.left + 1) * WIDTH)).step_by(ROWS).enumerate() {
                let skip = start.saturating_sub(below * WIDTH);
                let needed = skip / S::F64_LANES..height.div_ceil(S::F64_LANES);
                let (scales, rows) = (&scales[depth.clone()], &rows[depth.clone()]);
                let mut tile = [[0.0; WIDTH]; ROWS];
                each_group!(S, needed, |group, V| match order - start {
                    1 | 2 => tile_of::<S, 2, V>(simd, scales, q, rows, &mut tile, group),
                    _ => tile_of::<S, 8, V>(simd, scales, q, rows, &mut tile, group),
                });
                for (r, tile) in tile.iter().enumerate().take(order - start) {
                    // Above the diagonal nothing is written.
                    let skip = (start + r).saturating_sub(below * WIDTH);
                    let column = (start + r - self.left * WIDTH) * self.stride + self.first + below * WIDTH;
                    let entries = &mut self.columns[column + skip..column + height];
                    for (entry, sum) in entries.iter_mut().zip(&tile[skip..]) {
                        *entry = if self.gain { *entry + sum } else { *entry - sum };
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn tile_of<S: Simd, const R: usize, const V: usize>(
    simd: S,
    scales: &[[f64; WIDTH]],
    q: usize,
    rows: &[[f64; WIDTH]],
    tile: &mut [[f64; WIDTH]; ROWS],
    group: usize,
) {
    let mut sums = [[simd.splat_f64s(0.0); V]; R];
    let scales = scales.iter().map(|row| &row.as_chunks::<ROWS>().0[q]);
    accumulate::<S, R, V>(simd, &mut sums, scales, rows, group);
    for r in 0..R {
        store::<S, V>(&mut tile[r], group, &sums[r]);
    }
}
