//! Numbers of 32 digits: sums of two doubles that are not evaluated (Dekker 1971; Hida, Li, Bailey 2001)

use std::ops::{Add, Div, Mul, Neg, Sub};

/// `high` + `low`, where `low` is at most half a unit in the last place of `high`.
///
/// A sum is off by 2⁻¹⁰⁴ of the larger operand at most, a product, a quotient and a root by 2⁻¹⁰² of themselves, unless a
/// part of them under- or overflows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Double {
    pub high: f64,
    pub low: f64,
}

/// a + b and its rounding error.
#[inline(always)]
fn sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// A sum whose second term is the smaller one.
#[inline(always)]
fn normal(high: f64, low: f64) -> Double {
    let sum = high + low;
    Double { high: sum, low: low - (sum - high) }
}

impl Double {
    pub const ZERO: Self = Self { high: 0.0, low: 0.0 };
    pub const ONE: Self = Self { high: 1.0, low: 0.0 };

    #[inline(always)]
    pub fn sqrt(self) -> Self {
        let root = self.high.sqrt();
        if root == 0.0 {
            return Self::ZERO;
        }
        let rest = self - Self::square(root);
        normal(root, rest.high / (2.0 * root))
    }

    /// a², without rounding.
    #[inline(always)]
    fn square(a: f64) -> Self {
        let high = a * a;
        Self { high, low: a.mul_add(a, -high) }
    }

    /// √(a² + b²), also where the squares leave the range of doubles.
    pub fn hypotenuse(self, other: Self) -> Self {
        let most = self.high.abs().max(other.high.abs());
        let root = |a: Self, b: Self| (a * a + b * b).sqrt();
        if (1e-120..1e120).contains(&most) || most == 0.0 || !most.is_finite() {
            return root(self, other);
        }
        // A power of 2, so that nothing is rounded.
        let (down, up) = if most < 1.0 { (POWER, POWER.recip()) } else { (POWER.recip(), POWER) };
        root(self.scaled(down), other.scaled(down)).scaled(up)
    }

    /// Times a power of 2.
    #[inline(always)]
    pub fn scaled(self, power: f64) -> Self {
        Self { high: self.high * power, low: self.low * power }
    }
}

/// 2⁶⁰⁰: the square root of doubles beyond 10¹²⁰ or below 10⁻¹²⁰ lies well within their range after a product with it or
/// with its inverse.
const POWER: f64 = f64::from_bits((1023 + 600) << 52);

impl From<f64> for Double {
    #[inline(always)]
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl Neg for Double {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Add for Double {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        let (high, low) = sum(self.high, other.high);
        normal(high, low + (self.low + other.low))
    }
}

impl Sub for Double {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Double {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let high = self.high * other.high;
        let low = self.high.mul_add(other.high, -high);
        normal(high, low + self.high.mul_add(other.low, self.low * other.high))
    }
}

impl Div for Double {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Self::from(first);
        let second = rest.high / other.high;
        let rest = rest - other * Self::from(second);
        normal(first, second) + Self::from(rest.high / other.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Double, expected: Double, size: f64) -> bool {
        let difference = found - expected;
        (difference.high + difference.low).abs() <= 2f64.powi(-102) * size
    }

    #[test]
    fn operations_undo_each_other() {
        let third = Double::ONE / Double::from(3.0);
        assert!(third.low != 0.0 && near(third * Double::from(3.0), Double::ONE, 1.0));
        for k in 1..2000 {
            let x = third * Double::from(f64::from(k)) + Double::from(1e-20);
            let y = Double::from(f64::from(k % 97) - 48.5) * third;
            assert!(near((x + y) - y, x, x.high.abs() + y.high.abs()), "{k}");
            assert!(near(x * y / y, x, x.high.abs()), "{k}");
            assert!(near((x * x).sqrt(), x, x.high.abs()), "{k}");
            assert!(near(x.hypotenuse(y) * x.hypotenuse(y), x * x + y * y, x.high * x.high + y.high * y.high), "{k}");
            assert_eq!(x / x, Double::ONE);
            assert_eq!(x - x, Double::ZERO);
        }
    }

    /// 2⁻⁵³ is lost beside 1 in a double.
    #[test]
    fn small_parts_are_kept() {
        let small = Double::from(2f64.powi(-90));
        assert_eq!((Double::ONE + small) - Double::ONE, small);
        let square = (Double::ONE + small) * (Double::ONE + small);
        assert_eq!(square - Double::ONE, Double::from(2f64.powi(-89)));
    }

    #[test]
    fn a_hypotenuse_neither_overflows_nor_underflows() {
        for power in [-1000, -500, -400, 0, 400, 500, 1000] {
            let unit = 2f64.powi(power);
            let (a, b) = (Double::from(3.0 * unit), Double::from(4.0 * unit));
            assert_eq!(a.hypotenuse(b), Double::from(5.0 * unit), "{power}");
            assert_eq!(a.hypotenuse(Double::ZERO), a);
            assert_eq!(Double::ZERO.hypotenuse(-b), b);
        }
        assert_eq!(Double::ZERO.hypotenuse(Double::ZERO), Double::ZERO);
    }
}
