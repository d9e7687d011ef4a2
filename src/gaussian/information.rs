//! Entropy and divergence

use super::Gaussian;
use super::factor::ln_two_pi;
use super::precise::{Precise, cholesky};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::Result;

/// Below this divergence, for each component, 16 digits of the factors leave less than 12 of their difference.
const CLOSE: f64 = 1e-6;

impl Gaussian {
    /// H = ½ (D ln 2π + D + ln|Σ|), the differential entropy in nats             (Bishop 1.6, exercise 2.15)
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// assert!((white.entropy() - 1.4189385332046727).abs() < 1e-15); // ½ (ln 2π + 1)
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn entropy(&self) -> f64 {
        0.5 * (self.dimension() as f64 * (ln_two_pi() + 1.0) + self.log_determinant())
    }

    /// KL(p₁‖p₂) = ½ (tr(Σ₂⁻¹Σ₁) + (μ₂−μ₁)ᵀΣ₂⁻¹(μ₂−μ₁) − D + ln|Σ₂| − ln|Σ₁|)  (Bishop 1.6.1, exercise 2.13)
    ///
    /// p₁ is `self`, p₂ is `other`; in nats. With M = L₂⁻¹L₁, lower triangular, the trace is Σᵢⱼ Mᵢⱼ² and the ratio of
    /// the determinants is Πᵢ Mᵢᵢ²: ½ (Σᵢ (Mᵢᵢ² − 1 − ln Mᵢᵢ²) + Σ_{i>j} Mᵢⱼ² + ‖L₂⁻¹(μ₂−μ₁)‖²).
    /// No term is negative, so nothing cancels between them, and the divergence of equal Gaussians is exactly 0.
    /// Gaussians that are close together are compared with 32 digits. A divergence beyond the range of doubles is ∞.
    /// Errors: dimensions that differ.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let at = |mean: f64| Gaussian::new(Matrix::from_element(1, 1, mean), Matrix::identity(1, 1));
    /// assert_eq!(at(0.0)?.kullback_leibler(&at(2.0)?)?, 2.0); // ½ (2 − 0)²
    /// assert_eq!(at(0.0)?.kullback_leibler(&at(0.0)?)?, 0.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn kullback_leibler(&self, other: &Self) -> Result<f64> {
        expect_shape("the mean of the other Gaussian", other.mean(), self.dimension(), 1)?;
        if self.precise.is_none() && other.precise.is_none() {
            let diagonal = |matrix: &Matrix<f64>, i| matrix[(i, i)];
            let terms = Terms {
                ratio: other.factor.quotient(&self.factor),
                changes: (0..self.dimension())
                    .map(|i| {
                        let (first, second) = (diagonal(self.factor(), i), diagonal(other.factor(), i));
                        (first - second) / second * ((first + second) / second)
                    })
                    .collect(),
                white: other.factor.whitened(&(other.mean() - self.mean())),
            };
            let divergence = terms.divergence(self.factor(), other.factor());
            if divergence > CLOSE * self.dimension() as f64 || (terms.is_zero() && self == other) {
                return Ok(divergence);
            }
        }
        let (ratio, changes, white) = self.with_digits().quotient(&other.with_digits());
        Ok(Terms { ratio, changes, white }.divergence(self.factor(), other.factor()))
    }
}

impl Gaussian {
    /// Mean and factor in 32 digits, where only the covariance is known by a factor of its own.
    fn with_digits(&self) -> Precise {
        let precise = self.to_precise();
        if self.precise.is_none()
            && let Some(lower) = cholesky(self.covariance())
        {
            return Precise { lower, ..precise };
        }
        precise
    }
}

/// What a divergence consists of.
struct Terms {
    /// M = L₂⁻¹L₁, D×D.
    ratio: Matrix<f64>,
    /// Mᵢᵢ² − 1, D numbers.
    changes: Vec<f64>,
    /// L₂⁻¹(μ₂−μ₁), D×1.
    white: Matrix<f64>,
}

impl Terms {
    /// ½ (Σᵢ (Mᵢᵢ² − 1 − ln Mᵢᵢ²) + Σ_{i>j} Mᵢⱼ² + ‖L₂⁻¹(μ₂−μ₁)‖²)
    fn divergence(&self, first: &Matrix<f64>, second: &Matrix<f64>) -> f64 {
        let below: f64 = (0..self.ratio.ncols()).map(|j| self.ratio.view_range(j + 1.., j).norm_squared()).sum();
        let logarithm = |i| match self.ratio[(i, i)] {
            ratio if ratio.is_normal() => ratio.ln(),
            _ => f64::ln(first[(i, i)]) - f64::ln(second[(i, i)]),
        };
        let volume = |(i, change): (usize, &f64)| match change {
            -0.75..3.0 => excess(*change),
            _ => change - 2.0 * logarithm(i),
        };
        let volume: f64 = self.changes.iter().enumerate().map(volume).sum();
        let divergence = 0.5 * (volume + below + self.white.norm_squared());
        // NaN comes only from an overflow, ∞ − ∞, and what overflowed has an infinite square.
        if divergence.is_nan() { f64::INFINITY } else { divergence }
    }

    fn is_zero(&self) -> bool {
        self.changes.iter().chain(self.white.iter()).all(|entry| *entry == 0.0)
    }
}

/// t − ln(1+t) ≥ 0 for −1 < t < 3, relative to itself within a few units in the last place.
///
/// With r = t/(2+t), ln(1+t) = 2 (r + r³/3 + r⁵/5 + …) and t − 2r = rt.
fn excess(t: f64) -> f64 {
    if !(-0.5..1.0).contains(&t) {
        return t - t.ln_1p();
    }
    let r = t / (2.0 + t);
    let square = r * r;
    // |r| ≤ ⅓: the next power is below roundoff.
    let series = (1..=17).rev().fold(0.0, |sum, k| f64::mul_add(sum, square, 1.0 / f64::from(2 * k + 1)));
    r * (t - 2.0 * square * series)
}

#[cfg(test)]
mod tests {
    use super::excess;

    /// t²/2 − t³/3 + t⁴/4 − …
    #[test]
    fn the_excess_has_its_digits() {
        for t in [1e-300, 1e-20, -1e-9, 3e-5, -0.01, 0.09, -0.1] {
            let series = (2..40).rev().map(|k| f64::powi(-t, k) / f64::from(k)).sum::<f64>();
            assert!((excess(t) - series).abs() <= 1e-15 * series, "{t}");
        }
        for t in [-0.74, -0.5, -0.3, 0.3, 0.9, 1.0, 2.9] {
            let direct = t - f64::ln_1p(t);
            assert!((excess(t) - direct).abs() <= 4e-15 * direct, "{t}: {} {direct}", excess(t));
        }
        assert_eq!(excess(0.0), 0.0);
    }
}
