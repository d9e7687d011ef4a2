//! Whitening and colouring, factors and precisions, against plain matrices.

use crate::common::*;
use gradus::Matrix;
use gradus::gaussian::{Gaussian, SufficientStatistics, samples_from_row_major, samples_from_rows};

#[test]
fn whitening_is_the_inverse_of_colouring() {
    for seed in 0..20 {
        let d = 1 + seed as usize % 7;
        let n = [1, 3, 4, 5, 60][seed as usize % 5];
        let gaussian = gaussian(seed, d);
        let data = normal(seed + 1, d, n);
        let centred = Matrix::from_fn(d, n, |i, j| data[(i, j)] - gaussian.mean()[i]);
        let inverse = gaussian.factor().clone().try_inverse().unwrap();
        let white = gaussian.whiten(&data).unwrap();
        assert_agree(&white, &(inverse * centred));
        assert_agree(&gaussian.colour(&white).unwrap(), &data);
        let distances = Matrix::from_fn(n, 1, |j, _| white.column(j).norm_squared());
        assert_agree(&distances, &gaussian.mahalanobis_distances(&data).unwrap());
    }
    let gaussian = gaussian(1, 2);
    for result in [gaussian.whiten(&Matrix::zeros(3, 2)), gaussian.colour(&Matrix::zeros(3, 2))] {
        assert_error(result, &["data is 3×2; expected 2×N: columns are samples; transpose"]);
    }
    assert_error(gaussian.whiten(&Matrix::zeros(3, 3)), &["expected 2×N: columns are samples"]);
    assert_error(gaussian.whiten(&Matrix::zeros(2, 0)), &["data is empty"]);
    assert_error(gaussian.colour(&Matrix::from_element(2, 1, f64::NAN)), &["data has a NaN"]);
}

/// The law that the numbers have is the one they are coloured by: the covariance of N = 20 000 draws, whose entries are
/// within 6.5 standard deviations but with probability 10⁻⁹.
#[test]
fn coloured_noise_follows_the_law() {
    let gaussian = gaussian(3, 3);
    let count = 20_000;
    let data = gaussian.colour(&normal(9, 3, count)).unwrap();
    let mut statistics = SufficientStatistics::new(3).unwrap();
    statistics.extend(&data).unwrap();
    let (found, expected) = (statistics.covariance().unwrap(), gaussian.covariance());
    for i in 0..3 {
        for j in 0..3 {
            let variance = expected[(i, i)] * expected[(j, j)] + expected[(i, j)].powi(2);
            assert!((found[(i, j)] - expected[(i, j)]).abs() < 6.5 * (variance / count as f64).sqrt());
        }
    }
}

#[test]
fn factors_and_precisions() {
    for seed in 0..20 {
        let d = 1 + seed as usize % 6;
        let gaussian = gaussian(seed, d);
        let same = Gaussian::from_factor(gaussian.mean().clone(), gaussian.factor().clone()).unwrap();
        assert_eq!(same.factor(), gaussian.factor());
        assert_agree(same.covariance(), gaussian.covariance());
        let precision = gaussian.precision().unwrap();
        assert_eq!(precision, precision.transpose());
        assert_agree(&(gaussian.covariance() * &precision), &identity(d));
        let back = Gaussian::from_precision(gaussian.mean().clone(), precision).unwrap();
        assert_agree(back.covariance(), gaussian.covariance());
    }
    // Of a condition number that no covariance in double precision can have.
    let lower = square(&[1.0, 0.0, 1.0, 1e-12]);
    let gaussian = Gaussian::from_factor(vector(&[0.0, 0.0]), lower).unwrap();
    assert_near(gaussian.log_determinant(), -24.0 * 10f64.ln());
    assert_near(gaussian.whiten(&vector(&[1.0, 1.0 + 1e-12])).unwrap()[1] / 1.0, 1.000_088_900_582_341);

    let of = |entries: &[f64]| Gaussian::from_factor(vector(&vec![0.0; entries.len().isqrt()]), square(entries));
    assert_error(of(&[1.0, 0.5, 0.0, 1.0]), &["the factor is not", "(0,1)", "lower triangular"]);
    assert_error(of(&[1.0, 0.0, 0.5, -1.0]), &["the factor", "(1,1)", "positive diagonal"]);
    assert_error(of(&[0.0]), &["the factor", "(0,0)", "positive diagonal"]);
    assert_error(of(&[f64::NAN]), &["the factor has a NaN"]);
    assert_error(of(&[1e200]), &["the covariance overflows"]);
    assert_error(Gaussian::from_factor(vector(&[0.0]), Matrix::zeros(1, 2)), &["the factor is 1×2", "square"]);
    assert_error(Gaussian::from_factor(vector(&[0.0, 0.0]), square(&[1.0])), &["mean is 2×1"]);
    let tiny = Gaussian::from_factor(vector(&[0.0]), square(&[1e-160])).unwrap();
    assert_error(tiny.precision(), &["the precision overflows"]);
}

/// By central differences of the log-likelihood.
#[test]
fn gradients_by_precision_and_by_factor() {
    for seed in 0..10 {
        let d = 1 + seed as usize % 4;
        let gaussian = gaussian(seed, d);
        let data = normal(seed + 5, d, 9);
        let mut statistics = SufficientStatistics::new(d).unwrap();
        statistics.extend(&data).unwrap();
        let centred = Matrix::from_fn(d, 9, |i, j| data[(i, j)] - gaussian.mean()[i]);
        assert_agree(&statistics.scatter_about(gaussian.mean()).unwrap(), &(&centred * centred.transpose()));

        // ½ (N ln|Λ| − tr(ΛS)), of any Λ, symmetric or not.
        let likelihood = |precision: &Matrix<f64>| {
            0.5 * (9.0 * precision.determinant().ln() - (precision * &centred * centred.transpose()).trace())
        };
        let (precision, step) = (gaussian.precision().unwrap(), 1e-5);
        let found = statistics.precision_gradient(&gaussian).unwrap();
        let by_factor = statistics.factor_gradient(&gaussian).unwrap();
        for (i, j) in (0..d).flat_map(|i| (0..d).map(move |j| (i, j))) {
            let moved = |matrix: &Matrix<f64>, by: f64| {
                let mut moved = matrix.clone();
                moved[(i, j)] += by;
                moved
            };
            let slope = (likelihood(&moved(&precision, step)) - likelihood(&moved(&precision, -step))) / (2.0 * step);
            assert!((found[(i, j)] - slope).abs() < 1e-6 * (1.0 + slope.abs()), "{found}{slope}");
            let inverse = |factor: Matrix<f64>| (&factor * factor.transpose()).try_inverse().unwrap();
            let of_factor = |by: f64| likelihood(&inverse(moved(gaussian.factor(), by)));
            let slope = if i < j { 0.0 } else { (of_factor(step) - of_factor(-step)) / (2.0 * step) };
            assert!((by_factor[(i, j)] - slope).abs() < 1e-6 * (1.0 + slope.abs()), "{by_factor}{slope}");
        }
    }
    let empty = SufficientStatistics::new(1).unwrap();
    assert_error(empty.scatter_about(&vector(&[0.0])), &["the sample is empty"]);
    assert_error(empty.scatter_about(&vector(&[0.0, 0.0])), &["the mean is 2×1"]);
    assert_error(empty.precision_gradient(&gaussian(1, 1)), &["the sample is empty"]);
}

#[test]
fn rows_are_samples() {
    let expected = Matrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 10.0, 20.0, 30.0]);
    assert_eq!(samples_from_row_major(2, vec![1.0, 10.0, 2.0, 20.0, 3.0, 30.0]).unwrap(), expected);
    assert_eq!(samples_from_rows(&[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]).unwrap(), expected);
    assert_eq!(samples_from_rows(&[vec![1.0, 10.0], vec![2.0, 20.0], vec![3.0, 30.0]]).unwrap(), expected);
    assert_error(samples_from_row_major(2, vec![1.0; 5]), &["data is 5 numbers", "a multiple of 2"]);
    assert_error(samples_from_row_major(0, vec![1.0]), &["data is empty"]);
    assert_error(samples_from_row_major(1, vec![]), &["data is empty"]);
    assert_error(samples_from_row_major(2, vec![1.0, f64::NAN]), &["data has a NaN", "1"]);
    assert_error(samples_from_rows(&[vec![1.0, 2.0], vec![1.0]]), &["row 1 of the data is 1 long", "2 long"]);
    assert_error(samples_from_rows::<Vec<f64>>(&[]), &["data is empty"]);

    let transposed = expected.transpose();
    let advice = "data is 3×2; expected 2×N: columns are samples; transpose";
    assert_error(gaussian(1, 2).log_densities(&transposed), &[advice]);
    assert_error(gaussian(1, 2).mahalanobis_distances(&transposed), &[advice]);
    assert_error(SufficientStatistics::new(2).unwrap().extend(&transposed), &[advice]);
}
