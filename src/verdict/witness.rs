//! The smallest counterexample: low dimension, small integers, and the values of both sides.

use super::integers::Integers;
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

/// The values of a matrix as text, row by row.
pub type Shown = Vec<Vec<String>>;

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

/// How the sides differ at a witness. Its `Display` puts it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The left side has no value where the right side has one.
    LeftMissing,
    /// The right side has no value where the left side has one.
    RightMissing,
    /// The function of an extremum has no value at the claimed optimum.
    OptimumMissing,
    /// The shapes of the right side's factors do not match.
    Factors,
    /// The sides have different shapes.
    Shapes,
    /// They differ on the diagonal only.
    Diagonal,
    /// They differ off the diagonal only.
    OffDiagonal,
    /// They are so close that the right side is written as the left side plus a difference.
    Close,
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

/// A number in its shortest text that loses nothing, if it is exactly a number of type `f64`.
fn plain(number: &Digits) -> String {
    let value = number.value();
    if number.is_exact() && (value == 0.0 || (1e-4..1e15).contains(&value.abs())) {
        return value.to_string();
    }
    if number.is_exact() { format!("{value:e}") } else { decimal(value) }
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

type Sides = (Shown, Shown, Option<Pattern>);

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
            Comparison::One(sides) => Some(sides),
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

/// Numbers that a witness can show.
trait Show: Sized {
    fn show(matrix: &Matrix<Self>) -> Shown;
}

impl Show for Fraction {
    fn show(matrix: &Matrix<Self>) -> Shown {
        texts(matrix, |entry| entry.value().map_or("…".into(), Rational::to_string))
    }
}

impl Show for Digits {
    fn show(matrix: &Matrix<Self>) -> Shown {
        texts(matrix, |entry| if entry.value().is_normal() { decimal(entry.value()) } else { entry.to_string() })
    }
}

/// Where two matrices differ, if there is a pattern.
fn pattern(left: &Matrix<Rational>, right: &Matrix<Rational>) -> Option<Pattern> {
    if left.shape() != right.shape() {
        return Some(Pattern::Shapes);
    }
    if left.nrows() != left.ncols() || left.nrows() == 1 {
        return None;
    }
    let differs = |on_diagonal: bool| {
        (0..left.nrows()).any(|i| (0..left.ncols()).any(|j| (i == j) == on_diagonal && left[(i, j)] != right[(i, j)]))
    };
    match (differs(true), differs(false)) {
        (true, false) => Some(Pattern::Diagonal),
        (false, true) => Some(Pattern::OffDiagonal),
        _ => None,
    }
}

fn show(matrix: &Matrix<Rational>) -> Shown {
    texts(matrix, Rational::to_string)
}

/// Both sides to six decimals; to all digits of `f64` if six decimals show no difference; otherwise one side and the
/// difference.
fn show_apart(left: &Matrix<Digits>, right: &Matrix<Digits>) -> Sides {
    let (short_left, short_right) = (Digits::show(left), Digits::show(right));
    if short_left != short_right {
        return (short_left, short_right, None);
    }
    let full = |matrix: &Matrix<Digits>| texts(matrix, Digits::to_string);
    let (long_left, long_right) = (full(left), full(right));
    if long_left != long_right {
        return (long_left, long_right, None);
    }
    let difference = right - left;
    let right = Matrix::from_fn(left.nrows(), left.ncols(), |i, j| {
        let apart = format!("{:.1}", difference[(i, j)]);
        match apart.strip_prefix('-') {
            Some(apart) => format!("{} − {apart}", left[(i, j)]),
            None => format!("{} + {apart}", left[(i, j)]),
        }
    });
    (long_left, texts(&right, String::clone), Some(Pattern::Close))
}

/// To six decimals, without trailing zeros; very small and very large numbers with an exponent.
fn decimal(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e15).contains(&value.abs()) {
        return format!("{value:e}");
    }
    let text = format!("{value:.6}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".into(),
        text => text.into(),
    }
}
