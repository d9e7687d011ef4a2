//! Gradients at the ends of the range of doubles: each is right, or an error says that it overflows.

use crate::exact::{Fraction, double, fraction};
use gradus::Result;
use gradus::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
use gradus::matrix::Matrix;
use num_traits::Zero;

/// No sample lies one standard deviation from the mean, where both terms of a gradient cancel.
const SCALES: [f64; 6] = [3e-300, 3e-200, 3e-100, 3e100, 3e200, 3e300];

/// Independent components: mean, variances and samples, so that every gradient is a sum of fractions.
struct Problem {
    mean: Vec<f64>,
    variances: Vec<f64>,
    samples: Vec<Vec<f64>>,
}

impl Problem {
    fn count(&self) -> Fraction {
        fraction(self.samples.len() as f64)
    }

    /// Σₙ (xₙᵢ−μᵢ) and Σₙ (xₙᵢ−μᵢ)(xₙⱼ−μⱼ).
    fn sums(&self, i: usize, j: usize) -> (Fraction, Fraction) {
        let deviation = |x: &[f64], i: usize| fraction(x[i]) - fraction(self.mean[i]);
        let first = self.samples.iter().map(|x| deviation(x, i)).fold(Fraction::zero(), |sum, d| sum + d);
        let products = self.samples.iter().map(|x| deviation(x, i) * deviation(x, j));
        (first, products.fold(Fraction::zero(), |sum, d| sum + d))
    }

    fn by_mean(&self, i: usize) -> f64 {
        double(&(self.sums(i, i).0 / fraction(self.variances[i])))
    }

    fn by_covariance(&self, i: usize, j: usize) -> f64 {
        let (left, right) = (fraction(self.variances[i]), fraction(self.variances[j]));
        let own = if i == j { self.count() / left.clone() } else { Fraction::zero() };
        double(&((self.sums(i, j).1 / (left * right) - own) / fraction(2.0)))
    }

    fn by_precision(&self, i: usize, j: usize) -> f64 {
        let own = if i == j { self.count() * fraction(self.variances[i]) } else { Fraction::zero() };
        double(&((own - self.sums(i, j).1) / fraction(2.0)))
    }

    fn scatter(&self, i: usize, j: usize) -> f64 {
        double(&self.sums(i, j).1)
    }

    fn data(&self) -> Matrix<f64> {
        Matrix::from_fn(self.mean.len(), self.samples.len(), |i, n| self.samples[n][i])
    }

    fn mean(&self) -> Matrix<f64> {
        Matrix::from_column_slice(self.mean.len(), 1, &self.mean)
    }

    fn covariance(&self) -> Matrix<f64> {
        let order = self.mean.len();
        Matrix::from_fn(order, order, |i, j| if i == j { self.variances[i] } else { 0.0 })
    }
}

/// Right to twelve digits of the largest number, or an error; which of them is returned.
#[track_caller]
fn expect_right_or_error(what: &str, found: Result<Matrix<f64>, String>, exact: impl Fn(usize, usize) -> f64) -> bool {
    match found {
        Err(error) => {
            assert!(says_overflow(&error), "{what}: {error}");
            false
        }
        Ok(found) => {
            let exact = Matrix::from_fn(found.nrows(), found.ncols(), exact);
            assert!(found.iter().all(|entry| entry.is_finite()), "{what}: {found}");
            assert!(exact.iter().all(|entry| entry.is_finite()), "{what}: overflows, but found {found}");
            let size = exact.amax().max(f64::MIN_POSITIVE);
            let close = found.iter().zip(exact.iter()).all(|(a, b)| ((a - b) / size).abs() <= 1e-12);
            assert!(close, "{what}: {found} is not {exact}");
            true
        }
    }
}

fn says_overflow(error: &str) -> bool {
    error.contains("overflow")
}

fn text(found: Result<Matrix<f64>>) -> Result<Matrix<f64>, String> {
    found.map_err(|error| error.to_string())
}

/// One result for each of two gradients; an error is that of both.
fn separate(found: Result<(Matrix<f64>, Matrix<f64>)>) -> (Result<Matrix<f64>, String>, Result<Matrix<f64>, String>) {
    match found {
        Ok((left, right)) => (Ok(left), Ok(right)),
        Err(error) => (Err(error.to_string()), Err(error.to_string())),
    }
}

/// How many results are numbers, and how many are errors.
fn tally(problem: &Problem) -> [usize; 2] {
    let what = format!("μ = {:?}, σ² = {:?}, x = {:?}", problem.mean, problem.variances, problem.samples);
    let mut counts = [0; 2];
    let mut count = |right: bool| counts[usize::from(!right)] += 1;
    let (data, mean, covariance) = (problem.data(), problem.mean(), problem.covariance());
    let (by_mean, by_covariance) = separate(log_likelihood_gradients(&data, &mean, &covariance));
    count(expect_right_or_error(&format!("∂/∂μ, {what}"), by_mean, |i, _| problem.by_mean(i)));
    count(expect_right_or_error(&format!("∂/∂Σ, {what}"), by_covariance, |i, j| problem.by_covariance(i, j)));
    let gaussian = Gaussian::new(mean.clone(), covariance).expect("positive variances");
    let mut statistics = SufficientStatistics::new(mean.nrows()).expect("some components");
    statistics.extend(&data).expect("finite samples");
    let by_precision = text(statistics.precision_gradient(&gaussian));
    count(expect_right_or_error(&format!("∂/∂Λ, {what}"), by_precision, |i, j| problem.by_precision(i, j)));
    let scatter = text(statistics.scatter_about(&mean));
    count(expect_right_or_error(&format!("scatter, {what}"), scatter, |i, j| problem.scatter(i, j)));
    // By L = √Σ: the variances are squares, to rounding.
    let by_factor = text(statistics.factor_gradient(&gaussian));
    let entry = |i: usize, j: usize| {
        let root = fraction(problem.variances[j].sqrt());
        let (left, right) = (fraction(problem.variances[i]), fraction(problem.variances[j]));
        let own = if i == j { problem.count() / left.clone() } else { Fraction::zero() };
        if i < j { 0.0 } else { double(&((problem.sums(i, j).1 / (left * right) - own) * root)) }
    };
    count(expect_right_or_error(&format!("∂/∂L, {what}"), by_factor, entry));
    counts
}

#[test]
fn gradients_of_one_component_at_any_scale() {
    let mut total = [0; 2];
    for mean in [0.0, 1e-200, -1e200] {
        for variance in [1e-200, 1.0, 1e200] {
            for scale in SCALES {
                for samples in [vec![scale], vec![scale, -0.5 * scale], vec![scale, 0.25]] {
                    let samples = samples.into_iter().map(|x| vec![x]).collect();
                    let found = tally(&Problem { mean: vec![mean], variances: vec![variance], samples });
                    (0..2).for_each(|k| total[k] += found[k]);
                }
            }
        }
    }
    // Neither a test of errors alone, nor one without them.
    assert!(total.iter().all(|count| *count > 50), "{total:?}");
}

#[test]
fn gradients_of_several_components_of_different_scales() {
    let mut total = [0; 2];
    for order in [2, 3, 9, 26] {
        for (mean, variance, scale) in [
            (1e200, 1e200, 1e300),
            (1e-200, 1e-200, 1e-300),
            (1e200, 1e-200, 1e-300),
            (1e-200, 1e200, 1e300),
            (0.0, 1e200, 1e100),
        ] {
            let of_component = |i: usize, number: f64| if i.is_multiple_of(2) { number } else { 1.0 + i as f64 };
            let sample = |n: usize| {
                let sign = if n.is_multiple_of(2) { 1.0 } else { -0.75 };
                (0..order).map(|i| of_component(i, scale) * sign).collect()
            };
            let problem = Problem {
                mean: (0..order).map(|i| of_component(i, mean)).collect(),
                variances: (0..order).map(|i| of_component(i, variance)).collect(),
                samples: (0..3).map(sample).collect(),
            };
            let found = tally(&problem);
            (0..2).for_each(|k| total[k] += found[k]);
        }
    }
    assert!(total.iter().all(|count| *count > 10), "{total:?}");
}

/// A posterior that carries 32 digits has another way to its gradients.
#[test]
fn gradients_of_a_precise_posterior_at_any_scale() {
    let prior = Gaussian::new(Matrix::zeros(2, 1), Matrix::identity(2, 2)).expect("a prior");
    let map = Matrix::from_row_slice(1, 2, &[1.0, 1.0]);
    let noise = Matrix::from_element(1, 1, 1e-40);
    let model = LinearGaussian::new(prior, map, Matrix::zeros(1, 1), noise).expect("a model");
    let posterior = model.posterior(&Matrix::zeros(1, 1)).expect("a posterior");
    let (mut numbers, mut errors) = (0, 0);
    for scale in [1e-300, 1.0, 1e100, 1e140, 1e160, 1e200, 1e300] {
        let mut statistics = SufficientStatistics::new(2).expect("some components");
        statistics
            .extend(&Matrix::from_column_slice(2, 2, &[scale, 0.5 * scale, -scale, scale]))
            .expect("finite samples");
        let (by_mean, by_covariance) = separate(statistics.log_likelihood_gradients(&posterior));
        let mut count = |found: Result<Matrix<f64>, String>| match found {
            Ok(found) => {
                assert!(found.iter().all(|entry| entry.is_finite()), "{scale:e}: {found}");
                numbers += 1;
            }
            Err(error) => {
                assert!(says_overflow(&error), "{scale:e}: {error}");
                errors += 1;
            }
        };
        count(by_mean);
        count(by_covariance);
        count(text(statistics.factor_gradient(&posterior)));
        count(text(statistics.precision_gradient(&posterior)));
    }
    assert!(numbers > 3 && errors > 3, "{numbers} and {errors}");
}
