//! Dual numbers a + b ε with ε² = 0: exact forward derivatives over any field.

use super::{Dual, Field, Function, operators};
use crate::algebra::dense::Matrix;
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::cmp::Ordering;

impl<F: Field> Dual<F> {
    /// `real + tangent · ε`
    pub fn new(real: F, tangent: F) -> Self {
        Self { real, tangent }
    }

    /// A number whose derivative is zero.
    pub fn constant(real: F) -> Self {
        Self::new(real, F::zero())
    }

    fn plus(&self, other: &Self) -> Self {
        Self::new(self.real.clone() + other.real.clone(), self.tangent.clone() + other.tangent.clone())
    }

    fn minus(&self, other: &Self) -> Self {
        Self::new(self.real.clone() - other.real.clone(), self.tangent.clone() - other.tangent.clone())
    }

    fn times(&self, other: &Self) -> Self {
        Self::new(
            self.real.clone() * other.real.clone(),
            self.tangent.clone() * other.real.clone() + self.real.clone() * other.tangent.clone(),
        )
    }

    fn negated(&self) -> Self {
        Self::new(-self.real.clone(), -self.tangent.clone())
    }
}

operators!([F: Field] Dual<F>);

impl<F: Field> Zero for Dual<F> {
    fn zero() -> Self {
        Self::constant(F::zero())
    }

    fn is_zero(&self) -> bool {
        self.real.is_zero() && self.tangent.is_zero()
    }
}

impl<F: Field> One for Dual<F> {
    fn one() -> Self {
        Self::constant(F::one())
    }
}

impl<F: Field> Field for Dual<F> {
    const NAME: &'static str = F::NAME;
    const ORDERED: bool = F::ORDERED;
    const CERTAIN: bool = F::CERTAIN;

    fn sign(&self) -> Option<Ordering> {
        self.real.sign()
    }

    fn integer(n: i64) -> Self {
        Self::constant(F::integer(n))
    }

    fn half() -> Self {
        Self::constant(F::half())
    }

    /// d(1/x) = −dx/x²
    fn reciprocal(&self) -> Result<Self> {
        let reciprocal = self.real.reciprocal()?;
        let slope = -(reciprocal.clone() * reciprocal.clone());
        Ok(Self::new(reciprocal, slope * self.tangent.clone()))
    }

    /// d(ln x) = dx/x
    fn ln(&self) -> Result<Self> {
        Ok(Self::new(self.real.ln()?, self.tangent.clone() * self.real.reciprocal()?))
    }

    /// d(exp x) = exp(x) dx
    fn exp(&self) -> Result<Self> {
        let value = self.real.exp()?;
        Ok(Self::new(value.clone(), value * self.tangent.clone()))
    }

    /// df(x) = f′(x) dx
    fn function(&self, function: Function) -> Result<Self> {
        let value = self.real.function(function)?;
        let slope = slope(function, &self.real, &value)?;
        Ok(Self::new(value, slope * self.tangent.clone()))
    }

    fn ln_two_pi() -> Result<Self> {
        Ok(Self::constant(F::ln_two_pi()?))
    }

    fn zero_test(&self) -> Option<bool> {
        match (self.real.zero_test(), self.tangent.zero_test()) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        }
    }

    fn equality_test(&self, other: &Self) -> Option<bool> {
        match (self.real.equality_test(&other.real), self.tangent.equality_test(&other.tangent)) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        }
    }

    /// d√x = dx/2√x
    fn root_near(&self, near: &Self) -> Result<Self> {
        let root = self.real.root_near(&near.real)?;
        let slope = (root.clone() + root.clone()).reciprocal()?;
        Ok(Self::new(root, slope * self.tangent.clone()))
    }

    fn pivot_weight(&self) -> f64 {
        self.real.pivot_weight()
    }

    fn is_finite(&self) -> bool {
        self.real.is_finite() && self.tangent.is_finite()
    }

    fn inverse_of(matrix: &Matrix<Self>) -> Result<(Matrix<Self>, Self)> {
        F::inverse_of_duals(matrix)
    }

    fn determinant_of(matrix: &Matrix<Self>) -> Result<Self> {
        F::determinant_of_duals(matrix)
    }
}

/// The derivative at x. `value` is the value of the function there.
fn slope<F: Field>(function: Function, x: &F, value: &F) -> Result<F> {
    let twice = |number: &F| number.clone() + number.clone();
    match function {
        Function::SquareRoot => Ok(value.reciprocal()? * F::half()),
        Function::Absolute => x.function(Function::Sign),
        Function::Sign => Ok(F::zero()),
        Function::Sine => x.function(Function::Cosine),
        Function::Cosine => Ok(-x.function(Function::Sine)?),
        Function::Logistic => x.function(Function::LogisticSlope),
        Function::LogisticSlope => Ok(value.clone() * (F::one() - twice(&x.function(Function::Logistic)?))),
        Function::HyperbolicTangent => Ok(twice(&twice(&twice(x).function(Function::LogisticSlope)?))),
        // 2/√π exp(−x²) with a single exponential: ln(2/√π) = (3 ln 2 − ln 2π)/2
        Function::ErrorFunction => {
            let factor = (F::integer(2).ln()? * F::integer(3) - F::ln_two_pi()?) * F::half();
            (factor - x.clone() * x.clone()).exp()
        }
        Function::NormalDistribution => (-((F::ln_two_pi()? + x.clone() * x.clone()) * F::half())).exp(),
        Function::LogGamma => x.function(Function::Polygamma(0)),
        Function::Polygamma(u8::MAX) => Err(Error::out_of_reach("a derivative of ln Γ", u8::MAX.into())),
        Function::Polygamma(n) => x.function(Function::Polygamma(n + 1)),
    }
}
