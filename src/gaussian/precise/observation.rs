//! The posterior of a Gaussian, by one whitened observation after another

use super::bounds::{ROUNDOFF, TOLERANCE, imprecise};
use super::law::Precise;
use crate::algebra::matrix::Matrix;
use crate::error::Result;
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::{Doubles, Numbers, axpy, dot, rotate};

/// An entry that is smaller, relative to the terms whose sum it is, is their rounding: rows that depend on each other
/// leave nothing else. Entries of independent rows of doubles differ by 2⁻⁵³ at least.
const NOTHING: f64 = 1.0 / (1u128 << 97) as f64;

/// Observations v = wᵀx + noise of variance 1 that are independent of each other.
pub struct Observations {
    /// [w; v] of each in a column, (P+1)×K, K ≤ P.
    rows: Doubles,
    /// Bound on the relative error of their entries.
    roundoff: f64,
}

impl Observations {
    /// Of y = Ax + b + noise: M⁻¹A and M⁻¹(y−b), where M is the factor of the noise; `offset`: y − b.
    ///
    /// Observations of the same combination of components are combined into one: [M⁻¹A, M⁻¹(y−b)] becomes triangular by
    /// rotations of its rows. Their differences are noise, and do not enter the posterior.
    pub fn new(map: &Matrix<f64>, difference: &Doubles, noise: &Doubles, amplification: f64) -> Self {
        let (q, p) = map.shape();
        let mut white = Doubles::from_fn(q, p + 1, |i, j| if j < p { map[(i, j)].into() } else { difference.at(i, 0) });
        noise.solve_lower(&mut white);
        let white = white.transpose();
        let mut pivots: Vec<Option<usize>> = vec![None; p];
        let mut kept = Doubles::zeros(p + 1, p.min(q) + 1);
        let mut count = 0;
        for n in 0..q {
            // The row in work lies behind those that are kept.
            (0..=p).for_each(|i| kept.set(i, count, white.at(i, n)));
            for (k, pivot) in pivots.iter_mut().enumerate() {
                let entry = kept.at(k, count);
                if entry == Double::ZERO {
                    continue;
                }
                let Some(pivot) = *pivot else {
                    *pivot = Some(count);
                    count += 1;
                    break;
                };
                eliminate(&mut kept, pivot, count, k);
            }
        }
        let rows = Doubles::from_fn(p + 1, count, |i, j| kept.at(i, j));
        Self { rows, roundoff: ROUNDOFF * ((p + q) as f64 * amplification.max(1.0)).sqrt() }
    }

    /// K.
    fn count(&self) -> usize {
        self.rows.columns()
    }
}

/// Entry k of the column `row` becomes 0 by a rotation with the column `pivot`.
fn eliminate(rows: &mut Doubles, pivot: usize, row: usize, k: usize) {
    let (first, second) = (rows.at(k, pivot), rows.at(k, row));
    let length = first.hypotenuse(second);
    let (cosine, sine) = (first / length, second / length);
    let last = rows.rows() - 1;
    let sizes: Vec<f64> = (k..last)
        .map(|i| (cosine.high * rows.at(i, row).high).abs() + (sine.high * rows.at(i, pivot).high).abs())
        .collect();
    let [x, y] = rows.two_columns(pivot, row, k);
    rotate(cosine, sine, x, y);
    rows.set(k, pivot, length);
    rows.set(k, row, Double::ZERO);
    for (i, size) in (k..last).zip(sizes) {
        if rows.at(i, row).high.abs() <= NOTHING * size {
            rows.set(i, row, Double::ZERO);
        }
    }
}

/// Bounds on the errors of a posterior.
struct Loss {
    /// Of the mean, D numbers.
    mean: Vec<f64>,
    /// Of the variance of any combination of components, relative to it.
    variance: f64,
}

impl Precise {
    /// p(x | v₁, …, v_K). Errors: overflow, digits that are lost.
    pub fn posterior(&self, observations: &Observations) -> Result<Self> {
        let mut posterior = self.clone();
        let mut loss = Loss { mean: vec![0.0; self.dimension()], variance: 0.0 };
        for n in 0..observations.count() {
            let (high, low) = observations.rows.column(n, 0);
            let p = self.dimension();
            let value = Double { high: high[p], low: low[p] };
            posterior.observe((&high[..p], &low[..p]), value, observations.roundoff, &mut loss);
        }
        posterior.expect_digits(&loss)?;
        Ok(posterior)
    }

    /// One observation v = wᵀx + noise of variance 1.
    ///
    /// With b = Lᵀw, rotations of the columns of [1 bᵀ; 0 L] make it [a 0; g L′], a² = 1 + bᵀb: L′ is the factor of the
    /// posterior, and its mean is μ + g (v−wᵀμ)/a. From the last column on, L′ is lower triangular again.
    fn observe(&mut self, row: Numbers, value: Double, roundoff: f64, loss: &mut Loss) {
        let order = self.dimension();
        let from = |j: usize| (&row.0[j..], &row.1[j..]);
        let slopes: Vec<Double> = (0..order).map(|j| dot(self.lower.column(j, j), from(j))).collect();
        let innovation = value - dot(row, self.mean.column(0, 0));
        loss.add(self, row.0, &slopes, value.high, innovation.high, roundoff);

        let mut length = Double::ONE;
        let mut gain = Doubles::zeros(order, 1);
        for (j, slope) in slopes.into_iter().enumerate().rev() {
            if slope != Double::ZERO {
                let next = length.hypotenuse(slope);
                rotate(length / next, slope / next, gain.column_mut(0, j), self.lower.column_mut(j, j));
                length = next;
            }
        }
        axpy(innovation / length, gain.column(0, 0), self.mean.column_mut(0, 0));
    }

    fn expect_digits(&self, loss: &Loss) -> Result<()> {
        let order = self.dimension();
        if loss.variance.is_nan() || loss.variance > TOLERANCE {
            return Err(imprecise("the factor of the posterior"));
        }
        for (i, error) in loss.mean.iter().enumerate() {
            let deviation = (0..order).map(|j| self.lower.at(i, j).high).fold(0.0, f64::hypot);
            let size = deviation.max(self.mean.at(i, 0).high.abs());
            if error.is_nan() || *error > TOLERANCE * size {
                return Err(imprecise("the mean of the posterior"));
            }
        }
        Ok(())
    }
}

impl Loss {
    /// The error that one observation adds, to first order in the roundoff ε.
    ///
    /// bⱼ = Σᵢ Lᵢⱼwᵢ is off by ε tⱼ, tⱼ = Σᵢ |Lᵢⱼwᵢ|, and the innovation d by ε (|v| + Σᵢ|wᵢμᵢ|). In coordinates in which
    /// the prior is white, the step of the mean is u = b d/a², a² = 1 + bᵀb, and the variance of component j falls to
    /// sⱼ² = 1 − bⱼ²/a². A change δ of b changes the variance of no combination by more than 2 Σⱼ |δⱼ| sⱼ, relative to it.
    fn add(&mut self, prior: &Precise, row: &[f64], slopes: &[Double], value: f64, innovation: f64, roundoff: f64) {
        let order = row.len();
        let column = |j: usize| prior.lower.column(j, j).0;
        let sizes: Vec<f64> = (0..order)
            .map(|j| column(j).iter().zip(&row[j..]).map(|(entry, weight)| (entry * weight).abs()).sum())
            .collect();
        let b: Vec<f64> = slopes.iter().map(|slope| slope.high).collect();
        let a = b.iter().copied().fold(1.0, f64::hypot);
        let mean = prior.mean.column(0, 0).0;
        let terms: f64 = row.iter().zip(mean).map(|(weight, mean)| (weight * mean).abs()).sum::<f64>() + value.abs();
        // Relative to a, so that no square overflows.
        let step = innovation.abs() / a;
        let shares: Vec<f64> = b.iter().map(|b| b.abs() / a).collect();
        let common: f64 = shares.iter().zip(&sizes).map(|(share, size)| share * size / a).sum();
        // sⱼ² as a sum, from which nothing is subtracted: 1/a² and the squares of the other shares.
        let mut after = vec![0.0; order + 1];
        (0..order).rev().for_each(|j| after[j] = after[j + 1] + shares[j] * shares[j]);
        let mut before = a.recip().powi(2);
        for j in 0..order {
            let share = shares[j];
            self.variance += 2.0 * roundoff * sizes[j] * (before + after[j + 1]).sqrt();
            before += share * share;
            let error = sizes[j] / a * step + 2.0 * share * common * step + share * terms / a;
            for (sum, entry) in self.mean[j..].iter_mut().zip(column(j)) {
                *sum += roundoff * error * entry.abs();
            }
        }
    }
}
