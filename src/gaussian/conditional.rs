//! Marginals p(x_a) and conditionals p(x_a | x_b) of chosen components

use super::factor::Factor;
use super::indices::{expect_indices, hidden};
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::Matrix;
use crate::error::Result;

impl Gaussian {
    /// N(x_a | μ_a, Σ_aa), the marginal of the components `indices`, in that order            (N1-100, N1-101)
    ///
    /// Errors: no index, an index out of range, a repeated index.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let last = gaussian.marginal(&[1])?;
    /// assert_eq!((last.mean()[0], last.covariance()[0]), (-1.0, 1.0));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn marginal(&self, indices: &[usize]) -> Result<Self> {
        expect_indices("the list of components", indices, self.dimension())?;
        if let Some(precise) = &self.precise {
            return Self::from_precise(precise.marginal("the covariance of the components", indices)?);
        }
        let covariance = self.covariance().select_rows(indices).select_columns(indices);
        let factor = Factor::of("the covariance of the components", covariance.clone())?;
        Self::of_parts(self.mean().select_rows(indices), covariance, factor)
    }

    /// N(x_a | μ_a + Σ_ab Σ_bb⁻¹ (x_b−μ_b), Σ_aa − Σ_ab Σ_bb⁻¹ Σ_ba)                   (Bishop 2.81, 2.82)
    ///
    /// The law of the components that are not observed, in ascending order. `indices`: the observed components b;
    /// `values` x_b: Q×1, in the same order.
    /// Errors: no index, all indices, an index out of range, a repeated index, sizes that do not match, NaN or infinite
    /// entries.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let given = gaussian.condition(&[1], &Matrix::zeros(1, 1))?; // x₀, given x₁ = 0
    /// assert!((given.mean()[0] - 1.6).abs() < 1e-15 && (given.covariance()[0] - 1.64).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn condition(&self, indices: &[usize], values: &Matrix<f64>) -> Result<Self> {
        let hidden = hidden("the list of observed components", indices, self.dimension())?;
        expect_vector("values", values, indices.len())?;
        let (known, unknown) = (indices.len(), hidden.len());
        // With the observed components first, the factor is [L_bb 0; L_ab L_aa]. L_ab = Σ_ab L_bb⁻ᵀ, and L_aa is the
        // factor of Σ_aa − L_ab L_abᵀ, which is therefore symmetric.
        let name = "the covariance, observed components first";
        if let Some(precise) = &self.precise {
            return Self::from_precise(precise.condition(name, &hidden, indices, values)?);
        }
        let part = |rows: &[usize], columns: &[usize]| {
            let numbers = self.covariance().as_slice();
            Matrix::from_fn(rows.len(), columns.len(), |i, j| numbers[columns[j] * self.dimension() + rows[i]])
        };
        let factor = Factor::of(name, part(indices, indices))?;
        // The rows of Σ_ba are its columns b, since Σ is symmetric.
        let cross = factor.whitened_panels(unknown, |i, panel| {
            for (row, index) in panel.iter_mut().zip(indices) {
                let column = &self.covariance().as_slice()[index * self.dimension()..][..self.dimension()];
                row.iter_mut().zip(&hidden[i..]).for_each(|(entry, &component)| *entry = column[component]);
            }
            0..known
        });
        let whitened_deviation = factor.whitened(&(values - self.mean().select_rows(indices)));
        let shift = cross.tr_mul(whitened_deviation.as_slice());
        let mean = Matrix::from_fn(unknown, 1, |i, _| self.mean()[hidden[i]] + shift[i]);
        let prior = part(&hidden, &hidden);
        let diagonal = prior.diagonal();
        let covariance = symmetric_from_lower(cross.minus_gram(prior));
        let factor = Factor::of_schur_complement(name, covariance.clone(), diagonal.as_slice(), known)?;
        Self::of_parts(mean, covariance, factor)
    }
}
