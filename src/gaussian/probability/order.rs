//! Which component of a box comes first: the least probable one, given those before it

use super::standard_normal::log_interval;
use crate::algebra::matrix::Matrix;
use crate::gaussian::factor::power_of_2;

/// A component counts as a function of those before it if the rest is less than this share of its deviation.
const DEPENDENT: f64 = 1e-14;

/// lower ≤ Bz ≤ upper for z ~ N(0, I), with B lower triangular: each row has one more component of z, or no new one.
pub struct Triangular {
    /// Row by row: the coefficients of the components of z before its own.
    pub rows: Vec<Vec<f64>>,
    /// The coefficient of its own component, or 0.
    pub scales: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Triangular {
    /// The relative error of the probability by the rounding of the limits: that of b − a in each component.
    pub fn rounding(&self) -> f64 {
        let of_component = |i: usize| {
            let (a, b) = (self.lower[i], self.upper[i]);
            let size = a.abs() + b.abs() + self.rows[i].iter().copied().fold(self.scales[i], f64::hypot);
            if size.is_finite() { 4.0 * f64::EPSILON * size / (b - a) } else { 0.0 }
        };
        (0..self.scales.len()).filter(|&i| self.scales[i] > 0.0).map(of_component).sum()
    }
}

/// Brings lower ≤ Bz ≤ upper into triangular form, M×R, M ≥ 1, the row that is least probable first, given that z takes
/// its expected values in the rows before (Gibson, Glasbey and Elston 1994; Genz and Bretz 2009, section 4.1.3).
///
/// The components of z are reflected, which leaves their law as it is; no covariance is formed, so nothing cancels.
pub fn triangular(mut rows: Matrix<f64>, mut lower: Vec<f64>, mut upper: Vec<f64>) -> Triangular {
    let (count, rank) = rows.shape();
    // Each row in its own unit, a power of 2, so that no square leaves the range of doubles.
    for (i, mut row) in rows.row_iter_mut().enumerate() {
        let unit = power_of_2(row.amax());
        row /= unit;
        (lower[i], upper[i]) = (lower[i] / unit, upper[i] / unit);
    }
    let mut norms: Vec<f64> = rows.row_iter().map(|row| row.norm()).collect();
    let mut expected: Vec<f64> = Vec::new();
    let mut own = Vec::with_capacity(count);
    for i in 0..count {
        let used = expected.len();
        let mut best: Option<(f64, usize, f64)> = None;
        for j in i..count {
            let scale = if used < rank { rows.row(j).columns(used, rank - used).norm() } else { 0.0 };
            if scale <= DEPENDENT * norms[j] {
                continue;
            }
            let [a, b] = standardised(&rows, j, &expected, scale, [lower[j], upper[j]]);
            let logarithm = log_interval(a, b);
            if best.is_none_or(|(least, ..)| logarithm < least) {
                best = Some((logarithm, j, scale));
            }
        }
        let Some((_, j, scale)) = best else {
            // All remaining components are functions of those before them.
            own.resize(count, 0.0);
            break;
        };
        rows.swap_rows(i, j);
        norms.swap(i, j);
        lower.swap(i, j);
        upper.swap(i, j);
        reflect(&mut rows, i, used, scale);
        let [a, b] = standardised(&rows, i, &expected, scale, [lower[i], upper[i]]);
        expected.push(mean_between(a, b));
        own.push(scale);
    }
    let own_columns = |i: usize| expected.len().min(i);
    let rows = (0..count).map(|i| rows.row(i).iter().take(own_columns(i)).copied().collect()).collect();
    Triangular { rows, scales: own, lower, upper }
}

fn standardised(rows: &Matrix<f64>, j: usize, expected: &[f64], scale: f64, limits: [f64; 2]) -> [f64; 2] {
    let before: f64 = rows.row(j).iter().zip(expected).map(|(coefficient, z)| coefficient * z).sum();
    limits.map(|limit| (limit - before) / scale)
}

/// Reflects the components from `first` on so that row `i` has only the first of them, with a positive coefficient.
fn reflect(rows: &mut Matrix<f64>, i: usize, first: usize, norm: f64) {
    let (count, rank) = rows.shape();
    let mut axis: Vec<f64> = rows.row(i).columns(first, rank - first).iter().map(|entry| entry / norm).collect();
    // The reflection takes the row to −sign(row₀) ‖row‖ e₀, and the change of sign of e₀ to +‖row‖ e₀.
    let sign = if axis[0] < 0.0 { -1.0 } else { 1.0 };
    axis[0] += sign;
    let half_square = axis[0].abs();
    for j in i..count {
        let along: f64 =
            axis.iter().enumerate().map(|(k, entry)| entry * rows[(j, first + k)]).sum::<f64>() / half_square;
        for (k, entry) in axis.iter().enumerate() {
            rows[(j, first + k)] -= along * entry;
        }
        rows[(j, first)] *= -sign;
    }
    for k in first + 1..rank {
        rows[(i, k)] = 0.0;
    }
}

/// E[z | a < z < b] = (φ(a) − φ(b))/P(a < z < b)
fn mean_between(a: f64, b: f64) -> f64 {
    let logarithm = log_interval(a, b);
    let density = |x: f64| (-0.5 * x * x - 0.5 * std::f64::consts::TAU.ln() - logarithm).exp();
    let mean = density(a) - density(b);
    let nearest = 0f64.max(a).min(b);
    if mean.is_finite() && logarithm > f64::NEG_INFINITY { mean.clamp(a, b) } else { nearest }
}
