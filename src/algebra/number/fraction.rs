//! Rationals of limited length: exact as long as they are short enough to be shown, so that the work stays limited.

use super::{Field, Function, Rational, operators};
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// Largest number of bits of numerator and denominator together. Repeated squaring doubles the length each time.
const MOST_BITS: u64 = 2_048;

/// A rational number, or an unknown number that is too long.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fraction(Option<Rational>);

impl Fraction {
    /// The number, unless it is too long.
    pub(crate) fn value(&self) -> Option<&Rational> {
        self.0.as_ref()
    }

    fn of(value: Rational) -> Self {
        let bits = value.numer().bits() + value.denom().bits();
        Self((bits <= MOST_BITS).then_some(value))
    }

    fn with(&self, other: &Self, operation: impl FnOnce(&Rational, &Rational) -> Rational) -> Self {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Self::of(operation(a, b)),
            _ => Self(None),
        }
    }

    fn plus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    fn minus(&self, other: &Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    fn times(&self, other: &Self) -> Self {
        self.with(other, |a, b| a * b)
    }

    fn negated(&self) -> Self {
        Self(self.0.as_ref().map(|value| -value))
    }

    fn in_reach(&self) -> Result<&Rational> {
        self.0.as_ref().ok_or_else(|| Error::out_of_reach("a rational number", MOST_BITS as usize))
    }
}

operators!([] Fraction);

impl Zero for Fraction {
    fn zero() -> Self {
        Self(Some(Rational::zero()))
    }

    fn is_zero(&self) -> bool {
        self.0.as_ref().is_some_and(Rational::is_zero)
    }
}

impl One for Fraction {
    fn one() -> Self {
        Self(Some(Rational::one()))
    }
}

impl Field for Fraction {
    const NAME: &'static str = "rationals";
    const ORDERED: bool = true;

    fn integer(n: i64) -> Self {
        Self(Some(Rational::integer(n)))
    }

    fn half() -> Self {
        Self(Some(Rational::half()))
    }

    fn reciprocal(&self) -> Result<Self> {
        Ok(Self::of(self.in_reach()?.reciprocal()?))
    }

    fn ln(&self) -> Result<Self> {
        self.in_reach()?.ln().map(Self::of)
    }

    fn exp(&self) -> Result<Self> {
        self.in_reach()?.exp().map(Self::of)
    }

    fn function(&self, function: Function) -> Result<Self> {
        self.in_reach()?.function(function).map(Self::of)
    }

    fn ln_two_pi() -> Result<Self> {
        Rational::ln_two_pi().map(Self::of)
    }

    fn sign(&self) -> Option<Ordering> {
        self.0.as_ref().map(|value| value.cmp(&Rational::zero()))
    }

    fn zero_test(&self) -> Option<bool> {
        self.0.as_ref().map(Rational::is_zero)
    }

    fn pivot_weight(&self) -> f64 {
        if self.is_zero() { 0.0 } else { 1.0 }
    }
}
