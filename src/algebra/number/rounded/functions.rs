//! The functions of analysis in `f64`, without and with error bounds.
//!
//! The errors of the library's functions are stated in units of 2⁻⁵³ of the value; half a unit in the last place is at
//! most one of them. The sources, from FreeBSD, state errors below one unit in the last place for sin, cos and erf, and
//! up
//! to two for tanh; for erfc, about four were measured. Twice these errors or more are assumed here. Arguments of any
//! size are reduced exactly.

use super::{Rounded, UNIT};
use crate::algebra::number::function::no_sign;
use crate::algebra::number::gamma::{self, Ball};
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};
use std::cmp::Ordering;
use std::f64::consts::FRAC_1_SQRT_2;
use std::sync::LazyLock;

/// Error of sin and cos, in units.
const CIRCULAR: f64 = 4.0;
/// Error of tanh, in units.
const HYPERBOLIC: f64 = 8.0;
/// Error of erf and erfc, in units.
const ERROR_FUNCTIONS: f64 = 16.0;
/// Error of σ, in units: two for exp, and one each for the sum and the quotient.
const LOGISTIC: f64 = 8.0;
/// Larger than 2/√π.
const TWO_OVER_ROOT_PI: f64 = 1.1286;
/// Larger than the relative error of the computed exponential of a bound, and of the square or double in its argument.
const MORE: f64 = 1.0 + 1e-9;

/// The remainder at x = 10 is below 2·10⁻¹⁸.
static BERNOULLI: LazyLock<Vec<Rounded>> = LazyLock::new(|| gamma::bernoulli(9));

impl Ball for Rounded {
    const LEAST: f64 = 10.0;

    fn approximate(&self) -> f64 {
        self.value()
    }

    fn middle(&self) -> (Self, bool) {
        (Self::exact(self.value()), self.error() == 0.0)
    }

    fn inherited(&self, value: &Self, slope: &Self) -> Self {
        let steepest = slope.value().abs() + slope.error();
        Self::after(value.value(), value.error() + self.error() * steepest)
    }

    fn widened(&self, other: &Self) -> Self {
        Self::after(self.value(), self.error() + other.value().abs() + other.error())
    }

    fn bernoulli() -> &'static [Self] {
        &BERNOULLI
    }
}

/// The function of a number that counts as exact.
pub(in crate::algebra::number) fn in_floats(function: Function, x: f64) -> Result<f64> {
    let domain = || Error::domain(function.name(), x);
    match function {
        Function::SquareRoot if x >= 0.0 => Ok(x.sqrt()),
        Function::LogGamma if x > 0.0 => Ok(libm::lgamma(x)),
        Function::Polygamma(n) if x > 0.0 => Ok(gamma::polygamma(n, &Rounded::exact(x))?.value()),
        Function::SquareRoot | Function::LogGamma | Function::Polygamma(_) => Err(domain()),
        Function::Absolute => Ok(x.abs()),
        Function::Sign if x == 0.0 => Err(no_sign()),
        Function::Sign => Ok(x.signum()),
        Function::Sine => Ok(libm::sin(x)),
        Function::Cosine => Ok(libm::cos(x)),
        Function::Logistic => Ok(logistic(x)),
        Function::LogisticSlope => Ok(logistic(x) * logistic(-x)),
        Function::HyperbolicTangent => Ok(libm::tanh(x)),
        Function::ErrorFunction => Ok(libm::erf(x)),
        Function::NormalDistribution => Ok(0.5 * libm::erfc(-x * FRAC_1_SQRT_2)),
    }
}

/// Of the two forms, the one that does not overflow.
fn logistic(x: f64) -> f64 {
    let power = (-x.abs()).exp();
    if x < 0.0 { power / (1.0 + power) } else { 1.0 / (1.0 + power) }
}

/// The function of a number with an error bound.
pub(super) fn in_rounded(function: Function, x: &Rounded) -> Result<Rounded> {
    use Function::*;
    let (value, error) = (x.value(), x.error());
    match function {
        SquareRoot if value == 0.0 && error == 0.0 => return Ok(*x),
        SquareRoot => return x.sqrt(),
        LogGamma => return gamma::log_gamma(x),
        Polygamma(n) => return gamma::polygamma(n, x),
        // ||a| − |b|| ≤ |a − b|
        Absolute => return Ok(Rounded::within(value.abs(), error)),
        Sign => {
            return match x.sign() {
                Some(Ordering::Equal) => Err(no_sign()),
                Some(_) => Ok(Rounded::exact(value.signum())),
                None => Err(Error::precision_lost("the sign of a number")),
            };
        }
        LogisticSlope => return Ok(in_rounded(Logistic, x)? * in_rounded(Logistic, &-*x)?),
        _ => {}
    }
    // The values of all other functions are between −1 and 1.
    if !x.is_finite() {
        return Ok(Rounded::within(0.0, 1.0));
    }
    // The smallest magnitude that the exact number can have; the slope is largest there.
    let least = (value.abs() * (1.0 - UNIT) - error).max(0.0) * (1.0 - 4.0 * UNIT);
    let falling = |exponent: f64| (-exponent).exp().max(f64::MIN_POSITIVE) * MORE;
    let (result, slope, units) = match function {
        Sine => (libm::sin(value), libm::cos(value).abs() * MORE + error, CIRCULAR),
        Cosine => (libm::cos(value), libm::sin(value).abs() * MORE + error, CIRCULAR),
        Logistic => (logistic(value), falling(least).min(0.25), LOGISTIC),
        HyperbolicTangent => (libm::tanh(value), 4.0 * falling(2.0 * least), HYPERBOLIC),
        ErrorFunction => (libm::erf(value), TWO_OVER_ROOT_PI * falling(least * least), ERROR_FUNCTIONS),
        _ => {
            let scaled = *x * Rounded::within(FRAC_1_SQRT_2, UNIT);
            let result = Rounded::exact(0.5) * complementary(-scaled);
            return Ok(if result.error() > 1.0 { Rounded::within(0.0, 1.0) } else { result });
        }
    };
    let inherited = (error * slope.min(1.2)).min(2.0);
    Ok(Rounded::after(result, inherited + result.abs() * units * UNIT))
}

/// erfc x
fn complementary(x: Rounded) -> Rounded {
    let value = libm::erfc(x.value());
    let least = (x.value().abs() - x.error()).max(0.0) * (1.0 - 4.0 * UNIT);
    let slope = TWO_OVER_ROOT_PI * MORE * (-least * least).exp().max(f64::MIN_POSITIVE);
    Rounded::after(value, x.error() * slope + value * ERROR_FUNCTIONS * UNIT)
}
