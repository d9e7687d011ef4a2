//! `f64` with a running bound on its rounding error.

mod field;
pub(super) mod functions;

use super::operators;
use crate::error::{Error, Result};
use num_traits::{One, Zero};

/// Unit roundoff of `f64`, 2⁻⁵³.
const UNIT: f64 = f64::EPSILON / 2.0;

/// Larger than the relative error of the arithmetic on the error bounds themselves.
const SAFETY: f64 = 1.0 + 8.0 * UNIT;

/// A computed value and a bound on its distance from the exact one (Wilkinson's running error analysis).
///
/// The bound grows with the condition of the problem, so a comparison of two such numbers needs no tolerance: they
/// differ if their distance exceeds the sum of their bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounded {
    value: f64,
    error: f64,
}

impl Rounded {
    /// An exact number.
    pub fn exact(value: f64) -> Self {
        Self { value, error: 0.0 }
    }

    /// A computed number, at a distance of at most `error` from the exact one.
    pub fn within(value: f64, error: f64) -> Self {
        Self { value, error }
    }

    /// √x; an error if the exact number may be zero or negative.
    pub fn sqrt(&self) -> Result<Self> {
        if self.value + self.error < 0.0 {
            return Err(Error::domain("√", self.value));
        }
        if self.value <= self.error {
            return Err(Error::precision_lost("the argument of √"));
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

    /// The value after one more rounding, with the error that results from the operands.
    fn after(value: f64, inherited: f64) -> Self {
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

    /// The smallest magnitude that the exact number can have; an error if it is zero.
    fn least_magnitude(&self) -> Result<f64> {
        let least = self.value.abs() - self.error;
        if least > 0.0 {
            Ok(least)
        } else if self.error == 0.0 {
            Err(Error::singular("a divisor"))
        } else {
            Err(Error::precision_lost("a divisor"))
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
