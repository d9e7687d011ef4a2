//! x = μ + Lz ~ N(μ, Σ) for z ~ N(0, I)

use super::Gaussian;
use super::kernel::packing::panel::Aligned;
use super::kernel::packing::rows::PackedRows;
use super::kernel::packing::samples::unpack_samples;
use super::kernel::trmm::TriangularProduct;
use super::kernel::tuning::{SAMPLING_CHUNK, TILE_COLUMNS};
use super::kernel::{arch, normal::Normals, threads};
use crate::algebra::matrix::Matrix;
use pulp::{Simd, WithSimd};
use rand::Rng;

impl Gaussian {
    /// `samples` independent draws x = μ + Lz, D×N                                           (Bishop 11.1.1)
    ///
    /// `samples`: N. Reads 32 bytes from `stream`, for any N; the first samples do not depend on N. The noise z is the
    /// same on every machine and for any number of threads. So is x, except for the last digit on processors that round
    /// a product and a sum together (fused multiply-add).
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    /// use gradus::rand::SeedableRng;
    /// use gradus::rand_chacha::ChaCha8Rng;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let data = gaussian.sample(&mut ChaCha8Rng::seed_from_u64(1), 1000); // columns are samples
    /// assert_eq!(data.shape(), (2, 1000));
    /// assert_eq!(data, gaussian.sample(&mut ChaCha8Rng::seed_from_u64(1), 1000));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn sample(&self, stream: &mut (impl Rng + ?Sized), samples: usize) -> Matrix<f64> {
        let work = (0.5 * self.dimension() as f64 + 20.0) * (self.dimension() * samples) as f64;
        self.sample_on(threads::worth(work), stream, samples)
    }

    /// [`Gaussian::sample`] on `threads` threads; the samples do not depend on their number. 0 counts as 1.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::Gaussian;
    /// use gradus::rand::SeedableRng;
    /// use gradus::rand_chacha::ChaCha8Rng;
    ///
    /// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
    /// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
    /// let on = |threads| gaussian.sample_on(threads, &mut ChaCha8Rng::seed_from_u64(1), 10);
    /// assert_eq!(on(1), on(4));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn sample_on(&self, threads: usize, stream: &mut (impl Rng + ?Sized), samples: usize) -> Matrix<f64> {
        let mut seed = [0; 32];
        stream.fill_bytes(&mut seed);
        let dimension = self.dimension();
        let mut data = Matrix::zeros(dimension, samples);
        let triangle = PackedRows::triangle(dimension, |j| &self.factor().as_slice()[j * dimension..][..dimension]);
        let mean = self.mean().as_slice();
        let length = TILE_COLUMNS * (SAMPLING_CHUNK / (dimension * TILE_COLUMNS)).max(1) * dimension;
        let chunks = data.as_mut_slice().chunks_mut(length).enumerate();
        let panel = || Aligned::zeros(dimension);
        threads::share(threads, chunks, panel, |panel, (chunk, data)| {
            let normals = Normals::new(seed, chunk as u64);
            arch().dispatch(Draw { normals, triangle: &triangle, mean, panel: panel.rows_mut(), data });
        });
        data
    }
}

/// The samples of one chunk.
struct Draw<'a> {
    normals: Normals,
    triangle: &'a PackedRows,
    mean: &'a [f64],
    panel: &'a mut [[f64; TILE_COLUMNS]],
    data: &'a mut [f64],
}

impl WithSimd for Draw<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let dimension = self.mean.len();
        for samples in self.data.chunks_mut(TILE_COLUMNS * dimension) {
            // The whole panel is drawn, also if fewer samples are requested, so that they do not depend on N.
            self.normals.fill(&mut self.panel[..dimension]);
            TriangularProduct { triangle: self.triangle, panel: &mut *self.panel }.with_simd(simd);
            unpack_samples(self.panel, self.mean, samples);
        }
    }
}
