//! ln N(xₙ | μ, Σ) = −½ (D ln 2π + ln|Σ| + Δₙ²), Δₙ² = ‖L⁻¹(xₙ−μ)‖²

use super::factor::{BLOCK, ln_two_pi};
use super::{Gaussian, columns_of_a_chunk, expect_data, expect_vector};
use crate::error::Result;
use crate::matrix::Matrix;
use nalgebra::{DMatrixView, DMatrixViewMut};
use std::sync::{Mutex, PoisonError};

/// Multiplications of a triangular solve, D²N/2, from which on a second thread pays for its start.
const WORTH_A_THREAD: f64 = 2e6;

impl Gaussian {
    /// ln N(x | μ, Σ) = −½ D ln 2π − ½ ln|Σ| − ½ Δ²                                            (N0-003)
    ///
    /// `x`: D×1. Errors: sizes that do not match, NaN or infinite.
    pub fn log_density(&self, x: &Matrix<f64>) -> Result<f64> {
        expect_vector("x", x, self.dimension())?;
        let mut distance = [0.0];
        self.chunk_of_distances(x, &self.factor().transpose(), &mut Vec::new(), &mut distance);
        Ok(self.log_normaliser() - 0.5 * distance[0])
    }

    /// ln N(xₙ | μ, Σ) of every column, N×1; their sum is the log-likelihood                  (N0-003, N1-127)
    ///
    /// `data`: D×N, N ≥ 1. Takes O(D²) memory besides input and output, and all cores where the work is large; the
    /// values do not depend on how many there are. Errors: sizes that do not match, NaN or infinite, N = 0.
    pub fn log_densities(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.log_densities_on(self.threads(data), data)
    }

    /// [`Gaussian::log_densities`] on a number of threads; the values do not depend on it. 0 counts as 1.
    pub fn log_densities_on(&self, threads: usize, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        let constant = self.log_normaliser();
        Ok(self.distances(threads, data)?.map(|distance| constant - 0.5 * distance))
    }

    /// Δₙ² = (xₙ−μ)ᵀ Σ⁻¹ (xₙ−μ) of every column, N×1: *squared* distances                      (N1-003)
    ///
    /// `data`: D×N, N ≥ 1. A square that overflows is ∞. Cost and errors: as for [`Gaussian::log_densities`].
    pub fn mahalanobis_distances(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.distances(self.threads(data), data)
    }

    /// −½ D ln 2π − ½ ln|Σ|
    fn log_normaliser(&self) -> f64 {
        -0.5 * (self.dimension() as f64 * ln_two_pi() + self.log_determinant())
    }

    fn threads(&self, data: &Matrix<f64>) -> usize {
        let work = 0.5 * (self.dimension() as f64).powi(2) * data.ncols() as f64;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        cores.min((work / WORTH_A_THREAD) as usize)
    }

    fn distances(&self, threads: usize, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        expect_data(data, self.dimension())?;
        let mut distances = Matrix::zeros(data.ncols(), 1);
        let columns = columns_of_a_chunk(self.dimension());
        let upper = self.factor().transpose();
        // The chunks are the same for any number of threads; only who takes which one differs.
        let chunks = Mutex::new(distances.as_mut_slice().chunks_mut(columns).enumerate());
        let work = || {
            let mut buffer = Vec::new();
            loop {
                let next = chunks.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((chunk, distances)) = next else { break };
                let samples = data.columns(chunk * columns, distances.len());
                self.chunk_of_distances(samples, &upper, &mut buffer, distances);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.min(data.ncols().div_ceil(columns)) {
                // A thread that cannot be had is no error: this one does its share.
                let _ = std::thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        Ok(distances)
    }

    /// The rows of Z = (X−μ)ᵀU⁻¹, U = Lᵀ, are L⁻¹(xₙ−μ): with samples as rows, each step runs along all of them.
    fn chunk_of_distances<'a>(
        &self,
        samples: impl Into<DMatrixView<'a, f64>>,
        upper: &Matrix<f64>,
        buffer: &mut Vec<f64>,
        distances: &mut [f64],
    ) {
        let samples = samples.into();
        let (dimension, count) = samples.shape();
        buffer.clear();
        for (i, mean) in self.mean().iter().enumerate() {
            buffer.extend(samples.row(i).iter().map(|x| x - mean));
        }
        for start in (0..dimension).step_by(BLOCK) {
            let size = BLOCK.min(dimension - start);
            let (solved, open) = buffer.split_at_mut(start * count);
            if start > 0 {
                let solved = DMatrixView::from_slice(solved, count, start);
                let mut open = DMatrixViewMut::from_slice(&mut open[..size * count], count, size);
                open.gemm(-1.0, &solved, &upper.view((0, start), (start, size)), 1.0);
            }
            for i in 0..size {
                let (before, rest) = open.split_at_mut(i * count);
                let z = &mut rest[..count];
                for (j, known) in before.chunks_exact(count).enumerate() {
                    let scale = upper[(start + j, start + i)];
                    z.iter_mut().zip(known).for_each(|(z, known)| *z -= scale * known);
                }
                let pivot = upper[(start + i, start + i)];
                z.iter_mut().for_each(|z| *z /= pivot);
            }
        }
        distances.fill(0.0);
        for z in buffer.chunks_exact(count) {
            distances.iter_mut().zip(z).for_each(|(distance, z)| *distance += z * z);
        }
        // Finite input gives NaN only after an overflow, ∞ − ∞, and the entry that overflowed has an infinite square.
        distances.iter_mut().filter(|distance| distance.is_nan()).for_each(|distance| *distance = f64::INFINITY);
    }
}
