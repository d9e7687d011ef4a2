//! Marginals p(x_a) and conditionals p(x_a | x_b) of chosen components

use super::factor::Factor;
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::Matrix;
use crate::error::{Error, Result};

impl Gaussian {
    /// N(x_a | μ_a, Σ_aa), the marginal of the components `indices`, in that order            (N1-100, N1-101)
    ///
    /// Errors: no index, an index out of range, a repeated one.
    pub fn marginal(&self, indices: &[usize]) -> Result<Self> {
        self.expect_indices("the list of components", indices)?;
        if let Some(precise) = &self.precise {
            return Self::from_precise(precise.marginal("the covariance of the components", indices)?);
        }
        let covariance = self.covariance().select_rows(indices).select_columns(indices);
        let factor = Factor::of("the covariance of the components", covariance.clone())?;
        Self::from_parts(self.mean().select_rows(indices), covariance, factor)
    }

    /// N(x_a | μ_a + Σ_ab Σ_bb⁻¹ (x_b−μ_b), Σ_aa − Σ_ab Σ_bb⁻¹ Σ_ba)                   (Bishop 2.81, 2.82)
    ///
    /// Of the components that are not observed, in ascending order. `indices`: the observed components b;
    /// `values` x_b: Q×1, in the same order.
    /// Errors: no index, all indices, one out of range, a repeated one, sizes that do not match, NaN or infinite.
    pub fn condition(&self, indices: &[usize], values: &Matrix<f64>) -> Result<Self> {
        self.expect_indices("the list of observed components", indices)?;
        expect_vector("values", values, indices.len())?;
        let mut observed = vec![false; self.dimension()];
        indices.iter().for_each(|&index| observed[index] = true);
        let hidden: Vec<usize> = (0..self.dimension()).filter(|&index| !observed[index]).collect();
        let (known, unknown) = (indices.len(), hidden.len());
        if unknown == 0 {
            return Err(Error::shape(
                "the list of observed components",
                format!("at most {}: at least one must remain", self.dimension() - 1),
                format!("{known} long"),
            ));
        }
        // With the observed components first, the factor is [L_bb 0; L_ab L_aa]. L_ab = Σ_ab L_bb⁻ᵀ, and L_aa is the
        // factor of Σ_aa − L_ab L_abᵀ, which thereby is symmetric.
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
        Self::from_parts(mean, covariance, factor)
    }

    fn expect_indices(&self, name: &str, indices: &[usize]) -> Result<()> {
        if indices.is_empty() {
            return Err(Error::empty(name));
        }
        let mut seen = vec![false; self.dimension()];
        for &index in indices {
            let fault = match seen.get_mut(index) {
                None => (format!("components 0 to {}", self.dimension() - 1), format!("with a component {index}")),
                Some(true) => ("every component once".into(), format!("with component {index} twice")),
                Some(seen) => {
                    *seen = true;
                    continue;
                }
            };
            return Err(Error::shape(name, fault.0, fault.1));
        }
        Ok(())
    }
}
