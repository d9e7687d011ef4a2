//! The right side of a claim.

use super::mistake::Mistake;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::Result;
use crate::program::formula::Formula;
use crate::program::point::Point;

/// The right-hand side of a claim, or a wrong version of it.
#[derive(Clone, Copy)]
pub struct RightSide {
    /// The formula.
    pub formula: Formula,
    /// A mistake in its inputs or its value.
    pub mistake: Option<Mistake>,
}

impl RightSide {
    /// The value at a point.
    pub fn at<F: Field>(&self, point: &Point<F>) -> Result<Matrix<F>> {
        match self.mistake {
            None => self.formula.at(point),
            Some(mistake) => mistake.in_value(self.formula.at(&mistake.in_inputs(point)?)?),
        }
    }

    /// The same formula with another mistake.
    pub fn mistaken(&self, mistake: Mistake) -> Self {
        Self { formula: self.formula, mistake: Some(mistake) }
    }
}
