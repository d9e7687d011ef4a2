//! Extrema: a search for a better place, near and far, and the curvature at the claimed one.
//!
//! A place is refuted by a better one alone, whose value is lower beyond the error bounds of 77 digits: a gradient that
//! does not vanish, a saddle, another minimum and a function without bounds all show by it. Where none is found the
//! claim holds if the curvature is definite and the optimiser comes back from places nearby. The search looks along
//! rays over the scales 10⁻³ … 10⁶, up to the boundary of the variable's set, and descends from starts over the same
//! scales. Of a function that is convex along random segments the place is the global one; of others the evidence
//! says no more than that the search found nothing better.

use super::points::{Reals, Stratum, normal};
use super::sides::{expect_variable, without_factor};
use super::survey::{Survey, in_domain, passing, without_right};
use super::tolerances::{
    ARRIVAL, CLIMBING_STEPS, CONDITIONS, DEFINITE, DESCENT_STEPS, FAR_STARTS, FARTHEST, GENTLE_CONDITION,
    GENTLE_SPREAD, HALVINGS, LARGEST_CHART, LARGEST_CLIMB, LARGEST_OPTIMUM, MOST_LANDMARKS, NEAR_STARTS, PLACES, RAYS,
    SEARCH_SCALES, SEGMENTS, SPREADS, STEPS_OF_A_LINE,
};
use super::{Evidence, Finding, Oracle, Trial};
use crate::claim::{Claim, Extremum, Right, Subject};
use crate::derivative::Convention;
use crate::elimination::determinant_without_division;
use crate::error::{Error, Result};
use crate::formula::Formula;
use crate::input::Kind;
use crate::matrix::{Matrix, cholesky, expect_shape, factor_near, inverse};
use crate::number::{Digits, Dual, Field};
use crate::point::{Point, Region, Structure, components};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::cmp::Ordering;

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::Optimum, trial, rights);
    let Subject::Extremum { function, variable, convention, kind } = &trial.claim.subject else {
        return survey.evidence;
    };
    let set = trial.claim.given.iter().find(|input| input.name == *variable).map_or(Kind::Free, |input| input.kind);
    let mut stream = trial.stream("optimum");
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| sizes.d.max(sizes.p).max(sizes.q) <= LARGEST_OPTIMUM);
    let mut convex = vec![true; rights.len()];
    let landscape = |precise: Point<Digits>| Landscape {
        claim: trial.claim,
        function,
        variable,
        set,
        convention: *convention,
        kind: *kind,
        point: precise.map(Digits::value),
        precise,
    };
    // Whether the place lies in its set, and whether the curvature there has the right sign, is soon seen: at points of
    // many scales and at all sizes.
    for sizes in trial.sizes() {
        let places = if all_sizes.contains(&sizes) { PLACES } else { PLACES / 4 };
        for turn in 0..places {
            let component = turn as u32 % components(&trial.claim.given, true);
            let region = Region { structure: Structure::General, component };
            let stratum = Stratum { index: turn, count: places };
            let mut source = Reals::new(&mut stream, CONDITIONS[turn % 2], SPREADS[1 + turn % 3]).in_turn(stratum);
            let Some(precise) = survey.draw::<Digits>(sizes, region, &mut source) else { continue };
            let landscape = landscape(precise);
            for (_, right, entry) in survey.open() {
                if let Some(reason) = landscape.glance(right) {
                    entry.refute(sizes, reason);
                }
            }
        }
    }
    for &sizes in &all_sizes {
        for component in 0..components(&trial.claim.given, true) {
            let region = Region { structure: Structure::General, component };
            let mut source = Reals::new(&mut stream, GENTLE_CONDITION, GENTLE_SPREAD);
            // In digits first: rounded, an orthogonal matrix is not quite one.
            let Some(precise) = survey.draw::<Digits>(sizes, region, &mut source) else { continue };
            let landscape = landscape(precise);
            // The same random places for every right side.
            let seed = stream.clone();
            for (index, right, entry) in survey.open() {
                match landscape.judge(right, &mut seed.clone()) {
                    Ok(Outcome::Best { distance, convex: here }) => {
                        entry.bound = entry.bound.max(distance);
                        convex[index] &= here;
                        entry.reach(sizes);
                    }
                    Ok(Outcome::Worse(reason)) => entry.refute(sizes, reason),
                    Ok(Outcome::NoValue(reason)) => entry.refute_missing(sizes, reason),
                    Ok(Outcome::Open) => {}
                    Err(Error::Shape { name, expected, found }) if name == NUMBER => {
                        entry.finding = Finding::Invalid(Error::Shape { name, expected, found }.to_string());
                    }
                    Err(error) if passing(&error) => {}
                    Err(error) => without_right::<f64>(error, entry, sizes, true),
                }
            }
            stream.set_word_pos(stream.get_word_pos() + (1 << 20));
        }
    }
    for (entry, convex) in survey.evidence.iter_mut().zip(convex) {
        let reach = if convex {
            format!("convex along {SEGMENTS} random segments at each size, so the place is global")
        } else {
            format!("no better place from {FAR_STARTS} starts and {RAYS} rays over scales 10⁻³ … 10⁶")
        };
        entry.detail = format!("definite curvature; {NEAR_STARTS} starts arrive within {:.0e}; {reach}", entry.bound);
    }
    survey.concluded(all_sizes.len(), "the curvature is not definite, or no descent ends at the place")
}

/// What is wrong with a place that is none of the set's.
const OUTSIDE: &str = "the place lies outside of the set that the variable ranges over";

/// What must be a number.
const NUMBER: &str = "the function of an extremum";

/// What a search shows.
enum Outcome {
    /// No place is better; descents from nearby end within this relative distance.
    Best { distance: f64, convex: bool },
    /// Another place is better, or the place lies outside of the set.
    Worse(String),
    /// The function has no value at the place.
    NoValue(String),
    /// Too flat, or lost digits.
    Open,
}

/// A function of one input, every other input fixed; turned so that its extremum is a minimum.
struct Landscape<'a> {
    claim: &'a Claim,
    function: &'a Formula,
    variable: &'a str,
    set: Kind,
    convention: Convention,
    kind: Extremum,
    point: Point<f64>,
    precise: Point<Digits>,
}

impl Landscape<'_> {
    fn judge(&self, right: &Right, stream: &mut ChaCha8Rng) -> Result<Outcome> {
        let place = right.at(&self.precise)?;
        expect_variable(self.function, self.variable, &place, &self.precise)?;
        if self.is_symmetric() && place.nrows() != place.ncols() {
            self.convention.expect_shape(place.nrows(), place.ncols())?;
        }
        match self.is_inside_beyond_doubt(&place) {
            Some(true) => {}
            Some(false) => {
                return Ok(Outcome::Worse(OUTSIDE.into()));
            }
            None => return Ok(Outcome::Open),
        }
        let here = match self.precise_height(&place) {
            Ok(here) => here,
            Err(error @ (Error::Domain { .. } | Error::Singular { .. })) => {
                return Ok(Outcome::NoValue(format!("the function has no value at the place: {error}")));
            }
            Err(error) => return Err(error),
        };
        let at = place.map(|entry| entry.value());
        if !at.iter().all(|entry| entry.is_finite()) {
            return Ok(Outcome::Open);
        }
        let better = |there: &Matrix<f64>, how: &str| -> Option<Outcome> {
            let lower = self.is_better(&place, &here, there)?;
            let distance = (there - &at).norm();
            let sign = self.sign();
            Some(Outcome::Worse(format!(
                "{how} is better, {distance:.3e} away: the function is {} there, {} here",
                sign * lower.value(),
                sign * here.value()
            )))
        };
        let chart = self.chart(&at);
        let scale = if at.norm() > 0.0 { at.norm() } else { 1.0 };
        if chart.is_empty() {
            // 1 and −1 are all orthogonal matrices of order 1.
            let other = -&at;
            return Ok(better(&other, "the other place").unwrap_or(Outcome::Best { distance: 0.0, convex: false }));
        }
        let (slope, curvature) = self.derivatives(&at, &chart)?;
        if !slope.iter().chain(curvature.iter()).all(|entry| entry.is_finite()) {
            return Ok(Outcome::Open);
        }
        // Down the gradient, and along the direction in which the curvature is least.
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
                if let Some(outcome) = better(&moved, "a place nearby") {
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
        let Some(distance) = self.arrival(&at, &chart, scale, stream, &better)? else { return Ok(Outcome::Open) };
        match distance {
            Ok(distance) => Ok(Outcome::Best { distance, convex: self.is_convex(&at, &chart, scale, stream) }),
            Err(outcome) => Ok(outcome),
        }
    }

    /// Looks along rays, and from starts that are spread over the scales.
    fn far(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
        better: &dyn Fn(&Matrix<f64>, &str) -> Option<Outcome>,
    ) -> Result<Option<Outcome>> {
        let here = self.height(at).unwrap_or(f64::INFINITY);
        // Rounding hides what is closer than this; exact numbers decide in the end.
        let hopeful = |height: f64| height <= here + 1e-9 * here.abs();
        let mut lowest: Vec<(f64, Matrix<f64>)> = Vec::new();
        let peaks = if chart.len() == 1 { self.peaks(at, chart) } else { self.summits(at, chart, stream) };
        for peak in peaks {
            if let Ok(height) = self.height(&peak)
                && hopeful(height)
            {
                lowest.push((height, peak));
            }
        }
        let rays = if chart.len() == 1 { 1 } else { RAYS };
        if matches!(self.set, Kind::Positive | Kind::Covariance) {
            // Towards the boundary of the set, and away from it.
            for exponent in -24..=24 {
                let there = at * 10f64.powf(f64::from(exponent) / 2.0);
                if let Ok(height) = self.height(&there)
                    && hopeful(height)
                {
                    lowest.push((height, there));
                }
            }
        }
        for _ in 0..rays {
            let direction = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            let direction = &direction / direction.norm().max(f64::MIN_POSITIVE);
            for (unit, sign) in [(1.0, 1.0), (1.0, -1.0), (scale, 1.0), (scale, -1.0)] {
                let steps = if chart.len() == 1 { STEPS_OF_A_LINE } else { 2 };
                let near = (SEARCH_SCALES.0 * steps..=SEARCH_SCALES.1 * steps).map(|k| f64::from(k) / f64::from(steps));
                for exponent in near.chain((SEARCH_SCALES.1 + 1..=FARTHEST).map(f64::from)) {
                    let length = sign * unit * 10f64.powf(exponent);
                    let there = self.moved(at, chart, &direction, length);
                    if let Ok(height) = self.height(&there)
                        && hopeful(height)
                    {
                        lowest.push((height, there));
                    }
                }
            }
        }
        for start in 0..FAR_STARTS {
            let spread = 10f64.powf(stream.random_range(f64::from(SEARCH_SCALES.0)..f64::from(SEARCH_SCALES.1)));
            let start = if start % 2 == 0 {
                let Some(start) = self.anywhere(at, spread, stream) else { continue };
                start
            } else {
                let direction = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
                self.moved(at, chart, &direction, spread.min(1e3) * scale)
            };
            let Some(end) = self.descend(start)? else { continue };
            if let Ok(height) = self.height(&end)
                && hopeful(height)
            {
                lowest.push((height, end));
            }
        }
        lowest.sort_by(|a, b| a.0.total_cmp(&b.0));
        // A low point on a ray may lie on the slope of something lower still.
        for (_, there) in lowest.clone().into_iter().take(3) {
            if let Some(end) = self.descend(there)? {
                lowest.insert(0, (self.height(&end)?, end));
            }
        }
        Ok(lowest.iter().take(12).find_map(|(_, there)| better(there, "another place")))
    }

    /// Where the exponentials of a function of one number are largest, or its divisors smallest: a valley may be too
    /// narrow to be met by chance, and these lead there.
    fn peaks(&self, at: &Matrix<f64>, chart: &[Matrix<f64>]) -> Vec<Matrix<f64>> {
        let unit = Matrix::from_element(1, 1, 1.0);
        let place = |x: f64| self.moved(&(at * 0.0), chart, &unit, x);
        let landmarks = |x: f64| -> Vec<f64> {
            let mut point = self.point.clone();
            point.vary(self.variable, place(x));
            self.function.landmarks(&point).unwrap_or_default()
        };
        let (first, last) = (SEARCH_SCALES.0 * 8, SEARCH_SCALES.1 * 8);
        let mut line: Vec<f64> = (first..=last).map(|k| 10f64.powf(f64::from(k) / 8.0)).collect();
        line = line.iter().rev().map(|x| -x).chain([0.0]).chain(line.iter().copied()).collect();
        let values: Vec<Vec<f64>> = line.iter().map(|&x| landmarks(x)).collect();
        let count = values.iter().map(Vec::len).max().unwrap_or(0).min(2 * MOST_LANDMARKS);
        let mut peaks = Vec::new();
        for index in 0..count {
            let height = |k: usize| values[k].get(index).copied().unwrap_or(f64::NAN);
            for k in 1..line.len() - 1 {
                if !(height(k) >= height(k - 1) && height(k) >= height(k + 1)) {
                    continue;
                }
                // Between the neighbours, by thirds.
                let (mut low, mut high) = (line[k - 1], line[k + 1]);
                for _ in 0..40 {
                    let third = (high - low) / 3.0;
                    let at = |x: f64| landmarks(x).get(index).copied().unwrap_or(f64::NAN);
                    if at(low + third) < at(high - third) { low += third } else { high -= third }
                }
                let peak = 0.5 * (low + high);
                peaks.push(place(peak));
                // A pole is approached from both sides.
                for exponent in 1..9 {
                    let beside = 10f64.powi(-exponent) * if peak == 0.0 { 1.0 } else { peak.abs() };
                    peaks.extend([place(peak - beside), place(peak + beside)]);
                }
            }
        }
        peaks
    }

    /// The same for functions of several numbers: uphill on each of the landmarks, from the place and from elsewhere.
    fn summits(&self, at: &Matrix<f64>, chart: &[Matrix<f64>], stream: &mut ChaCha8Rng) -> Vec<Matrix<f64>> {
        if chart.len() > LARGEST_CLIMB {
            return Vec::new();
        }
        let mut starts = vec![at.clone()];
        for length in [1.0, 10.0] {
            let direction = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            starts.push(self.moved(at, chart, &direction, length));
        }
        let mut summits = Vec::new();
        for index in 0..MOST_LANDMARKS {
            for start in &starts {
                let mut place = start.clone();
                let Some(mut slopes) = self.landmark(index, &place) else { continue };
                for _ in 0..CLIMBING_STEPS {
                    let (height, slope, curvature) = &slopes;
                    let size = if place.norm() > 0.0 { place.norm() } else { 1.0 };
                    let step = match (-curvature).cholesky() {
                        Some(factor) => factor.solve(slope),
                        None => slope * (size / slope.norm().max(f64::MIN_POSITIVE)),
                    };
                    if !step.iter().all(|entry| entry.is_finite()) || step.norm() <= 1e-12 * size {
                        break;
                    }
                    let chart = self.chart(&place);
                    let next = (0..12).find_map(|halvings| {
                        let next = self.moved(&place, &chart, &step, 0.5f64.powi(halvings));
                        let there = self.landmark(index, &next)?;
                        (there.0 > *height).then_some((next, there))
                    });
                    let Some((next, there)) = next else { break };
                    (place, slopes) = (next, there);
                }
                summits.push(place);
            }
        }
        summits
    }

    /// The landmark with this number at a place, its slope and its curvature along the chart.
    fn landmark(&self, index: usize, at: &Matrix<f64>) -> Option<(f64, Matrix<f64>, Matrix<f64>)> {
        let chart = self.chart(at);
        let count = chart.len();
        let lifted = self.point.map(|&entry| Dual::constant(Dual::constant(entry)));
        let (mut height, mut slope, mut curvature) = (0.0, Matrix::zeros(count, 1), Matrix::zeros(count, count));
        for (i, first) in chart.iter().enumerate() {
            for (j, second) in chart.iter().enumerate().take(i + 1) {
                let mut point = lifted.clone();
                point.vary(self.variable, self.doubly_dual(at, first, second));
                let value = self.function.landmarks(&point)?.into_iter().nth(index)?;
                height = value.real.real;
                slope[(i, 0)] = value.real.tangent;
                curvature[(i, j)] = value.tangent.tangent;
                curvature[(j, i)] = curvature[(i, j)];
            }
        }
        Some((height, slope, curvature))
    }

    /// How far from the place descents end that start nearby; a better place that they find; `None` if none arrives.
    #[allow(clippy::type_complexity)]
    fn arrival(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
        better: &dyn Fn(&Matrix<f64>, &str) -> Option<Outcome>,
    ) -> Result<Option<Result<f64, Outcome>>> {
        let mut farthest: Option<f64> = None;
        for _ in 0..NEAR_STARTS {
            let shift = Matrix::from_fn(chart.len(), 1, |_, _| stream.random_range(-0.3..0.3));
            // A start outside of the set, or one from which the optimiser gets stuck on its way, says nothing; one
            // closer by may.
            for halvings in 0..HALVINGS {
                let start = self.moved(at, chart, &shift, scale * 0.5f64.powi(halvings));
                let Some(end) = self.descend(start)? else { continue };
                let distance = (&end - at).norm() / scale;
                if distance <= ARRIVAL {
                    farthest = Some(farthest.map_or(distance, |known| known.max(distance)));
                    break;
                }
                if let Some(outcome) = better(&end, "another place") {
                    return Ok(Some(Err(outcome)));
                }
            }
        }
        Ok(farthest.map(Ok))
    }

    /// Whether the middle of each segment from the place lies no higher than half of its ends together.
    fn is_convex(&self, at: &Matrix<f64>, chart: &[Matrix<f64>], scale: f64, stream: &mut ChaCha8Rng) -> bool {
        if self.set == Kind::Orthogonal || self.set == Kind::Invertible {
            return false; // the set itself is not
        }
        let mut seen = 0;
        for _ in 0..SEGMENTS {
            let from = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            let to = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            let length = scale * 10f64.powf(stream.random_range(-2.0..3.0));
            let (from, to) = (self.moved(at, chart, &from, length), self.moved(at, chart, &to, length));
            let middle = (&from + &to) * 0.5;
            let (Ok(a), Ok(b), Ok(m)) = (self.height(&from), self.height(&to), self.height(&middle)) else { continue };
            let slack = 1e-9 * a.abs().max(b.abs()).max(m.abs());
            if m > 0.5 * (a + b) + slack || slack.is_nan() {
                return false;
            }
            seen += 1;
        }
        seen > SEGMENTS / 4
    }

    /// A place of the set, of the given scale, wherever the claimed one is.
    fn anywhere(&self, at: &Matrix<f64>, scale: f64, stream: &mut ChaCha8Rng) -> Option<Matrix<f64>> {
        let (rows, columns) = at.shape();
        let random = Matrix::from_fn(rows, columns, |_, _| normal(stream));
        match self.set {
            Kind::Free | Kind::Invertible => Some(random * scale),
            Kind::Symmetric => Some((&random + random.transpose()) * scale),
            Kind::Covariance => {
                Some(&random * random.transpose() * scale + Matrix::identity(rows, rows) * (scale * 0.1))
            }
            Kind::Positive => Some(random.map(|entry| scale * entry.exp())),
            Kind::Orthogonal => Some(random.qr().q()),
        }
    }

    /// What a first look finds wrong: a place outside of the set, or a curvature of both signs.
    fn glance(&self, right: &Right) -> Option<String> {
        let place = right.at(&self.precise).ok().filter(|place| self.fits(place))?;
        if !self.is_inside_beyond_doubt(&place)? {
            return Some(OUTSIDE.into());
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
        let here = self.precise_height(&place).ok()?;
        let valley = Matrix::from_column_slice(chart.len(), 1, eigen.eigenvectors.column(least).as_slice());
        let scale = if at.norm() > 0.0 { at.norm() } else { 1.0 };
        (0..24).flat_map(|exponent| [(exponent, 1.0), (exponent, -1.0)]).find_map(|(exponent, sign)| {
            let there = self.moved(&at, &chart, &valley, sign * scale * 4f64.powi(4 - exponent));
            self.is_better(&place, &here, &there)?;
            let distance = (&there - &at).norm();
            Some(format!("a place nearby is better, {distance:.3e} away, where the function curves the other way"))
        })
    }

    /// Whether the place has the shape of the variable.
    fn fits(&self, place: &Matrix<Digits>) -> bool {
        expect_variable(self.function, self.variable, place, &self.precise).is_ok()
            && (!self.is_symmetric() || place.nrows() == place.ncols())
    }

    fn is_symmetric(&self) -> bool {
        self.convention != Convention::Unconstrained || matches!(self.set, Kind::Symmetric | Kind::Covariance)
    }

    /// One direction for each number that may vary within the set; of an orthogonal matrix, skew matrices.
    fn chart(&self, at: &Matrix<f64>) -> Vec<Matrix<f64>> {
        let (rows, columns) = at.shape();
        let unit = |i: usize, j: usize, mirror: f64| {
            let mut direction = Matrix::zeros(rows, columns);
            direction[(i, j)] = 1.0;
            if mirror != 0.0 && i != j {
                direction[(j, i)] = mirror;
            }
            direction
        };
        let entries = (0..columns).flat_map(|j| (0..rows).map(move |i| (i, j)));
        if self.set == Kind::Orthogonal {
            return entries.filter(|(i, j)| i > j).map(|(i, j)| unit(i, j, -1.0)).collect();
        }
        let mirror = if self.is_symmetric() { 1.0 } else { 0.0 };
        entries.filter(|(i, j)| mirror == 0.0 || i >= j).map(|(i, j)| unit(i, j, mirror)).collect()
    }

    /// The place moved by `length` along a direction of the chart.
    fn moved(&self, at: &Matrix<f64>, chart: &[Matrix<f64>], direction: &Matrix<f64>, length: f64) -> Matrix<f64> {
        let step = chart
            .iter()
            .zip(direction.iter())
            .fold(Matrix::zeros(at.nrows(), at.ncols()), |sum, (unit, by)| sum + unit * (by * length));
        if self.set == Kind::Orthogonal { rotated(at, &step).unwrap_or_else(|| at.clone()) } else { at + step }
    }

    /// Damped Newton descent; `None` when the start lies outside of the domain.
    fn descend(&self, mut at: Matrix<f64>) -> Result<Option<Matrix<f64>>> {
        let Ok(mut height) = self.height(&at) else { return Ok(None) };
        for _ in 0..DESCENT_STEPS {
            let chart = self.chart(&at);
            let (slope, curvature) = match self.derivatives(&at, &chart) {
                Ok(derivatives) => derivatives,
                Err(error) if passing(&error) => break,
                Err(error) => return Err(error),
            };
            // Where the curvature is not definite, follow the gradient instead.
            let (step, newton) = match curvature.cholesky() {
                Some(factor) => (factor.solve(&slope), true),
                None => (slope.clone(), false),
            };
            let size = if at.norm() > 0.0 { at.norm() } else { 1.0 };
            if step.iter().any(|entry| !entry.is_finite()) || step.norm() <= 1e-12 * size {
                break;
            }
            let mut damping = 1.0;
            let accepted = loop {
                let next = self.moved(&at, &chart, &step, -damping);
                match self.height(&next) {
                    Ok(lower) if lower < height => break Some((next, lower)),
                    // A large constant in the function hides what a whole Newton step gains.
                    Ok(same) if newton && damping == 1.0 && same - height <= 1e-15 * height.abs() => {
                        break Some((next, same));
                    }
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
        let assumed = self.claim.assumptions.is_empty() || {
            let mut point = self.point.clone();
            point.vary(self.variable, at.clone());
            in_domain(self.claim, &point).unwrap_or(false)
        };
        assumed && self.is_member(at)
    }

    fn is_member(&self, at: &Matrix<f64>) -> bool {
        match self.set {
            Kind::Covariance => cholesky("the place", at).is_ok(),
            Kind::Positive => at.iter().all(|&entry| entry > 0.0),
            Kind::Invertible => at.determinant() != 0.0,
            Kind::Free | Kind::Symmetric | Kind::Orthogonal => at.iter().all(|entry| entry.is_finite()),
        }
    }

    /// The same with error bounds; `None` where they cannot tell.
    fn is_inside_beyond_doubt(&self, place: &Matrix<Digits>) -> Option<bool> {
        Some(self.is_member_beyond_doubt(place)? && self.is_assumed(place)?)
    }

    /// Whether what the claim assumes is so at the place; `None` where error bounds cannot tell.
    fn is_assumed(&self, place: &Matrix<Digits>) -> Option<bool> {
        let mut point = self.precise.clone();
        point.vary(self.variable, place.clone());
        let mut all = Some(true);
        for assumption in &self.claim.assumptions {
            for entry in assumption.positive.at(&point).ok()?.iter() {
                match entry.sign() {
                    Some(Ordering::Greater) => {}
                    Some(_) => return Some(false),
                    None => all = None,
                }
            }
        }
        all
    }

    fn is_member_beyond_doubt(&self, place: &Matrix<Digits>) -> Option<bool> {
        let same = |a: &Matrix<Digits>, b: &Matrix<Digits>| {
            !a.iter().zip(b.iter()).any(|(a, b)| a.equality_test(b) == Some(false))
        };
        if self.is_symmetric() && !same(place, &place.transpose()) {
            return Some(false);
        }
        match self.set {
            Kind::Free | Kind::Symmetric => Some(true),
            Kind::Positive => {
                let signs: Option<Vec<Ordering>> = place.iter().map(Field::sign).collect();
                signs.map(|signs| signs.iter().all(|&sign| sign == Ordering::Greater))
            }
            // Without divisions, a determinant that is zero comes out as exactly that.
            Kind::Invertible => determinant_without_division(place).zero_test().map(|zero| !zero),
            Kind::Orthogonal => {
                let order = place.nrows();
                Some(same(&(place.transpose() * place), &Matrix::identity(order, order)))
            }
            Kind::Covariance => match factor_near(place, place) {
                Ok(_) => Some(true),
                Err(Error::Domain { .. } | Error::Singular { .. }) => Some(false),
                Err(_) => None,
            },
        }
    }

    fn height(&self, at: &Matrix<f64>) -> Result<f64> {
        if !self.is_inside(at) {
            return Err(Error::Singular { what: "a place on the optimiser's way".into() });
        }
        let mut point = self.point.clone();
        point.vary(self.variable, at.clone());
        let value = self.function.at(&point).map_err(without_factor)?;
        expect_shape(NUMBER, &value, 1, 1)?;
        if value[(0, 0)].is_nan() {
            return Err(Error::PrecisionLost { what: "the function of an extremum" });
        }
        Ok(self.sign() * value[(0, 0)])
    }

    fn precise_height(&self, at: &Matrix<Digits>) -> Result<Digits> {
        let mut point = self.precise.clone();
        point.vary(self.variable, at.clone());
        let value = self.function.at(&point).map_err(without_factor)?;
        expect_shape(NUMBER, &value, 1, 1)?;
        let value = value[(0, 0)].clone();
        Ok(if self.kind == Extremum::Maximum { -value } else { value })
    }

    /// The height of another place, if it lies in the set, and lower, beyond doubt.
    fn is_better(&self, place: &Matrix<Digits>, here: &Digits, there: &Matrix<f64>) -> Option<Digits> {
        if !there.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let there = match self.set {
            // Floats are not quite orthogonal: the rotation that leads there is found, and carried out in digits.
            Kind::Orthogonal => precisely_orthogonal(place, there)?,
            _ => there.map(Digits::exact),
        };
        if self.is_inside_beyond_doubt(&there) != Some(true) {
            return None;
        }
        let lower = self.precise_height(&there).ok()?;
        ((lower.clone() - here.clone()).sign() == Some(Ordering::Less)).then_some(lower)
    }

    /// First and second derivatives along the chart, by doubly dual numbers.
    fn derivatives(&self, at: &Matrix<f64>, chart: &[Matrix<f64>]) -> Result<(Matrix<f64>, Matrix<f64>)> {
        let count = chart.len();
        let lifted = self.point.map(|&entry| Dual::constant(Dual::constant(entry)));
        let mut function = self.function.along(self.variable, &lifted);
        let (mut slope, mut curvature) = (Matrix::zeros(count, 1), Matrix::zeros(count, count));
        for (i, first) in chart.iter().enumerate() {
            for (j, second) in chart.iter().enumerate().take(i + 1) {
                let value = function.at(self.doubly_dual(at, first, second))?;
                expect_shape(NUMBER, &value, 1, 1)?;
                let value = &value[(0, 0)];
                slope[(i, 0)] = self.sign() * value.real.tangent;
                curvature[(i, j)] = self.sign() * value.tangent.tangent;
                curvature[(j, i)] = curvature[(i, j)];
            }
        }
        Ok((slope, curvature))
    }

    /// The place along two directions of the chart; rotations U e^K = U(I + K + ½K² + …) are curved.
    fn doubly_dual(&self, at: &Matrix<f64>, first: &Matrix<f64>, second: &Matrix<f64>) -> Matrix<Dual<Dual<f64>>> {
        let (first, second, mixed) = if self.set == Kind::Orthogonal {
            (at * first, at * second, at * (first * second + second * first) * 0.5)
        } else {
            (first.clone(), second.clone(), Matrix::zeros(at.nrows(), at.ncols()))
        };
        Matrix::from_fn(at.nrows(), at.ncols(), |row, column| {
            let k = (row, column);
            Dual::new(Dual::new(at[k], first[k]), Dual::new(second[k], mixed[k]))
        })
    }
}

/// U (I − ½K)⁻¹ (I + ½K): orthogonal for a skew K, and U(I + K + ½K² + …) near 0.
fn rotated<F: Field>(at: &Matrix<F>, skew: &Matrix<F>) -> Option<Matrix<F>> {
    let half = skew * F::half();
    let identity = Matrix::identity(at.nrows(), at.nrows());
    Some(at * inverse(&(&identity - &half)).ok()? * (&identity + &half))
}

/// An orthogonal matrix in digits close to `there`: the claimed place turned by exactly skew numbers, and mirrored if
/// `there` lies on the other component.
fn precisely_orthogonal(place: &Matrix<Digits>, there: &Matrix<f64>) -> Option<Matrix<Digits>> {
    let order = there.nrows();
    let floats = place.map(|entry| entry.value());
    let mirror = floats.determinant() * there.determinant() < 0.0;
    let mut turn = floats.transpose() * there;
    if mirror {
        turn.row_mut(0).neg_mut();
    }
    // turn = (I − ½K)⁻¹(I + ½K), so ½K = (turn − I)(turn + I)⁻¹
    let identity = Matrix::identity(order, order);
    let half = (&turn - &identity) * (&turn + &identity).try_inverse()?;
    let skew = (&half - half.transpose()).map(Digits::exact);
    if !half.iter().all(|entry| entry.is_finite() && entry.abs() < 1e8) {
        return None;
    }
    let mut mirrored = Matrix::<Digits>::identity(order, order);
    if mirror {
        mirrored[(0, 0)] = -Digits::integer(1);
    }
    rotated(&(place * mirrored), &skew)
}
