//! Tests of samples against a normal law, at any level: sums of squares against χ², and the distance from Φ.

use super::Misfit;
use crate::algebra::matrix::{Matrix, cholesky, expect_covariance};

/// Number of tests of a D-dimensional law.
pub(super) fn tests(dimension: usize) -> f64 {
    (2 + dimension * dimension + dimension) as f64
}

/// Tests samples against N(mean, covariance). The error states which statistic is impossible.
/// A true law fails with probability at most `alpha`.
pub(super) fn normality(
    samples: &[Matrix<f64>],
    mean: &Matrix<f64>,
    covariance: &Matrix<f64>,
    alpha: f64,
) -> Result<(), Misfit> {
    let dimension = mean.nrows();
    expect_covariance("the claimed covariance", &symmetrised(covariance)).map_err(Misfit::NoCovariance)?;
    if (covariance - covariance.transpose()).amax() > 1e-9 * covariance.amax() {
        return Err(Misfit::NotSymmetric);
    }
    let factor = cholesky("the claimed covariance", covariance).map_err(Misfit::NoCovariance)?;
    let whitened: Vec<Matrix<f64>> =
        samples.iter().filter_map(|sample| factor.solve_lower_triangular(&(sample - mean))).collect();
    let (count, alpha) = (samples.len() as f64, alpha / tests(dimension));

    let average = whitened.iter().fold(Matrix::zeros(dimension, 1), |sum, w| sum + w) / count;
    let statistic = count * average.norm_squared();
    if !chi_squared_plausible(statistic, dimension as f64, alpha) {
        return Err(Misfit::Mean { statistic, degrees: dimension });
    }
    let statistic: f64 = whitened.iter().map(Matrix::norm_squared).sum();
    if !chi_squared_plausible(statistic, count * dimension as f64, alpha) {
        return Err(Misfit::Distances { average: statistic / count, dimension });
    }
    for i in 0..dimension {
        for j in 0..=i {
            for sign in [1.0, -1.0] {
                if i == j && sign < 0.0 {
                    continue;
                }
                let projected = |w: &Matrix<f64>| {
                    if i == j { w[(i, 0)] } else { (w[(i, 0)] + sign * w[(j, 0)]) / std::f64::consts::SQRT_2 }
                };
                let statistic: f64 = whitened.iter().map(|w| projected(w).powi(2)).sum();
                if !chi_squared_plausible(statistic, count, alpha) {
                    return Err(Misfit::Variance(statistic / count));
                }
            }
        }
        let distance = distance_to_normal(whitened.iter().map(|w| w[(i, 0)]).collect());
        // Dvoretzky–Kiefer–Wolfowitz with Massart's constant: P(distance > t) ≤ 2 exp(−2Nt²)
        if distance > ((2.0 / alpha).ln() / (2.0 * count)).sqrt() {
            return Err(Misfit::Component { number: i + 1, distance });
        }
    }
    Ok(())
}

/// Whether a symmetric matrix is singular up to rounding, and not clearly indefinite. Its law has no density to test.
pub(super) fn is_degenerate(covariance: &Matrix<f64>) -> bool {
    let eigenvalues = symmetrised(covariance).symmetric_eigenvalues();
    eigenvalues.min().abs() <= 1e-9 * eigenvalues.amax()
}

fn symmetrised(matrix: &Matrix<f64>) -> Matrix<f64> {
    (matrix + matrix.transpose()) * 0.5
}

/// Whether `value` is plausible for χ² with `degrees` degrees of freedom. A value that follows this law is plausible with
/// probability at least 1 − `alpha`.
///
/// Laurent–Massart: P(χ² − k ≥ 2√(kx) + 2x) ≤ e⁻ˣ and P(k − χ² ≥ 2√(kx)) ≤ e⁻ˣ.
fn chi_squared_plausible(value: f64, degrees: f64, alpha: f64) -> bool {
    let x = (2.0 / alpha).ln();
    let root = 2.0 * (degrees * x).sqrt();
    value <= degrees + root + 2.0 * x && value >= degrees - root
}

/// The smallest relative excess of a variance over the claimed one that is detected with probability 1−10⁻⁶.
pub(super) fn detectable_variance_ratio(count: f64, tests: f64, alpha: f64) -> f64 {
    let x = (2.0 * tests / alpha).ln();
    let miss = 1e6f64.ln();
    (count + 2.0 * (count * x).sqrt() + 2.0 * x) / (count - 2.0 * (count * miss).sqrt()) - 1.0
}

/// sup |Fₙ − Φ|
fn distance_to_normal(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let count = values.len() as f64;
    values.iter().enumerate().fold(0.0, |distance, (rank, &value)| {
        let normal = 0.5 * libm::erfc(-value / std::f64::consts::SQRT_2);
        distance.max(normal - rank as f64 / count).max((rank + 1) as f64 / count - normal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::points::normal;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    /// The mean and the distances; for each component its variance and its law; for each pair the variance along both
    /// diagonals.
    #[test]
    fn all_tests_of_a_law_are_counted() {
        assert_eq!([1, 2, 3].map(tests), [2.0 + 2.0, 2.0 + 4.0 + 2.0, 2.0 + 6.0 + 6.0]);
    }

    /// With two degrees of freedom the tail is e^(−v/2). With many, χ² is nearly normal with variance 2k.
    #[test]
    fn the_tails_of_chi_squared_are_bounded() {
        let alpha = 1e-12;
        assert!(chi_squared_plausible(-2.0 * (alpha / 2.0f64).ln(), 2.0, alpha));
        assert!(!chi_squared_plausible(90.0, 2.0, alpha));
        let (degrees, deviation) = (4000.0, 8000f64.sqrt());
        for side in [-1.0, 1.0] {
            assert!(chi_squared_plausible(degrees + side * 7.2 * deviation, degrees, alpha));
            assert!(!chi_squared_plausible(degrees + side * 9.0 * deviation, degrees, alpha));
        }
    }

    #[test]
    fn the_distance_to_normal_is_the_largest_on_both_sides() {
        assert_eq!(distance_to_normal(vec![0.0]), 0.5);
        for mirror in [1.0, -1.0] {
            let distance = distance_to_normal([10.0, 0.0, -10.0, -10.0].map(|value| mirror * value).to_vec());
            assert!((distance - 0.5).abs() < 1e-12, "{distance}");
        }
    }

    /// Each misfit is found by its own statistic, and the value that is reported is that of the samples.
    #[test]
    fn each_misfit_is_named_with_its_value() {
        let mut stream = ChaCha8Rng::seed_from_u64(7);
        let count = 4000;
        let samples: Vec<Matrix<f64>> = (0..count).map(|_| Matrix::from_fn(2, 1, |_, _| normal(&mut stream))).collect();
        let law = |mean: [f64; 2], covariance: [f64; 4]| {
            let (mean, covariance) = (Matrix::from_row_slice(2, 1, &mean), Matrix::from_row_slice(2, 2, &covariance));
            normality(&samples, &mean, &covariance, 1e-12)
        };
        assert!(law([0.0, 0.0], [1.0, 0.0, 0.0, 1.0]).is_ok());
        // The distances of D-dimensional samples have mean D; with half of the covariance, 2D.
        match law([0.0, 0.0], [0.5, 0.0, 0.0, 0.5]) {
            Err(Misfit::Distances { average, dimension: 2 }) => assert!((average - 4.0).abs() < 0.3, "{average}"),
            other => panic!("{other:?}"),
        }
        // Nλ² for a mean that is wrong by λ
        match law([0.0, 0.5], [1.0, 0.0, 0.0, 1.0]) {
            Err(Misfit::Mean { statistic, degrees: 2 }) => {
                assert!((statistic / 1000.0 - 1.0).abs() < 0.3, "{statistic}")
            }
            other => panic!("{other:?}"),
        }
        // One variance is too large, the other too small, and the sum of squares is right: ½/s + ½/t = 1.
        match law([0.0, 0.0], [1.5, 0.0, 0.0, 0.75]) {
            Err(Misfit::Variance(ratio)) => assert!((ratio - 2.0 / 3.0).abs() < 0.1, "{ratio}"),
            other => panic!("{other:?}"),
        }
        // A correlation that is not there
        assert!(matches!(law([0.0, 0.0], [1.0, 0.4, 0.4, 1.0]), Err(Misfit::Distances { .. } | Misfit::Variance(_))));
        assert!(matches!(law([0.0, 0.0], [1.0, 0.4, -0.4, 1.0]), Err(Misfit::NotSymmetric)));
        assert!(matches!(law([0.0, 0.0], [1.0, 2.0, 2.0, 1.0]), Err(Misfit::NoCovariance(_))));
    }

    /// With probability 1−10⁻⁶ a sum of squares is at least `low` times its expectation. If the expectation exceeds the
    /// claimed one by more than the stated ratio, this least value is not plausible; by less, it is.
    #[test]
    fn an_excess_of_the_stated_size_is_detected() {
        let (count, tests, alpha) = (4000.0, 8.0, 1e-12);
        let ratio = detectable_variance_ratio(count, tests, alpha);
        let low = 1.0 - 2.0 * (1e6f64.ln() / count).sqrt();
        assert!(!chi_squared_plausible((1.0 + 1.0001 * ratio) * low * count, count, alpha / tests));
        assert!(chi_squared_plausible((1.0 + 0.9999 * ratio) * low * count, count, alpha / tests));
    }
}
