//! Integrals by quadrature and by sampling, each with the bound it states.

use super::{between, drawn, sound};
use crate::cells::Plot;
use crate::gaussian::Gaussian;
use crate::matrix::Matrix;
use gauss_quad::GaussHermite;
use std::f64::consts::PI;
use std::num::NonZeroUsize;

/// Relative error of the Gauss–Hermite rules for the moments 𝔼(z²ᵏ) = (2k−1)!!, z ~ N(0, 1), against their degree 2k.
/// A rule with n nodes is exact up to degree 2n − 1, and wrong from 2n on.
///
/// `nodes`: the numbers n, each a curve.
pub fn quadrature_degrees<const K: usize>(nodes: [usize; K]) -> Plot {
    let plot = Plot::new("Gauss–Hermite quadrature of the moments 𝔼[zᵐ]", "degree m", "relative error").log_y();
    nodes.into_iter().fold(plot, |plot, nodes| {
        let errors = (1..=16).map(|k| {
            let moment = (1..=k).fold(1.0, |product, j| product * f64::from(2 * j - 1));
            // Below the rounding error of a double there is nothing to see.
            let error = (mean_by_rule(nodes, |z| z.powi(2 * k)) / moment - 1.0).abs().max(1e-17);
            (f64::from(2 * k), error)
        });
        plot.line(&format!("{nodes} nodes, exact to degree {}", 2 * nodes - 1), errors.collect())
    })
}

/// Relative error of the Gauss–Hermite rules for 𝔼(exp(tz)) = exp(t²/2), z ~ N(0, 1), against their number of nodes.
///
/// `tilts`: the values of t, each a curve.
pub fn quadrature_nodes<const K: usize>(tilts: [f64; K]) -> Plot {
    let plot = Plot::new("Gauss–Hermite quadrature of 𝔼[exp(tz)]", "nodes", "relative error").log_y();
    tilts.into_iter().fold(plot, |plot, tilt| {
        let exact = (tilt * tilt / 2.0).exp();
        let error = |nodes| (mean_by_rule(nodes, |z| (tilt * z).exp()) / exact - 1.0).abs().max(1e-17);
        plot.line(&format!("t = {tilt}"), (2..=24).map(|nodes| (nodes as f64, error(nodes))).collect())
    })
}

/// 𝔼(f(z)), z ~ N(0, 1), by the rule with this number of nodes.
fn mean_by_rule(nodes: usize, f: impl Fn(f64) -> f64) -> f64 {
    let nodes = NonZeroUsize::new(nodes).unwrap_or_else(|| panic!("a rule needs at least one node"));
    GaussHermite::new(nodes).integrate(|x| f(std::f64::consts::SQRT_2 * x)) / PI.sqrt()
}

/// Distance of the sample mean from μ, √((x̄−μ)ᵀΣ⁻¹(x̄−μ)), as samples arrive, for several seeds, beside the bound that it
/// stays below with 99 % probability at each N: N·Δ² is χ² with D = 2 degrees of freedom, so Δ ≤ √(−2 ln 0.01 / N).
pub fn mean_of_samples(gaussian: &Gaussian, seeds: std::ops::Range<u64>) -> Plot {
    const MOST: usize = 10_000;
    let mut counts: Vec<usize> = between(0.0, 4.0, 61).map(|power| 10f64.powf(power).round() as usize).collect();
    counts.dedup();
    let bound = counts.iter().map(|&n| (n as f64, (-2.0 * 0.01f64.ln() / n as f64).sqrt()));
    let plot = Plot::new("The sample mean approaches μ like 1/√N", "N", "distance of the sample mean").log_x().log_y();
    let paths = seeds.clone().map(|seed| {
        let data = drawn(gaussian, seed, MOST);
        let mut sum = Matrix::zeros(gaussian.dimension(), 1);
        let mut taken = 0;
        let distance = |n: &usize| {
            for column in data.columns(taken, n - taken).column_iter() {
                sum += column;
            }
            taken = *n;
            let squared = sound(gaussian.mahalanobis_distances(&(&sum / *n as f64)))[0];
            (*n as f64, squared.max(0.0).sqrt())
        };
        counts.iter().map(distance).collect()
    });
    let label = format!("{} runs", seeds.clone().count());
    plot.lines(&label, paths.collect()).line("stays below with 99 %", bound.collect())
}
