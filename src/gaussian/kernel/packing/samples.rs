//! Samples, one after another in memory, packed as the columns of a panel, and unpacked
//!
//! They are packed four samples at a time, by vectors of some of their components: one by one, the numbers take a good
//! part of the time of the products in which they are used.

use super::panel::Panel;
use crate::gaussian::kernel::microkernel::vector;
use crate::gaussian::kernel::tuning::{PACKED_ROWS, TILE_COLUMNS};
use pulp::{Simd, bytemuck};

/// Samples whose numbers are moved at a time.
const FOUR: usize = 4;

/// Row k of the panel becomes component k of up to 24 samples, less `origin`.
///
/// `samples`: as many numbers each as `origin` has.
#[inline(always)]
pub fn pack_samples<S: Simd>(simd: S, samples: &[f64], origin: &[f64], panel: &mut Panel) {
    let dimension = origin.len();
    if dimension == 2 && samples.len() == 2 * TILE_COLUMNS {
        return pack_pairs(samples.as_chunks().0, origin, panel);
    }
    let order = order_of_rows(simd);
    let (whole, count) = (dimension / S::F64_LANES * S::F64_LANES, samples.len() / dimension);
    let fours = samples.chunks_exact(FOUR * dimension);
    for start in (0..whole).step_by(PACKED_ROWS) {
        for (q, four) in fours.clone().enumerate() {
            for k in (start..whole.min(start + PACKED_ROWS)).step_by(S::F64_LANES) {
                let origin = vector::<S>(&origin[k..]);
                let mut vectors = [origin; FOUR];
                for (difference, x) in vectors.iter_mut().zip(four.chunks_exact(dimension)) {
                    *difference = simd.sub_f64s(vector::<S>(&x[k..]), origin);
                }
                let woven = simd.interleave_shfl_f64s(vectors);
                let woven: &[[f64; FOUR]] = bytemuck::cast_slice(&woven);
                let rows = &mut panel[k..k + S::F64_LANES];
                for (numbers, k) in woven.iter().zip(order) {
                    rows[k].as_chunks_mut().0[q] = *numbers;
                }
            }
        }
    }
    for (s, x) in samples.chunks_exact(dimension).enumerate() {
        let start = if s < count / FOUR * FOUR { whole } else { 0 };
        let numbers = x[start..].iter().zip(&origin[start..]);
        panel[start..].iter_mut().zip(numbers).for_each(|(row, (x, origin))| row[s] = x - origin);
    }
}

/// [`pack_samples`] for 24 samples of two components.
#[inline(always)]
fn pack_pairs(samples: &[[f64; 2]], origin: &[f64], panel: &mut Panel) {
    for s in 0..TILE_COLUMNS {
        panel[0][s] = samples[s][0];
        panel[1][s] = samples[s][1];
    }
    for (row, origin) in panel.iter_mut().zip(origin) {
        row.iter_mut().for_each(|x| *x -= origin);
    }
}

/// The inverse of [`pack_samples`].
///
/// One by one: what is written waits for memory, and vectors that cross lines wait longer.
#[inline(always)]
pub fn unpack_samples(panel: &Panel, origin: &[f64], samples: &mut [f64]) {
    let dimension = origin.len();
    match (samples.as_chunks_mut::<2>(), origin) {
        ((samples, _), &[first, second]) if samples.len() == TILE_COLUMNS => {
            for s in 0..TILE_COLUMNS {
                samples[s] = [first + panel[0][s], second + panel[1][s]];
            }
        }
        _ => {
            for start in (0..dimension).step_by(PACKED_ROWS) {
                let part = start..dimension.min(start + PACKED_ROWS);
                for (s, sample) in samples.chunks_exact_mut(dimension).enumerate() {
                    let rows = panel[part.clone()].iter().zip(&origin[part.clone()]);
                    sample[part.clone()].iter_mut().zip(rows).for_each(|(x, (row, origin))| *x = origin + row[s]);
                }
            }
        }
    }
}

/// Of four vectors woven into each other: which component each four numbers are. It differs from processor to processor.
#[inline(always)]
fn order_of_rows<S: Simd>(simd: S) -> [usize; TILE_COLUMNS] {
    let numbers: [f64; TILE_COLUMNS] = std::array::from_fn(|k| k as f64);
    let fours = simd.interleave_shfl_f64s([vector::<S>(&numbers); FOUR]);
    let fours: &[[f64; FOUR]] = bytemuck::cast_slice(&fours);
    std::array::from_fn(|k| fours.get(k).map_or(0, |four| four[0] as usize))
}
