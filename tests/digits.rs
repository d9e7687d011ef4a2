//! Numbers of 77 digits: the ball contains the true number, is no wider than it must be, and a smaller one is noticed.
//!
//! The truth comes from rationals, from series in big integers, and from printed constants of 100 digits.

use gradus::matrix::{Matrix, determinant, inverse};
use gradus::number::{Digits, Field, Rational};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, One, Pow, Signed, ToPrimitive, Zero};
use quickcheck::{Arbitrary, Gen, QuickCheck, Testable};
use std::cmp::Ordering;

/// Cases of each property.
const CASES: u64 = 400;

fn holds<T: Testable>(property: T) {
    QuickCheck::new().tests(CASES).max_tests(CASES).min_tests_passed(CASES).quickcheck(property);
}

fn rational(value: f64) -> Rational {
    Rational::from_f64(value).unwrap()
}

fn fraction(p: i64, q: i64) -> Rational {
    Rational::new(p.into(), q.into())
}

fn two_to(exponent: i32) -> Rational {
    Pow::pow(Rational::from_integer(2.into()), exponent)
}

/// Whether the ball, its radius times `share`, contains `truth`.
fn contains_within(ball: &Digits, share: &Rational, truth: &Rational) -> bool {
    assert!(ball.magnitude_log2() < 1e5, "{ball:?} is out of bounds"); // its ends would fill the memory
    let (low, high) = ball.ends();
    (truth - (&low + &high) * fraction(1, 2)).abs() <= (high - low) * fraction(1, 2) * share
}

fn contains(ball: &Digits, truth: &Rational) -> bool {
    contains_within(ball, &Rational::one(), truth)
}

/// A printed number d.ddd…e±x, cut off after its last digit.
fn printed(text: &str) -> (Rational, Rational) {
    let (digits, exponent) = text.split_once('e').unwrap();
    let (whole, decimals) = digits.split_once('.').unwrap();
    let places = exponent.parse::<i32>().unwrap() - decimals.len() as i32;
    let unit = Pow::pow(Rational::from_integer(10.into()), places);
    let low = Rational::from_integer(format!("{whole}{decimals}").parse().unwrap()) * &unit;
    (low.clone(), low + unit)
}

/// The ball contains the printed number, and is no wider than 1e-70 of it.
#[track_caller]
fn is_printed(ball: &Digits, text: &str) {
    let (low, high) = printed(text);
    assert!(contains(ball, &low) && contains(ball, &high), "{ball:?} is not {text}");
    assert!(ball.relative_radius() <= 1e-70, "{ball:?} is too wide");
}

/// A number of a few bits, of either sign and sometimes zero; `f64` holds it exactly, and so do its small products.
#[derive(Clone, Copy, Debug)]
struct Short(f64);

impl Arbitrary for Short {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(f64::from(i16::arbitrary(g)) * f64::exp2(f64::from(i8::arbitrary(g) / 4)))
    }
}

/// A ball and a number inside of it, often at its edge.
#[derive(Clone, Debug)]
struct Inside {
    ball: Digits,
    truth: Rational,
}

impl Arbitrary for Inside {
    fn arbitrary(g: &mut Gen) -> Self {
        let value = Short::arbitrary(g).0;
        let (radius, place) = match u8::arbitrary(g) % 4 {
            0 => (0.0, 0),
            1 => (f64::exp2(-f64::from(u8::arbitrary(g))), if bool::arbitrary(g) { 8 } else { -8 }),
            _ => (value.abs() * f64::exp2(-f64::from(u8::arbitrary(g) % 64)), i64::from(i8::arbitrary(g) % 9)),
        };
        let truth = rational(value) + rational(radius) * fraction(place, 8);
        Self { ball: Digits::within(value, radius), truth }
    }
}

/// Values that are not made smaller when a property fails on them: that takes minutes where each is a calculation.
#[derive(Clone, Debug)]
struct Whole<T>(T);

impl<T: Arbitrary> Arbitrary for Whole<T> {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(T::arbitrary(g))
    }
}

/// One operation after another on the same ball and the same rational.
fn follow(start: &Inside, steps: &[(u8, Inside)]) -> (Digits, Rational) {
    let (mut ball, mut truth) = (start.ball.clone(), start.truth.clone());
    for (operation, other) in steps.iter().take(12) {
        match operation % 6 {
            0 => (ball += other.ball.clone(), truth += &other.truth).1,
            1 => (ball -= other.ball.clone(), truth -= &other.truth).1,
            2 | 3 => (ball *= other.ball.clone(), truth *= &other.truth).1,
            4 => (ball, truth) = (-ball, -truth),
            _ => {
                if let Ok(reciprocal) = ball.reciprocal() {
                    (ball, truth) = (reciprocal, truth.recip());
                }
            }
        }
    }
    (ball, truth)
}

// Arithmetic ---------------------------------------------------------------------------------------------------------

#[test]
fn balls_contain_what_rationals_say() {
    fn property(start: Inside, steps: Whole<Vec<(u8, Inside)>>) -> bool {
        let (ball, truth) = follow(&start, &steps.0);
        contains(&ball, &truth)
    }
    QuickCheck::new().tests(5 * CASES).quickcheck(property as fn(Inside, Whole<Vec<(u8, Inside)>>) -> bool);
}

#[test]
fn radii_of_single_operations_are_nearly_the_least_possible() {
    fn property(a: Inside, b: Inside) -> bool {
        let ((a_low, a_high), (b_low, b_high)) = (a.ball.ends(), b.ball.ends());
        // Half the span of the operation at the corners, and two units of the last bit.
        let least = |ball: &Digits, mut corners: Vec<Rational>| {
            corners.sort();
            let span = (&corners[corners.len() - 1] - &corners[0]) * fraction(1, 2);
            let (low, high) = ball.ends();
            let unit = low.abs().max(high.abs()) * two_to(-253);
            // A millionth more: bounds have 53 bits, and a product's ball lies around the product of the middles.
            (high - low) * fraction(1, 2) <= span * fraction(2_000_001, 1_000_000) + unit
        };
        let sums = vec![&a_low + &b_low, &a_high + &b_high];
        let differences = vec![&a_low - &b_high, &a_high - &b_low];
        let products = vec![&a_low * &b_low, &a_low * &b_high, &a_high * &b_low, &a_high * &b_high];
        least(&(a.ball.clone() + b.ball.clone()), sums)
            && least(&(a.ball.clone() - b.ball.clone()), differences)
            && least(&(a.ball.clone() * b.ball.clone()), products)
            && a.ball.reciprocal().map_or(true, |ball| least(&ball, vec![a_low.recip(), a_high.recip()]))
    }
    holds(property as fn(Inside, Inside) -> bool);
}

/// Rounded results lie anywhere within half a unit, a quarter of the ball's width: a ball eight times as small misses
/// most of them; inherited errors reach the edge, so that even a thousandth less is noticed.
#[test]
fn a_ball_that_is_too_small_is_noticed() {
    let quotients = (1..200).map(|q| (Digits::ratio(355, 2 * q + 1).unwrap(), fraction(355, 2 * q + 1)));
    let missed = quotients.filter(|(ball, truth)| !contains_within(ball, &fraction(1, 8), truth)).count();
    assert!(missed > 100, "{missed} of 199 missed");

    let (ball, truth) = (Digits::within(3.0, 0.125), fraction(25, 8));
    for (ball, truth) in [
        (ball.clone() + Digits::within(5.0, 0.25), &truth + fraction(21, 4)),
        (ball.clone() - Digits::within(5.0, 0.25), &truth - fraction(19, 4)),
        (ball.clone() * Digits::within(5.0, 0.25), &truth * fraction(21, 4)),
        (Digits::within(3.0, 0.125).reciprocal().unwrap(), fraction(8, 23)),
    ] {
        assert!(contains(&ball, &truth), "{ball:?}");
        assert!(!contains_within(&ball, &fraction(999, 1000), &truth), "{ball:?}");
    }
}

#[test]
fn what_fits_is_exact() {
    fn property(a: Short, b: Short, c: Short) -> bool {
        let [x, y, z] = [a, b, c].map(|short| Digits::exact(short.0));
        let [p, q, r] = [a, b, c].map(|short| rational(short.0));
        let exact = |ball: Digits, truth: Rational| ball.is_exact() && ball.ends() == (truth.clone(), truth);
        exact((x.clone() + y.clone()) * z.clone(), (&p + &q) * &r)
            && exact(x.clone() * y.clone() - z.clone(), &p * &q - &r)
            && exact(-(x.clone() * y * z), -(p * q * r))
            && (x.clone() - x).is_exactly_zero()
    }
    holds(property as fn(Short, Short, Short) -> bool);
    let tenth = Digits::exact(0.1);
    assert!((tenth.clone() * tenth.clone() * tenth.clone() * tenth.clone()).is_exact(), "4 · 53 bits fit");
    assert!(!(tenth.clone() * tenth.clone() * tenth.clone() * tenth.clone() * tenth).is_exact(), "5 · 53 bits do not");
    assert!(Digits::integer(-8).reciprocal().unwrap().is_exact());
    assert_eq!(Digits::integer(i64::MIN).ends().0, Rational::from_integer(i64::MIN.into()));
}

#[test]
fn cancellation_costs_digits_and_says_so() {
    let (x, large) = (Digits::exact(0.1), |bits| Digits::exact(f64::exp2(bits)));
    for bits in [100.0, 200.0, 250.0, 300.0, 900.0] {
        let back = x.clone() + large(bits) - large(bits);
        assert!(contains(&back, &rational(0.1)), "2^{bits}: {back:?}");
        assert_eq!(back.is_exact(), bits <= 200.0, "2^{bits}: {back:?}");
        assert!(back.radius_as_f64() <= f64::exp2(bits - 255.0), "2^{bits}: {back:?}");
    }
    let third = Digits::ratio(1, 3).unwrap();
    let nothing = third.clone() - third;
    assert!(!nothing.is_zero() && !nothing.excludes_zero() && nothing.sign().is_none());
    assert!(nothing.relative_radius() == f64::INFINITY && nothing.magnitude_log2() < -250.0);
}

#[test]
fn exact_zero_annihilates_every_ball() {
    let wide = Digits::within(0.5, 1e300);
    assert!((wide.clone() * Digits::zero()).is_exactly_zero() && (Digits::zero() * wide.clone()).is_zero());
    assert_eq!(wide.clone() + Digits::zero(), wide);
    assert_eq!(-Digits::zero(), Digits::zero());
    assert!(!(Digits::within(0.0, 1e-300) * wide).is_zero());
}

#[test]
fn reciprocals_of_zero_are_refused() {
    assert!(Digits::zero().reciprocal().is_err_and(|error| error.is_singular()));
    for touching in [Digits::within(0.0, 1e-300), Digits::within(1.0, 1.0), Digits::within(-1.0, 2.0)] {
        assert!(touching.reciprocal().is_err_and(|error| error.is_precision_lost()), "{touching:?}");
    }
    let near = Digits::within(1.0, 1.0 - f64::EPSILON).reciprocal().unwrap();
    assert!(contains(&near, &Rational::one()) && contains(&near, &rational(f64::EPSILON).recip()), "{near:?}");
}

#[test]
fn inverses_keep_sixty_digits() {
    fn property(Whole(entries): Whole<Vec<i8>>) -> bool {
        let entry = |i: usize, j: usize| i64::from(entries.get(6 * i + j).copied().unwrap_or(i as i8 - 3));
        let rational = Matrix::from_fn(6, 6, |i, j| fraction(entry(i, j) + if i == j { 1000 } else { 0 }, 7));
        let digits = rational.map(|x| Digits::ratio(x.numer().to_i64().unwrap(), x.denom().to_i64().unwrap()).unwrap());
        let (truth, found) = (inverse(&rational).unwrap(), inverse(&digits).unwrap());
        // An entry that happens to vanish has no relative error.
        let fine = |ball: &Digits| ball.relative_radius() <= 1e-60 || ball.radius_as_f64() <= 1e-60;
        let (truth_of_it, determinant) = (determinant(&rational).unwrap(), determinant(&digits).unwrap());
        found.iter().zip(&truth).all(|(ball, truth)| contains(ball, truth) && fine(ball))
            && contains(&determinant, &truth_of_it)
            && determinant.relative_radius() <= 1e-60
    }
    QuickCheck::new().tests(40).quickcheck(property as fn(Whole<Vec<i8>>) -> bool);
    let singular = Matrix::from_row_slice(2, 2, &[1, 2, 2, 4]).map(Digits::integer);
    assert!(inverse(&singular).is_err_and(|error| error.is_singular()));
    assert!(determinant(&singular).unwrap().is_zero());
    let thirds = Matrix::from_row_slice(2, 2, &[1, 2, 2, 4]).map(|n| Digits::ratio(n, 3).unwrap());
    assert!(!thirds[(0, 0)].is_exact() && inverse(&thirds).is_err_and(|error| !error.is_singular()));
}

// Functions ----------------------------------------------------------------------------------------------------------

#[test]
fn constants_are_those_in_print() {
    let exp = |x: i64| Digits::integer(x).exp().unwrap();
    let ln = |x: i64| Digits::integer(x).ln().unwrap();
    is_printed(
        &exp(1),
        "2.718281828459045235360287471352662497757247093699959574966967627724076630353547594571382178525166427e0",
    );
    is_printed(
        &exp(10),
        "2.202646579480671651695790064528424436635351261855678107423542635522520281857079257519912096816452589e4",
    );
    is_printed(
        &exp(-1000),
        "5.075958897549456765291809479574336919305599282892837361832393845410540542974819175679662169046542867e-435",
    );
    is_printed(
        &ln(2),
        "6.931471805599453094172321214581765680755001343602552541206800094933936219696947156058633269964186875e-1",
    );
    is_printed(
        &ln(10),
        "2.302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298e0",
    );
    is_printed(
        &Digits::ln_two_pi().unwrap(),
        "1.837877066409345483560659472811235279722794947275566825634303080965531391854520795389486597271908395e0",
    );
    is_printed(
        &Digits::integer(2).square_root().unwrap(),
        "1.414213562373095048801688724209698078569671875376948073176679737990732478462107038850387534327641572e0",
    );
    assert!(!contains(
        &exp(1),
        &printed("2.71828182845904523536028747135266249775724709369995957496696762772407663e0").0
    ));
}

/// Bits after the point of the series in big integers.
const POINT: usize = 400;

/// eˣ in units of 2^−400, off by fewer than 2^30 units; x = p/2^20 of magnitude at most 8.
fn exp_by_series(p: i64) -> BigInt {
    let mut term = BigInt::one() << POINT;
    let mut sum = term.clone();
    for k in 1..300 {
        term = ((term * p) >> 20) / k;
        sum += &term;
    }
    sum
}

/// ln x by 2 artanh((x − 1)/(x + 1)), for x = p/q between ½ and 2.
fn ln_by_series(p: i64, q: i64) -> BigInt {
    let (up, down) = (p - q, p + q);
    let mut power = (BigInt::from(up) << (POINT + 1)) / down;
    let mut sum = BigInt::zero();
    for k in 0..200 {
        sum += &power / (2 * k + 1);
        power = power * up / down * up / down;
    }
    sum
}

fn is_series(ball: &Digits, sum: BigInt) -> bool {
    let unit = two_to(-(POINT as i32));
    let slack = Rational::from_integer(BigInt::one() << 40) * &unit; // 2⁻¹⁰⁰ of the radius of a number near one
    let truth = Rational::from_integer(sum) * unit;
    let (low, high) = ball.ends();
    low - &slack <= truth && truth <= high + slack
}

#[test]
fn functions_agree_with_series() {
    fn exponential(p: i32) -> bool {
        let p = i64::from(p) % (1 << 23);
        let ball = Digits::exact(p as f64 / f64::from(1 << 20)).exp().unwrap();
        ball.relative_radius() <= 1e-70 && is_series(&ball, exp_by_series(p))
    }
    fn logarithm(p: u16) -> bool {
        let p = i64::from(p) + 32_768;
        let ball = Digits::exact(p as f64 / 65_536.0).ln().unwrap();
        (ball.relative_radius() <= 1e-70) && is_series(&ball, ln_by_series(p, 65_536))
    }
    fn root(p: u64) -> bool {
        let ball = Digits::exact((p | 1) as f64).square_root().unwrap();
        let (low, high) = ball.ends();
        let square = rational((p | 1) as f64);
        ball.relative_radius() <= 1e-70 && &low * &low <= square && square <= &high * &high
    }
    holds(exponential as fn(i32) -> bool);
    holds(logarithm as fn(u16) -> bool);
    holds(root as fn(u64) -> bool);
    assert!(Digits::one().ln().unwrap().is_zero() && Digits::zero().exp().unwrap() == Digits::one());
    assert!(Digits::integer(49).square_root().unwrap() == Digits::integer(7));
}

#[test]
fn functions_of_balls_contain_those_of_their_points() {
    fn property(inside: Inside) -> bool {
        let (ball, truth) = (inside.ball, inside.truth.to_f64().unwrap());
        let point = Digits::exact(truth);
        if !contains(&ball, &rational(truth)) {
            return true; // rounded across the edge
        }
        let agree = |of: fn(&Digits) -> gradus::error::Result<Digits>| match (of(&ball), of(&point)) {
            (Ok(ball), Ok(point)) => ball.overlap(&point),
            (Err(error), Ok(_)) if error.is_domain() => false,
            _ => true,
        };
        agree(Digits::exp) && agree(Digits::ln) && agree(Digits::square_root)
    }
    holds(property as fn(Inside) -> bool);
    // Near the edge, where derivatives are largest.
    for (of, ball, point) in [
        (Digits::ln as fn(&Digits) -> _, Digits::within(1.0, 0.999), 0.001),
        (Digits::square_root, Digits::within(1.0, 0.999), 0.001),
        (Digits::exp, Digits::within(3.0, 1.0), 4.0),
    ] {
        let (ball, point): (Digits, Digits) = (of(&ball).unwrap(), of(&Digits::exact(point)).unwrap());
        assert!(ball.overlap(&point), "{ball:?} misses {point:?}");
    }
}

#[test]
fn compositions_return_to_where_they_began() {
    fn property(p: u32, q: u32) -> bool {
        let (p, q) = (i64::from(p) + 1, i64::from(q) + 1);
        let (x, truth) = (Digits::ratio(p, q).unwrap(), fraction(p, q));
        let (there, y) = (x.ln().unwrap().exp().unwrap(), Digits::integer(q));
        let logarithms = (x.clone() * y.clone()).ln().unwrap();
        let root = x.square_root().unwrap();
        contains(&there, &truth)
            && there.relative_radius() <= 1e-70
            && logarithms.overlap(&(x.ln().unwrap() + y.ln().unwrap()))
            && contains(&(root.clone() * root), &truth)
    }
    holds(property as fn(u32, u32) -> bool);
}

#[test]
fn arguments_outside_of_a_domain_are_told_from_lost_precision() {
    for function in [Digits::ln, Digits::square_root] {
        for outside in [Digits::zero(), Digits::integer(-3), Digits::within(-3.0, 3.0), Digits::within(-3.0, 1.0)] {
            assert!(function(&outside).is_err_and(|error| error.is_domain()), "{outside:?}");
        }
        for touching in [Digits::within(0.0, 1.0), Digits::within(3.0, 3.0), Digits::within(-3.0, 3.5)] {
            assert!(function(&touching).is_err_and(|error| error.is_precision_lost()), "{touching:?}");
        }
        assert!(function(&Digits::within(3.0, 2.9)).is_ok());
    }
    for lost in [Digits::within(0.0, 1.5), Digits::exact(1e10), Digits::exact(1e300)] {
        assert!(lost.exp().is_err_and(|error| error.is_precision_lost()), "{lost:?}");
    }
}

// Range --------------------------------------------------------------------------------------------------------------

#[test]
fn huge_and_tiny_exponents() {
    let (huge, tiny) = (Digits::exact(1e9).exp().unwrap(), Digits::exact(-1e9).exp().unwrap());
    assert!(contains(&(huge.clone() * tiny.clone()), &Rational::one()) && huge.relative_radius() < 1e-66);
    assert!(contains(&huge.ln().unwrap(), &rational(1e9)) && contains(&tiny.ln().unwrap(), &rational(-1e9)));
    assert!(huge.value() == f64::INFINITY && tiny.value() == 0.0 && (-huge.clone()).value() == f64::NEG_INFINITY);
    assert!(tiny.excludes_zero() && (tiny.magnitude_log2() / -1_442_695_040.9 - 1.0).abs() < 1e-9);
    // The first digits of e^(10⁹), by another way: e^(10⁹ − 434294481 ln 10)
    let rest = Digits::exact(1e9) - Digits::integer(434_294_481) * Digits::integer(10).ln().unwrap();
    let (low, _) =
        printed("8.002981770660972533041909374365000688782314997176374565356445473341386965534987717522905e0");
    assert!(contains(&rest.exp().unwrap(), &low));
    // Out of range: balls around zero, wide enough.
    let (over, under) = (huge.clone() * huge.clone(), tiny.clone() * tiny.clone());
    assert!(!over.excludes_zero() && !over.is_zero() && over.magnitude_log2() >= 2.0 * huge.magnitude_log2() - 1e-3);
    assert!(!under.excludes_zero() && !under.is_zero() && under.magnitude_log2() < -2e9);
    assert!(
        (Digits::within(0.0, 1.0) + under.clone()).radius_as_f64() < 1.000_001 && !(under * over.clone()).is_exact()
    );
    let deep = Digits::exact(-1e300).exp().unwrap();
    assert!(!deep.excludes_zero() && !deep.is_zero() && deep.magnitude_log2() < -2e9);
    let mut squared = over;
    for _ in 0..40 {
        squared = squared.clone() * squared;
    }
    assert!(squared.magnitude_log2() == f64::INFINITY && !squared.excludes_zero(), "{squared:?}");
    assert!((squared * Digits::zero()).is_zero());
    let near_one = Digits::one() + tiny;
    assert!(near_one.radius_as_f64() > 1e-78 && contains(&near_one, &Rational::one()), "{near_one:?}");
}

#[test]
fn values_are_the_nearest_floats() {
    fn same(bits: u64) -> bool {
        let value = f64::from_bits(bits);
        !value.is_finite() || Digits::exact(value).value() == value
    }
    fn quotient(p: i64, q: i64) -> bool {
        let (p, q) = (p >> 11, (q >> 11) | 1);
        Digits::ratio(p, q).unwrap().value() == p as f64 / q as f64
    }
    holds(same as fn(u64) -> bool);
    holds(quotient as fn(i64, i64) -> bool);
    assert_eq!(Digits::exact(5e-324).value(), 5e-324);
    assert_eq!((Digits::exact(5e-324) * Digits::half()).value(), 0.0);
    assert_eq!(
        (Digits::integer(1) + Digits::exact(f64::exp2(-53.0)) + Digits::exact(1e-60)).value(),
        1.0 + f64::EPSILON
    );
}

#[test]
fn pivots_are_ordered_by_magnitude() {
    let exp = |x: f64| Digits::exact(x).exp().unwrap();
    let ascending = [
        Digits::zero(),
        Digits::within(0.0, 1.0),
        exp(-1.4e9),
        exp(-1e9),
        Digits::exact(5e-324),
        Digits::exact(-1.0),
        Digits::exact(1.001),
        Digits::exact(f64::MAX),
        -exp(1e9),
        exp(1.4e9),
    ];
    assert_eq!(ascending[0].pivot_weight(), 0.0);
    assert!(ascending.windows(2).all(|pair| pair[0].pivot_weight() < pair[1].pivot_weight()));
}

#[test]
fn signs_overlaps_and_radii() {
    assert_eq!(Digits::within(2.0, 1.0).sign(), Some(Ordering::Greater));
    assert_eq!(Digits::within(-2.0, 1.0).sign(), Some(Ordering::Less));
    assert_eq!(Digits::zero().sign(), Some(Ordering::Equal));
    assert_eq!(Digits::within(1.0, 1.0).sign(), None);
    assert!(Digits::within(1.0, 1.0).overlap(&Digits::within(2.5, 0.5)));
    assert!(!Digits::within(1.0, 1.0).overlap(&Digits::within(2.75, 0.5)));
    assert!(!Digits::exact(1.0).overlap(&Digits::exact(1.0 + f64::EPSILON)));
    let ball = Digits::within(4.0, 1.0);
    assert!((ball.relative_radius() - 0.25).abs() < 1e-12 && (ball.magnitude_log2() - 5_f64.log2()).abs() < 1e-12);
    assert!(ball.radius_as_f64() >= 1.0 && Digits::one().relative_radius() == 0.0);
    assert_eq!(Digits::zero().magnitude_log2(), f64::NEG_INFINITY);
    assert!(Field::is_finite(&ball));
}

#[test]
fn numbers_beyond_floats_are_shown_by_their_powers_of_ten() {
    let shown = |x: f64| Digits::exact(x).exp().unwrap().to_string();
    // e¹⁰⁰⁰ = 1.970071… · 10⁴³⁴, e⁻¹⁰⁰⁰ = 5.075958… · 10⁻⁴³⁵
    assert_eq!(shown(1000.0), "1.97007e434");
    assert_eq!(shown(-1000.0), "5.07596e-435");
    assert_eq!((-Digits::exact(1000.0).exp().unwrap()).to_string(), "-1.97007e434");
    assert_eq!(Digits::zero().to_string(), "0");
    assert_eq!(Digits::exact(-2.5).to_string(), "-2.5");
}
