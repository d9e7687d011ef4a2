//! A = LLᵀ, A becomes L: potrf with triangle lower
//!
//! By halves: A₁₁ = L₁₁L₁₁ᵀ, L₂₁ᵀ = L₁₁⁻¹A₂₁ᵀ (trsm), A₂₂ ← A₂₂ − L₂₁L₂₁ᵀ (syrk), A₂₂ = L₂₂L₂₂ᵀ.

use super::packing::panel::Panels;
use super::packing::rows::PackedRows;
use super::syrk::symmetric_update;
use super::tuning::TILE_COLUMNS;
use super::{arch, threads};
use pulp::{Simd, WithSimd};

/// The lower triangle of A becomes L; what lies above the diagonal is left alone.
///
/// `numbers`: A, `order` columns that are `stride` apart; the corner to be factored begins at (`first`, `first`).
/// `positive(j, pivot)` says whether the j-th pivot counts as positive; the error is the first j for which it does not.
pub fn factor(
    numbers: &mut [f64],
    stride: usize,
    first: usize,
    order: usize,
    positive: &impl Fn(usize, f64) -> bool,
) -> Result<(), usize> {
    if order <= TILE_COLUMNS {
        return corner(numbers, stride, first, order, positive);
    }
    let half = (order / 2).next_multiple_of(TILE_COLUMNS).min(order - 1);
    let rest = order - half;
    factor(numbers, stride, first, half, positive)?;
    // L₂₁ᵀ = L₁₁⁻¹A₂₁ᵀ, and A₂₂ loses L₂₁L₂₁ᵀ. The columns of A₂₁ᵀ lie side by side in A.
    let below = |k: usize, i: usize| (first + k) * stride + first + half + i;
    let triangle = PackedRows::solver(half, |j| &numbers[(first + j) * stride + first..][..half]);
    let (h, r) = (half as f64, rest as f64);
    let panels = Panels::build(
        threads::worth(0.5 * h * h * r),
        (half, rest),
        || (),
        |(), i, panel| {
            let count = TILE_COLUMNS.min(rest - i);
            for (k, row) in panel[..half].iter_mut().enumerate() {
                row[..count].copy_from_slice(&numbers[below(k, i)..][..count]);
            }
            let nothing = panel.as_flattened().iter().all(|entry| *entry == 0.0);
            if nothing { 0..0 } else { triangle.triangular_solve(panel, 0..half) }
        },
    );
    for (p, i) in (0..rest).step_by(TILE_COLUMNS).enumerate() {
        let count = TILE_COLUMNS.min(rest - i);
        for (k, row) in panels.panel(p).0.iter().enumerate() {
            numbers[below(k, i)..][..count].copy_from_slice(&row[..count]);
        }
    }
    let right = &mut numbers[(first + half) * stride..];
    symmetric_update(threads::worth(0.5 * h * r * r), right, first + half, stride, &panels, false);
    factor(numbers, stride, first + half, rest, positive)
}

/// Column by column.
fn corner(
    numbers: &mut [f64],
    stride: usize,
    first: usize,
    order: usize,
    positive: &impl Fn(usize, f64) -> bool,
) -> Result<(), usize> {
    let column = |j: usize| (first + j) * stride + first;
    let mut lower = [[0.0; TILE_COLUMNS]; TILE_COLUMNS];
    for j in 0..order {
        lower[j][j..order].copy_from_slice(&numbers[column(j)..][j..order]);
    }
    let positive = |j, pivot| positive(first + j, pivot);
    arch().dispatch(Corner { lower: &mut lower, order, positive }).map_err(|j| first + j)?;
    for j in 0..order {
        numbers[column(j)..][j..order].copy_from_slice(&lower[j][j..order]);
    }
    Ok(())
}

/// Up to 24 columns; what stands above the diagonal is not read.
struct Corner<'a, P> {
    lower: &'a mut [[f64; TILE_COLUMNS]; TILE_COLUMNS],
    order: usize,
    positive: P,
}

impl<P: Fn(usize, f64) -> bool> WithSimd for Corner<'_, P> {
    type Output = Result<(), usize>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        for j in 0..self.order {
            let (done, open) = self.lower[..self.order].split_at_mut(j + 1);
            let column = &mut done[j];
            let pivot = column[j];
            if !(self.positive)(j, pivot) {
                return Err(j);
            }
            let root = pivot.sqrt();
            column.iter_mut().for_each(|entry| *entry /= root);
            column[j] = root;
            let (scales, column) = (&column[j + 1..], S::as_simd_f64s(column).0);
            for ((later, scale), k) in open.iter_mut().zip(scales).zip(j + 1..) {
                let scale = simd.splat_f64s(-scale);
                // Whole vectors, from the one on that holds the diagonal.
                let skip = k / S::F64_LANES;
                for (entry, known) in S::as_mut_simd_f64s(later).0[skip..].iter_mut().zip(&column[skip..]) {
                    *entry = simd.mul_add_e_f64s(scale, *known, *entry);
                }
            }
        }
        Ok(())
    }
}
