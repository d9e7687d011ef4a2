//! `f64` with a running bound on its own rounding error.

use super::functions_in_floats::in_rounded;
use super::{Field, Function, operators};
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::cmp::Ordering;

/// Unit roundoff of `f64`, 2⁻⁵³.
pub(super) const UNIT: f64 = f64::EPSILON / 2.0;

/// What the arithmetic on the error bounds themselves may lose.
const SAFETY: f64 = 1.0 + 8.0 * UNIT;

/// A computed value and a bound on its distance from the exact one (Wilkinson's running error analysis).
///
/// The bound grows with the condition of the problem, so a comparison of two such numbers needs no tolerance:
/// they differ when they are farther apart than their bounds reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounded {
    value: f64,
    error: f64,
}

impl Rounded {
    /// A number known exactly.
    pub fn exact(value: f64) -> Self {
        Self { value, error: 0.0 }
    }

    /// A computed number, no farther than `error` from the exact one.
    pub fn within(value: f64, error: f64) -> Self {
        Self { value, error }
    }

    /// √x; an error where the exact number may be zero or negative.
    pub fn sqrt(&self) -> Result<Self> {
        if self.value + self.error < 0.0 {
            return Err(Error::Domain { function: "√", argument: self.value });
        }
        if self.value <= self.error {
            return Err(Error::PrecisionLost { what: "the argument of √" });
        }
        // |√a − √b| = |a − b| / (√a + √b)
        let value = self.value.sqrt();
        let inherited = self.error / (value + self.least_magnitude()?.sqrt());
        Ok(Self::after(value, inherited))
    }

    /// The computed value.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Bound on |computed − exact|.
    pub fn error(&self) -> f64 {
        self.error
    }

    /// The value rounded once more, with what was inherited.
    pub(super) fn after(value: f64, inherited: f64) -> Self {
        Self { value, error: (inherited + value.abs() * UNIT + f64::MIN_POSITIVE) * SAFETY }
    }

    fn plus(&self, other: &Self) -> Self {
        Self::after(self.value + other.value, self.error + other.error)
    }

    fn minus(&self, other: &Self) -> Self {
        Self::after(self.value - other.value, self.error + other.error)
    }

    fn times(&self, other: &Self) -> Self {
        let inherited = self.value.abs() * other.error + self.error * (other.value.abs() + other.error);
        Self::after(self.value * other.value, inherited)
    }

    fn negated(&self) -> Self {
        Self { value: -self.value, error: self.error }
    }

    /// The least magnitude that the exact number can have; an error where that is zero.
    fn least_magnitude(&self) -> Result<f64> {
        let least = self.value.abs() - self.error;
        if least > 0.0 {
            Ok(least)
        } else if self.error == 0.0 {
            Err(Error::Singular { what: "a divisor".into() })
        } else {
            Err(Error::PrecisionLost { what: "a divisor" })
        }
    }
}

operators!([] Rounded);

impl Zero for Rounded {
    fn zero() -> Self {
        Self::exact(0.0)
    }

    fn is_zero(&self) -> bool {
        self.value == 0.0 && self.error == 0.0
    }
}

impl One for Rounded {
    fn one() -> Self {
        Self::exact(1.0)
    }
}

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
            return Err(Error::Domain { function: "ln", argument: self.value });
        }
        if self.value <= self.error {
            return Err(Error::PrecisionLost { what: "the argument of ln" });
        }
        let least = self.least_magnitude()?;
        let value = self.value.ln();
        Ok(Self::after(value, self.error / least + value.abs() * UNIT)) // the library's ln may be off by two units
    }

    fn exp(&self) -> Result<Self> {
        let value = self.value.exp();
        // A value that underflows has lost its size, and its error must not be lost with it.
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
            // The subtraction rounds, too.
            (apart > reach * SAFETY + apart * 2.0 * UNIT).then_some(false)
        }
    }

    fn root_near(&self, _: &Self) -> Result<Self> {
        self.sqrt()
    }

    /// A computed 0 may be any number within its bound: only an exact one is no pivot.
    fn pivot_weight(&self) -> f64 {
        self.value.abs().max(self.error.min(f64::MIN_POSITIVE))
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite() && self.error.is_finite()
    }
}
