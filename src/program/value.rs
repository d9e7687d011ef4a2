//! The values that formulas compute with: numbers and matrices, whose shapes are checked before anything is computed.
//!
//! In a [`formula!`](crate::formula!) each input is a value. `2 * A`, `A * 2`, `A / 2`, `A * x` and `x + 1` can be
//! written directly. If shapes do not match, the error names both operands: "A: 2×3 times x: 2×1". A value dereferences
//! to a nalgebra matrix, so it has the methods of a matrix, and functions of matrices take it.

use super::panics;
use crate::algebra::functions::Entries;
use crate::algebra::matrix::{self, IntoMatrix, Matrix, scalar};
use crate::algebra::number::Field;
use crate::error::{Error, Result, shape_text};
use std::ops::{Add, AddAssign, Deref, DerefMut, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// A value: a matrix. A 1×1 matrix is also a number.
#[derive(Clone, Debug)]
pub struct Value<F: Field> {
    matrix: Matrix<F>,
    /// Its name in errors: the name of an input, or the operands of a result.
    name: Option<String>,
}

impl<F: Field> Value<F> {
    /// The value of a matrix.
    pub fn matrix(matrix: Matrix<F>) -> Self {
        Self { matrix, name: None }
    }

    /// The value of an input.
    pub fn input(name: &str, matrix: Matrix<F>) -> Self {
        Self { matrix, name: Some(name.into()) }
    }

    /// The value of a number.
    pub fn number(number: F) -> Self {
        Self::matrix(scalar(number))
    }

    /// An integer.
    pub fn integer(n: i64) -> Self {
        Self::number(F::integer(n))
    }

    /// The matrix.
    pub fn into_matrix(self) -> Matrix<F> {
        self.matrix
    }

    /// The matrix, borrowed.
    pub(crate) fn as_matrix(&self) -> &Matrix<F> {
        &self.matrix
    }

    /// The number, if the value is 1×1.
    pub fn as_number(&self) -> Option<&F> {
        (self.matrix.shape() == (1, 1)).then(|| &self.matrix[(0, 0)])
    }

    /// `2×3`
    pub fn shape(&self) -> String {
        shape_text(self.matrix.shape())
    }

    /// a + b, for equal shapes.
    pub fn plus(&self, other: &Self) -> Result<Self> {
        self.expect_like(other, "plus")?;
        Ok(Self::matrix(&self.matrix + &other.matrix))
    }

    /// a − b, for equal shapes.
    pub fn minus(&self, other: &Self) -> Result<Self> {
        self.expect_like(other, "minus")?;
        Ok(Self::matrix(&self.matrix - &other.matrix))
    }

    /// −a
    pub fn negated(&self) -> Self {
        Self::matrix(-self.matrix.clone())
    }

    /// ab: a product of matrices with matching shapes, or of a number and a matrix.
    pub fn times(&self, other: &Self) -> Result<Self> {
        if self.matrix.ncols() == other.matrix.nrows() {
            return Ok(Self::matrix(&self.matrix * &other.matrix));
        }
        match (self.as_number(), other.as_number()) {
            (Some(number), _) => Ok(Self::matrix(other.matrix.clone() * number.clone())),
            (_, Some(number)) => Ok(Self::matrix(self.matrix.clone() * number.clone())),
            _ => Err(self.misfit(other, "times")),
        }
    }

    /// a/b, for a number b.
    pub fn over(&self, other: &Self) -> Result<Self> {
        let number = other.as_number().ok_or_else(|| self.misfit(other, "over"))?;
        Ok(Self::matrix(self.matrix.clone() * number.reciprocal()?))
    }

    /// aᵏ for a number or a square matrix, by repeated squaring; for k < 0, a power of the inverse.
    pub fn power(&self, exponent: i32) -> Result<Self> {
        let mut square = if exponent < 0 { self.inverse()? } else { self.clone() };
        let order = matrix::order("the base of the power", &self.matrix)?;
        let mut power = Self::matrix(Matrix::identity(order, order));
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            if left & 1 == 1 {
                power = Self::matrix(&power.matrix * &square.matrix);
            }
            left >>= 1;
            if left > 0 {
                square = Self::matrix(&square.matrix * &square.matrix);
            }
        }
        Ok(power)
    }

    /// aᵀ
    pub fn transpose(&self) -> Self {
        Self {
            matrix: self.matrix.transpose(),
            name: self.name.as_ref().filter(|name| name.len() <= LONGEST_NAME).map(|name| name.clone() + "ᵀ"),
        }
    }

    /// a⁻¹, of a number or a square matrix.
    pub fn inverse(&self) -> Result<Self> {
        match self.as_number() {
            Some(number) => Ok(Self::number(number.reciprocal()?)),
            None => matrix::inverse(&self.matrix).map(Self::matrix),
        }
    }

    /// |a| of a square matrix.
    pub fn determinant(&self) -> Result<Self> {
        matrix::determinant(&self.matrix).map(Self::number)
    }

    /// A function applied to a 1×1 value. `name` is the name of the function in errors.
    pub fn apply(&self, name: &str, function: impl FnOnce(&F) -> Result<F>) -> Result<Self> {
        let number = self
            .as_number()
            .ok_or_else(|| Error::shape(format!("the argument of {name}"), "a number, 1×1", self.shape()))?;
        function(number).map(Self::number)
    }

    fn expect_like(&self, other: &Self, operation: &'static str) -> Result<()> {
        if self.matrix.shape() == other.matrix.shape() { Ok(()) } else { Err(self.misfit(other, operation)) }
    }

    fn misfit(&self, other: &Self, operation: &'static str) -> Error {
        Error::operands(self.described(), operation, other.described())
    }

    /// `A: 2×3`, or `2×3` for a value without a name.
    fn described(&self) -> String {
        let named = self.name.as_ref().map(|name| format!("{name}: "));
        named.unwrap_or_default() + &self.shape()
    }
}

impl<F: Field> PartialEq for Value<F> {
    fn eq(&self, other: &Self) -> bool {
        self.matrix == other.matrix
    }
}

impl<F: Field> PartialEq<Matrix<F>> for Value<F> {
    fn eq(&self, other: &Matrix<F>) -> bool {
        self.matrix == *other
    }
}

impl<F: Field> PartialEq<Value<F>> for Matrix<F> {
    fn eq(&self, other: &Value<F>) -> bool {
        *self == other.matrix
    }
}

impl<F: Field> Deref for Value<F> {
    type Target = Matrix<F>;

    fn deref(&self) -> &Matrix<F> {
        &self.matrix
    }
}

impl<F: Field> DerefMut for Value<F> {
    fn deref_mut(&mut self) -> &mut Matrix<F> {
        &mut self.matrix
    }
}

impl<F: Field> From<Value<F>> for Matrix<F> {
    fn from(value: Value<F>) -> Self {
        value.matrix
    }
}

impl<F: Field> IntoMatrix<F> for Value<F> {
    fn into_matrix(self) -> Result<Matrix<F>> {
        Ok(self.matrix)
    }
}

impl<F: Field> IntoMatrix<F> for &Value<F> {
    fn into_matrix(self) -> Result<Matrix<F>> {
        Ok(self.matrix.clone())
    }
}

impl<F: Field> Entries for &Value<F> {
    type Number = F;
    type Output = Matrix<F>;

    fn each(self, f: impl FnMut(&F) -> Result<F>) -> Result<Matrix<F>> {
        (&self.matrix).each(f)
    }
}

impl<F: Field> Entries for Value<F> {
    type Number = F;
    type Output = Matrix<F>;

    fn each(self, f: impl FnMut(&F) -> Result<F>) -> Result<Matrix<F>> {
        self.matrix.each(f)
    }
}

/// Ends the evaluation of the formula with an error. An operator has no other way to return one.
pub(super) struct Raised(pub(super) Error);

/// In a formula that is being evaluated, its error. Elsewhere a panic with the same message, as it is for a matrix.
fn or_raise<T>(result: Result<T>) -> T {
    result.unwrap_or_else(|error| match panics::is_evaluating() {
        true => std::panic::resume_unwind(Box::new(Raised(error))),
        false => panic!("{error}"),
    })
}

/// The most bytes of a name: a formula may add up thousands of terms, and nobody reads such a name.
const LONGEST_NAME: usize = 60;

/// The name of a result consists of its operands, so that an error can state the product or the sum.
fn named<F: Field>(a: &Value<F>, sign: &str, b: &Value<F>, value: Value<F>) -> Value<F> {
    let names = a.name.as_ref().zip(b.name.as_ref()).filter(|(a, b)| a.len() + b.len() <= LONGEST_NAME);
    let name = names.map(|(a, b)| match sign {
        "" => format!("{a} {b}"),
        sign => format!("({a} {sign} {b})"),
    });
    Value { name, ..value }
}

impl<F: Field> Neg for Value<F> {
    type Output = Self;

    fn neg(self) -> Self {
        self.negated()
    }
}

impl<F: Field> Neg for &Value<F> {
    type Output = Value<F>;

    fn neg(self) -> Value<F> {
        self.negated()
    }
}

/// The right operand of an operator: a value, a matrix, a number or an integer.
pub trait Operand<F: Field> {
    /// The operand as a value.
    fn into_value(self) -> Value<F>;
}

impl<F: Field> Operand<F> for Value<F> {
    fn into_value(self) -> Value<F> {
        self
    }
}

impl<F: Field> Operand<F> for &Value<F> {
    fn into_value(self) -> Value<F> {
        self.clone()
    }
}

impl<F: Field> Operand<F> for Matrix<F> {
    fn into_value(self) -> Value<F> {
        Value::matrix(self)
    }
}

impl<F: Field> Operand<F> for &Matrix<F> {
    fn into_value(self) -> Value<F> {
        Value::matrix(self.clone())
    }
}

impl<F: Field> Operand<F> for F {
    fn into_value(self) -> Value<F> {
        Value::number(self)
    }
}

impl<F: Field> Operand<F> for i32 {
    fn into_value(self) -> Value<F> {
        Value::input(&self.to_string(), scalar(F::integer(self.into())))
    }
}

impl<F: Field> Operand<F> for usize {
    fn into_value(self) -> Value<F> {
        let number = i64::try_from(self).map_err(|_| Error::out_of_reach("an integer", i64::MAX as usize));
        Value::input(&self.to_string(), scalar(F::integer(or_raise(number))))
    }
}

/// An operator with a value on the left or on the right. If the value is on the left, the right operand may have any of
/// these types. If it is on the right, the left operand is a value, a matrix, or an integer of a single type, so that
/// the type of `2` in `(2 * A).transpose()` is known.
macro_rules! operator {
    ($trait:ident, $method:ident, $assign:ident, $assign_method:ident, $checked:ident, $sign:literal, $after_matrix:ty) => {
        impl<F: Field, T: Operand<F>> $trait<T> for &Value<F> {
            type Output = Value<F>;

            fn $method(self, other: T) -> Value<F> {
                let other = other.into_value();
                named(self, $sign, &other, or_raise(self.$checked(&other)))
            }
        }

        impl<F: Field, T: Operand<F>> $trait<T> for Value<F> {
            type Output = Value<F>;

            fn $method(self, other: T) -> Value<F> {
                (&self).$method(other)
            }
        }

        impl<F: Field, T: Operand<F>> $assign<T> for Value<F> {
            fn $assign_method(&mut self, other: T) {
                *self = (&*self).$method(other);
            }
        }

        operator!(@left $trait, $method, i32, &Value<F>, Value<F>);
        operator!(@left $trait, $method, i32, Value<F>, Value<F>);
        operator!(@left $trait, $method, Matrix<F>, &Value<F>, $after_matrix);
        operator!(@left $trait, $method, Matrix<F>, Value<F>, $after_matrix);
        operator!(@left $trait, $method, &Matrix<F>, &Value<F>, $after_matrix);
        operator!(@left $trait, $method, &Matrix<F>, Value<F>, $after_matrix);
    };
    (@left $trait:ident, $method:ident, $left:ty, $right:ty, $output:ty) => {
        impl<F: Field> $trait<$right> for $left {
            type Output = $output;

            fn $method(self, other: $right) -> $output {
                Operand::<F>::into_value(self).$method(other).into()
            }
        }
    };
}

// A sum that begins with a matrix is a matrix, so that sums can be accumulated in a matrix.
operator!(Add, add, AddAssign, add_assign, plus, "+", Matrix<F>);
operator!(Sub, sub, SubAssign, sub_assign, minus, "−", Matrix<F>);
operator!(Mul, mul, MulAssign, mul_assign, times, "", Value<F>);
operator!(Div, div, DivAssign, div_assign, over, "/", Value<F>);

/// A number in double precision on the left, as in `0.5 * &a`.
macro_rules! double_on_the_left {
    ($($trait:ident, $method:ident, $right:ty;)*) => {$(
        impl $trait<$right> for f64 {
            type Output = Value<f64>;

            fn $method(self, other: $right) -> Value<f64> {
                Value::number(self).$method(other)
            }
        }
    )*};
}

double_on_the_left! {
    Add, add, &Value<f64>; Add, add, Value<f64>;
    Sub, sub, &Value<f64>; Sub, sub, Value<f64>;
    Mul, mul, &Value<f64>; Mul, mul, Value<f64>;
    Div, div, &Value<f64>; Div, div, Value<f64>;
}
