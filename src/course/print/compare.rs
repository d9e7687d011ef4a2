//! Compares the sides of a print with those of its claim, at random points.

use super::form::{Form, Statement};
use super::meaning::{FIRST, ONES, SECOND};
use super::operation::derivative;
use crate::algebra::matrix::{Matrix, beside};
use crate::algebra::number::{Digits, Field, MERSENNE_61, Prime};
use crate::claim::input::{Domain, Input, Sizes};
use crate::claim::point::{Region, Source};
use crate::claim::{Claim, Extremum, LeftSide, NOISE};
use crate::error::{Error, Result};
use crate::oracle::points::{Reals, Uniform};
use crate::oracle::resolution::Resolve;
use crate::oracle::sides;
use crate::oracle::survey::draw;
use crate::program::expression::Expression;
use crate::program::point::Point;
use crate::program::session::Session;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// D, N, P and Q of the points.
const SIZES: [Sizes; 2] = [Sizes::new(3, 5, 1, 2), Sizes::new(4, 6, 2, 2)];

/// The most points that are drawn at one size, until the sides have a value.
const DRAWS: usize = 6;

/// Condition number of the matrices.
const CONDITION: f64 = 6.0;

#[derive(Clone, Debug)]
pub(super) enum Comparison {
    Agrees,
    Differs(String),
    /// Nothing was compared.
    Unknown(String),
}

/// What is found at one point.
enum Found {
    Agrees,
    Differs(String),
    Nothing(String),
}

pub(super) fn compared(statement: &Statement, seed: u64) -> Comparison {
    let session = Session::new();
    let mut stream = ChaCha8Rng::seed_from_u64(seed);
    for sizes in SIZES {
        let mut last = "no point was drawn".to_string();
        let mut agreed = false;
        for _ in 0..DRAWS {
            let found = at_point::<Prime<MERSENNE_61>>(statement, &session, sizes, &mut Uniform(&mut stream));
            let found = match found {
                Found::Nothing(_) => {
                    at_point::<Digits>(statement, &session, sizes, &mut Reals::new(&mut stream, CONDITION, 0.0))
                }
                found => found,
            };
            match found {
                Found::Agrees => {
                    agreed = true;
                    break;
                }
                Found::Differs(reason) => return Comparison::Differs(reason),
                Found::Nothing(reason) => last = reason,
            }
        }
        if !agreed {
            return Comparison::Unknown(last);
        }
    }
    Comparison::Agrees
}

/// Whether two expressions have different values at some point.
pub(super) fn changes_value(statement: &Statement, right: &Expression, changed: &Expression, seed: u64) -> bool {
    let session = Session::new();
    let mut stream = ChaCha8Rng::seed_from_u64(seed);
    SIZES.into_iter().any(|sizes| {
        let source = &mut Reals::new(&mut stream, CONDITION, 0.0);
        let Some(mut point) = drawn::<Digits>(statement.claim, sizes, source) else { return false };
        if complete(statement, &session, &mut point).is_err() {
            return false;
        }
        match (right.value(&point), changed.value(&point)) {
            (Ok(a), Ok(b)) => a.shape() == b.shape() && Digits::resolution(&a, &b).is_none(),
            _ => false,
        }
    })
}

/// A number system in which sides are compared.
trait Compare: Field {
    /// Whether the sides are equal; `None` if it cannot be decided.
    fn equal(a: &Matrix<Self>, b: &Matrix<Self>) -> Option<bool>;
}

impl<const PRIME: u64> Compare for Prime<PRIME> {
    fn equal(a: &Matrix<Self>, b: &Matrix<Self>) -> Option<bool> {
        let mut equal = Some(true);
        for (a, b) in a.iter().zip(b.iter()).filter(|(a, b)| a != b) {
            if !a.is_symbolic() && !b.is_symbolic() {
                return Some(false);
            }
            equal = None;
        }
        equal
    }
}

impl Compare for Digits {
    fn equal(a: &Matrix<Self>, b: &Matrix<Self>) -> Option<bool> {
        match Self::resolution(a, b) {
            None => Some(false),
            Some(resolution) => (resolution <= Self::RESOLVED).then_some(true),
        }
    }
}

/// A point of the claim, with noise.
fn drawn<F: Field>(claim: &Claim, sizes: Sizes, source: &mut dyn Source<F>) -> Option<Point<F>> {
    let mut claim = claim.clone();
    if let Some(noise) = claim.noise() {
        claim.given.push(Input { name: NOISE, rows: noise.rows, columns: noise.columns, domain: Domain::Free });
    }
    draw(&claim, sizes, Region::GENERAL, source)
}

/// A general point of the claim, modulo a prime.
pub(super) fn general_point(claim: &Claim) -> Option<Point<Prime<MERSENNE_61>>> {
    drawn(claim, SIZES[0], &mut Uniform(&mut ChaCha8Rng::seed_from_u64(0)))
}

/// Adds the constants of a print and the values of its operators.
fn complete<F: Field>(statement: &Statement, session: &Session, point: &mut Point<F>) -> Result<()> {
    let sizes = point.sizes();
    let unit = |rows: usize, columns: usize, down: usize| {
        Matrix::from_fn(rows, columns, |i, j| if i == j + down { F::one() } else { F::zero() })
    };
    point.insert(FIRST, unit(sizes.p + sizes.q, sizes.p, 0));
    point.insert(SECOND, unit(sizes.p + sizes.q, sizes.q, sizes.p));
    let samples = statement.claim.noise().map(|noise| sizes.of(noise.columns)).filter(|columns| *columns > 1);
    point.insert(ONES, Matrix::from_element(samples.unwrap_or(sizes.n), 1, F::one()));
    for operation in &statement.operations {
        let value = operation.value(statement.claim, session, point)?;
        point.insert(operation.name, value);
    }
    Ok(())
}

fn at_point<F: Compare>(statement: &Statement, session: &Session, sizes: Sizes, source: &mut dyn Source<F>) -> Found {
    let claim = statement.claim;
    let Some(mut point) = drawn::<F>(claim, sizes, source) else { return Found::Nothing("no point was drawn".into()) };
    let (left, right) = match of_claim(statement, &point) {
        Ok(sides) => sides,
        Err(error) => return Found::Nothing(format!("the claim has no value: {error}")),
    };
    if let Err(error) = complete(statement, session, &mut point) {
        return Found::Nothing(error.to_string());
    }
    for (a, b) in &statement.conditions {
        let sides = value(statement, session, a, &point).and_then(|a| Ok((a, value(statement, session, b, &point)?)));
        match sides {
            Ok((a, b)) if same(&a, &b) == Some(false) => return Found::Differs("a condition does not hold".into()),
            Ok(_) => {}
            Err(error) => return Found::Nothing(error.to_string()),
        }
    }
    let mut printed = Vec::new();
    for form in &statement.sides {
        match value(statement, session, form, &point) {
            Ok(value) => printed.push(value),
            Err(error) => return Found::Nothing(format!("the print has no value: {error}")),
        }
    }
    let (left, right) = (Some(left), Some(right));
    // Of an extremum, each side is the place, and only `arg max` is its left side.
    let is_place = statement.place().is_some();
    let is_left = |k: usize| match &statement.sides[k] {
        Form::Place(..) => true,
        _ => k == 0 && !is_place,
    };
    if is_place && !(0..printed.len()).any(is_left) {
        return Found::Nothing("no extremum is printed".into());
    }
    let straight = sides_agree(&printed, is_left, &left, &right);
    if straight == Ok(Some(true)) {
        return Found::Agrees;
    }
    // An equation states the same as its transpose.
    let turned = |side: &Option<Matrix<F>>| side.as_ref().map(Matrix::transpose);
    let transposed = sides_agree(&printed, is_left, &turned(&left), &turned(&right));
    match (straight, transposed) {
        (_, Ok(Some(true))) => Found::Agrees,
        (Err(reason), Err(_)) => Found::Differs(reason.into()),
        _ => Found::Nothing("the number systems cannot decide".into()),
    }
}

/// Whether the printed sides are those of the claim. Errors: which one differs.
fn sides_agree<F: Compare>(
    printed: &[Option<Matrix<F>>],
    is_left: impl Fn(usize) -> bool,
    left: &Option<Matrix<F>>,
    right: &Option<Matrix<F>>,
) -> std::result::Result<Option<bool>, &'static str> {
    let last = printed.len() - 1;
    let mut agree = Some(true);
    for (k, printed) in printed.iter().enumerate() {
        let equal = match k {
            _ if is_left(k) => same(printed, left),
            _ if k == last || k == 0 => same(printed, right),
            // What stands between is one of the sides in another form.
            _ => match (same(printed, left), same(printed, right)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
        };
        match equal {
            Some(true) => {}
            Some(false) if is_left(k) => return Err("the left side differs"),
            Some(false) if k == last => return Err("the right side differs"),
            Some(false) => return Err("a side in the middle differs"),
            None => agree = None,
        }
    }
    Ok(agree)
}

/// Whether two values are equal; a value that is not known is zero.
fn same<F: Compare>(a: &Option<Matrix<F>>, b: &Option<Matrix<F>>) -> Option<bool> {
    let zeros = |like: &Matrix<F>| Matrix::zeros(like.nrows(), like.ncols());
    match (a, b) {
        (None, None) => Some(true),
        (Some(a), None) => F::equal(a, &zeros(a)),
        (None, Some(b)) => F::equal(&zeros(b), b),
        (Some(a), Some(b)) if a.shape() != b.shape() => Some(false),
        (Some(a), Some(b)) => F::equal(a, b),
    }
}

/// Both sides of the claim. Of an extremum, the left side is the slope of its function at the point.
fn of_claim<F: Field>(statement: &Statement, point: &Point<F>) -> Result<(Matrix<F>, Matrix<F>)> {
    let claim = statement.claim;
    let right = claim.right.at(point)?;
    let left = match &claim.left {
        LeftSide::Extremum { function, variable, .. } => {
            let left = derivative(claim, *function, variable);
            sides::left(&Claim { left, ..claim.clone() }, point)?
        }
        LeftSide::Inequality { left, .. } => Some(left.at(point)?),
        _ => sides::left(claim, point)?,
    };
    let left = left.ok_or_else(|| Error::malformed(claim.name.to_string(), "the left side has no value"))?;
    Ok((left, right))
}

/// The value of a side; `None` for zero in any shape.
fn value<F: Field>(
    statement: &Statement,
    session: &Session,
    form: &Form,
    point: &Point<F>,
) -> Result<Option<Matrix<F>>> {
    let claim = statement.claim;
    match form {
        Form::Zero => Ok(None),
        Form::Value(expression) => expression.value(point).map(Some),
        Form::Sample(expression) => {
            let sample = session.formula(expression.clone())?;
            let noise = claim
                .noise()
                .ok_or_else(|| Error::malformed("the print", "it states a law, and the claim does not"))?;
            sides::left(&Claim { left: LeftSide::Law { sample, noise }, ..claim.clone() }, point)
        }
        Form::Law(mean, covariance) => {
            let covariance = covariance.value(point)?;
            let mean = value(statement, session, mean, point)?;
            let mean = mean.unwrap_or_else(|| Matrix::zeros(covariance.nrows(), 1));
            beside(&mean, &covariance).map(Some)
        }
        Form::Place(kind, variable, function) => {
            let expected = statement.place();
            if expected.is_none_or(|(_, own)| own != *variable) {
                return Err(Error::malformed("the print", "it states an extremum, and the claim does not"));
            }
            let left = derivative(claim, session.formula(function.clone())?, variable);
            let slope = sides::left(&Claim { left, ..claim.clone() }, point)?;
            let same = expected.is_some_and(|(own, _): (Extremum, _)| own == *kind);
            Ok(slope.map(|slope| if same { slope } else { -slope }))
        }
    }
}
