//! Residues modulo two primes p = 2q + 1. exp maps one to the other and ln maps back, exactly and with their functional
//! equations.

use super::function::no_sign;
use super::logarithm::logarithm;
use super::moduli::Moduli;
use super::primality::power;
use super::{Field, Function, operators, scramble};
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use rand::{Rng, RngExt};
use std::cmp::Ordering;

/// A number by its residues modulo p and modulo q. One or both may be unknown.
///
/// There are q powers of g modulo p: exp x = gˣ maps a residue modulo q to a power of g modulo p, and ln is the
/// inverse.
/// So exp(a + b) = exp a · exp b and ln ab = ln a + ln b hold exactly. An equation that does not follow from these and
/// the laws of a field holds only by chance. An exponential is known only modulo p, a logarithm only modulo q, and a
/// sum
/// or product modulo each prime for which both operands are known. Integers, their ratios and drawn numbers are known
/// modulo both; the two residues of a drawn number are independent.
///
/// The powers of g, which are half of all nonzero numbers, act as the positive numbers. Unlike for real numbers, a sum
/// of
/// them need not be one. Then its logarithm is a loss of precision; another point or other
/// [moduli](super::with_moduli) may avoid it.
#[derive(Clone, Copy, Debug)]
pub struct Residues {
    modulo_p: Option<u64>,
    modulo_q: Option<u64>,
}

/// What the known residues show about a number.
#[derive(PartialEq)]
enum Kind {
    /// No residue is known.
    Unknown,
    /// All known residues are zero. Then the number is zero, except by chance.
    Zero,
    /// One residue is zero and the other is not: the number is nonzero, and one residue is zero by chance.
    Mixed,
    Other,
}

impl Residues {
    /// The number with these residues modulo p and modulo q.
    pub fn new(modulo_p: u64, modulo_q: u64) -> Self {
        let Moduli { p, q, .. } = Moduli::current();
        Self { modulo_p: Some(modulo_p % p), modulo_q: Some(modulo_q % q) }
    }

    /// A random number.
    pub fn random(stream: &mut (impl Rng + ?Sized)) -> Self {
        let Moduli { p, q, .. } = Moduli::current();
        Self::new(stream.random_range(0..p), stream.random_range(0..q))
    }

    /// A random number that has a logarithm and a reciprocal.
    pub fn random_positive(stream: &mut (impl Rng + ?Sized)) -> Self {
        let Moduli { p, q, .. } = Moduli::current();
        let root = stream.random_range(1..p);
        Self::new(root * root % p, stream.random_range(1..q))
    }

    /// The residue modulo p, in 0 … p−1, if known.
    pub fn modulo_p(&self) -> Option<u64> {
        self.modulo_p
    }

    /// The residue modulo q, in 0 … q−1, if known.
    pub fn modulo_q(&self) -> Option<u64> {
        self.modulo_q
    }

    /// Whether any residue is known.
    pub fn is_known(&self) -> bool {
        self.known().next().is_some()
    }

    /// Whether the residues that are known for both numbers are equal; `None` if there are none.
    pub fn compare(&self, other: &Self) -> Option<bool> {
        let pairs = [self.modulo_p.zip(other.modulo_p), self.modulo_q.zip(other.modulo_q)];
        pairs.into_iter().flatten().map(|(a, b)| a == b).reduce(|a, b| a && b)
    }

    fn known(&self) -> impl Iterator<Item = u64> {
        self.modulo_p.into_iter().chain(self.modulo_q)
    }

    fn kind(&self) -> Kind {
        match (self.known().any(|residue| residue == 0), self.known().any(|residue| residue != 0)) {
            (false, false) => Kind::Unknown,
            (true, false) => Kind::Zero,
            (true, true) => Kind::Mixed,
            (false, true) => Kind::Other,
        }
    }

    fn each(&self, other: &Self, act: impl Fn(Option<u64>, Option<u64>, u64) -> Option<u64>) -> Self {
        let Moduli { p, q, .. } = Moduli::current();
        Self { modulo_p: act(self.modulo_p, other.modulo_p, p), modulo_q: act(self.modulo_q, other.modulo_q, q) }
    }

    /// Residues that depend only on the function and the residues of the argument.
    fn symbol(&self, function: u64) -> Self {
        self.each(self, |a, _, modulus| Some(symbol(function, a?, modulus)))
    }

    /// The same for an odd function: its value at −x is the negative of that at x.
    fn odd_symbol(&self, function: u64) -> Self {
        self.each(self, |a, _, modulus| match a? {
            0 => Some(0),
            a if a < modulus - a => Some(symbol(function, a, modulus)),
            a => Some((modulus - symbol(function, modulus - a, modulus)) % modulus),
        })
    }

    fn plus(&self, other: &Self) -> Self {
        self.each(other, |a, b, modulus| Some((a? + b?) % modulus))
    }

    fn minus(&self, other: &Self) -> Self {
        self.each(other, |a, b, modulus| Some((a? + modulus - b?) % modulus))
    }

    /// Zero times an unknown number is zero.
    fn times(&self, other: &Self) -> Self {
        self.each(other, |a, b, modulus| match (a, b) {
            (Some(0), _) | (_, Some(0)) => Some(0),
            _ => Some(a? * b? % modulus),
        })
    }

    fn negated(&self) -> Self {
        Self::zero().minus(self)
    }
}

fn symbol(function: u64, argument: u64, modulus: u64) -> u64 {
    scramble(argument ^ scramble(function ^ modulus.rotate_left(32))) % modulus
}

operators!([] Residues);

/// Equal if all residues are equal, and at least one is known. [`Residues::compare`] is weaker.
impl PartialEq for Residues {
    fn eq(&self, other: &Self) -> bool {
        self.is_known() && (self.modulo_p, self.modulo_q) == (other.modulo_p, other.modulo_q)
    }
}

impl Zero for Residues {
    fn zero() -> Self {
        Self::new(0, 0)
    }

    /// Whether the number is zero modulo both primes. If one were enough, elimination would invent an unknown residue.
    fn is_zero(&self) -> bool {
        (self.modulo_p, self.modulo_q) == (Some(0), Some(0))
    }
}

impl One for Residues {
    fn one() -> Self {
        Self::new(1, 1)
    }
}

impl Field for Residues {
    const NAME: &'static str = "residues modulo two primes";
    const ORDERED: bool = true;
    const CERTAIN: bool = false;

    /// A power of g counts as positive, and any other residue as negative.
    fn sign(&self) -> Option<Ordering> {
        match (self.kind(), self.modulo_p) {
            (Kind::Zero, _) => Some(Ordering::Equal),
            (Kind::Other, Some(value)) if Moduli::current().is_power(value) => Some(Ordering::Greater),
            (Kind::Other, Some(_)) => Some(Ordering::Less),
            _ => None,
        }
    }

    fn zero_test(&self) -> Option<bool> {
        match self.kind() {
            Kind::Zero if self.known().count() == 2 => Some(true),
            Kind::Other => Some(false),
            _ => None,
        }
    }

    /// The root that is a power of g.
    fn root_near(&self, near: &Self) -> Result<Self> {
        if (*near * *near).compare(self) == Some(true) {
            return Ok(*near);
        }
        (self.ln()? * Self::half()).exp()
    }

    fn integer(n: i64) -> Self {
        let Moduli { p, q, .. } = Moduli::current();
        let [p, q] = [p, q].map(|modulus| n.rem_euclid(modulus as i64) as u64);
        Self::new(p, q)
    }

    fn half() -> Self {
        let Moduli { p, q, .. } = Moduli::current();
        Self::new(p / 2 + 1, q / 2 + 1)
    }

    fn reciprocal(&self) -> Result<Self> {
        match self.kind() {
            Kind::Zero => Err(Error::singular("a divisor")),
            Kind::Mixed => Err(Error::precision_lost("a divisor")),
            // It may be zero.
            Kind::Unknown => Err(Error::transcendental("1/x", Self::NAME)),
            Kind::Other => Ok(self.each(self, |a, _, modulus| Some(power(a?, modulus - 2, modulus)))), // Fermat
        }
    }

    /// The discrete logarithm. A residue that is not a power of g does not show that the number is negative.
    fn ln(&self) -> Result<Self> {
        let moduli = Moduli::current();
        let Some(value) = self.modulo_p else {
            return Err(Error::transcendental("ln", Self::NAME));
        };
        match self.kind() {
            Kind::Zero => Err(Error::domain("ln", 0.0)),
            _ if !moduli.is_power(value) => Err(Error::precision_lost("the argument of ln")),
            _ => Ok(Self { modulo_p: None, modulo_q: Some(logarithm(value, moduli)) }),
        }
    }

    fn exp(&self) -> Result<Self> {
        match self.modulo_q {
            Some(exponent) => Ok(Self { modulo_p: Some(Moduli::current().exponential(exponent)), modulo_q: None }),
            None => Err(Error::transcendental("exp", Self::NAME)),
        }
    }

    /// √x is the root that is a power of g, |x| and x/|x| use [`Field::sign`], and σ and tanh follow from exp. Each
    /// other
    /// function is a symbol modulo each prime, with the properties that hold at every argument, as in
    /// [𝔽ₚ](super::Prime), and no others: neither an addition theorem nor the recurrence of Γ.
    fn function(&self, function: Function) -> Result<Self> {
        match function {
            Function::SquareRoot | Function::Absolute if self.kind() == Kind::Zero => Ok(*self),
            Function::SquareRoot => (self.ln()? * Self::half()).exp(),
            Function::Absolute => Ok(self.function(Function::Sign)? * *self),
            Function::Sign => match self.sign() {
                Some(Ordering::Equal) => Err(no_sign()),
                Some(Ordering::Less) => Ok(-Self::one()),
                Some(Ordering::Greater) => Ok(Self::one()),
                None if self.kind() == Kind::Mixed => Err(Error::precision_lost("the sign of a number")),
                None => Err(Error::transcendental(function.name(), Self::NAME)),
            },
            Function::Sine | Function::Cosine => {
                // −1 is not a square modulo either prime, so the divisor is not zero.
                let tangent = self.odd_symbol(1);
                let square = tangent * tangent;
                let numerator = if function == Function::Sine { tangent + tangent } else { Self::one() - square };
                Ok(numerator * (Self::one() + square).reciprocal()?)
            }
            Function::NormalDistribution => Ok(Self::half() + self.odd_symbol(2)),
            Function::ErrorFunction => {
                let root = Self::integer(2).function(Function::SquareRoot)?;
                Ok((*self * root).odd_symbol(2) * Self::integer(2))
            }
            Function::LogGamma | Function::Polygamma(_) if self.kind() == Kind::Zero => {
                Err(Error::domain(function.name(), 0.0))
            }
            Function::LogGamma => Ok(self.symbol(3)),
            Function::Polygamma(n) => Ok(self.symbol(4 + u64::from(n))),
            _ => function.by_exponential(self),
        }
    }

    /// An element modulo q that is unrelated to all other logarithms, because 2π is transcendental.
    fn ln_two_pi() -> Result<Self> {
        let Moduli { p, q, g } = Moduli::current();
        Ok(Self { modulo_p: None, modulo_q: Some(scramble(p ^ g.rotate_left(32)) % q) })
    }

    /// A number that is known modulo both primes is the better pivot, because quotients by it stay known.
    fn pivot_weight(&self) -> f64 {
        match self.kind() {
            Kind::Other if self.known().count() == 2 => 1.0,
            Kind::Other => 0.5,
            _ => 0.0,
        }
    }
}
