//! Computations with mean and factor in 32 digits

use super::triangle::triangular;
use crate::algebra::matrix::Matrix;
use crate::error::Result;
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::{Doubles, axpy};

/// μ and L of N(x | μ, LLᵀ).
#[derive(Clone, Debug, PartialEq)]
pub struct Precise {
    /// D×1.
    pub mean: Doubles,
    /// D×D, lower triangular with a positive diagonal.
    pub lower: Doubles,
}

impl Precise {
    /// For another Gaussian N(x | μ₂, L₂L₂ᵀ): M = L₂⁻¹L, the numbers Mᵢᵢ² − 1, and L₂⁻¹(μ₂−μ), rounded.
    pub fn quotient(&self, other: &Self) -> (Matrix<f64>, Vec<f64>, Matrix<f64>) {
        let mut ratio = self.lower.clone();
        other.lower.solve_lower(&mut ratio);
        let change = |m: Double| (m - Double::ONE) * (m + Double::ONE);
        let changes = (0..self.dimension()).map(|i| change(ratio.at(i, i)).high).collect();
        let mut white = Doubles::from_fn(self.dimension(), 1, |i, _| other.mean.at(i, 0) - self.mean.at(i, 0));
        other.lower.solve_lower(&mut white);
        (ratio.rounded(), changes, white.rounded())
    }

    /// The low parts of μ and L.
    pub fn low_parts(&self) -> [Matrix<f64>; 2] {
        let ([_, mean], [_, lower]) = (self.mean.parts(), self.lower.parts());
        [mean, lower]
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
        Ok(Self { mean: self.mapped_mean(map, &noise.mean), lower: triangular(name, &beside(&noise.lower, &spread))? })
    }

    /// N(y | Aμ + b, AΣAᵀ) for y = Ax + b.
    pub fn affine(&self, name: &str, map: &Matrix<f64>, offset: &Matrix<f64>) -> Result<Self> {
        let lower = triangular(name, &Doubles::from(map).times(&self.lower))?;
        Ok(Self { mean: self.mapped_mean(map, &offset.into()), lower })
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
        Ok(Self { mean, lower: triangular(name, &self.rows(indices))? })
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
        axpy(Double::ONE, offset.column(0, 0), mean.column_mut(0, 0));
        mean
    }
}

/// [A B]
pub fn beside(left: &Doubles, right: &Doubles) -> Doubles {
    let columns = left.columns();
    Doubles::from_fn(left.rows(), columns + right.columns(), |i, j| {
        if j < columns { left.at(i, j) } else { right.at(i, j - columns) }
    })
}
