//! Derivatives as parts of a formula.

use super::name::Name;
use super::point::Point;
use super::value::Value;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::{Error, Result};

/// A derivative as a part of a formula, whose parts are expressions of the type `E`. Its value follows from the differential df, which is linear in the direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivative<E> {
    /// df as an expression of the direction.
    pub(crate) differential: E,
    /// The name of the direction in it. The direction has the shape of the variable.
    pub(crate) direction: Name,
    /// The variable.
    pub(crate) variable: E,
    /// What the values of the differential are put together to.
    pub(crate) arrangement: Arrangement,
    /// Whether the result is transposed.
    pub(crate) is_transposed: bool,
    /// How it is shown.
    pub(crate) text: String,
}

/// How the values of a differential are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// By a scalar: the differential, with the shape of the function. It has no direction.
    Whole,
    /// A scalar by a matrix or a column: entry (i, j) is ∂f/∂xᵢⱼ.
    Gradient,
    /// A column by a column: entry (i, j) is ∂fᵢ/∂xⱼ.
    Jacobian,
}

impl<E> Derivative<E> {
    /// The value. `at` evaluates an expression.
    pub(super) fn value<F: Field>(
        &self,
        point: &Point<F>,
        mut at: impl FnMut(&E, &Point<F>) -> Result<Value<F>>,
    ) -> Result<Value<F>> {
        if self.arrangement == Arrangement::Whole {
            return at(&self.differential, point);
        }
        let (rows, columns) = at(&self.variable, point)?.into_matrix().shape();
        let is_gradient = self.arrangement == Arrangement::Gradient;
        if rows == 0 || columns == 0 || !is_gradient && columns != 1 {
            return Err(Error::shape("the variable of a derivative", "a column", (rows, columns)));
        }
        let mut derivative = Matrix::zeros(rows, columns);
        for j in 0..columns {
            for i in 0..rows {
                let mut direction = Matrix::zeros(rows, columns);
                direction[(i, j)] = F::one();
                let value = at(&self.differential, &point.with(self.direction, direction))?.into_matrix();
                if is_gradient && value.shape() == (1, 1) {
                    derivative[(i, j)] = value[(0, 0)].clone();
                } else if !is_gradient && value.ncols() == 1 {
                    if i == 0 {
                        derivative = Matrix::zeros(value.nrows(), rows);
                    }
                    derivative.set_column(i, &value.column(0));
                } else {
                    return Err(Error::shape("the function to differentiate", "a number or a column", value.shape()));
                }
            }
        }
        Ok(Value::matrix(if self.is_transposed { derivative.transpose() } else { derivative }))
    }
}
