//! The smallest counterexample: low dimension, small integers, and the values of both sides.

use super::integers::Integers;
use super::shown::{Show, Sides, pattern, plain, show, show_apart};
use crate::algebra::matrix::{Matrix, texts};
use crate::algebra::number::{Digits, Field, Fraction, Rational};
use crate::claim::point::{Region, Structure, components};
use crate::claim::{LeftSide, RightSide};
use crate::error::{Error, Result};
use crate::oracle::inequality::{counterexample, fails, relation_of};
use crate::oracle::parameters::is_member;
use crate::oracle::sides::{left, sides};
use crate::oracle::survey::{in_domain, is_about_shapes, is_missing, operations};
use crate::oracle::{Trial, quadrature_mean};
use crate::program::point::Point;
use crate::program::size::Sizes;

pub use super::shown::{Pattern, Shown};

/// A point at which a claim fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// Sizes.
    pub sizes: Sizes,
    /// Inputs, integers where possible.
    pub inputs: Vec<(String, Shown)>,
    /// Value of the left side.
    pub left: Shown,
    /// Value of the right side.
    pub right: Shown,
    /// Where the sides differ, if that is not obvious from the values.
    pub pattern: Option<Pattern>,
}

/// Integers up to this magnitude are tried, in increasing order.
const LARGEST_INTEGER: i64 = 3;
/// Random points tried at each size and magnitude.
const ATTEMPTS: usize = 8;
/// Largest dimension tried. A larger witness would not fit on a page.
const LARGEST: usize = 5;
/// Largest number of operations in a search.
const BUDGET: usize = 3_000_000;
/// Least cost of one evaluation, in operations: constructing the point is not free.
const LEAST_WORK: usize = 200;

/// Finds a point at which `right` differs from the left side, and shrinks it.
///
/// A point at which both sides have values shows more than one at which a side has none.
pub(crate) fn find(trial: &Trial, right: &RightSide) -> Option<Witness> {
    at_small_integers(trial, right, false)
        .or_else(|| at_small_integers(trial, right, true))
        .or_else(|| anywhere(trial, right))
}

fn at_small_integers(trial: &Trial, right: &RightSide, one_sided: bool) -> Option<Witness> {
    let mut stream = trial.stream("witness");
    let mut all_sizes = trial.sizes();
    all_sizes.sort_by_key(|sizes| (sizes.dimension(), sizes.most_samples(), sizes.p, sizes.total()));
    all_sizes.retain(|sizes| sizes.dimension() <= LARGEST);
    let mut budget = BUDGET;
    for sizes in all_sizes {
        for component in 0..components(&trial.claim.given, false) {
            let region = Region { structure: Structure::General, component };
            let cost = operations(trial.claim, right, sizes, 1, LEAST_WORK).unwrap_or(0).max(LEAST_WORK);
            let mut search = Search { trial, right, sizes, region, one_sided, cost, budget };
            for magnitude in 1..=LARGEST_INTEGER {
                for _ in 0..ATTEMPTS {
                    let mut numbers = Vec::new();
                    let mut source =
                        Integers { numbers: &mut numbers, next: 0, random: Some((&mut stream, magnitude)) };
                    let point = Point::<Fraction>::draw_in(&trial.claim.given, sizes, region, false, &mut source);
                    if point.is_err() {
                        continue;
                    }
                    if let Some(witness) = search.differ(&numbers) {
                        return Some(search.shrink(numbers, witness));
                    }
                }
            }
            budget = search.budget;
        }
    }
    None
}

/// An inequality may fail only at points that are not small integers.
fn anywhere(trial: &Trial, right: &RightSide) -> Option<Witness> {
    let failure = counterexample(trial, right)?;
    let (left, right, pattern) = show_apart(&failure.left, &failure.right);
    let names = trial.claim.given.iter().map(|input| input.name);
    let inputs = names.filter_map(|name| Some((name.to_string(), texts(failure.point.matrix(name).ok()?, plain))));
    Some(Witness { sizes: failure.point.sizes(), inputs: inputs.collect(), left, right, pattern })
}

/// A search for a witness at one size.
struct Search<'a> {
    trial: &'a Trial<'a>,
    right: &'a RightSide,
    sizes: Sizes,
    region: Region,
    /// Whether points at which only one side has a value are of interest.
    one_sided: bool,
    cost: usize,
    budget: usize,
}

impl Search<'_> {
    /// Replaces one integer after another by a smaller one, as long as the sides still differ.
    fn shrink(&mut self, mut numbers: Vec<i64>, mut witness: Witness) -> Witness {
        loop {
            let mut improved = false;
            for k in 0..numbers.len() {
                let current = numbers[k];
                for smaller in [0, 1, -1, current - current.signum()] {
                    if (smaller.abs(), smaller < 0) >= (current.abs(), current < 0) {
                        continue;
                    }
                    numbers[k] = smaller;
                    if let Some(found) = self.differ(&numbers) {
                        witness = found;
                        improved = true;
                        break;
                    }
                    numbers[k] = current;
                }
            }
            if !improved {
                return witness;
            }
        }
    }

    /// The witness at the point given by these integers, if the sides differ there.
    fn differ(&mut self, numbers: &[i64]) -> Option<Witness> {
        self.budget = self.budget.checked_sub(self.cost)?;
        let point: Point<Fraction> = self.point_of(numbers).ok()?;
        let short = |side: &Matrix<Fraction>| -> Option<Matrix<Rational>> {
            let entries: Option<Vec<Rational>> = side.iter().map(|entry| entry.value().cloned()).collect();
            entries.map(|entries| Matrix::from_vec(side.nrows(), side.ncols(), entries))
        };
        let exactly = match self.compare(&point) {
            Comparison::Both(left, right) => short(&left).zip(short(&right)),
            Comparison::One(sides) if self.one_sided => return self.witness(&point, sides),
            Comparison::One(_) => return None,
            Comparison::Nothing => return None,
            Comparison::Elsewhere => None,
        };
        let sides = match exactly {
            Some((left, right)) if !self.disagree(&left, &right) => return None,
            Some((left, right)) => (show(&left), show(&right), pattern(&left, &right)),
            None => self.in_digits(numbers)?,
        };
        self.witness(&point, sides)
    }

    fn witness(&self, point: &Point<Fraction>, (left, right, pattern): Sides) -> Option<Witness> {
        let names = self.trial.claim.given.iter().map(|input| input.name);
        let value = |entry: &Fraction| entry.value().map_or("…".into(), Rational::to_string);
        let inputs = names.filter_map(|name| Some((name.to_string(), texts(point.matrix(name).ok()?, value))));
        Some(Witness { sizes: self.sizes, inputs: inputs.collect(), left, right, pattern })
    }

    /// Both sides at a point, or the only side that has a value.
    fn compare<F: Field + Show>(&self, point: &Point<F>) -> Comparison<F> {
        let claim = self.trial.claim;
        match in_domain(claim, point) {
            Ok(true) => {}
            Ok(false) => return Comparison::Nothing,
            Err(error) if error.is_without_value() => return Comparison::Nothing,
            Err(_) => return Comparison::Elsewhere,
        }
        let no_value = || vec![vec!["no value".to_string()]];
        if let LeftSide::Inequality { left, .. } = &claim.left {
            return match (left.at(point), self.right.at(point)) {
                (Ok(left), Ok(right)) => Comparison::Both(left, right),
                (Err(error), _) | (_, Err(error)) if is_missing(&error) => Comparison::Nothing,
                _ => Comparison::Elsewhere,
            };
        }
        let left = match left(claim, point) {
            Ok(left) => left,
            // The function that is differentiated need not have a value everywhere.
            Err(error) if is_missing(&error) && !matches!(claim.left, LeftSide::Gradient { .. }) => {
                return match self.right.at(point) {
                    Ok(right) => {
                        let pattern = Some(Pattern::LeftMissing);
                        Comparison::One((no_value(), F::show(&right), pattern))
                    }
                    Err(_) => Comparison::Nothing,
                };
            }
            Err(error) if is_missing(&error) => return Comparison::Nothing,
            Err(_) => return Comparison::Elsewhere,
        };
        match sides(claim, &left, self.right, point) {
            Ok((left, right)) => Comparison::Both(left, right),
            Err(error) => {
                let shapes = is_about_shapes(&error);
                let (shown, pattern) = match (left, shapes) {
                    _ if !shapes && !is_missing(&error) => return Comparison::Elsewhere,
                    (Some(left), true) => (F::show(&left), Pattern::Factors),
                    (Some(left), false) => (F::show(&left), Pattern::RightMissing),
                    (None, _) => match self.right.at(point) {
                        Ok(optimum) => (F::show(&optimum), Pattern::OptimumMissing),
                        Err(_) => return Comparison::Nothing,
                    },
                };
                Comparison::One((shown, no_value(), Some(pattern)))
            }
        }
    }

    /// Whether the sides differ beyond their error bounds, or violate the relation.
    fn disagree<F: Field>(&self, left: &Matrix<F>, right: &Matrix<F>) -> bool {
        match self.trial.claim.left {
            LeftSide::Inequality { relation, .. } => {
                fails(relation_of(relation, self.right), left, right).unwrap_or(false)
            }
            _ if left.shape() != right.shape() => true,
            _ => left.iter().zip(right.iter()).any(|(a, b)| a.equality_test(b) == Some(false)),
        }
    }

    /// Both sides in 77 digits, if they differ beyond their error bounds.
    fn in_digits(&self, numbers: &[i64]) -> Option<Sides> {
        let point: Point<Digits> = self.point_of(numbers).ok()?;
        match self.compare(&point) {
            Comparison::Both(left, right) if left.shape() != right.shape() => {
                Some((Digits::show(&left), Digits::show(&right), Some(Pattern::Shapes)))
            }
            Comparison::Both(left, right) => self.disagree(&left, &right).then(|| show_apart(&left, &right)),
            Comparison::One(sides) => self.one_sided.then_some(sides),
            Comparison::Nothing => None,
            Comparison::Elsewhere => self.by_quadrature(numbers).ok()?,
        }
    }

    /// Both sides of an expectation without a closed form, if they differ by more than 10⁻⁴ of their size.
    fn by_quadrature(&self, numbers: &[i64]) -> Result<Option<Sides>> {
        let LeftSide::Expectation { noise, .. } = self.trial.claim.left else { return Ok(None) };
        if noise.entries(self.sizes) > 2 {
            return Ok(None);
        }
        let point: Point<f64> = self.point_of(numbers)?;
        let (left, right) = (quadrature_mean(self.trial, &point)?, self.right.at(&point)?);
        if left.shape() == right.shape() {
            let scale = left.amax().max(right.amax());
            if (&left - &right).amax() <= 1e-4 * scale {
                return Ok(None);
            }
        }
        let digits = |side: Matrix<f64>| side.map(Digits::exact);
        Ok(left
            .iter()
            .chain(right.iter())
            .all(|entry| entry.is_finite())
            .then(|| show_apart(&digits(left), &digits(right))))
    }

    fn point_of<F: Field>(&self, numbers: &[i64]) -> Result<Point<F>> {
        let mut numbers = numbers.to_vec();
        let mut source = Integers { numbers: &mut numbers, next: 0, random: None };
        let given = &self.trial.claim.given;
        let point = Point::<F>::draw_in(given, self.sizes, self.region, false, &mut source)?;
        if is_member(self.trial.claim, &point) { Ok(point) } else { Err(Error::singular("an input")) }
    }
}

/// The sides at one point.
enum Comparison<F> {
    Both(Matrix<F>, Matrix<F>),
    /// One side has a value there and the other has none.
    One(Sides),
    /// Neither side has a value there, or the point lies outside the claim's domain.
    Nothing,
    /// This number system cannot decide; another one has to.
    Elsewhere,
}
