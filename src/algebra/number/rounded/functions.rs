//! The functions of analysis in `f64`, alone and with bounds on the error.
//!
//! What the library's functions may be off is stated in units of 2⁻⁵³ of the value, of which half a last place is one at
//! most. Its sources, those of FreeBSD, say less than one last place of sin, cos and erf and up to two of tanh; what
//! has been measured of erfc is some four. Each is granted twice that or more. Arguments of any size are reduced exactly.

use super::{Rounded, UNIT};
use crate::algebra::number::function::no_sign;
use crate::algebra::number::gamma::{self, Ball};
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};
use std::cmp::Ordering;
use std::f64::consts::FRAC_1_SQRT_2;
use std::sync::LazyLock;

/// Units that sin and cos may be off.
const CIRCULAR: f64 = 4.0;
/// Units that tanh may be off.
const HYPERBOLIC: f64 = 8.0;
/// Units that erf and erfc may be off.
const ERROR_FUNCTIONS: f64 = 16.0;
/// Units that the steps of σ may be off: two of exp, one of the sum and of the quotient each.
const LOGISTIC: f64 = 8.0;
/// Above 2/√π.
const TWO_OVER_ROOT_PI: f64 = 1.1286;
/// More than the computed exponential of a bound may lack, with the square or double that it is of.
const MORE: f64 = 1.0 + 1e-9;

/// The remainder at 10 is below 2·10⁻¹⁸.
static BERNOULLI: LazyLock<Vec<Rounded>> = LazyLock::new(|| gamma::bernoulli(9));

impl Ball for Rounded {
    const LEAST: f64 = 10.0;

    fn about(&self) -> f64 {
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

/// The function of a number that is taken as exact.
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

/// Of the two forms the one that does not overflow.
fn logistic(x: f64) -> f64 {
    let power = (-x.abs()).exp();
    if x < 0.0 { power / (1.0 + power) } else { 1.0 / (1.0 + power) }
}

/// The function of a number within its error.
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
    // The values of all others lie between −1 and 1.
    if !x.is_finite() {
        return Ok(Rounded::within(0.0, 1.0));
    }
    // The least magnitude that the exact number can have: there the slope is steepest.
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
