//! Marginals, conditionals, affine maps and predictions of degenerate laws

use super::DegenerateGaussian;
use super::loadings::{norms_of_rows, scaled};
use crate::algebra::matrix::{Matrix, beside, expect_finite, expect_shape, stack};
use crate::error::{Error, Result};
use crate::gaussian::factor::Factor;
use crate::gaussian::precise::Precise;
use crate::gaussian::{Gaussian, expect_vector, indices};

impl DegenerateGaussian {
    /// N(Aμ + b, AΣAᵀ), the law of y = Ax + b, for any A: P×D and b: P×1
    ///
    /// Rows of AW that cancel to within rounding count as zero. Errors: sizes that do not match, NaN or infinite
    /// entries.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{DegenerateGaussian, Gaussian};
    ///
    /// let plane = DegenerateGaussian::from(&Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?);
    /// let map = Matrix::from_row_slice(3, 2, &[1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    /// let law = plane.affine(&map, &Matrix::zeros(3, 1))?;
    /// assert_eq!((law.dimension(), law.rank()), (3, 2));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn affine(&self, map: &Matrix<f64>, offset: &Matrix<f64>) -> Result<Self> {
        expect_shape("the map", map, map.nrows(), self.dimension())?;
        expect_finite("the map", map)?;
        expect_vector("the offset", offset, map.nrows())?;
        let scales = norms_of_rows(&(map.abs() * self.loadings().abs()));
        Self::reduced(map * self.mean() + offset, map * self.loadings(), &scales)
    }

    /// N(x_a | μ_a, Σ_aa), the marginal of the components `indices`, in that order
    ///
    /// Errors: no index, an index out of range, a repeated index.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::DegenerateGaussian;
    ///
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// assert!(law.marginal(&[1])?.gaussian().is_ok());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn marginal(&self, indices: &[usize]) -> Result<Self> {
        indices::expect_indices("the list of components", indices, self.dimension())?;
        let loadings = self.loadings().select_rows(indices);
        let scales = norms_of_rows(&loadings);
        Self::reduced(self.mean().select_rows(indices), loadings, &scales)
    }

    /// N(x_a | μ_a + Σ_ab Σ_bb⁺ (x_b−μ_b), Σ_aa − Σ_ab Σ_bb⁺ Σ_ba), Σ_bb⁺ the pseudo-inverse
    ///
    /// The law of the components that are not observed, in ascending order. `indices`: the observed components b;
    /// `values` x_b: Q×1, in the same order. With W_b = UΛVᵀ, the solutions z of x_b = μ_b + W_b z are VΛ⁻¹Uᵀ(x_b−μ_b)
    /// plus any vector orthogonal to the columns of V, so no covariance is formed or subtracted.
    /// Errors: no index, all indices, an index out of range, a repeated index, sizes that do not match, NaN or infinite
    /// entries, values that do not lie in the support.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::DegenerateGaussian;
    ///
    /// let law = DegenerateGaussian::new(Matrix::zeros(2, 1), Matrix::from_element(2, 2, 1.0))?;
    /// let given = law.condition(&[1], &Matrix::from_element(1, 1, 3.0))?; // x₀ = x₁
    /// assert!(given.rank() == 0 && (given.mean()[0] - 3.0).abs() < 1e-14);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn condition(&self, indices: &[usize], values: &Matrix<f64>) -> Result<Self> {
        let hidden = indices::hidden("the list of observed components", indices, self.dimension())?;
        expect_vector("values", values, indices.len())?;
        let law = self.marginal(indices)?;
        if law.mahalanobis_distance(values)? == f64::INFINITY {
            return Err(Error::out_of_range(
                "values",
                "a point of the support: the observed components depend on each other",
                "outside of it",
            ));
        }
        let (known, unknown) = (self.loadings().select_rows(indices), self.loadings().select_rows(&hidden));
        let rank = self.rank();
        let mean = self.mean().select_rows(&hidden);
        if rank == 0 {
            return Self::reduced(mean, unknown, &vec![0.0; hidden.len()]);
        }
        let scales = norms_of_rows(&known);
        let (known, deviation) =
            (scaled(&known, &scales), scaled(&(values - self.mean().select_rows(indices)), &scales));
        // Rows of zeros are appended, so that V is R×R.
        let padding = rank.saturating_sub(indices.len());
        let svd = known.insert_rows(indices.len(), padding, 0.0).svd(true, true);
        let (Some(left), Some(right)) = (svd.u, svd.v_t) else {
            return Err(Error::singular("the covariance of the observed components"));
        };
        let rounding = 8.0 * rank.max(indices.len()) as f64 * f64::EPSILON * svd.singular_values.max().max(1.0);
        let (mut z, mut free) = (Matrix::zeros(rank, 1), Vec::new());
        for (k, value) in svd.singular_values.iter().enumerate() {
            if *value <= rounding {
                free.push(k);
                continue;
            }
            let along: f64 = (0..indices.len()).map(|i| left[(i, k)] * deviation[i]).sum::<f64>() / value;
            z += right.row(k).transpose() * along;
        }
        let directions = right.select_rows(&free).transpose();
        Self::reduced(mean + &unknown * z, &unknown * directions, &norms_of_rows(&unknown))
    }

    /// The law of y = Ax + e, where e ~ `noise` is independent of x: N(Aμ + b, AΣAᵀ + Q), e ~ N(b, Q)
    ///
    /// `map` A: P×D; both covariances may be singular. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::DegenerateGaussian;
    ///
    /// // A car whose place and velocity are known, after one second of random acceleration.
    /// let start = DegenerateGaussian::new(Matrix::from_column_slice(2, 1, &[0.0, 3.0]), Matrix::zeros(2, 2))?;
    /// let step = Matrix::from_row_slice(2, 2, &[1.0, 1.0, 0.0, 1.0]);
    /// let push = DegenerateGaussian::from_loadings(Matrix::zeros(2, 1), Matrix::from_column_slice(2, 1, &[0.5, 1.0]))?;
    /// let (one, two) = (start.predict(&step, &push)?, start.predict(&step, &push)?.predict(&step, &push)?);
    /// assert_eq!((one.mean()[0], one.rank(), two.rank()), (3.0, 1, 2));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn predict(&self, map: &Matrix<f64>, noise: &Self) -> Result<Self> {
        expect_shape("the map", map, noise.dimension(), self.dimension())?;
        expect_finite("the map", map)?;
        let side_by_side = |left: Matrix<f64>, right: Matrix<f64>| {
            let columns = left.ncols();
            let mut joined = left.insert_columns(columns, right.ncols(), 0.0);
            joined.columns_mut(columns, right.ncols()).copy_from(&right);
            joined
        };
        let sizes = side_by_side(map.abs() * self.loadings().abs(), noise.loadings().abs());
        let loadings = side_by_side(map * self.loadings(), noise.loadings().clone());
        Self::reduced(map * self.mean() + noise.mean(), loadings, &norms_of_rows(&sizes))
    }

    /// The law of [x; y], y = Ax + e, (D+P)×1: mean [μ; Aμ+b], covariance [Σ, ΣAᵀ; AΣ, AΣAᵀ + Q]
    ///
    /// Conditioned on y by [`DegenerateGaussian::condition`], it gives the posterior of x. Arguments and errors: as for
    /// [`DegenerateGaussian::predict`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{DegenerateGaussian, Gaussian};
    ///
    /// let prior = DegenerateGaussian::from(&Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?);
    /// let exact = DegenerateGaussian::new(Matrix::zeros(1, 1), Matrix::zeros(1, 1))?;
    /// let joint = prior.joint(&Matrix::from_element(1, 2, 1.0), &exact)?; // y = x₀ + x₁, without noise
    /// let posterior = joint.condition(&[2], &Matrix::from_element(1, 1, 2.0))?;
    /// assert!((posterior.mean()[0] - 1.0).abs() < 1e-14 && posterior.rank() == 1);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn joint(&self, map: &Matrix<f64>, noise: &Self) -> Result<Self> {
        let dimension = self.dimension();
        expect_shape("the map", map, noise.dimension(), dimension)?;
        let map = stack(&Matrix::identity(dimension, dimension), map)?;
        let mean = stack(&Matrix::zeros(dimension, 1), noise.mean())?;
        let below = noise.loadings().clone().insert_rows(0, dimension, 0.0);
        let scales = norms_of_rows(&below);
        let noise = Self::reduced(mean, below, &scales)?;
        self.predict(&map, &noise)
    }
}

impl Gaussian {
    /// The law of y = Ax + e, where e ~ `noise` is independent of x: N(Aμ + b, AΣAᵀ + Q), Q of any rank
    ///
    /// The prediction of a linear-Gaussian model with low-rank process noise, such as a single random acceleration. Its
    /// factor is computed from [AL, G] by reflections, where Q = GGᵀ; neither AΣAᵀ nor Q is formed. `map` A: P×D.
    /// Errors: sizes that do not match, NaN or infinite entries, AΣAᵀ + Q not positive definite (use
    /// [`DegenerateGaussian::predict`]).
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{DegenerateGaussian, Gaussian};
    ///
    /// let state = Gaussian::new(Matrix::from_column_slice(2, 1, &[0.0, 3.0]), Matrix::identity(2, 2))?;
    /// let step = Matrix::from_row_slice(2, 2, &[1.0, 1.0, 0.0, 1.0]);
    /// let push = DegenerateGaussian::from_loadings(Matrix::zeros(2, 1), Matrix::from_column_slice(2, 1, &[0.5, 1.0]))?;
    /// let predicted = state.predict(&step, &push)?;
    /// let expected = Matrix::from_row_slice(2, 2, &[2.25, 1.5, 1.5, 2.0]);
    /// assert!((predicted.covariance() - expected).amax() < 1e-14);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn predict(&self, map: &Matrix<f64>, noise: &DegenerateGaussian) -> Result<Self> {
        expect_shape("the map", map, noise.dimension(), self.dimension())?;
        expect_finite("the map", map)?;
        if noise.rank() == 0 {
            return self.affine(map, noise.mean());
        }
        let name = "the covariance of the prediction";
        if self.precise.is_none() {
            let spread = beside(&(map * self.factor()), noise.loadings())?;
            if let Ok(factor) = Factor::of_gram(name, &spread.transpose())
                && factor.is_tame(&[&self.factor])
            {
                return Self::of_factor(map * self.mean() + noise.mean(), factor);
            }
        }
        let noise = Precise { mean: noise.mean().into(), lower: noise.loadings().into() };
        Self::from_precise(self.to_precise().mapped(name, map, &noise)?)
    }
}
