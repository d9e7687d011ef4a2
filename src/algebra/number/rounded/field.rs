//! The operations of a field in `f64` with error bounds.

use super::functions::in_rounded;
use super::{Rounded, SAFETY, UNIT};
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};
use std::cmp::Ordering;

impl Field for Rounded {
    const NAME: &'static str = "64-bit floats with error bounds";
    const ORDERED: bool = true;

    fn sign(&self) -> Option<Ordering> {
        match self.zero_test() {
            Some(true) => Some(Ordering::Equal),
            Some(false) => self.value.partial_cmp(&0.0),
            None => None,
        }
    }

    fn integer(n: i64) -> Self {
        Self::after(n as f64, 0.0)
    }

    fn half() -> Self {
        Self::exact(0.5)
    }

    fn reciprocal(&self) -> Result<Self> {
        let least = self.least_magnitude()?;
        Ok(Self::after(1.0 / self.value, self.error / self.value.abs() / least))
    }

    fn ln(&self) -> Result<Self> {
        if self.value + self.error <= 0.0 {
            return Err(Error::domain("ln", self.value));
        }
        if self.value <= self.error {
            return Err(Error::precision_lost("the argument of ln"));
        }
        let least = self.least_magnitude()?;
        let value = self.value.ln();
        Ok(Self::after(value, self.error / least + value.abs() * UNIT)) // the library's ln may be off by two units
    }

    fn exp(&self) -> Result<Self> {
        let value = self.value.exp();
        // A value that underflows has lost its magnitude, so its error must include the smallest normal number.
        Ok(Self::after(value, value.max(f64::MIN_POSITIVE) * (self.error.exp_m1() + UNIT)))
    }

    fn function(&self, function: Function) -> Result<Self> {
        in_rounded(function, self)
    }

    fn ln_two_pi() -> Result<Self> {
        let value = std::f64::consts::TAU.ln();
        Ok(Self::after(value, value * UNIT))
    }

    fn zero_test(&self) -> Option<bool> {
        self.equality_test(&Self::exact(0.0))
    }

    fn equality_test(&self, other: &Self) -> Option<bool> {
        let (apart, reach) = ((self.value - other.value).abs(), self.error + other.error);
        if reach == 0.0 {
            Some(apart == 0.0)
        } else {
            // The subtraction is rounded, too.
            (apart > reach * SAFETY + apart * 2.0 * UNIT).then_some(false)
        }
    }

    fn root_near(&self, _: &Self) -> Result<Self> {
        self.sqrt()
    }

    /// A computed 0 may be any number within its error bound. Only an exact 0 is no pivot.
    fn pivot_weight(&self) -> f64 {
        self.value.abs().max(self.error.min(f64::MIN_POSITIVE))
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite() && self.error.is_finite()
    }
}
