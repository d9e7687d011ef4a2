//! Both sides of one claim at a user's own numbers.
//!
//! The numbers carry bounds on their rounding error, so whether the sides agree needs no tolerance.

use crate::algebra::matrix::{Matrix, factor_near};
use crate::algebra::number::{Field, Rounded};
use crate::claim::input::{Domain, Input};
use crate::claim::{Claim, LeftSide, NOISE, Noise};
use crate::claim::{members, statement};
use crate::error::{Error, Result};
use crate::limits::{LARGEST_SIZE, MOST_OPERATIONS, expect_at_most};
use crate::oracle::inequality::is_met;
use crate::oracle::quadrature_with_error;
use crate::oracle::sides::{left, noise_degree, sides};
use crate::program::point::{Point, factor_name};
use std::cmp::Ordering;

/// How the left side was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By evaluating a formula.
    Formula,
    /// A derivative, by dual numbers.
    DualNumbers,
    /// An expectation of a polynomial, by a rule that is exact for it.
    ExactRule,
    /// An expectation of a polynomial times exponentials of quadratic forms, by the closed form of its integral.
    ClosedForm,
    /// An expectation, by Gauss–Hermite quadrature.
    Quadrature,
    /// The gradient of the function at the claimed optimum of an extremum; the right side is zero.
    GradientAtExtremum,
}

/// Whether the two sides agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Their distance is within the error bounds.
    Agree,
    /// Their distance exceeds the error bounds.
    Differ,
    /// The error bounds are too large to decide.
    Undecided,
}

/// The two sides of a claim at one point.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The left side.
    pub left: Matrix<f64>,
    /// The right side.
    pub right: Matrix<f64>,
    /// How the left side was computed.
    pub method: Method,
    /// Whether they agree.
    pub agreement: Agreement,
    /// The largest distance between two entries.
    pub distance: f64,
    /// The largest error bound of such a distance.
    pub bound: f64,
    /// The claimed optimum, for a claim about an extremum.
    pub optimum: Option<Matrix<f64>>,
}

/// The largest error bound, relative to the larger side, at which an agreement is informative.
const INFORMATIVE: f64 = 1e-3;

/// The inputs that need a value: all of them except the variable of an extremum, which the claim itself determines.
pub fn needed(claim: &Claim) -> Vec<Input> {
    let mut inputs = claim.given.clone();
    if let LeftSide::Extremum { variable, .. } = claim.left {
        inputs.retain(|input| input.name != variable);
    }
    inputs
}

/// Evaluates both sides of a claim at a point, which [`Point::from_values`] has checked.
///
/// The point gives the inputs that are [`needed`].
/// Errors: the claim is stated badly; a matrix that the formulas invert is singular; an argument lies outside a
/// domain; all digits are lost; an expectation has more than three entries of noise and no exact rule; a size or the
/// work is beyond the [limits](crate::limits).
pub fn evaluate(claim: &Claim, point: &Point<f64>) -> Result<Evaluation> {
    if let Some(fault) = statement::faults_of_claim(claim).first() {
        return Err(Error::malformed(claim.name.to_string(), fault.to_string()));
    }
    let sizes = point.sizes();
    let standard = [("D", sizes.d), ("N", sizes.n), ("P", sizes.p), ("Q", sizes.q)];
    for (name, size) in standard.into_iter().chain(sizes.others().map(|(symbol, size)| (symbol.name, size))) {
        expect_at_most(LARGEST_SIZE, || format!("the size {name}"), size as f64)?;
    }
    if claim.more_samples_than_dimensions && sizes.fewest_samples() <= sizes.dimension() {
        return Err(Error::shape(
            "the number of samples N",
            format!("more than D = {}", sizes.dimension()),
            sizes.fewest_samples().to_string(),
        ));
    }
    if let LeftSide::Expectation { noise, .. } | LeftSide::Law { noise, .. } = claim.left {
        let entries = noise.entries(sizes);
        if entries == 0 {
            return Err(Error::missing_input(noise.text(), "the number of entries of its noise"));
        }
        expect_at_most(
            LARGEST_SIZE,
            || format!("the number of entries of the noise, {},", noise.text()),
            entries as f64,
        )?;
    }
    let mut rounded = with_error_bounds(claim, point)?;
    if let LeftSide::Extremum { variable, .. } = claim.left
        && point.matrix(variable).is_err()
    {
        // The variable of an extremum is not given: its value is the right side of the claim.
        let optimum = claim.right.at(&rounded)?;
        rounded.insert(variable, optimum);
    }
    for assumption in &claim.assumptions {
        let value = assumption.positive.at(&rounded)?;
        if value.iter().any(|entry| matches!(entry.sign(), Some(Ordering::Less | Ordering::Equal))) {
            return Err(Error::assumption(assumption.text.to_string()));
        }
    }
    expect_affordable(claim, &rounded)?;
    if let LeftSide::Inequality { left, relation } = &claim.left {
        let (left, right) = (left.at(&rounded)?, claim.right.at(&rounded)?);
        let as_equality = compare(Method::Formula, &left, &right);
        let agreement = match is_met(*relation, &left, &right) {
            Some(false) => Agreement::Differ,
            Some(true) => Agreement::Agree,
            // The sides are equal up to rounding.
            None if relation.is_strict() || as_equality.agreement != Agreement::Agree => Agreement::Undecided,
            None => Agreement::Agree,
        };
        return Ok(Evaluation { agreement, ..as_equality });
    }
    match left(claim, &rounded) {
        Ok(left) => {
            let (left, right) = sides(claim, &left, &claim.right, &rounded)?;
            let optimum = match claim.left {
                LeftSide::Extremum { .. } => Some(values(&claim.right.at(&rounded)?)),
                _ => None,
            };
            Ok(Evaluation { optimum, ..compare(method(claim, &rounded), &left, &right) })
        }
        // No rule of affordable size is exact for this integrand.
        Err(error)
            if (error.is_transcendental() || error.is_malformed() || error.is_out_of_reach())
                && matches!(claim.left, LeftSide::Expectation { .. }) =>
        {
            let (mean, error) = quadrature_with_error(claim, point)?;
            let left = mean.zip_map(&error, Rounded::within);
            let evaluation = compare(Method::Quadrature, &left, &claim.right.at(&rounded)?);
            // An error estimate does not cover what the integrand does between the nodes of the rule.
            let differs = evaluation.agreement == Agreement::Differ;
            Ok(Evaluation {
                agreement: if differs { Agreement::Undecided } else { evaluation.agreement },
                ..evaluation
            })
        }
        Err(error) => Err(error),
    }
}

/// The cost of an operation on dual numbers, in operations on plain numbers.
const DUAL: usize = 4;

/// Largest number of nodes of a rule for an expectation, in total and for each entry of the noise.
const MOST_NODES: usize = 20_000;
const MOST_NODES_EACH: usize = 64;

fn nodes(noise: usize) -> usize {
    u32::try_from(noise).map_or(MOST_NODES, |noise| MOST_NODES_EACH.saturating_pow(noise).min(MOST_NODES))
}

/// Checks that the left side can be computed in a short time: it may need many values of its formula.
fn expect_affordable(claim: &Claim, point: &Point<Rounded>) -> Result<()> {
    let sizes = point.sizes();
    let at_zero = |noise: &Noise| {
        let (rows, columns) = noise.shape(sizes);
        point.with(NOISE, Matrix::zeros(rows, columns))
    };
    let (function, at, values) = match &claim.left {
        LeftSide::Formula(_) | LeftSide::Inequality { .. } => return Ok(()),
        LeftSide::Gradient { function, variable, .. } | LeftSide::Extremum { function, variable, .. } => {
            (function, point.clone(), point.matrix(variable)?.len().saturating_mul(DUAL))
        }
        LeftSide::Expectation { integrand, noise } => (integrand, at_zero(noise), nodes(noise.entries(sizes))),
        LeftSide::Law { sample, noise } => (sample, at_zero(noise), noise.entries(sizes) + 1),
    };
    // If there is an error here, it occurs again when both sides are computed, and is reported there.
    let Ok(Some(operations)) = function.operations(&at) else { return Ok(()) };
    let all = operations as f64 * values as f64;
    expect_at_most(MOST_OPERATIONS, || "the number of operations for the left side".into(), all)
}

fn method(claim: &Claim, point: &Point<Rounded>) -> Method {
    match claim.left {
        LeftSide::Formula(_) | LeftSide::Inequality { .. } => Method::Formula,
        LeftSide::Gradient { .. } => Method::DualNumbers,
        LeftSide::Expectation { .. } | LeftSide::Law { .. } if noise_degree(claim, point).is_ok() => Method::ExactRule,
        LeftSide::Expectation { .. } | LeftSide::Law { .. } => Method::ClosedForm,
        LeftSide::Extremum { .. } => Method::GradientAtExtremum,
    }
}

/// The same point with running error bounds. The inputs are exact, except those that `f64` cannot represent. The factor
/// of a covariance is computed, so it has an error bound.
fn with_error_bounds(claim: &Claim, point: &Point<f64>) -> Result<Point<Rounded>> {
    let mut rounded = point.map(|&entry| Rounded::exact(entry));
    for input in &claim.given {
        let Ok(given) = point.matrix(input.name) else { continue };
        if let Some(reach) = members::reach(input.domain, given) {
            rounded.insert(input.name, given.zip_map(&reach, Rounded::within));
        }
    }
    for input in claim.given.iter().filter(|input| input.domain == Domain::Covariance) {
        let Ok(value) = rounded.matrix(input.name) else { continue };
        let factor = factor_near(value, value)?;
        rounded.insert(&factor_name(input.name), factor);
    }
    Ok(rounded)
}

fn compare(method: Method, left: &Matrix<Rounded>, right: &Matrix<Rounded>) -> Evaluation {
    let (mut distance, mut bound) = (0.0f64, 0.0f64);
    let mut agreement = Agreement::Agree;
    if left.shape() == right.shape() {
        // If both sides may be zero, they have no scale of their own; the scale is then 1.
        let vanish = left.iter().chain(right.iter()).all(|entry| entry.zero_test() != Some(false));
        let scale = if vanish { 1.0 } else { values(left).amax().max(values(right).amax()) };
        for (a, b) in left.iter().zip(right.iter()) {
            let (apart, reach) = ((a.value() - b.value()).abs(), a.error() + b.error());
            distance = distance.max(apart);
            bound = bound.max(reach);
            if apart > reach {
                agreement = Agreement::Differ;
            } else if agreement == Agreement::Agree && (reach.is_nan() || apart.is_nan() || reach > INFORMATIVE * scale)
            {
                agreement = Agreement::Undecided;
            }
        }
    } else {
        agreement = Agreement::Differ;
    }
    Evaluation { left: values(left), right: values(right), method, agreement, distance, bound, optimum: None }
}

fn values(matrix: &Matrix<Rounded>) -> Matrix<f64> {
    matrix.map(|entry| entry.value())
}

#[cfg(test)]
mod tests;
