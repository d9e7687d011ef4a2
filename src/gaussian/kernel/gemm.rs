//! C ← AZ, a product of two matrices: gemm, where zeros at the ends of rows and columns are left out

use super::arch;
use super::microkernel::{each_group, microkernel, store, vectors};
use super::packing::panel::Panel;
use super::packing::rows::PackedRows;
use super::tuning::{TILE_COLUMNS, TILE_ROWS};
use pulp::{Simd, WithSimd};
use std::ops::Range;

impl PackedRows {
    /// C ← AZ, where `self` is A and Z is zero outside of the rows `support`; returns outside of which rows C is zero.
    pub fn product(&self, panel: &Panel, support: Range<usize>, product: &mut Panel) -> Range<usize> {
        let meets = |i: &usize| {
            let block = self.block(*i);
            support.start.max(block.first) < support.end.min(block.first + block.columns.len())
        };
        let blocks = 0..self.count_of_blocks();
        let first = blocks.clone().find(meets).unwrap_or(0);
        let end = blocks.rev().find(meets).map_or(first, |last| last + 1);
        arch().dispatch(Product { left: self, panel, support, product });
        first * TILE_ROWS..self.rows().min(end * TILE_ROWS)
    }
}

/// C ← AZ for one panel Z, which is zero outside of the rows `support`.
pub struct Product<'a> {
    pub left: &'a PackedRows,
    pub panel: &'a Panel,
    pub support: Range<usize>,
    pub product: &'a mut Panel,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let blocks = self.product.as_chunks_mut().0.iter_mut().enumerate().take(self.left.count_of_blocks());
        for (i, product) in blocks {
            block_product(simd, self.left, i, self.panel, self.support.clone(), product);
        }
    }
}

/// Cᵢ ← AᵢZ for block `i` of the rows, where Z is zero outside of the rows `support`.
#[inline(always)]
pub fn block_product<S: Simd>(
    simd: S,
    left: &PackedRows,
    i: usize,
    panel: &Panel,
    support: Range<usize>,
    product: &mut [[f64; TILE_COLUMNS]; TILE_ROWS],
) {
    let block = left.block(i);
    let first = block.first;
    let common = support.start.max(first)..support.end.min(first + block.columns.len());
    let (scales, rows) = if common.start < common.end {
        (&block.columns[common.start - first..common.end - first], &panel[common])
    } else {
        (&[][..], &[][..])
    };
    each_group!(S, 0..vectors::<S>(), |group, V| match left.rows() - i * TILE_ROWS {
        1 | 2 => tile::<S, 2, V>(simd, scales, rows, product, group),
        3 | 4 => tile::<S, 4, V>(simd, scales, rows, product, group),
        _ => tile::<S, 8, V>(simd, scales, rows, product, group),
    });
}

#[inline(always)]
fn tile<S: Simd, const R: usize, const V: usize>(
    simd: S,
    scales: &[[f64; TILE_ROWS]],
    rows: &Panel,
    product: &mut [[f64; TILE_COLUMNS]; TILE_ROWS],
    group: usize,
) {
    let mut sums = [[simd.splat_f64s(0.0); V]; R];
    microkernel::<S, R, V>(simd, &mut sums, scales.iter(), rows, group);
    for r in 0..R {
        store::<S, V>(&mut product[r], group, &sums[r]);
    }
}
