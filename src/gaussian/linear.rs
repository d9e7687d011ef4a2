//! p(x) = N(x | μ, Λ⁻¹), p(y|x) = N(y | Ax+b, L⁻¹): joint, evidence p(y), posterior p(x|y)

use super::factor::Factor;
use super::kernel::panel::{Aligned, Panels};
use super::kernel::rows::Rows;
use super::kernel::{WIDTH, threads};
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, stack};
use crate::error::Result;

/// The greatest square that leaves eight digits beside 1.
const SQUARES: f64 = 1e8;

/// y = Ax + b + noise, with a Gaussian prior over x.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearGaussian {
    prior: Gaussian,
    map: Matrix<f64>,
    /// Of y − Ax: its mean is b.
    noise: Gaussian,
}

impl LinearGaussian {
    /// p(x) = `prior`, p(y|x) = N(y | Ax + b, `noise_covariance`)                          (N1-103, N1-104)
    ///
    /// `map` A: Q×P; `offset` b: Q×1; `noise_covariance`: Q×Q, symmetric and positive definite.
    /// Errors: sizes that do not match, and those of [`Gaussian::new`].
    pub fn new(prior: Gaussian, map: Matrix<f64>, offset: Matrix<f64>, noise_covariance: Matrix<f64>) -> Result<Self> {
        Self::with(prior, map, Gaussian::named("the offset", offset, "the noise covariance", noise_covariance)?)
    }

    /// [`LinearGaussian::new`] by the precision L of the noise, Q×Q, symmetric and positive definite.
    pub fn with_noise_precision(
        prior: Gaussian,
        map: Matrix<f64>,
        offset: Matrix<f64>,
        noise_precision: &Matrix<f64>,
    ) -> Result<Self> {
        let noise = Gaussian::named_by_precision("the offset", offset, "the noise precision", noise_precision)?;
        Self::with(prior, map, noise)
    }

    pub(super) fn with(prior: Gaussian, map: Matrix<f64>, noise: Gaussian) -> Result<Self> {
        expect_shape("the map", &map, noise.dimension(), prior.dimension())?;
        expect_finite("the map", &map)?;
        Ok(Self { prior, map, noise })
    }

    /// p(x), the prior, or the posterior of the last [`LinearGaussian::update`].
    pub fn prior(&self) -> &Gaussian {
        &self.prior
    }

    /// A, Q×P, and N(b, L⁻¹), the law of y − Ax.
    pub(super) fn likelihood(&self) -> (&Matrix<f64>, &Gaussian) {
        (&self.map, &self.noise)
    }

    /// p(z) of z = [x; y], (P+Q)×1: mean [μ; Aμ+b], covariance [Λ⁻¹, Λ⁻¹Aᵀ; AΛ⁻¹, L⁻¹ + AΛ⁻¹Aᵀ]    (N1-110)
    ///
    /// Its factor needs no computation but a product: with K for the prior's and M for the noise's, [K 0; AK M].
    /// Errors: overflow.
    pub fn joint(&self) -> Result<Gaussian> {
        let (p, q) = (self.prior.dimension(), self.noise.dimension());
        let mut lower = Matrix::zeros(p + q, p + q);
        lower.view_mut((0, 0), (p, p)).copy_from(self.prior.factor());
        lower.view_mut((p, 0), (q, p)).copy_from(&(&self.map * self.prior.factor()));
        lower.view_mut((p, p), (q, q)).copy_from(self.noise.factor());
        Gaussian::of_factor(stack(self.prior.mean(), &self.predicted_mean())?, Factor::from_lower(lower))
    }

    /// p(y) = N(y | Aμ+b, L⁻¹ + AΛ⁻¹Aᵀ), Q×1                                                  (N1-115)
    ///
    /// The covariance is BᵀB for B = [(AK)ᵀ; Mᵀ], K and M the factors of prior and noise. Errors: overflow.
    pub fn evidence(&self) -> Result<Gaussian> {
        let spread = stack(&(&self.map * self.prior.factor()).transpose(), &self.noise.factor().transpose())?;
        Gaussian::of_factor(self.predicted_mean(), Factor::of_gram("the covariance of the evidence", &spread)?)
    }

    /// p(x|y) = N(x | S{AᵀL(y−b) + Λμ}, S), S = (Λ + AᵀLA)⁻¹                                   (N1-116, N1-117)
    ///
    /// With K and M for the factors of prior and noise, B = M⁻¹AK and I + BᵀB = UUᵀ, U upper triangular, S is XᵀX for
    /// X = U⁻¹Kᵀ, and Xᵀ is its factor: neither Λ nor L is formed, and UUᵀ has no eigenvalue below 1. The mean is
    /// μ + XᵀU⁻¹BᵀM⁻¹(y−Aμ−b), in which Λμ does not cancel. `y`: Q×1.
    /// Errors: sizes that do not match, NaN or infinite, a posterior precision that is singular to rounding.
    pub fn posterior(&self, y: &Matrix<f64>) -> Result<Gaussian> {
        expect_vector("y", y, self.noise.dimension())?;
        let (prior, noise) = (&self.prior.factor, &self.noise.factor);
        let (q, p) = self.map.shape();
        let residual = noise.whitened(&(y - self.predicted_mean()));
        // U is JPJ for the factor P of J(I + BᵀB)J, where J reverses the order of components.
        let (map, noise_solver) = (Rows::of(&self.map), noise.solver());
        let work = 0.5 * (p * q * (p + q)) as f64;
        let scaled = Panels::build(
            threads::worth(work),
            (q, p),
            || Aligned::zeros(p),
            |columns, j, panel| {
                let columns = columns.rows_mut();
                columns.fill([0.0; WIDTH]);
                let support = prior.load_columns_reversed(j, columns);
                let support = map.times(columns, support, panel);
                noise_solver.solve(panel, support)
            },
        );
        let square = scaled.plus_gram(Matrix::identity(p, p));
        if square.diagonal().max() > SQUARES {
            return self.posterior_by_reflections(&residual);
        }
        let root = Factor::of("the posterior precision", square)?;
        let factor = root.whitened_panels(p, |i, panel| prior.load_rows_reversed(i, panel));
        let step = root.whitened(&Matrix::from_vec(p, 1, scaled.tr_mul(residual.as_slice())));
        let step = Matrix::from_vec(p, 1, factor.tr_mul(step.as_slice()));
        let (factor, covariance) = Factor::of_reversed(&factor);
        Gaussian::of_parts(self.prior.mean() + step, covariance, factor)
    }

    /// The posterior where squares would lose more than half of the digits: S⁻¹ is BᵀB for B = [K⁻¹; M⁻¹A], whose
    /// triangular factor comes from B by orthogonal reflections.
    fn posterior_by_reflections(&self, residual: &Matrix<f64>) -> Result<Gaussian> {
        let p = self.prior.dimension();
        let map = self.noise.factor.whitened(&self.map);
        let rows = stack(&self.prior.factor.whitened(&Matrix::identity(p, p)), &map)?;
        let reversed = Matrix::from_fn(rows.nrows(), p, |i, j| rows[(i, p - 1 - j)]);
        let (factor, covariance) = Factor::of_gram("the posterior precision", &reversed)?.reversed_inverse();
        let step = factor.lower() * factor.lower().tr_mul(&map.tr_mul(residual));
        Gaussian::of_parts(self.prior.mean() + step, covariance, factor)
    }

    /// The posterior becomes the prior of the next observation                          (Bishop 2.3.6, 3.3.1)
    ///
    /// `y`: Q×1, independent of the earlier ones, given x. After an error the model is as before.
    pub fn update(&mut self, y: &Matrix<f64>) -> Result<()> {
        self.prior = self.posterior(y)?;
        Ok(())
    }

    /// Aμ + b, Q×1.
    fn predicted_mean(&self) -> Matrix<f64> {
        &self.map * self.prior.mean() + self.noise.mean()
    }
}
