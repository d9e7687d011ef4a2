//! Number, mean and scatter of samples: all that the likelihood of a Gaussian needs of them

use super::factor::Factor;
use super::kernel::double::Double;
use super::kernel::doubles::Doubles;
use super::kernel::panel::Panels;
use super::kernel::scatter::Chunk;
use super::kernel::update::DEPTH;
use super::kernel::{arch, threads};
use super::rank::{Accuracy, dependent_by_samples};
use super::symmetric::symmetric_from_lower;
use super::units::{LARGE, Units, in_large_units};
use super::{Gaussian, expect_in_range, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape, not_positive_definite};
use crate::error::{Error, Result};
use crate::limits::{MOST_COMPONENTS, expect_at_most};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Samples are taken in as at most so many parts, each with its own D×D scatter, whatever the number of threads.
const PARTS: usize = 8;
/// Samples whose scatter is taken about one place. More would allow more digits to cancel.
const CHUNK: usize = 32 * DEPTH;

/// So many samples have an exact sum: more would take longer than their scatter in few dimensions.
const FEW: usize = 1024;

/// N, x̄ and S = Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, from a stream of samples, in memory O(D²).
///
/// Everything is kept relative to the first sample, so data far from the origin loses nothing: Σxxᵀ is never formed. Sums
/// never overflow: larger numbers are kept in units of 2⁶⁰⁰.
#[derive(Clone, Debug, PartialEq)]
pub struct SufficientStatistics {
    count: usize,
    /// The first sample, or 0 before it.
    origin: Matrix<f64>,
    /// x̄ − origin.
    offset: Matrix<f64>,
    /// S, of which the lower triangle is valid.
    scatter: Matrix<f64>,
    /// Σₙ xₙ with 32 digits: the mean of numbers that nearly cancel.
    sum: Doubles,
    /// Bound on the error of Sᵢⱼ in units of roundoff, relative to √(SᵢᵢSⱼⱼ).
    roundings: f64,
    /// Of all of the above.
    units: Units,
}

impl SufficientStatistics {
    /// Of no samples yet, of D components. Errors: D = 0, D > [`MOST_COMPONENTS`].
    pub fn new(dimension: usize) -> Result<Self> {
        if dimension == 0 {
            return Err(Error::empty("a sample"));
        }
        expect_at_most(MOST_COMPONENTS, || "the number of components".into(), dimension as f64)?;
        Ok(Self::zeros(dimension))
    }

    fn zeros(dimension: usize) -> Self {
        let zero = Matrix::zeros(dimension, 1);
        Self {
            count: 0,
            origin: zero.clone(),
            offset: zero,
            scatter: Matrix::zeros(dimension, dimension),
            sum: Doubles::zeros(dimension, 1),
            roundings: 4.0,
            units: Units::default(),
        }
    }

    /// Takes in one sample (Welford): x̄ gains d/(N+1), S gains N/(N+1) ddᵀ, d = x−x̄            (Bishop 2.126)
    ///
    /// `x`: D×1. After an error nothing has changed. Errors: sizes that do not match, NaN or infinite.
    pub fn push(&mut self, x: &Matrix<f64>) -> Result<()> {
        expect_vector("the sample", x, self.dimension())?;
        self.make_room(x);
        let x = &*self.units.divide(x);
        self.start_at(x);
        let deviation = (x - &self.origin) - &self.offset;
        self.add_samples(1, &deviation, None);
        self.add_to_sum(x.as_slice());
        self.roundings += 1.0;
        Ok(())
    }

    /// Takes in the columns of `data`, D×N, N ≥ 1; chunk by chunk, each about its own mean.
    ///
    /// Takes O(D²) memory besides the input, and all cores where the work is large; the result does not depend on how
    /// many there are. The sum of up to 1024 samples is exact; that of more is off by ε times their deviations from the
    /// mean of a chunk of 4096. After an error nothing has changed. Errors: sizes that do not match, NaN or infinite, N = 0.
    pub fn extend(&mut self, data: &Matrix<f64>) -> Result<()> {
        let work = 0.5 * (self.dimension() as f64 + 8.0) * data.len() as f64;
        self.extend_on(threads::worth(work), data)
    }

    /// [`SufficientStatistics::extend`] on a number of threads; the result does not depend on it. 0 counts as 1.
    pub fn extend_on(&mut self, threads: usize, data: &Matrix<f64>) -> Result<()> {
        expect_shape("data", data, self.dimension(), data.ncols())?;
        let mut parts = self.parts(threads, &self.units.divide(data));
        // NaN and infinities stay in a sum, whatever is added to them.
        if !parts.iter().all(Self::has_room) {
            expect_finite("data", data)?;
            self.make_room(data);
            parts = self.parts(threads, &self.units.divide(data));
        }
        let mut parts = parts.into_iter();
        if self.count == 0
            && let Some(first) = parts.next()
        {
            *self = Self { units: std::mem::take(&mut self.units), ..first };
        }
        parts.for_each(|part| self.add(&part));
        Ok(())
    }

    /// The statistics of some parts of `data`, which is in the units of `self`.
    fn parts(&self, threads: usize, data: &Matrix<f64>) -> Vec<Self> {
        let dimension = self.dimension();
        // The D×D sums of a part are worth adding up after 4D samples.
        let most = 1 << (data.ncols() / (4 * dimension)).clamp(1, PARTS).ilog2();
        let length = data.ncols().div_ceil(most);
        // Taken here, not on the threads: what a thread takes is given back when it ends, and cleared page by page.
        let mut parts = vec![Self::zeros(dimension); data.ncols().div_ceil(length)];
        let items = parts.iter_mut().zip(data.as_slice().chunks(length * dimension));
        let panels = || Panels::zeros(DEPTH.min(data.ncols()), dimension);
        let exact = data.ncols() <= FEW;
        threads::share(threads, items, panels, |panels, (part, samples)| part.add_all(samples, panels, exact));
        parts
    }

    /// Whether no number is as large as those that need larger units.
    fn has_room(&self) -> bool {
        let is_small = |i| {
            let (origin, offset): (f64, f64) = (self.origin[i], self.offset[i]);
            origin.abs() <= LARGE && offset.abs() <= LARGE && self.scatter[(i, i)] <= LARGE * LARGE
        };
        (0..self.dimension()).all(is_small)
    }

    /// Larger units, where numbers of `data` need them; D×N, finite.
    fn make_room(&mut self, data: &Matrix<f64>) {
        self.units.exceeded_by(data).into_iter().for_each(|component| self.raise(component));
    }

    fn raise(&mut self, component: usize) {
        let dimension = self.dimension();
        self.units.raise(component, dimension);
        let sum = self.sum.at(component, 0);
        self.sum.set(component, 0, Double { high: in_large_units(sum.high), low: in_large_units(sum.low) });
        for number in [&mut self.origin[component], &mut self.offset[component]] {
            *number = in_large_units(*number);
        }
        self.scatter.row_mut(component).apply(|entry| *entry = in_large_units(*entry));
        self.scatter.column_mut(component).apply(|entry| *entry = in_large_units(*entry));
    }

    /// Chunk by chunk, each about its own mean; at first there are no samples.
    fn add_all(&mut self, samples: &[f64], panels: &mut Panels, exact: bool) {
        let dimension = self.dimension();
        self.origin.as_mut_slice().copy_from_slice(&samples[..dimension]);
        samples.chunks(CHUNK * dimension).for_each(|samples| self.add_chunk(samples, panels, exact));
    }

    fn add_chunk(&mut self, samples: &[f64], panels: &mut Panels, exact: bool) {
        let count = samples.len() / self.dimension();
        let mut centre = Matrix::zeros(self.dimension(), 1);
        arch().dispatch(Chunk {
            samples,
            origin: self.origin.as_slice(),
            centre: centre.as_mut_slice(),
            scatter: self.scatter.as_mut_slice(),
            panels,
        });
        if exact {
            samples.chunks_exact(self.dimension()).for_each(|sample| self.add_to_sum(sample));
        } else {
            let of_all = |number: f64| Double::from(number) * Double::from(count as f64);
            for i in 0..centre.len() {
                self.sum.set(i, 0, self.sum.at(i, 0) + of_all(self.origin[i]) + of_all(centre[i]));
            }
        }
        self.add_samples(count, &(centre - &self.offset), None);
        // Of a tile, and of one tile after another.
        self.roundings = self.roundings.max(DEPTH as f64) + count.div_ceil(DEPTH) as f64 + 2.0;
    }

    fn add_to_sum(&mut self, sample: &[f64]) {
        for (i, x) in sample.iter().enumerate() {
            self.sum.set(i, 0, self.sum.at(i, 0) + Double::from(*x));
        }
    }

    /// Takes in the samples of `other`                                            (Chan, Golub, LeVeque 1979)
    ///
    /// x̄ gains N₂/N d, S gains S₂ + N₁N₂/N ddᵀ, d = x̄₂−x̄₁, N = N₁+N₂. Errors: dimensions that differ.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        expect_shape("the mean of the other samples", &other.origin, self.dimension(), 1)?;
        let mut other = Cow::Borrowed(other);
        for component in 0..self.dimension() {
            match self.units.of(component).total_cmp(&other.units.of(component)) {
                Ordering::Less => self.raise(component),
                Ordering::Greater => other.to_mut().raise(component),
                Ordering::Equal => (),
            }
        }
        self.add(&other);
        Ok(())
    }

    /// Of samples in the same units.
    fn add(&mut self, other: &Self) {
        if other.count > 0 {
            self.start_at(&other.origin);
            let distance = (&other.origin - &self.origin) + (&other.offset - &self.offset);
            self.add_samples(other.count, &distance, Some(&other.scatter));
            for i in 0..self.dimension() {
                self.sum.set(i, 0, self.sum.at(i, 0) + other.sum.at(i, 0));
            }
            self.roundings = self.roundings.max(other.roundings) + 2.0;
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
        Ok(Matrix::from_fn(self.dimension(), 1, |i, _| self.mean_of(i).high * self.units.of(i)))
    }

    /// One component of x̄, in its unit; N ≥ 1.
    fn mean_of(&self, component: usize) -> Double {
        self.sum.at(component, 0) / Double::from(self.count as f64)
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
    /// A component that depends on others is refused, if no more is left of it than the rounding of the samples and of
    /// their sums: 1 − R² ≥ 10⁻⁸ is enough to be accepted, whatever N is.
    /// Errors: N = 0; N ≤ D, where S/N is singular, though [`SufficientStatistics::mean`] and
    /// [`SufficientStatistics::covariance`] have it; S/N not positive definite for another reason; overflow.
    pub fn gaussian(&self) -> Result<Gaussian> {
        let (mean, covariance) = (self.mean()?, self.covariance()?);
        if self.count <= self.dimension() {
            // Its rank is at most N−1, whatever rounding says.
            return Err(Error::too_few_samples(self.count, self.dimension()));
        }
        let name = "the sample covariance";
        let factor = Factor::of(name, covariance.clone())?;
        let (variances, accuracy) = (covariance.diagonal(), Accuracy { sums: self.roundings, sizes: mean.as_slice() });
        if let Some(j) = dependent_by_samples(factor.lower(), variances.as_slice(), &accuracy) {
            return Err(not_positive_definite(name, j, variances[j]));
        }
        Gaussian::from_parts(mean, covariance, factor)
    }

    /// x̄ − μ, without the rounding of x̄; D×1, N ≥ 1.
    pub(super) fn mean_minus(&self, mean: &Matrix<f64>) -> Matrix<f64> {
        Matrix::from_fn(mean.nrows(), 1, |i, _| {
            let (own, unit) = (self.mean_of(i), self.units.of(i));
            (own.high * unit - mean[i]) + own.low * unit
        })
    }

    fn scatter_over(&self, divisor: usize) -> Result<Matrix<f64>> {
        let covariance = self.units.multiply(symmetric_from_lower(&self.scatter / divisor as f64));
        expect_in_range("the sample covariance", &covariance)?;
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
