//! Signs of numbers that follow from how the numbers are computed, for all inputs.

use crate::algebra::number::{Field, operators};
use crate::claim::point::Source;
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::cell::Cell;
use std::cmp::Ordering;

const NEGATIVE: u8 = 1;
const ZERO: u8 = 2;
const POSITIVE: u8 = 4;
const ANY: u8 = NEGATIVE | ZERO | POSITIVE;

/// The signs that a number may have. Copies of the same number are recognised, so their product is a square.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    number: u64,
    possible: u8,
}

thread_local!(static COUNT: Cell<u64> = const { Cell::new(0) });

impl Signs {
    fn new(possible: u8) -> Self {
        COUNT.set(COUNT.get() + 1);
        Self { number: COUNT.get(), possible }
    }

    /// A number of any sign.
    pub(super) fn unknown() -> Self {
        Self::new(ANY)
    }

    /// Whether the number is never negative.
    pub(super) fn is_never_negative(&self) -> bool {
        self.possible & NEGATIVE == 0
    }

    /// Whether the number is always positive.
    pub(super) fn is_positive(&self) -> bool {
        self.possible == POSITIVE
    }

    /// The union of the signs that `of` returns for each pair.
    fn pairs(&self, other: &Self, of: impl Fn(u8, u8) -> u8) -> Self {
        let each = |signs: u8| [NEGATIVE, ZERO, POSITIVE].into_iter().filter(move |sign| signs & sign != 0);
        Self::new(
            each(self.possible)
                .flat_map(|a| each(other.possible).map(move |b| (a, b)))
                .fold(0, |all, (a, b)| all | of(a, b)),
        )
    }

    fn plus(&self, other: &Self) -> Self {
        self.pairs(other, |a, b| match (a, b) {
            (ZERO, sign) | (sign, ZERO) => sign,
            (a, b) if a == b => a,
            _ => ANY,
        })
    }

    fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    fn times(&self, other: &Self) -> Self {
        let square = self.number == other.number;
        self.pairs(other, |a, b| match (a, b) {
            (ZERO, _) | (_, ZERO) if !square => ZERO,
            // Two copies of one number have the same sign.
            (a, b) if square && a != b => 0,
            (ZERO, _) => ZERO,
            (a, b) if a == b => POSITIVE,
            _ => NEGATIVE,
        })
    }

    fn negated(&self) -> Self {
        let swapped = (self.possible & ZERO)
            | if self.possible & NEGATIVE != 0 { POSITIVE } else { 0 }
            | if self.possible & POSITIVE != 0 { NEGATIVE } else { 0 };
        Self::new(swapped)
    }
}

operators!([] Signs);

impl PartialEq for Signs {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number || self.possible == ZERO && other.possible == ZERO
    }
}

impl Zero for Signs {
    fn zero() -> Self {
        Self::new(ZERO)
    }

    fn is_zero(&self) -> bool {
        self.possible == ZERO
    }
}

impl One for Signs {
    fn one() -> Self {
        Self::new(POSITIVE)
    }
}

impl Field for Signs {
    const NAME: &'static str = "signs";
    const CERTAIN: bool = false;

    fn integer(n: i64) -> Self {
        Self::new(match n.cmp(&0) {
            Ordering::Less => NEGATIVE,
            Ordering::Equal => ZERO,
            Ordering::Greater => POSITIVE,
        })
    }

    fn half() -> Self {
        Self::new(POSITIVE)
    }

    /// The signs of the reciprocal of a nonzero number.
    fn reciprocal(&self) -> Result<Self> {
        match self.possible & !ZERO {
            0 => Err(Error::singular("a divisor")),
            possible => Ok(Self::new(possible)),
        }
    }

    fn ln(&self) -> Result<Self> {
        Ok(Self::unknown())
    }

    fn exp(&self) -> Result<Self> {
        Ok(Self::new(POSITIVE))
    }

    fn ln_two_pi() -> Result<Self> {
        Ok(Self::new(POSITIVE))
    }

    fn pivot_weight(&self) -> f64 {
        if self.possible == ZERO { 0.0 } else { 1.0 }
    }

    fn sign(&self) -> Option<Ordering> {
        match self.possible {
            NEGATIVE => Some(Ordering::Less),
            ZERO => Some(Ordering::Equal),
            POSITIVE => Some(Ordering::Greater),
            _ => None,
        }
    }

    fn zero_test(&self) -> Option<bool> {
        match self.possible {
            ZERO => Some(true),
            possible if possible & ZERO == 0 => Some(false),
            _ => None,
        }
    }
}

/// Numbers whose signs are known only from the sets of the inputs.
pub(super) struct Unknowns;

impl Source<Signs> for Unknowns {
    fn free(&mut self) -> Signs {
        Signs::unknown()
    }

    fn positive(&mut self) -> Signs {
        Signs::new(POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_is_never_negative_and_a_product_may_be() {
        let (x, y) = (Signs::unknown(), Signs::unknown());
        assert!((x * x).is_never_negative() && !(x * x).is_positive() && !(x * y).is_never_negative());
        assert!((x * x + Signs::one()).is_positive());
        assert!((x * x + Signs::one()).reciprocal().unwrap().is_positive());
        assert!(!(x * x - Signs::one()).is_never_negative() && !(x + y).is_never_negative());
        assert!(x.exp().unwrap().is_positive() && !x.ln().unwrap().is_never_negative());
        assert!(!(-(x * x)).is_never_negative() && (-x * -x).zero_test().is_none());
        let z = -x;
        assert!((z * z).is_never_negative() && !(z * x).is_never_negative());
    }

    /// Every operation, against the same operation on all numbers of −1, 0, 1 that have these signs.
    #[test]
    fn signs_are_those_of_all_numbers_that_have_them() {
        let sets: Vec<u8> = (1..=ANY).collect();
        let numbers = |signs: u8| [-1, 0, 1].into_iter().filter(move |&x| signs & Signs::integer(x).possible != 0);
        let union = |all: Vec<i64>| all.into_iter().fold(0, |signs, x| signs | Signs::integer(x).possible);
        for &a in &sets {
            let x = Signs::new(a);
            assert_eq!((-x).possible, union(numbers(a).map(|x| -x).collect()));
            assert_eq!((x * x).possible, union(numbers(a).map(|x| x * x).collect()));
            let order = match a {
                NEGATIVE => Some(Ordering::Less),
                ZERO => Some(Ordering::Equal),
                POSITIVE => Some(Ordering::Greater),
                _ => None,
            };
            assert_eq!((x.sign(), x.is_zero()), (order, a == ZERO));
            let is_zero = if a == ZERO { Some(true) } else { (a & ZERO == 0).then_some(false) };
            assert_eq!(x.zero_test(), is_zero);
            assert_eq!((x.is_never_negative(), x.is_positive()), (a & NEGATIVE == 0, a == POSITIVE));
            match x.reciprocal() {
                Ok(inverse) => assert_eq!(inverse.possible, a & !ZERO),
                Err(error) => assert!(a == ZERO && error.is_singular()),
            }
            for &b in &sets {
                let y = Signs::new(b);
                let pairs = || numbers(a).flat_map(|x| numbers(b).map(move |y| (x, y)));
                assert_eq!((x * y).possible, union(pairs().map(|(x, y)| x * y).collect()));
                // A positive and a negative number have a sum of any sign, which ±1 alone do not show.
                let sums = pairs().flat_map(|(x, y)| [x + 2 * y, 2 * x + y, x + y]);
                assert_eq!((x + y).possible, union(sums.collect()));
                // Numbers of unknown value are equal only if they are copies, or both zero.
                assert_eq!(x == y, a == ZERO && b == ZERO);
            }
            let copy = x;
            assert!(x == copy);
        }
    }
}
