//! Divergences of Gaussians that are close together, far apart, or of very different sizes, against exact fractions.

use crate::draw::{Draw, identity, zeros};
use crate::exact::{Law, double};
use gradus::Result;
use gradus::gaussian::{Gaussian, LinearGaussian};
use gradus::matrix::{Matrix, diagonal};

/// Relative to itself.
fn error(first: (&Matrix<f64>, &Matrix<f64>), second: (&Matrix<f64>, &Matrix<f64>)) -> Result<f64> {
    let gaussian = |(mean, covariance): (&Matrix<f64>, &Matrix<f64>)| Gaussian::new(mean.clone(), covariance.clone());
    let found = gaussian(first)?.kullback_leibler(&gaussian(second)?)?;
    let expected = double(&Law::new(first.0, first.1).kullback_leibler(&Law::new(second.0, second.1)));
    Ok(if expected == 0.0 { found } else { (found / expected - 1.0).abs() })
}

fn variance(value: f64) -> Matrix<f64> {
    Matrix::from_element(1, 1, value)
}

fn power(exponent: i32) -> f64 {
    10f64.powi(exponent)
}

/// ½ (r − 1 − ln r)
#[test]
fn one_variance_and_another() -> Result<()> {
    for exponent in -300..=300 {
        for change in [1.0, 3.7] {
            let r = variance(power(exponent) * change);
            for (first, second) in [(&r, &identity(1)), (&identity(1), &r)] {
                let error = error((&zeros(1, 1), first), (&zeros(1, 1), second))?;
                assert!(error <= 1e-15, "{} {}: {error:e}", first[0], second[0]);
            }
        }
    }
    for exponent in -16..=0 {
        for change in [power(exponent), -0.7 * power(exponent)] {
            let error = error((&zeros(1, 1), &identity(1)), (&zeros(1, 1), &variance(1.0 + change)))?;
            assert!(error <= 2e-13, "{change:e}: {error:e}");
        }
    }
    Ok(())
}

#[test]
fn a_divergence_is_infinite_where_it_overflows() -> Result<()> {
    let law = |variance: f64| Gaussian::new(zeros(1, 1), self::variance(variance));
    assert_eq!(law(1e200)?.kullback_leibler(&law(1e-200)?)?, f64::INFINITY);
    assert_eq!(law(1e300)?.kullback_leibler(&law(1e-300)?)?, f64::INFINITY);
    // ½ (10⁻⁴⁰⁰ − 1 + 400 ln 10)
    let found = law(1e-200)?.kullback_leibler(&law(1e200)?)?;
    assert!((found - 0.5 * (400.0 * 10f64.ln() - 1.0)).abs() < 1e-12, "{found}");
    let found = law(1e-300)?.kullback_leibler(&law(1e300)?)?;
    assert!((found - 0.5 * (600.0 * 10f64.ln() - 1.0)).abs() < 1e-12, "{found}");
    // 10³⁰⁷ is a double.
    let found = law(2e200)?.kullback_leibler(&law(1e-107)?)?;
    assert!((found / 1e307 - 1.0).abs() < 1e-12, "{found:e}");
    let far = Gaussian::new(Matrix::from_element(1, 1, 1e200), identity(1))?;
    assert_eq!(far.kullback_leibler(&law(1.0)?)?, f64::INFINITY);
    Ok(())
}

#[test]
fn divergences_have_their_digits() -> Result<()> {
    let mut draw = Draw::new(41);
    for case in 0..600 {
        let d = draw.size(1, 4);
        let exponent = draw.size(0, 24) as i32;
        let (mean, covariance) = (draw.vector(d), draw.covariance(d));
        let covariance = (&covariance + covariance.transpose()) * 0.5;
        let change = (draw.vector(d), draw.covariance(d));
        let size = power(-exponent);
        let change = (change.0 * size, (&change.1 + change.1.transpose()) * 0.5 * size);
        let units = diagonal(&draw.vector(d).map(|x| 2f64.powi((30.0 * x) as i32)));
        let in_units = |matrix: Matrix<f64>| &units * matrix * &units;
        let other = (&units * (&mean + change.0), in_units(&covariance + change.1));
        let error = error((&(&units * mean), &in_units(covariance)), (&other.0, &other.1))?;
        assert!(error < 1e-11, "case {case}, change 1e-{exponent}: {error:e}");
    }
    Ok(())
}

#[test]
fn equal_gaussians_have_none() -> Result<()> {
    let mut draw = Draw::new(42);
    for _ in 0..100 {
        let d = draw.size(1, 6);
        let gaussian = draw.gaussian(d)?;
        assert_eq!(gaussian.kullback_leibler(&gaussian)?, 0.0);
        let again = Gaussian::new(gaussian.mean().clone(), gaussian.covariance().clone())?;
        assert_eq!(gaussian.kullback_leibler(&again)?, 0.0);
    }
    // One whose covariance does not hold its factor.
    let prior = Gaussian::new(zeros(2, 1), identity(2))?;
    let model = LinearGaussian::new(prior, Matrix::from_element(1, 2, 1.0), zeros(1, 1), variance(1e-20))?;
    let posterior = model.posterior(&identity(1))?;
    assert_eq!(posterior.kullback_leibler(&posterior)?, 0.0);
    // Of the prior, given the posterior, and the other way round.
    let (prior, map, noise) = (Law::new(&zeros(2, 1), &identity(2)), &Matrix::from_element(1, 2, 1.0), variance(1e-20));
    let law = prior.posterior(&map.into(), &Law::new(&zeros(1, 1), &noise), 1, &(&identity(1)).into());
    for (found, expected) in [
        (posterior.kullback_leibler(model.prior())?, law.kullback_leibler(&prior)),
        (model.prior().kullback_leibler(&posterior)?, prior.kullback_leibler(&law)),
    ] {
        assert!((found / double(&expected) - 1.0).abs() < 1e-14, "{found}, {expected}");
    }
    Ok(())
}
