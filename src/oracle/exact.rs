//! Polynomial identity testing over 𝔽ₚ (Schwartz–Zippel).
//!
//! A false rational identity of degree d is also false at a random point of 𝔽ₚ, p = 2⁶¹−1, except with probability at
//! most d/p. The degree is computed by running the same formula on degrees. The bound holds for each tested dimension,
//! over 𝔽ₚ. It holds over ℚ too, unless p divides every coefficient of the difference. One more point over a second
//! prime makes that unlikely, because this prime is drawn at random. The bound is not a proof for all D.
//!
//! If an identity contains logarithms, its derivative is tested instead, which is rational. The constant is compared in
//! 77 digits; this is a numerical check, and the bound does not cover it.

use super::points::{Reals, Uniform, WithDirection};
use super::resolution::Resolve;
use super::sides::{left, sides};
use super::survey::{Equality, Survey, draw, structures};
use super::tolerances::{MOST_POINTS, SUFFICIENT, WORTHLESS};
use super::{Detail, Effort, Evidence, Finding, Oracle, Reason, Trial};
use crate::algebra::derivative::tangent;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{
    DRAWN, Degree, Digits, Dual, Field, MERSENNE_61, Prime, random_prime, with_other_symbols, with_prime,
};
use crate::claim::point::{Indeterminates, Region, Structure, components};
use crate::claim::{Claim, LeftSide, Mistake, RightSide};
use crate::program::point::Point;
use crate::program::size::Sizes;
use crate::program::tape::Watch;
use rand_chacha::ChaCha8Rng;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    let least_points = if trial.effort == Effort::Thorough { 3 } else { 2 };
    let mut survey = Survey::new(Oracle::Exact, trial, rights);
    for entry in &mut survey.evidence {
        entry.is_rational = true;
    }
    let prime = random_prime(&mut trial.stream("prime"));
    let mut stream = trial.stream("exact");
    let all_sizes = trial.sizes();
    for &sizes in &all_sizes {
        let open =
            |(right, entry): (&RightSide, &Evidence)| if entry.open() { degree(trial, right, sizes) } else { None };
        let degrees: Vec<Option<u64>> = rights.iter().zip(&survey.evidence).map(open).collect();
        let highest = degrees.iter().flatten().copied().max().unwrap_or(1);
        let enough = |points: &i32| false_accept(highest, *points) <= SUFFICIENT;
        let points = (least_points..MOST_POINTS).find(enough).unwrap_or(MOST_POINTS);
        // Agreeing general points in the component with the fewest. The bound covers only those.
        let mut agreed = vec![i32::MAX; rights.len()];
        let mut symbols = vec![false; rights.len()];
        for component in 0..components(&trial.claim.given, false) {
            let mut here = vec![0; rights.len()];
            for &structure in structures(&trial.claim.given) {
                let repeats = if structure == Structure::General { points } else { 1 };
                for _ in 0..repeats {
                    let region = Region { structure, component };
                    try_at::<MERSENNE_61>(&mut survey, sizes, region, &mut stream, |index, equality| {
                        here[index] += i32::from(equality == Equality::Equal && structure == Structure::General);
                        symbols[index] |= equality == Equality::Unknown;
                    });
                }
            }
            // A multiple of p is zero modulo p only: use another prime, drawn from the seed.
            let region = Region { structure: Structure::General, component };
            with_prime(prime, || {
                try_at::<DRAWN>(&mut survey, sizes, region, &mut stream, |index, equality| {
                    symbols[index] |= equality == Equality::Unknown;
                });
            });
            for (agreed, here) in agreed.iter_mut().zip(here) {
                *agreed = (*agreed).min(here);
            }
        }
        for (index, right, entry) in survey.open() {
            if symbols[index] {
                entry.is_rational = false;
                by_derivative(trial, right, entry, sizes, points, &mut stream);
            } else if agreed[index] > 0 {
                let Some(degree) = degrees[index] else {
                    entry.finding = Finding::Abstains(Reason::DegreeUnknown);
                    continue;
                };
                // The claim may be false at one dimension only, so the weakest bound counts.
                entry.weaken(false_accept(degree, agreed[index]));
                entry.detail = Some(Detail::Degree { of_derivative: false, degree, points: points as usize });
                entry.reach(sizes);
                if entry.bound() > WORTHLESS {
                    entry.finding = Finding::Abstains(Reason::DegreeTooLarge(degree));
                }
            }
        }
        if !survey.is_open() {
            break;
        }
    }
    survey.concluded(all_sizes.len())
}

/// Compares the derivatives of both sides in a random direction: the derivative dx/x of ln x has a value in 𝔽ₚ.
///
/// If the derivatives agree everywhere, the sides differ at most by a constant. Any point shows it, in `f64`.
fn by_derivative(
    trial: &Trial,
    right: &RightSide,
    entry: &mut Evidence,
    sizes: Sizes,
    points: i32,
    stream: &mut ChaCha8Rng,
) {
    let abstain = |entry: &mut Evidence| {
        entry.finding = Finding::Abstains(Reason::Symbols);
    };
    if !matches!(trial.claim.left, LeftSide::Formula(_) | LeftSide::Inequality { .. }) {
        return abstain(entry);
    }
    let functions = Watch::for_functions();
    fn tangents<F: Field>(claim: &Claim, right: &RightSide, point: &Point<Dual<F>>) -> Option<(Matrix<F>, Matrix<F>)> {
        let left = left(claim, point).ok()??;
        Some((tangent(&left), tangent(&right.at(point).ok()?)))
    }
    let claim = trial.claim;
    for component in 0..components(&trial.claim.given, true) {
        let region = Region { structure: Structure::General, component };
        for _ in 0..points {
            let drawn = draw::<Dual<Prime>>(trial.claim, sizes, region, &mut WithDirection(Uniform(stream)));
            let Some((a, b)) = drawn.as_ref().and_then(|point| tangents(claim, right, point)) else {
                return abstain(entry);
            };
            // Equal derivatives do not exclude a step, as in (ln x²)/2 − ln x at 0. Residues detect it, but not for
            // these functions.
            if functions.has_seen() {
                return abstain(entry);
            }
            let different = match compare(&a, &b) {
                Equality::Equal => continue,
                Equality::Different => true,
                // If the difference is the same for other values of the symbols, it does not depend on them.
                Equality::Unknown => {
                    let others = with_other_symbols(|| drawn.as_ref().and_then(|point| tangents(claim, right, point)));
                    a.shape() == b.shape() && others.is_some_and(|(c, d)| c - d == a - b)
                }
            };
            if different {
                return entry.refute(sizes, Reason::Derivatives);
            }
            return abstain(entry);
        }
        match constant(trial, right, sizes, region, stream) {
            Constant::Equal(resolution) => {
                entry.constant = Some(entry.constant.unwrap_or(0.0).max(resolution));
            }
            Constant::Different => return entry.refute(sizes, Reason::Constant),
            // The constant is not known at these sizes, so they do not count.
            Constant::Unknown => return,
            Constant::Nowhere => {}
        }
    }
    if entry.constant.is_none() {
        return;
    }
    let general = Structure::General;
    let point = Point::draw(&trial.claim.given, sizes, general, &mut WithDirection(Indeterminates));
    let degrees = point.ok().and_then(|point| tangents(claim, right, &point));
    let Some(degree) = degrees.and_then(|(left, right)| degree_of_difference(&left, &right)) else {
        return abstain(entry);
    };
    entry.is_connected &= is_total(trial, right, sizes);
    entry.weaken(false_accept(degree, points));
    entry.detail = Some(Detail::Degree { of_derivative: true, degree, points: points as usize });
    entry.reach(sizes);
    if entry.bound() > WORTHLESS {
        entry.finding = Finding::Abstains(Reason::DegreeTooLarge(degree));
    }
}

/// Whether the sides have a value at every point of a component of the inputs, so that the component is the whole
/// domain.
fn is_total(trial: &Trial, right: &RightSide, sizes: Sizes) -> bool {
    let claim = trial.claim;
    let Ok(point) = Point::<Degree>::draw(&claim.given, sizes, Structure::General, &mut Indeterminates) else {
        return false;
    };
    let (LeftSide::Formula(left) | LeftSide::Inequality { left, .. }) = &claim.left else { return false };
    let terms = claim.certificate.iter();
    let formulas = terms.flat_map(|term| [Some(term.formula), term.weight].into_iter().flatten());
    claim.assumptions.is_empty()
        && [*left, right.formula].into_iter().chain(formulas).all(|formula| formula.is_total(&point))
        // ln y in a term y − 1 − ln y needs y > 0, which the certificate shows.
        && right.mistake.is_none_or(|mistake| mistake != Mistake::Inverted)
}

/// The constant by which two sides with equal derivatives may differ, on one component.
enum Constant {
    /// Zero, to this fraction of the sides.
    Equal(f64),
    Different,
    Unknown,
    /// The sides have no values there.
    Nowhere,
}

/// Compares both sides in 77 digits at one point of the region.
fn constant(trial: &Trial, right: &RightSide, sizes: Sizes, region: Region, stream: &mut ChaCha8Rng) -> Constant {
    let mut outcome = Constant::Nowhere;
    for _ in 0..8 {
        let Some(point) = draw::<Digits>(trial.claim, sizes, region, &mut Reals::new(stream, 10.0, 0.0)) else {
            return Constant::Nowhere;
        };
        let (Ok(Some(left)), Ok(right)) = (left(trial.claim, &point), right.at(&point)) else { continue };
        match Digits::resolution(&left, &right) {
            None => return Constant::Different,
            Some(resolution) if resolution <= Digits::RESOLVED => return Constant::Equal(resolution),
            Some(_) => outcome = Constant::Unknown,
        }
    }
    outcome
}

/// (d/(p−d))ᵏ: the probability that a false identity of degree d passes at k random points where it is defined.
pub(super) fn false_accept(degree: u64, points: i32) -> f64 {
    let p = MERSENNE_61 as f64;
    // Degree 0 means that constants are compared; the bound for degree 1 covers it.
    let degree = degree.max(1) as f64;
    if degree >= p / 2.0 { 1.0 } else { (degree / (p - degree)).powi(points) }
}

fn try_at<const PRIME: u64>(
    survey: &mut Survey,
    sizes: Sizes,
    region: Region,
    stream: &mut ChaCha8Rng,
    mut note: impl FnMut(usize, Equality),
) {
    // A random point may be singular by accident; a structured one may always be.
    for _ in 0..4 {
        let Some(point) = survey.draw::<Prime<PRIME>>(sizes, region, &mut Uniform(stream)) else { return };
        let mut doubtful = vec![None; survey.rights.len()];
        // A divisor that p divides is zero modulo p only. So only the drawn prime shows that a value does not exist.
        let special = if PRIME == DRAWN { region.structure } else { Structure::Isotropic };
        let judged = survey.visit(&point, special, |index, left, right| {
            let equality = compare(left, right);
            if equality == Equality::Unknown {
                doubtful[index] = Some(left - right);
            }
            note(index, equality);
            equality
        });
        if doubtful.iter().any(Option::is_some) {
            // If the difference is the same for other values of the symbols, it does not depend on them.
            with_other_symbols(|| {
                survey.visit(&point, special, |index, left, right| match &doubtful[index] {
                    Some(difference) if *difference == left - right => Equality::Different,
                    Some(_) => Equality::Unknown,
                    None => compare(left, right),
                })
            });
        }
        if judged {
            return;
        }
    }
}

fn compare<const PRIME: u64>(left: &Matrix<Prime<PRIME>>, right: &Matrix<Prime<PRIME>>) -> Equality {
    let mut equality = Equality::Equal;
    for (a, b) in left.iter().zip(right.iter()).filter(|(a, b)| a != b) {
        if !a.is_symbolic() && !b.is_symbolic() {
            return Equality::Different;
        }
        equality = Equality::Unknown; // as for ln a + ln b and ln ab: the symbols differ, but the values may be equal
    }
    equality
}

/// The largest degree of (left − right) over all entries: of the numerator, which must vanish for a false claim to pass,
/// or of the denominator, which must not vanish.
fn degree(trial: &Trial, right: &RightSide, sizes: Sizes) -> Option<u64> {
    let point: Point<Degree> = Point::draw(&trial.claim.given, sizes, Structure::General, &mut Indeterminates).ok()?;
    let (left, right) = sides(trial.claim, &left(trial.claim, &point).ok()?, right, &point).ok()?;
    degree_of_difference(&left, &right)
}

pub(super) fn degree_of_difference(left: &Matrix<Degree>, right: &Matrix<Degree>) -> Option<u64> {
    left.iter().zip(right.iter()).map(|(&a, &b)| (a - b).numerator().max((a - b).denominator())).max()
}
