//! The search for a better place: along rays, from starts near and far, and where something narrow happens.

use super::landscape::Landscape;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Dual;
use crate::claim::input::Domain;
use crate::error::{Error, Result};
use crate::oracle::points::normal;
use crate::oracle::survey::passing;
use crate::oracle::tolerances::{
    ARRIVAL, CLIMBING_STEPS, DESCENT_STEPS, FAR_STARTS, FARTHEST, HALVINGS, LARGEST_CLIMB, MOST_LANDMARKS, NEAR_STARTS,
    RAYS, SEARCH_SCALES, SEGMENTS, STEPS_OF_A_LINE,
};
use crate::oracle::{Reason, Search};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// What a search shows.
pub(super) enum Outcome {
    /// No place is better; descents from nearby end within this relative distance.
    Best { distance: f64, convex: bool },
    /// Another place is better, or the place lies outside of the set.
    Worse(Reason),
    /// The function has no value at the place.
    NoValue(Reason),
    /// Too flat, or lost digits.
    Open,
}

impl Landscape<'_> {
    /// Looks along rays, and from starts that are spread over the scales.
    pub(super) fn far(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
        better: &dyn Fn(&Matrix<f64>, Search) -> Option<Outcome>,
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
        if matches!(self.set, Domain::Positive | Domain::Covariance) {
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
            let units = if scale == 1.0 { vec![1.0] } else { vec![1.0, scale] };
            for (unit, sign) in units.into_iter().flat_map(|unit| [(unit, 1.0), (unit, -1.0)]) {
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
        Ok(lowest.iter().take(12).find_map(|(_, there)| better(there, Search::Far)))
    }

    /// Where the exponentials of a function of one number are largest, or its divisors smallest: a valley may be too
    /// narrow to be met by chance, and these lead there.
    pub(super) fn peaks(&self, at: &Matrix<f64>, chart: &[Matrix<f64>]) -> Vec<Matrix<f64>> {
        let unit = Matrix::from_element(1, 1, 1.0);
        // Neither set has a place at zero from which to count.
        let origin = if matches!(self.set, Domain::UnitVector | Domain::Simplex) { at.clone() } else { at * 0.0 };
        let place = |x: f64| self.moved(&origin, chart, &unit, x);
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
    pub(super) fn summits(&self, at: &Matrix<f64>, chart: &[Matrix<f64>], stream: &mut ChaCha8Rng) -> Vec<Matrix<f64>> {
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
    pub(super) fn landmark(&self, index: usize, at: &Matrix<f64>) -> Option<(f64, Matrix<f64>, Matrix<f64>)> {
        let lifted = self.point.map(|&entry| Dual::constant(Dual::constant(entry)));
        let number = |place| {
            let mut point = lifted.clone();
            point.vary(self.variable, place);
            let landmark = self.function.landmarks(&point).and_then(|all| all.into_iter().nth(index));
            landmark.ok_or(Error::PrecisionLost { what: "a landmark" })
        };
        self.along_chart(at, &self.chart(at), number).ok()
    }

    /// How far from the place descents end that start nearby; a better place that they find; `None` if none arrives.
    #[allow(clippy::type_complexity)]
    pub(super) fn arrival(
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
                if let Some(outcome) = better(&end, Search::Far) {
                    return Ok(Some(Err(outcome)));
                }
            }
        }
        Ok(farthest.map(Ok))
    }

    /// Whether the middle of each segment from the place lies no higher than half of its ends together.
    pub(super) fn is_convex(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        scale: f64,
        stream: &mut ChaCha8Rng,
    ) -> bool {
        if matches!(self.set, Domain::Orthogonal | Domain::Invertible | Domain::UnitVector | Domain::FullRank) {
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

    /// Damped Newton descent; `None` when the start lies outside of the domain.
    pub(super) fn descend(&self, mut at: Matrix<f64>) -> Result<Option<Matrix<f64>>> {
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
}
