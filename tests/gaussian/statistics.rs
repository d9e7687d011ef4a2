//! Statistics of samples: dependent components, numbers at the limits of their range, sums that nearly cancel.

use crate::draw::{Draw, identity, zeros};
use gradus::gaussian::{Gaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::matrix::Matrix;
use gradus::{Error, Result};

/// The same samples by `push`, by `extend`, and merged from parts of either.
fn in_every_way(data: &Matrix<f64>) -> Result<Vec<(&'static str, SufficientStatistics)>> {
    let (d, n) = data.shape();
    let column = |k| data.columns(k, 1).into_owned();
    let mut pushed = SufficientStatistics::new(d)?;
    (0..n).try_for_each(|k| pushed.push(&column(k)))?;
    let mut extended = SufficientStatistics::new(d)?;
    extended.extend(data)?;
    let mut merged = SufficientStatistics::new(d)?;
    let mut merged_pushes = SufficientStatistics::new(d)?;
    for start in (0..n).step_by(n.div_ceil(7)) {
        let count = n.div_ceil(7).min(n - start);
        let (mut part, mut pushes) = (SufficientStatistics::new(d)?, SufficientStatistics::new(d)?);
        part.extend(&data.columns(start, count).into_owned())?;
        (start..start + count).try_for_each(|k| pushes.push(&column(k)))?;
        merged.merge(&part)?;
        merged_pushes.merge(&pushes)?;
    }
    Ok(vec![("push", pushed), ("extend", extended), ("merge", merged), ("merge of pushes", merged_pushes)])
}

fn is_refused(statistics: &SufficientStatistics) -> bool {
    statistics.gaussian().is_err_and(|error| error.is_not_positive_definite())
}

/// Whether the error is that `what` overflows.
fn overflows(error: &Error, what: &str) -> bool {
    error.is_overflow() && error.to_string().starts_with(&format!("{what} overflows"))
}

/// A name, and the components of the kth sample.
type Pattern = (&'static str, fn(f64) -> Vec<f64>);

/// The last component is a sum of others, exactly or up to the rounding of the samples.
const DEPENDENT: [Pattern; 16] = [
    ("a, b, a+b", |k| vec![k % 7.0, k % 5.0, k % 7.0 + k % 5.0]),
    ("b, a, b−a", |k| vec![k % 5.0, k % 7.0, k % 5.0 - k % 7.0]),
    ("Fahrenheit", |k| vec![(k % 40.0) / 2.0, 1.8 * ((k % 40.0) / 2.0) + 32.0]),
    ("Celsius", |k| vec![k % 101.0, (k % 101.0 - 32.0) / 1.8]),
    ("tenths", |k| vec![0.1 * (k % 13.0), 0.3 * (k % 13.0) + 0.7]),
    ("one-hot", |k| (0..4).map(|i| f64::from(u8::from((k * k + k / 3.0).floor() % 4.0 == f64::from(i)))).collect()),
    ("three sums", |k| {
        let (a, b, c) = (k % 3.0, k % 11.0, (k * k) % 17.0);
        vec![a, b, c, 2.0 * a - 3.0 * b + 0.5 * c]
    }),
    ("timestamps", |k| vec![1.7e9 + k, 60.0 * k + 5.0]),
    ("hours and seconds", |k| vec![1.7e9 + 3600.0 * (k % 1000.0), 472_222.0 + k % 1000.0]),
    ("far away", |k| vec![1e12 + k % 7.0, 3e12 + 2.0 * (k % 7.0), k % 5.0]),
    ("large and small", |k| vec![1e-9 * (k % 7.0), 1e9 * (k % 7.0)]),
    ("a repeated one", |k| vec![f64::sin(k), k % 9.0, f64::sin(k)]),
    ("a negated one", |k| vec![f64::sin(k), -f64::sin(k)]),
    ("a mean", |k| vec![f64::sin(k), f64::cos(k * k), 0.5 * f64::sin(k) + 0.5 * f64::cos(k * k)]),
    ("nearly alike", |k| vec![k % 7.0, k % 7.0 + 0.01 * (k % 5.0), k % 5.0]),
    ("shares", |k| {
        let (a, b, c) = (k % 5.0 + 1.0, k % 3.0 + 1.0, k % 7.0 + 1.0);
        let all = a + b + c;
        vec![a / all, b / all, c / all]
    }),
];

fn data(pattern: fn(f64) -> Vec<f64>, n: usize) -> Matrix<f64> {
    let columns: Vec<Vec<f64>> = (0..n).map(|k| pattern(k as f64)).collect();
    Matrix::from_fn(columns[0].len(), n, |i, k| columns[k][i])
}

#[test]
fn dependent_components_are_refused() -> Result<()> {
    for (name, pattern) in DEPENDENT {
        for n in [50, 69, 104, 333, 1000, 4097, 20_000] {
            for (way, statistics) in in_every_way(&data(pattern, n))? {
                let refused = is_refused(&statistics);
                assert!(
                    refused,
                    "{name}, {n} samples by {way}: {:?}",
                    statistics.gaussian().map(|g| g.factor().clone())
                );
            }
        }
    }
    Ok(())
}

#[test]
fn dependent_components_are_refused_among_a_million() -> Result<()> {
    for (name, pattern) in DEPENDENT {
        if name == "nearly alike" {
            continue; // ‖v‖₁² is 10⁴: a million roundings may leave more than 10⁻⁸.
        }
        let data = data(pattern, 1_000_000);
        let mut pushed = SufficientStatistics::new(data.nrows())?;
        for k in 0..data.ncols() {
            pushed.push(&data.columns(k, 1).into_owned())?;
        }
        let mut extended = SufficientStatistics::new(data.nrows())?;
        extended.extend(&data)?;
        for statistics in [pushed, extended] {
            assert!(is_refused(&statistics), "{name}");
        }
    }
    Ok(())
}

/// 1 − R² = t²/(1+t²) of x + tz on x, where x and z are not correlated.
#[test]
fn nearly_dependent_components_are_accepted() -> Result<()> {
    let sign = |k: usize| if k.is_multiple_of(2) { 1.0 } else { -1.0 };
    for t in [1.001e-4, 1e-3, 0.1] {
        for n in [4, 100, 5000, 100_000] {
            for (offset, scale) in [(0.0, 1.0), (1e3, 1.8), (-7.0, 1e-30), (0.0, 1e100)] {
                let data = Matrix::from_fn(2, n, |i, k| {
                    let (x, z) = (sign(k), sign(k / 2));
                    (offset + if i == 0 { x } else { x + t * z }) * scale
                });
                for (way, statistics) in in_every_way(&data)? {
                    let gaussian = statistics.gaussian().unwrap_or_else(|error| panic!("{way}, {n}, {t}: {error}"));
                    let rest = gaussian.factor()[(1, 1)] / scale;
                    assert!((rest / t - 1.0).abs() < 1e-3, "{way}, {n} samples: {rest} for {t}");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_component_without_spread_is_named() -> Result<()> {
    for constant in [0.0, 0.1, -1e9, 1e300] {
        let data = Matrix::from_fn(3, 1000, |i, k| if i == 1 { constant } else { ((i + 2) * k % 7) as f64 });
        for (way, statistics) in in_every_way(&data)? {
            let error = statistics.gaussian().expect_err("no spread");
            assert!(error.is_not_positive_definite() && error.minor() == Some(2), "{way}: {error}");
            assert!(error.to_string().contains("entry (1,1), counted from 0, is 0;"), "{way}: {error}");
        }
    }
    Ok(())
}

fn row(numbers: &[f64]) -> Matrix<f64> {
    Matrix::from_row_slice(1, numbers.len(), numbers)
}

/// The unnormalised sums overflow, the results do not.
#[test]
fn large_numbers_do_not_overflow_before_their_results() -> Result<()> {
    for (numbers, mean, variance) in [
        (vec![0.0, 0.0, 1.5e154, 1.5e154], 7.5e153, 5.625e307),
        (vec![1e308, -1e308], 0.0, f64::INFINITY),
        (vec![1e308, 1e308, 1e308], 1e308, 0.0),
        (vec![f64::MAX, f64::MAX], f64::MAX, 0.0),
        (vec![1.0, 3.0, 1e200], 1e200 / 3.0, f64::INFINITY),
    ] {
        for (way, statistics) in in_every_way(&row(&numbers))? {
            let found = statistics.mean()?[0];
            assert!((found - mean).abs() <= 1e-15 * mean.abs(), "{way}: {found:e} for {mean:e}");
            match statistics.covariance() {
                Ok(found) if variance == 0.0 => assert_eq!(found[0], 0.0),
                Ok(found) => assert!((found[0] / variance - 1.0).abs() < 1e-15, "{way}: {found:e}"),
                Err(error) => {
                    assert!(error.is_overflow(), "{way}: {error}");
                    assert_eq!(variance, f64::INFINITY, "{way}");
                }
            }
        }
    }
    // One component is large, the other is not.
    let mixed = Matrix::from_fn(2, 3000, |i, k| if i == 0 { 1e153 * (k % 3) as f64 } else { (k % 5) as f64 });
    for (way, statistics) in in_every_way(&mixed)? {
        let covariance = statistics.covariance()?;
        for (i, variance) in [2.0 / 3.0 * 1e306, 2.0].into_iter().enumerate() {
            assert!((covariance[(i, i)] / variance - 1.0).abs() < 1e-13, "{way}: {covariance}");
        }
        assert!(covariance[(0, 1)].abs() < 1e-13 * 1e153 && statistics.gaussian().is_ok());
    }
    Ok(())
}

#[test]
fn small_numbers_after_large_ones_keep_their_place() -> Result<()> {
    let mut statistics = SufficientStatistics::new(1)?;
    let mut other = SufficientStatistics::new(1)?;
    for x in [1.0, 2.0, 3e200, -3e200, 6.0] {
        statistics.push(&row(&[x]))?;
    }
    assert_eq!(statistics.mean()?[0], 9.0 / 5.0);
    other.extend(&row(&[1.0, 2.0]))?;
    let mut merged = other.clone();
    merged.merge(&statistics)?;
    statistics.merge(&other)?;
    for both in [merged, statistics] {
        assert_eq!((both.mean()?[0], both.count()), (12.0 / 7.0, 7));
    }
    Ok(())
}

#[test]
fn sums_that_nearly_cancel_are_exact() -> Result<()> {
    for (numbers, mean) in [
        (vec![1e100, 1.0, 3.0, -1e100], 1.0),
        (vec![1.0, 1e100, 3.0, -1e100], 1.0),
        (vec![3.0, 1e16, 1.0, -1e16, 1.0], 1.0),
        (vec![1e30, 1e-3, -1e30], 1e-3 / 3.0),
        (vec![0.1; 10], 0.1),
    ] {
        for (way, statistics) in in_every_way(&row(&numbers))? {
            assert_eq!(statistics.mean()?[0], mean, "{way}: {numbers:?}");
        }
    }
    Ok(())
}

#[test]
fn gradients_are_numbers_or_an_error() -> Result<()> {
    let at =
        |data: &[f64], mean: f64, variance: f64| log_likelihood_gradients(&row(data), &row(&[mean]), &row(&[variance]));
    assert!(overflows(&at(&[1e200, -1e200], 0.0, 1.0).expect_err("overflow"), "the sample covariance"));
    assert!(overflows(&at(&[1e300, 1e300], 0.0, 1e-20).expect_err("overflow"), "the gradient in the mean"));
    assert!(overflows(&at(&[1e300, 1e300], 0.0, 1.0).expect_err("overflow"), "the gradient in the covariance"));
    assert!(overflows(&at(&[1e308, -1e308], -1e308, 1.0).expect_err("overflow"), "the sample covariance"));
    // S overflows, the gradient does not: ½ N (S/N/Σ² − 1/Σ).
    let (_, slope) = at(&[0.0, 0.0, 1.5e154, 1.5e154], 7.5e153, 1e308)?;
    assert!((slope[0] / (2.0 * (0.5625 - 1.0) * 1e-308) - 1.0).abs() < 1e-12, "{slope}");
    Ok(())
}

/// What a Gaussian is made of stays finite, or says that it does not.
#[test]
fn results_that_overflow_say_so() -> Result<()> {
    let large = Gaussian::new(Matrix::from_element(1, 1, 1e308), Matrix::from_element(1, 1, 1e300))?;
    let map = Matrix::from_element(1, 1, 1e10);
    assert!(overflows(&large.affine(&map, &zeros(1, 1)).expect_err("overflow"), "the mean"));
    let wide = Gaussian::new(zeros(1, 1), Matrix::from_element(1, 1, 1e300))?;
    assert!(overflows(&wide.affine(&map, &zeros(1, 1)).expect_err("overflow"), "the covariance"));
    let tiny = Matrix::from_element(1, 1, 1e-310);
    assert!(overflows(&Gaussian::from_precision(zeros(1, 1), tiny).expect_err("overflow"), "the covariance"));
    Ok(())
}

/// Covariances that are singular to rounding, of any rank.
#[test]
fn singular_covariances_are_refused() {
    let mut draw = Draw::new(51);
    for _ in 0..2000 {
        let d = draw.size(2, 8);
        let root = draw.matrix(d, d - 1);
        let singular = &root * root.transpose();
        let error = Gaussian::new(zeros(d, 1), singular).expect_err("singular");
        assert!(error.is_not_positive_definite(), "{error}");
    }
    assert!(Gaussian::new(zeros(3, 1), identity(3)).is_ok());
}
