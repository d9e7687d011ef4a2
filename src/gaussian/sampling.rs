//! x = μ + Lz ~ N(μ, Σ) for z ~ N(0, I)

use super::{Gaussian, columns_of_a_chunk};
use crate::matrix::Matrix;
use rand::{Rng, RngExt};
use rand_distr::StandardNormal;

impl Gaussian {
    /// `samples` independent draws x = μ + Lz, D×N                                           (Bishop 11.1.1)
    ///
    /// The noise is drawn one sample after another.
    pub fn sample(&self, stream: &mut (impl Rng + ?Sized), samples: usize) -> Matrix<f64> {
        let dimension = self.dimension();
        let mut data = Matrix::from_fn(dimension, samples, |i, _| self.mean()[(i, 0)]);
        let columns = columns_of_a_chunk(dimension);
        for start in (0..samples).step_by(columns) {
            let count = columns.min(samples - start);
            let noise = Matrix::<f64>::from_fn(dimension, count, |_, _| stream.sample(StandardNormal));
            data.columns_mut(start, count).gemm(1.0, self.factor(), &noise, 1.0);
        }
        data
    }
}
