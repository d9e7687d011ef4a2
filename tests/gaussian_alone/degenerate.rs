//! Degenerate laws, against eigenvalues, pseudo-inverses and the regular Gaussian.

use crate::common::*;
use gradus::gaussian::{DegenerateGaussian, Integration, LinearGaussian};
use gradus::{Matrix, nalgebra};

/// UΛUᵀ of rank `rank` with eigenvalues 1, 2, …; and U, D×R.
fn singular(seed: u64, dimension: usize, rank: usize) -> (Matrix<f64>, Matrix<f64>) {
    let basis = normal(seed, dimension, rank).qr().q();
    let eigenvalues = Matrix::from_diagonal(&nalgebra::DVector::from_fn(rank, |k, _| 1.0 + k as f64));
    let mut covariance = &basis * eigenvalues * basis.transpose();
    covariance.fill_upper_triangle_with_lower_triangle();
    (covariance, basis)
}

fn pseudo_inverse(matrix: &Matrix<f64>) -> Matrix<f64> {
    matrix.clone().pseudo_inverse(1e-9).expect("a tolerance above 0")
}

#[test]
fn a_regular_covariance_is_that_of_the_gaussian() {
    for seed in 0..20 {
        let d = 1 + seed as usize % 5;
        let gaussian = gaussian(seed, d);
        let x = normal(seed + 7, d, 1);
        let new = DegenerateGaussian::new(gaussian.mean().clone(), gaussian.covariance().clone()).unwrap();
        for law in [new, DegenerateGaussian::from(&gaussian)] {
            assert_eq!((law.rank(), law.dimension()), (d, d));
            assert_agree(&law.covariance(), gaussian.covariance());
            assert_near(law.log_density(&x).unwrap(), gaussian.log_density(&x).unwrap());
            assert_near(law.log_pseudo_determinant(), gaussian.log_determinant());
            assert_near(law.entropy(), gaussian.entropy());
            assert_agree(law.gaussian().unwrap().factor(), gaussian.factor());
        }
    }
}

/// In the coordinates of its eigenvectors the law is an independent Gaussian of R components.
#[test]
fn densities_on_the_support() {
    for seed in 0..30 {
        let d = 2 + seed as usize % 5;
        let rank = 1 + seed as usize % (d - 1);
        let (covariance, basis) = singular(seed, d, rank);
        let mean = normal(seed + 1, d, 1);
        let law = DegenerateGaussian::new(mean.clone(), covariance.clone()).unwrap();
        assert_eq!(law.rank(), rank);
        assert_agree(&law.covariance(), &covariance);
        let y = normal(seed + 2, rank, 1);
        let x = &mean + &basis * &y;
        let expected: f64 = (0..rank)
            .map(|k| -0.5 * (std::f64::consts::TAU.ln() + (1.0 + k as f64).ln() + y[k] * y[k] / (1.0 + k as f64)))
            .sum();
        assert_near(law.log_density(&x).unwrap(), expected);
        let distance = (x.clone() - &mean).tr_mul(&(pseudo_inverse(&covariance) * (&x - &mean)))[0];
        assert_near(law.mahalanobis_distance(&x).unwrap(), distance);
        // Just off the plane.
        let normal_part = {
            let other = normal(seed + 3, d, 1);
            &other - &basis * basis.tr_mul(&other)
        };
        let beside = &x + normal_part * 1e-6;
        assert_eq!(law.log_density(&beside).unwrap(), f64::NEG_INFINITY);
        // The entropy is minus the mean of the logarithm of the density: distances have the mean R.
        let constant = law.log_density(&mean).unwrap();
        assert_near(law.entropy(), 0.5 * rank as f64 - constant);
    }
}

/// Components in any units, also those in which a variance is almost too large or too small for a number.
#[test]
fn units_do_not_matter() {
    let (covariance, basis) = singular(3, 4, 2);
    let units = [1e120, 1.0, 1e-120, 1e60];
    let scaled = Matrix::from_fn(4, 4, |i, j| covariance[(i, j)] * units[i] * units[j]);
    let law = DegenerateGaussian::new(vector(&[0.0; 4]), scaled).unwrap();
    assert_eq!(law.rank(), 2);
    let y = vector(&[0.3, -1.2]);
    let x = &basis * &y;
    let there = Matrix::from_fn(4, 1, |i, _| x[i] * units[i]);
    assert_near(law.mahalanobis_distance(&there).unwrap(), 0.09 + 1.44 / 2.0);
    // A small variance is not a rank less.
    let small = DegenerateGaussian::new(vector(&[0.0; 2]), square(&[1.0, 0.0, 0.0, 1e-40])).unwrap();
    assert_eq!(small.rank(), 2);
    assert_near(small.log_pseudo_determinant(), -40.0 * 10f64.ln());
}

#[test]
fn a_point() {
    let law = DegenerateGaussian::new(vector(&[1.0, 2.0]), square(&[0.0; 4])).unwrap();
    assert_eq!((law.rank(), law.log_pseudo_determinant(), law.entropy()), (0, 0.0, 0.0));
    assert_eq!(law.log_density(&vector(&[1.0, 2.0])).unwrap(), 0.0);
    assert_eq!(law.log_density(&vector(&[1.0, 2.000_001])).unwrap(), f64::NEG_INFINITY);
    assert_eq!(law.sample(&mut stream(1), 3), Matrix::from_fn(2, 3, |i, _| i as f64 + 1.0));
    assert_eq!(law.condition(&[0], &vector(&[1.0])).unwrap().mean(), &vector(&[2.0]));
    assert_error(law.condition(&[0], &vector(&[1.5])), &["values is outside of it", "a point of the support"]);
    let wanted = Integration::default();
    let inside = law.box_probability(&vector(&[0.0, 0.0]), &vector(&[1.0, 3.0]), &wanted).unwrap();
    let outside = law.box_probability(&vector(&[0.0, 0.0]), &vector(&[0.5, 3.0]), &wanted).unwrap();
    assert_eq!((inside.value, outside.value, outside.error), (1.0, 0.0, 0.0));
}

/// Whitened by the eigenvectors: NR squares are χ², which is within 6.5 standard deviations but with probability 10⁻⁹.
#[test]
fn samples_lie_on_the_support_and_follow_the_law() {
    let (covariance, basis) = singular(5, 5, 2);
    let mean = normal(6, 5, 1);
    let law = DegenerateGaussian::new(mean.clone(), covariance).unwrap();
    let count = 20_000;
    let data = law.sample(&mut stream(2), count);
    assert_eq!(data, law.sample(&mut stream(2), count));
    let centred = Matrix::from_fn(5, count, |i, n| data[(i, n)] - mean[i]);
    let y = basis.tr_mul(&centred);
    assert!((&centred - &basis * &y).amax() < 1e-13);
    let scatter = &y * y.transpose() / count as f64;
    for (i, j, expected) in [(0, 0, 1.0), (1, 1, 2.0), (0, 1, 0.0)] {
        let deviation = if i == j { expected * 2f64.sqrt() } else { 2f64.sqrt() } / (count as f64).sqrt();
        assert!((scatter[(i, j)] - expected).abs() < 6.5 * deviation, "{scatter}");
    }
    assert!(law.log_density(&data.columns(7, 1).into_owned()).unwrap().is_finite());
}

/// Σ_aa − Σ_ab Σ_bb⁺ Σ_ba with the pseudo-inverse.
#[test]
fn conditionals() {
    for seed in 0..40 {
        let d = 3 + seed as usize % 4;
        let rank = 1 + seed as usize % d;
        let (covariance, _) = singular(seed, d, rank);
        let mean = normal(seed + 1, d, 1);
        let law = DegenerateGaussian::new(mean.clone(), covariance.clone()).unwrap();
        let observed: Vec<usize> = (0..1 + seed as usize % (d - 1)).map(|k| d - 1 - k).collect();
        let hidden: Vec<usize> = (0..d).filter(|i| !observed.contains(i)).collect();
        let values = law.sample(&mut stream(seed), 1).select_rows(&observed);
        let part = |rows: &[usize], columns: &[usize]| covariance.select_rows(rows).select_columns(columns);
        let gain = part(&hidden, &observed) * pseudo_inverse(&part(&observed, &observed));
        let found = law.condition(&observed, &values).unwrap();
        assert_within(
            found.mean(),
            &(mean.select_rows(&hidden) + &gain * (&values - mean.select_rows(&observed))),
            1e-8,
        );
        assert_within(&found.covariance(), &(part(&hidden, &hidden) - &gain * part(&observed, &hidden)), 1e-8);
        assert_eq!(found.rank(), rank.saturating_sub(observed.len()).min(hidden.len()));
        assert_agree(&law.marginal(&observed).unwrap().covariance(), &part(&observed, &observed));
    }
    // What depends on what is observed must agree with it.
    let law = DegenerateGaussian::new(vector(&[0.0; 3]), Matrix::from_element(3, 3, 1.0)).unwrap();
    assert_near(law.condition(&[0, 2], &vector(&[0.5, 0.5])).unwrap().mean()[0], 0.5);
    assert_error(law.condition(&[0, 2], &vector(&[0.5, 0.6])), &["values", "support"]);
    assert_error(law.condition(&[0, 1, 2], &vector(&[0.5; 3])), &["at least one must remain"]);
}

#[test]
fn affine_maps_and_predictions() {
    for seed in 0..20 {
        let d = 2 + seed as usize % 3;
        let gaussian = gaussian(seed, d);
        let (map, offset) = (normal(seed + 1, d, d), normal(seed + 2, d, 1));
        let loading = normal(seed + 3, d, 1);
        let noise = DegenerateGaussian::from_loadings(offset.clone(), loading.clone()).unwrap();
        let mean = &map * gaussian.mean() + &offset;
        let covariance = &map * gaussian.covariance() * map.transpose() + &loading * loading.transpose();
        let (regular, general) = (
            gaussian.predict(&map, &noise).unwrap(),
            DegenerateGaussian::from(&gaussian).predict(&map, &noise).unwrap(),
        );
        assert_agree(regular.mean(), &mean);
        assert_agree(regular.covariance(), &covariance);
        assert_agree(general.mean(), &mean);
        assert_agree(&general.covariance(), &covariance);

        // Regular noise is that of `LinearGaussian`.
        let noise = self::gaussian(seed + 50, d);
        let model =
            LinearGaussian::new(gaussian.clone(), map.clone(), noise.mean().clone(), noise.covariance().clone())
                .unwrap();
        let noise = DegenerateGaussian::from(&noise);
        let joint = DegenerateGaussian::from(&gaussian).joint(&map, &noise).unwrap();
        assert_agree(&joint.covariance(), model.joint().unwrap().covariance());
        assert_agree(gaussian.predict(&map, &noise).unwrap().covariance(), model.evidence().unwrap().covariance());
        let y = normal(seed + 4, d, 1);
        let observed: Vec<usize> = (d..2 * d).collect();
        let (posterior, expected) = (joint.condition(&observed, &y).unwrap(), model.posterior(&y).unwrap());
        assert_within(posterior.mean(), expected.mean(), 1e-9);
        assert_within(&posterior.covariance(), expected.covariance(), 1e-9);

        // More rows than columns, and rows that cancel.
        let tall = Matrix::from_fn(d + 2, d, |i, j| if i < d { map[(i, j)] } else { map[(0, j)] + map[(1, j)] });
        let law = DegenerateGaussian::from(&gaussian).affine(&tall, &normal(seed, d + 2, 1)).unwrap();
        assert_eq!(law.rank(), d);
        let mut sum = Matrix::zeros(1, d + 2);
        (sum[0], sum[1], sum[d]) = (1.0, 1.0, -1.0);
        let difference = law.affine(&sum, &vector(&[0.0])).unwrap();
        assert_eq!(difference.rank(), 0);
    }
}

/// A random walk that only its acceleration disturbs: after T steps the covariance is Σₜ Aᵗ ggᵀ Aᵗᵀ.
#[test]
fn rank_one_process_noise() {
    let step = square(&[1.0, 1.0, 0.0, 1.0]);
    let push = vector(&[0.5, 1.0]);
    let noise = DegenerateGaussian::from_loadings(vector(&[0.0; 2]), push.clone()).unwrap();
    let mut law = DegenerateGaussian::new(vector(&[1.0, 2.0]), square(&[0.0; 4])).unwrap();
    let mut covariance = Matrix::zeros(2, 2);
    for t in 1..=20 {
        law = law.predict(&step, &noise).unwrap();
        covariance = &step * covariance * step.transpose() + &push * push.transpose();
        assert_agree(&law.covariance(), &covariance);
        assert_eq!(law.rank(), t.min(2));
    }
    assert_agree(law.mean(), &vector(&[41.0, 2.0]));
    assert!(law.gaussian().is_ok());
}

#[test]
fn bad_input() {
    let zero = |d: usize| Matrix::zeros(d, 1);
    let new = |entries: &[f64]| DegenerateGaussian::new(zero(entries.len().isqrt()), square(entries));
    assert_error(new(&[1.0, 2.0, 2.0, 1.0]), &["covariance is not positive semidefinite", "-1.000e0"]);
    assert_error(new(&[0.0, 1.0, 1.0, 0.0]), &["covariance is not positive semidefinite"]);
    assert_error(new(&[-1.0]), &["covariance is not positive semidefinite", "-1.000e0"]);
    assert_error(new(&[1.0, 0.5, 0.0, 1.0]), &["covariance is not symmetric"]);
    assert_error(new(&[f64::NAN]), &["covariance", "NaN"]);
    assert_error(DegenerateGaussian::new(zero(2), square(&[1.0])), &["mean is 2×1", "1×1"]);
    let law = new(&[1.0, 1.0, 1.0, 1.0]).unwrap();
    assert_error(law.gaussian(), &["the rank of the covariance is 1", "2"]);
    assert_error(law.log_density(&zero(3)), &["x is 3×1", "2×1"]);
    assert_error(law.marginal(&[0, 0]), &["component 0 twice"]);
    assert_error(law.affine(&square(&[1.0]), &zero(1)), &["the map is 1×1", "1×2"]);
    assert_error(DegenerateGaussian::from_loadings(zero(2), Matrix::zeros(2, 0)), &["the loadings is empty"]);
    // The rounding of a matrix that was multiplied out is no negative eigenvalue.
    for seed in 0..50 {
        let root = normal(seed, 30, 3);
        let mut covariance = &root * root.transpose();
        covariance.fill_upper_triangle_with_lower_triangle();
        assert_eq!(DegenerateGaussian::new(zero(30), covariance).unwrap().rank(), 3);
    }
}

/// Rows of any size, whose squares are lost beside each other: ln|Σ|₊ = 2 ln|W| for a square W.
#[test]
fn pseudo_determinants_of_rows_of_any_size() {
    for seed in 0..20 {
        let loadings = normal(seed, 3, 3);
        let expected = 2.0 * loadings.determinant().abs().ln();
        let powers = [-200, 200, 3 - 100 * (seed as i32 % 3)];
        let scaled = Matrix::from_fn(3, 3, |i, j| loadings[(i, j)] * 2f64.powi(powers[i]));
        let law = DegenerateGaussian::from_loadings(Matrix::zeros(3, 1), scaled).unwrap();
        let shift = 2.0 * f64::from(powers.iter().sum::<i32>()) * 2f64.ln();
        assert!((law.log_pseudo_determinant() - expected - shift).abs() < 1e-11, "{seed}");
        // Two of the three directions: the larger rows decide.
        let thin = Matrix::from_fn(3, 2, |i, j| loadings[(i, j)] * [1.0, 2f64.powi(-300), 2f64.powi(300)][i]);
        let law = DegenerateGaussian::from_loadings(Matrix::zeros(3, 1), thin).unwrap();
        let minor = loadings[(0, 0)] * loadings[(2, 1)] - loadings[(0, 1)] * loadings[(2, 0)];
        let expected = 2.0 * (minor.abs().ln() + 300.0 * 2f64.ln());
        assert!((law.log_pseudo_determinant() - expected).abs() < 1e-11, "{seed}");
    }
}

/// P(x > 0, y > 0, x + y < 1) for independent x and y: many points of the lattice lie outside, the first ones too.
#[test]
fn a_box_that_many_points_miss() {
    let loadings = Matrix::from_row_slice(3, 2, &[1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    let law = DegenerateGaussian::from_loadings(Matrix::zeros(3, 1), loadings).unwrap();
    // ∫ φ(x) (Φ(1−x) − ½) dx from 0 to 1, by Simpson's rule.
    let density = |x: f64| (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
    let inner = |x: f64| density(x) * 0.5 * libm::erf((1.0 - x) / 2f64.sqrt());
    let n = 1000;
    let weight = |k: usize| if k == 0 || k == n { 1.0 } else { (2 + k % 2 * 2) as f64 };
    let exact = (0..=n).map(|k| weight(k) * inner(k as f64 / n as f64)).sum::<f64>() / (3 * n) as f64;
    let of = |upper: f64, seed: u64| {
        let (lower, upper) = (vector(&[0.0, 0.0, f64::NEG_INFINITY]), vector(&[f64::INFINITY, f64::INFINITY, upper]));
        law.box_probability(&lower, &upper, &Integration { seed, ..Integration::default() }).unwrap()
    };
    for seed in 0..5 {
        let found = of(1.0, seed);
        assert!((found.value - exact).abs() <= found.error && found.error < 1e-2, "{found:?}, {exact}");
        // P ≈ ¼·(c²/2)·2/π for a small c.
        let found = of(1e-2, seed);
        assert!((found.value - 7.957e-6).abs() <= found.error + 1e-8, "{found:?}");
    }
}
