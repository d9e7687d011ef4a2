//! Samples taken out again, parts, and what they look like.

use crate::common::*;
use gradus::Matrix;
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics};

fn statistics(data: &Matrix<f64>) -> SufficientStatistics {
    let mut statistics = SufficientStatistics::new(data.nrows()).unwrap();
    statistics.extend(data).unwrap();
    statistics
}

fn assert_same(found: &SufficientStatistics, expected: &SufficientStatistics) {
    assert_eq!(found.count(), expected.count());
    assert_agree(&found.mean().unwrap(), &expected.mean().unwrap());
    assert_agree(&found.covariance().unwrap(), &expected.covariance().unwrap());
}

#[test]
fn what_is_removed_was_never_there() {
    for seed in 0..20 {
        let d = 1 + seed as usize % 4;
        let (kept, gone) = (normal(seed, d, 9), normal(seed + 1, d, 5) * 3.0);
        let mut both = statistics(&kept);
        both.extend(&gone).unwrap();
        let mut one_by_one = both.clone();
        both.remove_all(&statistics(&gone)).unwrap();
        (0..5).for_each(|n| one_by_one.remove(&gone.columns(n, 1).into_owned()).unwrap());
        for found in [&both, &one_by_one] {
            assert_same(found, &statistics(&kept));
            assert_agree(found.gaussian().unwrap().covariance(), &statistics(&kept).covariance().unwrap());
        }
        // Down to one sample, and to none.
        for n in (1..9).rev() {
            both.remove(&kept.columns(n, 1).into_owned()).unwrap();
        }
        assert_agree(&both.mean().unwrap(), &kept.columns(0, 1).into_owned());
        assert_eq!(both.covariance().unwrap(), Matrix::zeros(d, d));
        both.remove(&kept.columns(0, 1).into_owned()).unwrap();
        assert_eq!(both, SufficientStatistics::new(d).unwrap());
    }
}

/// A window of 20 over 5000 samples that drift far from where they began.
#[test]
fn a_sliding_window() {
    let data = Matrix::from_fn(2, 5000, |i, n| n as f64 * 0.1 * (1.0 + i as f64)) + normal(1, 2, 5000);
    let at = |n: usize| data.columns(n, 1).into_owned();
    let mut window = statistics(&data.columns(0, 20).into_owned());
    for n in 20..5000 {
        window.push(&at(n)).unwrap();
        window.remove(&at(n - 20)).unwrap();
    }
    let expected = statistics(&data.columns(4980, 20).into_owned());
    assert_within(&window.mean().unwrap(), &expected.mean().unwrap(), 1e-10);
    assert_within(&window.covariance().unwrap(), &expected.covariance().unwrap(), 1e-10);
}

#[test]
fn what_cannot_have_been_there_is_refused() {
    let mut found = statistics(&normal(1, 2, 6));
    let before = found.clone();
    assert_error(found.remove(&vector(&[9.0, 0.0])), &["the sample to remove is not: component 0", "taken in before"]);
    assert_error(found.remove(&vector(&[1.0])), &["the sample is 1×1"]);
    assert_error(found.remove(&vector(&[f64::NAN, 0.0])), &["the sample has a NaN"]);
    assert_error(found.remove_all(&statistics(&normal(1, 2, 7))), &["to remove is 7", "at most 6"]);
    assert_error(found.remove_all(&statistics(&normal(1, 3, 2))), &["3×1", "2×1"]);
    assert_error(found.remove_all(&statistics(&normal(2, 2, 6))), &["the sample to remove"]);
    assert_eq!(found, before);
    // Two samples on a line: one beside it would leave a correlation above 1, or a negative variance.
    let mut line = statistics(&Matrix::from_row_slice(2, 3, &[0.0, 1.0, 2.0, 0.0, 1.0, 2.0]));
    assert_error(line.remove(&vector(&[0.5, 1.5])), &["the sample to remove"]);
    let mut one = statistics(&vector(&[1.0, 2.0]));
    assert_error(one.remove(&vector(&[1.0, 2.5])), &["component 1"]);
    assert_error(SufficientStatistics::new(1).unwrap().remove(&vector(&[1.0])), &["at most 0"]);
}

/// After samples of size 10⁹ the rest has no digits: that is said, and the mean of the rest is right to 10⁻⁷.
#[test]
fn rounding_is_not_taken_for_a_scatter() {
    let kept = normal(3, 2, 10);
    let far = normal(4, 2, 50) * 1e9;
    let mut found = statistics(&kept);
    found.extend(&far).unwrap();
    found.remove_all(&statistics(&far)).unwrap();
    assert!(found.gaussian().is_err());
    assert_within(&found.mean().unwrap(), &statistics(&kept).mean().unwrap(), 1e-5);
    // In one direction only.
    let mut found = statistics(&Matrix::from_row_slice(2, 4, &[1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 4.0]));
    let beside = vector(&[0.0, 1e9]);
    found.push(&beside).unwrap();
    found.remove(&beside).unwrap();
    assert!(found.gaussian().is_err());
}

#[test]
fn parts_are_put_together_again() {
    let mut of = statistics(&normal(1, 3, 9).add_scalar(1e3));
    assert_eq!(SufficientStatistics::from_parts(of.parts()).unwrap(), {
        let mut same = of.clone();
        same.merge(&SufficientStatistics::new(3).unwrap()).unwrap();
        same
    });
    of.remove(&of.parts().origin).unwrap();
    assert_eq!(SufficientStatistics::from_parts(of.parts()).unwrap().parts(), of.parts());
    // Also where rounding leaves a singular scatter with an eigenvalue below zero.
    for seed in 0..50 {
        let basis = normal(seed, 6, 2);
        let singular = statistics(&(basis * normal(seed + 1, 2, 500) * 1e3));
        assert_eq!(SufficientStatistics::from_parts(singular.parts()).unwrap().parts(), singular.parts());
    }
    let gaussian = gaussian(1, 3);
    assert_eq!(Gaussian::from_parts(gaussian.parts()).unwrap(), gaussian);
    let by_precision = Gaussian::from_precision(vector(&[0.0; 3]), covariance(4, 3)).unwrap();
    assert_eq!(Gaussian::from_parts(by_precision.parts()).unwrap(), by_precision);
    let model = LinearGaussian::new(gaussian, normal(2, 2, 3), normal(3, 2, 1), covariance(5, 2)).unwrap();
    assert_eq!(LinearGaussian::from_parts(model.parts()).unwrap(), model);
}

/// Numbers whose squares overflow are kept in large units.
#[test]
fn large_numbers() {
    let (kept, gone) = (normal(1, 2, 6), normal(2, 2, 3));
    let large =
        |data: &Matrix<f64>| statistics(&Matrix::from_fn(2, data.ncols(), |i, n| data[(i, n)] * [1.0, 1e152][i]));
    let mut both = large(&kept);
    both.merge(&large(&gone)).unwrap();
    assert_eq!(SufficientStatistics::from_parts(both.parts()).unwrap().parts(), both.parts());
    both.remove_all(&large(&gone)).unwrap();
    let (found, expected) = (both.covariance().unwrap(), statistics(&kept).covariance().unwrap());
    for (i, j) in [(0, 0), (1, 0), (1, 1)] {
        assert_near(found[(i, j)] / [1.0, 1e152][i] / [1.0, 1e152][j], expected[(i, j)]);
    }
    // Small statistics out of large ones, and the other way round.
    let mut mixed = large(&kept);
    let small = statistics(&gone);
    mixed.merge(&small).unwrap();
    mixed.remove_all(&small).unwrap();
    assert_near(mixed.covariance().unwrap()[(1, 1)] / 1e304, expected[(1, 1)]);
    assert_error(statistics(&gone).remove_all(&large(&gone)), &["the sample to remove"]);
}

#[test]
fn bad_parts_are_refused() {
    let of = |change: &dyn Fn(&mut gradus::gaussian::StatisticsParts)| {
        let mut parts = statistics(&normal(1, 2, 5)).parts();
        change(&mut parts);
        SufficientStatistics::from_parts(parts)
    };
    assert!(of(&|_| ()).is_ok());
    assert_error(of(&|parts| parts.origin = vector(&[])), &["empty"]);
    assert_error(of(&|parts| parts.offset = vector(&[1.0])), &["the offset is 1×1"]);
    assert_error(of(&|parts| parts.offset[0] = f64::NAN), &["the offset has a NaN"]);
    assert_error(of(&|parts| parts.removed[1] = -1.0), &["the removed scatter of component 1 is -1e0"]);
    assert_error(of(&|parts| parts.sum[0][1] += 1.0), &["the sum of component 1", "N times the mean"]);
    assert_error(of(&|parts| parts.sum[1][1] += 1.0), &["the sum of component 1"]);
    assert_error(of(&|parts| parts.units[0] = 2.0), &["the unit of component 0 is 2e0; expected 1 or 2⁶⁰⁰"]);
    assert_error(of(&|parts| parts.roundings = -1.0), &["the roundings is -1e0"]);
    assert_error(of(&|parts| parts.scatter = identity(3)), &["the scatter is 3×3"]);
    assert_error(of(&|parts| parts.scatter[(0, 1)] += 1.0), &["the scatter is not symmetric"]);
    assert_error(of(&|parts| parts.scatter[(0, 0)] = -1.0), &["the scatter is not positive semidefinite"]);
    assert_error(of(&|parts| parts.scatter = square(&[1.0, 2.0, 2.0, 1.0])), &["not positive semidefinite"]);
    assert_error(of(&|parts| parts.scatter[(1, 1)] = f64::INFINITY), &["the scatter has a NaN or infinite"]);
    assert_error(of(&|parts| parts.count = 1), &["the scatter of fewer than two samples", "expected 0"]);
    let zero = |count| {
        of(&|parts| {
            parts.count = count;
            parts.scatter.fill(0.0);
            parts.sum[0] = (&parts.origin + &parts.offset) * count as f64;
        })
    };
    assert!(zero(1).is_ok());
    assert_error(zero(0), &["the mean of no samples", "expected 0"]);

    let of = |change: &dyn Fn(&mut gradus::gaussian::GaussianParts)| {
        let mut parts = gaussian(1, 2).parts();
        change(&mut parts);
        Gaussian::from_parts(parts)
    };
    assert_error(of(&|parts| parts.factor[(1, 1)] *= 1.001), &["entry (1,1) of the covariance", "as LLᵀ"]);
    assert_error(of(&|parts| parts.factor[(0, 0)] *= -1.0), &["the factor", "positive diagonal"]);
    assert_error(of(&|parts| parts.covariance[(0, 1)] += 0.1), &["the covariance is not symmetric"]);
    let low = |mean: f64| Some([vector(&[mean, 0.0]), Matrix::zeros(2, 2)]);
    assert!(of(&|parts| parts.low = low(1e-18)).is_ok());
    assert_error(of(&|parts| parts.low = low(1e-3)), &["the low part of the mean is 1e-3", "within the rounding"]);
    assert_error(of(&|parts| parts.covariance = identity(3)), &["the covariance is 3×3", "2×2"]);
    assert_error(of(&|parts| parts.mean = vector(&[0.0])), &["mean is 1×1"]);
    let parts = gradus::gaussian::LinearGaussianParts {
        prior: gaussian(1, 2),
        map: identity(2),
        noise: gaussian(2, 3),
        history: None,
    };
    assert_error(LinearGaussian::from_parts(parts), &["the map is 2×2", "3×2"]);
}

#[test]
fn texts() {
    let covariance = square(&[2.0, -2.5e-6, -2.5e-6, 1e-9]);
    let gaussian = Gaussian::new(vector(&[1.0 / 3.0, 1e12]), covariance * 4.0).unwrap();
    assert_eq!(gaussian.to_string(), "N(μ, Σ), D = 2\nμ = (0.333333, 1e12)\nΣ =     8 -1e-5\n    -1e-5  4e-9");
}

#[test]
fn long_texts_are_cut() {
    let text = gaussian(1, 12).to_string();
    assert_eq!(text.lines().count(), 11);
    assert!(text.starts_with("N(μ, Σ), D = 12\nμ = (") && text.ends_with("\n    ⋮"), "{text}");
    assert!(text.lines().skip(1).take(9).all(|line| line.contains('…')), "{text}");
    assert!(format!("{:.2}", gaussian(1, 1)).lines().all(|line| !line.contains(".000")));
}
