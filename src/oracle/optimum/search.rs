//! The search for a better point: along rays, from starts near and far, and near narrow peaks.

use super::objective::Objective;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Dual;
use crate::claim::input::Domain;
use crate::error::{Error, Result};
use crate::oracle::points::normal;
use crate::oracle::survey::is_about_point;
use crate::oracle::tolerances::{
    ASCENT_STEPS, DESCENT_STEPS, FAR_STARTS, FARTHEST, LARGEST_ASCENT, LARGEST_RETURN, MOST_HALVINGS,
    MOST_NARROW_TERMS, NEAR_STARTS, RAYS, SEARCH_SCALES, SEGMENTS, STEPS_OF_A_LINE,
};
use crate::oracle::{Reason, Search};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The result of a search.
pub(super) enum Outcome {
    /// No point is better. Descents from nearby end within this relative distance.
    Best { distance: f64, convex: bool },
    /// Another point is better, or the optimum lies outside the set.
    Worse(Reason),
    /// The function has no value at the claimed optimum.
    NoValue(Reason),
    /// The function is too flat, or too many digits are lost.
    Open,
}

impl Objective<'_> {
    /// Searches along rays, and from starts over several scales.
    pub(super) fn far(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
        better: &dyn Fn(&Matrix<f64>, Search) -> Option<Outcome>,
    ) -> Result<Option<Outcome>> {
        let here = self.value(at).unwrap_or(f64::INFINITY);
        // Rounding errors hide smaller differences. The comparison in 77 digits decides.
        let hopeful = |value: f64| value <= here + 1e-9 * here.abs();
        let mut lowest: Vec<(f64, Matrix<f64>)> = Vec::new();
        let peaks = if chart.len() == 1 { self.peaks(at, chart) } else { self.peaks_by_ascent(at, chart, stream) };
        for peak in peaks {
            if let Ok(value) = self.value(&peak)
                && hopeful(value)
            {
                lowest.push((value, peak));
            }
        }
        let rays = if chart.len() == 1 { 1 } else { RAYS };
        if matches!(self.set, Domain::Positive | Domain::Covariance) {
            // Towards the boundary of the set, and away from it.
            for exponent in -24..=24 {
                let there = at * 10f64.powf(f64::from(exponent) / 2.0);
                if let Ok(value) = self.value(&there)
                    && hopeful(value)
                {
                    lowest.push((value, there));
                }
            }
        }
        for _ in 0..rays {
            let direction = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            let direction = &direction / direction.norm().max(f64::MIN_POSITIVE);
            let units = if scale == 1.0 { vec![1.0] } else { vec![1.0, scale] };
            for (unit, sign) in units.into_iter().flat_map(|unit| [(unit, 1.0), (unit, -1.0)]) {
                let steps = if chart.len() == 1 { STEPS_OF_A_LINE } else { 2 };
                let near = (SEARCH_SCALES.0 * steps..=SEARCH_SCALES.1 * steps).map(|k| f64::from(k) / f64::from(steps));
                for exponent in near.chain((SEARCH_SCALES.1 + 1..=FARTHEST).map(f64::from)) {
                    let length = sign * unit * 10f64.powf(exponent);
                    let there = self.moved(at, chart, &direction, length);
                    if let Ok(value) = self.value(&there)
                        && hopeful(value)
                    {
                        lowest.push((value, there));
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
            if let Ok(value) = self.value(&end)
                && hopeful(value)
            {
                lowest.push((value, end));
            }
        }
        lowest.sort_by(|a, b| a.0.total_cmp(&b.0));
        // A low point on a ray may be on the slope to a lower point.
        for (_, there) in lowest.clone().into_iter().take(3) {
            if let Some(end) = self.descend(there)? {
                lowest.insert(0, (self.value(&end)?, end));
            }
        }
        Ok(lowest.iter().take(12).find_map(|(_, there)| better(there, Search::Far)))
    }

    /// Points where the exponentials of a function of one number are largest, or its divisors smallest. A valley there
    /// may be so narrow that random points miss it.
    pub(super) fn peaks(&self, at: &Matrix<f64>, chart: &[Matrix<f64>]) -> Vec<Matrix<f64>> {
        let unit = Matrix::from_element(1, 1, 1.0);
        // These sets do not contain zero.
        let origin = if matches!(self.set, Domain::UnitVector | Domain::Simplex) { at.clone() } else { at * 0.0 };
        let place = |x: f64| self.moved(&origin, chart, &unit, x);
        let narrow_terms = |x: f64| -> Vec<f64> {
            let mut point = self.point.clone();
            point.vary(self.variable, place(x));
            self.function.narrow_terms(&point).unwrap_or_default()
        };
        let (first, last) = (SEARCH_SCALES.0 * 8, SEARCH_SCALES.1 * 8);
        let mut line: Vec<f64> = (first..=last).map(|k| 10f64.powf(f64::from(k) / 8.0)).collect();
        line = line.iter().rev().map(|x| -x).chain([0.0]).chain(line.iter().copied()).collect();
        let values: Vec<Vec<f64>> = line.iter().map(|&x| narrow_terms(x)).collect();
        let count = values.iter().map(Vec::len).max().unwrap_or(0).min(2 * MOST_NARROW_TERMS);
        let mut peaks = Vec::new();
        for index in 0..count {
            let value = |k: usize| values[k].get(index).copied().unwrap_or(f64::NAN);
            for k in 1..line.len() - 1 {
                if !(value(k) >= value(k - 1) && value(k) >= value(k + 1)) {
                    continue;
                }
                // Ternary search between the neighbours.
                let (mut low, mut high) = (line[k - 1], line[k + 1]);
                for _ in 0..40 {
                    let third = (high - low) / 3.0;
                    let at = |x: f64| narrow_terms(x).get(index).copied().unwrap_or(f64::NAN);
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

    /// The same for functions of several numbers: by ascent on each narrow term, from the claimed optimum and from
    /// elsewhere.
    pub(super) fn peaks_by_ascent(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        stream: &mut ChaCha8Rng,
    ) -> Vec<Matrix<f64>> {
        if chart.len() > LARGEST_ASCENT {
            return Vec::new();
        }
        let mut starts = vec![at.clone()];
        for length in [1.0, 10.0] {
            let direction = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            starts.push(self.moved(at, chart, &direction, length));
        }
        let mut peaks_by_ascent = Vec::new();
        for index in 0..MOST_NARROW_TERMS {
            for start in &starts {
                let mut place = start.clone();
                let Some(mut slopes) = self.narrow_term(index, &place) else { continue };
                for _ in 0..ASCENT_STEPS {
                    let (value, slope, curvature) = &slopes;
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
                        let there = self.narrow_term(index, &next)?;
                        (there.0 > *value).then_some((next, there))
                    });
                    let Some((next, there)) = next else { break };
                    (place, slopes) = (next, there);
                }
                peaks_by_ascent.push(place);
            }
        }
        peaks_by_ascent
    }

    /// The narrow term with this index at a point, with its gradient and its curvature in the coordinates of the chart.
    pub(super) fn narrow_term(&self, index: usize, at: &Matrix<f64>) -> Option<(f64, Matrix<f64>, Matrix<f64>)> {
        let lifted = self.point.map(|&entry| Dual::constant(Dual::constant(entry)));
        let number = |place| {
            let mut point = lifted.clone();
            point.vary(self.variable, place);
            let narrow_term = self.function.narrow_terms(&point).and_then(|all| all.into_iter().nth(index));
            narrow_term.ok_or_else(|| Error::precision_lost("a narrow term"))
        };
        self.along_chart(at, &self.chart(at), number).ok()
    }

    /// The largest distance from the optimum at which descents from nearby end, or a better point that they find;
    /// `None` if none ends near it.
    #[allow(clippy::type_complexity)]
    pub(super) fn distance_of_return(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
        better: &dyn Fn(&Matrix<f64>, Search) -> Option<Outcome>,
    ) -> Result<Option<Result<f64, Outcome>>> {
        let mut farthest: Option<f64> = None;
        for _ in 0..NEAR_STARTS {
            let shift = Matrix::from_fn(chart.len(), 1, |_, _| stream.random_range(-0.3..0.3));
            // A start outside the set, or a descent that gets stuck, shows nothing; a closer start may.
            for halvings in 0..MOST_HALVINGS {
                let start = self.moved(at, chart, &shift, scale * 0.5f64.powi(halvings));
                let Some(end) = self.descend(start)? else { continue };
                let distance = (&end - at).norm() / scale;
                if distance <= LARGEST_RETURN {
                    farthest = Some(farthest.map_or(distance, |known| known.max(distance)));
                    break;
                }
                if let Some(outcome) = better(&end, Search::Far) {
                    return Ok(Some(Err(outcome)));
                }
            }
        }
        Ok(farthest.map(Ok))
    }

    /// Whether the value in the middle of each segment from the optimum is at most the mean of the values at its ends.
    pub(super) fn is_convex(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
    ) -> bool {
        if matches!(self.set, Domain::Orthogonal | Domain::Invertible | Domain::UnitVector | Domain::FullRank) {
            return false; // the set is not convex
        }
        let mut seen = 0;
        for _ in 0..SEGMENTS {
            let from = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            let to = Matrix::from_fn(chart.len(), 1, |_, _| normal(stream));
            let length = scale * 10f64.powf(stream.random_range(-2.0..3.0));
            let (from, to) = (self.moved(at, chart, &from, length), self.moved(at, chart, &to, length));
            let middle = (&from + &to) * 0.5;
            let (Ok(a), Ok(b), Ok(m)) = (self.value(&from), self.value(&to), self.value(&middle)) else { continue };
            let slack = 1e-9 * a.abs().max(b.abs()).max(m.abs());
            if m > 0.5 * (a + b) + slack || slack.is_nan() {
                return false;
            }
            seen += 1;
        }
        seen > SEGMENTS / 4
    }

    /// A random point of the set at the given scale, independent of the claimed optimum.
    pub(super) fn anywhere(&self, at: &Matrix<f64>, scale: f64, stream: &mut ChaCha8Rng) -> Option<Matrix<f64>> {
        let (rows, columns) = at.shape();
        let random = Matrix::from_fn(rows, columns, |_, _| normal(stream));
        match self.set {
            Domain::Free | Domain::Invertible | Domain::FullRank => Some(random * scale),
            Domain::LowerTriangular => Some(random.lower_triangle() * scale),
            Domain::Diagonal => {
                Some(Matrix::from_fn(rows, columns, |i, j| if i == j { random[(i, j)] * scale } else { 0.0 }))
            }
            Domain::UnitVector => Some(&random / random.norm().max(f64::MIN_POSITIVE)),
            Domain::Simplex => {
                let weights = random.map(|entry| (2.0 * entry).exp());
                Some(&weights / weights.sum())
            }
            Domain::Integer => None,
            Domain::Symmetric => Some((&random + random.transpose()) * scale),
            Domain::Covariance => {
                Some(&random * random.transpose() * scale + Matrix::identity(rows, rows) * (scale * 0.1))
            }
            Domain::Positive => Some(random.map(|entry| scale * entry.exp())),
            Domain::Orthogonal => Some(random.qr().q()),
        }
    }

    /// Damped Newton descent; `None` if the start lies outside the domain.
    pub(super) fn descend(&self, mut at: Matrix<f64>) -> Result<Option<Matrix<f64>>> {
        let Ok(mut value) = self.value(&at) else { return Ok(None) };
        for _ in 0..DESCENT_STEPS {
            let chart = self.chart(&at);
            let (slope, curvature) = match self.derivatives(&at, &chart) {
                Ok(derivatives) => derivatives,
                Err(error) if is_about_point(&error) => break,
                Err(error) => return Err(error),
            };
            // If the curvature is not definite, follow the negative gradient instead.
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
                match self.value(&next) {
                    Ok(lower) if lower < value => break Some((next, lower)),
                    // A large constant in the function hides the decrease of a full Newton step.
                    Ok(same) if newton && damping == 1.0 && same - value <= 1e-15 * value.abs() => {
                        break Some((next, same));
                    }
                    _ if damping < 1e-10 => break None,
                    _ => damping *= 0.5,
                }
            };
            let Some((next, lower)) = accepted else { break };
            (at, value) = (next, lower);
        }
        Ok(Some(at))
    }
}
