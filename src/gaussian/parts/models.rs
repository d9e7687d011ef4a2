//! The parts of models: of one observation, and of a series

use super::checks::{expect_low, fault};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::Result;
use crate::gaussian::kernel::doubles::Doubles;
use crate::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem, LinearGaussian, expect_vector};

/// All parts of a [`LinearGaussian`].
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, LinearGaussian};
///
/// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
/// let model = LinearGaussian::new(white.clone(), Matrix::identity(1, 1), Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
/// assert_eq!(model.parts().noise, white);
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LinearGaussianParts {
    /// p(x).
    pub prior: Gaussian,
    /// A, Q×P.
    pub map: Matrix<f64>,
    /// N(b, L⁻¹), the law of y − Ax.
    pub noise: Gaussian,
    /// The observations by which the prior was updated, if there are any.
    pub history: Option<HistoryParts>,
}

/// The observations by which a [`LinearGaussian`] was updated. Further updates use them.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, LinearGaussian};
///
/// let one = Matrix::identity(1, 1);
/// let white = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
/// let mut model = LinearGaussian::new(white.clone(), one.clone(), Matrix::zeros(1, 1), one.clone())?;
/// assert!(model.parts().history.is_none());
/// model.update(&one)?;
/// let history = model.parts().history.unwrap();
/// assert_eq!((history.start, history.count, history.mean[0].clone()), (white, 1, one));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryParts {
    /// The prior before the first observation.
    pub start: Gaussian,
    /// The number of observations.
    pub count: usize,
    /// Their mean, Q×1, and the next 16 digits of it.
    pub mean: [Matrix<f64>; 2],
}

impl LinearGaussian {
    /// Its parts, to be stored or sent.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian};
    ///
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let model = LinearGaussian::new(white, Matrix::identity(1, 1), Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// assert_eq!(LinearGaussian::from_parts(model.parts())?, model);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> LinearGaussianParts {
        let (map, noise) = self.likelihood();
        let parts = |(start, count, mean): (&Gaussian, usize, &Doubles)| HistoryParts {
            start: start.clone(),
            count,
            mean: mean.parts(),
        };
        let history = self.history().map(parts);
        LinearGaussianParts { prior: self.prior().clone(), map: map.clone(), noise: noise.clone(), history }
    }

    /// The model with these parts. Errors: sizes that do not match, NaN or infinite entries, a history of no
    /// observations.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{Gaussian, LinearGaussian, LinearGaussianParts};
    ///
    /// // With a noise that was estimated.
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let map = Matrix::identity(1, 1);
    /// let model = LinearGaussianParts { prior: white.clone(), map, noise: white, history: None };
    /// assert!((LinearGaussian::from_parts(model)?.evidence()?.covariance()[0] - 2.0).abs() < 1e-15);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: LinearGaussianParts) -> Result<Self> {
        let LinearGaussianParts { prior, map, noise, history } = parts;
        let model = Self::with(prior, map, noise)?;
        let Some(HistoryParts { start, count, mean }) = history else {
            return Ok(model);
        };
        expect_shape("the mean of the first prior", start.mean(), model.prior().dimension(), 1)?;
        for mean in &mean {
            expect_vector("the mean of the observations", mean, model.likelihood().1.dimension())?;
        }
        expect_low("the mean of the observations", &mean[0], &mean[1])?;
        if count == 0 {
            return fault("the number of observations".into(), "at least 1", 0.0);
        }
        Ok(model.with_history(start, count, Doubles::from_parts(&mean)))
    }
}

/// All parts of a [`LinearDynamicalSystem`].
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem};
///
/// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
/// let (one, noise) = (Matrix::identity(1, 1), DegenerateGaussian::from(&white));
/// let walk = LinearDynamicalSystem::new(white.clone(), one.clone(), noise, one.clone(), white.clone())?;
/// assert_eq!((walk.parts().initial, walk.parts().transition), (white, one));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LinearDynamicalSystemParts {
    /// p(x₁).
    pub initial: Gaussian,
    /// A, D×D.
    pub transition: Matrix<f64>,
    /// The law of xₜ₊₁ − Axₜ.
    pub process_noise: DegenerateGaussian,
    /// C, Q×D.
    pub map: Matrix<f64>,
    /// The law of yₜ − Cxₜ.
    pub measurement_noise: Gaussian,
}

impl LinearDynamicalSystem {
    /// Its parts, to be stored or sent.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem};
    ///
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let (one, noise) = (Matrix::identity(1, 1), DegenerateGaussian::from(&white));
    /// let walk = LinearDynamicalSystem::new(white.clone(), one.clone(), noise, one, white)?;
    /// assert_eq!(LinearDynamicalSystem::from_parts(walk.parts())?, walk);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn parts(&self) -> LinearDynamicalSystemParts {
        LinearDynamicalSystemParts {
            initial: self.initial.clone(),
            transition: self.transition.clone(),
            process_noise: self.process_noise.clone(),
            map: self.map.clone(),
            measurement_noise: self.measurement_noise.clone(),
        }
    }

    /// The system with these parts. Errors: as for [`LinearDynamicalSystem::new`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::{DegenerateGaussian, Gaussian, LinearDynamicalSystem};
    ///
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let (one, noise) = (Matrix::identity(1, 1), DegenerateGaussian::from(&white));
    /// let mut parts = LinearDynamicalSystem::new(white.clone(), one.clone(), noise, one, white)?.parts();
    /// parts.transition[0] = 0.5;
    /// let decay = LinearDynamicalSystem::from_parts(parts)?;
    /// assert_eq!(decay.parts().transition[0], 0.5);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn from_parts(parts: LinearDynamicalSystemParts) -> Result<Self> {
        Self::new(parts.initial, parts.transition, parts.process_noise, parts.map, parts.measurement_noise)
    }
}
