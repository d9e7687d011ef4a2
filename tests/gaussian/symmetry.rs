//! What counts as symmetric, and what becomes of it.

use crate::draw::{Draw, identity, zeros};
use gradus::Result;
use gradus::gaussian::{Gaussian, LinearGaussian};
use gradus::matrix::Matrix;

fn pair(upper: f64, lower: f64) -> Matrix<f64> {
    Matrix::from_row_slice(2, 2, &[1.0, upper, lower, 1.0])
}

#[test]
fn rounding_is_no_asymmetry() -> Result<()> {
    for (upper, lower) in [(0.001, 0.001_000_000_000_000_01), (0.0, 1e-300), (0.5, 0.5 + 1e-9), (-1e-12, 1e-12)] {
        let gaussian = Gaussian::new(zeros(2, 1), pair(upper, lower))?;
        let covariance = gaussian.covariance();
        assert_eq!(covariance, &covariance.transpose());
        assert_eq!(covariance[(0, 1)], 0.5 * upper + 0.5 * lower);
        let precise = Gaussian::from_precision(zeros(2, 1), pair(upper, lower))?;
        assert_eq!(precise.covariance(), &precise.covariance().transpose());
        LinearGaussian::new(gaussian, identity(2), zeros(2, 1), pair(upper, lower))?;
    }
    // Judged by the variances of the two components, whatever their units are.
    let units = Matrix::from_row_slice(2, 2, &[1e-20, 0.5, 0.5 + 1e-9, 1e20]);
    Gaussian::new(zeros(2, 1), units)?;
    Ok(())
}

#[test]
fn a_real_asymmetry_is_refused() {
    for (upper, lower) in [(0.5, 0.499), (0.5, 0.5 + 1e-7), (0.0, 1e-7), (-0.5, 0.5), (0.0, f64::MAX)] {
        let error = Gaussian::new(zeros(2, 1), pair(upper, lower)).expect_err("not symmetric");
        assert!(error.is_not_symmetric() && error.entry() == Some((0, 1)), "{error}");
    }
    let small = Matrix::from_row_slice(2, 2, &[1e-20, 1e-12, 2e-12, 1e-4]);
    assert!(Gaussian::new(zeros(2, 1), small).is_err_and(|error| error.is_not_symmetric()));
}

/// APAᵀ + Q as a product of three matrices, which is symmetric to its rounding only.
#[test]
fn predicted_covariances_are_accepted() -> Result<()> {
    let mut draw = Draw::new(21);
    let mut asymmetric = 0;
    for (order, cases) in [(2, 200), (4, 200), (20, 200), (100, 20)] {
        for _ in 0..cases {
            let (a, p, q) = (draw.matrix(order, order), draw.covariance(order), draw.covariance(order));
            let predicted = &a * &p * a.transpose() + q;
            asymmetric += usize::from(predicted != predicted.transpose());
            let gaussian = Gaussian::new(zeros(order, 1), predicted.clone())?;
            let expected = (&predicted + predicted.transpose()) * 0.5;
            assert_eq!(gaussian.covariance(), &expected);
            LinearGaussian::new(gaussian, identity(order), zeros(order, 1), predicted.clone())?;
            // An inverse is symmetric to ε times the condition number.
            Gaussian::from_precision(zeros(order, 1), p.try_inverse().expect("positive"))?;
        }
    }
    assert!(asymmetric > 300, "only {asymmetric} cases were about rounding");
    Ok(())
}
