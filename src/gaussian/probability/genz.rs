//! The integral over a box as one over the unit cube, by a randomised lattice rule                  (Genz 1992)

use super::integration::Integration;
use super::order::Triangular;
use super::standard_normal::{Truncated, truncated};
use crate::gaussian::kernel::threads;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// Random shifts of the lattice: their spread is the error.
const SHIFTS: usize = 16;
/// Points of the lattice for each shift, at first.
const FIRST_POINTS: usize = 1 << 8;

/// The estimate: ln of it, its relative error, and the number of points.
pub struct Estimate {
    pub logarithm: f64,
    pub relative_error: f64,
    pub evaluations: usize,
}

/// e^top · sum, a sum of numbers that need not be representable.
#[derive(Clone, Copy)]
struct LogSum {
    top: f64,
    sum: f64,
}

impl LogSum {
    fn add(&mut self, logarithm: f64) {
        if logarithm <= self.top {
            self.sum += (logarithm - self.top).exp();
        } else if logarithm > f64::NEG_INFINITY {
            self.sum = self.sum * (self.top - logarithm).exp() + 1.0;
            self.top = logarithm;
        }
    }
}

/// One shift of the lattice, with what has been added up for it.
struct Shift {
    start: Vec<f64>,
    total: LogSum,
}

/// P(lower ≤ Bz ≤ upper): the mean over w ∈ (0, 1)ᴿ⁻¹ of Πᵢ P(aᵢ ≤ zᵢ ≤ bᵢ | z₁, …, zᵢ₋₁), where zᵢ is the point below
/// which lies the share wᵢ of that probability.
///
/// w runs over |2{k√p + u} − 1| for k = 1, 2, …, with the primes p (Richtmyer) and a uniform u for each shift. The number
/// of points is doubled until 3.5 standard errors are within `wanted`, or there are no more. The shifts are worked on
/// by all cores; each is a sum in a fixed order.
pub fn estimate(law: &Triangular, wanted: &Integration) -> Estimate {
    let rank = law.scales.iter().filter(|scale| **scale > 0.0).count();
    let steps: Vec<f64> = primes(rank.saturating_sub(1)).map(|prime| (prime as f64).sqrt().fract()).collect();
    let mut stream = ChaCha8Rng::seed_from_u64(wanted.seed);
    let mut shifts: Vec<Shift> = (0..SHIFTS)
        .map(|_| Shift {
            start: steps.iter().map(|_| (stream.next_u64() >> 11) as f64 * 0.5f64.powi(53)).collect(),
            total: LogSum { top: f64::NEG_INFINITY, sum: 0.0 },
        })
        .collect();
    let mut previous = 0.0f64;
    let (mut done, mut points) = (0, FIRST_POINTS.min(wanted.most_evaluations.div_ceil(SHIFTS)).max(1));
    loop {
        let work = 40.0 * ((points - done) * SHIFTS * law.scales.len()) as f64;
        let state = || (vec![0.0; steps.len()], vec![0.0; rank]);
        threads::share(threads::worth(work), shifts.iter_mut(), state, |(w, z), shift| {
            for k in done..points {
                for ((w, step), start) in w.iter_mut().zip(&steps).zip(&shift.start) {
                    let place = ((k + 1) as f64 * step + start).fract();
                    *w = (2.0 * place - 1.0).abs().clamp(1e-16, 1.0 - 1e-16);
                }
                shift.total.add(log_product(law, w, z));
            }
        });
        done = points;
        let mut found = combined(&shifts, done);
        found.evaluations = done * SHIFTS;
        // Among many spreads one is small by chance: twice the points rarely leave less than a third of it.
        found.relative_error = found.relative_error.max(previous / 3.0);
        previous = found.relative_error;
        let enough = wanted.relative.max(wanted.absolute / found.logarithm.exp());
        if found.relative_error <= enough || 2 * done * SHIFTS > wanted.most_evaluations {
            return found;
        }
        points = 2 * done;
    }
}

/// ln of the product at one point of the cube.
fn log_product(law: &Triangular, w: &[f64], z: &mut [f64]) -> f64 {
    let (mut product, mut logarithm, mut own) = (1.0, 0.0, 0);
    for (i, (row, scale)) in law.rows.iter().zip(&law.scales).enumerate() {
        let before: f64 = row.iter().zip(z.iter()).map(|(coefficient, z)| coefficient * z).sum();
        if *scale == 0.0 {
            // The component is a function of those before it: inside or outside, within the rounding of the sum.
            let roundoff =
                1e-13 * row.iter().zip(z.iter()).map(|(coefficient, z)| (coefficient * z).abs()).sum::<f64>();
            if before < law.lower[i] - roundoff || before > law.upper[i] + roundoff {
                return f64::NEG_INFINITY;
            }
            continue;
        }
        let (a, b) = ((law.lower[i] - before) / scale, (law.upper[i] - before) / scale);
        let Truncated { value, logarithm: more, point } = truncated(a, b, w.get(own).copied().unwrap_or(0.5));
        z[own] = point;
        own += 1;
        product *= value;
        logarithm += more;
        if product < 1e-100 {
            logarithm += product.ln();
            product = 1.0;
        }
    }
    logarithm + f64::ln(product)
}

/// The mean over all shifts, and 3.5 standard errors of it.
fn combined(shifts: &[Shift], points: usize) -> Estimate {
    let top = shifts.iter().fold(f64::NEG_INFINITY, |top, shift| top.max(shift.total.top));
    let none = Estimate { logarithm: f64::NEG_INFINITY, relative_error: 0.0, evaluations: 0 };
    if top == f64::NEG_INFINITY {
        return none;
    }
    let count = shifts.len() as f64;
    let values: Vec<f64> =
        shifts.iter().map(|shift| shift.total.sum * (shift.total.top - top).exp() / points as f64).collect();
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let relative_error = 3.5 * (variance / count).sqrt() / mean + 1e-14;
    Estimate { logarithm: top + mean.ln(), relative_error, ..none }
}

/// The first `count` primes.
fn primes(count: usize) -> impl Iterator<Item = usize> {
    let prime = |n: &usize| (2..).take_while(|d| d * d <= *n).all(|d| !n.is_multiple_of(d));
    (2..).filter(prime).take(count)
}
