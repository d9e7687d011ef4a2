//! The parts of a Gaussian

use super::checks::{ROUNDING, expect_low, fault};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, expect_symmetric};
use crate::error::Result;
use crate::gaussian::Gaussian;
use crate::gaussian::kernel::doubles::Doubles;
use crate::gaussian::precise::Precise;

/// All parts of a [`Gaussian`].
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::Gaussian;
///
/// let parts = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0))?.parts();
/// assert_eq!((parts.mean[0], parts.covariance[0], parts.factor[0]), (0.0, 4.0, 2.0));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GaussianParts {
    /// μ, D×1.
    pub mean: Matrix<f64>,
    /// Σ, D×D.
    pub covariance: Matrix<f64>,
    /// L, D×D, lower triangular with a positive diagonal, LLᵀ = Σ.
    pub factor: Matrix<f64>,
    /// The next 16 digits of μ and of L, if 16 digits of Σ do not determine the law, as after precise observations.
    pub low: Option<[Matrix<f64>; 2]>,
}

impl Gaussian {
    /// Its parts, to be stored or sent.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 3.0))?;
    /// assert_eq!(Gaussian::from_parts(gaussian.parts())?, gaussian);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> GaussianParts {
        GaussianParts {
            mean: self.mean().clone(),
            covariance: self.covariance().clone(),
            factor: self.factor().clone(),
            low: self.precise.as_ref().map(|precise| precise.low_parts()),
        }
    }

    /// The Gaussian with these parts
    ///
    /// Errors: those of [`Gaussian::from_factor`], and LLᵀ ≠ Σ beyond rounding.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let mut parts = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 3.0))?.parts();
    /// parts.factor[0] = 2.0;
    /// assert!(Gaussian::from_parts(parts).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: GaussianParts) -> Result<Self> {
        let GaussianParts { mean, covariance, factor, low } = parts;
        expect_symmetric("the covariance", &covariance)?;
        expect_finite("the covariance", &covariance)?;
        let own = Self::from_factor(mean, factor)?;
        let dimension = own.dimension();
        expect_shape("the covariance", &covariance, dimension, dimension)?;
        let scale = |i: usize| own.covariance()[(i, i)].sqrt();
        for (i, j) in (0..dimension).flat_map(|j| (0..dimension).map(move |i| (i, j))) {
            let (found, expected) = (covariance[(i, j)], own.covariance()[(i, j)]);
            // A variance below the least normal number has fewer digits.
            if (found - expected).abs() > ROUNDING * scale(i) * scale(j) + f64::MIN_POSITIVE {
                return fault(format!("entry ({i},{j}) of the covariance"), &format!("{expected:e}, as LLᵀ"), found);
            }
        }
        let mut gaussian = Self::of_parts(own.mean, covariance, own.factor)?;
        if let Some([mean_low, factor_low]) = low {
            let (mean, lower) = (gaussian.mean().clone(), gaussian.factor().clone());
            expect_low("the mean", &mean, &mean_low)?;
            expect_low("the factor", &lower, &factor_low)?;
            let (mean, lower) = (Doubles::from_parts(&[mean, mean_low]), Doubles::from_parts(&[lower, factor_low]));
            gaussian.precise = Some(Box::new(Precise { mean, lower }));
        }
        Ok(gaussian)
    }
}
