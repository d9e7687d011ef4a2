//! Primality of 64-bit numbers.

/// The primes that are tried as divisors. They suffice as bases of the Miller–Rabin test below 3.3 · 10²⁴ (Sorenson and
/// Webster 2015), and so for every `u64`.
const SMALL: [u64; 13] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41];

/// Whether `n` is prime. The result is certain.
pub fn is_prime(n: u64) -> bool {
    if let Some(divisor) = SMALL.into_iter().find(|prime| n.is_multiple_of(*prime)) {
        return n == divisor;
    }
    n > 1 && SMALL.into_iter().all(|base| passes(n, base))
}

/// Whether the odd n passes the test for `base`: n − 1 = 2ˢd, and baseᵈ = 1 or one of its first s squares is −1.
fn passes(n: u64, base: u64) -> bool {
    let twos = (n - 1).trailing_zeros();
    let mut power = power(base, (n - 1) >> twos, n);
    if power == 1 {
        return true;
    }
    for _ in 1..twos {
        if power == n - 1 {
            return true;
        }
        power = product(power, power, n);
    }
    power == n - 1
}

/// a b mod m
pub(super) fn product(a: u64, b: u64, modulus: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    // The product of two 32-bit numbers needs no 128-bit division.
    u64::try_from(wide).map_or_else(|_| (wide % u128::from(modulus)) as u64, |product| product % modulus)
}

/// bᵉ mod m, for m > 1.
pub(super) fn power(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base, modulus);
        }
        base = product(base, base, modulus);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_sieve() {
        let mut prime = vec![true; 200_000];
        prime[..2].fill(false);
        for n in 2..prime.len() {
            assert_eq!(is_prime(n as u64), prime[n], "{n}");
            if prime[n] {
                prime.iter_mut().skip(2 * n).step_by(n).for_each(|multiple| *multiple = false);
            }
        }
    }

    #[test]
    fn large_primes_are_prime() {
        // The largest with 64 bits and with 63 bits, and neighbours of 2³².
        let largest = [u64::MAX - 58, (1 << 63) - 25];
        for n in [(1 << 61) - 1, u64::MAX - (1 << 32) + 2, 4_294_967_291, 4_294_967_311, 999_999_999_999_999_989]
            .iter()
            .chain(&largest)
        {
            assert!(is_prime(*n), "{n}");
        }
        for n in (0..58).map(|below| u64::MAX - below) {
            assert!(!is_prime(n), "{n}");
        }
    }

    #[test]
    fn carmichael_numbers_are_composite() {
        let mut found = 0;
        for n in [561, 1105, 1729, 2465, 2821, 6601, 8911, 41041, 825_265, 321_197_185, 9_746_347_772_161] {
            assert!(!is_prime(n), "{n}");
        }
        // Chernick's: (6k + 1)(12k + 1)(18k + 1), all three prime.
        for k in 1..200_000 {
            let factors = [6 * k + 1, 12 * k + 1, 18 * k + 1];
            if factors.into_iter().all(is_prime) {
                found += 1;
                assert!(!is_prime(factors.into_iter().product()), "k = {k}");
            }
        }
        assert!(found > 100, "{found}");
    }

    #[test]
    fn strong_pseudoprimes_are_composite() {
        // The smallest numbers that pass for the first 1, 2, 3 … prime bases; for base 2, those below 100,000.
        let least = [
            2047,
            1_373_653,
            25_326_001,
            3_215_031_751,
            2_152_302_898_747,
            3_474_749_660_383,
            341_550_071_728_321,
            3_825_123_056_546_413_051,
        ];
        for (index, n) in least.into_iter().enumerate() {
            assert!(passes(n, SMALL[index]) && !is_prime(n), "{n}");
        }
        for n in [3277, 4033, 4681, 8321, 15841, 29341, 42799, 49141, 52633, 65281, 74665, 80581, 85489, 88357, 90751] {
            assert!(passes(n, 2) && !is_prime(n), "{n}");
        }
        assert!(!is_prime(4_294_967_291 * 4_294_967_279) && !is_prime(4_294_967_291 * 4_294_967_291));
    }
}
