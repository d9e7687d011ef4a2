//! Samples with missing components, which are NaN: marginal densities, and imputation

use super::{Gaussian, expect_samples};
use crate::algebra::matrix::{Matrix, expect_finite};
use crate::error::Result;

/// The components of `x` that are not missing.
pub(super) fn present<'a>(x: impl IntoIterator<Item = &'a f64>) -> Vec<usize> {
    x.into_iter().enumerate().filter(|(_, entry)| !entry.is_nan()).map(|(i, _)| i).collect()
}

impl Gaussian {
    /// ln N(x_b | μ_b, Σ_bb) of every column, N×1, where b are its components that are not NaN           (N1-101)
    ///
    /// `data`: D×N, N ≥ 1; NaN marks missing components. The sum of the values is the log-likelihood of the observed
    /// components. It equals the log-likelihood of the incomplete data if the event that a component is missing does
    /// not depend on its value. For a column without observed components the value is 0. Successive columns with the
    /// same missing components share one factor.
    /// Errors: sizes that do not match, infinite entries, N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(2, 1), Matrix::from_row_slice(2, 2, &[1.0, 0.5, 0.5, 2.0]))?;
    /// let found = gaussian.observed_log_densities(&Matrix::from_column_slice(2, 1, &[f64::NAN, 1.0]))?;
    /// let expected = gaussian.marginal(&[1])?.log_density(&Matrix::from_element(1, 1, 1.0))?;
    /// assert_eq!(found[0], expected);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn observed_log_densities(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_samples("data", data, self.dimension())?;
        expect_finite("data", &data.map(|entry| if entry.is_nan() { 0.0 } else { entry }))?;
        let mut densities = Matrix::zeros(data.ncols(), 1);
        let mut last: Option<(Vec<usize>, Gaussian)> = None;
        for (x, density) in data.column_iter().zip(densities.iter_mut()) {
            let observed = present(x);
            let chosen = |indices: &[usize]| Matrix::from_iterator(indices.len(), 1, indices.iter().map(|&i| x[i]));
            *density = match &last {
                _ if observed.is_empty() => 0.0,
                _ if observed.len() == self.dimension() => self.log_density(&chosen(&observed))?,
                Some((same, marginal)) if *same == observed => marginal.log_density(&chosen(&observed))?,
                _ => {
                    let marginal = self.marginal(&observed)?;
                    let density = marginal.log_density(&chosen(&observed))?;
                    last = Some((observed, marginal));
                    density
                }
            };
        }
        Ok(densities)
    }

    /// E[x_a | x_b] = μ_a + Σ_ab Σ_bb⁻¹ (x_b−μ_b) in place of the missing components a of every column, D×N  (Bishop 2.81)
    ///
    /// `data`: D×N, N ≥ 1; NaN marks missing components. Imputed values vary less than the true values;
    /// [`Gaussian::condition`] gives the covariance of the difference. A column without observed components becomes μ.
    /// Errors: sizes that do not match, infinite entries, N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(2, 1), Matrix::from_row_slice(2, 2, &[1.0, 0.5, 0.5, 2.0]))?;
    /// let whole = gaussian.impute(&Matrix::from_column_slice(2, 1, &[f64::NAN, 1.0]))?;
    /// assert!((whole[0] - 0.25).abs() < 1e-15 && whole[1] == 1.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn impute(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_samples("data", data, self.dimension())?;
        expect_finite("data", &data.map(|entry| if entry.is_nan() { 0.0 } else { entry }))?;
        let mut whole = data.clone();
        for mut x in whole.column_iter_mut() {
            let observed = present(&x);
            if observed.len() == self.dimension() {
                continue;
            }
            let means = if observed.is_empty() {
                self.mean().clone()
            } else {
                let values = Matrix::from_iterator(observed.len(), 1, observed.iter().map(|&i| x[i]));
                self.condition(&observed, &values)?.mean
            };
            let mut means = means.iter();
            x.iter_mut().filter(|entry| entry.is_nan()).for_each(|entry| {
                if let Some(mean) = means.next() {
                    *entry = *mean;
                }
            });
        }
        Ok(whole)
    }
}
