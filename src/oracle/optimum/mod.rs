//! Extrema: a search for a better point, near and far, and the curvature at the claimed optimum.
//!
//! The claimed optimum is refuted only by a better point, whose value is lower beyond the error bounds of 77 digits.
//! Such a point exists if the gradient does not vanish, at a saddle point, if there is a lower minimum, and if the
//! function has no bounds. If none is found, the claim holds if the curvature is definite and descents from nearby
//! points end at the optimum. The search examines rays over the scales 10⁻³ … 10⁶, up to the boundary of the variable's
//! set, and descends from starts over the same scales. If the function is convex along random segments, the optimum is
//! the global one. Otherwise the evidence is only that the search found nothing better.

mod objective;
mod search;
mod set;
mod value;

use objective::Objective;
use search::Outcome;
use value::NUMBER;

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Digits, Field};
use crate::claim::input::Domain;
use crate::claim::point::{Region, Structure, components};
use crate::claim::{Extremum, LeftSide, RightSide};
use crate::error::Result;
use crate::oracle::points::{Reals, Stratum};
use crate::oracle::sides::expect_variable;
use crate::oracle::survey::{Survey, is_about_point, without_right};
use crate::oracle::tolerances::{
    ATTEMPTS, CONDITIONS, DEFINITE, FAR_STARTS, FIRST_CHECKS, GENTLE_CONDITION, GENTLE_SPREAD, LARGEST_CHART,
    LARGEST_OPTIMUM, NEAR_STARTS, RAYS, SEGMENTS, SPREADS,
};
use crate::oracle::{Detail, Elsewhere, Evidence, Finding, Oracle, Reason, Search, Trial};
use crate::program::point::Point;
use rand_chacha::ChaCha8Rng;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::Optimum, trial, rights);
    let LeftSide::Extremum { function, variable, convention, kind } = &trial.claim.left else {
        return survey.evidence;
    };
    let set = trial.claim.domain_of(variable).unwrap_or(Domain::Free);
    if set == Domain::Integer {
        survey.give_up(Finding::Abstains(Reason::Integers));
        return survey.evidence;
    }
    let mut stream = trial.stream("optimum");
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| sizes.largest_dimension() <= LARGEST_OPTIMUM);
    let mut convex = vec![true; rights.len()];
    let objective = |precise: Point<Digits>| Objective {
        claim: trial.claim,
        function,
        variable,
        set,
        convention: *convention,
        kind: *kind,
        point: precise.map(Digits::value),
        precise,
    };
    let components = components(&trial.claim.given, true);
    // A first check at points of many scales and at all sizes: whether the optimum lies in its set, and whether the
    // curvature has the right sign.
    for sizes in trial.sizes() {
        let places = if all_sizes.contains(&sizes) { FIRST_CHECKS } else { FIRST_CHECKS / 4 };
        for turn in 0..places {
            let component = turn as u32 % components;
            let region = Region { structure: Structure::General, component };
            let stratum = Stratum { index: turn, count: places };
            let mut source = Reals::new(&mut stream, CONDITIONS[turn % 2], SPREADS[1 + turn % 3]).in_turn(stratum);
            let Some(precise) = survey.draw::<Digits>(sizes, region, &mut source) else { continue };
            let objective = objective(precise);
            for (_, right, entry) in survey.open() {
                if let Some(reason) = objective.first_check(right) {
                    entry.refute(sizes, reason);
                }
            }
        }
    }
    for &sizes in &all_sizes {
        // The number of components in which no better point was found.
        let mut best = vec![0; rights.len()];
        for component in 0..components {
            let region = Region { structure: Structure::General, component };
            let mut decided = vec![false; rights.len()];
            // The function may be too flat at this point, or a descent may end elsewhere. Then another point is tried.
            for _ in 0..ATTEMPTS {
                let mut source = Reals::new(&mut stream, GENTLE_CONDITION, GENTLE_SPREAD);
                // The point is drawn in 77 digits first: a rounded orthogonal matrix is not exactly orthogonal.
                let precise = survey.draw::<Digits>(sizes, region, &mut source);
                // The same random starts for every right side.
                let seed = stream.clone();
                stream.set_word_pos(stream.get_word_pos() + (1 << 20));
                let Some(precise) = precise else { continue };
                let objective = objective(precise);
                for (index, right, entry) in survey.open() {
                    if std::mem::replace(&mut decided[index], true) {
                        continue;
                    }
                    match objective.judge(right, &mut seed.clone()) {
                        Ok(Outcome::Best { distance, convex: here }) => {
                            entry.weaken(distance);
                            convex[index] &= here;
                            best[index] += 1;
                        }
                        Ok(Outcome::Worse(reason)) => entry.refute(sizes, reason),
                        Ok(Outcome::NoValue(reason)) => entry.refute_without_values(sizes, reason),
                        Ok(Outcome::Open) => decided[index] = false,
                        Err(error) if error.is_shape_of(NUMBER) => {
                            entry.finding = Finding::Invalid(Reason::Error(error));
                        }
                        Err(error) if is_about_point(&error) => decided[index] = false,
                        Err(error) => without_right::<f64>(error, entry, sizes, true),
                    }
                }
                if decided.iter().all(|decided| *decided) || !survey.is_open() {
                    break;
                }
            }
        }
        for (index, _, entry) in survey.open() {
            if best[index] == components {
                entry.reach(sizes);
            }
        }
    }
    for (entry, convex) in survey.evidence.iter_mut().zip(convex) {
        let elsewhere = if convex {
            Elsewhere::Convex { segments: SEGMENTS }
        } else {
            Elsewhere::Searched { starts: FAR_STARTS, rays: RAYS }
        };
        entry.detail = Some(Detail::Optimum { starts: NEAR_STARTS, distance: entry.bound(), elsewhere });
    }
    survey.concluded(all_sizes.len())
}

impl Objective<'_> {
    fn judge(&self, right: &RightSide, stream: &mut ChaCha8Rng) -> Result<Outcome> {
        let place = right.at(&self.precise)?;
        expect_variable(self.function, self.variable, &place, &self.precise)?;
        if self.is_symmetric() && place.nrows() != place.ncols() {
            self.convention.expect_shape(place.nrows(), place.ncols())?;
        }
        match self.is_inside_beyond_doubt(&place) {
            Some(true) => {}
            Some(false) => return Ok(Outcome::Worse(Reason::Outside)),
            None => return Ok(Outcome::Open),
        }
        let here = match self.precise_value(&place) {
            Ok(here) => here,
            Err(error) if error.is_without_value() => {
                return Ok(Outcome::NoValue(Reason::OptimumMissing(error)));
            }
            Err(error) => return Err(error),
        };
        let at = place.map(|entry| entry.value());
        if !at.iter().all(|entry| entry.is_finite()) {
            return Ok(Outcome::Open);
        }
        let better = |there: &Matrix<f64>, search: Search| -> Option<Outcome> {
            let lower = self.is_better(&place, &here, there)?;
            let distance = (there - &at).norm();
            let signed = |value: &Digits| if self.kind == Extremum::Maximum { -value.clone() } else { value.clone() };
            let values = Box::new((signed(&lower), signed(&here)));
            Some(Outcome::Worse(Reason::Better { search, distance, values }))
        };
        let chart = self.chart(&at);
        let scale = if at.norm() > 0.0 { at.norm() } else { 1.0 };
        if chart.is_empty() {
            // 1 and −1 are the only orthogonal matrices of order 1, and the only unit vectors of one entry. A simplex
            // then has one point only.
            let other = -&at;
            return Ok(better(&other, Search::Other).unwrap_or(Outcome::Best { distance: 0.0, convex: false }));
        }
        let (slope, curvature) = self.derivatives(&at, &chart)?;
        if !slope.iter().chain(curvature.iter()).all(|entry| entry.is_finite()) {
            return Ok(Outcome::Open);
        }
        // Along the negative gradient, and in the direction of smallest curvature.
        let eigen = curvature.clone().symmetric_eigen();
        let least = eigen.eigenvalues.imin();
        let largest = eigen.eigenvalues.amax();
        let mut downhill = vec![-&slope];
        if let Some(newton) = curvature.clone().lu().solve(&slope) {
            downhill.push(-newton);
        }
        let valley: Matrix<f64> =
            Matrix::from_column_slice(chart.len(), 1, eigen.eigenvectors.column(least).as_slice());
        downhill.extend([valley.clone() * scale, -valley * scale]);
        for direction in &downhill {
            for exponent in 0..16 {
                let moved = self.moved(&at, &chart, direction, 4f64.powi(-exponent));
                if let Some(outcome) = better(&moved, Search::Nearby) {
                    return Ok(outcome);
                }
            }
        }
        if let Some(outcome) = self.far(&at, &chart, scale, stream, &better)? {
            return Ok(outcome);
        }
        if eigen.eigenvalues[least] <= DEFINITE * largest {
            return Ok(Outcome::Open);
        }
        let Some(distance) = self.distance_of_return(&at, &chart, scale, stream, &better)? else {
            return Ok(Outcome::Open);
        };
        match distance {
            Ok(distance) => Ok(Outcome::Best { distance, convex: self.is_convex(&at, &chart, scale, stream) }),
            Err(outcome) => Ok(outcome),
        }
    }

    /// A fault that the first check finds: an optimum outside the set, or a curvature of both signs.
    fn first_check(&self, right: &RightSide) -> Option<Reason> {
        let place = right.at(&self.precise).ok().filter(|place| self.fits(place))?;
        if !self.is_inside_beyond_doubt(&place)? {
            return Some(Reason::Outside);
        }
        let at = place.map(|entry| entry.value());
        let chart = self.chart(&at);
        if chart.is_empty() || chart.len() > LARGEST_CHART || !at.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let (_, curvature) = self.derivatives(&at, &chart).ok()?;
        if !curvature.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let eigen = curvature.symmetric_eigen();
        let least = eigen.eigenvalues.imin();
        if eigen.eigenvalues[least] >= -DEFINITE * eigen.eigenvalues.amax() {
            return None;
        }
        let here = self.precise_value(&place).ok()?;
        let valley = Matrix::from_column_slice(chart.len(), 1, eigen.eigenvectors.column(least).as_slice());
        let scale = if at.norm() > 0.0 { at.norm() } else { 1.0 };
        (0..24).flat_map(|exponent| [(exponent, 1.0), (exponent, -1.0)]).find_map(|(exponent, sign)| {
            let there = self.moved(&at, &chart, &valley, sign * scale * 4f64.powi(4 - exponent));
            self.is_better(&place, &here, &there)?;
            let distance = (&there - &at).norm();
            Some(Reason::WrongCurvature { distance })
        })
    }
}
