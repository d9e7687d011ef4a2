//! Residues modulo two primes: a ring with exp and ln that keep their functional equations, and what it cannot say.

use gradus::derivative::{differential, dual};
use gradus::matrix::{Matrix, determinant, inverse, log_determinant, scalar};
use gradus::number::{Dual, Field, Moduli, Residues, with_moduli};
use num_traits::{One, Zero};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// Runs `test` with several moduli, and a stream for each.
fn with_several(test: impl Fn(&mut ChaCha8Rng)) {
    for seed in 0..4 {
        with_moduli(Moduli::drawn(seed), || test(&mut ChaCha8Rng::seed_from_u64(seed)));
    }
}

fn any(stream: &mut ChaCha8Rng) -> Residues {
    Residues::random(stream)
}

fn positive(stream: &mut ChaCha8Rng) -> Residues {
    Residues::random_positive(stream)
}

fn exp(x: Residues) -> Residues {
    x.exp().unwrap()
}

fn ln(x: Residues) -> Residues {
    x.ln().unwrap()
}

fn int(n: i64) -> Residues {
    Residues::integer(n)
}

#[track_caller]
fn same(a: Residues, b: Residues) {
    assert_eq!(a.compare(&b), Some(true), "{a:?} {b:?}");
}

#[track_caller]
fn different(a: Residues, b: Residues) {
    assert_eq!(a.compare(&b), Some(false), "{a:?} {b:?}");
}

#[test]
fn known_residues_are_a_field_but_for_bad_luck() {
    with_several(|stream| {
        let (zero, one) = (Residues::zero(), Residues::one());
        for _ in 0..200 {
            let (a, b, c) = (any(stream), any(stream), any(stream));
            assert_eq!((a + b) * c, c * a + c * b);
            assert_eq!((a + b) + c, a + (c + b));
            assert_eq!((a * b) * c, a * (c * b));
            assert_eq!(a - b, -(b - a));
            assert_eq!(a + zero, a);
            assert_eq!(a * one, a);
            assert!((a - a).is_zero() && a != a + one);
            assert_eq!(a * a.reciprocal().unwrap(), one);
        }
        assert_eq!(Residues::half() + Residues::half(), one);
        assert!((int(i64::MIN) + int(i64::MAX) + one).is_zero());
        assert_eq!(Residues::ratio(-6, 4).unwrap() * int(2), int(-3));
    });
}

#[test]
fn functional_equations_hold() {
    with_several(|stream| {
        let half = Residues::half();
        for _ in 0..100 {
            let (a, b) = (any(stream), any(stream));
            let (x, y) = (positive(stream), positive(stream));
            same(exp(a + b), exp(a) * exp(b));
            same(exp(a) * exp(-a), int(1));
            same(exp(a).reciprocal().unwrap(), exp(-a));
            same(exp(a * int(3)), exp(a) * exp(a) * exp(a));
            same(ln(x * y), ln(x) + ln(y));
            same(ln(x.reciprocal().unwrap()), -ln(x));
            same(ln(exp(a)), a);
            same(exp(ln(x)), x);
            same(ln(x * x), ln(x) * int(2));
            same(exp(half * ln(x * x)), x);
            same(exp(half * ln(x)) * exp(half * ln(x)), x);
            // Powers, and what a Gaussian is made of.
            same(exp(a * ln(x)) * exp(b * ln(x)), exp((a + b) * ln(x)));
            let density = |x: Residues| exp(-(half * (x * x + Residues::ln_two_pi().unwrap())));
            same(ln(density(a) * density(b)), -(half * (a * a + b * b)) - Residues::ln_two_pi().unwrap());
        }
        same(exp(int(0)), int(1));
        same(ln(int(1)), int(0));
        same(ln(int(4)), ln(int(2)) * int(2));
        same(ln(int(6)), ln(int(2)) + ln(int(3)));
        same(ln(half), -ln(int(2)));
    });
}

#[test]
fn false_equations_fail() {
    with_several(|stream| {
        let (a, b) = (any(stream), any(stream));
        let (x, y) = (positive(stream), positive(stream));
        different(exp(a + b), exp(a) + exp(b));
        different(exp(a * b), exp(a) * exp(b));
        different(exp(a), int(1) + a);
        different(exp(int(1)), Residues::ratio(2718, 1000).unwrap());
        different(ln(x * y), ln(x) * ln(y));
        different(ln(x * x), ln(x));
        different(ln(int(2)), Residues::ratio(6931, 10000).unwrap());
        different(ln(x * y) + int(1), ln(x) + ln(y));
        let two_pi = Residues::ln_two_pi().unwrap();
        for n in [0, 1, 2, -1] {
            different(two_pi, int(n));
        }
        different(two_pi, two_pi * int(2));
        different(two_pi, ln(int(6)));
    });
}

#[test]
fn the_root_of_a_square_is_the_positive_one() {
    with_several(|stream| {
        for _ in 0..50 {
            let x = any(stream);
            let root = exp(Residues::half() * ln(x * x));
            // |x|: that one of x and −x which has a logarithm.
            same(root, if x.ln().is_ok() { x } else { -x });
            assert!(x.ln().is_ok() != (-x).ln().is_ok());
        }
    });
}

#[test]
fn what_is_not_known_is_said() {
    with_several(|stream| {
        let (a, x) = (any(stream), positive(stream));
        let (e, l) = (exp(a), ln(x));
        assert!(e.modulo_p().is_some() && e.modulo_q().is_none() && e.is_known());
        assert!(l.modulo_p().is_none() && l.modulo_q().is_some() && l.is_known());
        assert!((e * a + int(1)).modulo_p().is_some() && (l - a).modulo_q().is_some());
        assert!(e.exp().is_err_and(|error| error.is_transcendental() && error.to_string().starts_with("exp has")));
        assert!(l.ln().is_err_and(|error| error.is_transcendental() && error.to_string().starts_with("ln has")));
        assert_eq!(e.compare(&l), None);
        // One of either kind: nothing is left.
        let nothing = e * l;
        assert!(!nothing.is_known() && !(e + l).is_known());
        assert_eq!(nothing.compare(&a), None);
        assert!(nothing != nothing && !nothing.is_zero());
        assert!((nothing * int(0)).is_zero());
        for error in [nothing.reciprocal(), nothing.ln(), nothing.exp()] {
            assert!(error.is_err_and(|error| error.is_transcendental()));
        }
        assert!([e, l, a].iter().all(|number| number.pivot_weight() > 0.0) && nothing.pivot_weight() == 0.0);
    });
}

#[test]
fn zeros_are_told_from_bad_luck() {
    let lost = |outcome: gradus::Result<Residues>| outcome.is_err_and(|error| error.is_precision_lost());
    let singular = |outcome: gradus::Result<Residues>| outcome.is_err_and(|error| error.is_singular());
    for unlucky in [Residues::new(0, 5), Residues::new(5, 0)] {
        assert!(lost(unlucky.reciprocal()) && !unlucky.is_zero() && unlucky.pivot_weight() == 0.0);
        assert!(inverse(&scalar(unlucky)).is_err_and(|error| error.is_precision_lost()));
        assert_eq!(determinant(&scalar(unlucky)), Ok(unlucky));
    }
    assert!(singular(int(0).reciprocal()) && singular((exp(int(3)) - exp(int(3))).reciprocal()));
    assert!(singular((ln(int(3)) - ln(int(3))).reciprocal()));
    assert!(inverse(&scalar(int(0))).is_err_and(|error| error.is_singular()));
    assert!(int(0).ln().is_err_and(|error| error.is_domain()));
    assert!(((exp(int(3)) - exp(int(3))).ln()).is_err_and(|error| error.is_domain()));
    assert!(lost(Residues::new(0, 5).ln()) && lost(int(-1).ln()), "−1 is no power of g");
    // A pivot of which nothing is known does not make a matrix singular.
    let nothing = scalar(exp(int(3)) * ln(int(3)));
    assert!(inverse(&nothing).is_err_and(|error| error.is_transcendental()));
}

#[test]
fn matrices_work() {
    with_several(|stream| {
        let mut square = || Matrix::from_fn(3, 3, |_, _| any(stream));
        let (a, b) = (square(), square());
        assert_eq!(&a * inverse(&a).unwrap(), Matrix::identity(3, 3));
        assert_eq!(determinant(&(&a * &b)).unwrap(), determinant(&a).unwrap() * determinant(&b).unwrap());
        let (a, b) = (&a * a.transpose(), &b * b.transpose());
        let log = |matrix: &Matrix<Residues>| log_determinant(matrix).unwrap();
        same(log(&(&a * &b)), log(&a) + log(&b));
        same(log(&inverse(&a).unwrap()), -log(&a));
        // d ln|A| = tr(A⁻¹ dA)
        let slope = differential(log_determinant, &a, &b).unwrap()[(0, 0)];
        same(slope, (inverse(&a).unwrap() * &b).trace());
        let x = Dual::new(positive(stream), any(stream));
        same(x.ln().unwrap().exp().unwrap().tangent, x.tangent);
        // Pivots that are fully known come first, so that no residue is lost for nothing.
        let (e, one) = (exp(int(2)), int(1));
        let corner = Matrix::from_row_slice(2, 2, &[e, one, one, int(0)]);
        assert_eq!(determinant(&corner).unwrap(), int(-1));
        let zeros = Matrix::from_element(2, 2, e - e);
        assert_eq!(determinant(&zeros).unwrap().modulo_q(), None, "nothing is made up");
        assert!(determinant(&dual(&Matrix::zeros(2, 2), &a.view((0, 0), (2, 2)).into_owned())).unwrap().is_zero());
    });
}

#[test]
fn all_depends_on_the_seed_alone() {
    let numbers = |seed| {
        with_moduli(Moduli::drawn(seed), || {
            let x = positive(&mut ChaCha8Rng::seed_from_u64(1));
            (Moduli::current(), x, ln(x), exp(x), Residues::ln_two_pi().unwrap())
        })
    };
    let before = Moduli::current();
    let (first, again, other) = (numbers(11), numbers(11), numbers(12));
    assert_eq!(first, again);
    assert!(first.0 != other.0 && first.1 != other.1 && first.2 != other.2 && first.3 != other.3 && first.4 != other.4);
    assert_eq!(Moduli::current(), before);
    let elsewhere = std::thread::spawn(move || numbers(11)).join().unwrap();
    assert_eq!(first, elsewhere);
}
