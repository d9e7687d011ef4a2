//! Number, mean and scatter of samples: all that the likelihood of a Gaussian needs of them

use super::factor::Factor;
use super::kernel::panel::Panels;
use super::kernel::scatter::Chunk;
use super::kernel::update::DEPTH;
use super::kernel::{arch, threads};
use super::symmetric::symmetric_from_lower;
use super::{Gaussian, expect_samples, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};

/// Samples are taken in as at most so many parts, each with its own D×D scatter, whatever the number of threads.
const PARTS: usize = 8;
/// Samples whose scatter is taken about one place. More would allow more digits to cancel.
const CHUNK: usize = 32 * DEPTH;

/// N, x̄ and S = Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, from a stream of samples, in memory O(D²).
///
/// Everything is kept relative to the first sample, so data far from the origin loses nothing: Σxxᵀ is never formed.
#[derive(Clone, Debug, PartialEq)]
pub struct SufficientStatistics {
    pub(super) count: usize,
    /// The first sample, or 0 before it; the mean when a sample was removed.
    pub(super) origin: Matrix<f64>,
    /// x̄ − origin.
    pub(super) offset: Matrix<f64>,
    /// S, of which the lower triangle is valid.
    pub(super) scatter: Matrix<f64>,
    /// The greatest diagonal of S from which samples were removed: its rounding is that of what is left.
    pub(super) removed: Matrix<f64>,
}

impl SufficientStatistics {
    /// Of no samples yet, of D components. Errors: D = 0.
    pub fn new(dimension: usize) -> Result<Self> {
        if dimension == 0 {
            return Err(Error::empty("a sample"));
        }
        Ok(Self::zeros(dimension))
    }

    fn zeros(dimension: usize) -> Self {
        let zero = Matrix::zeros(dimension, 1);
        Self {
            count: 0,
            origin: zero.clone(),
            offset: zero.clone(),
            scatter: Matrix::zeros(dimension, dimension),
            removed: zero,
        }
    }

    /// Takes in one sample (Welford): x̄ gains d/(N+1), S gains N/(N+1) ddᵀ, d = x−x̄            (Bishop 2.126)
    ///
    /// `x`: D×1. After an error nothing has changed. Errors: sizes that do not match, NaN or infinite.
    pub fn push(&mut self, x: &Matrix<f64>) -> Result<()> {
        expect_vector("the sample", x, self.dimension())?;
        self.start_at(x);
        let deviation = (x - &self.origin) - &self.offset;
        self.add_samples(1, &deviation, None);
        Ok(())
    }

    /// Takes in the columns of `data`, D×N, N ≥ 1; chunk by chunk, each about its own mean.
    ///
    /// Takes O(D²) memory besides the input, and all cores where the work is large; the result does not depend on how
    /// many there are. After an error nothing has changed. Errors: sizes that do not match, NaN or infinite, N = 0.
    pub fn extend(&mut self, data: &Matrix<f64>) -> Result<()> {
        let work = 0.5 * (self.dimension() as f64 + 8.0) * data.len() as f64;
        self.extend_on(threads::worth(work), data)
    }

    /// [`SufficientStatistics::extend`] on a number of threads; the result does not depend on it. 0 counts as 1.
    pub fn extend_on(&mut self, threads: usize, data: &Matrix<f64>) -> Result<()> {
        let dimension = self.dimension();
        expect_samples("data", data, dimension)?;
        // The D×D sums of a part are worth adding up after 4D samples.
        let most = 1 << (data.ncols() / (4 * dimension)).clamp(1, PARTS).ilog2();
        let length = data.ncols().div_ceil(most);
        // Taken here, not on the threads: what a thread takes is given back when it ends, and cleared page by page.
        let mut parts = vec![Self::zeros(dimension); data.ncols().div_ceil(length)];
        let items = parts.iter_mut().zip(data.as_slice().chunks(length * dimension));
        let panels = || Panels::zeros(DEPTH.min(data.ncols()), dimension);
        threads::share(threads, items, panels, |panels, (part, samples)| part.add_all(samples, panels));
        // NaN and infinities stay in a mean, whatever is added to them; so do sums that overflow.
        if parts.iter().any(|part| part.offset.iter().any(|entry| !entry.is_finite())) {
            expect_finite("data", data)?;
        }
        let mut parts = parts.into_iter();
        if self.count == 0
            && let Some(first) = parts.next()
        {
            *self = first;
        }
        parts.for_each(|part| self.add(&part));
        Ok(())
    }

    /// Chunk by chunk, each about its own mean; at first there are no samples.
    fn add_all(&mut self, samples: &[f64], panels: &mut Panels) {
        let dimension = self.dimension();
        self.origin.as_mut_slice().copy_from_slice(&samples[..dimension]);
        samples.chunks(CHUNK * dimension).for_each(|samples| self.add_chunk(samples, panels));
    }

    fn add_chunk(&mut self, samples: &[f64], panels: &mut Panels) {
        let mut centre = Matrix::zeros(self.dimension(), 1);
        arch().dispatch(Chunk {
            samples,
            origin: self.origin.as_slice(),
            centre: centre.as_mut_slice(),
            scatter: self.scatter.as_mut_slice(),
            panels,
        });
        self.add_samples(samples.len() / self.dimension(), &(centre - &self.offset), None);
    }

    /// Takes in the samples of `other`                                            (Chan, Golub, LeVeque 1979)
    ///
    /// x̄ gains N₂/N d, S gains S₂ + N₁N₂/N ddᵀ, d = x̄₂−x̄₁, N = N₁+N₂. Errors: dimensions that differ.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        expect_shape("the mean of the other samples", &other.origin, self.dimension(), 1)?;
        self.add(other);
        Ok(())
    }

    fn add(&mut self, other: &Self) {
        if other.count > 0 {
            self.start_at(&other.origin);
            let distance = (&other.origin - &self.origin) + (&other.offset - &self.offset);
            self.add_samples(other.count, &distance, Some(&other.scatter));
            self.removed += &other.removed;
        }
    }

    /// N.
    pub fn count(&self) -> usize {
        self.count
    }

    /// D.
    pub fn dimension(&self) -> usize {
        self.origin.nrows()
    }

    /// x̄ = 1/N Σₙ xₙ, D×1                                                                       (N2-015)
    ///
    /// Errors: N = 0.
    pub fn mean(&self) -> Result<Matrix<f64>> {
        self.expect_samples(1)?;
        Ok(&self.origin + &self.offset)
    }

    /// 1/N Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D, the maximum likelihood covariance                           (Bishop 2.122)
    ///
    /// Singular for N ≤ D. Errors: N = 0, overflow.
    pub fn covariance(&self) -> Result<Matrix<f64>> {
        self.expect_samples(1)?;
        self.scatter_over(self.count)
    }

    /// 1/(N−1) Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, D×D, free of bias                                          (Bishop 2.125)
    ///
    /// Errors: N < 2, overflow.
    pub fn unbiased_covariance(&self) -> Result<Matrix<f64>> {
        self.expect_samples(2)?;
        self.scatter_over(self.count - 1)
    }

    /// The maximum likelihood Gaussian: its mean is x̄, its covariance S/N        (Bishop 2.121, 2.122)
    ///
    /// Errors: N = 0; N ≤ D, where S/N is singular, though [`SufficientStatistics::mean`] and
    /// [`SufficientStatistics::covariance`] have it; S/N not positive definite for another reason.
    pub fn gaussian(&self) -> Result<Gaussian> {
        let (mean, covariance) = (self.mean()?, self.covariance()?);
        if self.count <= self.dimension() {
            // Its rank is at most N−1, whatever rounding says.
            return Err(Error::too_few_samples(self.count, self.dimension()));
        }
        let factor = Factor::of("the sample covariance", covariance.clone())?;
        self.expect_digits(&factor)?;
        Ok(Gaussian { mean, covariance, factor })
    }

    /// x̄ − μ, without the rounding of x̄; D×1, N ≥ 1.
    pub(super) fn mean_minus(&self, mean: &Matrix<f64>) -> Matrix<f64> {
        (&self.origin - mean) + &self.offset
    }

    /// S, D×D.
    pub(super) fn scatter(&self) -> Matrix<f64> {
        symmetric_from_lower(self.scatter.clone())
    }

    fn scatter_over(&self, divisor: usize) -> Result<Matrix<f64>> {
        let mut covariance = self.scatter();
        covariance /= divisor as f64;
        expect_finite("the sample covariance", &covariance)?;
        Ok(covariance)
    }

    fn start_at(&mut self, origin: &Matrix<f64>) {
        if self.count == 0 {
            self.origin.copy_from(origin);
        }
    }

    /// `count` samples more, whose mean lies `distance` from x̄; their own scatter is in S already, or is given.
    fn add_samples(&mut self, count: usize, distance: &Matrix<f64>, scatter: Option<&Matrix<f64>>) {
        let (before, added) = (self.count as f64, count as f64);
        let share = added / (before + added);
        let (weight, order) = (before * share, self.dimension());
        let distances = distance.as_slice();
        for (j, column) in self.scatter.as_mut_slice().chunks_exact_mut(order).enumerate() {
            let scale = weight * distances[j];
            column[j..].iter_mut().zip(&distances[j..]).for_each(|(sum, distance)| *sum += scale * distance);
            if let Some(scatter) = scatter {
                let more = &scatter.as_slice()[j * order..][j..order];
                column[j..].iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
        }
        self.offset += distance * share;
        self.count += count;
    }

    pub(super) fn expect_samples(&self, least: usize) -> Result<()> {
        match self.count {
            0 => Err(Error::empty("the sample")),
            count if count < least => {
                Err(Error::shape("the number of samples", format!("at least {least}"), count.to_string()))
            }
            _ => Ok(()),
        }
    }
}
