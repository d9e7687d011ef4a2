//! Bounds on magnitudes, of any size and of sixteen digits.

use std::f64::consts::LOG2_E;

/// More than the operations on mantissas round down.
const ABOVE: f64 = 1.0 + 4.0 * f64::EPSILON;

/// Less than the operations on mantissas round up.
const BELOW: f64 = 1.0 - 4.0 * f64::EPSILON;

/// Beyond this exponent a magnitude counts as unlimited.
const LIMIT: i64 = 1 << 60;

/// The number mantissa · 2^exponent, where 1 ≤ mantissa < 2, or zero; neither overflows nor underflows.
///
/// The order of the fields makes the derived order that of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Magnitude {
    exponent: i64,
    mantissa: f64,
}

impl Magnitude {
    pub const ZERO: Self = Self { exponent: i64::MIN, mantissa: 0.0 };

    pub const ONE: Self = Self::power(0);

    /// An infinite bound, which says nothing.
    pub const UNLIMITED: Self = Self::power(i64::MAX);

    /// 2^exponent
    pub const fn power(exponent: i64) -> Self {
        Self { exponent, mantissa: 1.0 }
    }

    /// mantissa · 2^exponent, or more, of a mantissa that is zero or a normal number.
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

    /// What `other`, not the larger of the two, adds to the mantissa.
    fn aligned(self, other: Self) -> f64 {
        match self.exponent.saturating_sub(other.exponent) {
            shift @ 0..1000 => other.mantissa * f64::from_bits((1023 - shift as u64) << 52),
            _ if other.is_zero() => 0.0,
            _ => f64::MIN_POSITIVE,
        }
    }

    /// At least a + b.
    pub fn plus(self, other: Self) -> Self {
        let (large, small) = if self > other { (self, other) } else { (other, self) };
        if small.is_zero() || large.is_unlimited() {
            return large;
        }
        Self::new((large.mantissa + large.aligned(small)) * ABOVE, large.exponent)
    }

    /// At most a − b; zero where that is not known to be positive.
    pub fn minus(self, other: Self) -> Self {
        if self <= other { Self::ZERO } else { Self::new((self.mantissa - self.aligned(other)) * BELOW, self.exponent) }
    }

    /// The smaller one.
    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// At least a·b.
    pub fn times(self, other: Self) -> Self {
        if self.is_zero() || other.is_zero() {
            Self::ZERO
        } else if self.is_unlimited() || other.is_unlimited() {
            Self::UNLIMITED
        } else {
            Self::new(self.mantissa * other.mantissa * ABOVE, self.exponent + other.exponent)
        }
    }

    /// At least a/b.
    pub fn over(self, other: Self) -> Self {
        if self.is_zero() {
            Self::ZERO
        } else if self.is_unlimited() || other.is_zero() {
            Self::UNLIMITED
        } else {
            Self::new(self.mantissa / other.mantissa * ABOVE, self.exponent.saturating_sub(other.exponent))
        }
    }

    /// A little more than the number.
    pub fn above(self) -> Self {
        if self.is_unlimited() { self } else { Self::new(self.mantissa * ABOVE, self.exponent) }
    }

    /// The binary logarithm; −∞ of zero.
    pub fn log2(self) -> f64 {
        if self.is_unlimited() { f64::INFINITY } else { self.exponent as f64 + self.mantissa.ln() * LOG2_E }
    }

    /// Grows with the number, slowly: from −¼ at 2^−(2³¹) to ¼ at 2^(2³¹).
    pub fn rank(self) -> f64 {
        (self.exponent as f64 + self.mantissa - 1.0) / (1_u64 << 33) as f64
    }

    /// Mantissa and exponent.
    pub fn parts(self) -> (f64, i64) {
        (self.mantissa, self.exponent)
    }

    /// The number if it is an `f64`, else the next larger one.
    pub fn to_f64(self) -> f64 {
        match self.exponent {
            -1022..1024 => self.mantissa * f64::from_bits(((self.exponent + 1023) as u64) << 52),
            1024.. => f64::INFINITY,
            _ if self.is_zero() => 0.0,
            _ => f64::MIN_POSITIVE,
        }
    }
}
