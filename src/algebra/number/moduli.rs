//! The two primes of the [residues](super::Residues): p = 2q + 1, drawn from a seed.

use super::primality::{is_prime, power};
use super::scope::with_value;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::cell::Cell;

/// Bits of q. Sides agree by chance about once in 10⁷ points, times the degree of their difference.
const BITS: u32 = 26;

/// Bits of a small q.
const SMALL_BITS: u32 = 16;

/// Primes p = 2q + 1 and q, and an element g of order q modulo p.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moduli {
    pub(super) p: u64,
    pub(super) q: u64,
    pub(super) g: u64,
}

impl Moduli {
    /// The moduli for this seed: q has 26 bits, p has 27, and g is a random square.
    ///
    /// q ≡ −1 modulo 12, so that 2 and 3 are squares modulo p and have logarithms; 5 and 7 have one for half of the
    /// seeds.
    pub fn drawn(seed: u64) -> Self {
        Self::of_bits(BITS, seed)
    }

    /// Small moduli: q has 16 bits. Sides agree by chance more often, but logarithms are cheap.
    pub fn small(seed: u64) -> Self {
        Self::of_bits(SMALL_BITS, seed)
    }

    /// Whether these are small moduli.
    pub(super) fn are_small(&self) -> bool {
        self.q < 1 << SMALL_BITS
    }

    /// Moduli whose q has this number of bits.
    fn of_bits(bits: u32, seed: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        loop {
            let q = 12 * stream.random_range((1 << (bits - 1)) / 12 + 1..=(1 << bits) / 12_u64) - 1;
            let p = 2 * q + 1;
            if is_prime(q) && is_prime(p) {
                return Self { p, q, g: power(stream.random_range(2..q), 2, p) };
            }
        }
    }

    /// The moduli of this thread.
    pub fn current() -> Self {
        CURRENT.get()
    }

    /// The prime p.
    pub fn p(&self) -> u64 {
        self.p
    }

    /// The prime q.
    pub fn q(&self) -> u64 {
        self.q
    }

    /// The base g of the logarithms. It generates the q squares modulo p.
    pub fn generator(&self) -> u64 {
        self.g
    }

    /// gˣ modulo p, for x modulo q.
    pub(super) fn exponential(&self, exponent: u64) -> u64 {
        power(self.g, exponent, self.p)
    }

    /// Whether `value` is a power of g. Exactly one of x and −x is, so the powers of g act as the positive numbers.
    pub(super) fn is_power(&self, value: u64) -> bool {
        power(value, self.q, self.p) == 1
    }
}

thread_local!(static CURRENT: Cell<Moduli> = Cell::new(Moduli::drawn(0)));

/// Evaluates with these moduli on this thread. Residues of other moduli must not be mixed with these.
pub fn with_moduli<T>(moduli: Moduli, evaluate: impl FnOnce() -> T) -> T {
    with_value(&CURRENT, moduli, evaluate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn moduli_have_the_required_properties() {
        let mut all = Vec::new();
        for seed in 0..300 {
            let moduli = Moduli::drawn(seed);
            let Moduli { p, q, g } = moduli;
            assert!(is_prime(p) && is_prime(q) && p == 2 * q + 1 && p % 8 == 7, "{moduli:?}");
            assert!(p.ilog2() == 26 && q.ilog2() == 25);
            assert!(g > 1 && moduli.is_power(g) && moduli.exponential(q) == 1);
            assert!([1, 2, 3, 4, 6].into_iter().all(|n| moduli.is_power(n)) && !moduli.is_power(p - 1));
            assert_eq!(moduli, Moduli::drawn(seed), "a seed fixes them");
            all.push(p);
        }
        all.sort();
        all.dedup();
        assert!(all.len() >= 290, "seeds differ");
    }

    #[test]
    fn small_moduli_have_the_required_properties() {
        for seed in 0..300 {
            let Moduli { p, q, g } = Moduli::small(seed);
            assert!(is_prime(p) && is_prime(q) && p == 2 * q + 1 && p % 8 == 7 && q.ilog2() == 15, "{p}, {q}");
            assert!(g > 1 && Moduli::small(seed).is_power(g) && Moduli::small(seed).are_small());
            assert!(!Moduli::drawn(seed).are_small());
        }
    }

    #[test]
    fn the_former_moduli_are_restored() {
        let before = Moduli::current();
        with_moduli(Moduli::drawn(1), || {
            let outer = Moduli::current();
            assert_eq!(outer, Moduli::drawn(1));
            with_moduli(Moduli::drawn(2), || assert_eq!(Moduli::current(), Moduli::drawn(2)));
            assert!(catch_unwind(|| with_moduli(Moduli::drawn(3), || panic!("{:?}", Moduli::current()))).is_err());
            assert_eq!(Moduli::current(), outer);
        });
        assert_eq!(Moduli::current(), before);
    }
}
