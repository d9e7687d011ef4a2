//! The law: its construction, density and samples

use super::loadings::{Loadings, norms_of_rows};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, symmetrised};
use crate::error::{Error, Result};
use crate::gaussian::factor::{Factor, ln_two_pi};
use crate::gaussian::probability::{Integration, Probability, probability};
use crate::gaussian::symmetric::symmetric_from_lower;
use crate::gaussian::{Gaussian, expect_vector};
use rand::Rng;

/// A point further than this from the support, in standard deviations, lies outside.
const OUTSIDE: f64 = 1e-10;

/// x = μ + Wz with z ~ N(0, I), so Σ = WWᵀ: a Gaussian law whose covariance may be singular.
///
/// W, the loadings, is D×R of full rank R ≤ D. The support of the law is μ + range(W), of dimension R. The density is
/// with respect to the R-dimensional volume of the support; outside the support it is 0. If R = 0, the law is a single
/// point.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::DegenerateGaussian;
///
/// // Position and velocity, disturbed by one random acceleration.
/// let covariance = Matrix::from_row_slice(2, 2, &[0.25, 0.5, 0.5, 1.0]);
/// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), covariance)?;
/// assert_eq!((law.dimension(), law.rank()), (2, 1));
/// let on = law.log_density(&Matrix::from_column_slice(2, 1, &[0.5, 1.0]))?;
/// let off = law.log_density(&Matrix::from_column_slice(2, 1, &[0.5, 1.1]))?;
/// assert!(on.is_finite() && off == f64::NEG_INFINITY);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DegenerateGaussian {
    pub(super) mean: Matrix<f64>,
    pub(super) loadings: Loadings,
}

impl DegenerateGaussian {
    /// N(μ, Σ), Σ semidefinite
    ///
    /// `mean`: D×1; `covariance`: D×D, symmetric. The rank R is the number of eigenvalues of the correlation matrix
    /// that are above its rounding error, 10Dε times the largest eigenvalue; so R does not depend on the units of the
    /// components.
    /// Errors: as for [`Gaussian::new`], except that Σ may be singular: only an eigenvalue that is negative beyond
    /// rounding is an error.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::DegenerateGaussian;
    ///
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// assert_eq!(law.rank(), 1);
    /// let indefinite = Matrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 1.0]);
    /// assert!(DegenerateGaussian::new(Matrix::zeros(2, 1), indefinite).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn new(mean: Matrix<f64>, covariance: Matrix<f64>) -> Result<Self> {
        let covariance = symmetrised("covariance", covariance)?;
        expect_finite("covariance", &covariance)?;
        expect_vector("mean", &mean, covariance.nrows())?;
        let loadings = Loadings::of_covariance("covariance", &covariance)?;
        Ok(Self { mean, loadings })
    }

    /// N(μ, WWᵀ) from the loadings W, D×K: W need not have full rank, and K may exceed D
    ///
    /// `mean`: D×1. No covariance is formed, so no digits are lost. For a law of rank one, K = 1. Errors: sizes that do
    /// not match, NaN or infinite entries, D = 0 or K = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::DegenerateGaussian;
    ///
    /// let acceleration = Matrix::from_column_slice(2, 1, &[0.5, 1.0]);
    /// let law = DegenerateGaussian::from_loadings(Matrix::zeros(2, 1), acceleration)?;
    /// assert_eq!(law.covariance(), Matrix::from_row_slice(2, 2, &[0.25, 0.5, 0.5, 1.0]));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_loadings(mean: Matrix<f64>, loadings: Matrix<f64>) -> Result<Self> {
        expect_shape("the loadings", &loadings, loadings.nrows(), loadings.ncols())?;
        expect_finite("the loadings", &loadings)?;
        expect_vector("mean", &mean, loadings.nrows())?;
        let scales = norms_of_rows(&loadings);
        Self::reduced(mean, loadings, &scales)
    }

    /// The law of loadings whose rows are differences of terms of size `scales`; entries below the rounding error of
    /// these terms count as zero.
    pub(super) fn reduced(mean: Matrix<f64>, loadings: Matrix<f64>, scales: &[f64]) -> Result<Self> {
        expect_finite("the mean", &mean)?;
        expect_finite("the loadings", &loadings)?;
        Ok(Self { mean, loadings: Loadings::reduced(loadings, scales) })
    }

    /// The law with these very loadings, D×R. Errors: those of [`DegenerateGaussian::from_loadings`], except that R may be
    /// 0; loadings that do not have full rank.
    #[cfg(feature = "serde")]
    pub(in crate::gaussian) fn from_full_rank(mean: Matrix<f64>, loadings: Matrix<f64>) -> Result<Self> {
        expect_finite("the loadings", &loadings)?;
        expect_vector("mean", &mean, loadings.nrows())?;
        if mean.is_empty() {
            return Err(Error::empty("mean"));
        }
        match Loadings::expected_full_rank(loadings) {
            Ok(loadings) => Ok(Self { mean, loadings }),
            Err(rank) => {
                let columns = "as many as the loadings have columns".to_string();
                Err(Error::out_of_range("the rank of the loadings", columns, rank.to_string()))
            }
        }
    }

    /// μ, D×1.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::new(Matrix::from_element(1, 1, 2.0), Matrix::zeros(1, 1))?;
    /// assert_eq!((law.mean()[0], law.rank()), (2.0, 0));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn mean(&self) -> &Matrix<f64> {
        &self.mean
    }

    /// W, D×R, of full rank: WWᵀ = Σ.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 4.0))?;
    /// assert_eq!(law.loadings().shape(), (2, 1));
    /// assert!((law.loadings()[0].abs() - 2.0).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn loadings(&self) -> &Matrix<f64> {
        &self.loadings.matrix
    }

    /// Σ = WWᵀ, D×D.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::from_loadings(Matrix::zeros(2, 1), Matrix::from_element(2, 1, 2.0))?;
    /// assert_eq!(law.covariance(), Matrix::from_element(2, 2, 4.0));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn covariance(&self) -> Matrix<f64> {
        symmetric_from_lower(self.loadings() * self.loadings().transpose())
    }

    /// D, the number of components.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 4.0))?;
    /// assert_eq!(law.dimension(), 2);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn dimension(&self) -> usize {
        self.mean.nrows()
    }

    /// R, the rank of Σ and the dimension of the support.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 4.0))?;
    /// assert_eq!(law.rank(), 1);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn rank(&self) -> usize {
        self.loadings().ncols()
    }

    /// ln|Σ|₊ = ln|WᵀW|, the logarithm of the product of the nonzero eigenvalues of Σ; 0 if R = 0.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// assert!((law.log_pseudo_determinant() - 2f64.ln()).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_pseudo_determinant(&self) -> f64 {
        self.loadings.log_pseudo_determinant
    }

    /// (x−μ)ᵀΣ⁺(x−μ) with the pseudo-inverse Σ⁺: the *squared* Mahalanobis distance, ∞ outside the support
    ///
    /// `x`: D×1. It is ‖z‖² for the solution z of x = μ + Wz, by least squares in units of the standard deviations. A
    /// point is outside if its distance from the support, in these units, exceeds 10⁻¹⁰ (1 + ‖z‖) plus the rounding of
    /// x and μ. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// let distance = |x: &[f64]| law.mahalanobis_distance(&Matrix::from_column_slice(2, 1, x));
    /// assert!((distance(&[3.0, 3.0])? - 9.0).abs() < 1e-14);
    /// assert_eq!(distance(&[3.0, 3.1])?, f64::INFINITY);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn mahalanobis_distance(&self, x: &Matrix<f64>) -> Result<f64> {
        expect_vector("x", x, self.dimension())?;
        let (z, missed) = self.loadings.solve(&(x - &self.mean));
        let norm = z.norm();
        let rounding = self.loadings.in_deviations(|i| 16.0 * f64::EPSILON * (x[i].abs() + self.mean[i].abs()));
        Ok(if missed <= OUTSIDE * (1.0 + norm) + rounding { norm * norm } else { f64::INFINITY })
    }

    /// −½ (R ln 2π + ln|Σ|₊ + (x−μ)ᵀΣ⁺(x−μ)) on the support, −∞ outside it                (Rao 1973, section 8a.4)
    ///
    /// The density is with respect to the R-dimensional volume of the support; if R = 0, it is 1 at the point. `x`:
    /// D×1. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// // On the diagonal of the plane, where lengths are √2 times those of a component.
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// let density = law.log_density(&Matrix::zeros(2, 1))?;
    /// assert!((density + 0.5 * (2.0 * std::f64::consts::TAU).ln()).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_density(&self, x: &Matrix<f64>) -> Result<f64> {
        let distance = self.mahalanobis_distance(x)?;
        Ok(-0.5 * (self.rank() as f64 * ln_two_pi() + self.log_pseudo_determinant() + distance))
    }

    /// ½ (R ln 2π + R + ln|Σ|₊), the differential entropy on the support, in nats.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{DegenerateGaussian, Gaussian}};
    /// let gaussian = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 3.0))?;
    /// assert!((DegenerateGaussian::from(&gaussian).entropy() - gaussian.entropy()).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn entropy(&self) -> f64 {
        0.5 * (self.rank() as f64 * (ln_two_pi() + 1.0) + self.log_pseudo_determinant())
    }

    /// `samples` independent draws x = μ + Wz, D×N
    ///
    /// `samples`: N. The noise z ~ N(0, I), R×N, is drawn as in [`Gaussian::sample`].
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// use gradus::rand::SeedableRng;
    /// use gradus::rand_chacha::ChaCha8Rng;
    ///
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// let data = law.sample(&mut ChaCha8Rng::seed_from_u64(1), 5);
    /// assert!(data.column_iter().all(|x| (x[0] - x[1]).abs() < 1e-15));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn sample(&self, stream: &mut (impl Rng + ?Sized), samples: usize) -> Matrix<f64> {
        let rank = self.rank();
        let mut data = if rank == 0 {
            Matrix::zeros(self.dimension(), samples)
        } else {
            self.loadings() * Gaussian::white(rank).sample(stream, samples)
        };
        data.column_iter_mut().for_each(|mut x| x += self.mean.column(0));
        data
    }

    /// P(a ≤ x ≤ b), as [`Gaussian::box_probability`]
    ///
    /// The limits of a component that is a function of others are limits of the last component of z that it depends on,
    /// given those before. If no point falls into the box, P is 0 with the error 3/evaluations.
    /// Arguments and errors: as for [`Gaussian::box_probability`].
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{DegenerateGaussian, Integration}};
    /// // x₀ = x₁: below 0 and below 1 is below 0.
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// let (lower, upper) = (Matrix::from_element(2, 1, f64::NEG_INFINITY), Matrix::from_column_slice(2, 1, &[0.0, 1.0]));
    /// let found = law.box_probability(&lower, &upper, &Integration::default())?;
    /// assert!((found.value - 0.5).abs() <= found.error);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn box_probability(
        &self,
        lower: &Matrix<f64>,
        upper: &Matrix<f64>,
        wanted: &Integration,
    ) -> Result<Probability> {
        probability(self.loadings(), &self.mean, [lower, upper], wanted)
    }

    /// The same law as a [`Gaussian`]. Errors: R < D.
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::DegenerateGaussian};
    /// let regular = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?;
    /// assert!(regular.gaussian().is_ok());
    /// let singular = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// assert!(singular.gaussian().is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn gaussian(&self) -> Result<Gaussian> {
        if self.rank() < self.dimension() {
            return Err(Error::out_of_range(
                "the rank of the covariance",
                format!("{}, that of a Gaussian with a density", self.dimension()),
                self.rank().to_string(),
            ));
        }
        Gaussian::of_factor(self.mean.clone(), Factor::of_gram("the covariance", &self.loadings().transpose())?)
    }
}

impl From<&Gaussian> for DegenerateGaussian {
    fn from(gaussian: &Gaussian) -> Self {
        Self { mean: gaussian.mean().clone(), loadings: Loadings::of_full_rank(gaussian.factor().clone()) }
    }
}
