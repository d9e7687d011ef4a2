//! N(x | μ, Σ): its construction, mean, covariance and factor

use super::factor::Factor;
use super::precise::Precise;
use super::{expect_in_range, expect_vector};
use crate::algebra::matrix::{IntoMatrix, Matrix, symmetrised};
use crate::error::Result;

/// N(x | μ, Σ), with the Cholesky factor L of Σ = LLᵀ.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::Gaussian;
///
/// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
/// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
/// assert!(gaussian.log_density(gaussian.mean())? > gaussian.log_density(&Matrix::zeros(2, 1))?);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Gaussian {
    pub(super) mean: Matrix<f64>,
    pub(super) covariance: Matrix<f64>,
    pub(super) factor: Factor,
    /// Mean and factor in 32 digits, if the covariance does not determine the digits of the factor.
    pub(super) precise: Option<Box<Precise>>,
}

impl Gaussian {
    /// N(x | μ, Σ)                                                                              (N1-002)
    ///
    /// `mean`: D×1; `covariance`: D×D, symmetric and positive definite, D ≥ 1.
    /// Symmetry is required only to rounding: aᵢⱼ and aⱼᵢ may differ by √ε √(aᵢᵢaⱼⱼ), half of the digits of a double.
    /// Where they differ, both are replaced by their mean.
    /// A pivot of the Cholesky factor within its rounding error does not count as positive, so a semidefinite
    /// covariance is an error. The error names the first component that depends on those before it.
    /// Errors: not square, NaN or infinite entries, not symmetric, not positive definite, sizes that do not match, D =
    /// 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// assert_eq!(gaussian.dimension(), 2);
    /// let singular = Gaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0));
    /// assert!(singular.unwrap_err().is_not_positive_definite());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn new(mean: impl IntoMatrix<f64>, covariance: impl IntoMatrix<f64>) -> Result<Self> {
        Self::named("mean", mean.into_matrix()?, "covariance", covariance.into_matrix()?)
    }

    /// N(x | μ, Λ⁻¹)                                                                            (N1-058)
    ///
    /// L is computed from a factor of Λ, not by factorising Λ⁻¹.
    /// `mean`: D×1; `precision`: D×D, symmetric and positive definite. Errors: as for [`Gaussian::new`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::from_precision(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0))?;
    /// assert_eq!(gaussian.covariance()[0], 0.25);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_precision(mean: impl IntoMatrix<f64>, precision: impl IntoMatrix<f64>) -> Result<Self> {
        Self::named_by_precision("mean", mean.into_matrix()?, "precision", &precision.into_matrix()?)
    }

    pub(super) fn named(mean_name: &str, mean: Matrix<f64>, name: &str, covariance: Matrix<f64>) -> Result<Self> {
        let covariance = symmetrised(name, covariance)?;
        expect_vector(mean_name, &mean, covariance.nrows())?;
        let factor = Factor::of(name, covariance.clone())?;
        Ok(Self { mean, covariance, factor, precise: None })
    }

    pub(super) fn named_by_precision(
        mean_name: &str,
        mean: Matrix<f64>,
        name: &str,
        precision: &Matrix<f64>,
    ) -> Result<Self> {
        let precision = symmetrised(name, precision.clone())?;
        expect_vector(mean_name, &mean, precision.nrows())?;
        let (factor, covariance) = Factor::of_inverse(name, &precision)?;
        Self::of_parts(mean, covariance, factor)
    }

    /// N(0, I) of `dimension` ≥ 1 components.
    pub(super) fn white(dimension: usize) -> Self {
        let identity = Matrix::identity(dimension, dimension);
        let factor = Factor::from_lower(identity.clone());
        Self { mean: Matrix::zeros(dimension, 1), covariance: identity, factor, precise: None }
    }

    /// N(x | μ, LLᵀ); an error where it overflows.
    pub(super) fn of_factor(mean: Matrix<f64>, factor: Factor) -> Result<Self> {
        let covariance = factor.square();
        Self::of_parts(mean, covariance, factor)
    }

    /// N(x | μ, Σ), Σ = LLᵀ; an error where one of them overflowed.
    pub(super) fn of_parts(mean: Matrix<f64>, covariance: Matrix<f64>, factor: Factor) -> Result<Self> {
        expect_in_range("the mean", &mean)?;
        expect_in_range("the covariance", &covariance)?;
        Ok(Self { mean, covariance, factor, precise: None })
    }

    /// Mean and factor: in 32 digits, or in 16 that count as exact.
    pub(super) fn to_precise(&self) -> Precise {
        match &self.precise {
            Some(precise) => (**precise).clone(),
            None => Precise { mean: self.mean().into(), lower: self.factor().into() },
        }
    }

    /// N(x | μ, LLᵀ), with 32 digits of μ and L where 16 of the covariance are not enough for those of L; an error where
    /// something overflows.
    pub(super) fn from_precise(precise: Precise) -> Result<Self> {
        let factor = Factor::from_lower(precise.lower.rounded());
        let tame = factor.is_tame(&[]);
        let gaussian = Self::of_factor(precise.mean.rounded(), factor)?;
        Ok(Self { precise: (!tame).then(|| Box::new(precise)), ..gaussian })
    }

    /// μ, D×1.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// assert_eq!(gaussian.mean().as_slice(), [1.0, -1.0]);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn mean(&self) -> &Matrix<f64> {
        &self.mean
    }

    /// Σ, D×D.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// assert_eq!(gaussian.covariance()[(0, 1)], 0.6);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn covariance(&self) -> &Matrix<f64> {
        &self.covariance
    }

    /// L, lower triangular with a positive diagonal, LLᵀ = Σ; D×D.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(2, 1), Matrix::from_row_slice(2, 2, &[4.0, 2.0, 2.0, 10.0]))?;
    /// assert_eq!(gaussian.factor(), &Matrix::from_row_slice(2, 2, &[2.0, 0.0, 1.0, 3.0]));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn factor(&self) -> &Matrix<f64> {
        self.factor.lower()
    }

    /// D, the number of components.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(3, 1), Matrix::identity(3, 3))?;
    /// assert_eq!(gaussian.dimension(), 3);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn dimension(&self) -> usize {
        self.mean.nrows()
    }

    /// ln|Σ| = 2 Σᵢ ln Lᵢᵢ                                                                       (N0-003)
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// // 10⁻³⁰⁰ for each of 100 components: the determinant itself is 0 in double precision.
    /// let gaussian = Gaussian::new(Matrix::zeros(100, 1), Matrix::identity(100, 100) * 1e-300)?;
    /// assert!((gaussian.log_determinant() + 30_000.0 * 10f64.ln()).abs() < 1e-9);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_determinant(&self) -> f64 {
        self.factor.log_determinant()
    }
}
