//! Precision and gradients of the likelihood in 32 digits

use super::law::Precise;
use crate::algebra::matrix::Matrix;
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::Doubles;

impl Precise {
    /// Σ⁻¹ = L⁻ᵀL⁻¹, rounded; D×D.
    pub fn precision(&self) -> Matrix<f64> {
        let mut inverse = Doubles::from(&Matrix::identity(self.dimension(), self.dimension()));
        self.lower.solve_lower(&mut inverse);
        self.lower.solve_upper(&mut inverse);
        inverse.rounded()
    }

    /// NΣ⁻¹d and ½N (Σ⁻¹(C + ddᵀ)Σ⁻¹ − Σ⁻¹) for Σ = LLᵀ, d = x̄−μ; `mean`: x̄, D×1; `covariance`: C, about x̄, D×D.
    pub fn gradients(&self, samples: f64, mean: &Doubles, covariance: &Matrix<f64>) -> (Matrix<f64>, Matrix<f64>) {
        let mut by_mean = self.white(mean);
        self.lower.solve_upper(&mut by_mean);
        let mut by_covariance = self.half_gradient(mean, covariance).transpose();
        self.lower.solve_upper(&mut by_covariance);
        (by_mean.rounded() * samples, by_covariance.rounded() * (0.5 * samples))
    }

    /// N (Σ⁻¹(C + ddᵀ) − I) L⁻ᵀ, the gradient by L where all of its entries vary.
    pub fn factor_gradient(&self, samples: f64, mean: &Doubles, covariance: &Matrix<f64>) -> Matrix<f64> {
        self.half_gradient(mean, covariance).rounded() * samples
    }

    /// L⁻ᵀM, M = L⁻¹CL⁻ᵀ + wwᵀ − I, w = L⁻¹d.
    fn half_gradient(&self, mean: &Doubles, covariance: &Matrix<f64>) -> Doubles {
        let white = self.white(mean);
        let mut half = Doubles::from(covariance);
        self.lower.solve_lower(&mut half);
        // L⁻¹C is not symmetric, L⁻¹(L⁻¹C)ᵀ is.
        let mut misfit = half.transpose();
        self.lower.solve_lower(&mut misfit);
        for j in 0..self.dimension() {
            for i in 0..self.dimension() {
                let unit = if i == j { Double::ONE } else { Double::ZERO };
                misfit.set(i, j, misfit.at(i, j) + white.at(i, 0) * white.at(j, 0) - unit);
            }
        }
        self.lower.solve_upper(&mut misfit);
        misfit
    }

    /// L⁻¹(x−μ); D×1.
    fn white(&self, x: &Doubles) -> Doubles {
        let mut white = Doubles::from_fn(self.dimension(), 1, |i, _| x.at(i, 0) - self.mean.at(i, 0));
        self.lower.solve_lower(&mut white);
        white
    }
}
