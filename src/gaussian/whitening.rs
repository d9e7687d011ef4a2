//! z = L⁻¹(x−μ) and back, and the Gaussian from its factor

use super::factor::Factor;
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, expect_in_range, expect_samples, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, order};
use crate::error::{Error, Result};

impl Gaussian {
    /// N(x | μ, LLᵀ) from the factor L
    ///
    /// `mean`: D×1; `lower` L: D×D, lower triangular with a positive diagonal. Unlike in [`Gaussian::new`], the
    /// covariance may have any condition number. Errors: not square, NaN or infinite entries, an entry above the
    /// diagonal, a diagonal that is not positive, sizes that do not match, D = 0, overflow of LLᵀ.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let lower = Matrix::from_row_slice(2, 2, &[2.0, 0.0, 1.0, 3.0]);
    /// let gaussian = Gaussian::from_factor(Matrix::zeros(2, 1), lower.clone())?;
    /// assert_eq!(gaussian.factor(), &lower);
    /// assert_eq!(gaussian.covariance(), &Matrix::from_row_slice(2, 2, &[4.0, 2.0, 2.0, 10.0]));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_factor(mean: Matrix<f64>, lower: Matrix<f64>) -> Result<Self> {
        let factor = Self::checked_factor("the factor", lower)?;
        expect_vector("mean", &mean, factor.lower().nrows())?;
        Self::of_factor(mean, factor)
    }

    /// A factor, if it is lower triangular with a positive diagonal.
    pub(super) fn checked_factor(name: &str, lower: Matrix<f64>) -> Result<Factor> {
        let order = order(name, &lower)?;
        expect_finite(name, &lower)?;
        let fault = |expected: &str, found: String| Err(Error::out_of_range(name, expected, found));
        for j in 0..order {
            if lower[(j, j)] <= 0.0 {
                return fault("with a positive diagonal", format!("with the entry {:e} at ({j},{j})", lower[(j, j)]));
            }
            if let Some(i) = (0..j).find(|&i| lower[(i, j)] != 0.0) {
                return fault("lower triangular", format!("not: its entry ({i},{j}) is {:e}", lower[(i, j)]));
            }
        }
        Ok(Factor::from_lower(lower))
    }

    /// zₙ = L⁻¹(xₙ−μ) of every column, D×N: independent standard normal numbers, if x ~ N(μ, Σ)
    ///
    /// `data`: D×N, N ≥ 1. This is Cholesky whitening: ‖z‖² is the squared Mahalanobis distance. [`Gaussian::colour`]
    /// is the inverse. Errors: sizes that do not match, NaN or infinite entries, N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::from_element(1, 1, 1.0), Matrix::from_element(1, 1, 4.0))?;
    /// let white = gaussian.whiten(&Matrix::from_row_slice(1, 3, &[1.0, 3.0, 5.0]))?;
    /// assert_eq!(white, Matrix::from_row_slice(1, 3, &[0.0, 1.0, 2.0]));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn whiten(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_samples("data", data, self.dimension())?;
        expect_finite("data", data)?;
        if let Some(precise) = &self.precise {
            return Ok(precise.whitened(data));
        }
        let mut centred = data.clone();
        centred.column_iter_mut().for_each(|mut x| x -= self.mean().column(0));
        Ok(self.factor.whitened(&centred))
    }

    /// xₙ = μ + Lzₙ of every column, D×N: samples of N(μ, Σ), if z is standard normal; the inverse of
    /// [`Gaussian::whiten`]
    ///
    /// `white`: D×N, N ≥ 1. Errors: sizes that do not match, NaN or infinite entries, N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::from_element(1, 1, 1.0), Matrix::from_element(1, 1, 4.0))?;
    /// let data = gaussian.colour(&Matrix::from_row_slice(1, 3, &[0.0, 1.0, 2.0]))?;
    /// assert_eq!(data, Matrix::from_row_slice(1, 3, &[1.0, 3.0, 5.0]));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn colour(&self, white: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_samples("data", white, self.dimension())?;
        expect_finite("data", white)?;
        let mut data = self.factor() * white;
        data.column_iter_mut().for_each(|mut x| x += self.mean().column(0));
        Ok(data)
    }

    /// Λ = Σ⁻¹ = L⁻ᵀL⁻¹, D×D                                                                     (N1-058)
    ///
    /// Errors: overflow, if a variance is near the least positive double.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let precision = Matrix::from_row_slice(2, 2, &[2.0, 1.0, 1.0, 2.0]);
    /// let gaussian = Gaussian::from_precision(Matrix::zeros(2, 1), precision.clone())?;
    /// assert!((gaussian.precision()? - precision).amax() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn precision(&self) -> Result<Matrix<f64>> {
        let precision = symmetric_from_lower(match &self.precise {
            Some(precise) => precise.precision(),
            None => {
                let inverse = self.factor.whitened(&Matrix::identity(self.dimension(), self.dimension()));
                inverse.tr_mul(&inverse)
            }
        });
        expect_in_range("the precision", &precision)?;
        Ok(precision)
    }
}
