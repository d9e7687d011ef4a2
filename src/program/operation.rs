//! The functions of one argument that an expression may apply.

use super::value::Value;
use crate::algebra::matrix::{Matrix, diagonal, expect_shape, order, trace};
use crate::algebra::number::{Field, Function};
use crate::error::Result;
use crate::limits::{MOST_ENTRIES, expect_at_most};

/// A function of one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// aᵀ
    Transpose,
    /// a⁻¹
    Inverse,
    /// tr(a)
    Trace,
    /// |a| of a square matrix
    Determinant,
    /// exp(a) of a number
    Exponential,
    /// ln(a) of a number
    Logarithm,
    /// √a, |a|, sin(a), … of a number
    Function(Function),
    /// diag(a) of a column: the diagonal matrix of its entries
    DiagonalMatrix,
    /// diag(a) of a square matrix: the column of its diagonal entries
    Diagonal,
    /// vec(a): the columns of a below each other
    Vectorised,
}

impl Operation {
    pub(super) fn of<F: Field>(self, value: &Value<F>) -> Result<Value<F>> {
        match self {
            Self::Transpose => Ok(value.transpose()),
            Self::Inverse => value.inverse(),
            Self::Trace => trace(value).map(Value::number),
            Self::Determinant => value.determinant(),
            Self::Exponential => value.apply("exp", F::exp),
            Self::Logarithm => value.apply("ln", F::ln),
            Self::Function(function) => value.apply(function.name(), |number| number.function(function)),
            Self::DiagonalMatrix => diagonal_matrix(value),
            Self::Diagonal => {
                order("the matrix of the diagonal", value)?;
                Ok(Value::matrix(Matrix::from_fn(value.nrows(), 1, |i, _| value[(i, i)].clone())))
            }
            Self::Vectorised => {
                Ok(Value::matrix(Matrix::from_vec(value.nrows() * value.ncols(), 1, value.iter().cloned().collect())))
            }
        }
    }
}

/// diag(v), D×D for a column of D entries.
fn diagonal_matrix<F: Field>(vector: &Value<F>) -> Result<Value<F>> {
    let order = vector.nrows();
    expect_shape("the column of the diagonal", vector, order, 1)?;
    expect_at_most(MOST_ENTRIES, || "the diagonal matrix".into(), order as f64 * order as f64)?;
    Ok(Value::matrix(diagonal(vector)))
}
