//! `f64`, the numbers in which users compute.

use super::Field;
#[cfg(feature = "verify")]
use super::Function;
#[cfg(feature = "verify")]
use super::rounded::functions::in_floats;
use crate::error::{Error, Result};
use std::cmp::Ordering;

impl Field for f64 {
    const NAME: &'static str = "64-bit floats";
    const ORDERED: bool = true;
    const CERTAIN: bool = false;

    fn sign(&self) -> Option<Ordering> {
        self.partial_cmp(&0.0)
    }

    fn integer(n: i64) -> Self {
        n as f64
    }

    fn half() -> Self {
        0.5
    }

    fn reciprocal(&self) -> Result<Self> {
        if *self == 0.0 {
            return Err(Error::singular("a divisor"));
        }
        Ok(1.0 / self)
    }

    fn ln(&self) -> Result<Self> {
        if *self > 0.0 { Ok(f64::ln(*self)) } else { Err(Error::domain("ln", *self)) }
    }

    fn exp(&self) -> Result<Self> {
        Ok(f64::exp(*self))
    }

    #[cfg(feature = "verify")]
    fn function(&self, function: Function) -> Result<Self> {
        in_floats(function, *self)
    }

    fn ln_two_pi() -> Result<Self> {
        Ok(std::f64::consts::TAU.ln())
    }

    fn root_near(&self, _: &Self) -> Result<Self> {
        if *self > 0.0 { Ok(self.sqrt()) } else { Err(Error::domain("√", *self)) }
    }

    fn pivot_weight(&self) -> f64 {
        self.abs()
    }

    fn is_finite(&self) -> bool {
        f64::is_finite(*self)
    }
}
