//! ∂/∂μ and ∂/∂Σ of ln p(X | μ, Σ)

use super::kernel::panel::{Panels, load_matrix};
use super::kernel::{WIDTH, threads};
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, SufficientStatistics, expect_in_range};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::Result;

/// ∂/∂μ ln p(X | μ, Σ) = NΣ⁻¹(x̄−μ), D×1, and ∂/∂Σ ln p(X | μ, Σ) = ½ (Σ⁻¹SΣ⁻¹ − NΣ⁻¹), D×D   (N2-011, N2-075)
///
/// S = Σₙ (xₙ−μ)(xₙ−μ)ᵀ. The second is the unconstrained gradient: every entry of Σ varies on its own;
/// [`Convention::convert`](crate::derivative::Convention::convert) gives the others.
/// `data`: D×N, N ≥ 1; `mean`: D×1; `covariance`: D×D, symmetric and positive definite.
/// Errors: sizes that do not match, NaN or infinite, N = 0, overflow, and those of [`Gaussian::new`].
pub fn log_likelihood_gradients(
    data: &Matrix<f64>,
    mean: &Matrix<f64>,
    covariance: &Matrix<f64>,
) -> Result<(Matrix<f64>, Matrix<f64>)> {
    let gaussian = Gaussian::new(mean.clone(), covariance.clone())?;
    let mut statistics = SufficientStatistics::new(gaussian.dimension())?;
    statistics.extend(data)?;
    statistics.log_likelihood_gradients(&gaussian)
}

impl SufficientStatistics {
    /// [`log_likelihood_gradients`] of the samples at the mean and the covariance of `gaussian`.
    ///
    /// Errors: dimensions that differ, N = 0, overflow.
    pub fn log_likelihood_gradients(&self, gaussian: &Gaussian) -> Result<(Matrix<f64>, Matrix<f64>)> {
        expect_shape("the mean of the Gaussian", gaussian.mean(), self.dimension(), 1)?;
        self.expect_samples(1)?;
        let (factor, samples) = (&gaussian.factor, self.count() as f64);
        let whitened = factor.whitened(&self.mean_minus(gaussian.mean()));

        let mut mean_gradient = &whitened * samples;
        factor.solve_upper(&mut mean_gradient);

        // M = L⁻¹SL⁻ᵀ/N − I, the misfit in white coordinates. S/N about μ is S/N about x̄ + (x̄−μ)(x̄−μ)ᵀ.
        let order = self.dimension();
        let threads = threads::worth((order * order * order) as f64);
        let (solver, reversed) = (factor.solver(), factor.reversed_solver());
        let covariance = self.covariance()?;
        let half = factor.whitened_panels(order, |j, panel| load_matrix(&covariance, j, panel));
        // JL⁻ᵀM: M is symmetric, so its columns are those of L⁻¹(L⁻¹S)ᵀ.
        let misfit = Panels::build(
            threads,
            (order, order),
            || (),
            |(), j, panel| {
                let columns = j..order.min(j + WIDTH);
                half.rows_as_columns(columns.clone(), panel);
                solver.solve(panel, 0..order);
                for (row, scale) in panel.iter_mut().zip(&whitened) {
                    row.iter_mut().zip(&whitened.as_slice()[j..]).for_each(|(to, other)| *to += scale * other);
                }
                columns.for_each(|i| panel[i][i - j] -= 1.0);
                panel[..order].reverse();
                reversed.solve(panel, 0..order)
            },
        );
        // JL⁻ᵀ(L⁻ᵀM)ᵀ = JΣ⁻¹(S/N−Σ)Σ⁻¹
        let product = Panels::build(
            threads,
            (order, order),
            || (),
            |(), j, panel| {
                misfit.rows_as_columns((j..order.min(j + WIDTH)).map(|j| order - 1 - j), panel);
                panel[..order].reverse();
                reversed.solve(panel, 0..order)
            },
        );
        // The lower triangle, 24 columns at a time.
        let mut covariance_gradient = Matrix::zeros(order, order);
        for (p, columns) in covariance_gradient.as_mut_slice().chunks_mut(WIDTH * order).enumerate() {
            let rows = product.panel(p).0;
            for (s, column) in columns.chunks_exact_mut(order).enumerate() {
                let below = p * WIDTH + s..order;
                column[below.clone()]
                    .iter_mut()
                    .zip(rows[..order - below.start].iter().rev())
                    .for_each(|(to, row)| *to = 0.5 * samples * row[s]);
            }
        }
        let covariance_gradient = symmetric_from_lower(covariance_gradient);
        expect_in_range("the gradient in the mean", &mean_gradient)?;
        expect_in_range("the gradient in the covariance", &covariance_gradient)?;
        Ok((mean_gradient, covariance_gradient))
    }
}
