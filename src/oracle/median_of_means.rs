//! The median of means: an estimate of an expectation whose deviation is bounded by the variance alone.

use super::tolerances::SAMPLES_PER_MEAN;

/// The median of k means of m samples: with probability 1 − α within 2σ/√m of the expectation.
///
/// Each mean is farther away with probability at most ¼ (Chebyshev). The median is farther away only if half of the
/// means are, which has probability at most exp(−k·KL(½‖¼)).
pub(super) struct Median {
    pub(super) means: usize,
}

impl Median {
    pub(super) fn of(alpha: f64) -> Self {
        let divergence = 0.5 * 2f64.ln() + 0.5 * (2.0f64 / 3.0).ln();
        Self { means: ((1.0 / alpha).ln() / divergence).ceil() as usize | 1 }
    }

    pub(super) fn reach(&self, deviation: f64) -> f64 {
        2.0 * deviation / (SAMPLES_PER_MEAN as f64).sqrt()
    }
}

pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each mean is too far away with probability at most ¼, and the median if more than half of the means are.
    #[test]
    fn the_number_of_means_is_odd_and_the_smallest_that_suffices() {
        let tail = |means: usize| {
            let mut term = 0.75f64.powi(means as i32);
            (0..means).fold(0.0, |tail, far| {
                term *= (means - far) as f64 / (far + 1) as f64 / 3.0;
                if 2 * (far + 1) > means { tail + term } else { tail }
            })
        };
        for alpha in [1e-3, 1e-6, 1e-12] {
            let means = Median::of(alpha).means;
            assert!(means % 2 == 1 && tail(means) <= alpha && tail(means / 2) > alpha, "{alpha}: {means}");
        }
    }
}
