//! Functions of analysis: in every number system the value lies within its bounds, these are narrow, derivatives are
//! those of the functions, and claims that use them are judged rightly.
//!
//! `FUNCTIONS_SEED=1000` draws other points.

mod common;
#[path = "functions/references.rs"]
mod references;

use gradus::claim::Claim;
use gradus::error::Error;
use gradus::expression::{Expression, Operation};
use gradus::number::Function::{self, *};
use gradus::number::{Degree, Digits, Exponential, Field, Moduli, Prime, Rational, Residues, Rounded, with_moduli};
use gradus::prelude::*;
use gradus::session::Session;
use gradus::verdict::Verdict;
use gradus::{Point, formula};
use num_traits::{One, Pow, Zero};
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use references::REFERENCES;

const REAL: [Function; 7] =
    [Sine, Cosine, Logistic, LogisticSlope, HyperbolicTangent, ErrorFunction, NormalDistribution];
const POSITIVE: [Function; 5] = [SquareRoot, LogGamma, Polygamma(0), Polygamma(1), Polygamma(3)];

/// A printed number d.ddd…e±x, cut off or rounded after its last digit: two that enclose it.
fn printed(text: &str) -> (Rational, Rational) {
    let (digits, exponent) = text.split_once('e').unwrap();
    let (whole, decimals) = digits.split_once('.').unwrap();
    let places = exponent.parse::<i32>().unwrap() - decimals.len() as i32;
    let unit: Rational = Pow::pow(Rational::from_integer(10.into()), places);
    let number = Rational::from_integer(format!("{whole}{decimals}").parse().unwrap()) * &unit;
    (&number - &unit, number + unit)
}

/// Whether the ball reaches the printed value, to its hundred digits.
fn contains(ball: &Digits, (low, high): &(Rational, Rational)) -> bool {
    let (least, greatest) = ball.ends();
    least <= *high && *low <= greatest
}

fn seeded(seed: u64) -> ChaCha8Rng {
    let other = std::env::var("FUNCTIONS_SEED").ok().and_then(|text| text.parse().ok());
    ChaCha8Rng::seed_from_u64(other.unwrap_or(0) + seed)
}

fn within(x: &Rounded) -> Digits {
    Digits::within(x.value(), x.error())
}

#[test]
fn digits_contain_the_printed_values_and_little_else() {
    for &(function, x, text) in REFERENCES {
        let ball = Digits::exact(x).function(function).unwrap();
        let truth = printed(text);
        assert!(contains(&ball, &truth), "{function:?} at {x:e}: {ball:?} is not {text}");
        // ln Γ has roots at 1 and 2, ψ one at 1.46; a ball is narrow beside the terms, not beside a root.
        let narrow = ball.relative_radius() < 1e-70
            || matches!(function, LogGamma | Polygamma(_)) && ball.radius_as_f64() < 1e-72
            || matches!(function, Polygamma(10..)) && ball.relative_radius() < 1e-60
            // e^(−x²/2), of an exponent with an error of its own
            || x.abs() > 100.0 && ball.relative_radius() < 1e-66;
        assert!(narrow, "{function:?} at {x:e}: {ball:?}, {:e}", ball.relative_radius());
    }
}

#[test]
fn floats_contain_the_printed_values_and_little_else() {
    for &(function, x, text) in REFERENCES {
        let value = match Rounded::exact(x).function(function) {
            Ok(value) if value.is_finite() => value,
            // Beyond the floats.
            outcome => {
                if let Err(error) = outcome {
                    assert!(error.is_precision_lost(), "{function:?} at {x:e}: {error}");
                }
                let exponent: i32 = text.split_once('e').unwrap().1.parse().unwrap();
                assert!(exponent.abs() >= 250, "{function:?} at {x:e}");
                continue;
            }
        };
        assert!(contains(&within(&value), &printed(text)), "{function:?} at {x:e}: {value:?} is not {text}");
        let scale = value.value().abs() + if matches!(function, LogGamma | Polygamma(_)) { 3.0 } else { 0.0 };
        let tail = if matches!(function, NormalDistribution) { x * x } else { 0.0 };
        let order = if let Polygamma(n) = function { f64::from(n) } else { 0.0 };
        let allowed = scale * (3e-14 + tail * 1e-15) * (1.0 + 4.0 * order) + 1e-306;
        assert!(value.error() <= allowed, "{function:?} at {x:e}: {value:?}");
        let plain = x.function(function).unwrap();
        let off = (plain - value.value()).abs();
        assert!(off <= 2.0 * allowed, "{function:?} at {x:e}: {plain} for {value:?}");
    }
}

/// Numbers of either sign over many scales, and near places where something happens.
fn argument(stream: &mut impl Rng) -> f64 {
    let number = match stream.random_range(0..4) {
        0 => 10f64.powf(stream.random_range(-20.0..6.0)),
        1 => stream.random_range(0.0..30.0),
        2 => f64::from(stream.random_range(0..40)) * std::f64::consts::FRAC_PI_2,
        _ => f64::from(stream.random_range(1..20)) + stream.random_range(-1.0..1.0) * 1e-6,
    };
    if stream.random() { number } else { -number }
}

/// Of a number with an error, floats contain what 77 digits find at any number within; balls as well.
#[test]
fn bounds_contain_the_values_all_around() {
    let mut stream = seeded(7);
    for k in 0..6000 {
        let x = argument(&mut stream);
        let error = if k % 3 == 0 { 0.0 } else { x.abs() * 10f64.powf(stream.random_range(-17.0..0.5)) };
        let place = x + error * stream.random_range(-0.999..0.999);
        let place = if (place - x).abs() <= error { place } else { x };
        let function = REAL[k % REAL.len()];
        let truth = Digits::exact(place).function(function).unwrap();
        let value = Rounded::within(x, error).function(function).unwrap();
        assert!(within(&value).overlap(&truth), "{function:?} at {place:e}: {value:?} for {truth:?}");
        let ball = Digits::within(x, error).function(function).unwrap();
        assert!(ball.overlap(&truth), "{function:?} at {place:e}: {ball:?} for {truth:?}");
        assert!(ball.radius_as_f64() <= 8.0 * value.error() + 1e-300, "{function:?} at {x:e}: {ball:?}, {value:?}");
        let (function, x, place) = (POSITIVE[k % POSITIVE.len()], x.abs(), place.abs());
        let (value, ball) = (Rounded::within(x, error), Digits::within(x, error));
        if x == 0.0 {
            continue;
        }
        if error >= x {
            for lost in [value.function(function).err(), ball.function(function).err()] {
                assert!(lost.is_some_and(|error| error.is_precision_lost()), "{function:?} at {x:e} ± {error:e}");
            }
            continue;
        }
        let truth = Digits::exact(place).function(function).unwrap();
        if let Ok(value) = value.function(function) {
            assert!(within(&value).overlap(&truth), "{function:?} at {place:e}: {value:?} for {truth:?}");
        } else {
            assert!(x < 1e-15 || error > 0.1 * x, "{function:?} at {x:e} ± {error:e} has no value");
        }
        let ball = ball.function(function);
        assert!(ball.is_err() && error > 0.1 * x || ball.unwrap().overlap(&truth), "{function:?} at {place:e}");
    }
}

/// What the floating point library is granted is twice what it takes, at least.
#[test]
fn the_library_takes_half_of_what_it_is_granted() {
    type Case = (&'static str, f64, fn(f64) -> f64, fn(f64) -> Digits);
    fn digits(x: f64, function: Function) -> Digits {
        Digits::exact(x).function(function).unwrap()
    }
    let cases: [Case; 5] = [
        ("sin", 4.0, libm::sin, |x| digits(x, Sine)),
        ("cos", 4.0, libm::cos, |x| digits(x, Cosine)),
        ("tanh", 8.0, libm::tanh, |x| digits(x, HyperbolicTangent)),
        ("erf", 16.0, libm::erf, |x| digits(x, ErrorFunction)),
        ("erfc", 16.0, libm::erfc, |x| {
            let scaled = Digits::exact(-x) * Digits::integer(2).square_root().unwrap();
            scaled.function(NormalDistribution).unwrap() * Digits::integer(2)
        }),
    ];
    let mut stream = seeded(9);
    for (name, granted, float, truth) in cases {
        let mut worst = 0.0_f64;
        for _ in 0..2000 {
            let x = argument(&mut stream);
            let x = if name == "erfc" { x.clamp(-26.0, 26.0) } else { x };
            let (value, truth) = (float(x), truth(x));
            let apart = (Digits::exact(value) - truth.clone()).value().abs();
            worst = worst.max(apart / truth.value().abs() * 2f64.powi(53));
        }
        println!("{name}: {worst:.2} of {granted} units");
        assert!(worst <= granted / 2.0, "{name}: {worst} of {granted}");
    }
    let worst = (0..2000).map(|_| argument(&mut stream).clamp(-700.0, 700.0)).map(|x| {
        let truth = digits(x, Logistic);
        let apart = (Digits::exact(x.function(Logistic).unwrap()) - truth.clone()).value().abs();
        apart / truth.value().abs() * 2f64.powi(53)
    });
    let worst = worst.fold(0.0, f64::max);
    println!("σ: {worst:.2} of 8 units");
    assert!(worst <= 4.0, "{worst}");
}

/// Both sides of every threshold within the algorithms, where another one takes over.
#[test]
fn algorithms_meet() {
    for (function, threshold) in [
        (Sine, 2f64.powi(-131)),
        (Cosine, 2f64.powi(-131)),
        (HyperbolicTangent, 2f64.powi(-131)),
        (HyperbolicTangent, 1.0),
        (ErrorFunction, 2f64.powi(-131)),
        (ErrorFunction, 14.0),
        (NormalDistribution, -14.0 * std::f64::consts::SQRT_2),
        (Logistic, 2f64.powi(40)),
        (LogGamma, 64.0),
        (LogGamma, 10.0),
        (Polygamma(0), 64.0),
        (Polygamma(2), 68.0),
    ] {
        let step = threshold.abs() * 2f64.powi(-52);
        let at = |k: f64| Digits::exact(threshold + k * step).function(function).unwrap();
        // A second difference is far below the first, unless the algorithms disagree.
        let (first, second) = (at(1.0) - at(-1.0), at(2.0) - at(0.0) - at(1.0) + at(-1.0));
        let rounding = at(0.0).value().abs() * 1e-73;
        let [first, second] = [first, second].map(|difference| difference.value().abs());
        assert!(second <= first * 1e-10 + rounding, "{function:?} at {threshold:e}: {second:e} beside {first:e}");
    }
}

#[test]
fn extreme_arguments_neither_hang_nor_lie() {
    for x in [f64::MAX, -f64::MAX, 1e300, -1e300, f64::MIN_POSITIVE, 5e-324, -5e-324, 0.0] {
        for function in REAL {
            let (value, ball) = (Rounded::exact(x).function(function), Digits::exact(x).function(function));
            let (value, ball) = (value.unwrap(), ball.unwrap());
            assert!(within(&value).overlap(&ball), "{function:?} at {x:e}: {value:?}, {ball:?}");
            assert!(ball.radius_as_f64() < 1e-70 && value.error() < 1e-14, "{function:?} at {x:e}: {ball:?}");
        }
    }
    // Beyond the floats.
    let mut huge = Digits::exact(1e300);
    for _ in 0..20 {
        huge *= huge.clone();
    }
    for function in REAL {
        for x in [huge.clone(), -huge.clone()] {
            let ball = x.function(function).unwrap();
            let limit = Digits::exact(match function {
                Sine | Cosine | LogisticSlope => 0.0,
                HyperbolicTangent | ErrorFunction if x.value() < 0.0 => -1.0,
                _ if x.value() < 0.0 => 0.0,
                _ => 1.0,
            });
            assert!(ball.overlap(&limit), "{function:?}: {ball:?}");
            assert!(ball.radius_as_f64() <= 1.0);
        }
    }
    for function in POSITIVE {
        assert!(huge.function(function).is_ok());
    }
    // Of a number of which nothing is known.
    for function in REAL {
        let value = Rounded::within(1e10, f64::INFINITY).function(function).unwrap();
        assert!(value.is_finite() && value.error() <= 1.001);
    }
}

#[test]
fn domains_are_told_apart_from_lost_digits() {
    for function in POSITIVE {
        let domain = |error: Option<Error>| {
            let told = error.as_ref().is_some_and(|error| error.argument() == Some(-2.0));
            assert!(told, "{function:?}: {error:?}");
        };
        domain(Rounded::within(-2.0, 0.1).function(function).err());
        domain(Digits::within(-2.0, 0.1).function(function).err());
        domain((-2.0).function(function).err());
        domain(Rational::integer(-2).function(function).err());
        let lost = |error: Option<Error>| assert!(error.as_ref().is_some_and(Error::is_precision_lost), "{error:?}");
        lost(Rounded::within(0.1, 0.2).function(function).err());
        lost(Digits::within(-0.1, 0.2).function(function).err());
        if function != SquareRoot {
            for error in [
                Rounded::zero().function(function).err(),
                Digits::zero().function(function).err(),
                0.0.function(function).err(),
                Prime::<{ gradus::number::MERSENNE_61 }>::zero().function(function).err(),
            ] {
                assert!(error.as_ref().is_some_and(Error::is_domain), "{function:?}: {error:?}");
            }
        }
    }
}

fn no_derivative_at_zero<F: Field>() {
    let zero = || Dual::new(F::zero(), F::one());
    assert_eq!(F::zero().function(SquareRoot), Ok(F::zero()));
    assert_eq!(F::zero().function(Absolute), Ok(F::zero()));
    for function in [SquareRoot, Absolute] {
        assert!(
            zero().function(function).is_err_and(|error| error.is_singular()),
            "{} in {}",
            function.name(),
            F::NAME
        );
    }
    assert!(F::zero().function(Sign).is_err_and(|error| error.is_singular()));
}

#[test]
fn the_root_and_the_modulus_have_no_derivative_at_zero() {
    no_derivative_at_zero::<f64>();
    no_derivative_at_zero::<Rounded>();
    no_derivative_at_zero::<Digits>();
    no_derivative_at_zero::<Rational>();
    no_derivative_at_zero::<Residues>();
    let straddling = Dual::new(Rounded::within(1.0, 2.0), Rounded::one());
    assert!(straddling.function(Absolute).is_err_and(|error| error.is_precision_lost()));
    let modulus = Rounded::within(1.0, 2.0).function(Absolute).unwrap();
    assert!(modulus.value() - modulus.error() <= 0.0 && modulus.value() + modulus.error() >= 3.0);
}

#[test]
fn rationals_have_what_is_rational() {
    let at = |p, q, function| Rational::ratio(p, q).unwrap().function(function);
    assert_eq!(at(9, 4, SquareRoot), Rational::ratio(3, 2));
    assert_eq!(at(-9, 4, Absolute), Rational::ratio(9, 4));
    assert_eq!(at(-9, 4, Sign), Rational::ratio(-1, 1));
    assert!(at(2, 1, SquareRoot).is_err_and(|error| error.is_transcendental()));
    for function in REAL {
        assert!(at(1, 2, function).is_err_and(|error| error.is_transcendental()));
    }
}

/// What residues know of the functions is true of them.
#[test]
fn residues_keep_functional_equations() {
    for seed in 0..4 {
        with_moduli(Moduli::drawn(seed), || {
            let mut stream = ChaCha8Rng::seed_from_u64(seed);
            for _ in 0..50 {
                let (x, y) = (Residues::random(&mut stream), Residues::random_positive(&mut stream));
                let of = |x: Residues, function| x.function(function).unwrap();
                let twice = of(x + x, Logistic);
                assert_eq!(of(x, HyperbolicTangent).compare(&(twice + twice - Residues::one())), Some(true));
                assert_eq!(of(-x, Logistic).compare(&(Residues::one() - of(x, Logistic))), Some(true));
                assert_eq!((of(y, SquareRoot) * of(y, SquareRoot)).compare(&y), Some(true));
                assert_eq!(of(x * x, SquareRoot).compare(&of(x, Absolute)), Some(true));
                assert_eq!(of(x * y, Absolute).compare(&(of(x, Absolute) * y)), Some(true));
                assert_eq!(of(-x, Absolute), of(x, Absolute));
                let part = of(Residues::zero(), Logistic) - of(Residues::zero(), Logistic); // zero modulo p alone
                assert_eq!((of(part, Absolute), of(part, SquareRoot)), (part, part));
                let one = Residues::one();
                assert_eq!(of(-x, NormalDistribution), one - of(x, NormalDistribution));
                assert_eq!(of(-x, Sine), -of(x, Sine));
                assert_eq!(of(-x, Cosine), of(x, Cosine));
                assert_eq!(of(x, Sine) * of(x, Sine) + of(x, Cosine) * of(x, Cosine), one);
                let root = of(Residues::integer(2), SquareRoot);
                let by_phi = of(x * root, NormalDistribution) + of(x * root, NormalDistribution) - one;
                assert_eq!(of(x, ErrorFunction).compare(&by_phi), Some(true));
                assert_eq!(of(y + one, LogGamma).compare(&of(y, LogGamma)), Some(false));
            }
        });
    }
}

#[test]
fn symbols_keep_parity_and_the_circle() {
    let of = |x: i64, function| Prime::<{ gradus::number::MERSENNE_61 }>::integer(x).function(function).unwrap();
    for x in 1..100 {
        assert_eq!(of(-x, Sine), -of(x, Sine));
        assert_eq!(of(-x, Cosine), of(x, Cosine));
        assert_eq!(of(x, Sine) * of(x, Sine) + of(x, Cosine) * of(x, Cosine), Prime::one());
        assert_eq!(of(-x, NormalDistribution), Prime::one() - of(x, NormalDistribution));
        assert_eq!(of(-x, ErrorFunction), -of(x, ErrorFunction));
        assert!(of(x, LogGamma) != of(x + 1, LogGamma) && of(x, Polygamma(0)) != of(x, Polygamma(1)));
        assert!(of(x, SquareRoot).is_symbolic() && of(x, LogGamma).is_symbolic() && of(x, Sine).is_symbolic());
    }
    assert_eq!((of(0, Sine), of(0, Cosine), of(0, ErrorFunction)), (Prime::zero(), Prime::one(), Prime::zero()));
}

/// f‴ by duals three deep, against a difference quotient of seven points in 77 digits.
#[test]
fn third_derivatives_are_those_of_the_function() {
    type Third = Dual<Dual<Dual<Digits>>>;
    let third = |function: Function, x: f64| {
        let constant = |x: f64| Dual::constant(Digits::exact(x));
        let first = Dual::new(Dual::new(Digits::exact(x), Digits::one()), constant(1.0));
        let x = Third::new(first, Dual::constant(constant(1.0)));
        x.function(function).unwrap().tangent.tangent.tangent
    };
    let functions: Vec<(Function, &[f64])> = REAL
        .iter()
        .chain(&[Absolute])
        .map(|&f| (f, &[-7.5, -2.25, -0.375, 0.125, 0.75, 1.5, 3.0, 6.25][..]))
        .chain(POSITIVE.iter().map(|&f| (f, &[0.125, 0.75, 1.0, 2.5, 11.0, 70.0][..])))
        .collect();
    for (function, places) in functions {
        for &x in places {
            let h = 2f64.powi(-40);
            let f = |k: i32| Digits::exact(x + f64::from(k) * h).function(function).unwrap();
            let weights = [(3, -1), (2, 8), (1, -13), (-1, 13), (-2, -8), (-3, 1)];
            let sum = weights.iter().fold(Digits::zero(), |sum, &(k, w)| sum + f(k) * Digits::integer(w));
            let quotient = sum * Digits::exact(2f64.powi(117));
            let apart = (third(function, x) - quotient.clone()).value().abs();
            let scale = quotient.value().abs() + f(0).value().abs() + 1e-6;
            assert!(apart <= 1e-33 * scale * 10f64.powi(8), "{function:?} at {x}: {apart:e} of {scale:e}");
        }
    }
}

/// In floats with bounds the derivatives contain those in 77 digits, at every scale.
#[test]
fn derivatives_in_floats_contain_those_in_digits() {
    let mut stream = seeded(8);
    for k in 0..3000 {
        let x = argument(&mut stream);
        let all = [&REAL[..], &POSITIVE[..], &[Absolute]].concat();
        let function = all[k % all.len()];
        let x = if POSITIVE.contains(&function) { x.abs().max(1e-9) } else { x };
        if x == 0.0 {
            continue;
        }
        let float = Dual::new(Dual::new(Rounded::exact(x), Rounded::one()), Dual::one()).function(function);
        let truth = Dual::new(Dual::new(Digits::exact(x), Digits::one()), Dual::one()).function(function);
        let (float, truth) = (float.unwrap(), truth.unwrap());
        for (float, truth) in [(float.real.tangent, truth.real.tangent), (float.tangent.tangent, truth.tangent.tangent)]
        {
            if float.is_finite() {
                assert!(within(&float).overlap(&truth), "{function:?} at {x:e}: {float:?} for {truth:?}");
            }
        }
    }
}

#[test]
fn closed_forms_refuse_functions_of_the_noise() {
    let noise = Exponential::<f64>::variable(0);
    for function in REAL {
        assert!(noise.function(function).is_err_and(|error| error.is_transcendental()));
        assert_eq!(
            Exponential::constant(0.5).function(function).unwrap().as_constant(),
            0.5.function(function).ok().as_ref()
        );
    }
}

#[test]
fn degrees_know_what_is_transcendental() {
    for function in REAL.iter().chain(&POSITIVE).chain(&[Absolute]) {
        let degree = Degree::VARIABLE.function(*function).unwrap();
        assert!(degree.is_transcendental() && degree.numerator().max(degree.denominator()) >= 1, "{function:?}");
    }
    // (1 − t²)/(1 + t²), t of the degree of an odd symbol.
    let (sine, cosine) = (Degree::VARIABLE.function(Sine).unwrap(), Degree::VARIABLE.function(Cosine).unwrap());
    assert_eq!((2 * sine.numerator(), cosine.numerator()), (sine.denominator(), cosine.denominator()));
}

#[test]
fn words_take_numbers_and_matrices() {
    let at = |entries: &[f64], formula: gradus::Formula| {
        let mut point = Point::<f64>::new(gradus::input::Sizes::new(2, 1, 1, 1));
        point.insert("x", Matrix::from_row_slice(2, entries.len() / 2, entries));
        formula.at(&point).unwrap()
    };
    let x = [1.0, 2.0, 3.0, 4.0];
    assert_eq!(at(&x, formula!(|x| sqrt(x)))[(1, 1)], 2.0);
    assert_eq!(at(&x, formula!(|x| sqrt(&(x * x))))[(0, 0)], 7f64.sqrt());
    assert_eq!(at(&x, formula!(|x| abs(-x.clone())))[(1, 0)], 3.0);
    assert_eq!(at(&x, formula!(|x| sin(x[(0, 1)].clone())))[(0, 0)], 2f64.sin());
    assert_eq!(at(&x, formula!(|x| sum_entries(x))), scalar(10.0));
    assert_eq!(at(&x, formula!(|x| mean_entries(x))), scalar(2.5));
    assert_eq!(at(&x, formula!(|x| row_sums(x))), Matrix::from_row_slice(2, 1, &[3.0, 7.0]));
    assert_eq!(at(&x, formula!(|x| column_sums(x))), Matrix::from_row_slice(1, 2, &[4.0, 6.0]));
    assert_eq!(at(&x, formula!(|x| ln_entries(exp_entries(x)?)))[(0, 1)], 2.0);
    let apart =
        at(&x, formula!(|x| pi::<F>().map(|pi| pi + F::zero() * x[(0, 0)].clone())))[(0, 0)] - std::f64::consts::PI;
    assert!(apart.abs() < 1e-15);
    assert!(mean_entries(&Matrix::<f64>::zeros(0, 2)).is_err());
}

fn entry<F: Field>(x: &Matrix<F>) -> F {
    x[(0, 0)].clone()
}

/// Names of claims whose verdict is not the expected one, with what it is.
fn judged(claims: Vec<Claim>, expected: impl Fn(Verdict) -> bool) {
    let mut wrong = Vec::new();
    for claim in claims {
        let report = common::report(&claim);
        println!("{:32} {:10} {}", claim.name, report.verdict.to_string(), report.reason());
        if !expected(report.verdict) {
            wrong.push(format!("{}: {} {}", claim.name, report.verdict, report.reason()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const USUAL: [Mistake; 2] = [Mistake::Negated, Mistake::Doubled];

fn claim(name: &'static str) -> gradus::claim::Premise {
    Claim::new(name, "f = g")
}

fn true_claims() -> Vec<Claim> {
    let x = || claim_of_x;
    fn claim_of_x(name: &'static str) -> gradus::claim::Premise {
        claim(name).given([number("x")])
    }
    let pair = |name| claim(name).given([number("x"), number("y")]);
    let above = |name| claim(name).given([positive("x", ONE)]);
    let x = x();
    vec![
        x("tanh_by_logistic").identity(
            formula!(|x| tanh(x)),
            formula!(|x| { logistic(x + x)? * F::integer(2) - Matrix::identity(1, 1) }),
        ),
        x("logistic_of_negative").identity(formula!(|x| logistic(-x)), formula!(|x| F::one() - logistic(entry(x))?)),
        x("slope_of_logistic").gradient(
            formula!(|x| logistic(x)),
            "x",
            formula!(|x| {
                let value = logistic(entry(x))?;
                value.clone() * (F::one() - value)
            }),
        ),
        x("slope_of_tanh").gradient(formula!(|x| tanh(x)), "x", formula!(|x| F::one() - entry(&(tanh(x)? * tanh(x)?)))),
        x("softplus").gradient(formula!(|x| (F::one() + entry(x).exp()?).ln()), "x", formula!(|x| logistic(x))),
        x("circle").identity(formula!(|x| sin(x)? * sin(x)? + cos(x)? * cos(x)?), formula!(|| F::one())),
        x("slope_of_sine").gradient(formula!(|x| sin(x)), "x", formula!(|x| cos(x))),
        x("slope_of_cosine").gradient(formula!(|x| cos(x)), "x", formula!(|x| -sin(x)?)),
        x("sine_of_negative").identity(formula!(|x| sin(-x)), formula!(|x| -sin(x)?)),
        x("phi_of_negative")
            .identity(formula!(|x| normal_distribution(-x)), formula!(|x| F::one() - normal_distribution(entry(x))?)),
        x("slope_of_phi").gradient(formula!(|x| normal_distribution(x)), "x", formula!(|x| normal_density(x))),
        x("slope_of_phi_as_product").gradient(
            formula!(|x| normal_distribution(x)),
            "x",
            formula!(|x| (-(entry(x) * entry(x) * F::half())).exp()? * sqrt(pi::<F>()? * F::integer(2))?.reciprocal()?),
        ),
        x("slope_of_erf").gradient(
            formula!(|x| erf(x)),
            "x",
            formula!(|x| (-(entry(x) * entry(x))).exp()? * F::integer(2) * sqrt(pi::<F>()?)?.reciprocal()?),
        ),
        x("phi_by_erf").identity(
            formula!(|x| normal_distribution(x)),
            formula!(|x| (F::one() + erf(entry(x) * sqrt(F::integer(2))?.reciprocal()?)?) * F::half()),
        ),
        pair("modulus_of_product").identity(formula!(|x, y| abs(x * y)), formula!(|x, y| abs(x)? * abs(y)?)),
        x("root_of_square").identity(formula!(|x| sqrt(x * x)), formula!(|x| abs(x))),
        x("slope_of_modulus").gradient(
            formula!(|x| abs(x)),
            "x",
            formula!(|x| abs(entry(x))? * entry(x).reciprocal()?),
        ),
        claim("root_of_product")
            .given([positive("x", ONE), positive("y", ONE)])
            .identity(formula!(|x, y| sqrt(x * y)), formula!(|x, y| sqrt(x)? * sqrt(y)?)),
        above("slope_of_root").gradient(
            formula!(|x| sqrt(x)),
            "x",
            formula!(|x| sqrt(entry(x))?.reciprocal()? * F::half()),
        ),
        above("slope_of_log_gamma").gradient(formula!(|x| log_gamma(x)), "x", formula!(|x| polygamma(0, x))),
        above("slope_of_digamma").gradient(formula!(|x| polygamma(0, x)), "x", formula!(|x| polygamma(1, x))),
        claim("log_likelihood").given([vector("x", D)]).gradient(
            formula!(|x| sum_entries(&ln_entries(logistic(x)?)?)),
            "x",
            formula!(|x| logistic(-x)),
        ),
        claim("sum_of_exponentials").given([vector("x", D)]).gradient(
            formula!(|x| sum_entries(&exp_entries(x)?)),
            "x",
            formula!(|x| exp_entries(x)),
        ),
        claim("mean_of_entries").given([vector("x", D)]).gradient(
            formula!(|x| mean_entries(x)),
            "x",
            formula!(|x; d| Matrix::from_element(x.nrows(), 1, F::ratio(1, d as i64)?)),
        ),
    ]
    .into_iter()
    .map(|claim| claim.controls(USUAL))
    .collect()
}

#[test]
fn true_claims_hold() {
    judged(true_claims(), |verdict| verdict == Verdict::Holds);
}

/// True, but neither 𝔽ₚ nor residues know the functional equation, so values and derivatives alone agree; and an
/// expectation without a closed form has no variance that sampling could go by, so quadrature alone speaks of it.
#[test]
fn what_numbers_alone_say_stays_undecided() {
    let claims = vec![
        claim("recurrence_of_gamma").given([positive("x", ONE)]).identity(
            formula!(|x| log_gamma(entry(x) + F::one())),
            formula!(|x| log_gamma(entry(x))? + entry(x).ln()?),
        ),
        claim("sine_of_sum")
            .given([number("x"), number("y")])
            .identity(formula!(|x, y| sin(x + y)), formula!(|x, y| sin(x)? * cos(y)? + cos(x)? * sin(y)?)),
        claim("double_angle")
            .given([number("x")])
            .identity(formula!(|x| sin(x + x)), formula!(|x| sin(x)? * cos(x)? * F::integer(2))),
        claim("expected_phi").expectation(ONE, formula!(|noise| normal_distribution(noise)), formula!(|| F::half())),
        claim("expected_logistic").expectation(ONE, formula!(|noise| logistic(noise)), formula!(|| F::half())),
        claim("recurrence_of_digamma").given([positive("x", ONE)]).identity(
            formula!(|x| polygamma(0, entry(x) + F::one())),
            formula!(|x| polygamma(0, entry(x))? + entry(x).reciprocal()?),
        ),
    ];
    judged(claims.into_iter().map(|claim| claim.controls(USUAL)).collect(), |verdict| verdict == Verdict::Unchecked);
}

#[test]
fn false_claims_are_refuted() {
    let x = |name| claim(name).given([number("x")]);
    let above = |name| claim(name).given([positive("x", ONE)]);
    let pair = |name| claim(name).given([number("x"), number("y")]);
    let claims = vec![
        x("root_of_square").identity(formula!(|x| sqrt(x * x)), formula!(|x| x)),
        x("double_angle").identity(formula!(|x| sin(x + x)), formula!(|x| sin(x)? * F::integer(2))),
        x("slope_of_erf").gradient(formula!(|x| erf(x)), "x", formula!(|x| (-(entry(x) * entry(x))).exp())),
        above("recurrence_of_gamma")
            .identity(formula!(|x| log_gamma(entry(x) + F::one())), formula!(|x| log_gamma(x)? + x)),
        x("tanh_by_logistic")
            .identity(formula!(|x| tanh(entry(x))), formula!(|x| logistic(entry(x))? * F::integer(2) - F::one())),
        x("logistic_odd").identity(formula!(|x| logistic(-x)), formula!(|x| -logistic(x)?)),
        x("phi_odd").identity(formula!(|x| normal_distribution(-x)), formula!(|x| -normal_distribution(x)?)),
        pair("modulus_of_sum").identity(formula!(|x, y| abs(x + y)), formula!(|x, y| abs(x)? + abs(y)?)),
        x("slope_of_cosine").gradient(formula!(|x| cos(x)), "x", formula!(|x| sin(x))),
        x("slope_of_logistic").gradient(formula!(|x| logistic(x)), "x", formula!(|x| logistic(x)? * logistic(x)?)),
        x("circle_of_sum").identity(formula!(|x| sin(x)? + cos(x)?), formula!(|| F::one())),
        x("circle_of_difference").identity(formula!(|x| cos(x)? * cos(x)? - sin(x)? * sin(x)?), formula!(|| F::one())),
        x("modulus").identity(formula!(|x| abs(x)), formula!(|x| x)),
        x("sign_of_modulus").gradient(formula!(|x| abs(x)), "x", formula!(|| F::one())),
        above("slope_of_log_gamma").gradient(formula!(|x| log_gamma(x)), "x", formula!(|x| ln_entries(x))),
        x("phi_by_erf").identity(
            formula!(|x| normal_distribution(entry(x))),
            formula!(|x| (F::one() + erf(entry(x))?) * F::half()),
        ),
        // One side has no value where the other has one.
        x("root_without_value").identity(formula!(|x| sqrt(x)? * sqrt(x)?), formula!(|x| x)),
    ];
    judged(claims.into_iter().map(|claim| claim.controls(USUAL)).collect(), |verdict| verdict == Verdict::Refuted);
}

/// False where no point is drawn: beyond 10⁹, on one side of a step, in the tail of a bump.
#[test]
fn false_claims_out_of_sight_do_not_hold() {
    fn from_far<F: Field>(x: &Matrix<F>) -> F {
        entry(x) - F::integer(1_000_000_000_000)
    }
    fn step<F: Field>(x: F) -> Result<F> {
        Ok(abs(x.clone())? * x.reciprocal()?)
    }
    fn step_by_exponential<F: Field>(x: F) -> Result<F> {
        Ok(((x.clone() * x.clone()).ln()? * F::half()).exp()? * x.reciprocal()?)
    }
    let x = |name| claim(name).given([number("x")]);
    let claims = vec![
        x("modulus_from_far").identity(formula!(|x| abs(from_far(x))), formula!(|x| -from_far(x))),
        x("slope_of_modulus_from_far").gradient(formula!(|x| abs(from_far(x))), "x", formula!(|| -F::one())),
        x("step_from_far").identity(formula!(|x| step(from_far(x))), formula!(|| -F::one())),
        x("sign_from_far").identity(formula!(|x| sign(from_far(x))), formula!(|| -F::one())),
        x("step_beside_phi").identity(
            formula!(|x| step(from_far(x))? + normal_distribution(entry(x))? + normal_distribution(-entry(x))?),
            formula!(|| F::zero()),
        ),
        x("exponential_step_beside_phi").identity(
            formula!(|x| {
                let even = normal_distribution(entry(x))? + normal_distribution(-entry(x))?;
                step_by_exponential(from_far(x))? + even
            }),
            formula!(|| F::zero()),
        ),
        x("exponential_step_beside_circle").identity(
            formula!(|x| {
                let whole = entry(&(sin(x)? * sin(x)? + cos(x)? * cos(x)?));
                step_by_exponential(from_far(x))? + whole
            }),
            formula!(|| F::zero()),
        ),
        x("exponential_step_beside_gamma").identity(
            formula!(|x| {
                let square = entry(x) * entry(x);
                let gamma = log_gamma(square.clone())?;
                step_by_exponential(from_far(x))? * (F::one() + square) + gamma.clone() - gamma
            }),
            formula!(|x| -(F::one() + entry(x) * entry(x))),
        ),
    ];
    let controls = |claim: Claim| claim.control("one more", formula!(|x| F::integer(7) + entry(x) * entry(x)));
    judged(claims.into_iter().map(controls).collect(), |verdict| verdict != Verdict::Holds);
}

/// Signs flipped and factors missing of every true claim: nothing of the kind holds.
#[test]
fn mistaken_versions_of_true_claims_are_refuted() {
    for claim in true_claims() {
        let report = common::report_with(&claim, gradus::oracle::Effort::Quick);
        for control in &report.controls {
            assert!(!control.refuted_by.is_empty(), "{}: {} is not refuted", claim.name, control.name);
        }
    }
}

#[test]
fn a_formula_with_functions_is_replayed() {
    let formula = formula!(|x| {
        let inner = tanh(x)? + normal_distribution(x)? * entry(&sin(x)?) + log_gamma(abs(x)?)?;
        differential(|x| Ok(logistic(x)? * entry(&cos(x)?)), x, &inner)
    });
    let direct = |x: f64| {
        let inner = x.tanh() + x.function(NormalDistribution).unwrap() * x.function(Sine).unwrap();
        let inner = inner + x.abs().function(LogGamma).unwrap();
        let (value, slope) = (x.function(Logistic).unwrap(), x.function(LogisticSlope).unwrap());
        (slope * x.cos() - value * x.sin()) * inner
    };
    for x in [0.5, -1.5, 2.0, 0.5] {
        let mut point = Point::<f64>::new(gradus::input::Sizes::new(1, 1, 1, 1));
        point.insert("x", scalar(x));
        let value = formula.at(&point).unwrap()[(0, 0)];
        assert!((value - direct(x)).abs() < 1e-14 * (1.0 + value.abs()), "{value} at {x}");
    }
}

/// √, |x|, … as functions of expressions that come at run time, with how each is written.
const EXPRESSIONS: [(Function, &str); 14] = [
    (SquareRoot, "√(x)"),
    (Absolute, "|x|"),
    (Sign, "sign(x)"),
    (Sine, "sin(x)"),
    (Cosine, "cos(x)"),
    (Logistic, "σ(x)"),
    (LogisticSlope, "σ′(x)"),
    (HyperbolicTangent, "tanh(x)"),
    (ErrorFunction, "erf(x)"),
    (NormalDistribution, "Φ(x)"),
    (LogGamma, "ln Γ(x)"),
    (Polygamma(0), "ψ(x)"),
    (Polygamma(1), "ψ^(1)(x)"),
    (Polygamma(12), "ψ^(12)(x)"),
];

#[test]
fn expressions_have_functions() {
    let session = Session::new();
    let sizes = gradus::input::Sizes::new(2, 1, 1, 1);
    for (function, text) in EXPRESSIONS {
        let expression = Expression::Input("x").apply(Operation::Function(function));
        assert_eq!(expression.to_string(), text);
        let formula = session.formula(expression.clone()).unwrap();
        for x in [0.5, 2.25, 0.0, -0.75, 0.5] {
            let mut point = Point::<f64>::new(sizes);
            point.insert("x", scalar(x));
            let value = formula.at(&point).map(|value| value[(0, 0)]);
            assert_eq!(value, x.function(function), "{text} at {x}");
            assert_eq!(expression.value(&point).map(|value| value[(0, 0)]), value, "{text} at {x}");
        }
        let mut point = Point::<f64>::new(sizes);
        point.insert("x", Matrix::zeros(2, 1));
        let error = formula.at(&point).unwrap_err();
        assert!(error.to_string().starts_with(&format!("the argument of {} is ", function.name())), "{error}");
    }
    let log_gamma = Expression::Input("x").apply(Operation::Function(LogGamma));
    let twice = Expression::Product(vec![Expression::integer(2), log_gamma.clone()]);
    assert_eq!(twice.to_string(), "2 (ln Γ(x))");
    assert_eq!(log_gamma.power(2).to_string(), "(ln Γ(x))^2");
}

#[test]
fn claims_of_expressions_with_functions_are_judged() {
    let session = Session::new();
    let x = || Expression::Input("x");
    let of = |function, argument: Expression| argument.apply(Operation::Function(function));
    let doubled = |expression| Expression::Product(vec![Expression::integer(2), expression]);
    let less_one = |expression| Expression::Sum(vec![expression, Expression::integer(-1)]);
    let formula = |expression| session.formula(expression).unwrap();
    let left = || formula(of(HyperbolicTangent, x()));
    let claims = |right| vec![claim("tanh_by_logistic").given([number("x")]).identity(left(), right).controls(USUAL)];
    judged(claims(formula(less_one(doubled(of(Logistic, doubled(x())))))), |verdict| verdict == Verdict::Holds);
    judged(claims(formula(less_one(doubled(of(Logistic, x()))))), |verdict| verdict == Verdict::Refuted);
}
