//! y = Ax + b ~ N(Aμ + b, AΣAᵀ)

use super::factor::Factor;
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::Result;

impl Gaussian {
    /// N(y | Aμ + b, AΣAᵀ), the law of y = Ax + b                                              (Bishop 2.3.3)
    ///
    /// The factor of AΣAᵀ = (AL)(AL)ᵀ is computed from AL, with 32 digits if 16 digits of AΣAᵀ do not determine it.
    /// `map` A: P×D; `offset` b: P×1.
    /// Errors: sizes that do not match, NaN or infinite entries, dependent rows of A (AΣAᵀ is then not positive
    /// definite).
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let sum = gaussian.affine(&Matrix::from_element(1, 2, 1.0), &Matrix::zeros(1, 1))?; // x₀ + x₁
    /// assert!(sum.mean()[0] == 0.0 && (sum.covariance()[0] - 4.2).abs() < 1e-14);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn affine(&self, map: &Matrix<f64>, offset: &Matrix<f64>) -> Result<Self> {
        expect_shape("the map", map, map.nrows(), self.dimension())?;
        expect_finite("the map", map)?;
        expect_vector("the offset", offset, map.nrows())?;
        if self.precise.is_none() {
            let factor = Factor::of_gram("AΣAᵀ", &(map * self.factor()).transpose())?;
            if factor.is_tame(&[&self.factor]) {
                return Self::of_factor(map * self.mean() + offset, factor);
            }
        }
        Self::from_precise(self.to_precise().affine("AΣAᵀ", map, offset)?)
    }
}
