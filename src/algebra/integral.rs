//! Integrals over ℝᴷ as expectations, so that quadrature and sampling can judge claims about them.

use crate::algebra::matrix::{Matrix, expect_shape};
use crate::algebra::number::Field;
use crate::error::Result;

/// Standard deviation s of the normal density that rewrites an integral as an expectation.
/// It is suitable for integrands with a standard deviation from ⅔ to √2.
const WIDTH: (i64, i64) = (5, 4);

/// The point x = c + s z at which an integrand is evaluated, for `noise` z ~ N(0, I); `centre` c and `noise`: K×1.
pub fn integration_point<F: Field>(centre: &Matrix<F>, noise: &Matrix<F>) -> Result<Matrix<F>> {
    expect_shape("the noise", noise, centre.nrows(), 1)?;
    Ok(centre + noise * F::ratio(WIDTH.0, WIDTH.1)?)
}

/// ln of the weight of e^g(x): ∫ e^g(x) dx = E[e^(g(x) + w)] with x = c + s z.
///
/// w = ½ zᵀz + ½ K ln 2π + K ln s, the negative logarithm of the density of x.
pub fn integration_weight<F: Field>(noise: &Matrix<F>) -> Result<F> {
    let squares = noise.iter().fold(F::zero(), |sum, z| sum + z.clone() * z.clone());
    let dimension = F::integer(noise.nrows() as i64);
    let log_width = F::ratio(WIDTH.0, WIDTH.1)?.ln()?;
    Ok((squares + dimension.clone() * F::ln_two_pi()?) * F::half() + dimension * log_width)
}
