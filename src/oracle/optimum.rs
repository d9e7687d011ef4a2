//! Extrema: the gradient vanishes, the curvature is definite, and an optimiser arrives at the same place.

use super::floating::Decimals;
use super::sides::expect_variable;
use super::sweep::{passing, without_value};
use super::{Evidence, Finding, Oracle, Trial};
use crate::claim::{Extremum, Right, Subject};
use crate::derivative::Convention;
use crate::error::{Error, Result};
use crate::formula::Formula;
use crate::input::Kind;
use crate::matrix::{Matrix, cholesky};
use crate::number::{Dual, Rounded};
use crate::point::{Point, Structure};
use rand::RngExt;

/// Largest dimension: the curvature has as many entries as the variable, squared.
const LARGEST: usize = 3;
/// Starts of the optimiser near the place.
const STARTS: usize = 3;
/// How often a start is moved to half the distance, until one arrives.
const HALVINGS: i32 = 10;
/// Starts of the optimiser anywhere, in search of a better place.
const FAR_STARTS: usize = 6;
/// Newton steps it may take.
const STEPS: usize = 200;
/// How close it must arrive, relative to the size of the answer.
const ARRIVAL: f64 = 1e-6;

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::new(Oracle::Optimum); rights.len()];
    let Subject::Extremum { function, variable, convention, kind } = &trial.claim.subject else { return evidence };
    let mut stream = trial.stream("optimum");
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| sizes.d.max(sizes.p).max(sizes.q) <= LARGEST);
    for &sizes in &all_sizes {
        let mut source = Decimals { stream: &mut stream, condition: 10.0 };
        let Ok(point) = Point::draw(&trial.claim.given, sizes, Structure::General, &mut source) else { continue };
        let shifts: Vec<Vec<f64>> =
            (0..STARTS).map(|_| (0..64).map(|_| stream.random_range(-0.3..0.3)).collect()).collect();
        let far: Vec<Point<f64>> = (0..FAR_STARTS)
            .filter_map(|_| {
                let mut source = Decimals { stream: &mut stream, condition: 10.0 };
                Point::draw(&trial.claim.given, sizes, Structure::General, &mut source).ok()
            })
            .collect();
        for (right, entry) in rights.iter().zip(&mut evidence).filter(|(_, entry)| entry.open()) {
            let at = match right.at(&point) {
                Ok(at) => at,
                Err(error) => {
                    without_value(error, entry, sizes);
                    continue;
                }
            };
            match with_value(right, function, variable, &point) {
                Ok(()) => {}
                Err(error @ Error::Domain { .. }) => {
                    entry.refute(sizes, format!("the function has no value there: {error}"));
                    continue;
                }
                Err(error) => {
                    without_value(error, entry, sizes);
                    continue;
                }
            }
            let set =
                trial.claim.given.iter().find(|input| input.name == *variable).map_or(Kind::Free, |input| input.kind);
            let landscape = Landscape { function, variable, set, convention: *convention, kind: *kind, point: &point };
            match landscape.judge(&at, &shifts, &far) {
                Ok(Ok(Some(distance))) => {
                    entry.bound = entry.bound.max(distance);
                    entry.reach(sizes);
                }
                Ok(Ok(None)) => {}
                Ok(Err(reason)) => entry.refute(sizes, reason),
                Err(error) if passing(&error) => {}
                Err(error) => entry.finding = Finding::Invalid(error.to_string()),
            }
        }
    }
    for entry in &mut evidence {
        entry.detail = format!("definite curvature; {STARTS} starts arrive within {:.0e}", entry.bound);
    }
    let visited = all_sizes.len();
    evidence.into_iter().map(|entry| entry.concluded(visited, "no start arrived anywhere")).collect()
}

/// Whether the claimed place fits the variable, and the function has a value there that rounding does not swallow.
fn with_value(right: &Right, function: &Formula, variable: &str, point: &Point<f64>) -> Result<()> {
    let point: Point<Rounded> = point.map(|&entry| Rounded::exact(entry));
    let at = right.at(&point)?;
    expect_variable(function, variable, &at, &point)?;
    function.at(&point.with(variable, at)).map(drop)
}

/// A function of one input, every other input fixed; turned so that its extremum is a minimum.
struct Landscape<'a> {
    function: &'a Formula,
    variable: &'a str,
    set: Kind,
    convention: Convention,
    kind: Extremum,
    point: &'a Point<f64>,
}

impl Landscape<'_> {
    /// The relative distance at which the optimiser arrives, if it does, or what is wrong with the place `at`.
    fn judge(&self, at: &Matrix<f64>, shifts: &[Vec<f64>], far: &[Point<f64>]) -> Result<Result<Option<f64>, String>> {
        self.convention.expect_shape(at.nrows(), at.ncols())?;
        if !self.is_inside(at) {
            return Ok(Err("the place lies outside of the set that the variable ranges over".into()));
        }
        if self.convention != Convention::Unconstrained && (at - at.transpose()).amax() > ARRIVAL * at.amax() {
            return Ok(Err("the place is not a symmetric matrix".into()));
        }
        let directions = self.directions(at.shape());
        let (slope, curvature) = self.derivatives(at, &directions)?;
        if !slope.iter().chain(curvature.iter()).all(|entry| entry.is_finite()) {
            return Ok(Ok(None));
        }
        if cholesky("the curvature", &curvature).is_err() {
            let kind = if self.kind == Extremum::Maximum { "negative" } else { "positive" };
            return Ok(Err(format!("the curvature is not {kind} definite")));
        }
        // The Newton step is the distance to the place where the gradient vanishes.
        let scale = at.norm().max(1.0);
        let Some(step) = curvature.clone().lu().solve(&slope) else {
            return Ok(Err("the curvature is singular".into()));
        };
        if step.norm() > ARRIVAL * scale {
            return Ok(Err(format!("the gradient does not vanish: a Newton step moves by {:.3e}", step.norm())));
        }
        let mut farthest: Option<f64> = None;
        for shift in shifts {
            // A start outside of the set, or one from which the optimiser gets stuck on its way, says nothing; one
            // closer by may.
            for halvings in 0..HALVINGS {
                let part = 0.5f64.powi(halvings);
                let moves = directions.iter().zip(shift).map(|(direction, by)| direction * (*by * part));
                let Some(end) = self.descend(moves.fold(at.clone(), |start, by| start + by), &directions)? else {
                    continue;
                };
                let distance = (&end - at).norm() / scale;
                if distance <= ARRIVAL {
                    farthest = Some(farthest.map_or(distance, |known| known.max(distance)));
                    break;
                } else if self.height(&end)? <= self.height(at)? {
                    return Ok(Err(format!("an optimiser finds a place {distance:.3e} away that is no worse")));
                }
            }
        }
        // From far away it may get stuck, but it must not find a better place.
        for start in far {
            // A variable that is not given has no values to draw; near starts must do.
            let Ok(start) = start.matrix(self.variable) else { continue };
            let Some(end) = self.descend(start.clone(), &directions)? else { continue };
            let (here, there) = (self.height(at)?, self.height(&end)?);
            if there < here - ARRIVAL * here.abs().max(there.abs()) && (end - at).norm() > ARRIVAL * scale {
                return Ok(Err(format!(
                    "there is a better place: the function is {:.6} there, {:.6} here",
                    self.sign() * there,
                    self.sign() * here
                )));
            }
        }
        Ok(Ok(farthest))
    }

    /// Damped Newton descent; `None` when the start lies outside of the domain.
    fn descend(&self, mut at: Matrix<f64>, directions: &[Matrix<f64>]) -> Result<Option<Matrix<f64>>> {
        let Ok(mut height) = self.height(&at) else { return Ok(None) };
        for _ in 0..STEPS {
            let (slope, curvature) = self.derivatives(&at, directions)?;
            // Where the curvature is not definite, follow the gradient instead.
            let step = match curvature.cholesky() {
                Some(factor) => factor.solve(&slope),
                None => slope.clone(),
            };
            if step.norm() <= 1e-12 * at.norm().max(1.0) {
                break;
            }
            let mut damping = 1.0;
            let accepted = loop {
                let move_by = directions.iter().zip(step.iter()).map(|(direction, by)| direction * (-damping * by));
                let next = move_by.fold(at.clone(), |next, move_by| next + move_by);
                match self.height(&next) {
                    Ok(lower) if lower < height => break Some((next, lower)),
                    _ if damping < 1e-10 => break None,
                    _ => damping *= 0.5,
                }
            };
            let Some((next, lower)) = accepted else { break };
            (at, height) = (next, lower);
        }
        Ok(Some(at))
    }

    fn sign(&self) -> f64 {
        if self.kind == Extremum::Maximum { -1.0 } else { 1.0 }
    }

    /// Whether the place belongs to the set that the variable ranges over.
    fn is_inside(&self, at: &Matrix<f64>) -> bool {
        match self.set {
            Kind::Covariance => cholesky("the place", at).is_ok(),
            Kind::Positive => at.iter().all(|&entry| entry > 0.0),
            Kind::Invertible => at.determinant() > 0.0,
            Kind::Free | Kind::Symmetric | Kind::Orthogonal => true,
        }
    }

    fn height(&self, at: &Matrix<f64>) -> Result<f64> {
        if !self.is_inside(at) {
            return Err(Error::Singular { what: "a place on the optimiser's way".into() });
        }
        let value = self.function.at(&self.point.with(self.variable, at.clone()))?;
        crate::matrix::expect_shape("the function of an extremum", &value, 1, 1)?;
        Ok(self.sign() * value[(0, 0)])
    }

    /// One direction for each free entry.
    fn directions(&self, (rows, columns): (usize, usize)) -> Vec<Matrix<f64>> {
        let symmetric = self.convention != Convention::Unconstrained;
        (0..columns)
            .flat_map(|j| (0..rows).map(move |i| (i, j)))
            .filter(|(i, j)| !symmetric || i >= j)
            .map(|(i, j)| self.convention.direction(rows, columns, i, j))
            .collect()
    }

    /// First and second derivatives along the directions, by doubly dual numbers.
    fn derivatives(&self, at: &Matrix<f64>, directions: &[Matrix<f64>]) -> Result<(Matrix<f64>, Matrix<f64>)> {
        let count = directions.len();
        let lifted = self.point.map(|&entry| Dual::constant(Dual::constant(entry)));
        let mut function = self.function.along(self.variable, &lifted);
        let (mut slope, mut curvature) = (Matrix::zeros(count, 1), Matrix::zeros(count, count));
        for (i, first) in directions.iter().enumerate() {
            for (j, second) in directions.iter().enumerate().take(i + 1) {
                let moved = Matrix::from_fn(at.nrows(), at.ncols(), |row, column| {
                    let place = (row, column);
                    Dual::new(Dual::new(at[place], first[place]), Dual::new(second[place], 0.0))
                });
                let value = function.at(moved)?;
                crate::matrix::expect_shape("the function of an extremum", &value, 1, 1)?;
                let value = &value[(0, 0)];
                slope[(i, 0)] = self.sign() * value.real.tangent;
                curvature[(i, j)] = self.sign() * value.tangent.tangent;
                curvature[(j, i)] = curvature[(i, j)];
            }
        }
        Ok((slope, curvature))
    }
}
