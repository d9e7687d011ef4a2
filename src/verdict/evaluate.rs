//! Both sides of one claim at a reader's own numbers.
//!
//! The numbers carry bounds on their rounding error, so whether the sides agree needs no tolerance.

use crate::algebra::matrix::{Matrix, factor_near};
use crate::algebra::number::{Field, Rounded};
use crate::claim::NOISE;
use crate::claim::input::{Input, Kind};
use crate::claim::statement;
use crate::claim::{Claim, Subject};
use crate::error::{Error, Result};
use crate::limits::{LARGEST_SIZE, MOST_OPERATIONS, expect_at_most};
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
    /// The gradient of the function of an extremum at the place that the claim names; the right side is zero.
    GradientAtExtremum,
}

/// Whether the two sides agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They are no farther apart than their errors reach.
    Agree,
    /// They are farther apart than their errors reach.
    Differ,
    /// The errors are too large to tell.
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
    /// The place of the extremum, for a claim about one.
    pub place: Option<Matrix<f64>>,
}

/// The largest error, as a part of the larger side, at which a comparison still says something.
const INFORMATIVE: f64 = 1e-3;

/// The inputs that need a value: all, except for the variable of an extremum, which the claim itself determines.
pub fn needed(claim: &Claim) -> Vec<Input> {
    let mut inputs = claim.given.clone();
    if let Subject::Extremum { variable, .. } = claim.subject {
        inputs.retain(|input| input.name != variable);
    }
    inputs
}

/// Evaluates both sides of a claim at a point, which [`Point::from_values`] has checked.
///
/// The point gives the inputs that are [`needed`].
/// Errors: the claim is stated badly; a matrix that the formulas invert is singular; an argument lies outside of a
/// domain; all digits are lost; an expectation has more than three entries of noise and no exact rule; a size or the
/// work is beyond the [limits](crate::limits).
pub fn evaluate(claim: &Claim, point: &Point<f64>) -> Result<Evaluation> {
    if let Some(fault) = statement::alone(claim).first() {
        return Err(Error::Malformed { claim: claim.name.to_string(), reason: fault.to_string() });
    }
    let sizes = point.sizes();
    let standard = [("D", sizes.d), ("N", sizes.n), ("P", sizes.p), ("Q", sizes.q)];
    for (name, size) in standard.into_iter().chain(sizes.others().map(|(symbol, size)| (symbol.name, size))) {
        expect_at_most(LARGEST_SIZE, || format!("the size {name}"), size as f64)?;
    }
    if claim.many_samples && sizes.fewest_samples() <= sizes.dimension() {
        return Err(Error::Shape {
            name: "the number of samples N".into(),
            expected: format!("more than D = {}", sizes.dimension()),
            found: sizes.fewest_samples().to_string(),
        });
    }
    if let Subject::Expectation { noise, .. } | Subject::Law { noise, .. } = claim.subject {
        let entries = sizes.of(noise);
        if entries == 0 {
            return Err(Error::MissingInput {
                name: noise.to_string(),
                needed: "the number of entries of its noise".into(),
            });
        }
        expect_at_most(LARGEST_SIZE, || format!("the number of entries of the noise, {noise},"), entries as f64)?;
    }
    let mut rounded = with_error_bounds(claim, point)?;
    if let Subject::Extremum { variable, .. } = claim.subject
        && point.matrix(variable).is_err()
    {
        // The variable of an extremum has no value to start from: the claim says where it ends.
        let place = claim.right.at(&rounded)?;
        rounded.insert(variable, place);
    }
    for assumption in &claim.assumptions {
        let value = assumption.positive.at(&rounded)?;
        if value.iter().any(|entry| matches!(entry.sign(), Some(Ordering::Less | Ordering::Equal))) {
            return Err(Error::Assumption { text: assumption.text.to_string() });
        }
    }
    expect_affordable(claim, &rounded)?;
    match left(claim, &rounded) {
        Ok(left) => {
            let (left, right) = sides(claim, &left, &claim.right, &rounded)?;
            let place = match claim.subject {
                Subject::Extremum { .. } => Some(values(&claim.right.at(&rounded)?)),
                _ => None,
            };
            Ok(Evaluation { place, ..compare(method(claim, &rounded), &left, &right) })
        }
        // No rule is exact for this integrand, or none is affordable.
        Err(Error::Transcendental { .. } | Error::Malformed { .. } | Error::OutOfReach { .. })
            if matches!(claim.subject, Subject::Expectation { .. }) =>
        {
            let (mean, error) = quadrature_with_error(claim, point)?;
            let left = mean.zip_map(&error, Rounded::within);
            let evaluation = compare(Method::Quadrature, &left, &claim.right.at(&rounded)?);
            // What lies between the nodes of a rule, no error estimate sees.
            let differs = evaluation.agreement == Agreement::Differ;
            Ok(Evaluation {
                agreement: if differs { Agreement::Undecided } else { evaluation.agreement },
                ..evaluation
            })
        }
        Err(error) => Err(error),
    }
}

/// Operations on numbers with a derivative, in operations on numbers without.
const DUAL: usize = 4;

/// Most nodes of a rule for an expectation, on the whole and for each entry of the noise.
const MOST_NODES: usize = 20_000;
const MOST_NODES_EACH: usize = 64;

fn nodes(noise: usize) -> usize {
    u32::try_from(noise).map_or(MOST_NODES, |noise| MOST_NODES_EACH.saturating_pow(noise).min(MOST_NODES))
}

/// Checks that computing the left side takes no longer than a reader waits: it may need many values of its formula.
fn expect_affordable(claim: &Claim, point: &Point<Rounded>) -> Result<()> {
    let sizes = point.sizes();
    let at_zero = |noise| point.with(NOISE, Matrix::zeros(sizes.of(noise), 1));
    let (function, at, values) = match &claim.subject {
        Subject::Formula(_) => return Ok(()),
        Subject::Gradient { function, variable, .. } | Subject::Extremum { function, variable, .. } => {
            (function, point.clone(), point.matrix(variable)?.len().saturating_mul(DUAL))
        }
        Subject::Expectation { integrand, noise } => (integrand, at_zero(*noise), nodes(sizes.of(*noise))),
        Subject::Law { sample, noise } => (sample, at_zero(*noise), sizes.of(*noise) + 1),
    };
    // An error here shows again, with its reason, where both sides are computed.
    let Ok(Some(operations)) = function.operations(&at) else { return Ok(()) };
    let all = operations as f64 * values as f64;
    expect_at_most(MOST_OPERATIONS, || "the number of operations for the left side".into(), all)
}

fn method(claim: &Claim, point: &Point<Rounded>) -> Method {
    match claim.subject {
        Subject::Formula(_) => Method::Formula,
        Subject::Gradient { .. } => Method::DualNumbers,
        Subject::Expectation { .. } | Subject::Law { .. } if noise_degree(claim, point).is_ok() => Method::ExactRule,
        Subject::Expectation { .. } | Subject::Law { .. } => Method::ClosedForm,
        Subject::Extremum { .. } => Method::GradientAtExtremum,
    }
}

/// The same point with running error bounds. Inputs are exact; the factor of a covariance is computed, so it is not.
fn with_error_bounds(claim: &Claim, point: &Point<f64>) -> Result<Point<Rounded>> {
    let mut rounded = point.map(|&entry| Rounded::exact(entry));
    for input in claim.given.iter().filter(|input| input.kind == Kind::Covariance) {
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
        // Sides that may both be zero have no size of their own; numbers of size 1 stand in.
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
    Evaluation { left: values(left), right: values(right), method, agreement, distance, bound, place: None }
}

fn values(matrix: &Matrix<Rounded>) -> Matrix<f64> {
    matrix.map(|entry| entry.value())
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Evaluation, Method, evaluate, needed};
    use crate::algebra::derivative::Convention;
    use crate::algebra::matrix::*;
    use crate::claim::input::*;
    use crate::claim::{Claim, Extremum, law};
    use crate::error::{Error, Result};
    use crate::formula;
    use crate::program::formula::Formula;
    use crate::program::point::Point;

    fn at(claim: &Claim, values: &[(&str, usize, usize, &[f64])]) -> Result<Evaluation> {
        let value = |&(name, rows, columns, entries): &(&str, usize, usize, &[f64])| {
            (name.to_string(), Matrix::from_row_slice(rows, columns, entries))
        };
        evaluate(claim, &Point::from_values(&needed(claim), values.iter().map(value).collect())?)
    }

    const COVARIANCE: (&str, usize, usize, &[f64]) = ("covariance", 2, 2, &[2.0, 1.0, 1.0, 2.0]);

    #[test]
    fn a_law_agrees_although_its_factor_is_rounded() {
        let claim = Claim::new("law", "").given([vector("mean", D), covariance("covariance", D)]).law(
            D,
            formula!(|mean, covariance_factor, noise| mean + covariance_factor * noise),
            formula!(|mean, covariance| law(mean, covariance)),
        );
        let evaluation = at(&claim, &[("mean", 2, 1, &[0.1, 0.2]), COVARIANCE]).unwrap();
        assert_eq!((evaluation.method, evaluation.agreement), (Method::ExactRule, Agreement::Agree));
        assert_eq!(evaluation.left.shape(), (2, 3));
        assert!(evaluation.bound > 0.0 && evaluation.bound < 1e-13);
        assert!((evaluation.left[(1, 2)] - 2.0).abs() <= evaluation.bound);
    }

    #[test]
    fn an_expectation_that_is_no_polynomial_is_integrated() {
        // E[exp(z₁ + … + z_D)] = exp(D/2)
        let claim = |dimension_right: Formula| {
            Claim::new("exponential", "").given([vector("t", D)]).expectation(
                D,
                formula!(|t, noise| (t.transpose() * noise)[(0, 0)].exp()),
                dimension_right,
            )
        };
        let right = claim(formula!(|t| ((t.transpose() * t)[(0, 0)].clone() * F::half()).exp()));
        let wrong = claim(formula!(|t| (t.transpose() * t)[(0, 0)].clone().exp()));
        let at_t = |claim: &Claim| at(claim, &[("t", 2, 1, &[1.0, 0.5])]).unwrap();
        assert_eq!((at_t(&right).method, at_t(&right).agreement), (Method::ClosedForm, Agreement::Agree));
        assert!((at_t(&right).left[(0, 0)] - 0.625f64.exp()).abs() < 1e-9);
        assert_eq!(at_t(&wrong).agreement, Agreement::Differ);
        // E[zzᵀ exp(tᵀz)] = (I + ttᵀ) exp(tᵀt/2), which is large
        let tilted = Claim::new("tilted", "").given([vector("t", D)]).expectation(
            D,
            formula!(|t, noise| noise * noise.transpose() * (t.transpose() * noise)[(0, 0)].exp()?),
            formula!(|t; d| {
                let square = (t.transpose() * t)[(0, 0)].clone();
                (Matrix::<F>::identity(d, d) + t * t.transpose()) * (square * F::half()).exp()?
            }),
        );
        let evaluation = at(&tilted, &[("t", 2, 1, &[4.0, 3.0])]).unwrap();
        assert_eq!((evaluation.method, evaluation.agreement), (Method::ClosedForm, Agreement::Agree));
        assert_eq!(evaluation.left.shape(), (2, 2));
        assert_eq!(at(&right, &[("t", 4, 1, &[1.0; 4])]).unwrap().agreement, Agreement::Agree);
        // What has no closed form is integrated by a rule, in three dimensions at most.
        let quotient = Claim::new("quotient", "").given([vector("t", D)]).expectation(
            D,
            formula!(|noise| (F::one() + (noise.transpose() * noise)[(0, 0)].clone()).reciprocal()),
            formula!(|t| (F::one() + (t.transpose() * t)[(0, 0)].clone()).reciprocal()),
        );
        let evaluation = at(&quotient, &[("t", 1, 1, &[1.0])]).unwrap();
        assert_eq!((evaluation.method, evaluation.agreement), (Method::Quadrature, Agreement::Undecided));
        let error = at(&quotient, &[("t", 4, 1, &[1.0; 4])]).unwrap_err();
        assert!(error.to_string().contains("pass fewer dimensions"), "{error}");
    }

    #[test]
    fn a_polynomial_is_integrated_exactly_up_to_the_rule_s_reach() {
        // E[(tᵀz)²] = tᵀt
        let claim = Claim::new("square", "").given([vector("t", D)]).expectation(
            D,
            formula!(|t, noise| {
                let product = (t.transpose() * noise)[(0, 0)].clone();
                product.clone() * product
            }),
            formula!(|t| t.transpose() * t),
        );
        let evaluation = at(&claim, &[("t", 8, 1, &[0.5; 8])]).unwrap();
        assert_eq!((evaluation.method, evaluation.agreement), (Method::ExactRule, Agreement::Agree));
        assert!((evaluation.left[(0, 0)] - 2.0).abs() <= evaluation.bound);
        let error = at(&claim, &[("t", 12, 1, &[0.5; 12])]).unwrap_err();
        assert!(error.to_string().contains("of 12 entries") && error.to_string().contains("pass fewer dimensions"));
    }

    #[test]
    fn the_gradient_at_an_extremum_vanishes() {
        let claim = |right| {
            Claim::new("centre", "").given([vector("x", D), vector("m", D)]).extremum(
                Extremum::Maximum,
                Convention::Unconstrained,
                formula!(|x, m| {
                    let z = x - m;
                    -(z.transpose() * &z)[(0, 0)].clone()
                }),
                "x",
                right,
            )
        };
        let m = [("m", 2, 1, &[3.0, 4.0][..])];
        let evaluation = at(&claim(formula!(|m| m)), &m).unwrap();
        assert_eq!((evaluation.method, evaluation.agreement), (Method::GradientAtExtremum, Agreement::Agree));
        assert_eq!(evaluation.place, Some(Matrix::from_row_slice(2, 1, &[3.0, 4.0])));
        let evaluation = at(&claim(formula!(|m| m * F::half())), &m).unwrap();
        assert_eq!(evaluation.agreement, Agreement::Differ);
        assert_eq!(evaluation.left, Matrix::from_row_slice(2, 1, &[3.0, 4.0]));
    }

    #[test]
    fn digits_that_are_lost_leave_the_question_open() {
        let claim = Claim::new("cancelled", "").given([number("x")]).identity(
            formula!(|x| {
                let large = F::integer(1 << 62) * F::integer(1 << 62);
                x[(0, 0)].clone() + large.clone() - large
            }),
            formula!(|x| x),
        );
        assert_eq!(at(&claim, &[("x", 1, 1, &[1.0])]).unwrap().agreement, Agreement::Undecided);
    }

    #[test]
    fn sizes_come_from_shapes_or_by_name() {
        let claim = Claim::new("first_block", "").given([vector("joint", P + Q)]).identity(
            formula!(|joint; p| split_rows(joint, p)?.0),
            formula!(|joint; p, q| {
                let (first, second) = split_rows(joint, p)?;
                expect_shape("second", &second, q, 1)?;
                split_rows(&stack(&first, &second)?, p)?.0
            }),
        );
        let joint = ("joint", 3, 1, &[1.0, 2.0, 3.0][..]);
        let size = |name, number: &'static [f64]| (name, 1, 1, number);
        assert_eq!(at(&claim, &[joint, size("P", &[1.0])]).unwrap().left.nrows(), 1);
        assert_eq!(at(&claim, &[joint, size("Q", &[1.0])]).unwrap().left.nrows(), 2);
        assert!(matches!(at(&claim, &[joint]), Err(Error::MissingInput { name, .. }) if name == "P"));
        assert!(
            matches!(at(&claim, &[joint, size("P", &[1.5])]), Err(Error::Shape { name, .. }) if name == "the size P")
        );
        assert!(matches!(at(&claim, &[]), Err(Error::MissingInput { name, .. }) if name == "joint"));
    }

    #[test]
    fn a_size_that_contradicts_the_shapes_is_refused() {
        let claim = Claim::new("same", "").given([vector("x", D)]).identity(formula!(|x| x), formula!(|x| x));
        let values = [("x", 2, 1, &[1.0, 2.0][..]), ("D", 1, 1, &[3.0][..])];
        assert!(matches!(at(&claim, &values), Err(Error::Shape { name, .. }) if name == "the size D"));
    }

    #[test]
    fn more_samples_than_dimensions_are_demanded_where_assumed() {
        let claim = Claim::new("samples", "")
            .given([matrix("X", D, N)])
            .more_samples_than_dimensions()
            .identity(formula!(|X| X), formula!(|X| X));
        assert!(matches!(at(&claim, &[("X", 2, 2, &[0.0; 4])]), Err(Error::Shape { .. })));
        assert_eq!(at(&claim, &[("X", 2, 3, &[0.0; 6])]).unwrap().agreement, Agreement::Agree);
    }
}
