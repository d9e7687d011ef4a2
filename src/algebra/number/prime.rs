//! 𝔽ₚ: the integers modulo a prime p. Exact, and always within 64 bits.

use super::primality::is_prime;
use super::scope::with_value;
use super::{Field, Function, operators};
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use rand::Rng;
use std::cell::Cell;

/// p = 2⁶¹ − 1
pub const MERSENNE_61: u64 = (1 << 61) - 1;

/// A second prime with 64 bits, 2⁶⁴ − 2³² + 1, for identities that might hold only modulo the first one.
pub const SECOND_PRIME: u64 = 0xFFFF_FFFF_0000_0001;

/// Stands for the prime that [`with_prime`] sets. The probability that a prime drawn at random divides a coefficient of
/// a given false identity is bounded, whatever the identity is.
pub const DRAWN: u64 = 0;

/// An element of 𝔽ₚ.
///
/// A transcendental function has no value in 𝔽ₚ. Its value is a *symbol*: a fixed pseudo-random element that depends
/// only on the function and its argument. An identity that holds for symbols is true. The converse is false (ln ab = ln
/// a + ln b), so each number records whether it depends on a symbol.
#[derive(Clone, Copy, Debug)]
pub struct Prime<const P: u64 = MERSENNE_61> {
    value: u64,
    symbolic: bool,
}

impl<const P: u64> Prime<P> {
    /// The residue of `value` modulo p.
    pub fn new(value: u64) -> Self {
        Self { value: value % Self::modulus(), symbolic: false }
    }

    /// The prime p.
    #[inline(always)]
    pub fn modulus() -> u64 {
        if P == DRAWN { MODULUS.get() } else { P }
    }

    /// The residue, in 0 … p−1.
    pub fn value(&self) -> u64 {
        self.value
    }

    /// Whether the number depends on a symbol.
    pub fn is_symbolic(&self) -> bool {
        self.symbolic
    }

    fn with(&self, other: &Self, value: u128) -> Self {
        Self { value: reduce::<P>(value), symbolic: self.symbolic | other.symbolic }
    }

    fn plus(&self, other: &Self) -> Self {
        self.with(other, self.value as u128 + other.value as u128)
    }

    fn minus(&self, other: &Self) -> Self {
        self.with(other, self.value as u128 + (Self::modulus() - other.value) as u128)
    }

    fn times(&self, other: &Self) -> Self {
        // A symbol times zero is zero, whatever its value is.
        let vanishes = |factor: &Self| factor.value == 0 && !factor.symbolic;
        let symbolic = (self.symbolic || other.symbolic) && !vanishes(self) && !vanishes(other);
        Self { value: reduce::<P>(u128::from(self.value) * u128::from(other.value)), symbolic }
    }

    fn negated(&self) -> Self {
        Self::zero().minus(self)
    }

    fn power(&self, mut exponent: u64) -> Self {
        let (mut base, mut result) = (*self, Self::one());
        while exponent > 0 {
            if exponent & 1 == 1 {
                result *= base;
            }
            base *= base;
            exponent >>= 1;
        }
        result
    }

    /// The symbol for an odd function: its value at −x is the negative of that at x.
    fn odd_symbol(&self, function: u64) -> Self {
        let opposite = self.negated();
        if self.value == 0 {
            Self { symbolic: self.symbolic, ..Self::zero() }
        } else if self.value < opposite.value {
            self.symbol(function)
        } else {
            opposite.symbol(function).negated()
        }
    }

    /// The symbol for `function` at this argument.
    fn symbol(&self, function: u64) -> Self {
        let word = self.value ^ scramble(function ^ Self::modulus()) ^ MEANING.get();
        Self { value: scramble(word) % Self::modulus(), symbolic: true }
    }
}

thread_local! {
    static MEANING: Cell<u64> = const { Cell::new(0) };
    /// The prime of [`DRAWN`].
    static MODULUS: Cell<u64> = const { Cell::new(SECOND_PRIME) };
}

/// Evaluates with other values for all symbols. A result that stays the same does not depend on any symbol.
pub(crate) fn with_other_symbols<T>(evaluate: impl FnOnce() -> T) -> T {
    with_value(&MEANING, 0x5EED, evaluate)
}

/// Evaluates with `prime` as the modulus of `Prime<DRAWN>` on this thread. Numbers with another modulus must not be
/// mixed with these.
///
/// Panics if `prime` is 2 or not a prime.
pub fn with_prime<T>(prime: u64, evaluate: impl FnOnce() -> T) -> T {
    assert!(prime != 2 && is_prime(prime), "{prime} is not an odd prime");
    with_value(&MODULUS, prime, evaluate)
}

/// A random prime of 63 bits.
pub fn random_prime(stream: &mut (impl Rng + ?Sized)) -> u64 {
    loop {
        let candidate = stream.next_u64() >> 1 | 1 << 62 | 1;
        if is_prime(candidate) {
            return candidate;
        }
    }
}

// Two elements are equal if their residues are, however they were computed.
impl<const P: u64> PartialEq for Prime<P> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

fn reduce<const P: u64>(value: u128) -> u64 {
    if P == MERSENNE_61 {
        // 2⁶¹ ≡ 1, so the high bits are added to the low bits. The argument is below 2¹²², so the sum is below 2⁶².
        let folded = (value as u64 & P) + (value >> 61) as u64;
        if folded >= P { folded - P } else { folded }
    } else {
        (value % u128::from(Prime::<P>::modulus())) as u64
    }
}

/// A bijection of 64-bit words without visible patterns (the finaliser of SplitMix64).
pub(crate) fn scramble(word: u64) -> u64 {
    let word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

operators!([const P: u64] Prime<P>);

impl<const P: u64> Zero for Prime<P> {
    fn zero() -> Self {
        Self::new(0)
    }

    fn is_zero(&self) -> bool {
        self.value == 0
    }
}

impl<const P: u64> One for Prime<P> {
    fn one() -> Self {
        Self::new(1)
    }
}

impl<const P: u64> Field for Prime<P> {
    const NAME: &'static str = "integers modulo a prime";

    fn integer(n: i64) -> Self {
        let magnitude = Self::new(n.unsigned_abs());
        if n < 0 { magnitude.negated() } else { magnitude }
    }

    fn half() -> Self {
        Self::new(Self::modulus() / 2 + 1)
    }

    fn reciprocal(&self) -> Result<Self> {
        if self.is_zero() {
            return Err(Error::singular("a divisor"));
        }
        Ok(self.power(Self::modulus() - 2)) // Fermat: x^(p−1) = 1
    }

    fn ln(&self) -> Result<Self> {
        // The true value of a symbolic zero may be nonzero.
        if self.is_zero() && !self.symbolic {
            return Err(Error::domain("ln", 0.0));
        }
        Ok(self.symbol(1))
    }

    fn exp(&self) -> Result<Self> {
        Ok(self.symbol(2))
    }

    /// Symbols with the properties that hold for the functions at every argument, and no others: Φ − ½ and erf are odd,
    /// and erf x = 2Φ(x√2) − 1; (cos x, sin x) is the point of the circle with tan ½x = t, where t is an odd symbol.
    /// |x| has no symbol, because no symbol could represent the jump of its derivative.
    fn function(&self, function: Function) -> Result<Self> {
        let is_zero = self.value == 0 && !self.symbolic;
        match function {
            Function::Logistic | Function::LogisticSlope | Function::HyperbolicTangent => function.by_exponential(self),
            Function::Absolute | Function::Sign => Err(Error::transcendental(function.name(), Self::NAME)),
            Function::SquareRoot if is_zero => Ok(*self),
            Function::SquareRoot => Ok(self.symbol(4)),
            Function::Sine | Function::Cosine => {
                let tangent = self.odd_symbol(5);
                let square = tangent.times(&tangent);
                let share = Self::one().plus(&square);
                if share.is_zero() {
                    return Err(Error::precision_lost("a point of the circle")); // −1 may be a square
                }
                let numerator = match function {
                    Function::Sine => tangent.plus(&tangent),
                    _ => Self::one().minus(&square),
                };
                Ok(numerator.times(&share.reciprocal()?))
            }
            Function::NormalDistribution => Ok(Self::half().plus(&self.odd_symbol(6))),
            Function::ErrorFunction => {
                let root = Self::integer(2).function(Function::SquareRoot)?;
                Ok(self.times(&root).odd_symbol(6) * Self::integer(2))
            }
            Function::LogGamma | Function::Polygamma(_) if is_zero => Err(Error::domain(function.name(), 0.0)),
            Function::LogGamma => Ok(self.symbol(7)),
            Function::Polygamma(n) => Ok(self.symbol(8 + u64::from(n))),
        }
    }

    fn ln_two_pi() -> Result<Self> {
        Ok(Self::zero().symbol(3))
    }

    /// Symbols that cancel give zero. If they do not cancel, the true value may still be zero.
    fn zero_test(&self) -> Option<bool> {
        (!self.symbolic || self.value == 0).then_some(self.value == 0)
    }

    fn pivot_weight(&self) -> f64 {
        if self.is_zero() { 0.0 } else { 1.0 }
    }
}
