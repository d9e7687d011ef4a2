//! Gauss–Hermite quadrature: exact for polynomials up to its order, and convergent for smooth integrands.
//!
//! Three orders are compared. The largest distance from the result of the highest one is the error estimate.

use super::points::Reals;
use super::sides::noise_degree;
use super::survey::{Survey, is_about_point, without_right};
use super::tolerances::{
    GENTLE_CONDITION, GENTLE_SPREAD, QUADRATURE_CONVERGED, QUADRATURE_DECISIVE, QUADRATURE_DRAWS, QUADRATURE_RESOLVED,
    QUADRATURE_ROUNDOFF, QUADRATURE_SAFETY,
};
use super::{Compared, Detail, Effort, Evidence, Finding, Oracle, Reason, Trial};
use crate::algebra::gauss_hermite::gauss_mean;
use crate::algebra::matrix::{Matrix, beside};
use crate::claim::NOISE;
use crate::claim::point::{Region, Structure, components};
use crate::claim::{Claim, LeftSide, RightSide};
use crate::error::{Error, Result};
use crate::program::point::Point;

/// The orders that are compared, the highest last, and the number of points.
struct Rule {
    orders: [usize; 3],
    points: usize,
}

/// Rules by the number of dimensions: 1, 2, 3.
const RULES: [Rule; 3] = [
    Rule { orders: [100, 121, 150], points: 2 },
    Rule { orders: [30, 36, 44], points: 1 },
    Rule { orders: [9, 11, 13], points: 1 },
];

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::Quadrature, trial, rights);
    let mut stream = trial.stream("quadrature");
    let Some(noise) = trial.claim.noise() else { return survey.evidence };
    let mut highest = 0;
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| noise.entries(*sizes) <= RULES.len());
    for &sizes in &all_sizes {
        let rule = &RULES[noise.entries(sizes) - 1];
        highest = highest.max(rule.orders[2]);
        // Every component needs points at which the orders agree.
        let mut reached = vec![true; rights.len()];
        for component in 0..components(&trial.claim.given, true) {
            let mut confirmed = vec![false; rights.len()];
            let mut missing = rule.points;
            let mut empty = true;
            for _ in 0..rule.points * QUADRATURE_DRAWS {
                if missing == 0 || !survey.is_open() {
                    break;
                }
                let region = Region { structure: Structure::General, component };
                let mut source = Reals::new(&mut stream, GENTLE_CONDITION, GENTLE_SPREAD);
                let Some(point) = survey.draw(sizes, region, &mut source) else { continue };
                empty = false;
                match Integral::over(trial, &point, rule) {
                    Ok(integral) if integral.is_resolved() => {
                        missing -= 1;
                        for (index, right, entry) in survey.open() {
                            confirmed[index] |= integral.judge(right, &point, entry);
                        }
                    }
                    Ok(_) => {}
                    Err(error) if is_about_point(&error) => {}
                    Err(error) => survey.give_up(Finding::Invalid(Reason::Error(error))),
                }
            }
            for (reached, confirmed) in reached.iter_mut().zip(confirmed) {
                *reached &= confirmed || empty;
            }
        }
        for (index, _, entry) in survey.open() {
            if reached[index] {
                entry.reach(sizes);
            }
        }
    }
    for entry in &mut survey.evidence {
        entry.detail = Some(Detail::Order(highest));
    }
    survey.concluded(all_sizes.len())
}

/// The left side by several rules.
struct Integral {
    coarse: [Matrix<f64>; 2],
    fine: Matrix<f64>,
    /// E|h| for every entry. Rounding errors are relative to it.
    magnitude: Matrix<f64>,
    /// Whether agreement counts: two moments determine a law only if it is known to be Gaussian.
    decisive: bool,
}

impl Integral {
    fn over(trial: &Trial, point: &Point<f64>, rule: &Rule) -> Result<Self> {
        let mut sum: Option<Matrix<f64>> = None;
        let [low, middle, high] = rule.orders;
        let coarse = [mean(trial, point, low)?, mean(trial, point, middle)?];
        let (apart, size) = ((&coarse[0] - &coarse[1]).amax(), coarse[0].amax().max(coarse[1].amax()));
        if apart > 0.1 * size && size > 1e-6 {
            return Err(Error::precision_lost("an integral")); // skips the finest rule
        }
        let fine = mean_and(trial, point, high, |value, weight| {
            let part = value.abs() * weight;
            sum = Some(sum.take().map_or(part.clone(), |sum| sum + part));
        })?;
        let is_law = matches!(trial.claim.left, LeftSide::Law { .. });
        let decisive = !is_law || matches!(noise_degree(trial.claim, point), Ok(0..=1));
        let magnitude = sum.filter(|_| !is_law).unwrap_or_else(|| fine.map(|_| fine.amax()));
        Ok(Self { coarse, fine, magnitude, decisive })
    }

    /// Whether the right side agrees at the point. Refutes it if the distance is large enough.
    fn judge(&self, right: &RightSide, point: &Point<f64>, entry: &mut Evidence) -> bool {
        let sizes = point.sizes();
        match right.at(point) {
            Ok(right) if right.shape() != self.fine.shape() => {
                entry.refute_without_values(
                    sizes,
                    Reason::Shapes { compared: Compared::Expectation, left: self.fine.shape(), right: right.shape() },
                );
            }
            // The distance from NaN is not a number, so it is not compared.
            Ok(right) if !right.iter().all(|entry| entry.is_finite()) => {}
            Ok(right) => match self.distance(&right) {
                Distance::Far => {
                    entry.difference_at = Some(point.clone());
                    entry.refute(sizes, Reason::Integral);
                }
                Distance::Within(distance) if self.decisive => {
                    entry.weaken(distance);
                    return true;
                }
                _ => {}
            },
            Err(error) => without_right::<f64>(error, entry, sizes, true),
        }
        false
    }

    /// The estimated error of entry k, relative to the mean magnitude of the integrand.
    fn estimate(&self, k: usize) -> f64 {
        let apart = self.coarse.iter().fold(0.0, |apart, rule| f64::max(apart, (self.fine[k] - rule[k]).abs()));
        apart / self.magnitude[k].max(f64::MIN_POSITIVE) + QUADRATURE_ROUNDOFF
    }

    /// Whether the rules agree in every entry, and have nodes where the integrand is not zero. Between the nodes it may
    /// be anything.
    fn is_resolved(&self) -> bool {
        self.magnitude.amax() > 0.0 && (0..self.fine.len()).all(|k| self.estimate(k) <= QUADRATURE_RESOLVED)
    }

    /// The largest possible error of the right side over all entries: its distance plus the error estimate of the
    /// rules.
    fn distance(&self, right: &Matrix<f64>) -> Distance {
        let mut largest = 0.0f64;
        let mut agrees = true;
        for (k, right) in right.iter().enumerate() {
            let scale = self.magnitude[k].max(right.abs()).max(f64::MIN_POSITIVE);
            let (error, reach) = ((self.fine[k] - right).abs() / scale, QUADRATURE_SAFETY * self.estimate(k));
            // Orders that agree to the last digits do not agree by chance.
            let excused = if self.estimate(k) <= QUADRATURE_CONVERGED { reach } else { reach.max(QUADRATURE_DECISIVE) };
            if error > excused {
                return Distance::Far;
            }
            agrees &= error <= reach;
            largest = largest.max(error + reach);
        }
        if agrees { Distance::Within(largest) } else { Distance::Doubtful }
    }
}

/// The distance of a right side from an integral.
enum Distance {
    /// Within the error estimate, with the largest possible relative error.
    Within(f64),
    /// Beyond the estimate, but not far enough to refute.
    Doubtful,
    Far,
}

/// The left side of an expectation, or the first two moments of a law, by the rule of the given order.
pub(super) fn mean(trial: &Trial, point: &Point<f64>, order: usize) -> Result<Matrix<f64>> {
    mean_and(trial, point, order, |_, _| ())
}

/// The same. `seen` is called with every value and its weight.
fn mean_and(
    trial: &Trial,
    point: &Point<f64>,
    order: usize,
    mut seen: impl FnMut(&Matrix<f64>, f64),
) -> Result<Matrix<f64>> {
    match &trial.claim.left {
        LeftSide::Expectation { integrand, noise } => {
            let shaped = shaping(noise.shape(point.sizes()));
            let mut integrand = integrand.along(NOISE, point);
            gauss_mean(order, noise.entries(point.sizes()), |z, weight| {
                let value = integrand.at(shaped(z))?;
                seen(&value, weight);
                Ok(value)
            })
        }
        LeftSide::Law { sample, noise } => {
            let dimension = noise.entries(point.sizes());
            let shaped = shaping(noise.shape(point.sizes()));
            let mut sample = sample.along(NOISE, point);
            let mean = gauss_mean(order, dimension, |z, _| sample.at(shaped(z)))?;
            let covariance = gauss_mean(order, dimension, |z, weight| {
                let deviation = sample.at(shaped(z))? - &mean;
                seen(&deviation, weight);
                Ok(&deviation * deviation.transpose())
            })?;
            beside(&mean, &covariance)
        }
        _ => Err(Error::malformed(trial.id, "it has no noise to integrate over")),
    }
}

/// Shapes the entries of a node like the noise, column by column.
fn shaping((rows, columns): (usize, usize)) -> impl Fn(Matrix<f64>) -> Matrix<f64> {
    move |node| if columns == 1 { node } else { Matrix::from_column_slice(rows, columns, node.as_slice()) }
}

/// The left side of an expectation, to a few digits more than a witness shows.
pub(crate) fn mean_for_witness(trial: &Trial, point: &Point<f64>) -> Result<Matrix<f64>> {
    mean(trial, point, RULES[1].orders[2])
}

/// The left side of an expectation at a user's own numbers, and a bound on the error of each entry.
pub(crate) fn mean_with_error(claim: &Claim, point: &Point<f64>) -> Result<(Matrix<f64>, Matrix<f64>)> {
    let trial = Trial { claim, id: &claim.name, seed: 0, effort: Effort::Standard };
    let entries = trial.claim.noise().map_or(0, |noise| noise.entries(point.sizes()));
    let rule = entries.checked_sub(1).and_then(|index| RULES.get(index)).ok_or_else(|| {
        Error::shape(
            "the noise of the expectation",
            format!("1 to {} entries, the limit of quadrature: pass fewer dimensions", RULES.len()),
            format!("of {entries} entries"),
        )
    })?;
    let integral = Integral::over(&trial, point, rule)?;
    let (rows, columns) = integral.fine.shape();
    let errors = (0..rows * columns).map(|k| QUADRATURE_SAFETY * integral.estimate(k) * integral.magnitude[k]);
    Ok((integral.fine.clone(), Matrix::from_iterator(rows, columns, errors)))
}
