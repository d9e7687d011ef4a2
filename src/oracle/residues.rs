//! Exponentials and logarithms modulo two primes p = 2q + 1: exp(x) = gˣ takes residues modulo q to residues modulo p,
//! and ln is the discrete logarithm. Both keep their functional equations exactly.
//!
//! What is true for the reals by the functional equations alone is true here, and what is false by a term that no
//! float can see, a bump of e^(−10⁶), a constant of 10⁻⁹⁰, differs here at every point. The model does not know the
//! size of numbers, and has no nested exponentials; half of all sums of positive numbers are not positive in it, so
//! that a root of a square may be the other one: what is true for some signs agrees at some points. So it corroborates
//! or contradicts, and never refutes; no bound is stated.

use super::points::Pairs;
use super::sides::{left, sides};
use super::survey::{Survey, passing};
use super::tolerances::{
    LARGEST_RESIDUE_SIZES, RESIDUE_DIFFERENCES, RESIDUE_DRAWS, RESIDUE_MODULI, RESIDUE_PATIENCE, RESIDUE_POINTS,
};
use super::{Evidence, Finding, Oracle, Trial};
use crate::claim::Right;
use crate::error::Error;
use crate::matrix::Matrix;
use crate::number::{Residues, scramble, with_moduli};
use crate::point::{Point, Region, Structure, components};

pub(super) fn judge(trial: &Trial, rights: &[Right]) -> Vec<Evidence> {
    let mut survey = Survey::new(Oracle::Residues, trial, rights);
    let mut stream = trial.stream("residues");
    let mut all_sizes = trial.sizes();
    all_sizes.retain(|sizes| sizes.d <= LARGEST_RESIDUE_SIZES.0 && sizes.n <= LARGEST_RESIDUE_SIZES.1);
    for &sizes in &all_sizes {
        let mut fewest = vec![usize::MAX; rights.len()];
        let mut contradicted = vec![false; rights.len()];
        for component in 0..components(&trial.claim.given, false) {
            let region = Region { structure: Structure::General, component };
            let mut tally = vec![Tally::default(); rights.len()];
            for attempt in 0..RESIDUE_DRAWS {
                // The same few moduli in the whole run: tables of logarithms belong to them.
                let known = if attempt < RESIDUE_DRAWS / 4 { RESIDUE_MODULI.0 } else { RESIDUE_MODULI.1 };
                let moduli = scramble(trial.seed ^ (attempt as u64 % known));
                with_moduli(moduli, || {
                    let point = survey.draw::<Residues>(sizes, region, &mut Pairs(&mut stream));
                    if let Some(point) = point {
                        visit(&mut survey, &point, &mut tally);
                    }
                });
                let compared = tally.iter().any(|tally| tally.agreed + tally.differed > 0);
                let settled = tally.iter().enumerate().all(|(index, tally)| tally.is_settled(index));
                if settled || attempt >= RESIDUE_PATIENCE && !compared || !survey.is_open() {
                    break;
                }
            }
            for (index, tally) in tally.iter().enumerate() {
                fewest[index] = fewest[index].min(tally.agreed);
                contradicted[index] |= tally.contradicts(index);
            }
        }
        for (index, _, entry) in survey.open() {
            if contradicted[index] {
                entry.reach(sizes);
                let reason = "the sides differ as functional equations of exp and ln";
                entry.finding = Finding::Contradicts(reason.into());
            } else if fewest[index] >= RESIDUE_POINTS {
                entry.reach(sizes);
            }
        }
        if !survey.is_open() {
            break;
        }
    }
    for entry in &mut survey.evidence {
        entry.detail = format!("p = 2q + 1 of 32 bits, {RESIDUE_POINTS} random points at each size");
    }
    survey.concluded(all_sizes.len(), "the functional equations of exp and ln do not decide it")
}

/// In how many points two sides agreed, and differed.
#[derive(Clone, Default)]
struct Tally {
    agreed: usize,
    differed: usize,
}

impl Tally {
    /// Whether enough points differ and none agrees; of controls fewer are enough, which need be told apart only.
    fn contradicts(&self, index: usize) -> bool {
        let needed = if index == 0 { RESIDUE_DIFFERENCES } else { RESIDUE_DIFFERENCES / 3 };
        self.agreed == 0 && self.differed >= needed
    }

    fn is_settled(&self, index: usize) -> bool {
        self.agreed >= RESIDUE_POINTS || self.contradicts(index)
    }
}

/// Compares both sides at one point, as far as they are known there.
fn visit(survey: &mut Survey, point: &Point<Residues>, tally: &mut [Tally]) {
    let claim = survey.trial.claim;
    let before = tally.to_vec();
    let left = match left(claim, point) {
        Ok(left) => left,
        Err(error) => {
            if !passing(&error) {
                survey.give_up(Finding::Abstains(error.to_string()));
            }
            return;
        }
    };
    for (index, right, entry) in survey.open().filter(|(index, ..)| !before[*index].is_settled(*index)) {
        match sides(claim, &left, right, point) {
            Ok((left, right)) if left.shape() == right.shape() => match compare(&left, &right) {
                Some(true) => tally[index].agreed += 1,
                Some(false) => tally[index].differed += 1,
                None => {}
            },
            Ok(_) => {}
            Err(error @ Error::Transcendental { .. }) => entry.finding = Finding::Abstains(error.to_string()),
            Err(_) => {}
        }
    }
}

/// Whether all entries agree; `None` where some entry is not known on both sides.
fn compare(left: &Matrix<Residues>, right: &Matrix<Residues>) -> Option<bool> {
    let compared: Vec<Option<bool>> = left.iter().zip(right.iter()).map(|(a, b)| a.compare(b)).collect();
    if compared.contains(&Some(false)) {
        return Some(false);
    }
    compared.iter().all(Option::is_some).then_some(true)
}
