//! Polynomial identity testing over 𝔽ₚ (Schwartz–Zippel).
//!
//! A rational identity of degree d that is false is also false at a random point of 𝔽ₚ, p = 2⁶¹−1, except with
//! probability at most d/p. The degree comes from running the same formula on degrees. The bound is that of each
//! tested dimension, over 𝔽ₚ; it carries to ℚ unless p divides every coefficient of the difference, which one more
//! point over a second prime makes unlikely, because that one is drawn at random. It is not a proof for all D.
//!
//! Where logarithms stand in an identity, its derivative is tested instead, which is rational, and its constant in
//! `f64` with error bounds.

use super::floating;
use super::sides::{left, sides};
use super::sweep::{Agreement, draw, structures, visit};
use super::{Effort, Evidence, Finding, Oracle, Trial};
use crate::claim::{Right, Subject};
use crate::derivative::tangent;
use crate::formula::Formula;
use crate::input::Sizes;
use crate::matrix::Matrix;
use crate::number::{DRAWN, Degree, Dual, Field, MERSENNE_61, Prime, random_prime, with_other_symbols, with_prime};
use crate::point::{Point, Source, Structure};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The false-accept bound that each dimension should reach, and the number of points that may be spent on it.
const SUFFICIENT: f64 = 1e-17;
const MOST_POINTS: i32 = 4;

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    let least_points = if trial.effort == Effort::Thorough { 3 } else { 2 };
    let mut evidence = vec![Evidence::new(Oracle::Exact); rights.len()];
    let mut stream = trial.stream("exact");
    let prime = random_prime(&mut trial.stream("second prime"));
    let all_sizes = trial.sizes();
    for &sizes in &all_sizes {
        let open = |(right, entry): (&Right, &Evidence)| if entry.open() { degree(trial, right, sizes) } else { None };
        let degrees: Vec<Option<u64>> = rights.iter().zip(&evidence).map(open).collect();
        let highest = degrees.iter().flatten().copied().max().unwrap_or(1);
        let enough = |points: &i32| false_accept(highest, *points) <= SUFFICIENT;
        let points = (least_points..MOST_POINTS).find(enough).unwrap_or(MOST_POINTS);
        // Points that agree, of the general ones only: the bound speaks of those.
        let mut agreed = vec![0; rights.len()];
        let mut symbols = vec![false; rights.len()];
        for &structure in structures(&trial.claim.given) {
            let repeats = if structure == Structure::General { points } else { 1 };
            for _ in 0..repeats {
                try_at::<MERSENNE_61>(
                    trial,
                    rights,
                    &mut evidence,
                    sizes,
                    structure,
                    &mut stream,
                    |index, agreement| {
                        agreed[index] += i32::from(agreement == Agreement::Equal && structure == Structure::General);
                        symbols[index] |= agreement == Agreement::Unknown;
                    },
                );
            }
        }
        let general = Structure::General;
        with_prime(prime, || {
            try_at::<DRAWN>(trial, rights, &mut evidence, sizes, general, &mut stream, |index, agreement| {
                symbols[index] |= agreement == Agreement::Unknown;
            });
        });
        for (index, (entry, degree)) in evidence.iter_mut().zip(degrees).enumerate().filter(|(_, (e, _))| e.open()) {
            if symbols[index] {
                by_derivative(trial, &rights[index], entry, sizes, points, &mut stream);
            } else if agreed[index] > 0 {
                let Some(degree) = degree else {
                    entry.finding = Finding::Abstains("its degree cannot be bounded".into());
                    continue;
                };
                // The claim may be false at one dimension only: the weakest of them decides.
                entry.bound = entry.bound.max(false_accept(degree, agreed[index]));
                entry.detail = format!("degree ≤ {degree} over 𝔽ₚ, p = 2⁶¹−1, {points} random points at each size");
                entry.reach(sizes);
                if entry.bound > WORTHLESS {
                    entry.finding = Finding::Abstains(format!("a false claim of degree {degree} would pass too often"));
                }
            }
        }
        if !evidence.iter().any(Evidence::open) {
            break;
        }
    }
    let visited = all_sizes.len();
    evidence
        .into_iter()
        .map(|entry| entry.concluded(visited, "every point was singular, or too large to decide a constant"))
        .collect()
}

/// Compares the derivatives of both sides in a random direction: there d ln x = dx/x has a value in 𝔽ₚ.
///
/// Sides whose derivatives agree everywhere differ by a constant at most, and that shows at any point, in `f64`.
fn by_derivative(
    trial: &Trial,
    right: &Right,
    entry: &mut Evidence,
    sizes: Sizes,
    points: i32,
    stream: &mut ChaCha8Rng,
) {
    let abstain = |entry: &mut Evidence| {
        entry.finding = Finding::Abstains("ln or exp stand as symbols, which 𝔽ₚ cannot compare by value".into());
    };
    let Subject::Formula(left) = &trial.claim.subject else { return abstain(entry) };
    fn tangents<F: Field>(left: &Formula, right: &Right, point: &Point<Dual<F>>) -> Option<(Matrix<F>, Matrix<F>)> {
        Some((tangent(&left.at(point).ok()?), tangent(&right.at(point).ok()?)))
    }
    for _ in 0..points {
        let general = Structure::General;
        let Ok(point) = draw::<Dual<Prime>>(&trial.claim.given, sizes, general, &mut Uniform(stream)) else {
            return abstain(entry);
        };
        let Some((a, b)) = tangents(left, right, &point) else { return abstain(entry) };
        let different = match compare(&a, &b) {
            Agreement::Equal => continue,
            Agreement::Different => true,
            // A difference that is the same for other values of the symbols does not come from them.
            Agreement::Unknown => {
                let others = with_other_symbols(|| tangents(left, right, &point));
                a.shape() == b.shape() && others.is_some_and(|(c, d)| c - d == a - b)
            }
        };
        if different {
            return entry.refute(sizes, "the derivatives of the sides differ");
        }
        return abstain(entry);
    }
    match floating::agree_at_a_point(trial, left, right, sizes, stream) {
        Agreement::Equal => {}
        Agreement::Different => return entry.refute(sizes, "the sides differ by a constant"),
        // The constant is open at these sizes, so they are not reached; enough others must be.
        Agreement::Unknown => return,
    }
    let point = draw::<Dual<Degree>>(&trial.claim.given, sizes, Structure::General, &mut Indeterminates);
    let degrees = point.ok().and_then(|point| tangents(left, right, &point));
    let Some(degree) = degrees.and_then(|(left, right)| degree_of_difference(&left, &right)) else {
        return abstain(entry);
    };
    entry.bound = entry.bound.max(false_accept(degree, points));
    entry.detail =
        format!("of the derivative: degree ≤ {degree} over 𝔽ₚ, p = 2⁶¹−1, {points} random points at each size");
    entry.reach(sizes);
    if entry.bound > WORTHLESS {
        entry.finding = Finding::Abstains(format!("a false claim of degree {degree} would pass too often"));
    }
}

/// A bound above this is no evidence: a run adds up hundreds of them.
const WORTHLESS: f64 = 1e-12;

/// (d/(p−d))ᵏ: the chance that a false identity of degree d passes at k random points where it is defined.
pub(super) fn false_accept(degree: u64, points: i32) -> f64 {
    let p = MERSENNE_61 as f64;
    // A degree that is 0 is a comparison of constants; the bound of degree 1 covers it.
    let degree = degree.max(1) as f64;
    if degree >= p / 2.0 { 1.0 } else { (degree / (p - degree)).powi(points) }
}

fn try_at<const PRIME: u64>(
    trial: &Trial,
    rights: &[Right],
    evidence: &mut [Evidence],
    sizes: Sizes,
    structure: Structure,
    stream: &mut ChaCha8Rng,
    mut note: impl FnMut(usize, Agreement),
) {
    // A random point may be singular; a structured one may be so always.
    for _ in 0..4 {
        let Ok(point) = draw::<Prime<PRIME>>(&trial.claim.given, sizes, structure, &mut Uniform(stream)) else {
            return;
        };
        let mut doubtful = vec![None; rights.len()];
        let judged = visit(trial, rights, evidence, &point, |index, left, right| {
            let agreement = compare(left, right);
            if agreement == Agreement::Unknown {
                doubtful[index] = Some(left - right);
            }
            note(index, agreement);
            agreement
        });
        if doubtful.iter().any(Option::is_some) {
            // A difference that is the same for other values of the symbols does not come from them.
            with_other_symbols(|| {
                visit(trial, rights, evidence, &point, |index, left, right| match &doubtful[index] {
                    Some(difference) if *difference == left - right => Agreement::Different,
                    Some(_) => Agreement::Unknown,
                    None => compare(left, right),
                })
            });
        }
        if judged {
            return;
        }
    }
}

fn compare<const PRIME: u64>(left: &Matrix<Prime<PRIME>>, right: &Matrix<Prime<PRIME>>) -> Agreement {
    let mut agreement = Agreement::Equal;
    for (a, b) in left.iter().zip(right.iter()).filter(|(a, b)| a != b) {
        if !a.is_symbolic() && !b.is_symbolic() {
            return Agreement::Different;
        }
        agreement = Agreement::Unknown; // ln a + ln b against ln ab: symbols differ, values may not
    }
    agreement
}

/// Degree of (left − right), over its largest entry: of the numerator, which a false claim needs to vanish, or of the
/// denominator, which must not vanish.
fn degree(trial: &Trial, right: &Right, sizes: Sizes) -> Option<u64> {
    let point: Point<Degree> = draw(&trial.claim.given, sizes, Structure::General, &mut Indeterminates).ok()?;
    let (left, right) = sides(trial.claim, &left(trial.claim, &point).ok()?, right, &point).ok()?;
    degree_of_difference(&left, &right)
}

pub(super) fn degree_of_difference(left: &Matrix<Degree>, right: &Matrix<Degree>) -> Option<u64> {
    left.iter().zip(right.iter()).map(|(&a, &b)| (a - b).numerator().max((a - b).denominator())).max()
}

/// Draws from 𝔽ₚ uniformly.
pub(super) struct Uniform<'a>(pub(super) &'a mut ChaCha8Rng);

impl<const PRIME: u64> Source<Prime<PRIME>> for Uniform<'_> {
    fn free(&mut self) -> Prime<PRIME> {
        Prime::new(self.0.random_range(0..Prime::<PRIME>::modulus()))
    }

    fn positive(&mut self) -> Prime<PRIME> {
        Prime::new(self.0.random_range(1..Prime::<PRIME>::modulus()))
    }
}

/// Gives every free number the degree of an indeterminate.
pub(super) struct Indeterminates;

impl Source<Degree> for Indeterminates {
    fn free(&mut self) -> Degree {
        Degree::VARIABLE
    }

    fn positive(&mut self) -> Degree {
        Degree::VARIABLE
    }
}

impl<F> Source<Dual<F>> for Uniform<'_>
where
    F: Field,
    Self: Source<F>,
{
    fn free(&mut self) -> Dual<F> {
        Dual::new(Source::<F>::free(self), Source::<F>::free(self))
    }

    fn positive(&mut self) -> Dual<F> {
        Dual::new(Source::<F>::positive(self), Source::<F>::free(self))
    }
}

impl Source<Dual<Degree>> for Indeterminates {
    fn free(&mut self) -> Dual<Degree> {
        Dual::new(Degree::VARIABLE, Degree::VARIABLE)
    }

    fn positive(&mut self) -> Dual<Degree> {
        Dual::new(Degree::VARIABLE, Degree::VARIABLE)
    }
}
