//! Whether a user's value belongs to the set of its input.

use super::input::{Domain, Input};
use crate::algebra::matrix::{Matrix, expect_covariance, inverse};
use crate::error::{Error, Result};

/// The largest distance of a user's value from its set, if `f64` cannot represent the set exactly.
const ROUNDING: f64 = 1e-12;

/// Checks a finite value of the right shape. Errors: it is not in the set.
pub(super) fn expect(input: &Input, value: &Matrix<f64>) -> Result<()> {
    let name = input.name;
    let wrong = |reason: &str| Err(Error::malformed(name, reason));
    match input.domain {
        Domain::Free => Ok(()),
        Domain::Covariance => expect_covariance(name, value),
        Domain::Invertible => inverse(value).map(drop).map_err(|_| Error::singular(name)),
        Domain::Symmetric if value != &value.transpose() => {
            let worst = (value - value.transpose()).icamax_full();
            let difference = (value[worst] - value[(worst.1, worst.0)]).abs();
            Err(Error::not_symmetric(name, worst, difference))
        }
        Domain::Symmetric => Ok(()),
        Domain::Positive | Domain::Simplex if value.iter().any(|&entry| entry <= 0.0) => {
            Err(Error::domain("a positive input", value.min()))
        }
        Domain::Positive => Ok(()),
        Domain::Simplex if (value.sum() - 1.0).abs() > ROUNDING => wrong("the sum of its entries is not 1"),
        Domain::UnitVector if (value.norm_squared() - 1.0).abs() > ROUNDING => wrong("xᵀx is not 1"),
        Domain::Simplex | Domain::UnitVector => Ok(()),
        Domain::Orthogonal => {
            let identity = Matrix::identity(value.nrows(), value.nrows());
            let off = (value.transpose() * value - identity).amax();
            if off > ROUNDING { wrong("UᵀU differs from I") } else { Ok(()) }
        }
        Domain::LowerTriangular if value != &value.lower_triangle() => wrong("an entry above the diagonal is not zero"),
        Domain::Diagonal if value.iter().filter(|&&entry| entry != 0.0).count() > on_diagonal(value) => {
            wrong("an entry off the diagonal is not zero")
        }
        Domain::LowerTriangular | Domain::Diagonal => Ok(()),
        Domain::FullRank => {
            let singular = value.singular_values();
            let least = ROUNDING * singular.max();
            // Negated, so that NaN is an error.
            if singular.min() > least { Ok(()) } else { Err(Error::singular(name)) }
        }
        Domain::Integer if value.iter().any(|entry| entry.fract() != 0.0) => wrong("it is not an integer"),
        Domain::Integer => Ok(()),
    }
}

/// The number of nonzero entries on the diagonal.
fn on_diagonal(value: &Matrix<f64>) -> usize {
    value.diagonal().iter().filter(|&&entry| entry != 0.0).count()
}

/// A bound on the distance of each entry of a user's value from the nearest member of the set, for sets that `f64` can
/// only approximate.
pub(crate) fn reach(kind: Domain, value: &Matrix<f64>) -> Option<Matrix<f64>> {
    let off = match kind {
        Domain::UnitVector => (value.norm() - 1.0).abs(),
        Domain::Simplex if value.len() > 1 => (value.sum() - 1.0).abs(),
        _ => return None,
    };
    // The nearest member is the value divided by its length or by its sum.
    let part = 2.0 * off + 4.0 * f64::EPSILON * value.len() as f64;
    Some(value.abs() * part)
}
