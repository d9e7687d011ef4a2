//! The values of expressions: numbers and matrices. Shapes are checked before anything is computed.

use crate::algebra::matrix::{self, Matrix, scalar};
use crate::algebra::number::Field;
use crate::error::{Error, Result, shape_text};

/// A value: a matrix. A 1×1 matrix is also a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<F: Field>(Matrix<F>);

impl<F: Field> Value<F> {
    /// The value of a matrix.
    pub fn matrix(matrix: Matrix<F>) -> Self {
        Self(matrix)
    }

    /// The value of a number.
    pub fn number(number: F) -> Self {
        Self(scalar(number))
    }

    /// An integer.
    pub fn integer(n: i64) -> Self {
        Self::number(F::integer(n))
    }

    /// The matrix.
    pub fn into_matrix(self) -> Matrix<F> {
        self.0
    }

    /// The number, if the value is 1×1.
    pub fn as_number(&self) -> Option<&F> {
        (self.0.shape() == (1, 1)).then(|| &self.0[(0, 0)])
    }

    /// `2×3`
    pub fn shape(&self) -> String {
        shape_text(self.0.shape())
    }

    /// a + b, for equal shapes.
    pub fn plus(&self, other: &Self) -> Result<Self> {
        self.expect_like(other, "plus")?;
        Ok(Self(&self.0 + &other.0))
    }

    /// a − b, for equal shapes.
    pub fn minus(&self, other: &Self) -> Result<Self> {
        self.expect_like(other, "minus")?;
        Ok(Self(&self.0 - &other.0))
    }

    /// −a
    pub fn negated(&self) -> Self {
        Self(-self.0.clone())
    }

    /// ab: a product of matrices with matching shapes, or of a number and a matrix.
    pub fn times(&self, other: &Self) -> Result<Self> {
        if self.0.ncols() == other.0.nrows() {
            return Ok(Self(&self.0 * &other.0));
        }
        match (self.as_number(), other.as_number()) {
            (Some(number), _) => Ok(Self(other.0.clone() * number.clone())),
            (_, Some(number)) => Ok(Self(self.0.clone() * number.clone())),
            _ => Err(self.misfit(other, "times")),
        }
    }

    /// a/b, for a number b.
    pub fn over(&self, other: &Self) -> Result<Self> {
        let number = other.as_number().ok_or_else(|| self.misfit(other, "over"))?;
        Ok(Self(self.0.clone() * number.reciprocal()?))
    }

    /// aᵏ for a number or a square matrix, by repeated squaring; for k < 0, a power of the inverse.
    pub fn power(&self, exponent: i32) -> Result<Self> {
        let mut square = if exponent < 0 { self.inverse()? } else { self.clone() };
        let order = matrix::order("the base of the power", &self.0)?;
        let mut power = Self(Matrix::identity(order, order));
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            if left & 1 == 1 {
                power = Self(&power.0 * &square.0);
            }
            left >>= 1;
            if left > 0 {
                square = Self(&square.0 * &square.0);
            }
        }
        Ok(power)
    }

    /// aᵀ
    pub fn transpose(&self) -> Self {
        Self(self.0.transpose())
    }

    /// a⁻¹, of a number or a square matrix.
    pub fn inverse(&self) -> Result<Self> {
        match self.as_number() {
            Some(number) => Ok(Self::number(number.reciprocal()?)),
            None => matrix::inverse(&self.0).map(Self),
        }
    }

    /// tr(a)
    pub fn trace(&self) -> Result<Self> {
        matrix::trace(&self.0).map(Self::number)
    }

    /// |a| of a square matrix.
    pub fn determinant(&self) -> Result<Self> {
        matrix::determinant(&self.0).map(Self::number)
    }

    /// A function applied to a 1×1 value. `name` is the name of the function in errors.
    pub fn apply(&self, name: &str, function: impl FnOnce(&F) -> Result<F>) -> Result<Self> {
        let number = self
            .as_number()
            .ok_or_else(|| Error::shape(format!("the argument of {name}"), "a number, 1×1", self.shape()))?;
        function(number).map(Self::number)
    }

    fn expect_like(&self, other: &Self, operation: &'static str) -> Result<()> {
        if self.0.shape() == other.0.shape() { Ok(()) } else { Err(self.misfit(other, operation)) }
    }

    fn misfit(&self, other: &Self, operation: &'static str) -> Error {
        Error::operands(self.shape(), operation, other.shape())
    }
}
