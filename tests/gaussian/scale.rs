//! Sizes at the seams of blocks, and the limits of double precision.

use crate::draw::{Draw, TOLERANCE, agree, near, zeros};
use gradus::derivations::{biased_covariance, log_density};
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics};
use gradus::prelude::*;

/// The blocks of the factor, of the solves and of the products, and their last, incomplete ones.
#[test]
fn blocks_join_without_a_seam() -> Result<()> {
    for d in [1, 63, 64, 65, 128, 150] {
        let mut draw = Draw::new(d as u64);
        let root = draw.matrix(d, d);
        let covariance = &root * root.transpose() + Matrix::identity(d, d) * d as f64;
        let gaussian = Gaussian::new(draw.vector(d), covariance.clone())?;
        assert!(agree(gaussian.factor(), &cholesky("the covariance", &covariance)?), "D = {d}");

        let data = draw.matrix(d, 37);
        let distances = gaussian.mahalanobis_distances(&data)?;
        let reference = nalgebra::Cholesky::new(covariance.clone()).expect("positive definite");
        for n in 0..data.ncols() {
            let z = column(&data, n) - gaussian.mean();
            assert!(near(distances[(n, 0)], z.dot(&reference.solve(&z))), "D = {d}");
        }
        let precise = Gaussian::from_precision(gaussian.mean().clone(), covariance.clone())?;
        assert!(agree(&(precise.covariance() * &covariance), &Matrix::identity(d, d)), "D = {d}");
        assert!(near(precise.log_determinant(), -gaussian.log_determinant()), "D = {d}");
        let mut last = covariance;
        last[(d - 1, d - 1)] = -1.0;
        let minor = Gaussian::new(gaussian.mean().clone(), last.clone()).expect_err("indefinite");
        assert_eq!(minor.minor(), Some(d), "{minor}");
        let minor = Gaussian::from_precision(gaussian.mean().clone(), last).expect_err("indefinite");
        assert_eq!(minor.minor(), Some(d), "{minor}");
    }
    Ok(())
}

/// |Σ| is 10⁻¹²⁰⁰ or 10¹²⁰⁰ here, neither of which a double holds.
#[test]
fn determinants_neither_underflow_nor_overflow() -> Result<()> {
    let d = 400;
    assert_eq!((1e-3f64.powi(400), 1e3f64.powi(400)), (0.0, f64::INFINITY));
    let x = Draw::new(1).vector(d);
    for variance in [1e-3, 1.0, 1e3, 1e-300, 1e300] {
        let gaussian = Gaussian::new(Matrix::zeros(d, 1), Matrix::identity(d, d) * variance)?;
        let log_determinant = d as f64 * f64::ln(variance);
        let expected = -0.5 * (d as f64 * std::f64::consts::TAU.ln() + log_determinant + x.norm_squared() / variance);
        for value in [gaussian.log_density(&x)?, gaussian.log_densities(&x)?[(0, 0)]] {
            assert!(value.is_finite() && (value / expected - 1.0).abs() < 1e-13, "{value} for {expected}");
        }
        assert!((gaussian.log_determinant() - log_determinant).abs() <= 1e-13 * log_determinant.abs());
        assert!(gaussian.entropy().is_finite());
    }
    Ok(())
}

#[test]
fn a_square_that_overflows_is_infinite_not_nan() -> Result<()> {
    let covariance = Matrix::from_row_slice(2, 2, &[1.0, 0.5, 0.5, 1.0]);
    let gaussian = Gaussian::new(Matrix::from_element(2, 1, -1e308), covariance)?;
    let far = Matrix::from_element(2, 1, 1e308);
    assert_eq!(gaussian.mahalanobis_distances(&far)?[(0, 0)], f64::INFINITY);
    assert_eq!(gaussian.log_density(&far)?, f64::NEG_INFINITY);
    Ok(())
}

/// At 10⁸ ± 1 the squares agree in the 16 digits that a double has, and their difference has none left.
#[test]
fn data_far_from_the_origin_keeps_its_covariance() -> Result<()> {
    let (d, n) = (3, 5000);
    let mut draw = Draw::new(2);
    // Halves, quarters, …: the shift is exact, so the covariance must be that of the data at the origin.
    let near = draw.matrix(d, n).map(|value| (value * 1024.0).round() / 2048.0);
    let far = near.map(|value| value + 1e8);
    let expected = biased_covariance::covariance_about_sample_mean(&near)?;

    let mut extended = SufficientStatistics::new(d)?;
    extended.extend(&far)?;
    let mut pushed = SufficientStatistics::new(d)?;
    let mut merged = SufficientStatistics::new(d)?;
    for start in (0..n).step_by(100) {
        let mut part = SufficientStatistics::new(d)?;
        for k in start..start + 100 {
            part.push(&column(&far, k))?;
            pushed.push(&column(&far, k))?;
        }
        merged.merge(&part)?;
    }
    for statistics in [extended, pushed, merged] {
        let covariance = statistics.covariance()?;
        assert!((covariance - &expected).amax() < 1e-12 * expected.amax());
        let gaussian = statistics.gaussian()?;
        let (mean_gradient, covariance_gradient) = statistics.log_likelihood_gradients(&gaussian)?;
        // x̄ is rounded to a unit of 10⁸, 1.5·10⁻⁸, which the gradient sees N Σ⁻¹ times as large.
        assert!(mean_gradient.amax() < 1e-8 * n as f64 * 10.0 && covariance_gradient.amax() < 1e-9 * n as f64);
    }
    // What the textbook's other formula makes of it: Σxxᵀ/N − x̄x̄ᵀ.
    let mean = log_density::sample_mean(&far)?;
    let naive = &far * far.transpose() / n as f64 - &mean * mean.transpose();
    assert!((naive - &expected).amax() > 0.1 * expected.amax());
    Ok(())
}

/// Sums are taken about the mean of some samples: also where these are the least like the others.
#[test]
fn samples_in_an_unfavourable_order_keep_their_covariance() -> Result<()> {
    let n = 12_000;
    for d in [1, 2, 3, 5, 10, 30] {
        let noise = Draw::new(d as u64).matrix(d, n);
        let trend = Matrix::from_fn(d, n, |i, k| noise[(i, k)] + (i + 1) as f64 * k as f64);
        // Every 64th sample of a chunk of 4096 lies 10⁸ away from the others.
        let outliers = Matrix::from_fn(d, n, |i, k| noise[(i, k)] + if k % 64 == 0 { 1e8 } else { 0.0 });
        let (one_step, flat) = (Matrix::from_fn(d, n, |i, k| if k < n / 2 { 1e6 } else { i as f64 }), 1.0 / 3.0);
        for (name, data) in [("trend", trend), ("outliers", outliers), ("step", one_step)] {
            let mut statistics = SufficientStatistics::new(d)?;
            statistics.extend(&data)?;
            let expected = biased_covariance::covariance_about_sample_mean(&data)?;
            let error = (statistics.covariance()? - &expected).amax();
            assert!(error < 1e-12 * expected.amax(), "{name}, D = {d}: {error:e} of {:e}", expected.amax());
        }
        let mut statistics = SufficientStatistics::new(d)?;
        statistics.push(&Matrix::from_element(d, 1, 1.0))?;
        statistics.extend(&Matrix::from_element(d, n, flat))?;
        let mut alike = SufficientStatistics::new(d)?;
        alike.extend(&Matrix::from_element(d, n, flat))?;
        assert_eq!(alike.covariance()?, zeros(d, d));
        assert!(statistics.covariance()?.diagonal().iter().all(|variance| *variance > 0.0));
    }
    Ok(())
}

/// Eigenvalues from 10⁻¹⁰ to 1. Rounding the entries of Σ alone moves the least of them by D·ε/10⁻¹⁰ ≈ 4·10⁻⁵.
#[test]
fn condition_number_1e10() -> Result<()> {
    let d = 20;
    let mut draw = Draw::new(3);
    let basis = draw.matrix(d, d).qr().q();
    let eigenvalues = Matrix::from_fn(d, 1, |i, _| 10f64.powf(-10.0 * i as f64 / (d - 1) as f64));
    let scaled = &basis * diagonal(&eigenvalues.map(f64::sqrt));
    let covariance = &scaled * scaled.transpose();
    let inverse = &basis * diagonal(&eigenvalues.map(|value| value.sqrt().recip()));
    let precision = &inverse * inverse.transpose();
    let z = draw.vector(d);
    let x = &scaled * &z;
    let log_determinant: f64 = eigenvalues.iter().copied().map(f64::ln).sum();
    let zero = Matrix::zeros(d, 1);
    for (gaussian, tolerance) in [
        (Gaussian::new(zero.clone(), covariance)?, 1e-4),
        (Gaussian::from_precision(zero.clone(), precision)?, 1e-4),
        // The map has a condition number of 10⁵, and its square is never formed.
        (Gaussian::new(zero.clone(), Matrix::identity(d, d))?.affine(&scaled, &zero)?, 1e-9),
    ] {
        assert!((gaussian.log_determinant() / log_determinant - 1.0).abs() < tolerance);
        let distance = gaussian.mahalanobis_distances(&x)?[(0, 0)];
        assert!((distance / z.norm_squared() - 1.0).abs() < tolerance, "{distance} for {}", z.norm_squared());
    }
    Ok(())
}

/// ε² is all that is left of ε-close Gaussians, far below the roundoff of the terms that the textbook subtracts.
#[test]
fn divergence_of_gaussians_close_together() -> Result<()> {
    let d = 5;
    for change in [1e-3, 1e-6, 1e-9] {
        let first = Gaussian::new(Matrix::zeros(d, 1), Matrix::identity(d, d))?;
        let second = Gaussian::new(Matrix::zeros(d, 1), Matrix::identity(d, d) * (1.0 + change))?;
        // ½D (ln(1+c) − c/(1+c)) = ½D (½c² − ⅔c³ + …)
        let expected = 0.5 * d as f64 * (0.5 - 2.0 / 3.0 * change + 0.75 * change * change) * change * change;
        let found = first.kullback_leibler(&second)?;
        assert!((found / expected - 1.0).abs() < 1e-6, "{found:e} for {expected:e}");
    }
    Ok(())
}

/// An uninformative prior and next to no noise: the posterior is the least-squares solution.
#[test]
fn posterior_between_a_flat_prior_and_precise_data() -> Result<()> {
    let (p, q) = (3, 8);
    let mut draw = Draw::new(4);
    let (a, x) = (draw.matrix(q, p), draw.vector(p));
    let prior = Gaussian::new(Matrix::zeros(p, 1), Matrix::identity(p, p) * 1e12)?;
    let model = LinearGaussian::new(prior, a.clone(), Matrix::zeros(q, 1), Matrix::identity(q, q) * 1e-12)?;
    let posterior = model.posterior(&(&a * &x))?;
    assert!(agree(posterior.mean(), &x));
    let expected = inverse(&(a.transpose() * &a))?;
    assert!((posterior.covariance() * 1e12 - &expected).amax() < TOLERANCE * expected.amax());
    Ok(())
}
