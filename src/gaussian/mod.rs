//! The multivariate Gaussian in production form: the formulas of the course, by Cholesky factors and triangular solves.
//!
//! The files of `derivations/` state each result as the textbook writes it, with inverses and determinants, over any
//! number system. This module computes the same results in double precision, also for large D and for data far from the
//! origin. Σ is never inverted in order to multiply by Σ⁻¹, and ln|Σ| is a sum of logarithms, which neither underflows
//! nor overflows. `tests/gaussian/` compares the two.
//!
//! ```
//! use gradus::Matrix;
//! use gradus::gaussian::Gaussian;
//!
//! let mean = Matrix::from_column_slice(2, 1, &[1.0, -1.0]);
//! let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
//! let gaussian = Gaussian::new(mean, covariance)?;
//!
//! let given = gaussian.condition(&[1], &Matrix::from_element(1, 1, 0.0))?; // x₀, given x₁ = 0
//! assert!((given.mean()[(0, 0)] - 1.6).abs() < 1e-15);
//! assert!((given.covariance()[(0, 0)] - 1.64).abs() < 1e-15);
//! # Ok::<(), gradus::Error>(())
//! ```
//!
//! The inner loops are in `kernel`. Batches are processed in chunks that fit into the cache, on all cores if the work
//! is large enough; no result depends on the number of cores.
//!
//! Every vector is a `D×1` matrix, and data is `D×N`: columns are samples. Components, rows and columns are numbered
//! from 0, also in errors. Samples are drawn with any generator of the crate [rand], such as
//! [`ChaCha8Rng`](crate::rand_chacha::ChaCha8Rng); both crates are re-exported, in compatible versions.

// Where `new` is, so that it comes first in the documentation.
mod law;
mod statistics;

mod affine;
mod batch;
mod condition_number;
mod conditional;
mod degenerate;
mod density;
mod display;
mod downdate;
mod dynamical;
mod estimates;
mod factor;
mod gradients;
mod gradients_of_forms;
mod indices;
mod information;
mod kernel;
mod linear;
mod missing;
mod parts;
mod precise;
mod probability;
mod rank;
mod samples;
mod sampling;
#[cfg(feature = "serde")]
mod saved;
mod shrinkage;
mod symmetric;
mod units;
mod weighted;
mod whitening;

pub use batch::GaussianBatch;
pub use degenerate::DegenerateGaussian;
pub use dynamical::{Filtered, LinearDynamicalSystem, Smoothed};
pub use gradients::log_likelihood_gradients;
pub use law::Gaussian;
pub use linear::LinearGaussian;
pub use parts::{
    GaussianParts, HistoryParts, LinearDynamicalSystemParts, LinearGaussianParts, StatisticsParts, WeightedParts,
};
pub use probability::{Integration, Probability};
pub use samples::{samples_from_row_major, samples_from_rows};
pub use shrinkage::Shrinkage;
pub use statistics::SufficientStatistics;
pub use weighted::WeightedStatistics;

use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};
use samples::expect_samples;

/// An error if a result that was computed from finite numbers is not finite.
fn expect_in_range(what: &str, matrix: &Matrix<f64>) -> Result<()> {
    expect_finite(what, matrix).map_err(|_| Error::overflow(what))
}

/// An error unless `vector` is D×1 and finite.
fn expect_vector(name: &str, vector: &Matrix<f64>, dimension: usize) -> Result<()> {
    expect_shape(name, vector, dimension, 1)?;
    expect_finite(name, vector)
}
