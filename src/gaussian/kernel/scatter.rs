//! Sum and scatter of the samples of one chunk

use super::WIDTH;
use super::panel::Panels;
use super::update::{Columns, DEPTH};
use pulp::{Simd, WithSimd};

/// Up to this dimension the sums run along the samples, not along the components of each.
const FEW: usize = 3;

/// D numbers for each of several samples, one after another; `origin` and `centre` have length D.
pub struct Chunk<'a> {
    pub samples: &'a [f64],
    pub origin: &'a [f64],
    /// Becomes the mean of x − origin.
    pub centre: &'a mut [f64],
    /// D×D; its lower triangle gains the scatter of x − origin about the centre.
    pub scatter: &'a mut [f64],
    /// For [`DEPTH`] samples.
    pub panels: &'a mut Panels,
}

impl WithSimd for Chunk<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { samples, origin, centre, scatter, panels } = self;
        let (dimension, count) = (origin.len(), samples.len() / origin.len());
        sums(samples, origin, centre);
        centre.iter_mut().for_each(|sum| *sum /= count as f64);
        match dimension {
            1 => few::<1>(samples, origin, centre, scatter),
            2 => few::<2>(samples, origin, centre, scatter),
            FEW => few::<FEW>(samples, origin, centre, scatter),
            _ => {
                let shifts: Vec<[[f64; WIDTH]; 2]> = (0..dimension)
                    .step_by(WIDTH)
                    .map(|start| {
                        [origin, centre].map(|of| std::array::from_fn(|s| of.get(start + s).copied().unwrap_or(0.0)))
                    })
                    .collect();
                for (d, samples) in samples.chunks(DEPTH * dimension).enumerate() {
                    panels.refill(DEPTH.min(count - d * DEPTH), |k, p, row, used| {
                        let ([origin, centre], samples) = (&shifts[p], &samples[k * dimension + p * WIDTH..]);
                        // A whole row costs less than a part of it. What it takes from the next sample nobody reads.
                        match samples.first_chunk::<WIDTH>() {
                            Some(sample) => (0..WIDTH).for_each(|s| row[s] = (sample[s] - origin[s]) - centre[s]),
                            None => (0..used).for_each(|s| row[s] = (samples[s] - origin[s]) - centre[s]),
                        }
                    });
                    for (left, columns) in scatter.chunks_mut(WIDTH * dimension).enumerate() {
                        Columns { columns, first: 0, stride: dimension, panels, left, gain: true }.with_simd(simd);
                    }
                }
            }
        }
    }
}

/// Σ (x − origin)
#[inline(always)]
fn sums<'a>(samples: &'a [f64], origin: &[f64], sums: &mut [f64]) {
    const LANES: usize = 8;
    const MOST: usize = 16;
    sums.fill(0.0);
    let dimension = origin.len();
    let mut rest = samples;
    if dimension <= MOST {
        // Eight samples at a time: a short one does not fill a vector.
        let length = LANES * dimension;
        let (mut origins, mut lanes) = ([0.0; LANES * MOST], [0.0; LANES * MOST]);
        origins[..length].chunks_mut(dimension).for_each(|part| part.copy_from_slice(origin));
        let eights = samples.chunks_exact(length);
        rest = eights.remainder();
        for eight in eights {
            for ((lane, x), origin) in lanes[..length].iter_mut().zip(eight).zip(&origins[..length]) {
                *lane += x - origin;
            }
        }
        for part in lanes[..length].chunks(dimension) {
            sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
    }
    // From four places at a time: that keeps more of the memory busy than one.
    let quarter = rest.len() / dimension / 4 * dimension;
    if quarter > 0 {
        let (a, more) = rest.split_at(quarter);
        let (b, more) = more.split_at(quarter);
        let (c, more) = more.split_at(quarter);
        let (d, more) = more.split_at(quarter);
        rest = more;
        let samples = |part: &'a [f64]| part.chunks_exact(dimension);
        for (((a, b), c), d) in samples(a).zip(samples(b)).zip(samples(c)).zip(samples(d)) {
            let four = a.iter().zip(b).zip(c).zip(d);
            for (((((a, b), c), d), origin), sum) in four.zip(origin).zip(sums.iter_mut()) {
                *sum += ((a - origin) + (b - origin)) + ((c - origin) + (d - origin));
            }
        }
    }
    for sample in rest.chunks_exact(dimension) {
        for ((sum, x), origin) in sums.iter_mut().zip(sample).zip(origin) {
            *sum += x - origin;
        }
    }
}

/// The scatter in few dimensions: for each pair of components eight sums, of every eighth sample.
#[inline(always)]
fn few<const D: usize>(samples: &[f64], origin: &[f64], centre: &[f64], scatter: &mut [f64]) {
    const LANES: usize = 8;
    let mut sums = [[[0.0; LANES]; D]; D];
    let (eights, rest) = samples.as_chunks::<D>().0.as_chunks::<LANES>();
    let mut last = [[0.0; D]; LANES];
    // What is missing lies in the centre, and adds nothing.
    last.fill(std::array::from_fn(|i| origin[i] + centre[i]));
    last[..rest.len()].copy_from_slice(rest);
    let mut gain = |eight: &[[f64; D]; LANES]| {
        let mut z = [[0.0; LANES]; D];
        for s in 0..LANES {
            for i in 0..D {
                z[i][s] = (eight[s][i] - origin[i]) - centre[i];
            }
        }
        for i in 0..D {
            for j in 0..=i {
                for s in 0..LANES {
                    sums[i][j][s] += z[i][s] * z[j][s];
                }
            }
        }
    };
    eights.iter().for_each(&mut gain);
    if !rest.is_empty() {
        gain(&last);
    }
    for i in 0..D {
        for j in 0..=i {
            scatter[j * D + i] += sums[i][j].iter().sum::<f64>();
        }
    }
}
