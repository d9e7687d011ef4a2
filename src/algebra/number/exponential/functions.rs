//! The operations of a field, as far as their results are again sums of polynomials times exponentials.

use super::{Exponential, Form};
use crate::algebra::dense::Matrix;
use crate::algebra::elimination::determinant_without_division;
use crate::algebra::number::polynomial::Polynomial;
use crate::algebra::number::{Dual, Field, Function};
use crate::error::{Error, Result};
use num_traits::Zero;
use std::cmp::Ordering;

impl<F: Field> Field for Exponential<F> {
    const NAME: &'static str = "sums of polynomials in the noise times exponentials of quadratic ones";
    const ORDERED: bool = F::ORDERED;
    const CERTAIN: bool = F::CERTAIN;

    fn sign(&self) -> Option<Ordering> {
        self.as_constant().and_then(F::sign)
    }

    /// A nonconstant function of the noise is zero at some values, and nonzero at others.
    fn zero_test(&self) -> Option<bool> {
        self.as_constant().and_then(F::zero_test)
    }

    fn root_near(&self, near: &Self) -> Result<Self> {
        let (value, near) = self.as_constant().zip(near.as_constant()).ok_or_else(|| self.refusal("√ of the noise"))?;
        value.root_near(near).map(Self::constant)
    }

    fn integer(n: i64) -> Self {
        Self::constant(F::integer(n))
    }

    fn half() -> Self {
        Self::constant(F::half())
    }

    fn ratio(p: i64, q: i64) -> Result<Self> {
        F::ratio(p, q).map(Self::constant)
    }

    fn ln_two_pi() -> Result<Self> {
        F::ln_two_pi().map(Self::constant)
    }

    /// 1/(c exp q) = c⁻¹ exp(−q)
    fn reciprocal(&self) -> Result<Self> {
        if let Some(value) = self.as_constant() {
            return value.reciprocal().map(Self::constant);
        }
        let (factor, exponent) =
            self.as_exponential().ok_or_else(|| self.refusal("a quotient by a polynomial in the noise"))?;
        Ok(Self::single(Polynomial::constant(factor.reciprocal()?), exponent.negated()))
    }

    /// ln(c exp q) = ln c + q
    fn ln(&self) -> Result<Self> {
        if let Some(value) = self.as_constant() {
            return value.ln().map(Self::constant);
        }
        let (factor, exponent) =
            self.as_exponential().ok_or_else(|| self.refusal("ln of a polynomial in the noise"))?;
        let polynomial = Self::single(exponent.clone(), Polynomial::zero());
        Ok(if *factor == F::one() { polynomial } else { polynomial + Self::constant(factor.ln()?) })
    }

    /// exp(c + q) = eᶜ exp q
    fn exp(&self) -> Result<Self> {
        if let Some(value) = self.as_constant() {
            return value.exp().map(Self::constant);
        }
        let quadratic = self.as_polynomial().filter(|polynomial| polynomial.degree() <= 2);
        let (constant, exponent) = quadratic
            .ok_or_else(|| self.refusal("exp of a polynomial above degree 2 in the noise, or of an exponential"))?
            .split();
        let factor = constant.map_or(Ok(F::one()), |constant| constant.exp())?;
        Ok(Self::single(Polynomial::constant(factor), exponent))
    }

    fn function(&self, function: Function) -> Result<Self> {
        let value = self.as_constant().ok_or_else(|| self.refusal(function.name()))?;
        value.function(function).map(Self::constant)
    }

    /// Elimination divides by pivots, so a number that depends on the noise is not suitable.
    fn pivot_weight(&self) -> f64 {
        self.as_constant().map_or(0.0, F::pivot_weight)
    }

    fn is_finite(&self) -> bool {
        match &self.0 {
            Form::Constant(value) => value.is_finite(),
            Form::Sum(terms) => {
                terms.iter().flat_map(|term| term.factor.iter().chain(term.exponent.iter())).all(|(_, c)| c.is_finite())
            }
            Form::TooLarge => true, // its mean is an error
        }
    }

    fn inverse_of(matrix: &Matrix<Self>) -> Result<(Matrix<Self>, Self)> {
        if let [entry] = matrix.as_slice() {
            return Ok((Matrix::from_element(1, 1, entry.reciprocal()?), entry.clone()));
        }
        let (inverse, determinant) = F::inverse_of(&constants(matrix)?)?;
        Ok((inverse.map(Self::constant), Self::constant(determinant)))
    }

    fn determinant_of(matrix: &Matrix<Self>) -> Result<Self> {
        match constants(matrix) {
            Ok(matrix) => F::determinant_of(&matrix).map(Self::constant),
            Err(_) => Ok(determinant_without_division(matrix)),
        }
    }

    /// d(A⁻¹) = −A⁻¹ dA A⁻¹ and d|A| = |A| tr(A⁻¹ dA)
    fn inverse_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<(Matrix<Dual<Self>>, Dual<Self>)> {
        let tangent = matrix.map(|entry| entry.tangent);
        let (inverse, determinant) = Self::inverse_of(&matrix.map(|entry| entry.real))?;
        let slope = &inverse * tangent;
        let trace = slope.diagonal().iter().fold(Self::zero(), |sum, entry| sum + entry.clone());
        let rate = determinant.clone() * trace;
        let slope = -(slope * &inverse);
        Ok((inverse.zip_map(&slope, Dual::new), Dual::new(determinant, rate)))
    }

    fn determinant_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<Dual<Self>> {
        Ok(determinant_without_division(matrix))
    }
}

/// A matrix that does not depend on the noise. Otherwise an error about its inverse.
fn constants<F: Field>(matrix: &Matrix<Exponential<F>>) -> Result<Matrix<F>> {
    let refusal = |entry: &Exponential<F>| entry.refusal("the inverse of a matrix with noise in it");
    let values: Result<Vec<F>, Error> =
        matrix.iter().map(|entry| entry.as_constant().cloned().ok_or_else(|| refusal(entry))).collect();
    Ok(Matrix::from_iterator(matrix.nrows(), matrix.ncols(), values?))
}
