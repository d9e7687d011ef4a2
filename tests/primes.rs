//! Residues modulo a prime that is drawn: the laws of a field hold for any, and no false identity is made for it.

mod common;

use common::refutes;
use gradus::number::{DRAWN, MERSENNE_61, Prime, SECOND_PRIME, is_prime, random_prime, with_prime};
use gradus::oracle::Oracle;
use gradus::prelude::*;
use num_traits::{One, Zero};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::panic::catch_unwind;

type Drawn = Prime<DRAWN>;

#[test]
fn drawn_primes_are_prime_and_follow_the_seed() {
    let drawn = |seed| -> Vec<u64> {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        (0..20).map(|_| random_prime(&mut stream)).collect()
    };
    let mut primes = [drawn(1), drawn(2)].concat();
    assert!(primes.iter().all(|&prime| is_prime(prime) && prime.ilog2() == 62));
    assert_eq!(drawn(1), primes[..20]);
    primes.sort();
    primes.dedup();
    assert_eq!(primes.len(), 40);
}

#[test]
fn residues_modulo_a_drawn_prime_agree_with_wide_arithmetic() {
    let mut stream = ChaCha8Rng::seed_from_u64(3);
    let mut primes: Vec<u64> = (0..20).map(|_| random_prime(&mut stream)).collect();
    primes.extend([3, 101, MERSENNE_61, SECOND_PRIME, u64::MAX - 58]);
    for prime in primes {
        with_prime(prime, || {
            assert_eq!(Drawn::modulus(), prime);
            let p = u128::from(prime);
            for _ in 0..200 {
                let mut any = || match stream.random_range(0..4) {
                    0 => prime - 1 - stream.random_range(0..2),
                    _ => stream.random_range(0..prime),
                };
                let (x, y) = (any(), any());
                let (a, b) = (Drawn::new(x), Drawn::new(y));
                let (x, y) = (u128::from(x), u128::from(y));
                assert_eq!(u128::from((a + b).value()), (x + y) % p);
                assert_eq!(u128::from((a - b).value()), (x + p - y) % p);
                assert_eq!(u128::from((a * b).value()), x * y % p);
                assert_eq!(u128::from((-a).value()), (p - x) % p);
                match a.reciprocal() {
                    Ok(reciprocal) => assert_eq!(a * reciprocal, Drawn::one()),
                    Err(error) => assert!(a.is_zero() && error.is_singular()),
                }
            }
            assert_eq!(Drawn::half() + Drawn::half(), Drawn::one());
            assert!((Drawn::integer(i64::MIN) + Drawn::integer(i64::MAX) + Drawn::one()).is_zero());
            let symbol = Drawn::one().exp().unwrap();
            assert!(symbol.is_symbolic() && symbol.value() < prime);
        });
    }
}

#[test]
fn the_former_prime_comes_back() {
    assert_eq!(Drawn::modulus(), SECOND_PRIME);
    with_prime(101, || {
        with_prime(103, || assert_eq!(Drawn::modulus(), 103));
        assert!(catch_unwind(|| with_prime(107, || panic!("at {}", Drawn::modulus()))).is_err());
        assert_eq!(Drawn::modulus(), 101);
        std::thread::spawn(|| assert_eq!(Drawn::modulus(), SECOND_PRIME)).join().unwrap();
    });
    assert_eq!(Drawn::modulus(), SECOND_PRIME);
    assert!(catch_unwind(|| with_prime(561, || ())).is_err(), "561 is no prime");
}

#[test]
fn zero_has_no_logarithm() {
    assert!(Prime::<MERSENNE_61>::zero().ln().is_err_and(|error| error.is_domain()));
    assert!(Dual::<Drawn>::zero().ln().is_err_and(|error| error.is_domain()));
    let symbol = Prime::<MERSENNE_61>::one().ln().unwrap();
    assert!((symbol - symbol).ln().unwrap().is_symbolic(), "a symbolic zero may be another number in truth");
}

/// p₁ p₂, of which the first is used always and the second once was.
fn both_primes<F: Field>() -> F {
    let power = |exponent| (0..exponent).fold(F::one(), |power, _| power * F::integer(2));
    (power(61) - F::one()) * (power(64) - power(32) + F::one())
}

#[test]
fn a_difference_divisible_by_the_fixed_primes_is_seen() {
    assert!(both_primes::<Prime<MERSENNE_61>>().is_zero() && both_primes::<Prime<SECOND_PRIME>>().is_zero());
    let claim = Claim::new("factor", r"x^T x = x^T x + p_1 p_2")
        .given([vector("x", D)])
        .identity(formula!(|x| x.transpose() * x), formula!(|x| (x.transpose() * x).add_scalar(both_primes::<F>())));
    refutes(Oracle::Exact, &claim, "the sides differ");
}
