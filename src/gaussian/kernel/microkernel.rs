//! T ← T + Σₖ aₖbₖᵀ, the one inner loop: a tile T of 8×24 sums in registers, aₖ and bₖ from packed operands

use super::tuning::{TILE_COLUMNS, TILE_ROWS};
use pulp::Simd;

/// The vector with which some numbers begin.
#[inline(always)]
pub fn vector<S: Simd>(numbers: &[f64]) -> S::f64s {
    S::as_simd_f64s(&numbers[..S::F64_LANES]).0[0]
}

/// `V` vectors of a row of a panel, from the vector `start` on.
#[inline(always)]
pub fn load<S: Simd, const V: usize>(row: &[f64; TILE_COLUMNS], start: usize) -> [S::f64s; V] {
    let vectors = &S::as_simd_f64s(row).0[start..start + V];
    std::array::from_fn(|v| vectors[v])
}

/// The inverse of [`load`].
#[inline(always)]
pub fn store<S: Simd, const V: usize>(row: &mut [f64; TILE_COLUMNS], start: usize, values: &[S::f64s; V]) {
    S::as_mut_simd_f64s(row).0[start..start + V].copy_from_slice(values);
}

/// Vectors of a whole row.
pub const fn vectors<S: Simd>() -> usize {
    TILE_COLUMNS / S::F64_LANES
}

/// T ← T + Σₖ aₖbₖᵀ, `R` rows and `V` vectors of it: sums[r] gains Σₖ scales[k][r] · rows[k], k by k.
#[inline(always)]
pub fn microkernel<'a, S: Simd, const R: usize, const V: usize>(
    simd: S,
    sums: &mut [[S::f64s; V]; R],
    scales: impl Iterator<Item = &'a [f64; TILE_ROWS]>,
    rows: &[[f64; TILE_COLUMNS]],
    start: usize,
) {
    let mut held = *sums;
    for (scales, row) in scales.zip(rows) {
        let row = load::<S, V>(row, start);
        for r in 0..R {
            let scale = simd.splat_f64s(scales[r]);
            for v in 0..V {
                held[r][v] = simd.mul_add_e_f64s(scale, row[v], held[r][v]);
            }
        }
    }
    *sums = held;
}

/// Carries out `$call` for the vectors `$vectors` of a row, with `V` of them at a time: as many as registers allow.
macro_rules! each_group {
    ($simd:ty, $vectors:expr, |$start:ident, $v:ident| $call:expr) => {{
        let vectors: std::ops::Range<usize> = $vectors;
        let most = $crate::gaussian::kernel::tuning::vectors_of_tile(<$simd as pulp::Simd>::REGISTER_COUNT);
        let mut $start = vectors.start;
        while $start < vectors.end {
            match most.min(vectors.end - $start) {
                1 => {
                    const $v: usize = 1;
                    $call;
                    $start += 1;
                }
                2 => {
                    const $v: usize = 2;
                    $call;
                    $start += 2;
                }
                _ => {
                    const $v: usize = 3;
                    $call;
                    $start += 3;
                }
            }
        }
    }};
}
pub(in crate::gaussian) use each_group;
