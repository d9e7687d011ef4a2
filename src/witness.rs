//! The smallest counterexample: few dimensions, small integers, both sides' numbers.

use crate::claim::{Right, Subject};
use crate::error::{Error, Result};
use crate::input::Sizes;
use crate::matrix::Matrix;
use crate::number::{Field, Rational, Rounded};
use crate::oracle::sides::{left, sides};
use crate::oracle::{Trial, quadrature_mean};
use crate::point::{Point, Source, Structure};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Values of a matrix, as text, row by row.
pub type Shown = Vec<Vec<String>>;

/// A point at which a claim fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// Sizes.
    pub sizes: Sizes,
    /// Inputs, integers where possible.
    pub inputs: Vec<(String, Shown)>,
    /// What the left side is there.
    pub left: Shown,
    /// What the right side is there.
    pub right: Shown,
    /// Where the sides differ, in words, if that says more than the numbers.
    pub pattern: Option<&'static str>,
}

/// Integers up to this magnitude are tried, the small ones first.
const LARGEST_INTEGER: i64 = 3;
/// Random points tried at each size and magnitude.
const ATTEMPTS: usize = 8;
/// Largest dimension tried: rationals grow with every elimination.
const LARGEST: usize = 5;

/// Finds a point at which `right` is not the left side, and shrinks it.
pub(crate) fn find(trial: &Trial, right: &Right) -> Option<Witness> {
    let mut stream = trial.stream("witness");
    let mut sizes = trial.sizes();
    sizes.sort_by_key(|sizes| (sizes.d, sizes.n, sizes.p));
    sizes.retain(|sizes| sizes.d <= LARGEST);
    for sizes in sizes {
        for magnitude in 1..=LARGEST_INTEGER {
            for _ in 0..ATTEMPTS {
                let mut numbers = Vec::new();
                let mut source = Integers { numbers: &mut numbers, next: 0, random: Some((&mut stream, magnitude)) };
                if Point::<Rational>::draw(&trial.claim.given, sizes, Structure::General, &mut source).is_err() {
                    continue;
                }
                if let Some(witness) = differ(trial, right, sizes, &numbers) {
                    return Some(shrink(trial, right, sizes, numbers, witness));
                }
            }
        }
    }
    None
}

/// Replaces one integer after the other by a smaller one, as long as the sides still differ.
fn shrink(trial: &Trial, right: &Right, sizes: Sizes, mut numbers: Vec<i64>, mut witness: Witness) -> Witness {
    loop {
        let mut improved = false;
        for k in 0..numbers.len() {
            let current = numbers[k];
            for smaller in [0, 1, -1, current - current.signum()] {
                if (smaller.abs(), smaller < 0) >= (current.abs(), current < 0) {
                    continue;
                }
                numbers[k] = smaller;
                if let Some(found) = differ(trial, right, sizes, &numbers) {
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

/// The witness at the point made of these integers, if the sides differ there.
fn differ(trial: &Trial, right: &Right, sizes: Sizes, numbers: &[i64]) -> Option<Witness> {
    let point: Point<Rational> = point_of(trial, sizes, numbers).ok()?;
    let exactly = left(trial.claim, &point).and_then(|left| sides(trial.claim, &left, right, &point));
    let (left, right, pattern) = match exactly {
        Ok((left, right)) if left == right => return None,
        Ok((left, right)) => (show(&left), show(&right), pattern(&left, &right)),
        Err(Error::Transcendental { .. }) => numerically(trial, right, sizes, numbers).ok()??,
        Err(Error::Shape { .. } | Error::NotSquare { .. }) => without_right(trial, &point)?,
        Err(_) => return None,
    };
    let names = trial.claim.given.iter().map(|input| input.name);
    let inputs = names.filter_map(|name| Some((name.to_string(), show(point.matrix(name).ok()?)))).collect();
    Some(Witness { sizes, inputs, left, right, pattern })
}

type Sides = (Shown, Shown, Option<&'static str>);

/// The left side alone, if it has a value where the shapes of the right side do not match.
fn without_right(trial: &Trial, point: &Point<Rational>) -> Option<Sides> {
    let left = left(trial.claim, point).ok()??;
    let pattern = "the shapes of the right side's factors do not match";
    Some((show(&left), vec![vec!["no value".into()]], Some(pattern)))
}

/// Both sides in floating point, if they differ beyond doubt.
fn numerically(trial: &Trial, right: &Right, sizes: Sizes, numbers: &[i64]) -> Result<Option<Sides>> {
    if let Subject::Expectation { noise, .. } = trial.claim.subject {
        if sizes.of(noise) > 2 {
            return Ok(None);
        }
        let point: Point<f64> = point_of(trial, sizes, numbers)?;
        let (left, right) = (quadrature_mean(trial, &point)?, right.at(&point)?);
        if left.shape() == right.shape() {
            let scale = left.amax().max(right.amax());
            if (&left - &right).amax() <= 1e-4 * scale {
                return Ok(None);
            }
        }
        return Ok(Some(show_apart(&left, &right)));
    }
    let point: Point<Rounded> = point_of(trial, sizes, numbers)?;
    let (left, right) = sides(trial.claim, &left(trial.claim, &point)?, right, &point)?;
    let apart = left.shape() != right.shape()
        || left.iter().zip(right.iter()).any(|(a, b)| {
            let distance = (a.value() - b.value()).abs();
            distance > a.error() + b.error() && distance > 1e-6 * a.value().abs().max(b.value().abs())
        });
    Ok(apart.then(|| show_apart(&left.map(|entry| entry.value()), &right.map(|entry| entry.value()))))
}

fn point_of<F: Field>(trial: &Trial, sizes: Sizes, numbers: &[i64]) -> Result<Point<F>> {
    let mut numbers = numbers.to_vec();
    let mut source = Integers { numbers: &mut numbers, next: 0, random: None };
    Point::draw(&trial.claim.given, sizes, Structure::General, &mut source)
}

/// Says where two matrices differ, when that is a pattern.
fn pattern(left: &Matrix<Rational>, right: &Matrix<Rational>) -> Option<&'static str> {
    if left.shape() != right.shape() {
        return Some("the sides have different shapes");
    }
    if left.nrows() != left.ncols() || left.nrows() == 1 {
        return None;
    }
    let differs = |on_diagonal: bool| {
        (0..left.nrows()).any(|i| (0..left.ncols()).any(|j| (i == j) == on_diagonal && left[(i, j)] != right[(i, j)]))
    };
    match (differs(true), differs(false)) {
        (true, false) => Some("the sides differ on the diagonal only"),
        (false, true) => Some("the sides differ off the diagonal only"),
        _ => None,
    }
}

fn show(matrix: &Matrix<Rational>) -> Shown {
    matrix.row_iter().map(|row| row.iter().map(Rational::to_string).collect()).collect()
}

/// Both sides to six decimals, or to all of them if six show no difference.
fn show_apart(left: &Matrix<f64>, right: &Matrix<f64>) -> Sides {
    let (short_left, short_right) = (show_decimals(left), show_decimals(right));
    if short_left != short_right {
        return (short_left, short_right, None);
    }
    let exact = |matrix: &Matrix<f64>| matrix.row_iter().map(|row| row.iter().map(f64::to_string).collect()).collect();
    (exact(left), exact(right), None)
}

fn show_decimals(matrix: &Matrix<f64>) -> Shown {
    let text = |value: &f64| {
        let text = format!("{value:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    };
    matrix.row_iter().map(|row| row.iter().map(text).collect()).collect()
}

/// Gives out a list of integers; draws more of them while it has a random stream.
struct Integers<'a> {
    numbers: &'a mut Vec<i64>,
    next: usize,
    random: Option<(&'a mut ChaCha8Rng, i64)>,
}

impl Integers<'_> {
    fn take(&mut self) -> i64 {
        if self.next == self.numbers.len() {
            let drawn =
                self.random.as_mut().map_or(0, |(stream, magnitude)| stream.random_range(-*magnitude..=*magnitude));
            self.numbers.push(drawn);
        }
        self.next += 1;
        self.numbers[self.next - 1]
    }
}

impl<F: Field> Source<F> for Integers<'_> {
    fn free(&mut self) -> F {
        F::integer(self.take())
    }

    fn positive(&mut self) -> F {
        F::integer(1 + self.take().abs())
    }
}
