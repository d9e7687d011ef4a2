//! Evaluates the two sides of a claim in any number system.

use super::{certificate, expectation};
use crate::algebra::derivative::{Arrangement, Convention, collect, dual, tangent};
use crate::algebra::matrix::{Matrix, expect_shape, stack};
use crate::algebra::number::{Dual, Field};
use crate::claim::input::Domain;
use crate::claim::{Claim, LeftSide, RightSide};
use crate::error::{Error, Result};
use crate::program::formula::Formula;
use crate::program::point::Point;

/// The left side of the equality that is judged. For an inequality, its certificate is subtracted from the larger side.
/// `None` if it depends on the right side: an extremum is judged by the gradient *at* the right side.
pub(crate) fn left<F: Field>(claim: &Claim, point: &Point<F>) -> Result<Option<Matrix<F>>> {
    match &claim.left {
        LeftSide::Formula(formula) => formula.at(point).map(Some),
        LeftSide::Gradient { function, variable, convention, .. } => {
            gradient(function, variable, *convention, claim.layout()?, point).map(Some)
        }
        LeftSide::Expectation { integrand, noise } => {
            expectation::mean(integrand, point, noise.shape(point.sizes())).map(Some)
        }
        LeftSide::Law { sample, noise } => expectation::law_of(sample, point, noise.shape(point.sizes())).map(Some),
        LeftSide::Inequality { left, relation } => {
            let (left, sum) = (left.at(point)?, certificate::sum(claim, point)?);
            expect_shape("the left side of an inequality with a certificate", &left, 1, 1)?;
            Ok(Some(if relation.is_lower_bound() { left - sum } else { left + sum }))
        }
        LeftSide::Extremum { .. } => Ok(None),
    }
}

/// Both sides; `left` is the result of [`left`] at the same point.
pub(crate) fn sides<F: Field>(
    claim: &Claim,
    left: &Option<Matrix<F>>,
    right: &RightSide,
    point: &Point<F>,
) -> Result<(Matrix<F>, Matrix<F>)> {
    let value = right.at(point)?;
    match (&claim.left, left) {
        (_, Some(left)) => Ok((left.clone(), value)),
        (LeftSide::Extremum { function, variable, convention, .. }, None) => {
            expect_variable(function, variable, &value, point)?;
            let mut place = point.clone();
            place.vary(variable, value);
            let slope = gradient(function, variable, *convention, None, &place).map_err(without_factor)?;
            let kind = claim.domain_of(variable);
            let slope = within_set(kind, variable, *convention, slope, &place)?;
            let zero = Matrix::zeros(slope.nrows(), slope.ncols());
            // The equations that define the set must hold as well.
            let value = place.matrix(variable)?;
            let one = || Matrix::from_element(1, 1, F::one());
            let (there, expected) = match kind {
                Some(Domain::Orthogonal) => (value.transpose() * value, Matrix::identity(value.ncols(), value.ncols())),
                Some(Domain::UnitVector) => (value.transpose() * value, one()),
                Some(Domain::Simplex) => {
                    let sum = value.iter().fold(F::zero(), |sum, entry| sum + entry.clone());
                    (Matrix::from_element(1, 1, sum), one())
                }
                Some(Domain::LowerTriangular | Domain::Diagonal) => {
                    let outside = outside(kind, value);
                    let zero = Matrix::zeros(outside.nrows(), outside.ncols());
                    (outside, zero)
                }
                _ => return Ok((slope, zero)),
            };
            Ok((stack(&slope, &there)?, stack(&zero, &expected)?))
        }
        _ => Err(Error::malformed(claim.name.to_string(), "the left side has no value")),
    }
}

/// The gradient within the set of the variable. For symmetric matrices it is twice the symmetric part; for orthogonal
/// matrices it is UᵀG − GᵀU, the derivative along rotations.
fn within_set<F: Field>(
    kind: Option<Domain>,
    variable: &str,
    convention: Convention,
    slope: Matrix<F>,
    place: &Point<F>,
) -> Result<Matrix<F>> {
    Ok(match kind {
        Some(Domain::Symmetric | Domain::Covariance) if convention == Convention::Unconstrained => {
            &slope + slope.transpose()
        }
        Some(Domain::Orthogonal) => {
            let turned = place.matrix(variable)?.transpose() * slope;
            &turned - turned.transpose()
        }
        // The part of the gradient tangent to the sphere.
        Some(Domain::UnitVector) => {
            let value = place.matrix(variable)?;
            let along = (value.transpose() * &slope)[(0, 0)].clone();
            slope - value * along
        }
        // At an optimum all entries of the gradient are equal: moving weight from one entry to another changes nothing.
        Some(Domain::Simplex) => {
            let first = slope[(0, 0)].clone();
            slope.map(|entry| entry - first.clone())
        }
        Some(Domain::LowerTriangular | Domain::Diagonal) => &slope - outside(kind, &slope),
        // An integer optimum need not be stationary.
        Some(Domain::Integer) => {
            return Err(Error::malformed(
                format!("the extremum over {variable}"),
                "the slope of a function need not vanish at an integer optimum",
            ));
        }
        _ => slope,
    })
}

/// The entries that are zero in a lower triangular or diagonal matrix; all others are zero here.
fn outside<F: Field>(kind: Option<Domain>, value: &Matrix<F>) -> Matrix<F> {
    let is_outside = |i: usize, j: usize| i < j || i > j && kind == Some(Domain::Diagonal);
    Matrix::from_fn(
        value.nrows(),
        value.ncols(),
        |i, j| {
            if is_outside(i, j) { value[(i, j)].clone() } else { F::zero() }
        },
    )
}

/// A number system that cannot compute the root in a factor cannot judge formulas that use the factor.
pub(crate) fn without_factor(error: Error) -> Error {
    match error.unknown_input_name() {
        Some(name) if name.ends_with("_factor") => Error::precision_lost("the factor of a covariance"),
        _ => error,
    }
}

/// The claimed optimum has the shape of its variable. A variable that is not given must at least occur in the function.
pub(crate) fn expect_variable<F: Field>(
    function: &Formula,
    variable: &str,
    place: &Matrix<F>,
    point: &Point<F>,
) -> Result<()> {
    match point.matrix(variable) {
        Ok(given) => expect_shape("the claimed optimum", place, given.nrows(), given.ncols()),
        Err(unknown) => match function.at(point) {
            Err(error) if error.unknown_input_name() == Some(variable) => Ok(()),
            _ => Err(unknown),
        },
    }
}

/// The derivative of `function` by dual numbers.
pub(crate) fn gradient<F: Field>(
    function: &Formula,
    variable: &str,
    convention: Convention,
    arrangement: Option<Arrangement>,
    point: &Point<F>,
) -> Result<Matrix<F>> {
    let at = point.matrix(variable)?.clone();
    let mut function = function.along(variable, &point.map(|entry| Dual::constant(entry.clone())));
    collect(at.shape(), convention, arrangement, |direction| Ok(tangent(&function.at(dual(&at, direction))?)))
}

/// The degree in the noise of the integrand or sample; an error if it is not a polynomial.
pub(crate) fn noise_degree<F: Field>(claim: &Claim, point: &Point<F>) -> Result<u32> {
    let (LeftSide::Expectation { integrand: formula, noise } | LeftSide::Law { sample: formula, noise }) = &claim.left
    else {
        return Ok(0);
    };
    let value = expectation::in_symbols(formula, point, noise.shape(point.sizes()))?;
    let degrees: Option<Vec<u32>> = value.iter().map(|entry| entry.degree()).collect();
    let none = Error::transcendental("an integrand with exp of the noise", F::NAME);
    Ok(degrees.ok_or(none)?.into_iter().max().unwrap_or(0))
}
