//! Bounds on magnitudes of any size, with sixteen digits.

use std::f64::consts::LOG2_E;

/// Larger than the factor by which operations on mantissas may round down.
const ABOVE: f64 = 1.0 + 4.0 * f64::EPSILON;

/// Smaller than the factor by which operations on mantissas may round up.
const BELOW: f64 = 1.0 - 4.0 * f64::EPSILON;

/// Beyond this exponent a magnitude is unlimited.
const LIMIT: i64 = 1 << 60;

/// The number mantissa · 2^exponent with 1 ≤ mantissa < 2, or zero. It neither overflows nor underflows.
///
/// The derived order is that of the numbers, because of the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Magnitude {
    exponent: i64,
    mantissa: f64,
}

impl Magnitude {
    pub const ZERO: Self = Self { exponent: i64::MIN, mantissa: 0.0 };

    pub const ONE: Self = Self::power(0);

    /// An infinite bound.
    pub const UNLIMITED: Self = Self::power(i64::MAX);

    /// 2^exponent
    pub const fn power(exponent: i64) -> Self {
        Self { exponent, mantissa: 1.0 }
    }

    /// An upper bound on mantissa · 2^exponent, for a mantissa that is zero or a normal number.
    pub fn new(mantissa: f64, exponent: i64) -> Self {
        if mantissa <= 0.0 {
            return Self::ZERO;
        }
        let bits = mantissa.to_bits();
        let exponent = exponent.saturating_add((bits >> 52) as i64 - 1023);
        if exponent > LIMIT {
            return Self::UNLIMITED;
        }
        let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1.0_f64.to_bits());
        Self { exponent: exponent.max(-LIMIT), mantissa }
    }

    pub fn is_zero(self) -> bool {
        self.mantissa == 0.0
    }

    fn is_unlimited(self) -> bool {
        self.exponent == i64::MAX
    }

    /// The amount that `other`, which is not larger, adds to the mantissa.
    fn aligned(self, other: Self) -> f64 {
        match self.exponent.saturating_sub(other.exponent) {
            shift @ 0..1000 => other.mantissa * f64::from_bits((1023 - shift as u64) << 52),
            _ if other.is_zero() => 0.0,
            _ => f64::MIN_POSITIVE,
        }
    }

    /// An upper bound on a + b.
    pub fn plus(self, other: Self) -> Self {
        let (large, small) = if self > other { (self, other) } else { (other, self) };
        if small.is_zero() || large.is_unlimited() {
            return large;
        }
        Self::new((large.mantissa + large.aligned(small)) * ABOVE, large.exponent)
    }

    /// A lower bound on a − b; zero if that is not known to be positive.
    pub fn minus(self, other: Self) -> Self {
        if self <= other { Self::ZERO } else { Self::new((self.mantissa - self.aligned(other)) * BELOW, self.exponent) }
    }

    /// The smaller number.
    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// An upper bound on a·b.
    pub fn times(self, other: Self) -> Self {
        if self.is_zero() || other.is_zero() {
            Self::ZERO
        } else if self.is_unlimited() || other.is_unlimited() {
            Self::UNLIMITED
        } else {
            Self::new(self.mantissa * other.mantissa * ABOVE, self.exponent + other.exponent)
        }
    }

    /// An upper bound on a/b.
    pub fn over(self, other: Self) -> Self {
        if self.is_zero() {
            Self::ZERO
        } else if self.is_unlimited() || other.is_zero() {
            Self::UNLIMITED
        } else {
            Self::new(self.mantissa / other.mantissa * ABOVE, self.exponent.saturating_sub(other.exponent))
        }
    }

    /// A number slightly larger than this one.
    pub fn above(self) -> Self {
        if self.is_unlimited() { self } else { Self::new(self.mantissa * ABOVE, self.exponent) }
    }

    /// The binary logarithm; −∞ for zero.
    pub fn log2(self) -> f64 {
        if self.is_unlimited() { f64::INFINITY } else { self.exponent as f64 + self.mantissa.ln() * LOG2_E }
    }

    /// Increases slowly with the number: from −¼ at 2^−(2³¹) to ¼ at 2^(2³¹).
    pub fn rank(self) -> f64 {
        (self.exponent as f64 + self.mantissa - 1.0) / (1_u64 << 33) as f64
    }

    /// Mantissa and exponent.
    pub fn mantissa_and_exponent(self) -> (f64, i64) {
        (self.mantissa, self.exponent)
    }

    /// The number as an `f64`, rounded up.
    pub fn to_f64(self) -> f64 {
        match self.exponent {
            -1022..1024 => self.mantissa * f64::from_bits(((self.exponent + 1023) as u64) << 52),
            1024.. => f64::INFINITY,
            _ if self.is_zero() => 0.0,
            _ => f64::MIN_POSITIVE,
        }
    }
}
