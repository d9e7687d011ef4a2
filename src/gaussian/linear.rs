//! p(x) = N(x | μ, Λ⁻¹), p(y|x) = N(y | Ax+b, L⁻¹): joint, evidence p(y), posterior p(x|y)

use super::condition_number::TWO_DIGITS;
use super::factor::Factor;
use super::kernel::double::Double;
use super::kernel::doubles::Doubles;
use super::kernel::packing::panel::{Aligned, Panels};
use super::kernel::packing::rows::PackedRows;
use super::kernel::threads;
use super::kernel::tuning::TILE_COLUMNS;
use super::precise::Observations;
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::{IntoMatrix, Matrix, expect_finite, expect_shape, stack};
use crate::error::Result;

/// y = Ax + b + noise, with a Gaussian prior over x.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, LinearGaussian};
///
/// let one = Matrix::identity(1, 1);
/// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
/// let model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
/// let posterior = model.posterior(&Matrix::from_element(1, 1, 3.0))?;
/// assert!((posterior.mean()[0] - 1.5).abs() < 1e-15);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LinearGaussian {
    prior: Gaussian,
    map: Matrix<f64>,
    /// The law of y − Ax; its mean is b.
    noise: Gaussian,
    history: Option<Box<History>>,
}

impl LinearGaussian {
    /// p(x) = `prior`, p(y|x) = N(y | Ax + b, `noise_covariance`)                          (N1-103, N1-104)
    ///
    /// `map` A: Q×P; `offset` b: Q×1; `noise_covariance`: Q×Q, symmetric and positive definite.
    /// Errors: sizes that do not match, and those of [`Gaussian::new`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
    /// assert_eq!(model.evidence()?.mean()[0], 0.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn new(
        prior: Gaussian,
        map: impl IntoMatrix<f64>,
        offset: impl IntoMatrix<f64>,
        noise_covariance: impl IntoMatrix<f64>,
    ) -> Result<Self> {
        let (offset, noise) = (offset.into_matrix()?, noise_covariance.into_matrix()?);
        Self::with(prior, map.into_matrix()?, Gaussian::named("the offset", offset, "the noise covariance", noise)?)
    }

    /// p(x) = `prior`, p(y|x) = N(y | Ax + b, L⁻¹), from the precision L of the noise
    ///
    /// `noise_precision` L: Q×Q, symmetric and positive definite. Other arguments and errors: as for
    /// [`LinearGaussian::new`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let model = LinearGaussian::with_noise_precision(prior, one.clone(), Matrix::zeros(1, 1), &(one * 4.0))?;
    /// assert!((model.evidence()?.covariance()[0] - 1.25).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn with_noise_precision(
        prior: Gaussian,
        map: impl IntoMatrix<f64>,
        offset: impl IntoMatrix<f64>,
        noise_precision: &Matrix<f64>,
    ) -> Result<Self> {
        let offset = offset.into_matrix()?;
        let noise = Gaussian::named_by_precision("the offset", offset, "the noise precision", noise_precision)?;
        Self::with(prior, map.into_matrix()?, noise)
    }

    pub(super) fn with(prior: Gaussian, map: Matrix<f64>, noise: Gaussian) -> Result<Self> {
        expect_shape("the map", &map, noise.dimension(), prior.dimension())?;
        expect_finite("the map", &map)?;
        Ok(Self { prior, map, noise, history: None })
    }

    /// p(x): the prior, or the posterior after the last [`LinearGaussian::update`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
    /// assert_eq!(model.prior().covariance()[0], 1.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn prior(&self) -> &Gaussian {
        &self.prior
    }

    /// A, Q×P, and N(b, L⁻¹), the law of y − Ax.
    pub(super) fn likelihood(&self) -> (&Matrix<f64>, &Gaussian) {
        (&self.map, &self.noise)
    }

    /// The updates of the prior so far: the prior before them, the number of observations, and their mean.
    pub(super) fn history(&self) -> Option<(&Gaussian, usize, &Doubles)> {
        self.history.as_ref().map(|history| (&history.start, history.observed.count, &history.observed.mean))
    }

    /// The model after updates, from the parts that [`LinearGaussian::history`] returns.
    pub(super) fn with_history(self, start: Gaussian, count: usize, mean: Doubles) -> Self {
        Self { history: Some(Box::new(History { start, observed: Observed { count, mean } })), ..self }
    }

    /// p(z) of z = [x; y], (P+Q)×1: mean [μ; Aμ+b], covariance [Λ⁻¹, Λ⁻¹Aᵀ; AΛ⁻¹, L⁻¹ + AΛ⁻¹Aᵀ]    (N1-110)
    ///
    /// Its factor is [K 0; AK M], where K and M are the factors of prior and noise. Errors: overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
    /// let joint = model.joint()?; // of [x; y]
    /// assert!((joint.covariance() - Matrix::from_row_slice(2, 2, &[1.0, 1.0, 1.0, 2.0])).amax() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn joint(&self) -> Result<Gaussian> {
        let (p, q) = (self.prior.dimension(), self.noise.dimension());
        if self.prior.precise.is_none() {
            let mut lower = Matrix::zeros(p + q, p + q);
            lower.view_mut((0, 0), (p, p)).copy_from(self.prior.factor());
            lower.view_mut((p, 0), (q, p)).copy_from(&(&self.map * self.prior.factor()));
            lower.view_mut((p, p), (q, q)).copy_from(self.noise.factor());
            let factor = Factor::from_lower(lower);
            if factor.is_tame(&[&self.prior.factor, &self.noise.factor]) {
                return Gaussian::of_factor(stack(self.prior.mean(), &self.predicted_mean(&self.prior))?, factor);
            }
        }
        Gaussian::from_precise(self.prior.to_precise().joint(&self.map, &self.noise.to_precise()))
    }

    /// p(y) = N(y | Aμ+b, L⁻¹ + AΛ⁻¹Aᵀ), Q×1                                                  (N1-115)
    ///
    /// The covariance is BᵀB for B = [(AK)ᵀ; Mᵀ], where K and M are the factors of prior and noise. Errors: overflow.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
    /// assert!((model.evidence()?.covariance()[0] - 2.0).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn evidence(&self) -> Result<Gaussian> {
        let name = "the covariance of the evidence";
        let (prior, noise) = (&self.prior.factor, &self.noise.factor);
        if self.prior.precise.is_none() {
            let spread = stack(&(&self.map * prior.lower()).transpose(), &noise.lower().transpose())?;
            if let Ok(factor) = Factor::of_gram(name, &spread)
                && factor.is_tame(&[prior, noise])
            {
                return Gaussian::of_factor(self.predicted_mean(&self.prior), factor);
            }
        }
        Gaussian::from_precise(self.prior.to_precise().mapped(name, &self.map, &self.noise.to_precise())?)
    }

    /// p(x|y) = N(x | S{AᵀL(y−b) + Λμ}, S), S = (Λ + AᵀLA)⁻¹                                   (N1-116, N1-117)
    ///
    /// `y`: Q×1. Errors: sizes that do not match, NaN or infinite entries, overflow, a posterior that 32 digits do not
    /// determine.
    ///
    /// Let K and M be the factors of prior and noise, B = M⁻¹AK, and I + BᵀB = UUᵀ with U upper triangular. Then
    /// S = XᵀX for X = U⁻¹Kᵀ, and Xᵀ is the factor of S: neither Λ nor L is formed, and UUᵀ has no eigenvalue below 1.
    /// The mean is μ + XᵀU⁻¹BᵀM⁻¹(y−Aμ−b), where no digits of Λμ cancel. If I + BᵀB would lose more than two digits, as
    /// with precise observations that leave a direction undetermined, rotations of [I Bᵀ; 0 K] with 32 digits are used
    /// instead, for any ratio of noise and prior. The posterior keeps these digits, and so do the results that are
    /// computed from it.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
    /// let posterior = model.posterior(&Matrix::from_element(1, 1, 3.0))?;
    /// assert!((posterior.mean()[0] - 1.5).abs() < 1e-15 && (posterior.covariance()[0] - 0.5).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn posterior(&self, y: &Matrix<f64>) -> Result<Gaussian> {
        expect_vector("y", y, self.noise.dimension())?;
        let (start, observed) = match &self.history {
            None => (&self.prior, Observed::once(y)),
            Some(history) => (&history.start, history.observed.and(y)),
        };
        if start.precise.is_none()
            && let Some(posterior) = self.posterior_by_squares(start, &observed)?
        {
            return Ok(posterior);
        }
        let offset = Doubles::from(self.noise.mean());
        let difference = Doubles::from_fn(offset.rows(), 1, |i, _| observed.mean.at(i, 0) - offset.at(i, 0));
        let scale = Double::ONE / Double::from(observed.count as f64).sqrt();
        let noise = self.noise.factor();
        let lower = Doubles::from_fn(noise.nrows(), noise.ncols(), |i, j| Double::from(noise[(i, j)]) * scale);
        let amplification = self.noise.factor.amplification();
        let observations = Observations::new(&self.map, &difference, &lower, amplification);
        Gaussian::from_precise(start.to_precise().posterior(&observations)?)
    }

    /// The posterior by a factor of I + BᵀB, unless that loses digits.
    fn posterior_by_squares(&self, start: &Gaussian, observed: &Observed) -> Result<Option<Gaussian>> {
        let repeated;
        let (prior, noise) = match observed.count {
            1 => (&start.factor, &self.noise.factor),
            count => {
                repeated = Factor::from_lower(self.noise.factor() / (count as f64).sqrt());
                (&start.factor, &repeated)
            }
        };
        let (q, p) = self.map.shape();
        let residual = noise.whitened(&(observed.mean.rounded() - self.predicted_mean(start)));
        // U is JPJ for the factor P of J(I + BᵀB)J, where J reverses the order of components.
        let (map, noise_solver) = (PackedRows::of(&self.map), noise.solver());
        let work = 0.5 * (p * q * (p + q)) as f64;
        let scaled = Panels::build(
            threads::worth(work),
            (q, p),
            || Aligned::zeros(p),
            |columns, j, panel| {
                let columns = columns.rows_mut();
                columns.fill([0.0; TILE_COLUMNS]);
                let support = prior.pack_columns_reversed(j, columns);
                let support = map.product(columns, support, panel);
                noise_solver.triangular_solve(panel, support)
            },
        );
        let square = scaled.plus_gram(Matrix::identity(p, p));
        // No eigenvalue is below 1, so none of the correlations is below 1 over the greatest entry.
        let clear = square.diagonal().max() <= TWO_DIGITS;
        let Ok(root) = Factor::of("the posterior precision", square) else {
            return Ok(None);
        };
        if !clear && !root.is_tame(&[]) {
            return Ok(None);
        }
        let factor = root.whitened_panels(p, |i, panel| prior.pack_rows_reversed(i, panel));
        let step = root.whitened(&Matrix::from_vec(p, 1, scaled.tr_mul(residual.as_slice())));
        let step = Matrix::from_vec(p, 1, factor.tr_mul(step.as_slice()));
        let (factor, covariance) = Factor::of_reversed(&factor);
        Gaussian::of_parts(start.mean() + step, covariance, factor).map(Some)
    }

    /// p(x) becomes p(x|y), the prior of the next observation                          (Bishop 2.3.6, 3.3.1)
    ///
    /// `y`: Q×1, independent of the earlier observations, given x. The posterior is computed from the number and the
    /// mean of all observations, so successive updates are as accurate as a single update by all. After an error the
    /// model is unchanged. Errors: as for [`LinearGaussian::posterior`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let one = Matrix::identity(1, 1);
    /// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// let mut model = LinearGaussian::new(prior, one.clone(), Matrix::zeros(1, 1), one.clone())?; // y = x + noise
    /// model.update(&Matrix::from_element(1, 1, 3.0))?;
    /// model.update(&Matrix::from_element(1, 1, 6.0))?;
    /// assert!((model.prior().mean()[0] - 3.0).abs() < 1e-14); // (0 + 3 + 6)/3
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn update(&mut self, y: &Matrix<f64>) -> Result<()> {
        let posterior = self.posterior(y)?;
        let start = std::mem::replace(&mut self.prior, posterior);
        self.history = Some(match self.history.take() {
            None => Box::new(History { start, observed: Observed::once(y) }),
            Some(history) => Box::new(History { observed: history.observed.and(y), ..*history }),
        });
        Ok(())
    }

    /// Aμ + b, Q×1.
    fn predicted_mean(&self, prior: &Gaussian) -> Matrix<f64> {
        &self.map * prior.mean() + self.noise.mean()
    }
}

/// The observations by which the prior was updated.
#[derive(Clone, Debug, PartialEq)]
struct History {
    /// The prior of the first observation.
    start: Gaussian,
    observed: Observed,
}

/// Observations with the same map and the same noise.
#[derive(Clone, Debug, PartialEq)]
struct Observed {
    count: usize,
    /// Q×1.
    mean: Doubles,
}

impl Observed {
    fn once(y: &Matrix<f64>) -> Self {
        Self { count: 1, mean: y.into() }
    }

    /// With one more.
    fn and(&self, y: &Matrix<f64>) -> Self {
        let count = self.count + 1;
        let of_all = Double::from(count as f64);
        let (before, added) = (Double::from(self.count as f64) / of_all, Double::ONE / of_all);
        let mean = |i| self.mean.at(i, 0) * before + Double::from(y[i]) * added;
        Self { count, mean: Doubles::from_fn(y.nrows(), 1, |i, _| mean(i)) }
    }
}
