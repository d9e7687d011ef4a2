//! The backward step of a smoother in 32 digits

use super::law::{Precise, beside};
use super::triangle::{eliminated, triangular};
use crate::algebra::matrix::Matrix;
use crate::error::Result;
use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::Doubles;

impl Precise {
    /// The law of x, of which `self` is the law before x′ = Ax + Gz + b, z ~ N(0, I), is known by the law `next`, and Jᵀ for
    /// the gain J; `predicted`: the mean of x′ before that.
    ///
    /// Rotations of the columns of [AL G; L 0] give [T 0; C D]: TTᵀ is the covariance of x′, J = CT⁻¹, and DDᵀ the covariance
    /// of x, given x′. The factor is that of [JL′ D], where L′ is the factor of `next`.
    pub fn smoothed(
        &self,
        map: &Matrix<f64>,
        loadings: &Matrix<f64>,
        predicted: &Doubles,
        next: &Self,
    ) -> Result<(Self, Matrix<f64>)> {
        let (order, name) = (self.dimension(), "the smoothed covariance");
        let (spread, loadings) = (Doubles::from(map).times(&self.lower), Doubles::from(loadings));
        let rows = Doubles::from_fn(2 * order, order + loadings.columns(), |i, j| match (i < order, j < order) {
            (true, true) => spread.at(i, j),
            (true, false) => loadings.at(i, j - order),
            (false, true) => self.lower.at(i - order, j),
            (false, false) => Double::ZERO,
        });
        let rows = eliminated("the covariance of the prediction", rows, order)?;
        let triangle = Doubles::from_fn(order, order, |i, j| rows.at(i, j));
        // Jᵀ = T⁻ᵀCᵀ
        let mut gain = Doubles::from_fn(order, order, |i, j| rows.at(order + j, i));
        triangle.solve_upper(&mut gain);
        let transposed = gain.transpose();
        let own = Doubles::from_fn(order, loadings.columns(), |i, j| rows.at(order + i, order + j));
        let lower = triangular(name, &beside(&transposed.times(&next.lower), &own))?;
        let step = transposed.times(&Doubles::from_fn(order, 1, |i, _| next.mean.at(i, 0) - predicted.at(i, 0)));
        let mean = Doubles::from_fn(order, 1, |i, _| self.mean.at(i, 0) + step.at(i, 0));
        Ok((Self { mean, lower }, gain.rounded()))
    }
}
