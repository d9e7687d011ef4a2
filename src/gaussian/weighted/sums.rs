//! W = Σ wₙ and Σ wₙxₙ with 32 digits, for weights of any size

use crate::gaussian::kernel::double::Double;
use crate::gaussian::kernel::doubles::Doubles;

/// Within these powers of 2 the total weight is stored.
const RANGE: std::ops::Range<f64> = 1.0..f64::from_bits((1023 + 64) << 52);
/// The exponent of the total weight after a change of units, so that many weights can be added or forgotten before the
/// next one.
const USUAL: i32 = 32;

/// W and Σ wₙxₙ, both divided by 2ᵉ. The exponent e follows W, so that neither the products nor the sums leave the range
/// of doubles, whatever the size of the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    pub exponent: i32,
    pub weight: Double,
    /// D×1.
    pub samples: Doubles,
}

impl Sums {
    pub fn zeros(dimension: usize) -> Self {
        Self { exponent: 0, weight: Double::ZERO, samples: Doubles::zeros(dimension, 1) }
    }

    /// One sample `x` of weight `weight` > 0.
    pub fn of(x: &[f64], weight: f64) -> Self {
        let exponent = libm::ilogb(weight) - USUAL;
        let weight = Double::from(libm::ldexp(weight, -exponent));
        let samples = Doubles::from_fn(x.len(), 1, |i, _| weight * Double::from(x[i]));
        Self { exponent, weight, samples }
    }

    /// With those of other samples. Returns the shares of both in the total weight, which is not 0.
    pub fn add(&mut self, mut other: Self) -> [f64; 2] {
        // In the units of the larger weight: what underflows is nothing beside it.
        let exponent = if self.size() < other.size() { other.exponent } else { self.exponent };
        self.move_to(exponent);
        other.move_to(exponent);
        let total = self.weight + other.weight;
        let shares = [self.weight / total, other.weight / total].map(|share| share.high);
        self.weight = total;
        let rows = self.samples.rows();
        (0..rows).for_each(|i| self.samples.set(i, 0, self.samples.at(i, 0) + other.samples.at(i, 0)));
        self.settle();
        shares
    }

    /// Every weight times `factor`.
    pub fn scale(&mut self, factor: f64) {
        let factor = Double::from(factor);
        self.weight = self.weight * factor;
        (0..self.samples.rows()).for_each(|i| self.samples.set(i, 0, self.samples.at(i, 0) * factor));
        self.settle();
    }

    /// x̄ᵢ; W > 0.
    pub fn mean(&self, i: usize) -> Double {
        self.samples.at(i, 0) / self.weight
    }

    /// W, rounded; 0 or ∞ where it leaves the range of doubles.
    pub fn total(&self) -> f64 {
        libm::ldexp(self.weight.high, self.exponent)
    }

    /// The exponent of W.
    fn size(&self) -> i64 {
        if self.weight == Double::ZERO {
            return i64::MIN;
        }
        i64::from(libm::ilogb(self.weight.high)) + i64::from(self.exponent)
    }

    fn settle(&mut self) {
        if !RANGE.contains(&self.weight.high) && self.weight != Double::ZERO {
            self.move_to(self.exponent.saturating_add(libm::ilogb(self.weight.high) - USUAL));
        }
    }

    fn move_to(&mut self, exponent: i32) {
        let shift = self.exponent.saturating_sub(exponent);
        if shift != 0 {
            let moved = |x: Double| Double { high: libm::ldexp(x.high, shift), low: libm::ldexp(x.low, shift) };
            self.weight = moved(self.weight);
            (0..self.samples.rows()).for_each(|i| self.samples.set(i, 0, moved(self.samples.at(i, 0))));
        }
        self.exponent = exponent;
    }
}
