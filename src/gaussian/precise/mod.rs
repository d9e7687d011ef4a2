//! Mean and factor in 32 digits, for a Gaussian that 16 digits of its covariance do not determine
//!
//! Observe x₁ + x₂ with noise of 10⁻¹⁰, where either has a variance of 1: the variance of their sum is 10⁻²⁰, and is lost
//! in the rounding of a covariance whose entries are ½ and −½. The factor L holds it, but the next observation of the sum
//! is a difference of entries of L, and lost in their rounding. With 32 digits neither is.
//!
//! All is done by plane rotations, which are orthogonal: no square is ever formed, and no digit is lost to a subtraction
//! that the problem itself does not ask for.

mod observation;
mod triangle;

pub(super) use observation::Observations;

use super::Gaussian;
use super::kernel::double::Double;
use super::kernel::doubles::{Doubles, add_multiple};
use crate::algebra::matrix::Matrix;
use crate::error::{Error, Result};

/// The relative error of a sum in [`Double`].
const ROUNDOFF: f64 = 1.0 / (1u128 << 104) as f64;

/// The greatest estimate of a relative error with which a result is given. Errors are ten to a thousand times smaller as a
/// rule, since roundings cancel each other.
const TOLERANCE: f64 = 1e-9;

/// μ and L of N(x | μ, LLᵀ).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Precise {
    /// D×1.
    pub mean: Doubles,
    /// D×D, lower triangular with a positive diagonal.
    pub lower: Doubles,
}

impl Precise {
    /// What is known of a Gaussian: 32 digits, or 16 that count as exact.
    pub fn of(gaussian: &Gaussian) -> Self {
        match &gaussian.precise {
            Some(precise) => (**precise).clone(),
            None => Self { mean: gaussian.mean().into(), lower: gaussian.factor().into() },
        }
    }

    /// D.
    pub fn dimension(&self) -> usize {
        self.mean.rows()
    }

    /// L⁻¹(xₙ−μ) of the columns of `data`, rounded; D×N.
    pub fn whitened(&self, data: &Matrix<f64>) -> Matrix<f64> {
        let mean = |i| self.mean.at(i, 0);
        let mut deviations = Doubles::from_fn(data.nrows(), data.ncols(), |i, n| Double::from(data[(i, n)]) - mean(i));
        self.lower.solve_lower(&mut deviations);
        deviations.rounded()
    }

    /// N(y | Aμ + b, AΣAᵀ + Σ′) for y = Ax + b + noise; the mean of the noise is b, its covariance Σ′.
    pub fn mapped(&self, name: &str, map: &Matrix<f64>, noise: &Self) -> Result<Self> {
        let spread = Doubles::from(map).times(&self.lower);
        Self::of_rows(name, self.mapped_mean(map, &noise.mean), &beside(&noise.lower, &spread))
    }

    /// N(y | Aμ + b, AΣAᵀ) for y = Ax + b.
    pub fn affine(&self, name: &str, map: &Matrix<f64>, offset: &Matrix<f64>) -> Result<Self> {
        Self::of_rows(name, self.mapped_mean(map, &offset.into()), &Doubles::from(map).times(&self.lower))
    }

    /// N(z) of z = [x; y] for y = Ax + b + noise: its factor is [L 0; AL L′].
    pub fn joint(&self, map: &Matrix<f64>, noise: &Self) -> Self {
        let (p, q) = (self.dimension(), noise.dimension());
        let (spread, mapped) = (Doubles::from(map).times(&self.lower), self.mapped_mean(map, &noise.mean));
        let lower = Doubles::from_fn(p + q, p + q, |i, j| match (i.checked_sub(p), j.checked_sub(p)) {
            (None, None) => self.lower.at(i, j),
            (Some(i), None) => spread.at(i, j),
            (Some(i), Some(j)) => noise.lower.at(i, j),
            (None, Some(_)) => Double::ZERO,
        });
        let mean = |i| if i < p { self.mean.at(i, 0) } else { mapped.at(i - p, 0) };
        Self { mean: Doubles::from_fn(p + q, 1, |i, _| mean(i)), lower }
    }

    /// The marginal of some components.
    pub fn marginal(&self, name: &str, indices: &[usize]) -> Result<Self> {
        let mean = Doubles::from_fn(indices.len(), 1, |i, _| self.mean.at(indices[i], 0));
        Self::of_rows(name, mean, &self.rows(indices))
    }

    /// The law of the components `hidden`, given those at `observed`.
    ///
    /// With the observed ones first, the rows of L become [L_bb 0; L_ab L_aa] by rotations of the columns. L_aa is the
    /// factor, and L_ab L_bb⁻¹ (x_b−μ_b) what the mean gains.
    pub fn condition(&self, name: &str, hidden: &[usize], observed: &[usize], values: &Matrix<f64>) -> Result<Self> {
        let order: Vec<usize> = observed.iter().chain(hidden).copied().collect();
        let all = self.marginal(name, &order)?;
        let known = observed.len();
        let below = |i| known + i;
        let mut white = Doubles::from_fn(known, 1, |i, _| Double::from(values[i]) - all.mean.at(i, 0));
        Doubles::from_fn(known, known, |i, j| all.lower.at(i, j)).solve_lower(&mut white);
        let cross = Doubles::from_fn(hidden.len(), known, |i, j| all.lower.at(below(i), j));
        let mut mean = cross.times(&white);
        (0..hidden.len()).for_each(|i| mean.set(i, 0, mean.at(i, 0) + all.mean.at(below(i), 0)));
        let lower = Doubles::from_fn(hidden.len(), hidden.len(), |i, j| all.lower.at(below(i), below(j)));
        Ok(Self { mean, lower })
    }

    fn rows(&self, indices: &[usize]) -> Doubles {
        Doubles::from_fn(indices.len(), self.dimension(), |i, j| self.lower.at(indices[i], j))
    }

    /// Aμ + b
    fn mapped_mean(&self, map: &Matrix<f64>, offset: &Doubles) -> Doubles {
        let mut mean = Doubles::from(map).times(&self.mean);
        add_multiple(Double::ONE, offset.column(0, 0), mean.column_mut(0, 0));
        mean
    }
}

/// [A B]
fn beside(left: &Doubles, right: &Doubles) -> Doubles {
    let columns = left.columns();
    Doubles::from_fn(left.rows(), columns + right.columns(), |i, j| {
        if j < columns { left.at(i, j) } else { right.at(i, j - columns) }
    })
}

/// The error of a result that 32 digits do not determine.
fn imprecise(what: &str) -> Error {
    Error::Imprecise { what: what.into() }
}
