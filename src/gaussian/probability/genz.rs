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

/// A coefficient that is less than this share of the largest one is its rounding.
const NOTHING: f64 = 1e-13;

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
        if logarithm == f64::NEG_INFINITY {
            // Nothing; and −∞ less −∞ is no number, if nothing was added before.
        } else if logarithm <= self.top {
            self.sum += (logarithm - self.top).exp();
        } else {
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
/// which lies the share wᵢ of that probability. A row without a component of its own limits the last one that it depends on.
///
/// w runs over |2{k√p + u} − 1| for k = 1, 2, …, with the primes p (Richtmyer) and a uniform u for each shift. The number
/// of points is doubled until 3.5 standard errors are within `wanted`, or there are no more. The shifts are worked on
/// by all cores; each is a sum in a fixed order.
pub fn estimate(law: &Triangular, wanted: &Integration) -> Estimate {
    let Some(conditions) = conditions(law) else {
        return Estimate { logarithm: f64::NEG_INFINITY, relative_error: 0.0, evaluations: 0 };
    };
    let rank = conditions.len();
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
                shift.total.add(log_product(&conditions, w, z));
            }
        });
        done = points;
        let mut found = combined(&shifts, done);
        found.evaluations = done * SHIFTS;
        // Among many spreads one is small by chance: twice the points rarely leave less than a third of it.
        found.relative_error = found.relative_error.max(previous / 3.0);
        previous = if found.relative_error.is_finite() { found.relative_error } else { 0.0 };
        let enough = wanted.relative.max(wanted.absolute / found.logarithm.exp());
        if found.relative_error <= enough || 2 * done * SHIFTS > wanted.most_evaluations {
            return found;
        }
        points = 2 * done;
    }
}

/// lower ≤ (coefficients of the components before) · z + scale zᵢ ≤ upper, a condition on the component zᵢ.
struct Limit<'a> {
    before: &'a [f64],
    scale: f64,
    lower: f64,
    upper: f64,
}

impl Limit<'_> {
    /// The interval of zᵢ, given the components before it.
    fn interval(&self, z: &[f64]) -> [f64; 2] {
        let before: f64 = self.before.iter().zip(z).map(|(coefficient, z)| coefficient * z).sum();
        let [a, b] = [self.lower, self.upper].map(|limit| (limit - before) / self.scale);
        if self.scale > 0.0 { [a, b] } else { [b, a] }
    }
}

/// The conditions on each component of z: those of its own row, and those of rows that depend on it as the last one. None
/// if a row that depends on none is outside of its limits.
fn conditions(law: &Triangular) -> Option<Vec<Vec<Limit<'_>>>> {
    let mut conditions: Vec<Vec<Limit>> = Vec::new();
    for (i, row) in law.rows.iter().enumerate() {
        let (lower, upper) = (law.lower[i], law.upper[i]);
        if law.scales[i] > 0.0 {
            conditions.push(vec![Limit { before: row, scale: law.scales[i], lower, upper }]);
            continue;
        }
        let size = row.iter().fold(0.0f64, |size, coefficient| size.max(coefficient.abs()));
        match row.iter().rposition(|coefficient| coefficient.abs() > NOTHING * size) {
            Some(k) => conditions[k].push(Limit { before: &row[..k], scale: row[k], lower, upper }),
            None if lower <= 0.0 && upper >= 0.0 => (),
            None => return None,
        }
    }
    Some(conditions)
}

/// ln of the product at one point of the cube.
fn log_product(conditions: &[Vec<Limit>], w: &[f64], z: &mut [f64]) -> f64 {
    let (mut product, mut logarithm) = (1.0, 0.0);
    for (i, limits) in conditions.iter().enumerate() {
        let (mut a, mut b) = (f64::NEG_INFINITY, f64::INFINITY);
        for limit in limits {
            let [lower, upper] = limit.interval(z);
            (a, b) = (a.max(lower), b.min(upper));
        }
        if a >= b {
            return f64::NEG_INFINITY;
        }
        // The last component is not needed.
        let Truncated { value, logarithm: more, point } = truncated(a, b, w.get(i).copied().unwrap_or(0.5));
        z[i] = point;
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
    let none = Estimate { logarithm: f64::NEG_INFINITY, relative_error: f64::INFINITY, evaluations: 0 };
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
