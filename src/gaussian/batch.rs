//! Several Gaussians of one dimension: their densities at the same samples, or each at its own

use super::{Gaussian, expect_samples};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::{Error, Result};
use rand::Rng;

/// K ≥ 1 Gaussians of D components.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, GaussianBatch};
///
/// let at = |mean: f64| Gaussian::new(Matrix::from_element(1, 1, mean), Matrix::identity(1, 1));
/// let batch = GaussianBatch::new(vec![at(0.0)?, at(5.0)?])?;
/// let densities = batch.log_densities(&Matrix::from_row_slice(1, 3, &[0.0, 2.0, 5.0]))?; // 2×3
/// assert!(densities[(0, 0)] > densities[(1, 0)] && densities[(0, 2)] < densities[(1, 2)]);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GaussianBatch {
    gaussians: Vec<Gaussian>,
}

impl GaussianBatch {
    /// The batch of K ≥ 1 Gaussians of one dimension D. Errors: no Gaussian, dimensions that differ.
    ///
    /// ```
    /// use gradus::gaussian::GaussianBatch;
    ///
    /// assert!(GaussianBatch::new(vec![]).is_err());
    /// ```
    pub fn new(gaussians: Vec<Gaussian>) -> Result<Self> {
        let Some(first) = gaussians.first() else {
            return Err(Error::empty("the batch"));
        };
        for (k, gaussian) in gaussians.iter().enumerate() {
            expect_shape(&format!("the mean of Gaussian {k}"), gaussian.mean(), first.dimension(), 1)?;
        }
        Ok(Self { gaussians })
    }

    /// The Gaussians, in order.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{Gaussian, GaussianBatch}};
    /// # let white = Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?;
    /// assert_eq!(GaussianBatch::new(vec![white.clone(), white])?.gaussians().len(), 2);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn gaussians(&self) -> &[Gaussian] {
        &self.gaussians
    }

    /// D, the number of components.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{Gaussian, GaussianBatch}};
    /// # let white = Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?;
    /// assert_eq!(GaussianBatch::new(vec![white])?.dimension(), 2);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn dimension(&self) -> usize {
        self.gaussians[0].dimension()
    }

    /// ln N(xₙ | μₖ, Σₖ) of every Gaussian at every column, K×N
    ///
    /// `data`: D×N, N ≥ 1. Mixtures and classifiers need these values. Errors: as for [`Gaussian::log_densities`].
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{Gaussian, GaussianBatch}};
    /// # let white = Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?;
    /// let batch = GaussianBatch::new(vec![white.clone(), white])?;
    /// assert_eq!(batch.log_densities(&Matrix::zeros(2, 5))?.shape(), (2, 5));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_densities(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_samples("data", data, self.dimension())?;
        let mut densities = Matrix::zeros(self.gaussians.len(), data.ncols());
        for (gaussian, mut row) in self.gaussians.iter().zip(densities.row_iter_mut()) {
            row.tr_copy_from(&gaussian.log_densities(data)?);
        }
        Ok(densities)
    }

    /// ln N(xₖ | μₖ, Σₖ) of every Gaussian at its own column, K×1
    ///
    /// `data`: D×K, one column for each Gaussian. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{Gaussian, GaussianBatch}};
    /// # let white = Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?;
    /// let batch = GaussianBatch::new(vec![white.clone(), white])?;
    /// assert_eq!(batch.paired_log_densities(&Matrix::zeros(2, 2))?.shape(), (2, 1));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn paired_log_densities(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_shape("data", data, self.dimension(), self.gaussians.len())?;
        let mut densities = Matrix::zeros(self.gaussians.len(), 1);
        for (k, gaussian) in self.gaussians.iter().enumerate() {
            densities[k] = gaussian.log_density(&data.columns(k, 1).into_owned())?;
        }
        Ok(densities)
    }

    /// `samples` independent draws of every Gaussian: K matrices, D×N each
    ///
    /// `samples`: N. Reads 32 bytes from `stream` for each Gaussian, in order.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{Gaussian, GaussianBatch}};
    /// use gradus::rand::SeedableRng;
    /// use gradus::rand_chacha::ChaCha8Rng;
    ///
    /// # let white = Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?;
    /// let batch = GaussianBatch::new(vec![white.clone(), white])?;
    /// let data = batch.sample(&mut ChaCha8Rng::seed_from_u64(1), 5);
    /// assert_eq!((data.len(), data[0].shape()), (2, (2, 5)));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn sample(&self, stream: &mut (impl Rng + ?Sized), samples: usize) -> Vec<Matrix<f64>> {
        self.gaussians.iter().map(|gaussian| gaussian.sample(stream, samples)).collect()
    }
}
