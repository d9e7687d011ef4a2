//! The functions of analysis in 77 digits, with bounds on the error.
//!
//! If terms cancel, the series are summed in integer multiples of 2⁻ʷ, where w is large enough for the cancellation.
//! The
//! error bound of each series is stated with it, in these units. The function of a ball is computed at its middle; its
//! radius is multiplied by the largest slope within the ball.

use super::Digits;
use crate::algebra::number::function::no_sign;
use crate::algebra::number::gamma::{self, Ball};
use crate::algebra::number::magnitude::Magnitude;
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};
use astro_float_num::EXPONENT_MIN;
use num_bigint::BigInt;
use num_traits::{Euclid, One, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::f64::consts::LOG2_E;
use std::sync::LazyLock;

/// The units of the circular and hyperbolic functions are 2⁻⁵¹².
const FINE: i64 = 512;
/// Bound on the error of their series, in these units; see [`series`].
const FINE_ERROR: f64 = 1024.0;
/// Bits of π after the binary point.
const PI_BITS: i64 = 1700;
/// Arguments of magnitude 2^LARGEST and above are not reduced. All numbers of type `f64` are smaller.
const LARGEST: i64 = 1100;
/// Below 2^SMALLEST the function is the first term of its series, up to a relative error of the squared argument.
const SMALLEST: i64 = -130;
/// Bits of 2/√π after the binary point.
const ROOT_BITS: i64 = 1024;
/// From this argument on erfc is computed by its asymptotic series. Its smallest relative term is e^(−x²), here 2⁻²⁸².
const ASYMPTOTIC: f64 = 14.0;
/// Arguments of magnitude 2^INFINITE and above count as infinite for functions that decrease like e⁻ˣ.
const INFINITE: i64 = 40;

/// π in units of 2^−PI_BITS, with an error of at most two units: 16 arctan(1/5) − 4 arctan(1/239), summed in 2⁻⁶⁴ of a
/// unit. In these, each of the fewer than 1300 terms has an error of at most 2, and the truncation error is at most 1.
static PI: LazyLock<BigInt> = LazyLock::new(|| {
    let arctangent = |n: i64| {
        let mut power = (BigInt::one() << (PI_BITS + 64)) / n;
        let mut sum = BigInt::zero();
        for k in 0_i64.. {
            let term = &power / (2 * k + 1);
            if term.is_zero() {
                break;
            }
            sum += if k % 2 == 0 { term } else { -term };
            power /= n * n;
        }
        sum
    };
    (arctangent(5) * 16 - arctangent(239) * 4) >> 64
});

/// 2/√π in units of 2^−ROOT_BITS, with an error of at most two units.
static TWO_OVER_ROOT_PI: LazyLock<BigInt> =
    LazyLock::new(|| ((BigInt::one() << (2 * ROOT_BITS + PI_BITS + 2)) / &*PI).sqrt());

/// 1/√2
static ROOT_OF_HALF: LazyLock<Result<Digits>> = LazyLock::new(|| Digits::half().square_root());

/// The remainder at x = 64 is below 10⁻⁸⁴.
static BERNOULLI: LazyLock<Vec<Digits>> = LazyLock::new(|| gamma::bernoulli(37));

impl Ball for Digits {
    const LEAST: f64 = 64.0;

    fn approximate(&self) -> f64 {
        self.value()
    }

    fn middle(&self) -> (Self, bool) {
        (self.middle_alone(), self.is_exact())
    }

    fn inherited(&self, value: &Self, slope: &Self) -> Self {
        value.with_more(self.radius().times(slope.reach()))
    }

    fn widened(&self, other: &Self) -> Self {
        self.with_more(other.reach())
    }

    fn bernoulli() -> &'static [Self] {
        &BERNOULLI
    }
}

/// The function of a number, as a ball.
pub(super) fn in_digits(function: Function, x: &Digits) -> Result<Digits> {
    match function {
        Function::SquareRoot if x.is_exactly_zero() => Ok(x.clone()),
        Function::SquareRoot => x.square_root(),
        // ||a| − |b|| ≤ |a − b|
        Function::Absolute => Ok(if x.has_negative_middle() { -x.clone() } else { x.clone() }),
        Function::Sign => match x.sign() {
            Some(Ordering::Equal) => Err(no_sign()),
            Some(Ordering::Less) => Ok(Digits::integer(-1)),
            Some(Ordering::Greater) => Ok(Digits::one()),
            None => Err(Error::precision_lost("the sign of a number")),
        },
        Function::Sine => Ok(circle(x).0),
        Function::Cosine => Ok(circle(x).1),
        Function::Logistic => logistic(x),
        Function::LogisticSlope => Ok(logistic(x)? * logistic(&-x.clone())?),
        Function::HyperbolicTangent => hyperbolic_tangent(x),
        Function::ErrorFunction => Ok(error_functions(x)?.0),
        Function::NormalDistribution => {
            let (_, complement) = error_functions(&-(x.clone() * ROOT_OF_HALF.clone()?))?;
            Ok(complement * Digits::half())
        }
        Function::LogGamma => gamma::log_gamma(x),
        Function::Polygamma(n) => gamma::polygamma(n, x),
    }
}

/// The interval −1 … 1: a bounded function of a number that is not known.
fn anything() -> Digits {
    Digits::zero().with_more(Magnitude::ONE)
}

/// A value in −1 … 1, with the error from its argument: at most the radius times the slope.
fn bounded(value: Digits, radius: Magnitude, slope: Magnitude) -> Digits {
    let value = value.with_more(radius.times(slope));
    if value.radius() > Magnitude::ONE { anything() } else { value }
}

/// An upper bound on e^−exponent.
fn falling(exponent: f64) -> Magnitude {
    Magnitude::power(-(exponent.max(0.0) * LOG2_E * (1.0 - 1e-12)).floor() as i64)
}

/// A lower bound on the magnitudes in the ball, at most 10⁸.
fn least(x: &Digits) -> f64 {
    x.floor().minus(x.radius()).to_f64().min(1e8)
}

/// Σ vᵏ/(2k)! and Σ vᵏ/(2k+1)! in units of 2^−FINE, for |v| ≤ 1 with an error of at most five units.
///
/// A term with error e is followed by a term with an error of at most (e + 5 + 1)/2 + 1, so every error is at most 8.
/// There are fewer than 100 terms, and the truncation error is smaller than the last term.
fn series(v: &BigInt) -> (BigInt, BigInt) {
    let mut term = BigInt::one() << FINE;
    let (mut even, mut odd) = (BigInt::zero(), BigInt::zero());
    for k in 1_i64.. {
        even += &term;
        term /= 2 * k - 1; // now the term of the odd series
        odd += &term;
        if term.magnitude().bits() <= 1 {
            break;
        }
        term = ((term * v) >> FINE) / (2 * k);
    }
    (even, odd)
}

/// (sin x, cos x)
fn circle(x: &Digits) -> (Digits, Digits) {
    let Some(size) = x.exponent() else { return (x.clone(), bounded(Digits::one(), x.radius(), x.radius())) };
    if size > LARGEST {
        return (anything(), anything());
    }
    let middle = x.middle_alone();
    let (sine, cosine) = if size < SMALLEST {
        // |sin x − x| ≤ |x|³ and |cos x − 1| ≤ x²
        let square = x.ceiling().times(x.ceiling());
        (middle.with_more(square.times(x.ceiling())), Digits::one().with_more(square))
    } else {
        // x = k π/2 + r. The error of π is at most two units, so that of k π/2 is at most k < 2^1101 units, which is
        // less than one unit of 2^−FINE.
        let (whole, exponent) = x.integer_and_exponent();
        let twice = shifted(whole, exponent + PI_BITS + 1);
        let nearest: BigInt = &twice * 2 + &*PI;
        let quadrant = nearest.div_euclid(&(&*PI * 2));
        let rest: BigInt = (twice - &quadrant * &*PI) >> (PI_BITS - FINE + 1);
        let square: BigInt = (&rest * &rest) >> FINE;
        let (cosine, factor) = series(&-square);
        let sine = (factor * rest) >> FINE;
        let number = |value: BigInt| Digits::scaled(&value, -FINE, FINE_ERROR);
        match quadrant.rem_euclid(&4.into()).to_u8() {
            Some(0) => (number(sine), number(cosine)),
            Some(1) => (number(cosine), number(-sine)),
            Some(2) => (number(-sine), number(-cosine)),
            _ => (number(-cosine), number(sine)),
        }
    };
    // |sin a − sin b| ≤ |a − b| (|cos a| + |a − b|)
    let radius = x.radius();
    let slopes = [&cosine, &sine].map(|slope| slope.reach().plus(radius));
    (bounded(sine, radius, slopes[0]), bounded(cosine, radius, slopes[1]))
}

/// A whole number times 2^by, rounded down.
fn shifted(whole: BigInt, by: i64) -> BigInt {
    if by >= 0 { whole << by } else { whole >> -by }
}

/// σ(x), with the exponential that does not overflow.
fn logistic(x: &Digits) -> Result<Digits> {
    if x.exponent().is_some_and(|size| size > INFINITE) && x.excludes_zero() {
        let nothing = Digits::zero().with_more(Magnitude::power(EXPONENT_MIN.into()));
        return Ok(if x.has_negative_middle() { nothing } else { Digits::one() + nothing });
    }
    let power = (-in_digits(Function::Absolute, &x.middle_alone())?).exp()?;
    let share = (Digits::one() + power.clone()).reciprocal()?;
    let value = if x.has_negative_middle() { power * share } else { share };
    let slope = falling(least(x)).min(Magnitude::power(-2));
    Ok(bounded(value, x.radius(), slope))
}

/// tanh x
fn hyperbolic_tangent(x: &Digits) -> Result<Digits> {
    let Some(size) = x.exponent() else { return Ok(bounded(Digits::zero(), x.radius(), Magnitude::ONE)) };
    let middle = x.middle_alone();
    let value = if size < SMALLEST {
        let ceiling = x.ceiling();
        middle.with_more(ceiling.times(ceiling).times(ceiling)) // |tanh x − x| ≤ |x|³
    } else if size <= 0 {
        let (whole, exponent) = x.integer_and_exponent();
        let x = shifted(whole, exponent + FINE);
        let (cosine, factor) = series(&((&x * &x) >> FINE));
        let number = |value: &BigInt| Digits::scaled(value, -FINE, FINE_ERROR);
        number(&((factor * x) >> FINE)) * number(&cosine).reciprocal()?
    } else {
        let one = || Digits::one();
        let twice = in_digits(Function::Absolute, &middle)? * Digits::integer(2);
        let share = logistic(&-twice)?; // tanh x = 1 − 2σ(−2x)
        let value = one() - (share.clone() + share);
        if x.has_negative_middle() { -value } else { value }
    };
    let slope = falling(2.0 * least(x)).times(Magnitude::power(2)).min(Magnitude::ONE);
    Ok(bounded(value, x.radius(), slope))
}

/// (erf x, erfc x); only erfc is larger than 1.
fn error_functions(x: &Digits) -> Result<(Digits, Digits)> {
    let (value, complement) = error_functions_of_middle(x)?;
    let slope = falling(least(x).powi(2)).times(Magnitude::new(1.13, 0)); // 2/√π e^(−x²)
    let complement = complement.with_more(x.radius().times(slope));
    let complement = if complement.radius() > Magnitude::ONE { Digits::one() + anything() } else { complement };
    Ok((bounded(value, x.radius(), slope), complement))
}

fn error_functions_of_middle(x: &Digits) -> Result<(Digits, Digits)> {
    let one = || Digits::one();
    let Some(size) = x.exponent() else { return Ok((Digits::zero(), one())) };
    let x = in_digits(Function::Absolute, &x.middle_alone()).map(|middle| (middle, x.has_negative_middle()));
    let (x, negative) = x?;
    let (value, complement) = if size < SMALLEST {
        let slope = Digits::scaled(&TWO_OVER_ROOT_PI, -ROOT_BITS, 2.0);
        let value = slope * x.clone();
        // |erf x − 2x/√π| ≤ x² · 2x/√π
        let value = value.with_more(value.reach().times(x.ceiling()).times(x.ceiling()));
        (value.clone(), one() - value)
    } else if x.value() < ASYMPTOTIC {
        by_taylor(&x)
    } else {
        let complement = by_asymptotic(&x, size)?;
        (one() - complement.clone(), complement)
    };
    Ok(if negative { (-value.clone(), one() + value) } else { (value, complement) })
}

/// erf x = 2x/√π Σ (−x²)ⁿ/(n! (2n+1)) for 2⁻¹³⁰ ≤ x < 14, and erfc x = 1 − erf x.
///
/// With u = x², each term tₙ = uⁿ/n! is computed from tₙ₋₁ with a rounding error of at most 2 units, and u with one of
/// at
/// most 1 unit. These errors grow as the terms do: the error of tₙ is at most 3n eᵘ units, because
/// uⁿ⁻ʲ j!/n! ≤ uⁿ⁻ʲ/(n−j)! ≤ eᵘ. So N terms, divided by 2n+1, have a total error of at most 2N eᵘ + N. The truncation
/// error has the same bound, because it is less than the first omitted term. Together they are at most 5N eᵘ. The two
/// products with x and 2/√π increase this at most twentyfold.
fn by_taylor(x: &Digits) -> (Digits, Digits) {
    let growth = (x.value().powi(2) * LOG2_E).ceil() as i64 + 1; // eᵘ ≤ 2^growth
    let bits = 400 + 2 * growth; // below 1024, and enough for erfc, which is e^(−u)
    let (whole, exponent) = x.integer_and_exponent();
    let x = shifted(whole, exponent + bits); // exact: 2⁻¹³⁰ of 256 bits
    let u: BigInt = (&x * &x) >> bits;
    let largest = (&u >> bits).to_i64().unwrap_or(0);
    let mut term = BigInt::one() << bits;
    let mut sum = term.clone();
    let mut n = 0_i64;
    while !term.is_zero() || n <= largest + 1 {
        n += 1;
        term = ((term * &u) >> bits) / n;
        let part = &term / (2 * n + 1);
        sum += if n % 2 == 0 { part } else { -part };
    }
    let error = 100.0 * (n + 1) as f64 * 2f64.powi(growth as i32);
    let root: BigInt = &*TWO_OVER_ROOT_PI >> (ROOT_BITS - bits);
    let value: BigInt = (((sum * x) >> bits) * root) >> bits;
    let complement = (BigInt::one() << bits) - &value;
    (Digits::scaled(&value, -bits, error), Digits::scaled(&complement, -bits, error))
}

/// erfc x = e^(−x²)/(x√π) Σ (−1)ⁿ (2n−1)!!/(2x²)ⁿ for x ≥ 14. The truncation error is less than the first omitted term.
fn by_asymptotic(x: &Digits, size: i64) -> Result<Digits> {
    if size > INFINITE {
        return Ok(Digits::zero().with_more(Magnitude::power(EXPONENT_MIN.into())));
    }
    let square = x.clone() * x.clone();
    let step = -((square.clone() + square.clone()).reciprocal()?);
    let (mut term, mut sum) = (Digits::one(), Digits::zero());
    for n in 1..=200 {
        sum += term.clone();
        term = term * step.clone() * Digits::integer(2 * n - 1);
        if term.reach() < Magnitude::power(-270) {
            break;
        }
    }
    let sum = sum.with_more(term.reach());
    let root = Digits::scaled(&TWO_OVER_ROOT_PI, -ROOT_BITS - 1, 2.0);
    Ok((-square).exp()? * root * x.reciprocal()? * sum)
}
