//! Real numbers in 77 digits, with a bound on their error.

mod field;
mod functions;

use super::magnitude::Magnitude;
use super::{Field, Rational, operators};
use crate::error::{Error, Result};
use astro_float_num::{BigFloat, Exponent, RoundingMode, Sign, WORD_BIT_SIZE, Word};
use num_bigint::{BigInt, BigUint};
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;
use std::fmt;

/// Bits of the mantissa.
const BITS: usize = 256;

/// To the nearest number; ties to even.
const ROUNDING: RoundingMode = RoundingMode::ToEven;

/// Allowed relative error of exp and ln: eight times the error of their documented correct rounding.
const SERIES_ERROR: Magnitude = Magnitude::power(3 - BITS as i64);

/// A ball that certainly contains the number: a middle with 256 bits, and a radius.
///
/// The radius grows with the condition of the problem. It stays zero as long as all results are exact in 256 bits. A
/// result beyond 2^±(2³¹) keeps no digits; its ball is around zero.
#[derive(Clone, PartialEq)]
pub struct Digits {
    middle: BigFloat,
    radius: Magnitude,
}

impl Digits {
    /// An exact number. Panics if it is NaN or infinite.
    pub fn exact(value: f64) -> Self {
        assert!(value.is_finite(), "{value} is no number");
        if value == 0.0 {
            return Self::zero();
        }
        // In two parts, because the conversion halves subnormal numbers.
        let (fraction, exponent) = libm::frexp(value);
        let mut middle = BigFloat::from_f64(fraction, BITS);
        middle.set_exponent(exponent);
        Self { middle, radius: Magnitude::ZERO }
    }

    /// A number at a distance of at most `radius` from `value`, both finite.
    pub fn within(value: f64, radius: f64) -> Self {
        Self { radius: Self::exact(radius).floor(), ..Self::exact(value) } // all 53 bits of the radius
    }

    /// The `f64` nearest to the middle; infinite if the middle is too large.
    pub fn value(&self) -> f64 {
        let Some((words, _, sign, exponent, _)) = self.middle.as_raw_parts() else { return f64::NAN };
        // The last bit is set if bits are cut off, so that the conversion rounds correctly.
        let (rest, first) = words.split_at(words.len() - 64 / WORD_BIT_SIZE);
        let first = leading(first) | u64::from(rest.iter().any(|&word| word != 0));
        libm::ldexp(first as f64, exponent.saturating_sub(64)) * f64::from(sign.to_int())
    }

    /// Whether the radius is zero.
    pub fn is_exact(&self) -> bool {
        self.radius.is_zero()
    }

    /// Whether the number is certainly zero.
    pub fn is_exactly_zero(&self) -> bool {
        self.middle.is_zero() && self.is_exact()
    }

    /// Whether the number is certainly nonzero.
    pub fn excludes_zero(&self) -> bool {
        self.floor() > self.radius
    }

    /// How the number compares with zero, if the ball decides it.
    pub fn sign(&self) -> Option<Ordering> {
        if self.is_exactly_zero() {
            Some(Ordering::Equal)
        } else if !self.excludes_zero() {
            None
        } else if self.middle.is_negative() {
            Some(Ordering::Less)
        } else {
            Some(Ordering::Greater)
        }
    }

    /// Whether the two numbers may be equal.
    pub fn overlap(&self, other: &Self) -> bool {
        !self.minus(other).excludes_zero()
    }

    /// √x; an error if the number may be zero or negative.
    pub fn square_root(&self) -> Result<Self> {
        let least = self.least_positive("√", "the argument of √")?;
        let root = Self::computed(self.middle.sqrt(BITS, ROUNDING), Magnitude::ZERO, || Magnitude::UNLIMITED);
        // |√a − √b| = |a − b| / (√a + √b) ≤ |a − b| √a / 2b, where b ≤ a
        let slope = root.ceiling().over(least).times(Magnitude::power(-1));
        Ok(Self { radius: root.radius.plus(self.radius.times(slope)), ..root })
    }

    /// Radius divided by middle: 0 for an exact number, ∞ for an inexact one around zero.
    pub fn relative_radius(&self) -> f64 {
        self.radius.over(self.floor()).to_f64()
    }

    /// The radius; infinite if it is too large for `f64`.
    pub fn radius_as_f64(&self) -> f64 {
        self.radius.to_f64()
    }

    /// Binary logarithm of the largest magnitude in the ball; −∞ for zero.
    pub fn magnitude_log2(&self) -> f64 {
        self.ceiling().plus(self.radius).log2()
    }

    /// Both ends of the ball. Their length in bits is the exponent, so use this only for numbers of moderate size.
    #[doc(hidden)]
    pub fn ends(&self) -> (Rational, Rational) {
        let (digits, exponent) = self.integer_and_exponent();
        let two = || Rational::from_integer(2.into());
        let middle = Rational::from(digits) * two().pow(exponent as i32);
        if self.is_exact() {
            return (middle.clone(), middle);
        }
        let (mantissa, exponent) = self.radius.mantissa_and_exponent();
        let radius = Rational::from_float(mantissa).expect("mantissas are finite") * two().pow(exponent as i32);
        (&middle - &radius, middle + radius)
    }

    /// A middle rounded to nearest, and the radius that results from the operands. `size` bounds a result that is out
    /// of range.
    fn computed(mut middle: BigFloat, inherited: Magnitude, size: impl FnOnce() -> Magnitude) -> Self {
        let rounded = middle.inexact();
        middle.set_inexact(false); // the mark comes from an operand, but this middle is the middle of its ball
        let radius = match middle.exponent().filter(|_| !middle.is_subnormal()) {
            Some(exponent) if rounded => inherited.plus(Magnitude::power(i64::from(exponent) - BITS as i64)),
            Some(_) => inherited,
            None if middle.is_zero() && !rounded => inherited,
            None => return Self { middle: BigFloat::new(BITS), radius: inherited.plus(size()) },
        };
        Self { middle, radius }
    }

    /// A middle from a series, and the radius that results from the argument.
    fn from_series(mut middle: BigFloat, inherited: Magnitude) -> Self {
        middle.set_inexact(false);
        let rounding = floor(&middle).above().times(SERIES_ERROR);
        Self { middle, radius: inherited.plus(rounding) }
    }

    fn plus(&self, other: &Self) -> Self {
        let sum = self.middle.add(&other.middle, BITS, ROUNDING);
        Self::computed(sum, self.radius.plus(other.radius), || self.ceiling().plus(other.ceiling()))
    }

    fn minus(&self, other: &Self) -> Self {
        let difference = self.middle.sub(&other.middle, BITS, ROUNDING);
        Self::computed(difference, self.radius.plus(other.radius), || self.ceiling().plus(other.ceiling()))
    }

    fn times(&self, other: &Self) -> Self {
        let product = self.middle.mul(&other.middle, BITS, ROUNDING);
        let inherited = if self.is_exact() && other.is_exact() {
            Magnitude::ZERO
        } else {
            self.ceiling().times(other.radius).plus(self.radius.times(other.ceiling().plus(other.radius)))
        };
        Self::computed(product, inherited, || self.ceiling().times(other.ceiling()))
    }

    fn negated(&self) -> Self {
        Self { middle: self.middle.neg(), radius: self.radius }
    }

    /// A lower bound on |middle|.
    fn floor(&self) -> Magnitude {
        floor(&self.middle)
    }

    /// An upper bound on |middle|.
    fn ceiling(&self) -> Magnitude {
        self.floor().above()
    }

    /// An upper bound on the magnitudes in the ball.
    fn reach(&self) -> Magnitude {
        self.ceiling().plus(self.radius)
    }

    fn radius(&self) -> Magnitude {
        self.radius
    }

    /// The middle as an exact number.
    fn middle_alone(&self) -> Self {
        Self { middle: self.middle.clone(), radius: Magnitude::ZERO }
    }

    fn has_negative_middle(&self) -> bool {
        self.middle.is_negative()
    }

    /// The ball, enlarged by this radius.
    fn with_more(&self, radius: Magnitude) -> Self {
        Self { middle: self.middle.clone(), radius: self.radius.plus(radius) }
    }

    /// The e for which 2ᵉ⁻¹ ≤ |middle| < 2ᵉ; `None` for zero.
    fn exponent(&self) -> Option<i64> {
        self.middle.exponent().filter(|_| !self.middle.is_zero()).map(i64::from)
    }

    /// The middle as n · 2ᵉ.
    fn integer_and_exponent(&self) -> (BigInt, i64) {
        let (words, _, sign, exponent, _) = self.middle.as_raw_parts().expect("middles are finite");
        let digits = words.iter().rev().fold(BigInt::zero(), |digits, &word| (digits << WORD_BIT_SIZE) + word);
        (digits * sign.to_int(), i64::from(exponent) - BITS as i64)
    }

    /// n · 2ᵉ, with an error of at most `error` · 2ᵉ. For exponents of moderate size.
    fn scaled(number: &BigInt, exponent: i64, error: f64) -> Self {
        let cut = (number.bits() as i64 - BITS as i64).max(0);
        let whole = number.magnitude() >> cut;
        let ones = BigUint::from(Word::MAX);
        let word = |k: usize| (&whole >> (k * WORD_BIT_SIZE)) & &ones;
        let words = (0..BITS / WORD_BIT_SIZE).map(|k| word(k).iter_u64_digits().next().unwrap_or(0) as Word);
        let words: Vec<Word> = words.collect();
        let sign = if number.is_negative() { Sign::Neg } else { Sign::Pos };
        let middle = if whole.is_zero() {
            BigFloat::new(BITS)
        } else {
            BigFloat::from_words(&words, sign, (exponent + cut + BITS as i64) as Exponent)
        };
        let lost = if cut > 0 { Magnitude::power(exponent + cut) } else { Magnitude::ZERO };
        Self { middle, radius: Magnitude::new(error, exponent).plus(lost) }
    }

    /// The smallest number of a ball of positive numbers.
    fn least_positive(&self, function: &'static str, what: &'static str) -> Result<Magnitude> {
        let positive = self.middle.is_positive() && !self.middle.is_zero();
        if positive && self.excludes_zero() {
            Ok(self.floor().minus(self.radius))
        } else if positive || self.floor() < self.radius {
            Err(Error::precision_lost(what))
        } else {
            Err(Error::domain(function, self.value()))
        }
    }
}

/// A lower bound on a magnitude, from its first 53 bits.
fn floor(number: &BigFloat) -> Magnitude {
    let (Some(words), Some(exponent)) = (number.mantissa_digits(), number.exponent()) else {
        return Magnitude::UNLIMITED;
    };
    Magnitude::new((leading(words) >> 11) as f64, i64::from(exponent) - 53)
}

/// The first 64 bits of a mantissa whose least significant word is first.
fn leading(words: &[Word]) -> u64 {
    let first = words.iter().rev().take(64 / WORD_BIT_SIZE);
    first.fold(0_u128, |bits, &word| (bits << WORD_BIT_SIZE) | u128::from(word)) as u64
}

/// The middle: as an `f64` within its range, and to six digits beyond.
impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if self.middle.is_zero() { 0.0 } else { self.value() }; // no −0
        if self.middle.is_zero() || value.is_normal() {
            return if f.precision().is_some() { fmt::LowerExp::fmt(&value, f) } else { value.fmt(f) };
        }
        let exponent = self.floor().log2() * std::f64::consts::LOG10_2;
        let (whole, sign) = (exponent.floor(), if self.middle.is_negative() { "-" } else { "" });
        write!(f, "{sign}{:.5}e{whole:.0}", 10f64.powf(exponent - whole))
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:e} ± {:.1e}", self.value(), self.radius_as_f64())
    }
}

operators!([] Digits);

impl Zero for Digits {
    fn zero() -> Self {
        Self { middle: BigFloat::new(BITS), radius: Magnitude::ZERO }
    }

    fn is_zero(&self) -> bool {
        self.is_exactly_zero()
    }
}

impl One for Digits {
    fn one() -> Self {
        Self::integer(1)
    }
}
