//! Weighted samples and shrinkage, against sums in plain matrices.

use crate::common::*;
use gradus::Matrix;
use gradus::gaussian::{SufficientStatistics, WeightedStatistics};

fn weighted(data: &Matrix<f64>, weights: &[f64]) -> (f64, Matrix<f64>, Matrix<f64>) {
    let total: f64 = weights.iter().sum();
    let mean = data * vector(weights) / total;
    let centred = Matrix::from_fn(data.nrows(), data.ncols(), |i, n| data[(i, n)] - mean[i]);
    let scatter = &centred * Matrix::from_diagonal(&vector(weights).column(0).into_owned()) * centred.transpose();
    (total, mean, scatter)
}

#[test]
fn weights() {
    for seed in 0..20 {
        let (d, n) = (1 + seed as usize % 4, 12);
        // Far from the origin, where sums of squares would lose all digits.
        let data = normal(seed, d, n).add_scalar(1e6);
        let mut weights: Vec<f64> = normal(seed + 1, n, 1).iter().map(|z: &f64| z.exp()).collect();
        weights[3] = 0.0;
        let (total, mean, scatter) = weighted(&normal(seed, d, n), &weights);
        let squares: f64 = weights.iter().map(|w| w * w).sum();
        let mut whole = WeightedStatistics::new(d).unwrap();
        whole.extend(&data, &vector(&weights)).unwrap();
        let (mut left, mut right) = (WeightedStatistics::new(d).unwrap(), WeightedStatistics::new(d).unwrap());
        for (i, weight) in weights.iter().enumerate() {
            let part = if i < 5 { &mut left } else { &mut right };
            part.push(&data.columns(i, 1).into_owned(), *weight).unwrap();
        }
        let mut empty = WeightedStatistics::new(d).unwrap();
        empty.merge(&left).unwrap();
        empty.merge(&right).unwrap();
        empty.merge(&WeightedStatistics::new(d).unwrap()).unwrap();
        for found in [&whole, &empty] {
            assert_near(found.weight(), total);
            assert_near(found.effective_count(), total * total / squares);
            assert_within(&found.mean().unwrap().add_scalar(-1e6), &mean, 1e-9);
            assert_within(&found.scatter().unwrap(), &scatter, 1e-8);
            assert_within(&found.covariance().unwrap(), &(&scatter / total), 1e-8);
            // numpy.cov(aweights=…): the factor is W − Σw²/W.
            assert_within(&found.unbiased_covariance().unwrap(), &(&scatter / (total - squares / total)), 1e-8);
            assert_within(found.gaussian().unwrap().covariance(), &(&scatter / total), 1e-8);
        }
    }
}

/// Integer weights are repeated samples; equal weights are none.
#[test]
fn weights_that_are_numbers_of_samples() {
    let data = normal(1, 2, 6);
    let counts = [1.0, 3.0, 2.0, 1.0, 4.0, 1.0];
    let mut repeated = SufficientStatistics::new(2).unwrap();
    for (n, count) in counts.iter().enumerate() {
        (0..*count as usize).for_each(|_| repeated.push(&data.columns(n, 1).into_owned()).unwrap());
    }
    let mut found = WeightedStatistics::new(2).unwrap();
    found.extend(&data, &vector(&counts)).unwrap();
    assert_agree(&found.mean().unwrap(), &repeated.mean().unwrap());
    assert_agree(&found.covariance().unwrap(), &repeated.covariance().unwrap());
    assert_agree(&(found.scatter().unwrap() / (found.weight() - 1.0)), &repeated.unbiased_covariance().unwrap());
    let mut equal = WeightedStatistics::new(2).unwrap();
    equal.extend(&data, &vector(&[0.1; 6])).unwrap();
    let mut plain = SufficientStatistics::new(2).unwrap();
    plain.extend(&data).unwrap();
    assert_agree(&equal.unbiased_covariance().unwrap(), &plain.unbiased_covariance().unwrap());
}

/// With a factor λ before each sample the weights are λᵏ; in the long run 1/(1−λ) of them, (1+λ)/(1−λ) effective ones.
#[test]
fn forgetting() {
    let (n, factor) = (1000, 0.9f64);
    let data = normal(2, 2, n);
    let mut found = WeightedStatistics::new(2).unwrap();
    for x in 0..n {
        found.forget(factor).unwrap();
        found.push(&data.columns(x, 1).into_owned(), 1.0).unwrap();
    }
    let weights: Vec<f64> = (0..n).map(|k| factor.powi((n - 1 - k) as i32)).collect();
    let (_, mean, scatter) = weighted(&data, &weights);
    assert_agree(&found.mean().unwrap(), &mean);
    assert_agree(&found.scatter().unwrap(), &scatter);
    assert_near(found.weight(), 10.0);
    assert_near(found.effective_count(), 19.0);
    // Forgetting for ever leaves the estimate as it is, also when the weight is too small for a double.
    let (covariance, mean) = (found.covariance().unwrap(), found.mean().unwrap());
    (0..5000).for_each(|_| found.forget(0.01).unwrap());
    assert_eq!(found.weight(), 0.0);
    assert_eq!(found.covariance().unwrap(), covariance);
    assert_within(&found.mean().unwrap(), &mean, 1e-15);
    assert_near(found.effective_count(), 19.0);
    // The next sample has all of the weight.
    found.push(&vector(&[3.0, 4.0]), 1.0).unwrap();
    assert_eq!((found.mean().unwrap(), found.weight()), (vector(&[3.0, 4.0]), 1.0));
    assert_eq!(found.covariance().unwrap(), Matrix::zeros(2, 2));
}

/// Weights and samples of any size: sums do not overflow before their results, and no digits are lost.
#[test]
fn weights_of_any_size() {
    let of = |samples: &[f64], weights: &[f64]| {
        let mut statistics = WeightedStatistics::new(1).unwrap();
        let data = Matrix::from_row_slice(1, samples.len(), samples);
        statistics.extend(&data, &vector(weights)).map(|()| statistics)
    };
    let near = |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 1e-14, "{found:e}, {expected:e}");
    // The first sample lies far away, and counts for little.
    let far = of(&[1e10, 1.0, 2.0], &[1e-20, 1.0, 1.0]).unwrap();
    near(far.mean().unwrap()[0], 1.5 + 0.5e-10);
    near(far.covariance().unwrap()[0], 0.75 - 1.5e-10);
    for scale in [5e-324, 1e-300, 1.0, 1e300] {
        let found = of(&[1.0, 2.0, 4.0], &[2.0 * scale, 4.0 * scale, 2.0 * scale]).unwrap();
        near(found.mean().unwrap()[0], 2.25);
        near(found.covariance().unwrap()[0], 1.1875);
        near(found.effective_count(), 64.0 / 24.0);
        near(found.weight(), 8.0 * scale);
    }
    // (Σw)² − Σw² = 2 w₁w₂
    near(of(&[1.0, 2.0], &[1.0, 1e-200]).unwrap().unbiased_covariance().unwrap()[0], 0.5);
    near(of(&[0.0, 0.0, 1.5e154, 1.5e154], &[1e200; 4]).unwrap().covariance().unwrap()[0], 5.625e307);
    near(of(&[1e100, 1.0, 3.0, -1e100], &[0.5; 4]).unwrap().mean().unwrap()[0], 1.0);
    assert_eq!(of(&[1e308, -1e308], &[1.0; 2]).unwrap().mean().unwrap()[0], 0.0);
    assert_error(of(&[1e308, -1e308], &[1.0; 2]).unwrap().covariance(), &["the sample covariance overflows"]);
    assert_error(of(&[1.0, 2.0], &[1e308; 2]), &["the sum of the weights overflows"]);
}

#[test]
fn bad_weights() {
    let mut statistics = WeightedStatistics::new(2).unwrap();
    statistics.push(&vector(&[1.0, 2.0]), 2.0).unwrap();
    let before = statistics.clone();
    assert_error(statistics.push(&vector(&[1.0, 2.0]), -1.0), &["the weight is -1", "not negative"]);
    assert_error(statistics.push(&vector(&[1.0, 2.0]), f64::NAN), &["the weight is NaN"]);
    assert_error(statistics.push(&vector(&[1.0]), 1.0), &["the sample is 1×1"]);
    let data = normal(1, 2, 3);
    assert_error(statistics.extend(&data, &vector(&[1.0; 2])), &["the weights is 2×1", "3×1"]);
    assert_error(statistics.extend(&data, &vector(&[1.0, 1.0, f64::INFINITY])), &["the weight of sample 2 is inf"]);
    assert_error(statistics.extend(&data.transpose(), &vector(&[1.0; 2])), &["2×N", "transpose"]);
    for factor in [0.0, -0.5, 1.5, f64::NAN] {
        assert_error(statistics.forget(factor), &["the forgetting factor", "above 0 and at most 1"]);
    }
    assert_error(statistics.merge(&WeightedStatistics::new(3).unwrap()), &["3×1", "2×1"]);
    assert_eq!(statistics, before);
    assert_error(statistics.unbiased_covariance(), &["the effective number of samples is 1", "above 1"]);
    assert!(statistics.gaussian().unwrap_err().is_too_few_samples());
    assert_error(WeightedStatistics::new(0), &["empty"]);
}

fn statistics(data: &Matrix<f64>) -> SufficientStatistics {
    let mut statistics = SufficientStatistics::new(data.nrows()).unwrap();
    statistics.extend(data).unwrap();
    statistics
}

/// The closed form is the limit of the iteration that defines it (Chen et al. 2010, equations 20 and 21).
#[test]
fn shrinkage_is_the_limit_of_its_iteration() {
    for seed in 0..20 {
        let (d, n) = (2 + seed as usize % 9, 3 + seed as usize % 30);
        let data = covariance(seed, d) * normal(seed + 1, d, n);
        let statistics = statistics(&data);
        let sample = statistics.covariance().unwrap();
        let target = identity(d) * (sample.trace() / d as f64);
        let (p, n) = (d as f64, n as f64);
        let mut rho = 0.5;
        for _ in 0..20_000 {
            let estimate = &sample * (1.0 - rho) + &target * rho;
            let (cross, square) = ((&estimate * &sample).trace(), estimate.trace().powi(2));
            let above = (1.0 - 2.0 / p) * cross + square;
            rho = f64::min(1.0, above / ((n + 1.0 - 2.0 / p) * cross + (1.0 - n / p) * square));
        }
        let found = statistics.shrinkage().unwrap();
        assert!((found.intensity - rho).abs() < 1e-6, "{} {rho}", found.intensity);
        assert_within(&found.covariance, &(&sample * (1.0 - rho) + &target * rho), 1e-5);
        assert_eq!(statistics.shrinkage_gaussian().unwrap().covariance(), &found.covariance);
    }
}

/// With fewer samples than components it is far nearer to the truth than S/N: here in each of 20 data sets.
#[test]
fn shrinkage_is_nearer_to_the_truth() {
    let truth = covariance(1, 30) / 2.0 + identity(30);
    let law = gradus::gaussian::Gaussian::new(Matrix::zeros(30, 1), truth.clone()).unwrap();
    for seed in 0..20 {
        let statistics = statistics(&law.sample(&mut stream(seed), 10));
        let (sample, shrunk) = (statistics.covariance().unwrap(), statistics.shrinkage().unwrap());
        assert!((shrunk.covariance - &truth).norm() < 0.6 * (sample - &truth).norm());
        assert!(statistics.gaussian().is_err());
        assert_eq!(statistics.shrinkage_gaussian().unwrap().dimension(), 30);
    }
    // Of many samples it is the sample covariance, and units do not overflow.
    let many = statistics(&(law.sample(&mut stream(1), 100_000) * 1e100));
    let (sample, shrunk) = (many.covariance().unwrap() / 1e200, many.shrinkage().unwrap());
    assert!(shrunk.intensity < 0.01 && (shrunk.covariance / 1e200 - sample).norm() < 0.05);
    let same = statistics(&Matrix::from_element(2, 3, 1.0));
    assert_error(same.shrinkage_gaussian(), &["not positive"]);
    assert_error(SufficientStatistics::new(1).unwrap().shrinkage(), &["the sample is empty"]);
}
