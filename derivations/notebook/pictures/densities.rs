//! Two-dimensional densities and their geometry.

use super::{columns, density_curve, drawn, ellipse, sound};
use crate::cells::Plot;
use crate::derivations::product_of_gaussians::{product_covariance, product_mean};
use crate::gaussian::Gaussian;
use crate::matrix::Matrix;

/// Contours Δ = 1, 2, 3 of a two-dimensional Gaussian, over samples of it.
pub fn contours(gaussian: &Gaussian, seed: u64) -> Plot {
    let samples = columns(&drawn(gaussian, seed, 300));
    let plot =
        Plot::new("Contours of constant Mahalanobis distance", "x₁", "x₂").equal().points("300 samples", samples);
    [1.0, 2.0, 3.0].into_iter().fold(plot, |plot, radius| {
        // Δ² is χ² with two degrees of freedom.
        let inside = 100.0 * (1.0 - (-radius * radius / 2.0f64).exp());
        plot.line(&format!("Δ = {radius}: {inside:.0} % inside"), ellipse(gaussian, radius))
    })
}

/// The contour Δ = 1 and its axes: along the eigenvectors of Σ, as long as the square roots of its eigenvalues.
pub fn density_with_axes(gaussian: &Gaussian) -> Plot {
    let (mean, eigen) = (gaussian.mean(), gaussian.covariance().clone().symmetric_eigen());
    let mut plot = Plot::new("The axes of the contour Δ = 1", "x₁", "x₂").equal().line("Δ = 1", ellipse(gaussian, 1.0));
    // The longer axis first, and each pointing to the right.
    let mut order = [0, 1];
    order.sort_by(|&i, &j| eigen.eigenvalues[j].total_cmp(&eigen.eigenvalues[i]));
    for (number, i) in order.into_iter().enumerate() {
        let direction = eigen.eigenvectors.column(i) * eigen.eigenvalues[i].sqrt();
        let (x, y) = (direction[0], direction[1]);
        let (from, to) = ((mean[0] - x, mean[1] - y), (mean[0] + x, mean[1] + y));
        let label = format!("±√λ{0} u{0}, λ{0} = {1:.3}", ['₁', '₂'][number], eigen.eigenvalues[i]);
        plot = plot.line(&label, vec![from, to]);
    }
    plot.points("μ", vec![(mean[0], mean[1])])
}

/// Two one-dimensional densities and their normalised product.
///
/// `means`, `variances`: of both factors.
pub fn products(means: [f64; 2], variances: [f64; 2]) -> Plot {
    let one = |value: f64| Matrix::from_element(1, 1, value);
    let [m, n] = means.map(one);
    let [s, t] = variances.map(one);
    let product = Gaussian::new(sound(product_mean(&m, &s, &n, &t)), sound(product_covariance(&s, &t)));
    let all = [sound(Gaussian::new(m, s)), sound(Gaussian::new(n, t)), sound(product)];
    let reach = |g: &Gaussian, side: f64| g.mean()[0] + side * 3.5 * g.covariance()[0].sqrt();
    let low = all.iter().map(|g| reach(g, -1.0)).fold(f64::INFINITY, f64::min);
    let high = all.iter().map(|g| reach(g, 1.0)).fold(f64::NEG_INFINITY, f64::max);
    ["first factor", "second factor", "product, normalised"]
        .iter()
        .zip(&all)
        .fold(Plot::new("A product of Gaussians is a Gaussian", "x", "density"), |plot, (label, gaussian)| {
            plot.line(label, density_curve(gaussian, low, high))
        })
}
