//! x̄ = Σxₙ/N and S = Σ(xₙ−x̄)(xₙ−x̄)ᵀ of the samples of one chunk

use super::microkernel::{each_group, load, store, vector};
use super::packing::panel::{Panel, Panels};
use super::syrk::SymmetricUpdate;
use super::tuning::{BLOCK_DEPTH, FEW_COMPONENTS, LANES, LOCATING_SAMPLES, PERIODS, TILE_COLUMNS};
use pulp::{Simd, WithSimd};

/// D numbers for each of several samples, one after another; `origin` and `centre` have length D.
pub struct Chunk<'a> {
    pub samples: &'a [f64],
    pub origin: &'a [f64],
    /// Becomes the mean of x − origin.
    pub centre: &'a mut [f64],
    /// D×D; its lower triangle gains the scatter of x − origin about the centre.
    pub scatter: &'a mut [f64],
    /// For [`BLOCK_DEPTH`] samples.
    pub panels: &'a mut Panels,
}

impl WithSimd for Chunk<'_> {
    type Output = ();

    /// Sums are taken about a place c near the mean m, and then set right: Σ(x−m)(x−m)ᵀ = Σ(x−c)(x−c)ᵀ − N(m−c)(m−c)ᵀ.
    ///
    /// c is the mean of every sth sample, s = ⌈N/64⌉. So N(m−c)² is at most s times the scatter, whatever the samples are,
    /// and as a rule s/N of it: in a chunk of 4096 less than two digits cancel. One pass over the samples is enough.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { samples, origin, centre, scatter, panels } = self;
        let (dimension, count) = (origin.len(), (samples.len() / origin.len()) as f64);
        let place = near_mean(samples, origin);
        let mut sums = vec![0.0; dimension.next_multiple_of(TILE_COLUMNS)];
        let about = About { samples, place: &place, sums: &mut sums, scatter };
        match dimension {
            1 => about.low_dimension::<S, 1>(simd),
            2 => about.low_dimension::<S, 2>(simd),
            FEW_COMPONENTS => about.low_dimension::<S, FEW_COMPONENTS>(simd),
            _ => about.high_dimension(simd, panels),
        }
        let shift = &mut sums[..dimension];
        shift.iter_mut().for_each(|sum| *sum /= count);
        for (j, column) in scatter.chunks_exact_mut(dimension).enumerate() {
            let scale = count * shift[j];
            column[j..].iter_mut().zip(&shift[j..]).for_each(|(entry, shift)| *entry -= scale * shift);
            // Of samples that are all alike rounding may leave less than nothing.
            if column[j] < 0.0 {
                column[j] = 0.0;
            }
        }
        let places = place.iter().zip(origin).zip(shift);
        centre
            .iter_mut()
            .zip(places)
            .for_each(|(centre, ((place, origin), shift))| *centre = (place - origin) + *shift);
    }
}

/// The mean of some of the samples, from all over the chunk; summed relative to `origin`.
#[inline(always)]
fn near_mean(samples: &[f64], origin: &[f64]) -> Vec<f64> {
    let all = samples.chunks_exact(origin.len());
    let step = all.len().div_ceil(LOCATING_SAMPLES);
    let some = all.step_by(step);
    let count = some.len() as f64;
    let mut sums = vec![0.0; origin.len()];
    for sample in some {
        sums.iter_mut().zip(sample).zip(origin).for_each(|((sum, x), origin)| *sum += x - origin);
    }
    sums.iter_mut().zip(origin).for_each(|(sum, origin)| *sum = origin + *sum / count);
    sums
}

/// The sums gain all rows of a panel, some vectors of them.
#[inline(always)]
fn add_rows<S: Simd, const V: usize>(simd: S, rows: &Panel, sums: &mut [f64; TILE_COLUMNS], start: usize) {
    let add = |sums: &mut [S::f64s; V], row: &[f64; TILE_COLUMNS]| {
        let row = load::<S, V>(row, start);
        (0..V).for_each(|v| sums[v] = simd.add_f64s(sums[v], row[v]));
    };
    // Four at a time: one sum waits for the one before.
    let (fours, rest) = rows.as_chunks::<4>();
    let mut four = [[simd.splat_f64s(0.0); V]; 4];
    for rows in fours {
        four.iter_mut().zip(rows).for_each(|(sums, row)| add(sums, row));
    }
    let mut total = load::<S, V>(sums, start);
    for part in four {
        (0..V).for_each(|v| total[v] = simd.add_f64s(total[v], part[v]));
    }
    rest.iter().for_each(|row| add(&mut total, row));
    store::<S, V>(sums, start, &total);
}

/// Σ z and the lower triangle of Σ zzᵀ of z = x − c, to be added to what is there.
struct About<'a> {
    samples: &'a [f64],
    /// c, of length D.
    place: &'a [f64],
    /// D numbers, and room for a whole panel.
    sums: &'a mut [f64],
    scatter: &'a mut [f64],
}

impl About<'_> {
    /// By tiles.
    #[inline(always)]
    fn high_dimension<S: Simd>(self, simd: S, panels: &mut Panels) {
        let dimension = self.place.len();
        let count = self.samples.len() / dimension;
        let mut places = vec![[0.0; TILE_COLUMNS]; dimension.div_ceil(TILE_COLUMNS)];
        places.as_flattened_mut()[..dimension].copy_from_slice(self.place);
        for (d, samples) in self.samples.chunks(BLOCK_DEPTH * dimension).enumerate() {
            panels.refill(BLOCK_DEPTH.min(count - d * BLOCK_DEPTH), |k, p, row, used| {
                let (place, samples) = (&places[p], &samples[k * dimension + p * TILE_COLUMNS..]);
                // Whole vectors cost less than a part of one. What they take from the next sample nobody reads.
                let vectors = used.div_ceil(S::F64_LANES);
                let Some(samples) = samples.get(..vectors * S::F64_LANES) else {
                    (0..used).for_each(|s| row[s] = samples[s] - place[s]);
                    return;
                };
                let row = S::as_mut_simd_f64s(row).0.iter_mut().zip(S::as_simd_f64s(samples).0);
                for ((row, x), place) in row.zip(S::as_simd_f64s(place).0) {
                    *row = simd.sub_f64s(*x, *place);
                }
            });
            for (p, sums) in self.sums.as_chunks_mut::<TILE_COLUMNS>().0.iter_mut().enumerate() {
                let (panel, rows) = panels.panel(p);
                let used = TILE_COLUMNS.min(dimension - p * TILE_COLUMNS).div_ceil(S::F64_LANES);
                each_group!(S, 0..used, |group, V| add_rows::<S, V>(simd, &panel[rows.clone()], sums, group));
            }
            for (left, columns) in self.scatter.chunks_mut(TILE_COLUMNS * dimension).enumerate() {
                SymmetricUpdate { columns, first: 0, stride: dimension, panels, left, add: true }.with_simd(simd);
            }
        }
    }

    /// In few dimensions, along the numbers as they lie in memory.
    ///
    /// Number k of the samples belongs to component k mod D, and number k + d to the d-th one after it, if the sample reaches
    /// so far. So the products of all numbers with those d places on hold every product of two components, each in lanes of
    /// its own: no vector has to be rearranged.
    #[inline(always)]
    fn low_dimension<S: Simd, const D: usize>(self, simd: S) {
        // After so many numbers the lanes begin anew, whatever the width of a vector.
        let period = LANES * D;
        let place = self.place.repeat(LANES);
        let mut block = [0.0; PERIODS * LANES * FEW_COMPONENTS + FEW_COMPONENTS];
        for samples in self.samples.chunks(PERIODS * period) {
            let (groups, rest) = samples.split_at(samples.len() / period * period);
            for (to, from) in block.chunks_exact_mut(period).zip(groups.chunks_exact(period)) {
                let numbers = S::as_mut_simd_f64s(to).0.iter_mut().zip(S::as_simd_f64s(from).0);
                for ((to, from), place) in numbers.zip(S::as_simd_f64s(&place).0) {
                    *to = simd.sub_f64s(*from, *place);
                }
            }
            // What is missing lies in the centre, and adds nothing.
            let length = samples.len().next_multiple_of(2 * period);
            block[groups.len()..length + D].fill(0.0);
            for (k, x) in rest.iter().enumerate() {
                block[groups.len() + k] = x - place[k];
            }
            for start in (0..period).step_by(S::F64_LANES) {
                // Two of each: one sum waits for the one before.
                let mut first = [simd.splat_f64s(0.0); 2];
                let mut second = [[simd.splat_f64s(0.0); D]; 2];
                for at in (start..length).step_by(2 * period) {
                    for (u, (first, second)) in first.iter_mut().zip(&mut second).enumerate() {
                        let at = at + u * period;
                        let here = vector::<S>(&block[at..]);
                        *first = simd.add_f64s(*first, here);
                        for (d, second) in second.iter_mut().enumerate() {
                            *second = simd.mul_add_e_f64s(here, vector::<S>(&block[at + d..]), *second);
                        }
                    }
                }
                for (first, second) in first.iter().zip(&second) {
                    for (lane, sum) in lanes::<S>(first).iter().enumerate() {
                        self.sums[(start + lane) % D] += sum;
                    }
                    for (d, second) in second.iter().enumerate() {
                        for (lane, sum) in lanes::<S>(second).iter().enumerate() {
                            let i = (start + lane) % D;
                            if i + d < D {
                                self.scatter[i * D + i + d] += sum;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The numbers of a vector.
fn lanes<S: Simd>(vector: &S::f64s) -> &[f64] {
    pulp::bytemuck::cast_slice(std::slice::from_ref(vector))
}
