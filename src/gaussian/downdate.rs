//! Removal of samples from the statistics

use super::{SufficientStatistics, expect_vector};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The remaining scatter is rounding error if it is below this share of the earlier scatter.
const ROUNDING: f64 = 1e-10;

impl SufficientStatistics {
    /// Removes one sample: x̄ loses d/(N−1), S loses N/(N−1) ddᵀ, d = x−x̄
    ///
    /// `x`: D×1, one of the samples that were added, so that a window can slide over a stream. The rounding errors of
    /// the earlier scatter remain: the removal of a sample far from the others leaves fewer digits, and if none are
    /// left, [`SufficientStatistics::gaussian`] returns an error. The samples are not stored, so x is only checked for
    /// consistency: no variance may become negative, and no correlation may exceed 1. After an error the statistics are
    /// unchanged.
    /// Errors: sizes that do not match, NaN or infinite entries, N = 0, a sample that cannot have been added.
    ///
    /// ```
    /// use gradus::Matrix;
    /// use gradus::gaussian::SufficientStatistics;
    ///
    /// let mut statistics = SufficientStatistics::new(1)?;
    /// statistics.extend(&Matrix::from_row_slice(1, 3, &[1.0, 3.0, 8.0]))?;
    /// statistics.remove(&Matrix::from_element(1, 1, 8.0))?;
    /// assert_eq!((statistics.count(), statistics.mean()?[0], statistics.covariance()?[0]), (2, 2.0, 1.0));
    /// assert!(statistics.remove(&Matrix::from_element(1, 1, 9.0)).is_err());
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn remove(&mut self, x: &Matrix<f64>) -> Result<()> {
        expect_vector("the sample", x, self.dimension())?;
        let mut one = Self::new(self.dimension())?;
        one.push(x)?;
        self.remove_all(&one)
    }

    /// Removes the samples of `other`: the inverse of [`SufficientStatistics::merge`]
    ///
    /// With N₁ = N−N₂ and d = x̄₂−x̄, x̄ loses N₂/N₁ d and S loses S₂ + N N₂/N₁ ddᵀ. Accuracy and checks are those of
    /// [`SufficientStatistics::remove`]. Errors: dimensions that differ, N₂ > N, samples that cannot have been added.
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
    /// let mut statistics = of(&[1.0, 3.0, 8.0, 6.0])?;
    /// statistics.remove_all(&of(&[8.0, 6.0])?)?;
    /// assert_eq!((statistics.count(), statistics.mean()?[0], statistics.covariance()?[0]), (2, 2.0, 1.0));
    /// # Ok::<(), gradus::Error>(())
    /// ```
    pub fn remove_all(&mut self, other: &Self) -> Result<()> {
        let dimension = self.dimension();
        expect_shape("the mean of the other samples", &other.origin, dimension, 1)?;
        if other.count > self.count {
            return Err(Error::out_of_range(
                "the number of samples to remove",
                format!("at most {}: so many are there", self.count),
                other.count.to_string(),
            ));
        }
        if other.count == 0 {
            return Ok(());
        }
        let mut rest = self.clone();
        let mut other = Cow::Borrowed(other);
        for component in 0..dimension {
            match rest.units.of(component).total_cmp(&other.units.of(component)) {
                Ordering::Less => rest.raise(component),
                Ordering::Greater => other.to_mut().raise(component),
                Ordering::Equal => (),
            }
        }
        rest.subtract(&other)?;
        *self = rest;
        Ok(())
    }

    /// Without the samples of `other`, in the same units.
    fn subtract(&mut self, other: &Self) -> Result<()> {
        let dimension = self.dimension();
        let left = self.count - other.count;
        let distance = (&other.origin - &self.origin) + (&other.offset - &self.offset);
        let mut removed = self.removed.clone();
        (0..dimension).for_each(|j| removed[j] = removed[j].max(self.scatter[(j, j)]) + other.removed[j]);
        if left == 0 {
            for j in 0..dimension {
                let rounding = 1e-6 * (self.offset[j].abs() + removed[j].sqrt());
                if distance[j].abs() > rounding {
                    return Err(not_there(j));
                }
            }
            *self = Self::new(dimension)?;
            return Ok(());
        }
        let (count, taken, left_count) = (self.count as f64, other.count as f64, left as f64);
        let weight = count * (taken / left_count);
        let mut scatter = &self.scatter - &other.scatter;
        for j in 0..dimension {
            for i in j..dimension {
                scatter[(i, j)] -= weight * distance[i] * distance[j];
            }
        }
        for j in 0..dimension {
            let least = ROUNDING * removed[j];
            if scatter[(j, j)] < -least || left == 1 && scatter[(j, j)] > least {
                return Err(not_there(j));
            }
            scatter[(j, j)] = if left == 1 { 0.0 } else { scatter[(j, j)].max(0.0) };
        }
        for j in 0..dimension {
            for i in j + 1..dimension {
                let (most, rounding) = ([scatter[(i, i)], scatter[(j, j)]], [removed[i], removed[j]]);
                let square = |k: usize| most[k] + ROUNDING * rounding[k];
                if scatter[(i, j)].abs() > square(0).sqrt() * square(1).sqrt() {
                    return Err(not_there(i));
                }
                let most = most[0].sqrt() * most[1].sqrt();
                scatter[(i, j)] = scatter[(i, j)].clamp(-most, most);
            }
        }
        self.offset -= distance * (taken / left_count);
        (self.count, self.scatter, self.removed) = (left, scatter, removed);
        (0..dimension).for_each(|i| self.sum.set(i, 0, self.sum.at(i, 0) - other.sum.at(i, 0)));
        self.roundings = self.roundings.max(other.roundings) + 2.0;
        // A window may slide far from the first sample, so the origin moves with it.
        let origin = &self.origin + &self.offset;
        self.offset += &self.origin - &origin;
        self.origin = origin;
        Ok(())
    }

    /// The contribution of the removed samples to the rounding error of S, in units of roundoff, relative to its
    /// diagonal.
    pub(super) fn lost(&self) -> f64 {
        let share = |j: usize| if self.removed[j] > 0.0 { self.removed[j] / self.scatter[(j, j)] } else { 0.0 };
        4.0 * (0..self.dimension()).map(share).fold(0.0, f64::max)
    }
}

fn not_there(component: usize) -> Error {
    Error::out_of_range(
        "the sample to remove",
        "one that was taken in before",
        format!("not: component {component} would have a negative variance, or a correlation above 1"),
    )
}
