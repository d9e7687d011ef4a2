//! Completing the square, as a curve.

use super::between;
use crate::cells::Plot;
use crate::derivations::completing_square::{centre, quadratic, remainder};
use crate::matrix::Matrix;

/// The quadratic −½ax² + mx, its centre a⁻¹m, and the square alone, −½a(x−a⁻¹m)²: the same curve, moved down by ½m²/a.
///
/// `a` > 0.
pub fn completed_square(a: f64, m: f64) -> Plot {
    let one = |value: f64| Matrix::from_element(1, 1, value);
    let (of_second, of_first) = (one(a), one(m));
    let middle = super::sound(centre(&of_second, &of_first))[0];
    let left_over = super::sound(remainder(&of_second, &of_first));
    let value = |x: f64| super::sound(quadratic(&one(x), &of_second, &of_first));
    let reach = 3.0 / a.sqrt();
    let places = || between(middle - reach, middle + reach, 121);
    Plot::new("A quadratic is a square and a constant", "x", "exponent")
        .line("−½ax² + mx", places().map(|x| (x, value(x))).collect())
        .line("−½a(x − a⁻¹m)²", places().map(|x| (x, value(x) - left_over)).collect())
        .line(&format!("½m²/a = {left_over:.3}"), places().map(|x| (x, left_over)).collect())
        .points("the maximum, at a⁻¹m", vec![(middle, left_over)])
}
