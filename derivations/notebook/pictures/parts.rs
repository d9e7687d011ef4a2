//! Conditionals and marginals of a joint density.

use super::{between, density_curve, ellipse, sound};
use crate::cells::Plot;
use crate::gaussian::Gaussian;
use crate::matrix::Matrix;

/// The joint density of (x_a, x_b) by its contours, the slice at one value of x_b, the regression 𝔼(x_a|x_b), and where
/// the conditional density has its mass.
///
/// `joint`: two-dimensional, x_a first.
pub fn joint_and_conditional(joint: &Gaussian, x_b: f64) -> Plot {
    let (mean, covariance) = (joint.mean(), joint.covariance());
    let slope = covariance[(0, 1)] / covariance[(1, 1)];
    let reach = 3.2 * covariance[(1, 1)].sqrt();
    let regression = between(mean[1] - reach, mean[1] + reach, 2).map(|y| (mean[0] + slope * (y - mean[1]), y));
    let conditional = sound(joint.condition(&[1], &Matrix::from_element(1, 1, x_b)));
    let (middle, spread) = (conditional.mean()[0], conditional.covariance()[0].sqrt());
    let wide = 3.2 * covariance[(0, 0)].sqrt();
    Plot::new("A slice through the joint density", "x_a", "x_b")
        .equal()
        .lines("joint density: Δ = 1, 2, 3", [1.0, 2.0, 3.0].iter().map(|&radius| ellipse(joint, radius)).collect())
        .line("𝔼[x_a | x_b]", regression.collect())
        .line(&format!("slice at x_b = {x_b}"), vec![(mean[0] - wide, x_b), (mean[0] + wide, x_b)])
        .points(
            "conditional mean ± one standard deviation",
            vec![(middle - spread, x_b), (middle, x_b), (middle + spread, x_b)],
        )
}

/// The marginal density of x_a, and its conditional densities given several values of x_b: all of one width.
pub fn conditional_and_marginal<const K: usize>(joint: &Gaussian, values: [f64; K]) -> Plot {
    let marginal = sound(joint.marginal(&[0]));
    let reach = 3.5 * marginal.covariance()[0].sqrt();
    let (low, high) = (marginal.mean()[0] - reach, marginal.mean()[0] + reach);
    let plot = Plot::new("The marginal and the conditional densities", "x_a", "density")
        .line("p(x_a)", density_curve(&marginal, low, high));
    values.into_iter().fold(plot, |plot, x_b| {
        let conditional = sound(joint.condition(&[1], &Matrix::from_element(1, 1, x_b)));
        plot.line(&format!("p(x_a | x_b = {x_b})"), density_curve(&conditional, low, high))
    })
}
