//! P(a ≤ x ≤ b) against closed forms, 50 digits and published values.

use crate::common::{assert_error, covariance, gaussian, identity, normal, square, vector};
use gradus::Matrix;
use gradus::gaussian::{Gaussian, Integration, Probability};

const INFINITY: f64 = f64::INFINITY;

fn of(covariance: Matrix<f64>, lower: &[f64], upper: &[f64], wanted: &Integration) -> Probability {
    let gaussian = Gaussian::new(Matrix::zeros(covariance.nrows(), 1), covariance).expect("positive definite");
    gaussian.box_probability(&vector(lower), &vector(upper), wanted).expect("a box")
}

/// Within the error that it states, which is at most `limit` of the probability.
#[track_caller]
fn assert_logarithm(found: &Probability, expected: f64, limit: f64) {
    let difference = (found.logarithm - expected).abs();
    assert!(difference <= found.relative_error, "{found:?} is not {expected}: {difference:e}");
    assert!(found.relative_error <= limit, "{found:?}");
    assert!((found.value - expected.exp()).abs() <= found.error + 1e-13 * found.value, "{found:?}");
}

/// ln P by mpmath, to 50 digits.
#[test]
fn one_dimension() {
    for (a, b, expected) in [
        (-1.0, 2.0, -0.200_166_294_324_462_6),
        (5.0, 6.0, -15.068_446_096_529_453),
        (-9.0, -8.5, -39.209_373_391_744_01),
        (1e-9, 2e-9, -21.642_204_370_151_083),
        (-1e-9, 3e-9, -20.255_910_009_031_19),
        (8.0, 8.0 + 0.5f64.powi(30), -53.713_353_953_728_32),
        (20.0, 20.5, -203.917_194_464_608_98),
        (40.0, 41.0, -804.608_442_013_753_8),
        (-200.0, -199.0, -19_806.712_268_608_223),
        (1000.0, INFINITY, -500_007.826_694_812_2),
        (-2.0, INFINITY, -0.023_012_909_328_963_488),
        (-INFINITY, 9.0, -1.128_588_405_953_840_6e-19),
    ] {
        let found = of(identity(1), &[a], &[b], &Integration::default());
        assert!((found.logarithm - expected).abs() <= 1e-14 * (2.0 + expected.abs()), "{a} {b}: {found:?}");
        let scaled = of(identity(1) * 9.0, &[3.0 * a], &[3.0 * b], &Integration::default());
        assert!((scaled.logarithm - expected).abs() <= 1e-6 * (1.0 + expected.abs()), "{a} {b}: {scaled:?}");
    }
}

/// ln P by mpmath, to 40 digits, with limits far out and correlations near one.
#[test]
fn two_dimensions() {
    for (lower, upper, r, expected) in [
        ([-1.0, -0.5], [2.0, 1.0], 0.6, -0.737_765_494_503_468),
        ([-INFINITY, -INFINITY], [-1.0, 0.5], -0.3, -2.499_162_379_880_54),
        ([3.0, 3.0], [5.0, 4.0], 0.95, -7.159_371_541_636_211),
        ([8.0, 9.0], [INFINITY, INFINITY], 0.5, -53.861_326_819_968_574),
        ([8.0, 9.0], [INFINITY, INFINITY], -0.5, -152.038_136_874_345_78),
        ([10.0, -11.0], [11.0, -10.0], 0.9, -1_010.219_375_440_981_1),
        ([-2.0, -1.5], [1.0, 1.2], 0.999_999, -0.255_489_144_122_373_1),
        ([0.25, -3.0], [0.5, 3.0], -0.7, -2.377_849_254_263_868_3),
    ] {
        let found = of(square(&[1.0, r, r, 1.0]), &lower, &upper, &Integration::default());
        // A correlation near one is rounded; here the error of the input is some ε/√(1−r²).
        assert!((found.logarithm - expected).abs() <= 1e-12 * (1.0 + expected.abs()), "{r}: {found:?} {expected}");
        assert!(found.relative_error < 1e-10 && found.evaluations == 0, "{found:?}");
    }
}

/// ∂Φ₂/∂ρ = φ₂ (Drezner and Wesolowsky 1990): Φ₂(h, k, ρ) = Φ(h)Φ(k) + ∫₀^arcsin ρ exp(−(h²+k²−2hk sin θ)/2cos²θ) dθ/2π.
#[test]
fn two_dimensions_by_drezner_and_wesolowsky() {
    let phi = |x: f64| 0.5 * libm::erfc(-x / 2f64.sqrt());
    let random = normal(5, 3, 200);
    for case in random.column_iter() {
        let (h, k, r) = (case[0], 1.5 * case[1], case[2].tanh());
        let steps = 4000; // Simpson
        let f = |t: f64| (-(h * h + k * k - 2.0 * h * k * t.sin()) / (2.0 * t.cos().powi(2))).exp();
        let step = r.asin() / f64::from(steps);
        let weight = |i: i32| if i == 0 || i == steps { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
        let integral: f64 = (0..=steps).map(|i| weight(i) * f(step * f64::from(i))).sum::<f64>() * step / 3.0;
        let expected = phi(h) * phi(k) + integral / std::f64::consts::TAU;
        let found = of(square(&[1.0, r, r, 1.0]), &[-INFINITY; 2], &[h, k], &Integration::default());
        assert!((found.value - expected).abs() < 1e-12, "{h} {k} {r}: {found:?} {expected}");
    }
}

/// 1/8 + (arcsin r₁₂ + arcsin r₁₃ + arcsin r₂₃)/4π, an orthant of three.
#[test]
fn orthants_of_three() {
    for seed in 0..20 {
        let covariance = covariance(seed, 3);
        let r = |i, j| f64::asin(covariance[(i, j)] / f64::sqrt(covariance[(i, i)] * covariance[(j, j)]));
        let expected = 0.125 + (r(0, 1) + r(0, 2) + r(1, 2)) / (4.0 * std::f64::consts::PI);
        let wanted = Integration { seed, relative: 0.0, most_evaluations: 1 << 16, ..Integration::default() };
        let found = of(covariance, &[0.0; 3], &[INFINITY; 3], &wanted);
        // Half as much again: 5 standard errors, of which 20 estimates are outside in one of 500 runs.
        assert!((found.value - expected).abs() <= 1.5 * found.error && found.relative_error < 1e-3, "{found:?}");
    }
}

/// With all correlations ½, P(x ≤ 0) = 1/(D+1), as scipy's tests have it.
#[test]
fn equal_correlations() {
    for d in 1..=17 {
        let covariance = Matrix::from_fn(d, d, |i, j| if i == j { 1.0 } else { 0.5 });
        let wanted = Integration { relative: 1e-3, ..Integration::default() };
        let found = of(covariance, &vec![-INFINITY; d], &vec![0.0; d], &wanted);
        assert_logarithm(&found, -(d as f64 + 1.0).ln(), 1e-3);
    }
}

/// Genz (1992) prints 0.827985 for this one.
#[test]
fn published() {
    let covariance = square(&[1.0, 0.6, 1.0 / 3.0, 0.6, 1.0, 11.0 / 15.0, 1.0 / 3.0, 11.0 / 15.0, 1.0]);
    let found = of(covariance, &[-INFINITY; 3], &[1.0, 4.0, 2.0], &Integration::default());
    assert!((found.value - 0.827_985).abs() < 1e-6 + found.error, "{found:?}");
}

/// xᵢ = λᵢt + √(1−λᵢ²) eᵢ: the integral over t alone (Dunnett and Sobel 1955), by mpmath; in the middle and far out.
#[test]
fn one_factor() {
    let loadings = [0.9, -0.5, 0.3, 0.7, -0.8];
    let covariance = Matrix::from_fn(5, 5, |i, j| if i == j { 1.0 } else { loadings[i] * loadings[j] });
    for (lower, upper, expected) in [
        ([-1.0, -INFINITY, 0.0, 0.5, -2.0], [2.0, 1.0, INFINITY, 3.0, 1.0], -1.934_931_942_276_420_9),
        ([4.0, -INFINITY, 3.0, 3.5, -INFINITY], [INFINITY, -3.0, INFINITY, INFINITY, -3.0], -17.700_649_916_641_462),
    ] {
        let wanted = Integration { relative: 5e-4, ..Integration::default() };
        assert_logarithm(&of(covariance.clone(), &lower, &upper, &wanted), expected, 5e-4);
    }
}

/// Independent components: a product of Φ, of which the least parts are far smaller than any number.
#[test]
fn independent() {
    let d = 40;
    let (lower, upper) = (vec![5.0; d], vec![INFINITY; d]);
    let one = of(identity(1), &lower[..1], &upper[..1], &Integration::default());
    let found = of(identity(d), &lower, &upper, &Integration::default());
    assert!((found.logarithm - d as f64 * one.logarithm).abs() < 1e-10, "{found:?}");
    let far = of(identity(d), &vec![50.0; d], &upper, &Integration::default());
    assert!(far.value == 0.0 && far.logarithm < -1250.0 * d as f64 && far.relative_error < 1e-10, "{far:?}");
}

/// 3.5 standard errors of 16 shifts: t with 15 degrees of freedom is outside in 0.3 % of the cases. Of 200 at most 8
/// may be: more happen in one of 10⁷ runs. And the estimates do differ.
#[test]
fn the_error_is_as_stated() {
    let exact = 1.0 / 7.0;
    let covariance = Matrix::from_fn(6, 6, |i, j| if i == j { 1.0 } else { 0.5 });
    let found: Vec<_> = (0..200)
        .map(|seed| {
            let wanted = Integration { most_evaluations: 4096, relative: 0.0, seed, ..Integration::default() };
            of(covariance.clone(), &[-INFINITY; 6], &[0.0; 6], &wanted)
        })
        .collect();
    let outside = found.iter().filter(|found| (found.value - exact).abs() > found.error).count();
    assert!(outside <= 8, "{outside}");
    assert!(found.iter().all(|found| found.evaluations == 4096 && found.error < 0.01));
    assert!(found.iter().any(|found| (found.value - exact).abs() > 0.1 * found.error));
    let again = Integration { most_evaluations: 4096, relative: 0.0, seed: 3, ..Integration::default() };
    assert_eq!(found[3], of(covariance, &[-INFINITY; 6], &[0.0; 6], &again));
}

/// Against samples: the share of 200 000 samples lies within five standard deviations, but with probability 6e-7.
#[test]
fn monte_carlo() {
    for seed in 0..4 {
        let gaussian = gaussian(seed, 4);
        let (lower, upper) = (gaussian.mean().add_scalar(-1.0), gaussian.mean().add_scalar(0.8));
        let found = gaussian.box_probability(&lower, &upper, &Integration::default()).expect("a box");
        let count = 200_000;
        let samples = gaussian.sample(&mut crate::common::stream(seed), count);
        let inside = |x: &[f64]| (0..4).all(|i| lower[i] <= x[i] && x[i] <= upper[i]);
        let share = samples.as_slice().chunks(4).filter(|x| inside(x)).count() as f64 / count as f64;
        let deviation = (found.value * (1.0 - found.value) / count as f64).sqrt();
        assert!((share - found.value).abs() < 5.0 * deviation + found.error, "{share} {found:?}");
    }
}

#[test]
fn limits_that_leave_nothing_or_everything() {
    let gaussian = gaussian(3, 3);
    let wanted = Integration::default();
    let of = |lower: &[f64], upper: &[f64]| gaussian.box_probability(&vector(lower), &vector(upper), &wanted);
    assert_eq!(of(&[-INFINITY; 3], &[INFINITY; 3]).unwrap().value, 1.0);
    assert_eq!(of(&[0.0; 3], &[0.0, 1.0, 1.0]).unwrap().value, 0.0);
    assert_eq!(of(&[-INFINITY; 3], &[-INFINITY, 1.0, 1.0]).unwrap().value, 0.0);
    // Components without limits are left out.
    let marginal = gaussian.marginal(&[2]).unwrap();
    let one = marginal.box_probability(&vector(&[0.0]), &vector(&[1.0]), &wanted).unwrap();
    let found = of(&[-INFINITY, -INFINITY, 0.0], &[INFINITY, INFINITY, 1.0]).unwrap();
    assert!((found.value - one.value).abs() < 1e-14 && found.evaluations == 0);

    assert_error(of(&[0.0; 2], &[1.0; 2]), &["the lower limit is 2×1", "3×1"]);
    assert_error(of(&[0.0; 3], &[f64::NAN, 1.0, 1.0]), &["the upper limit", "NaN"]);
    assert_error(of(&[0.0, 2.0, 0.0], &[1.0; 3]), &["the upper limit of component 1 is 1e0", "2e0, the lower limit"]);
    for wanted in [f64::NAN, -1e-5] {
        let relative = Integration { relative: wanted, ..Integration::default() };
        let absolute = Integration { absolute: wanted, ..Integration::default() };
        let of = |wanted| gaussian.box_probability(&vector(&[0.0; 3]), &vector(&[1.0; 3]), wanted);
        assert_error(of(&relative), &["the relative accuracy", "not negative"]);
        assert_error(of(&absolute), &["the absolute accuracy", "not negative"]);
    }
    let none = Integration { most_evaluations: 0, ..Integration::default() };
    assert_error(
        gaussian.box_probability(&vector(&[0.0; 3]), &vector(&[1.0; 3]), &none),
        &["the number of evaluations"],
    );
}

/// The probability does not depend on the units, and squares of the deviations may leave the range of doubles.
#[test]
fn units_of_any_size() {
    let covariance = Matrix::from_fn(3, 3, |i, j| if i == j { 1.0 } else { 0.5 });
    let wanted = Integration::default();
    for count in 1..=3 {
        let covariance = covariance.view((0, 0), (count, count)).into_owned();
        let of = |unit: f64| {
            let gaussian = Gaussian::new(Matrix::zeros(count, 1), &covariance * unit * unit).unwrap();
            let (lower, upper) = (Matrix::from_element(count, 1, -unit), Matrix::from_element(count, 1, 2.0 * unit));
            gaussian.box_probability(&lower, &upper, &wanted).unwrap()
        };
        for exponent in [-510, 300, 511] {
            assert_eq!(of(2f64.powi(exponent)).logarithm, of(1.0).logarithm, "{count}, 2^{exponent}");
        }
    }
}

/// Orthants of two components: ¼ + arcsin(ρ)/2π, also where the second component is nearly a function of the first.
#[test]
fn nearly_dependent_components() {
    for rest in [1e-2, 1e-4, 1e-5, 1e-6, 1e-7, 3e-8, 1e-8, 1e-10, 1e-12] {
        for sign in [1.0, -1.0] {
            let rho = sign * (1.0 - rest);
            let covariance = square(&[1.0, rho, rho, 1.0]);
            let found = of(covariance, &[0.0; 2], &[INFINITY; 2], &Integration::default());
            let exact = 0.25 + rho.asin() / std::f64::consts::TAU;
            assert!((found.value - exact).abs() <= 1e-15 + 2.0 * found.error, "{rho}: {found:?}, {exact}");
            assert!(found.relative_error < 1e-11, "{rho}: {found:?}");
        }
    }
}

/// Where the peak of the density is narrower than the distance of two doubles, the error says so.
#[test]
fn beyond_the_resolution_of_doubles() {
    for count in [1, 2, 3] {
        for limit in [1e10, 1e100, 1e150] {
            let found = of(identity(count), &vec![limit; count], &vec![INFINITY; count], &Integration::default());
            let expected = -0.5 * limit * limit * count as f64;
            assert!((found.logarithm - expected).abs() <= 1e-10 * expected.abs(), "{found:?}");
            assert!(found.value == 0.0 && found.error == 0.0 && found.relative_error > 1.0, "{found:?}");
        }
    }
}

/// The digits that the difference of two limits loses count as an error.
#[test]
fn narrow_boxes() {
    for count in [1, 2, 3] {
        let rho = 0.5;
        let covariance = Matrix::from_fn(count, count, |i, j| if i == j { 1.0 } else { rho });
        let gaussian = Gaussian::new(Matrix::zeros(count, 1), covariance).unwrap();
        let (lower, upper) = (Matrix::from_element(count, 1, 1.0), Matrix::from_element(count, 1, 1.0 + 1e-8));
        let found = gaussian.box_probability(&lower, &upper, &Integration::default()).unwrap();
        // The density, times the volume; to first order it is that in the centre.
        let centre = (&lower + &upper) * 0.5;
        let expected = gaussian.log_density(&centre).unwrap() + count as f64 * (upper[0] - lower[0]).ln();
        assert!((found.logarithm - expected).abs() <= found.relative_error, "{found:?}, {expected}");
        assert!(found.relative_error < 1e-6, "{found:?}");
    }
}
