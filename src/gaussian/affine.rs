//! y = Ax + b ~ N(Aμ + b, AΣAᵀ)

use super::factor::Factor;
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::Result;

impl Gaussian {
    /// N(y | Aμ + b, AΣAᵀ), the law of y = Ax + b                                              (Bishop 2.3.3)
    ///
    /// AΣAᵀ is (AL)(AL)ᵀ, whose factor comes from AL itself, with 32 digits where 16 of AΣAᵀ do not hold it.
    /// `map` A: P×D; `offset` b: P×1.
    /// Errors: sizes that do not match, NaN or infinite, dependent rows of A (AΣAᵀ is not positive definite).
    pub fn affine(&self, map: &Matrix<f64>, offset: &Matrix<f64>) -> Result<Self> {
        expect_shape("the map", map, map.nrows(), self.dimension())?;
        expect_finite("the map", map)?;
        expect_vector("the offset", offset, map.nrows())?;
        if self.precise.is_none() {
            let factor = Factor::of_gram("AΣAᵀ", &(map * self.factor()).transpose())?;
            if factor.is_tame(&[&self.factor]) {
                return Self::from_factor(map * self.mean() + offset, factor);
            }
        }
        Self::from_precise(self.to_precise().affine("AΣAᵀ", map, offset)?)
    }
}
