//! ln N(xₙ | μ, Σ) = −½ (D ln 2π + ln|Σ| + Δₙ²), Δₙ² = ‖L⁻¹(xₙ−μ)‖²

use super::factor::ln_two_pi;
use super::kernel::microkernel::{each_group, load, store, vectors};
use super::kernel::packing::panel::Aligned;
use super::kernel::packing::rows::PackedRows;
use super::kernel::packing::samples::pack_samples;
use super::kernel::trsm::TriangularSolve;
use super::kernel::tuning::{DENSITY_CHUNK, TILE_COLUMNS};
use super::kernel::{arch, threads};
use super::{Gaussian, expect_samples, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite};
use crate::error::Result;
use nalgebra::DVectorView;
use pulp::{Simd, WithSimd};
use std::sync::atomic::{AtomicBool, Ordering};

impl Gaussian {
    /// ln N(x | μ, Σ) = −½ D ln 2π − ½ ln|Σ| − ½ Δ²                                            (N0-003)
    ///
    /// `x`: D×1. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let white = Gaussian::new(Matrix::zeros(1, 1), Matrix::identity(1, 1))?;
    /// let found = white.log_density(&Matrix::from_element(1, 1, 40.0))?; // where the density itself underflows to 0
    /// assert!((found + 800.0 + 0.5 * std::f64::consts::TAU.ln()).abs() < 1e-12);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_density(&self, x: &Matrix<f64>) -> Result<f64> {
        expect_vector("x", x, self.dimension())?;
        Ok(self.log_normaliser() - 0.5 * square(&self.whitened(x).column(0)))
    }

    /// ln N(xₙ | μ, Σ) of every column, N×1; their sum is the log-likelihood                  (N0-003, N1-127)
    ///
    /// `data`: D×N, N ≥ 1. Uses O(D²) memory besides input and output, and all cores if the work is large; the values
    /// do not depend on the number of cores. Errors: sizes that do not match, NaN or infinite entries, N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let data = Matrix::from_column_slice(2, 3, &[1.0, -1.0, 0.0, 0.0, 2.0, 1.0]); // columns are samples
    /// let densities = gaussian.log_densities(&data)?;
    /// assert_eq!(densities.shape(), (3, 1));
    /// assert!(densities[0] > densities[1]);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_densities(&self, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.log_densities_of(None, data)
    }

    /// [`Gaussian::log_densities`] on `threads` threads; the values do not depend on their number. 0 counts as 1.
    /// Errors: as for [`Gaussian::log_densities`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let data = Matrix::zeros(2, 5);
    /// assert_eq!(gaussian.log_densities_on(4, &data)?, gaussian.log_densities_on(1, &data)?);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn log_densities_on(&self, threads: usize, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.log_densities_of(Some(threads), data)
    }

    fn log_densities_of(&self, threads: Option<usize>, data: &Matrix<f64>) -> Result<Matrix<f64>> {
        self.distances(threads, data, self.log_normaliser(), -0.5)
    }

    /// Δₙ² = (xₙ−μ)ᵀ Σ⁻¹ (xₙ−μ) of every column, N×1: *squared* distances                      (N1-003)
    ///
    /// `data`: D×N, N ≥ 1. A square that overflows is ∞. Cost and errors: as for [`Gaussian::log_densities`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    ///
    /// let gaussian = Gaussian::new(Matrix::zeros(1, 1), Matrix::from_element(1, 1, 4.0))?;
    /// let distances = gaussian.mahalanobis_distances(&Matrix::from_row_slice(1, 2, &[2.0, 6.0]))?;
    /// assert_eq!(distances.as_slice(), [1.0, 9.0]);
    /// # Ok::<(), gradus::Error>(())
    /// ```
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
        expect_samples("data", data, self.dimension())?;
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
        let columns = DENSITY_CHUNK.div_ceil(dimension).next_multiple_of(TILE_COLUMNS);
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
    triangle: &'a PackedRows,
    mean: &'a [f64],
    samples: &'a [f64],
    panel: &'a mut [[f64; TILE_COLUMNS]],
    distances: &'a mut [f64],
    a: f64,
    b: f64,
}

impl WithSimd for Line<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        let dimension = self.mean.len();
        let samples = self.samples.chunks(TILE_COLUMNS * dimension);
        let mut finite = true;
        for (samples, distances) in samples.zip(self.distances.chunks_mut(TILE_COLUMNS)) {
            pack_samples(simd, samples, self.mean, self.panel);
            TriangularSolve { triangle: self.triangle, panel: &mut *self.panel, first: 0 }.with_simd(simd);
            let mut values = [0.0; TILE_COLUMNS];
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
    panel: &[[f64; TILE_COLUMNS]],
    values: &mut [f64; TILE_COLUMNS],
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
