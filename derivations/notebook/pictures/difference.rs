//! Difference quotients, beside the derivative that needs no step.

use super::{between, sound};
use crate::cells::Plot;
use crate::derivations::log_det_gradient::log_det_gradient;
use crate::matrix::{Matrix, log_determinant};
use crate::number::Dual;

/// Relative error of ∂ln|A|/∂a₁₁ by forward and by central differences against the step h, beside dual numbers.
///
/// Large steps leave the remainder of Taylor's series, h or h²; small ones the rounding error, ε/h. Dual numbers take no
/// step. `a`: D×D, |A| > 0.
pub fn difference_against_step(a: &Matrix<f64>) -> Plot {
    let exact = sound(log_det_gradient(a))[(0, 0)];
    let moved = |step: f64| {
        let mut moved = a.clone();
        moved[(0, 0)] += step;
        (sound(log_determinant(&moved)), moved[(0, 0)] - a[(0, 0)]) // the step after rounding
    };
    // Below the rounding error of a double there is nothing to see.
    let error = |derivative: f64| ((derivative - exact) / exact).abs().max(1e-17);
    let forward = |step: f64| {
        let (ahead, h) = moved(step);
        error((ahead - sound(log_determinant(a))) / h)
    };
    let central = |step: f64| {
        let ((ahead, h), (behind, k)) = (moved(step), moved(-step));
        error((ahead - behind) / (h - k))
    };
    let mut duals = a.map(Dual::constant);
    duals[(0, 0)] = Dual::new(a[(0, 0)], 1.0);
    let dual = error(sound(log_determinant(&duals)).tangent);
    let steps = || between(-15.0, 0.0, 91).map(|power| 10f64.powf(power));
    Plot::new("The error of a difference quotient against its step", "step h", "relative error")
        .log_x()
        .log_y()
        .line("forward difference", steps().map(|h| (h, forward(h))).collect())
        .line("central difference", steps().map(|h| (h, central(h))).collect())
        .line("dual numbers", steps().map(|h| (h, dual)).collect())
}
