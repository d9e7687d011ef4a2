//! Random inputs that are valid by construction, and when two values agree.

use gradus::Result;
use gradus::gaussian::Gaussian;
use gradus::matrix::{Matrix, log_determinant, scalar};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How far two values may be apart, relative to one plus the largest entry: 10⁶ units of roundoff and more, for inputs
/// whose condition number is at most 10⁴, which is checked.
pub const TOLERANCE: f64 = 1e-9;

/// A seed, from which a property draws its inputs.
#[derive(Clone, Debug)]
pub struct Draw {
    #[allow(dead_code)] // printed where a property fails
    seed: u64,
    stream: ChaCha8Rng,
}

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self { seed, stream: ChaCha8Rng::seed_from_u64(seed) }
    }

    pub fn size(&mut self, least: usize, most: usize) -> usize {
        self.stream.random_range(least..=most)
    }

    pub fn matrix(&mut self, rows: usize, columns: usize) -> Matrix<f64> {
        Matrix::from_fn(rows, columns, |_, _| self.stream.random_range(-2.0..2.0))
    }

    pub fn vector(&mut self, dimension: usize) -> Matrix<f64> {
        self.matrix(dimension, 1)
    }

    /// LLᵀ for a lower triangular L with a diagonal from ½ to 2.
    pub fn covariance(&mut self, dimension: usize) -> Matrix<f64> {
        let lower = Matrix::from_fn(dimension, dimension, |i, j| match i.cmp(&j) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => self.stream.random_range(0.5..2.0),
            std::cmp::Ordering::Greater => self.stream.random_range(-0.5..0.5),
        });
        &lower * lower.transpose()
    }

    pub fn gaussian(&mut self, dimension: usize) -> Result<Gaussian> {
        Gaussian::new(self.vector(dimension), self.covariance(dimension))
    }

    /// 0 to D−1 in random order.
    pub fn order(&mut self, dimension: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..dimension).collect();
        for i in (1..dimension).rev() {
            order.swap(i, self.size(0, i));
        }
        order
    }
}

pub fn zeros(rows: usize, columns: usize) -> Matrix<f64> {
    Matrix::zeros(rows, columns)
}

pub fn identity(order: usize) -> Matrix<f64> {
    Matrix::identity(order, order)
}

pub fn agree(left: &Matrix<f64>, right: &Matrix<f64>) -> bool {
    left.shape() == right.shape() && (left - right).amax() <= TOLERANCE * (1.0 + right.amax())
}

pub fn near(left: f64, right: f64) -> bool {
    agree(&scalar(left), &scalar(right))
}

/// Mean, covariance and factor belong together.
pub fn is(gaussian: &Gaussian, mean: &Matrix<f64>, covariance: &Matrix<f64>) -> bool {
    let factor = gaussian.factor();
    agree(gaussian.mean(), mean)
        && agree(gaussian.covariance(), covariance)
        && gaussian.covariance() == &gaussian.covariance().transpose()
        && agree(&(factor * factor.transpose()), covariance)
        && factor.upper_triangle() == Matrix::from_diagonal(&factor.diagonal())
        && factor.diagonal().min() > 0.0
        && near(gaussian.log_determinant(), log_determinant(covariance).expect("positive"))
}
