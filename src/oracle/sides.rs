//! Evaluates the two sides of a claim in any number system.

use super::closed_form;
use crate::claim::{Claim, Right, Subject, law};
use crate::derivative::{Convention, Layout, collect, dual, tangent};
use crate::error::{Error, Result};
use crate::formula::Formula;
use crate::input::{Kind, Sizes};
use crate::matrix::{Matrix, expect_shape};
use crate::number::{Degree, Dual, Field};
use crate::point::{Constants, Point, Structure};

/// Name under which formulas find their standard normal input.
pub(crate) const NOISE: &str = "noise";

/// The left side, where it does not depend on the right one: an extremum is judged by the gradient *at* the right side.
pub(crate) fn left<F: Field>(claim: &Claim, point: &Point<F>) -> Result<Option<Matrix<F>>> {
    match &claim.subject {
        Subject::Formula(formula) => formula.at(point).map(Some),
        Subject::Gradient { function, variable, convention } => {
            gradient(function, variable, *convention, claim.layout()?, point).map(Some)
        }
        Subject::Expectation { integrand, noise } => {
            closed_form::mean(integrand, point, point.sizes().of(*noise)).map(Some)
        }
        Subject::Law { sample, noise } => {
            if noise_degree(claim, point.sizes())? > 1 {
                let entries = point.sizes().of(*noise);
                // Over 𝔽ₚ alone: where numbers have an order, moments are compared as well.
                let law = if F::ORDERED { closed_form::law_of(sample, point, entries)? } else { None };
                return law.map(Some).ok_or_else(|| not_affine(claim));
            }
            let mut sample = sample.along(NOISE, point);
            affine_law(point.sizes().of(*noise), |z| sample.at(z)).map(Some)
        }
        Subject::Extremum { .. } => Ok(None),
    }
}

fn not_affine(claim: &Claim) -> Error {
    Error::Malformed { claim: claim.name.into(), reason: "the sample is not an affine function of the noise".into() }
}

/// Both sides; `left` comes from [`left`] at the same point.
pub(crate) fn sides<F: Field>(
    claim: &Claim,
    left: &Option<Matrix<F>>,
    right: &Right,
    point: &Point<F>,
) -> Result<(Matrix<F>, Matrix<F>)> {
    let value = right.at(point)?;
    match (&claim.subject, left) {
        (_, Some(left)) => Ok((left.clone(), value)),
        (Subject::Extremum { function, variable, convention, .. }, None) => {
            expect_variable(function, variable, &value, point)?;
            let mut place = point.clone();
            place.vary(variable, value);
            let slope = gradient(function, variable, *convention, None, &place).map_err(without_factor)?;
            let slope = within_set(claim, variable, *convention, slope, &place)?;
            let zero = Matrix::zeros(slope.nrows(), slope.ncols());
            Ok((slope, zero))
        }
        _ => Err(Error::Malformed { claim: claim.name.into(), reason: "the left side has no value".into() }),
    }
}

/// The part of a gradient that counts within the set of the variable: of symmetric matrices its symmetric part, twice;
/// of orthogonal ones UᵀG − GᵀU, what it says of rotations.
fn within_set<F: Field>(
    claim: &Claim,
    variable: &str,
    convention: Convention,
    slope: Matrix<F>,
    place: &Point<F>,
) -> Result<Matrix<F>> {
    let kind = claim.given.iter().find(|input| input.name == variable).map(|input| input.kind);
    Ok(match kind {
        Some(Kind::Symmetric | Kind::Covariance) if convention == Convention::Unconstrained => {
            &slope + slope.transpose()
        }
        Some(Kind::Orthogonal) => {
            let turned = place.matrix(variable)?.transpose() * slope;
            &turned - turned.transpose()
        }
        _ => slope,
    })
}

/// A number system without the root that a factor needs cannot judge what uses it.
pub(crate) fn without_factor(error: Error) -> Error {
    match error {
        Error::UnknownInput { name, .. } if name.ends_with("_factor") => {
            Error::PrecisionLost { what: "the factor of a covariance" }
        }
        error => error,
    }
}

/// The place of an extremum has the shape of its variable. A variable that is not given must at least be asked for.
pub(crate) fn expect_variable<F: Field>(
    function: &Formula,
    variable: &str,
    place: &Matrix<F>,
    point: &Point<F>,
) -> Result<()> {
    match point.matrix(variable) {
        Ok(given) => expect_shape("the place of the extremum", place, given.nrows(), given.ncols()),
        Err(unknown) => match function.at(point) {
            Err(Error::UnknownInput { name, .. }) if name == variable => Ok(()),
            _ => Err(unknown),
        },
    }
}

/// The derivative of `function` by dual numbers.
pub(crate) fn gradient<F: Field>(
    function: &Formula,
    variable: &str,
    convention: Convention,
    layout: Option<Layout>,
    point: &Point<F>,
) -> Result<Matrix<F>> {
    let at = point.matrix(variable)?.clone();
    let mut function = function.along(variable, &point.map(|entry| Dual::constant(entry.clone())));
    collect(at.shape(), convention, layout, |direction| Ok(tangent(&function.at(dual(&at, direction))?)))
}

/// `[c MMᵀ]` of the affine map z ↦ c + Mz: the law of its value for z ~ N(0, I).
fn affine_law<F: Field>(noise: usize, mut map: impl FnMut(Matrix<F>) -> Result<Matrix<F>>) -> Result<Matrix<F>> {
    let origin = Matrix::zeros(noise, 1);
    let mean = map(origin.clone())?;
    let mut slope = Matrix::zeros(mean.nrows(), noise);
    for k in 0..noise {
        let mut unit = origin.clone();
        unit[(k, 0)] = F::one();
        slope.set_column(k, &(map(unit)? - &mean).column(0));
    }
    law(&mean, &(&slope * slope.transpose()))
}

/// The degree in the noise of a claim's integrand or sample; an error where it is no polynomial.
pub(crate) fn noise_degree(claim: &Claim, sizes: Sizes) -> Result<u64> {
    let (formula, noise): (&Formula, _) = match &claim.subject {
        Subject::Expectation { integrand, noise } => (integrand, noise),
        Subject::Law { sample, noise } => (sample, noise),
        _ => return Ok(0),
    };
    let point = Point::draw(&claim.given, sizes, Structure::General, &mut Constants)?;
    let noise = Matrix::from_element(sizes.of(*noise), 1, Degree::VARIABLE);
    let value = formula.at(&point.with(NOISE, noise))?;
    if value.iter().any(Degree::is_transcendental) {
        return Err(Error::Transcendental {
            function: "an integrand with ln or exp of the noise",
            system: Degree::NAME,
        });
    }
    if let Some(entry) = value.iter().find(|entry| !entry.is_polynomial()) {
        return Err(Error::Malformed {
            claim: claim.name.into(),
            reason: format!("the noise stands in a denominator of degree {}", entry.denominator()),
        });
    }
    Ok(value.iter().map(Degree::numerator).max().unwrap_or(0))
}
