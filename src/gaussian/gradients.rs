//! ∂/∂μ and ∂/∂Σ of ln p(X | μ, Σ)

use super::kernel::packing::panel::{Panels, pack_matrix};
use super::kernel::threads;
use super::kernel::tuning::TILE_COLUMNS;
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, SufficientStatistics, expect_in_range};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::Result;

/// ∂/∂μ ln p(X | μ, Σ) = NΣ⁻¹(x̄−μ), D×1, and ∂/∂Σ ln p(X | μ, Σ) = ½ (Σ⁻¹SΣ⁻¹ − NΣ⁻¹), D×D   (N2-011, N2-075)
///
/// S = Σₙ (xₙ−μ)(xₙ−μ)ᵀ. The second is the unconstrained gradient: every entry of Σ varies independently;
/// [`Convention::convert`](crate::derivative::Convention::convert) gives the gradients in the other conventions.
/// `data`: D×N, N ≥ 1; `mean`: D×1; `covariance`: D×D, symmetric and positive definite.
/// Errors: sizes that do not match, NaN or infinite entries, N = 0, overflow, and those of [`Gaussian::new`].
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::log_likelihood_gradients;
///
/// let data = Matrix::from_row_slice(1, 2, &[1.0, 3.0]);
/// let (mean, covariance) = (Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0));
/// let (by_mean, by_covariance) = log_likelihood_gradients(&data, &mean, &covariance)?;
/// assert_eq!(by_mean[0], 1.0); // (1 + 3)/4
/// assert_eq!(by_covariance[0], 0.0625); // ½ (10/4² − 2/4)
/// # Ok::<(), gradus::Error>(())
/// ```
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
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, SufficientStatistics};
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 3.0]))?;
    /// let gaussian = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0))?;
    /// assert_eq!(statistics.log_likelihood_gradients(&gaussian)?.0[0], 1.0);
    /// // At the maximum likelihood estimate both are 0.
    /// let (by_mean, by_covariance) = statistics.log_likelihood_gradients(&statistics.gaussian()?)?;
    /// assert!(by_mean[0].abs() < 1e-15 && by_covariance[0].abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_likelihood_gradients(&self, gaussian: &Gaussian) -> Result<(Matrix<f64>, Matrix<f64>)> {
        expect_shape("the mean of the Gaussian", gaussian.mean(), self.dimension(), 1)?;
        self.expect_samples(1)?;
        let (factor, samples) = (&gaussian.factor, self.count() as f64);
        let covariance = self.covariance()?;
        if let Some(precise) = &gaussian.precise {
            let (by_mean, by_covariance) = precise.gradients(samples, &self.precise_mean(), &covariance);
            return in_range(by_mean, by_covariance);
        }
        let whitened = factor.whitened(&self.mean_minus(gaussian.mean()));

        let mut mean_gradient = &whitened * samples;
        factor.solve_upper(&mut mean_gradient);

        // M = L⁻¹SL⁻ᵀ/N − I, the misfit in white coordinates. S/N about μ is S/N about x̄ + (x̄−μ)(x̄−μ)ᵀ.
        let order = self.dimension();
        let threads = threads::worth((order * order * order) as f64);
        let (solver, reversed) = (factor.solver(), factor.reversed_solver());
        let half = factor.whitened_panels(order, |j, panel| pack_matrix(&covariance, j, panel));
        // JL⁻ᵀM: M is symmetric, so its columns are those of L⁻¹(L⁻¹S)ᵀ.
        let misfit = Panels::build(
            threads,
            (order, order),
            || (),
            |(), j, panel| {
                let columns = j..order.min(j + TILE_COLUMNS);
                half.pack_transposed(columns.clone(), panel);
                solver.triangular_solve(panel, 0..order);
                for (row, scale) in panel.iter_mut().zip(&whitened) {
                    row.iter_mut().zip(&whitened.as_slice()[j..]).for_each(|(to, other)| *to += scale * other);
                }
                columns.for_each(|i| panel[i][i - j] -= 1.0);
                panel[..order].reverse();
                reversed.triangular_solve(panel, 0..order)
            },
        );
        // JL⁻ᵀ(L⁻ᵀM)ᵀ = JΣ⁻¹(S/N−Σ)Σ⁻¹
        let product = Panels::build(
            threads,
            (order, order),
            || (),
            |(), j, panel| {
                misfit.pack_transposed((j..order.min(j + TILE_COLUMNS)).map(|j| order - 1 - j), panel);
                panel[..order].reverse();
                reversed.triangular_solve(panel, 0..order)
            },
        );
        // The lower triangle, 24 columns at a time.
        let mut covariance_gradient = Matrix::zeros(order, order);
        for (p, columns) in covariance_gradient.as_mut_slice().chunks_mut(TILE_COLUMNS * order).enumerate() {
            let rows = product.panel(p).0;
            for (s, column) in columns.chunks_exact_mut(order).enumerate() {
                let below = p * TILE_COLUMNS + s..order;
                column[below.clone()]
                    .iter_mut()
                    .zip(rows[..order - below.start].iter().rev())
                    .for_each(|(to, row)| *to = 0.5 * samples * row[s]);
            }
        }
        in_range(mean_gradient, covariance_gradient)
    }
}

/// Both gradients, the second of them from its lower triangle; an error where one of them overflows.
fn in_range(by_mean: Matrix<f64>, by_covariance: Matrix<f64>) -> Result<(Matrix<f64>, Matrix<f64>)> {
    let by_covariance = symmetric_from_lower(by_covariance);
    expect_in_range("the gradient in the mean", &by_mean)?;
    expect_in_range("the gradient in the covariance", &by_covariance)?;
    Ok((by_mean, by_covariance))
}
