//! Marginals p(x_a) and conditionals p(x_a | x_b) of chosen components

use super::factor::Factor;
use super::{Gaussian, expect_vector};
use crate::error::{Error, Result};
use crate::matrix::Matrix;

impl Gaussian {
    /// N(x_a | μ_a, Σ_aa), the marginal of the components `indices`, in that order            (N1-100, N1-101)
    ///
    /// Errors: no index, an index out of range, a repeated one.
    pub fn marginal(&self, indices: &[usize]) -> Result<Self> {
        self.expect_indices("the list of components", indices)?;
        let covariance = self.covariance().select_rows(indices).select_columns(indices);
        let factor = Factor::of("the covariance of the components", &covariance)?;
        Ok(Self { mean: self.mean().select_rows(indices), covariance, factor })
    }

    /// N(x_a | μ_a + Σ_ab Σ_bb⁻¹ (x_b−μ_b), Σ_aa − Σ_ab Σ_bb⁻¹ Σ_ba)                   (Bishop 2.81, 2.82)
    ///
    /// Of the components that are not observed, in ascending order. `indices`: the observed components b;
    /// `values` x_b: Q×1, in the same order.
    /// Errors: no index, all indices, one out of range, a repeated one, sizes that do not match, NaN or infinite.
    pub fn condition(&self, indices: &[usize], values: &Matrix<f64>) -> Result<Self> {
        self.expect_indices("the list of observed components", indices)?;
        expect_vector("values", values, indices.len())?;
        let hidden: Vec<usize> = (0..self.dimension()).filter(|index| !indices.contains(index)).collect();
        let (known, unknown) = (indices.len(), hidden.len());
        if unknown == 0 {
            return Err(Error::Shape {
                name: "the list of observed components".into(),
                expected: format!("at most {}: at least one must remain", self.dimension() - 1),
                found: format!("{known} long"),
            });
        }
        // With the observed components first, the factor is [L_bb 0; L_ab L_aa]. L_ab = Σ_ab L_bb⁻ᵀ, and L_aa is the
        // factor of Σ_aa − L_ab L_abᵀ, which thereby is symmetric and positive definite.
        let order = [indices, &hidden].concat();
        let reordered = self.covariance().select_rows(&order).select_columns(&order);
        let lower = Factor::of("the covariance, observed components first", &reordered)?.lower().clone();
        let block = |i, j, rows, columns| lower.view((i, j), (rows, columns)).into_owned();
        let observed = Factor::from_lower(block(0, 0, known, known));
        let surprise = observed.whitened(&(values - self.mean().select_rows(indices)));
        let mean = self.mean().select_rows(&hidden) + block(known, 0, unknown, known) * surprise;
        Self::from_factor(mean, Factor::from_lower(block(known, known, unknown, unknown)))
    }

    fn expect_indices(&self, name: &str, indices: &[usize]) -> Result<()> {
        if indices.is_empty() {
            return Err(Error::Empty { name: name.into() });
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
            return Err(Error::Shape { name: name.into(), expected: fault.0, found: fault.1 });
        }
        Ok(())
    }
}
