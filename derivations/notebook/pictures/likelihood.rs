//! The log-likelihood as a surface, and gradient ascent to its maximum.

use super::{between, drawn, ellipse, sound};
use crate::cells::Coordinates;
use crate::cells::Plot;
use crate::gaussian::{Gaussian, SufficientStatistics, log_likelihood_gradients};
use crate::matrix::Matrix;

/// Level lines of the mean log-likelihood of one-dimensional data over (μ, σ²), the path of gradient ascent from
/// `start`, and the closed form x̄, Σ(xₙ−x̄)²/N.
///
/// `data`: 1×N, N ≥ 2; `start`: (μ, σ²), σ² > 0.
pub fn ascent(data: &Matrix<f64>, start: (f64, f64)) -> Plot {
    let mut statistics = sound(SufficientStatistics::new(1));
    sound(statistics.extend(data));
    let (mean, variance) = (sound(statistics.mean())[0], sound(statistics.covariance())[0]);
    let mut place = start;
    let mut path = vec![place];
    for _ in 0..400 {
        let gaussian = sound(one(place));
        let (along_mean, along_variance) =
            sound(log_likelihood_gradients(data, gaussian.mean(), gaussian.covariance()));
        let step = 0.2 * variance / data.ncols() as f64;
        // Preconditioned by the scale of each: σ² for μ, σ⁴ for σ².
        place = (place.0 + step * along_mean[0], place.1 + 2.0 * step * variance * along_variance[0]);
        place.1 = place.1.max(1e-3 * variance);
        path.push(place);
    }
    let (low, high) = (mean.min(start.0), mean.max(start.0));
    let spread = 0.35 * (high - low).max(variance.sqrt());
    let top = 1.25 * variance.max(start.1);
    let value = |mean: f64, variance: f64| {
        let densities = sound(sound(one((mean, variance))).log_densities(data));
        densities.sum() / data.ncols() as f64
    };
    let best = value(mean, variance);
    let grid = Grid::over((low - spread, high + spread), (0.12 * variance, top), value);
    let plot = Plot::new("Gradient ascent on the log-likelihood", "μ", "σ²");
    let plot = [0.05, 0.2, 0.5, 1.0]
        .into_iter()
        .fold(plot, |plot, below| plot.lines(&format!("{below} below the maximum"), grid.level(best - below)));
    plot.line("gradient ascent", path.clone()).points("closed form", vec![(mean, variance)])
}

fn one((mean, variance): Coordinates) -> crate::error::Result<Gaussian> {
    Gaussian::new(Matrix::from_element(1, 1, mean), Matrix::from_element(1, 1, variance))
}

/// The contour Δ = 1 of the law, and of the estimates from a few samples of it.
pub fn estimates(gaussian: &Gaussian, samples: usize, seeds: std::ops::Range<u64>) -> Plot {
    let estimate = |seed| {
        let mut statistics = sound(SufficientStatistics::new(gaussian.dimension()));
        sound(statistics.extend(&drawn(gaussian, seed, samples)));
        ellipse(&sound(statistics.gaussian()), 1.0)
    };
    let label = format!("{} estimates from {samples} samples each", seeds.clone().count());
    Plot::new("Maximum likelihood from few samples", "x₁", "x₂")
        .equal()
        .lines(&label, seeds.map(estimate).collect())
        .line("the law itself", ellipse(gaussian, 1.0))
}

/// The mean of σ²_ML over many data sets of N samples each, over σ², against N; beside (N−1)/N.
pub fn bias_of_covariance(runs: usize, seed: u64) -> Plot {
    let normal = sound(one((0.0, 1.0)));
    let measured = (2..=12).map(|count| {
        let data = drawn(&normal, seed + count as u64, count * runs);
        let variances = (0..runs).map(|run| {
            let set = data.columns(run * count, count);
            let mean = set.mean();
            set.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count as f64
        });
        (count as f64, variances.sum::<f64>() / runs as f64)
    });
    Plot::new("The maximum-likelihood variance is too small", "N, samples in each set", "mean of σ²_ML / σ²")
        .points(&format!("mean of {runs} sets"), measured.collect())
        .line("(N−1)/N", (2..=12).map(|n| (f64::from(n), f64::from(n - 1) / f64::from(n))).collect())
}

/// A function on a grid.
struct Grid {
    x: Vec<f64>,
    y: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl Grid {
    fn over(x: Coordinates, y: Coordinates, f: impl Fn(f64, f64) -> f64) -> Self {
        const CELLS: usize = 72;
        let (x, y): (Vec<f64>, Vec<f64>) = (between(x.0, x.1, CELLS).collect(), between(y.0, y.1, CELLS).collect());
        let values = x.iter().map(|&x| y.iter().map(|&y| f(x, y)).collect()).collect();
        Self { x, y, values }
    }

    /// {f = level}: one short piece for each cell that it crosses.
    fn level(&self, level: f64) -> Vec<Vec<Coordinates>> {
        let mut pieces = Vec::new();
        for i in 1..self.x.len() {
            for j in 1..self.y.len() {
                let corners = [(i - 1, j - 1), (i, j - 1), (i, j), (i - 1, j)];
                let crossing = |k: usize| {
                    let ((i, j), (m, n)) = (corners[k], corners[(k + 1) % 4]);
                    let (a, b) = (self.values[i][j] - level, self.values[m][n] - level);
                    let share = a / (a - b);
                    let mix = |from: f64, to: f64| from + share * (to - from);
                    ((a < 0.0) != (b < 0.0)).then(|| (mix(self.x[i], self.x[m]), mix(self.y[j], self.y[n])))
                };
                let crossed: Vec<Coordinates> = (0..4).filter_map(crossing).collect();
                pieces.extend(crossed.chunks_exact(2).map(<[Coordinates]>::to_vec));
            }
        }
        chained(pieces)
    }
}

/// Pieces that meet end to end, as long paths.
fn chained(mut pieces: Vec<Vec<Coordinates>>) -> Vec<Vec<Coordinates>> {
    let mut paths = Vec::new();
    let meet =
        |a: Coordinates, b: Coordinates| (a.0 - b.0).abs() + (a.1 - b.1).abs() < 1e-9 * (1.0 + a.0.abs() + a.1.abs());
    while let Some(mut path) = pieces.pop() {
        for _ in 0..2 {
            while let Some(k) = pieces.iter().position(|piece| {
                let end = path[path.len() - 1];
                meet(piece[0], end) || meet(piece[piece.len() - 1], end)
            }) {
                let mut piece = pieces.swap_remove(k);
                if !meet(piece[0], path[path.len() - 1]) {
                    piece.reverse();
                }
                path.extend(piece.drain(1..));
            }
            path.reverse();
        }
        paths.push(path);
    }
    paths
}
