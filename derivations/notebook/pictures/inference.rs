//! Posteriors as data arrive.

use super::{between, density_curve, drawn, ellipse, sound};
use crate::cells::Plot;
use crate::gaussian::{Gaussian, LinearGaussian};
use crate::matrix::Matrix;

/// The distribution of intercept and slope of a line y = w₁ + w₂x + noise, by its contour Δ = 2, before any data and after
/// each of `counts` of them; the data are made by `weights`, with noise of standard deviation 0.5.
pub fn line_fit<const K: usize>(weights: (f64, f64), counts: [usize; K], seed: u64) -> Plot {
    const NOISE: f64 = 0.25;
    let most = counts.into_iter().max().unwrap_or(0);
    let standard = |order| sound(Gaussian::new(Matrix::zeros(order, 1), Matrix::identity(order, order)));
    let noise = drawn(&standard(1), seed, most.max(1));
    let mut belief = standard(2);
    let mut plot = Plot::new("The posterior of a line narrows as data arrive", "w₁, intercept", "w₂, slope")
        .equal()
        .line("prior", ellipse(&belief, 2.0));
    for n in 0..most {
        // Points that fill [−1, 1] evenly: the fractional parts of multiples of the golden ratio.
        let x = 2.0 * ((n as f64 + 1.0) * 0.618_033_988_749_895).fract() - 1.0;
        let y = weights.0 + weights.1 * x + NOISE.sqrt() * noise[n];
        let row = Matrix::from_row_slice(1, 2, &[1.0, x]);
        let one = |value| Matrix::from_element(1, 1, value);
        let mut model = sound(LinearGaussian::new(belief, row, one(0.0), one(NOISE)));
        sound(model.update(&one(y)));
        belief = model.prior().clone();
        if counts.contains(&(n + 1)) {
            let label = if n == 0 { "after 1 sample".into() } else { format!("after {} samples", n + 1) };
            plot = plot.line(&label, ellipse(&belief, 2.0));
        }
    }
    plot.points("the line that made the data", vec![weights])
}

/// The distribution of the mean of N(μ, 1) before any data, and after each of `counts` of them; the prior is N(0, 0.5), the
/// data are drawn around `truth`.
pub fn posteriors<const K: usize>(truth: f64, counts: [usize; K], seed: u64) -> Plot {
    let one = |value: f64| Matrix::from_element(1, 1, value);
    let prior = sound(Gaussian::new(one(0.0), one(0.5)));
    let most = counts.into_iter().max().unwrap_or(0).max(1);
    let data = drawn(&sound(Gaussian::new(one(truth), one(1.0))), seed, most);
    let (low, high) = (truth.min(0.0) - 1.6, truth.max(0.0) + 1.6);
    let plot = Plot::new("The posterior of a mean", "μ", "density").line("prior", density_curve(&prior, low, high));
    counts.into_iter().fold(plot, |plot, count| {
        let map = Matrix::from_element(count, 1, 1.0);
        let noise = Matrix::identity(count, count);
        let model = sound(LinearGaussian::new(prior.clone(), map, Matrix::zeros(count, 1), noise));
        let posterior = sound(model.posterior(&data.columns(0, count).transpose()));
        plot.line(&format!("N = {count}"), density_curve(&posterior, low, high))
    })
}

/// The weight N/(N + σ²/σ₀²) of the sample mean in μ_N against N, for several ratios σ²/σ₀².
pub fn shrinkage<const K: usize>(ratios: [f64; K]) -> Plot {
    let plot = Plot::new("The weight of the data", "N", "weight of the sample mean in μ_N").log_x();
    ratios.into_iter().fold(plot, |plot, ratio| {
        let samples = between(0.0, 3.0, 61).map(|power| 10f64.powf(power));
        plot.line(&format!("σ²/σ₀² = {ratio}"), samples.map(|n| (n, n / (n + ratio))).collect())
    })
}
