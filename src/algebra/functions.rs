//! Functions of analysis for formulas: of a number, or of every entry of a matrix.
//!
//! The result for a number is a number, and for a matrix a matrix of the same shape; a 1×1 matrix counts as its entry.
//!
//! Numerical agreement alone makes no claim hold. For √, |x|, σ and tanh, residues modulo two primes preserve
//! everything that follows from exp and ln. For sin, cos, erf, Φ and ln Γ, residues and 𝔽ₚ preserve only what is true
//! at each argument: parity, sin² + cos² = 1, and the derivatives. So a false addition theorem is refuted, but a true
//! one, or the recurrence of Γ, stays unchecked.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};

/// A number, or a matrix of numbers: the argument of a function that is applied entry by entry.
pub trait Entries {
    /// The number system.
    type Number: Field;
    /// The type of the result: a number, or a matrix of the same shape.
    type Output;

    /// f of each entry.
    fn each(self, f: impl FnMut(&Self::Number) -> Result<Self::Number>) -> Result<Self::Output>;
}

impl<F: Field> Entries for F {
    type Number = F;
    type Output = F;

    fn each(self, mut f: impl FnMut(&F) -> Result<F>) -> Result<F> {
        f(&self)
    }
}

impl<F: Field> Entries for &Matrix<F> {
    type Number = F;
    type Output = Matrix<F>;

    fn each(self, f: impl FnMut(&F) -> Result<F>) -> Result<Matrix<F>> {
        let entries: Result<Vec<F>> = self.iter().map(f).collect();
        Ok(Matrix::from_vec(self.nrows(), self.ncols(), entries?))
    }
}

impl<F: Field> Entries for Matrix<F> {
    type Number = F;
    type Output = Matrix<F>;

    fn each(self, f: impl FnMut(&F) -> Result<F>) -> Result<Matrix<F>> {
        (&self).each(f)
    }
}

/// √x of each entry; an error for x < 0. √0 = 0, without a derivative.
pub fn sqrt<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::SquareRoot))
}

/// |x| of each entry, without a derivative at 0. For the determinant there is
/// [`determinant`](crate::matrix::determinant).
pub fn abs<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::Absolute))
}

/// x/|x| of each entry, the derivative of |x|; an error at 0.
pub fn sign<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::Sign))
}

/// sin x of each entry.
pub fn sin<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::Sine))
}

/// cos x of each entry.
pub fn cos<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::Cosine))
}

/// σ(x) = 1/(1 + e⁻ˣ) of each entry.
pub fn logistic<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::Logistic))
}

/// tanh x of each entry.
pub fn tanh<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::HyperbolicTangent))
}

/// erf x of each entry.
pub fn erf<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::ErrorFunction))
}

/// Φ(x) of each entry, the distribution function of N(0, 1).
pub fn normal_distribution<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::NormalDistribution))
}

/// φ(x) = exp(−½(ln 2π + x²)) of each entry, the density of N(0, 1).
pub fn normal_density<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| (-((T::Number::ln_two_pi()? + x.clone() * x.clone()) * T::Number::half())).exp())
}

/// ln Γ(x) of each entry; an error for x ≤ 0.
pub fn log_gamma<T: Entries>(x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::LogGamma))
}

/// ψ⁽ⁿ⁾(x) of each entry, the derivative of order n+1 of ln Γ; an error for x ≤ 0.
pub fn polygamma<T: Entries>(n: u8, x: T) -> Result<T::Output> {
    x.each(|x| x.function(Function::Polygamma(n)))
}

/// eˣ of each entry. This is not the matrix exponential.
pub fn exp_entries<T: Entries>(x: T) -> Result<T::Output> {
    x.each(Field::exp)
}

/// ln x of each entry; an error for x ≤ 0.
pub fn ln_entries<T: Entries>(x: T) -> Result<T::Output> {
    x.each(Field::ln)
}

/// π
pub fn pi<F: Field>() -> Result<F> {
    Ok(F::ln_two_pi()?.exp()? * F::half())
}

/// The sum of all entries.
pub fn sum_entries<F: Field>(matrix: &Matrix<F>) -> F {
    matrix.iter().fold(F::zero(), |sum, entry| sum + entry.clone())
}

/// The mean of all entries; an error for a matrix without entries.
pub fn mean_entries<F: Field>(matrix: &Matrix<F>) -> Result<F> {
    if matrix.is_empty() {
        return Err(Error::empty("the matrix of the mean"));
    }
    Ok(sum_entries(matrix) * F::ratio(1, matrix.len() as i64)?)
}

/// The sum of each row: M×1 for an M×N matrix.
pub fn row_sums<F: Field>(matrix: &Matrix<F>) -> Matrix<F> {
    Matrix::from_fn(matrix.nrows(), 1, |i, _| sum_entries(&matrix.rows(i, 1).into_owned()))
}

/// The sum of each column: 1×N for an M×N matrix.
pub fn column_sums<F: Field>(matrix: &Matrix<F>) -> Matrix<F> {
    Matrix::from_fn(1, matrix.ncols(), |_, j| sum_entries(&matrix.columns(j, 1).into_owned()))
}
