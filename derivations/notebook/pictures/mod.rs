//! The pictures of the course, one file for each theme. Each takes the numbers to draw, and computes the rest.
//!
//! # Panics
//! Every picture panics with the error message if its numbers do not define a Gaussian, so that the cell fails.

mod convergence;
mod densities;
mod difference;
mod inference;
mod likelihood;
mod parts;
mod square;

pub use convergence::{mean_of_samples, quadrature_degrees, quadrature_nodes};
pub use densities::{contours, density_with_axes, products};
pub use difference::difference_against_step;
pub use inference::{line_fit, posteriors, shrinkage};
pub use likelihood::{ascent, bias_of_covariance, estimates};
pub use parts::{conditional_and_marginal, joint_and_conditional};
pub use square::completed_square;

use crate::cells::Coordinates;
use crate::error::Result;
use crate::gaussian::Gaussian;
use crate::matrix::Matrix;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// The value, or a panic that says why there is none.
fn sound<T>(result: Result<T>) -> T {
    result.unwrap_or_else(|error| crate::cells::fail(&error.to_string()))
}

/// D×N samples; the same seed gives the same ones.
fn drawn(gaussian: &Gaussian, seed: u64, samples: usize) -> Matrix<f64> {
    gaussian.sample(&mut ChaCha8Rng::seed_from_u64(seed), samples)
}

/// The columns of a 2×N matrix.
fn columns(data: &Matrix<f64>) -> Vec<Coordinates> {
    data.column_iter().map(|x| (x[0], x[1])).collect()
}

/// A grid of numbers.
fn between(low: f64, high: f64, count: usize) -> impl Iterator<Item = f64> + Clone {
    (0..count).map(move |k| low + (high - low) * k as f64 / (count - 1) as f64)
}

/// The density of a one-dimensional Gaussian, drawn from `low` to `high`.
fn density_curve(gaussian: &Gaussian, low: f64, high: f64) -> Vec<Coordinates> {
    let density = |x: f64| sound(gaussian.log_density(&Matrix::from_element(1, 1, x))).exp();
    between(low, high, 161).map(|x| (x, density(x))).collect()
}

/// {x : Δ(x) = radius} of a two-dimensional Gaussian: μ + radius·K·(cos φ, sin φ), Σ = KKᵀ.
fn ellipse(gaussian: &Gaussian, radius: f64) -> Vec<Coordinates> {
    let (mean, factor) = (gaussian.mean(), gaussian.factor());
    let turn = between(0.0, std::f64::consts::TAU, 97);
    turn.map(|angle| {
        let x = mean + factor * Matrix::from_column_slice(2, 1, &[radius * angle.cos(), radius * angle.sin()]);
        (x[0], x[1])
    })
    .collect()
}
