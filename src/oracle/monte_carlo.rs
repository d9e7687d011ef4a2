//! Sampling, with tests whose false-alarm rate is known for every sample size.
//!
//! Laws: if the claim is true, w = L⁻¹(s − m) is exactly N(0, I). So sums of squares follow χ² (bounded by
//! Laurent–Massart), and projections follow Φ (Dvoretzky–Kiefer–Wolfowitz). Expectations: the deviation of a median of
//! means is bounded by the variance alone (Chebyshev for each mean, a binomial tail for the median). If the variance
//! has no closed form, no test of a mean has a known level, and the oracle abstains.

use super::evidence::{Evidence, FALSE_ALARM, Finding};
use super::expectation;
use super::median_of_means::{Median, median};
use super::normality::{detectable_variance_ratio, is_degenerate, normality, tests};
use super::points::{Reals, normal};
use super::survey::{Survey, draw, is_about_point, without_right};
use super::tolerances::{
    GENTLE_CONDITION, GENTLE_SPREAD, LARGEST_SAMPLED_NOISE, SAMPLED_SIZES, SAMPLES_PER_MEAN, SAMPLING_DRAWS, ZERO_MEAN,
};
use super::{Compared, Detail, Oracle, Reason, Trial};
use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::claim::NOISE;
use crate::claim::point::{Region, Structure, components};
use crate::claim::{LeftSide, RightSide};
use crate::error::Result;
use crate::program::formula::Formula;
use crate::program::point::Point;
use crate::program::size::Sizes;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::MonteCarlo, trial, rights);
    let Some(noise) = trial.claim.noise() else { return survey.evidence };
    let mut stream = trial.stream("monte_carlo");
    // The smallest sizes with more than one dimension are the most informative: blocks and entries differ there.
    let largest = LARGEST_SAMPLED_NOISE[usize::from(matches!(trial.claim.left, LeftSide::Expectation { .. }))];
    let mut sizes: Vec<Sizes> = trial.sizes().into_iter().filter(|sizes| noise.entries(*sizes) <= largest).collect();
    sizes.sort_by_key(|sizes| std::cmp::Reverse(noise.entries(*sizes)));
    sizes.truncate(SAMPLED_SIZES);
    let visited = sizes.len();
    for &sizes in &sizes {
        if let Err(error) = sample(&mut survey, sizes, FALSE_ALARM / SAMPLED_SIZES as f64, &mut stream)
            && !is_about_point(&error)
        {
            survey.give_up(Finding::Invalid(Reason::Error(error)));
        }
    }
    let tests = rights.len();
    for (index, entry) in survey.evidence.iter_mut().enumerate() {
        entry.weaken(FALSE_ALARM);
        entry.tests = if index == 0 && !sizes.is_empty() { tests } else { 0 };
    }
    survey.concluded(visited)
}

/// Whether samples at this point disagree with the right side at the level of a false alarm.
pub(crate) fn refutes_at(trial: &Trial, right: &RightSide, point: &Point<f64>) -> bool {
    let rights = [*right];
    let mut survey = Survey::new(Oracle::MonteCarlo, trial, &rights);
    let mut stream = trial.stream("second opinion");
    sample_at(&mut survey, point, FALSE_ALARM, &mut stream).is_ok() && survey.evidence[0].refuted()
}

/// Samples at one point of these sizes, in a random component.
fn sample(survey: &mut Survey, sizes: Sizes, alpha: f64, stream: &mut ChaCha8Rng) -> Result<()> {
    let mut best: Option<(f64, Point<f64>)> = None;
    for _ in 0..SAMPLING_DRAWS {
        let component = stream.random_range(0..components(&survey.trial.claim.given, true));
        let region = Region { structure: Structure::General, component };
        let mut source = Reals::new(stream, GENTLE_CONDITION, GENTLE_SPREAD);
        let Some(point) = draw::<f64>(survey.trial.claim, sizes, region, &mut source) else { continue };
        let LeftSide::Expectation { integrand, noise } = &survey.trial.claim.left else {
            return sample_at(survey, &point, alpha, stream);
        };
        let Some(spread) = Spread::at(integrand, &point, noise.shape(sizes)) else { continue };
        if best.as_ref().is_none_or(|(sharpness, _)| spread.sharpness() > *sharpness) {
            best = Some((spread.sharpness(), point));
        }
        // A deviation of half of the mean is detected.
        if spread.sharpness() >= 1.0 {
            break;
        }
    }
    match best {
        Some((sharpness, point)) if sharpness >= 0.5 => sample_at(survey, &point, alpha, stream),
        _ => Ok(()),
    }
}

fn sample_at(survey: &mut Survey, point: &Point<f64>, alpha: f64, stream: &mut ChaCha8Rng) -> Result<()> {
    match &survey.trial.claim.left {
        LeftSide::Law { sample, noise } => judge_law(survey, sample, point, noise.shape(point.sizes()), alpha, stream),
        LeftSide::Expectation { integrand, noise } => {
            let noise = noise.shape(point.sizes());
            match Spread::at(integrand, point, noise) {
                Some(spread) => judge_expectation(survey, integrand, point, &spread, noise, alpha, stream),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The right side at the point, if it has a value of the right shape.
fn claimed(right: &RightSide, point: &Point<f64>, shape: (usize, usize), entry: &mut Evidence) -> Option<Matrix<f64>> {
    match right.at(point) {
        Ok(value) if value.shape() == shape => return value.iter().all(|entry| entry.is_finite()).then_some(value),
        Ok(value) => {
            entry.refute_without_values(
                point.sizes(),
                Reason::Shapes { compared: Compared::Statistic, left: shape, right: value.shape() },
            );
        }
        Err(error) => without_right::<f64>(error, entry, point.sizes(), true),
    }
    None
}

fn judge_law(
    survey: &mut Survey,
    sample: &Formula,
    point: &Point<f64>,
    (rows, columns): (usize, usize),
    alpha: f64,
    stream: &mut ChaCha8Rng,
) -> Result<()> {
    let count = survey.trial.effort.samples();
    let mut sample = sample.along(NOISE, point);
    let mut samples: Vec<Matrix<f64>> = Vec::with_capacity(count);
    for _ in 0..count {
        samples.push(sample.at(Matrix::from_fn(rows, columns, |_, _| normal(stream)))?);
    }
    let dimension = samples.first().map_or(0, Matrix::nrows);
    for sample in &samples {
        expect_shape("the sample", sample, dimension, 1)?;
        expect_finite("the sample", sample)?;
    }
    for (_, right, entry) in survey.open() {
        let Some(law) = claimed(right, point, (dimension, dimension + 1), entry) else { continue };
        let mean = law.columns(0, 1).into_owned();
        let covariance = law.columns(1, dimension).into_owned();
        if is_degenerate(&covariance) {
            continue;
        }
        match normality(&samples, &mean, &covariance, alpha) {
            Err(misfit) => entry.refute(point.sizes(), Reason::Law(misfit)),
            Ok(()) => {
                entry.reach(point.sizes());
                let detectable = detectable_variance_ratio(count as f64, tests(dimension), alpha);
                entry.detail = Some(Detail::Variance { level: FALSE_ALARM, samples: count, detectable });
            }
        }
    }
    Ok(())
}

fn judge_expectation(
    survey: &mut Survey,
    integrand: &Formula,
    point: &Point<f64>,
    Spread { variance, .. }: &Spread,
    (rows, columns): (usize, usize),
    alpha: f64,
    stream: &mut ChaCha8Rng,
) -> Result<()> {
    let rule = Median::of(alpha / variance.len() as f64);
    let mut integrand = integrand.along(NOISE, point);
    let mut means = vec![Vec::with_capacity(rule.means); variance.len()];
    for _ in 0..rule.means {
        let mut sum = Matrix::zeros(variance.nrows(), variance.ncols());
        for _ in 0..SAMPLES_PER_MEAN {
            sum += integrand.at(Matrix::from_fn(rows, columns, |_, _| normal(stream)))?;
        }
        for (list, total) in means.iter_mut().zip(sum.iter()) {
            list.push(total / SAMPLES_PER_MEAN as f64);
        }
    }
    let medians: Vec<f64> = means.into_iter().map(median).collect();
    for (_, right, entry) in survey.open() {
        let Some(value) = claimed(right, point, variance.shape(), entry) else { continue };
        let mut largest = 0.0f64;
        let mut impossible = None;
        for ((&median, &claimed), &variance) in medians.iter().zip(value.iter()).zip(variance.iter()) {
            let reach = rule.reach(variance.sqrt());
            largest = largest.max(reach);
            if (median - claimed).abs() > reach {
                impossible = Some(Reason::Mean { average: median, claimed, possible: reach });
            }
        }
        match impossible {
            Some(reason) => entry.refute(point.sizes(), reason),
            None => {
                entry.reach(point.sizes());
                entry.detail = Some(Detail::Deviation {
                    level: FALSE_ALARM,
                    samples: rule.means * SAMPLES_PER_MEAN,
                    detectable: 2.0 * largest,
                });
            }
        }
    }
    Ok(())
}

/// How far the values of an integrand vary at a point.
struct Spread {
    /// Bounds on the variance of each entry, with an allowance for rounding errors in a sum of samples. Zero only if
    /// the entry is zero.
    variance: Matrix<f64>,
    /// The largest mean, and the largest root of a mean square.
    mean: f64,
    size: f64,
}

impl Spread {
    /// `None` if the variance has no closed form: then no false-alarm rate is known.
    fn at(integrand: &Formula, point: &Point<f64>, noise: (usize, usize)) -> Option<Self> {
        let (mean, square) = expectation::moments(integrand, point, noise)?;
        let variance = mean.zip_map(&square, |mean, square| (square - mean * mean).max(0.0) + 1e-11 * square);
        let size = square.max().sqrt();
        (variance.iter().all(|entry| entry.is_finite()) && size.is_finite()).then(|| Self {
            variance,
            mean: mean.amax(),
            size,
        })
    }

    /// The largest mean divided by twice the smallest deviation that is detected; 1 for a mean of zero.
    fn sharpness(&self) -> f64 {
        if self.mean <= ZERO_MEAN * self.size {
            return 1.0;
        }
        let reach = 2.0 * self.variance.max().sqrt() / (SAMPLES_PER_MEAN as f64).sqrt();
        self.mean / (2.0 * reach)
    }
}
