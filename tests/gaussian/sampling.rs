//! Samples follow their law, and a seed repeats them.

use crate::draw::{Draw, agree};
use gradus::gaussian::Gaussian;
use gradus::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// Whether χ² with `degrees` degrees of freedom reaches as far as `value` on either side, but with probability `alpha`.
///
/// Laurent–Massart: P(χ² − k ≥ 2√(kx) + 2x) ≤ e⁻ˣ and P(k − χ² ≥ 2√(kx)) ≤ e⁻ˣ.
fn plausible(value: f64, degrees: f64, alpha: f64) -> bool {
    let x = (2.0 / alpha).ln();
    let root = 2.0 * (degrees * x).sqrt();
    value <= degrees + root + 2.0 * x && value >= degrees - root
}

/// A right sampler fails with probability at most 10⁻⁹ for a random seed: the sum of its tests' bounds. The seed is
/// fixed, so it fails never or always. Factors Lᵀ or L² for L, or a mean that is off by 0.1, are far out of bounds.
#[test]
fn samples_follow_their_law() -> Result<()> {
    let (d, n) = (3, 20_000);
    let mean = Matrix::from_column_slice(d, 1, &[1.0, -2.0, 0.5]);
    let covariance = Matrix::from_row_slice(d, d, &[4.0, 1.2, -0.6, 1.2, 1.0, 0.3, -0.6, 0.3, 0.5]);
    let gaussian = Gaussian::new(mean.clone(), covariance.clone())?;
    let data = gaussian.sample(&mut ChaCha8Rng::seed_from_u64(6), n);
    assert_eq!(data.shape(), (d, n));

    // Whitened by the textbook's inverse, not by the library's own solves.
    let whitener = inverse(&cholesky("the covariance", &covariance)?)?;
    let implausible = |data: &Matrix<f64>| {
        let white = &whitener * (data - &mean * Matrix::from_element(1, n, 1.0));
        let alpha = 1e-9 / (2 + d * d) as f64;
        let count = n as f64;
        let mut failures = 0;
        failures += usize::from(!plausible(white.column_sum().norm_squared() / count, d as f64, alpha));
        failures += usize::from(!plausible(white.norm_squared(), count * d as f64, alpha));
        for i in 0..d {
            for j in 0..d {
                // Along the axes, and along (eᵢ ± eⱼ)/√2: a covariance that is off shows in one of them.
                let (sign, scale) = if i == j { (0.0, 1.0) } else { (if i < j { 1.0 } else { -1.0 }, 0.5) };
                let projected = white.row(i) + white.row(j) * sign;
                failures += usize::from(!plausible(projected.norm_squared() * scale, count, alpha));
            }
        }
        failures
    };
    assert_eq!(implausible(&data), 0);

    // The test itself: wrong samplers are noticed.
    let mut stream = ChaCha8Rng::seed_from_u64(7);
    let noise = Matrix::from_fn(d, n, |_, _| stream.sample(StandardNormal));
    let factor = gaussian.factor();
    let around = |mean: &Matrix<f64>, factor: &Matrix<f64>| mean * Matrix::from_element(1, n, 1.0) + factor * &noise;
    assert_eq!(implausible(&around(&mean, factor)), 0);
    for wrong in [
        around(&mean, &factor.transpose()),
        around(&mean, &(factor * factor)),
        around(&mean, &covariance),
        around(&mean.map(|entry| entry + 0.1), factor),
        around(&mean, &(factor * 1.1)),
    ] {
        assert!(implausible(&wrong) > 0);
    }
    Ok(())
}

#[test]
fn samples_are_reproducible() -> Result<()> {
    let gaussian = Draw::new(8).gaussian(4)?;
    let draw = |samples| gaussian.sample(&mut ChaCha8Rng::seed_from_u64(9), samples);
    assert_eq!(draw(5000), draw(5000));
    assert!(agree(&draw(5000).columns(0, 70).into_owned(), &draw(70)), "the first samples do not depend on N");
    assert_eq!(draw(0).shape(), (4, 0));
    Ok(())
}
