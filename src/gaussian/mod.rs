//! The multivariate Gaussian for use: the formulas of the course, by Cholesky factors and triangular solves.
//!
//! The files of `derivations/` state each result as the textbook writes it, with inverses and determinants, over any
//! number system. This module computes the same in double precision, for large D and for data far from the origin:
//! nothing here inverts Σ in order to multiply by it, and ln|Σ| is a sum of logarithms, which neither under- nor
//! overflows. `tests/gaussian.rs` compares the two.
//!
//! ```
//! use gradus::Matrix;
//! use gradus::gaussian::Gaussian;
//!
//! let mean = Matrix::from_column_slice(2, 1, &[1.0, -1.0]);
//! let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
//! let gaussian = Gaussian::new(mean, covariance)?;
//!
//! let given = gaussian.condition(&[1], &Matrix::from_element(1, 1, 0.0))?; // x₀, given x₁ = 0
//! assert!((given.mean()[(0, 0)] - 1.6).abs() < 1e-15);
//! assert!((given.covariance()[(0, 0)] - 1.64).abs() < 1e-15);
//! # Ok::<(), gradus::Error>(())
//! ```
//!
//! The inner loops are those of `kernel`. Batches are worked on in chunks that fit into the cache, by all cores where
//! that pays; no result depends on how many there are.
//!
//! Every vector is a `D×1` matrix, and data is `D×N`: columns are samples. Components, rows and columns
//! count from 0, in errors too.

mod affine;
mod condition_number;
mod conditional;
mod density;
mod factor;
mod gradients;
mod information;
mod kernel;
mod linear;
mod precise;
mod rank;
mod sampling;
mod statistics;
mod symmetric;
mod units;

pub use gradients::log_likelihood_gradients;
pub use linear::LinearGaussian;
pub use statistics::SufficientStatistics;

use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, symmetrised};
use crate::error::{Error, Result};
use factor::Factor;
use precise::Precise;

/// N(x | μ, Σ), with the Cholesky factor L of Σ = LLᵀ.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaussian {
    mean: Matrix<f64>,
    covariance: Matrix<f64>,
    factor: Factor,
    /// Where the covariance does not hold the digits of the factor.
    precise: Option<Box<Precise>>,
}

impl Gaussian {
    /// N(x | μ, Σ)                                                                              (N1-002)
    ///
    /// `mean`: D×1; `covariance`: D×D, symmetric and positive definite, D ≥ 1.
    /// Symmetric is meant to rounding, as of a product that was computed in another order: aᵢⱼ and aⱼᵢ may differ by
    /// √ε √(aᵢᵢaⱼⱼ), half of the digits of a double. Where they differ, their mean takes the place of both.
    /// A pivot of the Cholesky factor within its own rounding error does not count as positive: a semidefinite covariance
    /// is refused here, before any sample is drawn, with the first component that depends on those before it.
    /// Errors: not square, NaN or infinite, not symmetric, not positive definite, sizes that do not match, D = 0.
    pub fn new(mean: Matrix<f64>, covariance: Matrix<f64>) -> Result<Self> {
        Self::named("mean", mean, "covariance", covariance)
    }

    /// N(x | μ, Λ⁻¹)                                                                            (N1-058)
    ///
    /// L comes from a factor of Λ, not of a covariance that was inverted first.
    /// `mean`: D×1; `precision`: D×D, symmetric and positive definite. Errors: as for [`Gaussian::new`].
    pub fn from_precision(mean: Matrix<f64>, precision: Matrix<f64>) -> Result<Self> {
        Self::named_by_precision("mean", mean, "precision", &precision)
    }

    fn named(mean_name: &str, mean: Matrix<f64>, name: &str, covariance: Matrix<f64>) -> Result<Self> {
        let covariance = symmetrised(name, covariance)?;
        expect_vector(mean_name, &mean, covariance.nrows())?;
        let factor = Factor::of(name, covariance.clone())?;
        Ok(Self { mean, covariance, factor, precise: None })
    }

    fn named_by_precision(mean_name: &str, mean: Matrix<f64>, name: &str, precision: &Matrix<f64>) -> Result<Self> {
        let precision = symmetrised(name, precision.clone())?;
        expect_vector(mean_name, &mean, precision.nrows())?;
        let (factor, covariance) = Factor::of_inverse(name, &precision)?;
        Self::from_parts(mean, covariance, factor)
    }

    /// N(x | μ, LLᵀ); an error where it overflows.
    fn from_factor(mean: Matrix<f64>, factor: Factor) -> Result<Self> {
        let covariance = factor.square();
        Self::from_parts(mean, covariance, factor)
    }

    /// N(x | μ, Σ), Σ = LLᵀ; an error where one of them overflowed.
    fn from_parts(mean: Matrix<f64>, covariance: Matrix<f64>, factor: Factor) -> Result<Self> {
        expect_in_range("the mean", &mean)?;
        expect_in_range("the covariance", &covariance)?;
        Ok(Self { mean, covariance, factor, precise: None })
    }

    /// Mean and factor: in 32 digits, or in 16 that count as exact.
    fn to_precise(&self) -> Precise {
        match &self.precise {
            Some(precise) => (**precise).clone(),
            None => Precise { mean: self.mean().into(), lower: self.factor().into() },
        }
    }

    /// N(x | μ, LLᵀ), with 32 digits of μ and L where 16 of the covariance are not enough for those of L; an error where
    /// something overflows.
    fn from_precise(precise: Precise) -> Result<Self> {
        let factor = Factor::from_lower(precise.lower.rounded());
        let tame = factor.is_tame(&[]);
        let gaussian = Self::from_factor(precise.mean.rounded(), factor)?;
        Ok(Self { precise: (!tame).then(|| Box::new(precise)), ..gaussian })
    }

    /// μ, D×1.
    pub fn mean(&self) -> &Matrix<f64> {
        &self.mean
    }

    /// Σ, D×D.
    pub fn covariance(&self) -> &Matrix<f64> {
        &self.covariance
    }

    /// L, lower triangular with a positive diagonal, LLᵀ = Σ; D×D.
    pub fn factor(&self) -> &Matrix<f64> {
        self.factor.lower()
    }

    /// D.
    pub fn dimension(&self) -> usize {
        self.mean.nrows()
    }

    /// ln|Σ| = 2 Σᵢ ln Lᵢᵢ                                                                       (N0-003)
    pub fn log_determinant(&self) -> f64 {
        self.factor.log_determinant()
    }
}

/// An error where what was computed from finite numbers is not finite.
fn expect_in_range(what: &str, matrix: &Matrix<f64>) -> Result<()> {
    expect_finite(what, matrix).map_err(|_| Error::overflow(what))
}

/// An error unless `vector` is D×1 and finite.
fn expect_vector(name: &str, vector: &Matrix<f64>, dimension: usize) -> Result<()> {
    expect_shape(name, vector, dimension, 1)?;
    expect_finite(name, vector)
}
