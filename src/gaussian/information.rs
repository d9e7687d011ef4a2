//! Entropy and divergence

use super::Gaussian;
use super::factor::ln_two_pi;
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::Result;

impl Gaussian {
    /// H = ½ (D ln 2π + D + ln|Σ|), the differential entropy in nats             (Bishop 1.6, exercise 2.15)
    pub fn entropy(&self) -> f64 {
        0.5 * (self.dimension() as f64 * (ln_two_pi() + 1.0) + self.log_determinant())
    }

    /// KL(p₁‖p₂) = ½ (tr(Σ₂⁻¹Σ₁) + (μ₂−μ₁)ᵀΣ₂⁻¹(μ₂−μ₁) − D + ln|Σ₂| − ln|Σ₁|)  (Bishop 1.6.1, exercise 2.13)
    ///
    /// p₁ is `self`, p₂ is `other`; in nats. With M = L₂⁻¹L₁, lower triangular, the trace is Σᵢⱼ Mᵢⱼ² and the
    /// determinants are the diagonal: ½ (Σᵢ (Mᵢᵢ² − 1 − ln Mᵢᵢ²) + Σ_{i>j} Mᵢⱼ² + ‖L₂⁻¹(μ₂−μ₁)‖²).
    /// No term is negative, so nothing cancels between them: equal Gaussians have exactly 0.
    /// Errors: dimensions that differ.
    pub fn kullback_leibler(&self, other: &Self) -> Result<f64> {
        expect_shape("the mean of the other Gaussian", other.mean(), self.dimension(), 1)?;
        let ratio = other.factor.quotient(&self.factor);
        let below: f64 = (0..ratio.ncols()).map(|j| ratio.view_range(j + 1.., j).norm_squared()).sum();
        let diagonal = |matrix: &Matrix<f64>, i| matrix[(i, i)];
        let volume: f64 = (0..self.dimension())
            .map(|i| {
                let (first, second) = (diagonal(self.factor(), i), diagonal(other.factor(), i));
                excess((first - second) / second * ((first + second) / second))
            })
            .sum();
        let distance = other.factor.whitened(&(other.mean() - self.mean())).norm_squared();
        Ok(0.5 * (volume + below + distance))
    }
}

/// t − ln(1+t) ≥ 0 for t > −1
fn excess(t: f64) -> f64 {
    (t - t.ln_1p()).max(0.0)
}
