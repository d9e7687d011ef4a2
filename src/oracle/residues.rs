//! Exponentials and logarithms modulo two primes p = 2q + 1: exp(x) = gˣ maps residues modulo q to residues modulo p,
//! and ln is the discrete logarithm. Their functional equations hold exactly.
//!
//! Whatever follows for real numbers from the functional equations alone is true here. A term that no float can detect,
//! such as a bump of e^(−10⁶) or a constant of 10⁻⁹⁰, makes the sides differ at every point. The model has no
//! magnitudes and no nested exponentials. For sin, cos, erf, Φ and ln Γ it has only parity, sin² + cos² = 1 and the
//! derivatives: whatever follows from these is true here, but an addition theorem is not. Half of all sums of positive
//! numbers are not positive in it, so the root of a square has the other sign at half of the points; an assumption must
//! state that a sum is positive. So this oracle corroborates or contradicts, and never refutes. It states no bound.

use super::points::Pairs;
use super::sides::{left, sides};
use super::survey::{Survey, is_about_point};
use super::tolerances::{
    LARGEST_RESIDUE_SIZES, RESIDUE_DIFFERENCES, RESIDUE_DRAWS, RESIDUE_MODULI, RESIDUE_PATIENCE, RESIDUE_POINTS,
    SMALL_RESIDUE_DRAWS, SMALL_RESIDUE_MODULI, SMALL_RESIDUE_POINTS,
};
use super::{Detail, Evidence, Finding, Oracle, Reason, Trial};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Moduli, Residues, scramble, with_moduli};
use crate::claim::RightSide;
use crate::claim::point::{Region, Structure, components};
use crate::program::point::Point;
use crate::program::size::Sizes;
use crate::program::tape::Watch;
use rand_chacha::ChaCha8Rng;

pub(super) fn judge(trial: &Trial, rights: &[RightSide]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::Residues, trial, rights);
    let mut stream = trial.stream("residues");
    let is_small =
        |sizes: &Sizes| sizes.dimension() <= LARGEST_RESIDUE_SIZES.0 && sizes.most_samples() <= LARGEST_RESIDUE_SIZES.1;
    let all_sizes = trial.sizes();
    // The whole run uses the same few moduli, because each pair needs tables of logarithms.
    let mut drawn: Vec<Moduli> = Vec::new();
    let functions = Watch::for_functions();
    for (position, &sizes) in all_sizes.iter().enumerate() {
        // Many points at the first size, where the sign of a root is detected. Few draws at large sizes, which are
        // optional.
        let target = if position == 0 { RESIDUE_POINTS.0 } else { RESIDUE_POINTS.1 };
        let small_points = if position == 0 { SMALL_RESIDUE_POINTS.0 } else { SMALL_RESIDUE_POINTS.1 };
        let (points, draws) = if is_small(&sizes) { (target, RESIDUE_DRAWS) } else { (1, RESIDUE_DRAWS / 16) };
        let mut fewest = vec![usize::MAX; rights.len()];
        let mut contradicted = vec![false; rights.len()];
        let mut worst = vec![Tally::default(); rights.len()];
        for component in 0..components(&trial.claim.given, false) {
            let region = Region { structure: Structure::General, component };
            let mut tally = vec![Tally::default(); rights.len()];
            for attempt in 0..draws {
                let known = if attempt < RESIDUE_DRAWS / 8 { RESIDUE_MODULI.0 } else { RESIDUE_MODULI.1 };
                let index = attempt % known;
                while drawn.len() <= index {
                    drawn.push(Moduli::drawn(scramble(trial.seed ^ drawn.len() as u64)));
                }
                with_moduli(drawn[index], || {
                    let point = survey.draw::<Residues>(sizes, region, &mut Pairs(&mut stream));
                    if let Some(point) = point {
                        visit(&mut survey, &point, &mut tally, points);
                    }
                });
                let compared = tally.iter().any(|tally| tally.agreed + tally.differed > 0);
                let decided = tally
                    .iter()
                    .enumerate()
                    .all(|(index, tally)| tally.is_decided(index, points) || index > 0 && points == 1);
                if decided || attempt >= RESIDUE_PATIENCE && !compared || !survey.is_open() {
                    break;
                }
            }
            for (index, tally) in tally.iter().enumerate() {
                fewest[index] = fewest[index].min(tally.agreed);
                if tally.contradicts(index, points) {
                    contradicted[index] = true;
                    worst[index] = tally.clone();
                }
            }
            if points > 1 && fewest[0] >= points && survey.evidence[0].open() && !contradicted[0] {
                let tally = small(&mut survey, sizes, region, small_points, &mut stream);
                if tally.differed > 0 {
                    contradicted[0] = true;
                    worst[0] = tally;
                } else if tally.agreed < small_points {
                    fewest[0] = 0;
                }
            }
        }
        let beyond = functions.has_seen();
        for (index, _, entry) in survey.open() {
            if contradicted[index] {
                entry.reach(sizes);
                entry.finding = Finding::Contradicts(contradicted_by(&worst[index], beyond));
            } else if fewest[index] >= wanted(index, points) {
                entry.reach(sizes);
            }
        }
        if !survey.is_open() {
            break;
        }
    }
    for entry in &mut survey.evidence {
        entry.detail = Some(Detail::Moduli { fewest: RESIDUE_POINTS.1, most: RESIDUE_POINTS.0 });
    }
    survey.concluded(all_sizes.iter().filter(|sizes| is_small(sizes)).count())
}

/// Compares the sides of the claim modulo small primes until this number of points agree, or one differs.
fn small(survey: &mut Survey, sizes: Sizes, region: Region, points: usize, stream: &mut ChaCha8Rng) -> Tally {
    let moduli: Vec<Moduli> =
        (0..SMALL_RESIDUE_MODULI).map(|k| Moduli::small(scramble(survey.trial.seed ^ k as u64))).collect();
    let mut tally = vec![Tally::default(); survey.rights.len()];
    for attempt in 0..SMALL_RESIDUE_DRAWS {
        with_moduli(moduli[attempt % moduli.len()], || {
            if let Some(point) = survey.draw::<Residues>(sizes, region, &mut Pairs(stream)) {
                // Only the claim is compared; its controls have already been distinguished.
                visit(survey, &point, &mut tally[..1], points);
            }
        });
        let compared = tally[0].agreed + tally[0].differed > 0;
        if tally[0].differed > 0 || tally[0].agreed >= points || attempt >= 8 * RESIDUE_PATIENCE && !compared {
            break;
        }
    }
    tally.remove(0)
}

fn contradicted_by(tally: &Tally, beyond: bool) -> Reason {
    if beyond {
        Reason::FunctionalEquationsBeyond
    } else if tally.agreed > 0 {
        Reason::SignOfRoot
    } else {
        Reason::FunctionalEquations
    }
}

/// The numbers of points at which two sides agreed, and differed.
#[derive(Clone, Default)]
struct Tally {
    agreed: usize,
    differed: usize,
}

impl Tally {
    /// Whether comparable points differ: one is enough if others agree, which depends on the sign of a root; otherwise
    /// several are needed.
    fn contradicts(&self, index: usize, points: usize) -> bool {
        // For controls, and at large sizes with few draws, fewer points are enough.
        let needed = if index == 0 && points > 1 { RESIDUE_DIFFERENCES } else { RESIDUE_DIFFERENCES / 3 };
        self.differed >= needed || self.agreed > 0 && self.differed > 0
    }

    fn is_decided(&self, index: usize, points: usize) -> bool {
        self.agreed >= wanted(index, points) || self.contradicts(index, points)
    }
}

/// The number of points that must agree. For controls, which are false, it is small.
fn wanted(index: usize, points: usize) -> usize {
    if index == 0 { points } else { points.min(RESIDUE_POINTS.1) }
}

/// Compares both sides at one point, as far as their residues are known.
fn visit(survey: &mut Survey, point: &Point<Residues>, tally: &mut [Tally], points: usize) {
    let claim = survey.trial.claim;
    let before = tally.to_vec();
    let left = match left(claim, point) {
        Ok(left) => left,
        Err(error) => {
            if !is_about_point(&error) {
                survey.give_up(Finding::Abstains(Reason::Error(error)));
            }
            return;
        }
    };
    // Controls are distinguished at small sizes only.
    let judged =
        |index: usize| index < before.len() && !before[index].is_decided(index, points) && (index == 0 || points > 1);
    for (index, right, entry) in survey.open().filter(|(index, ..)| judged(*index)) {
        match sides(claim, &left, right, point) {
            Ok((left, right)) if left.shape() == right.shape() => match compare(&left, &right) {
                Some(true) => tally[index].agreed += 1,
                Some(false) => tally[index].differed += 1,
                None => {}
            },
            Ok(_) => {}
            Err(error) if error.is_transcendental() => entry.finding = Finding::Abstains(Reason::Error(error)),
            Err(_) => {}
        }
    }
}

/// Whether all entries agree; `None` if some entry has no residue that is known on both sides.
fn compare(left: &Matrix<Residues>, right: &Matrix<Residues>) -> Option<bool> {
    let compared: Vec<Option<bool>> = left.iter().zip(right.iter()).map(|(a, b)| a.compare(b)).collect();
    if compared.contains(&Some(false)) {
        return Some(false);
    }
    compared.iter().all(Option::is_some).then_some(true)
}
