use super::*;
use crate::algebra::gauss_hermite::gauss_mean;
use crate::algebra::matrix::{Matrix, determinant, inverse, trace};
use crate::algebra::number::{Dual, Prime, Rational, Rounded};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::cmp::Ordering;

type Over<F> = Exponential<F>;

fn z<F: Field>(k: usize) -> Over<F> {
    Over::variable(k)
}

fn constant<F: Field>(value: F) -> Over<F> {
    Over::constant(value)
}

fn power<F: Field>(base: &F, exponent: usize) -> F {
    (0..exponent).fold(F::one(), |product, _| product * base.clone())
}

/// The mean of a polynomial, which needs neither a sign nor a root.
fn polynomial_mean<F: Field>(h: &Over<F>, dimension: usize) -> F {
    let mean = h.mean(dimension, |_| panic!("no sign is needed"), |_| panic!("no root is needed"));
    mean.expect("a polynomial has a mean").finite().expect("and it is finite")
}

fn real_mean(h: &Over<f64>, dimension: usize) -> Result<Mean<f64>> {
    h.mean(dimension, |x| x.partial_cmp(&0.0), |x| Ok(x.sqrt()))
}

fn sign(x: &Rounded) -> Option<Ordering> {
    match x.value() {
        value if value > x.error() => Some(Ordering::Greater),
        value if -value > x.error() => Some(Ordering::Less),
        _ if x.is_zero() => Some(Ordering::Equal),
        _ => None,
    }
}

fn finite(h: &Over<f64>, dimension: usize) -> f64 {
    real_mean(h, dimension).expect("it has a mean").finite().expect("and it is finite")
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-11 * (1.0 + b.abs()), "{a} is not {b}");
}

fn moments<F: Field>() {
    let x = constant(F::integer(3)) * z(1) + constant(F::integer(2));
    for k in 0..=12 {
        // E z^(2j) = (2j−1)!!
        let expected = if k % 2 == 1 { 0 } else { (1..k as i64).step_by(2).product() };
        assert_eq!(polynomial_mean(&power(&z::<F>(0), k), 1), F::integer(expected), "degree {k}");
    }
    assert_eq!(polynomial_mean(&power(&x, 2), 2), F::integer(13));
    assert_eq!(polynomial_mean(&(power(&x, 3) * z(0) * z(0)), 2), F::integer(8 + 3 * 2 * 9));
    assert_eq!(polynomial_mean(&(x.clone() - x), 2), F::zero());
}

#[test]
fn moments_are_exact() {
    moments::<Rational>();
    moments::<Prime>();
}

#[test]
fn exponentials_of_one_variable() {
    let t = 0.75;
    close(finite(&(z(0) * constant(t)).exp().unwrap(), 1), (t * t / 2.0).exp());
    let square: Over<f64> = z(0) * z(0);
    close(finite(&(square.clone() * constant(-1.5)).exp().unwrap(), 1), 0.5);
    close(finite(&(square.clone() * constant(0.375)).exp().unwrap(), 1), 2.0);
    // E z² exp(−3z²/2) = ½ · ¼
    close(finite(&(square.clone() * (square.clone() * constant(-1.5)).exp().unwrap()), 1), 0.125);
    // The constant of an exponent becomes a factor, and ln recovers it.
    let exponent = square * constant(0.25) - z(0) + constant(1.5);
    let value = exponent.exp().unwrap();
    assert_eq!(value.ln().unwrap() - exponent.clone(), Over::constant(0.0));
    assert_eq!(value.reciprocal().unwrap() * value, Over::one());
}

#[test]
fn generating_function_of_many_variables() {
    for dimension in 2..=4 {
        let t: Vec<f64> = (0..dimension).map(|k| 0.5 - 0.3 * k as f64).collect();
        let linear = t.iter().enumerate().fold(Over::zero(), |sum, (k, &t)| sum + z(k) * constant(t));
        let squares: f64 = t.iter().map(|t| t * t).sum();
        close(finite(&linear.exp().unwrap(), dimension), (squares / 2.0).exp());
        close(finite(&(linear.exp().unwrap() * z(1) * z(0)), dimension), t[0] * t[1] * (squares / 2.0).exp());
        // Also over a prime: symbols with the same argument are equal.
        let linear = (0..dimension).fold(Over::<Prime>::zero(), |sum, k| sum + z(k) * constant(Prime::integer(2)));
        let mean = linear.exp().unwrap().mean(dimension, |_| None, |x| Ok(*x)).unwrap();
        assert_eq!(mean, Mean::Finite(Prime::integer(2 * dimension as i64).exp().unwrap()));
    }
}

/// (z + u)(z + v)ᵀ exp(−½ zᵀBBᵀz + ⅒ z₀² + cᵀz), with numbers in any system.
fn tilted<F: Field>(noise: &Matrix<F>, numbers: &[f64], from: impl Fn(f64) -> F) -> Result<Matrix<F>> {
    let k = noise.nrows();
    let part = |start: usize, columns: usize| {
        Matrix::from_iterator(k, columns, numbers[start..][..k * columns].iter().map(|&number| from(number)))
    };
    let (u, v, c, b) = (part(0, 1), part(k, 1), part(2 * k, 1), part(3 * k, k));
    let scaled = b.transpose() * noise;
    let form = (scaled.transpose() * &scaled)[(0, 0)].clone() * -F::half();
    let first = noise[(0, 0)].clone() * noise[(0, 0)].clone() * from(0.1);
    let weight = (form + first + (c.transpose() * noise)[(0, 0)].clone()).exp()?;
    Ok((noise + u) * (noise + v).transpose() * weight)
}

#[test]
fn enclosures_contain_the_quadrature() {
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    for dimension in [1, 1, 1, 2, 2, 2, 3] {
        // A steep integrand takes more nodes than are affordable in three dimensions.
        let reach = [0.0, 0.7, 0.7, 0.25][dimension];
        let count = 3 * dimension + dimension * dimension;
        let numbers: Vec<f64> = (0..count).map(|_| stream.random_range(-reach..reach)).collect();
        let noise = Matrix::from_fn(dimension, 1, |k, _| z::<Rounded>(k));
        let symbols = tilted(&noise, &numbers, |number| constant(Rounded::exact(number))).unwrap();
        let order = [0, 150, 60, 26][dimension];
        let rule = gauss_mean(order, dimension, |z, _| tilted(&z, &numbers, |number| number)).unwrap();
        for (symbol, integral) in symbols.iter().zip(rule.iter()) {
            let mean = symbol.mean(dimension, sign, Rounded::sqrt).unwrap().finite().unwrap();
            assert!(mean.error() < 1e-11, "{mean:?}");
            assert!((mean.value() - integral).abs() <= mean.error() + 1e-12, "{mean:?} is not {integral}");
        }
    }
}

#[test]
fn products_of_quadratic_forms() {
    // E[zᵀAz zᵀBz] = tr A tr B + ½ tr((A + Aᵀ)(B + Bᵀ))
    for dimension in 1..=4 {
        let matrix = |a: i64| {
            Matrix::from_fn(dimension, dimension, |i, j| Rational::integer((i as i64 * a + 2 * j as i64 + 1) % 7 - 3))
        };
        let (a, b) = (matrix(3), matrix(5));
        let z = Matrix::from_fn(dimension, 1, |k, _| z(k));
        let form = |matrix: &Matrix<Rational>| (z.transpose() * matrix.map(constant) * &z)[(0, 0)].clone();
        let both = (&a + a.transpose()) * (&b + b.transpose());
        let expected = trace(&a).unwrap() * trace(&b).unwrap() + trace(&both).unwrap() * Rational::half();
        assert_eq!(polynomial_mean(&(form(&a) * form(&b)), dimension), expected);
    }
}

#[test]
fn integrals_that_diverge() {
    let square: Over<f64> = z(0) * z(0);
    let grown = |factor: f64| (square.clone() * constant(factor)).exp().unwrap();
    for (h, dimension) in [
        (grown(0.5), 1),
        (grown(1.0), 1),
        (grown(0.5) * z(0), 1),
        (grown(0.75) + square.clone() + grown(0.25), 2),
        ((z(0) * z(1) * constant(1.5)).exp().unwrap(), 2),
    ] {
        assert_eq!(real_mean(&h, dimension).unwrap(), Mean::Infinite);
    }
    assert_eq!(real_mean(&(grown(1.0) - grown(1.0)), 1).unwrap(), Mean::Finite(0.0));
    // Two divergent terms, which might cancel.
    let two = (square.clone() + z(0)).exp().unwrap() - grown(1.0);
    assert!(real_mean(&two, 1).is_err_and(|error| error.is_precision_lost()));
    // A pivot, or a factor, that may be zero.
    let doubtful = constant(Rounded::within(0.5, 1e-9)) * z(0) * z(0);
    let mean = doubtful.exp().unwrap().mean(1, sign, Rounded::sqrt);
    assert!(mean.is_err_and(|error| error.is_precision_lost()));
    let doubtful = (z(0) * z(0)).exp().unwrap() * constant(Rounded::within(0.0, 1e-9));
    assert!(doubtful.mean(1, sign, Rounded::sqrt).is_err_and(|error| error.is_precision_lost()));
    // A field without order cannot decide.
    let prime = (z::<Prime>(0) * z(0)).exp().unwrap();
    assert!(prime.mean(1, |_| None, |x| Ok(*x)).is_err_and(|error| error.is_precision_lost()));
}

#[test]
fn matrices_with_noise() {
    let entry = |n: usize, i: usize, j: usize| Rational::integer(((7 * i + 3 * j + i * j * n) % 5) as i64 - 2);
    for n in 1..=5 {
        let slope = Matrix::from_fn(n, n, |i, j| entry(n, i, j));
        let start = Matrix::from_fn(n, n, |i, j| entry(n, j, i + 1) + Rational::integer(i64::from(i == j)));
        let noisy = start.map(constant) + slope.map(|entry| constant(entry) * z(0));
        let symbols = determinant(&noisy).unwrap();
        // At z = t the determinant is that of a matrix of numbers.
        for t in -2..=2 {
            let t = Rational::integer(t);
            let numbers = determinant(&(&start + &slope * t.clone())).unwrap();
            let value = symbols.terms().unwrap().iter().fold(Rational::zero(), |sum, term| {
                let value = |(k, c): (_, &Rational)| c.clone() * power(&t, degree_of(k));
                term.factor.iter().map(value).fold(sum, |sum, part| sum + part)
            });
            assert_eq!(value, numbers, "order {n}");
        }
        // d|A| at a noisy A; the determinant of a constant matrix is that of F.
        let duals = noisy.zip_map(&slope.map(constant), Dual::new);
        assert_eq!(determinant(&duals).unwrap().real, symbols);
        assert_eq!(determinant(&start.map(constant)).unwrap(), constant(determinant(&start).unwrap()));
    }
    let start = Matrix::from_row_slice(2, 2, &[2, 1, 1, 1]).map(Rational::integer);
    let constants = start.map(constant);
    assert_eq!(inverse(&constants).unwrap(), inverse(&start).unwrap().map(constant));
    // d(A⁻¹) in a direction with noise
    let duals = constants.map(|entry| Dual::new(entry, z(0)));
    let slope = inverse(&duals).unwrap().map(|entry| entry.tangent);
    let ones = Matrix::from_element(2, 2, z(0));
    let inverse_of_start = inverse(&constants).unwrap();
    assert_eq!(slope, -(&inverse_of_start * ones * &inverse_of_start));
    assert_eq!(determinant(&duals).unwrap().tangent, z(0) * trace(&constants).unwrap() - z(0) * Over::integer(2));
    assert!(inverse(&(constants * z(0))).is_err_and(|error| error.is_transcendental()));
}

fn degree_of(monomial: crate::algebra::number::polynomial::Monomial) -> usize {
    monomial.exponent(0) as usize
}

#[test]
fn results_outside_the_system_are_errors() {
    let x: Over<f64> = z(0) + constant(1.0);
    let refused = |outcome: Result<Over<f64>>| assert!(outcome.is_err_and(|error| error.is_transcendental()));
    refused(x.reciprocal());
    refused(x.ln());
    refused(power(&x, 3).exp());
    refused(x.exp().unwrap().exp());
    assert!(Over::<f64>::zero().reciprocal().is_err_and(|error| error.is_singular()));
    // Beyond the limits the value is unknown, and its mean is an error.
    let large = power(&x, 41);
    for value in [large.clone(), large.clone() - large.clone(), z(8), power(&x, 40) * z(1)] {
        assert!(real_mean(&value, 2).is_err_and(|error| error.is_out_of_reach()));
        assert!(value.exp().is_err_and(|error| error.is_out_of_reach()));
        assert_ne!(value, value.clone());
    }
    assert!(real_mean(&power(&x, 40), 1).is_ok());
    let large_sum = (0..70).fold(Over::zero(), |sum, k| sum + (z(0) * constant(f64::from(k))).exp().unwrap());
    assert!(real_mean(&large_sum, 1).is_err_and(|error| error.is_out_of_reach()));
    // With all eight variables: C(8 + 8, 8) monomials are too many.
    let all = (0..8).fold(Over::<f64>::one(), |sum, k| sum + z(k));
    assert!(real_mean(&power(&all, 8), 8).is_err_and(|error| error.is_out_of_reach()));
    assert!(real_mean(&z(1), 1).is_err_and(|error| error.is_shape()));
}

#[test]
fn degrees_and_equality() {
    let x: Over<f64> = z(0) * z(1) + constant(2.0) * z(1);
    let e = z::<f64>(0).exp().unwrap();
    assert_eq!((x.degree(), x.is_polynomial()), (Some(2), true));
    assert_eq!((e.degree(), e.is_polynomial()), (None, false));
    assert_eq!((x.clone() + e.clone()) - x.clone(), e);
    assert_eq!(x.clone() + e.clone(), e.clone() + x);
    assert!((e.clone() - e).is_zero());
    assert_eq!(constant(2.0).as_constant(), Some(&2.0));
    assert_eq!(z::<f64>(0).as_constant(), None);
}
