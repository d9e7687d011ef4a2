//! The operations of a field in 77 digits.

use super::functions::in_digits;
use super::{BITS, Digits, ROUNDING, floor};
use crate::algebra::number::magnitude::Magnitude;
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};
use astro_float_num::{BigFloat, Consts, EXPONENT_MIN};
use num_traits::{One, Zero};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::sync::LazyLock;

thread_local! {
    /// π, e and ln 2, computed once in each thread.
    static CONSTANTS: RefCell<Consts> = RefCell::new(Consts::new().expect("memory for constants"));
}

static LN_TWO_PI: LazyLock<Result<Digits>> = LazyLock::new(|| {
    let pi = CONSTANTS.with_borrow_mut(|constants| constants.pi(BITS, ROUNDING));
    Digits::from_series(pi, Magnitude::ZERO).times(&Digits::integer(2)).ln()
});

impl Field for Digits {
    const NAME: &'static str = "77-digit numbers with error bounds";
    const ORDERED: bool = true;

    fn sign(&self) -> Option<Ordering> {
        Digits::sign(self)
    }

    fn zero_test(&self) -> Option<bool> {
        if self.is_exactly_zero() { Some(true) } else { self.excludes_zero().then_some(false) }
    }

    fn root_near(&self, _: &Self) -> Result<Self> {
        self.square_root()
    }

    fn integer(n: i64) -> Self {
        Self { middle: BigFloat::from_i64(n, BITS), radius: Magnitude::ZERO }
    }

    fn half() -> Self {
        Self::exact(0.5)
    }

    fn reciprocal(&self) -> Result<Self> {
        if self.is_exactly_zero() {
            return Err(Error::singular("a divisor"));
        }
        if !self.excludes_zero() {
            return Err(Error::precision_lost("a divisor"));
        }
        // |1/a − 1/b| = |a − b| / |a||b|
        let least = self.floor().minus(self.radius);
        let inherited = self.radius.over(self.floor()).over(least);
        let reciprocal = Self::one().middle.div(&self.middle, BITS, ROUNDING);
        Ok(Self::computed(reciprocal, inherited, || Magnitude::ONE.over(least)))
    }

    fn ln(&self) -> Result<Self> {
        let least = self.least_positive("ln", "the argument of ln")?;
        let value = CONSTANTS.with_borrow_mut(|constants| self.middle.ln(BITS, ROUNDING, constants));
        Ok(Self::from_series(value, self.radius.over(least)))
    }

    /// If the result underflows, it is a ball around zero; if it overflows, an error.
    fn exp(&self) -> Result<Self> {
        if self.is_exactly_zero() {
            return Ok(Self::one());
        }
        if self.radius > Magnitude::ONE {
            return Err(Error::precision_lost("the argument of exp"));
        }
        let value = CONSTANTS.with_borrow_mut(|constants| self.middle.exp(BITS, ROUNDING, constants));
        let growth = self.radius.times(Magnitude::ONE.plus(self.radius)); // ≥ expm1(r), for r ≤ 1
        if value.is_inf() || value.is_nan() {
            return Err(Error::precision_lost("an exponential that is too large"));
        }
        if value.is_subnormal() {
            let radius = Magnitude::power(i64::from(EXPONENT_MIN) + 1).times(Magnitude::ONE.plus(growth));
            return Ok(Self { radius, ..Self::zero() });
        }
        let inherited = floor(&value).above().times(growth);
        Ok(Self::from_series(value, inherited))
    }

    fn function(&self, function: Function) -> Result<Self> {
        in_digits(function, self)
    }

    fn ln_two_pi() -> Result<Self> {
        LN_TWO_PI.clone()
    }

    /// By magnitude, also beyond the range of `f64`. A ball around zero has the smallest weight, which is not 0.
    fn pivot_weight(&self) -> f64 {
        if self.excludes_zero() {
            1.0 + self.floor().rank()
        } else if self.is_exactly_zero() {
            0.0
        } else {
            0.5
        }
    }
}
