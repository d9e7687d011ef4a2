//! Central differences, extrapolated to step 0 (Richardson, in Ridders' tableau), with their own error estimate.

use super::points::Reals;
use super::survey::{Survey, is_about_point, structures, without_right};
use super::tolerances::{
    DIFFERENCE_CONDITIONS, DIFFERENCE_SAFETY, FIRST_STEP, LARGEST_DIFFERENCE, RESOLVED, SHRINK, TABLEAU,
};
use super::{Compared, Detail, Evidence, Finding, Oracle, Reason, Trial};
use crate::algebra::derivative::{Arrangement, Convention, collect};
use crate::algebra::matrix::Matrix;
use crate::claim::point::{Region, Structure, components};
use crate::claim::{LeftSide, RightSide};
use crate::error::{Error, Result};
use crate::program::formula::{Along, Formula};
use crate::program::point::Point;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::Difference, trial, rights);
    let mut stream = trial.stream("difference");
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| sizes.largest_dimension() <= LARGEST_DIFFERENCE);
    for &sizes in &all_sizes {
        for component in 0..components(&trial.claim.given, true) {
            for &structure in structures(&trial.claim.given) {
                for (spread, condition) in DIFFERENCE_CONDITIONS.into_iter().enumerate() {
                    let mut source = Reals::new(&mut stream, condition, spread as f64);
                    let region = Region { structure, component };
                    let Some(point) = survey.draw::<f64>(sizes, region, &mut source) else { continue };
                    if let Err(error) = visit(&mut survey, &point, structure) {
                        survey.give_up(Finding::Invalid(Reason::Error(error)));
                    }
                }
            }
        }
        if !survey.is_open() {
            break;
        }
    }
    for entry in &mut survey.evidence {
        entry.detail = Some(Detail::Extrapolated);
    }
    survey.concluded(all_sizes.len())
}

/// Compares the slope at one point with every open right-hand side.
fn visit(survey: &mut Survey, point: &Point<f64>, structure: Structure) -> Result<()> {
    let claim = survey.trial.claim;
    let LeftSide::Gradient { function, variable, convention, .. } = &claim.left else { return Ok(()) };
    let (slope, error) = match gradient(function, variable, *convention, claim.layout()?, point) {
        Ok(estimate) => estimate,
        Err(error) if is_about_point(&error) => return Ok(()),
        Err(error) => return Err(error),
    };
    let sizes = point.sizes();
    for (_, right, entry) in survey.open() {
        match right.at(point) {
            Ok(right) if right.shape() != slope.shape() => {
                entry.refute_without_values(
                    sizes,
                    Reason::Shapes { compared: Compared::Derivative, left: slope.shape(), right: right.shape() },
                );
            }
            Ok(right) => match compare(&slope, &error, &right) {
                None => entry.refute(sizes, Reason::Quotient),
                Some(resolution) if resolution <= RESOLVED && structure == Structure::General => {
                    entry.weaken(resolution);
                    entry.reach(sizes);
                }
                Some(_) => {}
            },
            Err(error) => without_right::<f64>(error, entry, sizes, structure == Structure::General),
        }
    }
    Ok(())
}

/// The largest difference of the sides, relative to the largest entry, with the possible error included; `None` if the
/// sides differ.
fn compare(slope: &Matrix<f64>, error: &Matrix<f64>, right: &Matrix<f64>) -> Option<f64> {
    let scale = slope.amax().max(right.amax());
    let mut width = 0.0;
    for ((slope, error), right) in slope.iter().zip(error.iter()).zip(right.iter()) {
        let (apart, reach) = ((slope - right).abs(), DIFFERENCE_SAFETY * error);
        if !apart.is_finite() || !reach.is_finite() {
            return Some(f64::INFINITY);
        }
        if apart > reach.max(RESOLVED * scale) {
            return None;
        }
        width = f64::max(width, apart + reach);
    }
    Some(width / scale)
}

/// ∂f/∂(variable) and an estimate of its error, entry by entry.
pub(super) fn gradient(
    function: &Formula,
    variable: &str,
    convention: Convention,
    layout: Option<Arrangement>,
    point: &Point<f64>,
) -> Result<(Matrix<f64>, Matrix<f64>)> {
    let at = point.matrix(variable)?.clone();
    let mut function = function.along(variable, point);
    let mut errors = Vec::new();
    let slope = collect(at.shape(), convention, layout, |direction| {
        let (slope, error) = ridders(&at, direction, &mut function)?;
        errors.push(error);
        Ok(slope)
    })?;
    // The same steps again, for the errors.
    let mut errors = errors.into_iter();
    let error = collect(at.shape(), convention, layout, |_| {
        errors.next().ok_or_else(|| Error::precision_lost("the error of a difference quotient"))
    })?;
    Ok((slope, error))
}

/// df(at; direction) with its error estimate: the entry of the tableau that agrees best with its neighbours.
fn ridders(at: &Matrix<f64>, direction: &Matrix<f64>, f: &mut Along<f64>) -> Result<(Matrix<f64>, Matrix<f64>)> {
    let size = at.amax();
    let mut step = FIRST_STEP * if size > 0.0 { size } else { 1.0 };
    let mut best: Option<(Matrix<f64>, Matrix<f64>)> = None;
    let mut previous: Vec<Matrix<f64>> = Vec::new();
    let mut failure = None;
    for _ in 0..TABLEAU {
        let (quotient, roundoff) = match quotient(at, direction, step, f) {
            Ok(quotient) => quotient,
            Err(error) if error.is_without_value() => {
                // The step leaves the domain: start again with a smaller one.
                failure = Some(error);
                previous.clear();
                step /= SHRINK;
                continue;
            }
            Err(error) => return Err(error),
        };
        let mut row = vec![quotient];
        let mut power = 1.0;
        for column in 1..=previous.len() {
            power *= SHRINK * SHRINK;
            let (newer, older) = (&row[column - 1], &previous[column - 1]);
            let extrapolated = (newer * power - older) / (power - 1.0);
            let error = (&extrapolated - newer).abs().sup(&(&extrapolated - older).abs()).add_scalar(roundoff);
            best = Some(match best {
                Some((value, known)) => {
                    let pick = |i, j| error[(i, j)] < known[(i, j)];
                    (
                        Matrix::from_fn(value.nrows(), value.ncols(), |i, j| {
                            if pick(i, j) { extrapolated[(i, j)] } else { value[(i, j)] }
                        }),
                        known.inf(&error),
                    )
                }
                None => (extrapolated.clone(), error),
            });
            row.push(extrapolated);
        }
        previous = row;
        step /= SHRINK;
    }
    best.ok_or_else(|| failure.unwrap_or_else(|| Error::precision_lost("a difference quotient")))
}

/// (f(x + hV) − f(x − hV)) / 2h with the step as rounded, and the rounding error of the quotient.
fn quotient(at: &Matrix<f64>, direction: &Matrix<f64>, step: f64, f: &mut Along<f64>) -> Result<(Matrix<f64>, f64)> {
    let (above, below) = (at + direction * step, at - direction * step);
    let realised = (&above - &below).dot(direction) / direction.norm_squared();
    let (high, low) = (f.at(above)?, f.at(below)?);
    let roundoff = f64::EPSILON * high.amax().max(low.amax()) / realised;
    Ok(((high - low) / realised, roundoff))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula;
    use crate::program::size::Sizes;

    /// d ln x/dx at 0.01, where the first steps leave the domain and the others converge slowly.
    #[test]
    fn steps_out_of_the_domain_are_made_smaller() {
        let place = Matrix::from_element(1, 1, 0.01);
        let point = Point::new(Sizes::new(1, 1, 1, 1)).with("x", place);
        let logarithm = formula!(|x| x[(0, 0)].ln());
        let (slope, error) = gradient(&logarithm, "x", Convention::Unconstrained, None, &point).expect("a slope");
        let off = (slope[(0, 0)] - 100.0).abs();
        assert!(off < 0.1 && off <= DIFFERENCE_SAFETY * error[(0, 0)], "{slope} ± {error}");
    }
}
