//! Number, mean and scatter of samples, which determine the likelihood of a Gaussian

use super::kernel::double::Double;
use super::kernel::doubles::Doubles;
use super::kernel::packing::panel::Panels;
use super::kernel::scatter::Chunk;
use super::kernel::tuning::{BLOCK_DEPTH, EXACT_SUM, SCATTER_CHUNK, SCATTER_PARTS};
use super::kernel::{arch, threads};
use super::units::{LARGE, Units, in_large_units};
use super::{expect_samples, expect_vector};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};
use crate::limits::{MOST_COMPONENTS, expect_at_most};
use std::borrow::Cow;
use std::cmp::Ordering;

/// N, x̄ and S = Σₙ (xₙ−x̄)(xₙ−x̄)ᵀ, from a stream of samples, in O(D²) memory.
///
/// The mean is stored relative to the first sample, and Σxxᵀ is never formed, so no digits are lost for data far from
/// the origin. Sums never overflow: large numbers are stored in units of 2⁶⁰⁰.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::SufficientStatistics;
///
/// let mut statistics = SufficientStatistics::new(2)?;
/// for _ in 0..3 {
///     statistics.extend(&Matrix::from_column_slice(2, 4, &[1.0, 2.0, 3.0, 1.0, 0.0, 0.0, 2.0, 5.0]))?; // chunk by chunk
/// }
/// let fitted = statistics.gaussian()?;
/// assert_eq!((statistics.count(), fitted.mean()[0]), (12, 1.5));
/// # Ok::<(), gradus::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SufficientStatistics {
    pub(super) count: usize,
    /// The first sample, or 0 before it; the mean when a sample was removed.
    pub(super) origin: Matrix<f64>,
    /// x̄ − origin.
    pub(super) offset: Matrix<f64>,
    /// S, of which the lower triangle is valid.
    pub(super) scatter: Matrix<f64>,
    /// The greatest diagonal of S from which samples were removed; its rounding error remains in S.
    pub(super) removed: Matrix<f64>,
    /// Σₙ xₙ with 32 digits: the mean of numbers that nearly cancel.
    pub(super) sum: Doubles,
    /// Bound on the error of Sᵢⱼ in units of roundoff, relative to √(SᵢᵢSⱼⱼ).
    pub(super) roundings: f64,
    /// The units of all of the above.
    pub(super) units: Units,
}

impl SufficientStatistics {
    /// The statistics of no samples, with D components. Errors: D = 0, D > [`MOST_COMPONENTS`].
    ///
    /// ```
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let statistics = SufficientStatistics::new(2)?;
    /// assert_eq!((statistics.count(), statistics.dimension()), (0, 2));
    /// # Ok::<(), gradus::Error>(())
    /// ```
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
            offset: zero.clone(),
            scatter: Matrix::zeros(dimension, dimension),
            removed: zero,
            sum: Doubles::zeros(dimension, 1),
            roundings: 4.0,
            units: Units::default(),
        }
    }

    /// Adds one sample (Welford): x̄ gains d/(N+1), S gains N/(N+1) ddᵀ, d = x−x̄            (Bishop 2.126)
    ///
    /// `x`: D×1. After an error the statistics are unchanged. Errors: sizes that do not match, NaN or infinite entries.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// for x in [1.0, 2.0, 6.0] {
    ///     statistics.push(&Matrix::from_element(1, 1, x))?;
    /// }
    /// assert_eq!(statistics.mean()?[0], 3.0);
    /// # Ok::<(), gradus::Error>(())
    /// ```
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

    /// Adds the columns of `data`, D×N, N ≥ 1, chunk by chunk, each about its own mean.
    ///
    /// Uses O(D²) memory besides the input, and all cores if the work is large; the result does not depend on the
    /// number of cores. The sum of up to 1024 samples is exact; for more, its error is ε times the deviations of the
    /// samples from the mean of their chunk of 4096. After an error the statistics are unchanged. Errors: sizes that do
    /// not match, NaN or infinite entries, N = 0.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(2)?;
    /// statistics.extend(&Matrix::from_column_slice(2, 3, &[1.0, 10.0, 2.0, 20.0, 6.0, 0.0]))?; // columns are samples
    /// assert_eq!(statistics.mean()?.as_slice(), [3.0, 10.0]);
    /// let transposed = statistics.extend(&Matrix::zeros(3, 2)).unwrap_err();
    /// assert_eq!(transposed.to_string(), "data is 3×2; expected 2×N: columns are samples; transpose");
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn extend(&mut self, data: &Matrix<f64>) -> Result<()> {
        let work = 0.5 * (self.dimension() as f64 + 8.0) * data.len() as f64;
        self.extend_on(threads::worth(work), data)
    }

    /// [`SufficientStatistics::extend`] on `threads` threads; the result does not depend on their number. 0 counts as
    /// 1. Errors: as for [`SufficientStatistics::extend`].
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let data = Matrix::from_row_slice(1, 3, &[1.0, 2.0, 6.0]);
    /// let (mut one, mut four) = (SufficientStatistics::new(1)?, SufficientStatistics::new(1)?);
    /// one.extend_on(1, &data)?;
    /// four.extend_on(4, &data)?;
    /// assert_eq!(one, four);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn extend_on(&mut self, threads: usize, data: &Matrix<f64>) -> Result<()> {
        expect_samples("data", data, self.dimension())?;
        let mut parts = self.partial(threads, &self.units.divide(data));
        // NaN and infinities stay in a sum, whatever is added to them.
        if !parts.iter().all(Self::has_room) {
            expect_finite("data", data)?;
            self.make_room(data);
            parts = self.partial(threads, &self.units.divide(data));
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
    fn partial(&self, threads: usize, data: &Matrix<f64>) -> Vec<Self> {
        let dimension = self.dimension();
        // The D×D sums of a part are worth adding up after 4D samples.
        let most = 1 << (data.ncols() / (4 * dimension)).clamp(1, SCATTER_PARTS).ilog2();
        let length = data.ncols().div_ceil(most);
        // Allocated here, not on the threads: the memory of a thread is returned when it ends, and cleared page by
        // page.
        let mut parts = vec![Self::zeros(dimension); data.ncols().div_ceil(length)];
        let items = parts.iter_mut().zip(data.as_slice().chunks(length * dimension));
        let panels = || Panels::zeros(BLOCK_DEPTH.min(data.ncols()), dimension);
        let exact = data.ncols() <= EXACT_SUM;
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

    pub(super) fn raise(&mut self, component: usize) {
        let dimension = self.dimension();
        self.units.raise(component, dimension);
        let sum = self.sum.at(component, 0);
        self.sum.set(component, 0, Double { high: in_large_units(sum.high), low: in_large_units(sum.low) });
        for number in [&mut self.origin[component], &mut self.offset[component]] {
            *number = in_large_units(*number);
        }
        self.removed[component] = in_large_units(in_large_units(self.removed[component]));
        self.scatter.row_mut(component).apply(|entry| *entry = in_large_units(*entry));
        self.scatter.column_mut(component).apply(|entry| *entry = in_large_units(*entry));
    }

    /// Chunk by chunk, each about its own mean; at first there are no samples.
    fn add_all(&mut self, samples: &[f64], panels: &mut Panels, exact: bool) {
        let dimension = self.dimension();
        self.origin.as_mut_slice().copy_from_slice(&samples[..dimension]);
        samples.chunks(SCATTER_CHUNK * dimension).for_each(|samples| self.add_chunk(samples, panels, exact));
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
        self.roundings = self.roundings.max(BLOCK_DEPTH as f64) + count.div_ceil(BLOCK_DEPTH) as f64 + 2.0;
    }

    fn add_to_sum(&mut self, sample: &[f64]) {
        for (i, x) in sample.iter().enumerate() {
            self.sum.set(i, 0, self.sum.at(i, 0) + Double::from(*x));
        }
    }

    /// Adds the samples of `other`                                            (Chan, Golub, LeVeque 1979)
    ///
    /// x̄ gains N₂/N d, S gains S₂ + N₁N₂/N ddᵀ, d = x̄₂−x̄₁, N = N₁+N₂. Errors: dimensions that differ.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let of = |numbers: &[f64]| {
    ///     let mut statistics = SufficientStatistics::new(1)?;
    ///     statistics.extend(&Matrix::from_row_slice(1, numbers.len(), numbers))?;
    ///     Ok::<_, gradus::Error>(statistics)
    /// };
    /// let mut statistics = of(&[1.0, 2.0])?;
    /// statistics.merge(&of(&[6.0])?)?;
    /// assert_eq!((statistics.count(), statistics.mean()?[0]), (3, 3.0));
    /// # Ok::<(), gradus::Error>(())
    /// ```
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
            self.removed += &other.removed;
        }
    }

    /// N, the number of samples.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 3, &[1.0, 2.0, 6.0]))?;
    /// assert_eq!(statistics.count(), 3);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn count(&self) -> usize {
        self.count
    }

    /// D, the number of components.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 3, &[1.0, 2.0, 6.0]))?;
    /// assert_eq!(statistics.dimension(), 1);
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn dimension(&self) -> usize {
        self.origin.nrows()
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
