//! The Schwartz–Zippel lemma over a small prime, where false accepts are frequent enough to be counted.

use gradus::matrix::{Matrix, inverse, trace};
use gradus::number::{Degree, Field, Prime};
use num_traits::Zero;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const P: u64 = 101;
const DRAWS: u32 = 40_000;

/// Left minus right of a false identity in the entries of two matrices; `None` where it has no value.
trait False {
    const ORDER: usize;
    fn difference<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Option<F>;
}

struct TraceOfProduct;
impl False for TraceOfProduct {
    const ORDER: usize = 2;
    fn difference<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Option<F> {
        Some(trace(&(a * b)).ok()? - trace(a).ok()? * trace(b).ok()?)
    }
}

struct InverseOfSum;
impl False for InverseOfSum {
    const ORDER: usize = 1;
    fn difference<F: Field>(a: &Matrix<F>, b: &Matrix<F>) -> Option<F> {
        let sum = inverse(&(a + b)).ok()?;
        Some((sum - inverse(a).ok()? - inverse(b).ok()?)[(0, 0)].clone())
    }
}

/// (a−1)(a−2)…(a−7) has as many zeros as a polynomial of its degree can have.
struct Zeros;
impl False for Zeros {
    const ORDER: usize = 1;
    fn difference<F: Field>(a: &Matrix<F>, _: &Matrix<F>) -> Option<F> {
        Some((1..=7).fold(F::one(), |product, k| product * (a[(0, 0)].clone() - F::integer(k))))
    }
}

fn observed<T: False>() -> (f64, f64) {
    let mut stream = ChaCha8Rng::seed_from_u64(11);
    let mut draw = || Matrix::from_fn(T::ORDER, T::ORDER, |_, _| Prime::<P>::new(stream.random_range(0..P)));
    let (mut accepted, mut judged) = (0, 0);
    for _ in 0..DRAWS {
        if let Some(difference) = T::difference(&draw(), &draw()) {
            judged += 1;
            accepted += u32::from(difference.is_zero());
        }
    }
    assert!(judged > DRAWS * 9 / 10);
    let variable = Matrix::from_element(T::ORDER, T::ORDER, Degree::VARIABLE);
    let degree = T::difference(&variable, &variable).map_or(u64::MAX, |d| d.numerator().max(d.denominator()));
    (f64::from(accepted) / f64::from(judged), degree as f64 / (P - degree) as f64)
}

#[test]
fn false_accepts_stay_below_the_degree_over_p() {
    for (name, (rate, bound)) in [
        ("trace of a product", observed::<TraceOfProduct>()),
        ("inverse of a sum", observed::<InverseOfSum>()),
        ("as many zeros as can be", observed::<Zeros>()),
    ] {
        println!("{name}: {rate:.4} observed, {bound:.4} allowed");
        assert!(rate <= bound, "{name}: {rate} > {bound}");
        assert!(rate > 0.0 || name.contains("sum"), "{name}: the test sees no false accept at all");
    }
}
