//! The rationals, in which witnesses are shown.

use super::function::no_sign;
use super::{Field, Function, Rational};
use crate::error::{Error, Result};
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};
use std::cmp::Ordering;

impl Field for Rational {
    const NAME: &'static str = "rationals";
    const ORDERED: bool = true;

    fn sign(&self) -> Option<Ordering> {
        Some(self.cmp(&Self::zero()))
    }

    fn integer(n: i64) -> Self {
        Rational::from_integer(BigInt::from(n))
    }

    fn half() -> Self {
        Rational::new(BigInt::from(1), BigInt::from(2))
    }

    fn reciprocal(&self) -> Result<Self> {
        if self.is_zero() {
            return Err(Error::singular("a divisor"));
        }
        Ok(self.recip())
    }

    fn ln(&self) -> Result<Self> {
        Err(Error::transcendental("ln", Self::NAME))
    }

    fn exp(&self) -> Result<Self> {
        Err(Error::transcendental("exp", Self::NAME))
    }

    fn function(&self, function: Function) -> Result<Self> {
        of_rational(function, self)
    }

    fn ln_two_pi() -> Result<Self> {
        Err(Error::transcendental("ln 2π", Self::NAME))
    }

    fn pivot_weight(&self) -> f64 {
        if self.is_zero() { 0.0 } else { 1.0 }
    }
}

/// The value at a rational number, if it is rational.
fn of_rational(function: Function, x: &Rational) -> Result<Rational> {
    let none = || Error::transcendental(function.name(), Rational::NAME);
    match (function, x.cmp(&Rational::zero())) {
        (Function::Absolute, Ordering::Less) => Ok(-x),
        (Function::Absolute, _) => Ok(x.clone()),
        (Function::Sign, Ordering::Less) => Ok(-Rational::one()),
        (Function::Sign, Ordering::Equal) => Err(no_sign()),
        (Function::Sign, Ordering::Greater) => Ok(Rational::one()),
        (Function::SquareRoot, Ordering::Less) => Err(Error::domain(function.name(), value(x))),
        (Function::SquareRoot, _) => {
            let root = Rational::new_raw(x.numer().sqrt(), x.denom().sqrt());
            if &root * &root == *x { Ok(root) } else { Err(none()) }
        }
        (Function::LogGamma | Function::Polygamma(_), Ordering::Less | Ordering::Equal) => {
            Err(Error::domain(function.name(), value(x)))
        }
        _ => Err(none()),
    }
}

fn value(x: &Rational) -> f64 {
    x.to_f64().unwrap_or(f64::NAN)
}
