//! Z ← L⁻¹Z, a triangular solve for many right sides: trsm with side left, triangle lower, not transposed
//!
//! Block after block of 8 rows of L: Zᵢ ← Lᵢᵢ⁻¹ (Zᵢ − Σₖ<ᵢ Lᵢₖ Zₖ).

use super::arch;
use super::microkernel::{each_group, load, microkernel, store, vectors};
use super::packing::panel::Panel;
use super::packing::rows::PackedRows;
use super::tuning::{TILE_COLUMNS, TILE_ROWS};
use pulp::{Simd, WithSimd};
use std::ops::Range;

impl PackedRows {
    /// Z ← L⁻¹Z, where `self` is a [`PackedRows::solver`] of L; returns outside of which rows Z is zero then, which it is
    /// outside of `support` at first.
    pub fn triangular_solve(&self, panel: &mut Panel, support: Range<usize>) -> Range<usize> {
        let first = support.start;
        arch().dispatch(TriangularSolve { triangle: self, panel, first });
        first..self.rows()
    }
}

/// Z ← L⁻¹Z for one panel Z, whose rows before `first` are zero; `triangle` is a [`PackedRows::solver`] of L.
pub struct TriangularSolve<'a> {
    pub triangle: &'a PackedRows,
    pub panel: &'a mut Panel,
    pub first: usize,
}

impl WithSimd for TriangularSolve<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let order = self.triangle.rows();
        for i in self.first / TILE_ROWS..self.triangle.count_of_blocks() {
            let block = self.triangle.block(i);
            let (known, open) = self.panel.split_at_mut(i * TILE_ROWS);
            let (before, corner) = block.columns.split_at(i * TILE_ROWS - block.first);
            let corner: &[[f64; TILE_ROWS]; TILE_ROWS] = corner.try_into().expect("8 columns");
            let skip = (self.first / TILE_ROWS * TILE_ROWS).max(block.first);
            let (before, known) = (&before[skip - block.first..], &known[skip..]);
            let open: &mut [[f64; TILE_COLUMNS]; TILE_ROWS] = (&mut open[..TILE_ROWS]).try_into().expect("8 rows");
            each_group!(S, 0..vectors::<S>(), |group, V| match order - i * TILE_ROWS {
                1 | 2 => solve_rows::<S, 2, V>(simd, before, corner, known, open, group),
                3 | 4 => solve_rows::<S, 4, V>(simd, before, corner, known, open, group),
                _ => solve_rows::<S, 8, V>(simd, before, corner, known, open, group),
            });
        }
    }
}

/// Some vectors of the rows of one block, of which the rows `known` are solved.
#[inline(always)]
fn solve_rows<S: Simd, const R: usize, const V: usize>(
    simd: S,
    before: &[[f64; TILE_ROWS]],
    corner: &[[f64; TILE_ROWS]; TILE_ROWS],
    known: &Panel,
    open: &mut [[f64; TILE_COLUMNS]; TILE_ROWS],
    group: usize,
) {
    let mut sums: [[S::f64s; V]; R] = std::array::from_fn(|r| load::<S, V>(&open[r], group));
    microkernel::<S, R, V>(simd, &mut sums, before.iter(), known, group);
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
