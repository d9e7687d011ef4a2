//! ln N(xₙ | μ, Σ) = −½ (D ln 2π + ln|Σ| + Δₙ²), Δₙ² = ‖L⁻¹(xₙ−μ)‖²

use super::factor::ln_two_pi;
use super::kernel::panel::Aligned;
use super::kernel::rows::{Rows, Solve};
use super::kernel::samples::load_samples;
use super::kernel::tile::{each_group, load, store, vectors};
use super::kernel::{WIDTH, arch, threads};
use super::{Gaussian, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::Result;
use nalgebra::DVectorView;
use pulp::{Simd, WithSimd};
use std::sync::atomic::{AtomicBool, Ordering};

/// Numbers of a chunk, at least: what a thread takes at a time.
const CHUNK: usize = 1 << 14;

impl Gaussian {
    /// ln N(x | μ, Σ) = −½ D ln 2π − ½ ln|Σ| − ½ Δ²                                            (N0-003)
    ///
    /// `x`: D×1. Errors: sizes that do not match, NaN or infinite.
    pub fn log_density(&self, x: &Matrix<f64>) -> Result<f64> {
        expect_vector("x", x, self.dimension())?;
        Ok(self.log_normaliser() - 0.5 * square(&self.whitened(x).column(0)))
    }

    /// ln N(xₙ | μ, Σ) of every column, N×1; their sum is the log-likelihood                  (N0-003, N1-127)
    ///
    /// `data`: D×N, N ≥ 1. Takes O(D²) memory besides input and output, and all cores where the work is large; the
    /// values do not depend on how many there are. Errors: sizes that do not match, NaN or infinite, N = 0.
    pub fn log_densities(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.log_densities_of(None, data)
    }

    /// [`Gaussian::log_densities`] on a number of threads; the values do not depend on it. 0 counts as 1.
    pub fn log_densities_on(&self, threads: usize, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.log_densities_of(Some(threads), data)
    }

    fn log_densities_of(&self, threads: Option<usize>, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.distances(threads, data, self.log_normaliser(), -0.5)
    }

    /// Δₙ² = (xₙ−μ)ᵀ Σ⁻¹ (xₙ−μ) of every column, N×1: *squared* distances                      (N1-003)
    ///
    /// `data`: D×N, N ≥ 1. A square that overflows is ∞. Cost and errors: as for [`Gaussian::log_densities`].
    pub fn mahalanobis_distances(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.distances(None, data, 0.0, 1.0)
    }

    /// −½ D ln 2π − ½ ln|Σ|
    fn log_normaliser(&self) -> f64 {
        -0.5 * (self.dimension() as f64 * ln_two_pi() + self.log_determinant())
    }

    /// L⁻¹(x−μ)
    fn whitened(&self, x: &Matrix<f64>) -> Matrix<f64> {
        match &self.precise {
            Some(precise) => precise.whitened(x),
            None => self.factor.whitened(&(x - self.mean())),
        }
    }

    /// a + bΔₙ² of every column.
    fn distances(&self, threads: Option<usize>, data: &Matrix<f64>, a: f64, b: f64) -> Result<Matrix<f64>> {
        expect_shape("data", data, self.dimension(), data.ncols())?;
        if let Some(precise) = &self.precise {
            expect_finite("data", data)?;
            // One after another: the memory stays O(D).
            let distance = |n| square(&precise.whitened(&data.columns(n, 1).into_owned()).column(0));
            return Ok(Matrix::from_fn(data.ncols(), 1, |n, _| a + b * distance(n)));
        }
        let dimension = self.dimension();
        let work = 0.5 * (dimension as f64 + 4.0) * data.len() as f64;
        let triangle = self.factor.solver();
        let mut distances = Matrix::zeros(data.ncols(), 1);
        let columns = CHUNK.div_ceil(dimension).next_multiple_of(WIDTH);
        let chunks = data.as_slice().chunks(columns * dimension).zip(distances.as_mut_slice().chunks_mut(columns));
        let suspect = AtomicBool::new(false);
        let panel = || Aligned::zeros(dimension);
        let threads = threads.unwrap_or_else(|| threads::worth(work));
        threads::share(threads, chunks, panel, |panel, (samples, distances)| {
            let mean = self.mean().as_slice();
            let line = Line { triangle: &triangle, mean, samples, panel: panel.rows_mut(), distances, a, b };
            if !arch().dispatch(line) {
                suspect.store(true, Ordering::Relaxed);
            }
        });
        if suspect.into_inner() {
            expect_finite("data", data)?;
            // Finite input gives NaN only after an overflow, ∞ − ∞, and the entry that overflowed has an infinite square.
            let overflow = a + b * f64::INFINITY;
            distances.iter_mut().filter(|distance| distance.is_nan()).for_each(|distance| *distance = overflow);
        }
        Ok(distances)
    }
}

/// Δ²; NaN comes only from an overflow, ∞ − ∞, and the entry that overflowed has an infinite square.
fn square(white: &DVectorView<f64>) -> f64 {
    let distance = white.norm_squared();
    if distance.is_nan() { f64::INFINITY } else { distance }
}

/// a + bΔ² of one chunk, 24 samples at a time; returns whether all are finite.
struct Line<'a> {
    triangle: &'a Rows,
    mean: &'a [f64],
    samples: &'a [f64],
    panel: &'a mut [[f64; WIDTH]],
    distances: &'a mut [f64],
    a: f64,
    b: f64,
}

impl WithSimd for Line<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        let dimension = self.mean.len();
        let samples = self.samples.chunks(WIDTH * dimension);
        let mut finite = true;
        for (samples, distances) in samples.zip(self.distances.chunks_mut(WIDTH)) {
            load_samples(simd, samples, self.mean, self.panel);
            Solve { triangle: self.triangle, panel: &mut *self.panel, first: 0 }.with_simd(simd);
            let mut values = [0.0; WIDTH];
            each_group!(S, 0..vectors::<S>(), |group, V| {
                values_of::<S, V>(simd, [self.a, self.b], &self.panel[..dimension], &mut values, group);
            });
            match distances.as_chunks_mut().0 {
                [whole] => {
                    *whole = values;
                    finite &= values.iter().fold(true, |finite, value| finite & value.is_finite());
                }
                _ => {
                    distances.copy_from_slice(&values[..distances.len()]);
                    finite &= distances.iter().all(|value| value.is_finite());
                }
            }
        }
        finite
    }
}

/// a + bΔ² of some vectors of a whitened panel.
#[inline(always)]
fn values_of<S: Simd, const V: usize>(
    simd: S,
    [a, b]: [f64; 2],
    panel: &[[f64; WIDTH]],
    values: &mut [f64; WIDTH],
    start: usize,
) {
    let mut sums = [simd.splat_f64s(0.0); V];
    for row in panel {
        let row = load::<S, V>(row, start);
        (0..V).for_each(|v| sums[v] = simd.mul_add_e_f64s(row[v], row[v], sums[v]));
    }
    let (a, b) = (simd.splat_f64s(a), simd.splat_f64s(b));
    (0..V).for_each(|v| sums[v] = simd.add_f64s(a, simd.mul_f64s(b, sums[v])));
    store::<S, V>(values, start, &sums);
}
