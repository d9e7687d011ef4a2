//! Linear dynamical systems: the Kalman filter and the Rauch–Tung–Striebel smoother

use super::factor::Factor;
use super::missing::present;
use super::{DegenerateGaussian, Gaussian, LinearGaussian, expect_samples};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, stack};
use crate::error::Result;

/// x₁ ~ `initial`, xₜ₊₁ = Axₜ + process noise, yₜ = Cxₜ + measurement noise, all independent          (Bishop 13.3)
///
/// The means of the noises are the offsets. The process noise may have any rank, such as a single random acceleration.
/// A, C and the noises do not depend on time.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem};
///
/// let one = Matrix::identity(1, 1);
/// let white = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
/// let walk = LinearDynamicalSystem::new(
///     white.clone(),
///     one.clone(),
///     DegenerateGaussian::from(&white),
///     one,
///     white,
/// )?;
/// // NaN: nothing was observed at that time.
/// let smoothed = walk.smooth(&Matrix::from_row_slice(1, 3, &[1.0, f64::NAN, 2.0]))?;
/// assert!((smoothed.states[1].mean()[0] - 8.0 / 7.0).abs() < 1e-14);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LinearDynamicalSystem {
    pub(super) initial: Gaussian,
    pub(super) transition: Matrix<f64>,
    pub(super) process_noise: DegenerateGaussian,
    pub(super) map: Matrix<f64>,
    pub(super) measurement_noise: Gaussian,
}

/// The result of the filter, for t = 1, …, T.
#[derive(Clone, Debug, PartialEq)]
pub struct Filtered {
    /// p(xₜ | y₁, …, yₜ₋₁).
    pub predicted: Vec<Gaussian>,
    /// p(xₜ | y₁, …, yₜ).
    pub states: Vec<Gaussian>,
    /// ln p(y₁, …, y_T).
    pub log_likelihood: f64,
}

/// The result of the smoother, for t = 1, …, T.
#[derive(Clone, Debug, PartialEq)]
pub struct Smoothed {
    /// p(xₜ | y₁, …, y_T).
    pub states: Vec<Gaussian>,
    /// cov(xₜ₊₁, xₜ | y₁, …, y_T), D×D, for t = 1, …, T−1, which expectation maximisation needs as well.
    pub lag_one_covariances: Vec<Matrix<f64>>,
    /// ln p(y₁, …, y_T).
    pub log_likelihood: f64,
}

impl LinearDynamicalSystem {
    /// The system with these matrices and laws; y₁ is an observation of x₁, before any transition
    ///
    /// `initial`: D components; `transition` A: D×D; `process_noise`: D components; `map` C: Q×D; `measurement_noise`:
    /// Q components. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem};
    ///
    /// // Place and velocity; the place is measured.
    /// let system = LinearDynamicalSystem::new(
    ///     Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2))?,
    ///     Matrix::from_row_slice(2, 2, &[1.0, 1.0, 0.0, 1.0]),
    ///     DegenerateGaussian::from_loadings(Matrix::zeros(2, 1), Matrix::from_column_slice(2, 1, &[0.5, 1.0]))?,
    ///     Matrix::from_row_slice(1, 2, &[1.0, 0.0]),
    ///     Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 0.1))?,
    /// );
    /// assert!(system.is_ok());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn new(
        initial: Gaussian,
        transition: Matrix<f64>,
        process_noise: DegenerateGaussian,
        map: Matrix<f64>,
        measurement_noise: Gaussian,
    ) -> Result<Self> {
        let dimension = initial.dimension();
        expect_shape("the transition", &transition, dimension, dimension)?;
        expect_finite("the transition", &transition)?;
        expect_shape("the mean of the process noise", process_noise.mean(), dimension, 1)?;
        expect_shape("the map", &map, measurement_noise.dimension(), dimension)?;
        expect_finite("the map", &map)?;
        Ok(Self { initial, transition, process_noise, map, measurement_noise })
    }

    /// p(xₜ | y₁, …, yₜ) for all t, by the Kalman filter
    ///
    /// `data`: Q×T, T ≥ 1, one column for each time; NaN marks components that were not observed. Predictions are
    /// computed by [`Gaussian::predict`], and updates by [`LinearGaussian::posterior`]: factors are propagated, and no
    /// covariance is subtracted. Errors: sizes that do not match, infinite entries, T = 0, a prediction that is not
    /// positive definite (a singular transition with too little noise).
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem}};
    /// # let one = Matrix::identity(1, 1);
    /// # let white = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// # let noise = DegenerateGaussian::from(&white);
    /// # let walk = LinearDynamicalSystem::new(white.clone(), one.clone(), noise, one, white)?;
    /// let filtered = walk.filter(&Matrix::from_element(1, 50, 2.0))?;
    /// let golden = 0.5 * (5f64.sqrt() - 1.0); // the variance that a random walk settles at
    /// assert!((filtered.states[49].covariance()[0] - golden).abs() < 1e-14);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn filter(&self, data: &Matrix<f64>) -> Result<Filtered> {
        expect_samples("data", data, self.map.nrows())?;
        expect_finite("data", &data.map(|entry| if entry.is_nan() { 0.0 } else { entry }))?;
        let mut found = Filtered { predicted: Vec::new(), states: Vec::new(), log_likelihood: 0.0 };
        let mut predicted = self.initial.clone();
        for (t, y) in data.column_iter().enumerate() {
            if let Some(last) = found.states.last() {
                predicted = last.predict(&self.transition, &self.process_noise)?;
            }
            found.predicted.push(predicted.clone());
            let observed = present(y);
            if observed.is_empty() {
                found.states.push(predicted.clone());
                continue;
            }
            let noise = match observed.len() == data.nrows() {
                true => self.measurement_noise.clone(),
                false => self.measurement_noise.marginal(&observed)?,
            };
            let model = LinearGaussian::with(predicted.clone(), self.map.select_rows(&observed), noise)?;
            let y = data.columns(t, 1).select_rows(&observed);
            found.log_likelihood += model.evidence()?.log_density(&y)?;
            found.states.push(model.posterior(&y)?);
        }
        Ok(found)
    }

    /// p(xₜ | y₁, …, y_T) for all t, by the filter and the backward pass of Rauch, Tung and Striebel (1965)
    ///
    /// With m and LLᵀ for the filtered xₜ, GGᵀ for the process noise and [(AL)ᵀ Lᵀ; Gᵀ 0] = Q[R₁₁ R₁₂; 0 R₂₂], the gain
    /// is J = (R₁₁⁻¹R₁₂)ᵀ and cov(xₜ | xₜ₊₁, y₁, …, yₜ) = R₂₂ᵀR₂₂. So the smoothed covariance is the sum of
    /// R₂₂ᵀR₂₂ and JΣₜ₊₁Jᵀ, whose factor is computed by reflections: nothing is subtracted. Arguments and errors: as
    /// for [`LinearDynamicalSystem::filter`].
    ///
    /// ```
    /// # use gradus::{Matrix, gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem}};
    /// # let one = Matrix::identity(1, 1);
    /// # let white = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
    /// # let noise = DegenerateGaussian::from(&white);
    /// # let walk = LinearDynamicalSystem::new(white.clone(), one.clone(), noise, one, white)?;
    /// let smoothed = walk.smooth(&Matrix::from_element(1, 99, 2.0))?;
    /// assert!((smoothed.states[49].covariance()[0] - 0.2f64.sqrt()).abs() < 1e-14);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn smooth(&self, data: &Matrix<f64>) -> Result<Smoothed> {
        let Filtered { predicted, states: filtered, log_likelihood } = self.filter(data)?;
        let (mut states, mut lag_one_covariances) = (Vec::with_capacity(filtered.len()), Vec::new());
        states.extend(filtered.last().cloned());
        // Each state with the prediction of the next one, of which the last has none.
        for (state, prediction) in filtered.iter().zip(predicted.iter().skip(1)).rev() {
            let Some(next) = states.last() else { break };
            let (state, lag_one) = self.backward(state, prediction, next)?;
            states.push(state);
            lag_one_covariances.push(lag_one);
        }
        states.reverse();
        lag_one_covariances.reverse();
        Ok(Smoothed { states, lag_one_covariances, log_likelihood })
    }

    /// The smoothed state, and its covariance with the next one, which is smoothed already.
    fn backward(&self, state: &Gaussian, prediction: &Gaussian, next: &Gaussian) -> Result<(Gaussian, Matrix<f64>)> {
        if [state, prediction, next].iter().any(|law| law.precise.is_some()) {
            let (loadings, predicted) = (self.process_noise.loadings(), prediction.to_precise().mean);
            let (smoothed, gain) =
                state.to_precise().smoothed(&self.transition, loadings, &predicted, &next.to_precise())?;
            return Ok((Gaussian::from_precise(smoothed)?, next.covariance() * gain));
        }
        let d = state.dimension();
        let (spread, noise) = (&self.transition * state.factor(), self.process_noise.loadings());
        let mut rows = Matrix::zeros(d + noise.ncols(), 2 * d);
        rows.view_mut((0, 0), (d, d)).copy_from(&spread.transpose());
        rows.view_mut((0, d), (d, d)).copy_from(&state.factor().transpose());
        rows.view_mut((d, 0), (noise.ncols(), d)).copy_from(&noise.transpose());
        let upper = rows.qr().unpack_r();
        let mut gain = upper.view((0, d), (d, d)).into_owned();
        upper.view((0, 0), (d, d)).solve_upper_triangular_unchecked_mut(&mut gain);
        expect_finite("the gain of the smoother", &gain)?;
        let own = upper.view((d, d), (upper.nrows() - d, d)).into_owned();
        let carried = (gain.tr_mul(next.factor())).transpose();
        let rows = if own.is_empty() { carried } else { stack(&own, &carried)? };
        let factor = Factor::of_gram("the smoothed covariance", &rows)?;
        let mean = state.mean() + gain.tr_mul(&(next.mean() - prediction.mean()));
        Ok((Gaussian::of_factor(mean, factor)?, next.covariance() * gain))
    }
}
