//! Both sides at a user's numbers: agreement, methods, errors.

use super::{Agreement, Evaluation, Method, evaluate, needed};
use crate::algebra::derivative::Convention;
use crate::algebra::matrix::*;
use crate::claim::input::*;
use crate::claim::{Claim, Extremum, law};
use crate::error::Result;
use crate::formula;
use crate::program::formula::Formula;
use crate::program::point::Point;

fn at(claim: &Claim, values: &[(&str, usize, usize, &[f64])]) -> Result<Evaluation> {
    let value = |&(name, rows, columns, entries): &(&str, usize, usize, &[f64])| {
        (name.to_string(), Matrix::from_row_slice(rows, columns, entries))
    };
    evaluate(claim, &Point::from_values(&needed(claim), values.iter().map(value).collect())?)
}

fn message(outcome: Result<Evaluation>) -> String {
    outcome.map_or_else(|error| error.to_string(), |evaluation| format!("{evaluation:?}"))
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
    // An expectation without a closed form is integrated by a rule, in at most three dimensions.
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
fn a_polynomial_is_integrated_exactly_within_the_limit_of_nodes() {
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
    assert_eq!(evaluation.optimum, Some(Matrix::from_row_slice(2, 1, &[3.0, 4.0])));
    let evaluation = at(&claim(formula!(|m| m * F::half())), &m).unwrap();
    assert_eq!(evaluation.agreement, Agreement::Differ);
    assert_eq!(evaluation.left, Matrix::from_row_slice(2, 1, &[3.0, 4.0]));
}

#[test]
fn lost_digits_leave_the_agreement_undecided() {
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
    assert!(message(at(&claim, &[joint])).starts_with("the input `P` is missing"));
    assert!(message(at(&claim, &[joint, size("P", &[1.5])])).starts_with("the size P is 1.5; expected"));
    assert!(message(at(&claim, &[])).starts_with("the input `joint` is missing"));
}

#[test]
fn a_size_that_contradicts_the_shapes_is_an_error() {
    let claim = Claim::new("same", "").given([vector("x", D)]).identity(formula!(|x| x), formula!(|x| x));
    let values = [("x", 2, 1, &[1.0, 2.0][..]), ("D", 1, 1, &[3.0][..])];
    assert!(at(&claim, &values).is_err_and(|error| error.is_shape_of("the size D")));
}

#[test]
fn more_samples_than_dimensions_are_required_where_assumed() {
    let claim = Claim::new("samples", "")
        .given([matrix("X", D, N)])
        .more_samples_than_dimensions()
        .identity(formula!(|X| X), formula!(|X| X));
    assert!(at(&claim, &[("X", 2, 2, &[0.0; 4])]).is_err_and(|error| error.is_shape()));
    assert_eq!(at(&claim, &[("X", 2, 3, &[0.0; 6])]).unwrap().agreement, Agreement::Agree);
}
