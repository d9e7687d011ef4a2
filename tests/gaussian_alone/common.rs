//! Random inputs that are valid by construction, and when two values agree.

use gradus::Matrix;
use gradus::gaussian::Gaussian;
use gradus::rand::SeedableRng;
use gradus::rand_chacha::ChaCha8Rng;

/// Numbers from a seed.
pub fn stream(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Standard normal numbers, `rows`×`columns`.
pub fn normal(seed: u64, rows: usize, columns: usize) -> Matrix<f64> {
    let one = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1)).expect("N(0, 1)");
    Matrix::from_vec(rows, columns, one.sample(&mut stream(seed), rows * columns).as_slice().to_vec())
}

pub fn vector(entries: &[f64]) -> Matrix<f64> {
    Matrix::from_column_slice(entries.len(), 1, entries)
}

/// A square matrix from its rows.
pub fn square(entries: &[f64]) -> Matrix<f64> {
    let order = entries.len().isqrt();
    Matrix::from_row_slice(order, order, entries)
}

pub fn identity(order: usize) -> Matrix<f64> {
    Matrix::identity(order, order)
}

/// ¼ I + AAᵀ/D for a normal A: a condition number of a few hundred at most.
pub fn covariance(seed: u64, dimension: usize) -> Matrix<f64> {
    let root = normal(seed, dimension, dimension);
    let mut covariance = &root * root.transpose() / dimension as f64 + identity(dimension) * 0.25;
    covariance.fill_upper_triangle_with_lower_triangle();
    covariance
}

pub fn gaussian(seed: u64, dimension: usize) -> Gaussian {
    Gaussian::new(normal(seed + 1000, dimension, 1), covariance(seed, dimension)).expect("positive definite")
}

/// No entry differs by more than 1e-10 times one plus the largest entry.
#[track_caller]
pub fn assert_agree(found: &Matrix<f64>, expected: &Matrix<f64>) {
    assert_within(found, expected, 1e-10);
}

#[track_caller]
pub fn assert_within(found: &Matrix<f64>, expected: &Matrix<f64>, tolerance: f64) {
    assert_eq!(found.shape(), expected.shape());
    let difference = (found - expected).amax();
    assert!(difference <= tolerance * (1.0 + expected.amax()), "{found}is not{expected}by {difference:e}");
}

#[track_caller]
pub fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-10 * (1.0 + expected.abs()), "{found} is not {expected}");
}

/// The error is one line, and says all these words.
#[track_caller]
pub fn assert_error<T>(result: gradus::Result<T>, words: &[&str]) {
    let message = result.map(drop).expect_err("bad input").to_string();
    assert!(!message.contains('\n') && words.iter().all(|word| message.contains(word)), "{words:?}: {message}");
}
