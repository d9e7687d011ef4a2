//! Exponentials and logarithms modulo two primes p = 2q + 1: exp(x) = gˣ takes residues modulo q to residues modulo p,
//! and ln is the discrete logarithm. Both keep their functional equations exactly.
//!
//! What is true for the reals by the functional equations alone is true here, and what is false by a term that no
//! float can see, a bump of e^(−10⁶), a constant of 10⁻⁹⁰, differs here at once. The model does not know the size of
//! numbers, confuses the signs that a square root forgets, and has no nested exponentials. So it corroborates or
//! contradicts, and never refutes; no bound is stated.

use super::points::Pairs;
use super::sides::{left, sides};
use super::survey::{Survey, passing};
use super::tolerances::{LARGEST_RESIDUE_SIZES, RESIDUE_DRAWS, RESIDUE_MODULI, RESIDUE_POINTS};
use super::{Evidence, Finding, Oracle, Trial};
use crate::claim::Right;
use crate::error::Error;
use crate::input::Sizes;
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
        for component in 0..components(&trial.claim.given, false) {
            let region = Region { structure: Structure::General, component };
            let mut agreed = vec![0; rights.len()];
            for attempt in 0..RESIDUE_DRAWS {
                // The same few moduli in the whole run: tables of logarithms belong to them.
                let moduli = scramble(trial.seed ^ (attempt as u64 % RESIDUE_MODULI));
                with_moduli(moduli, || {
                    let point = survey.draw::<Residues>(sizes, region, &mut Pairs(&mut stream));
                    if let Some(point) = point {
                        visit(&mut survey, &point, sizes, &mut agreed);
                    }
                });
                if !survey.is_open() || agreed.iter().all(|&count| count >= RESIDUE_POINTS) {
                    break;
                }
            }
            for (fewest, agreed) in fewest.iter_mut().zip(agreed) {
                *fewest = agreed.min(*fewest);
            }
        }
        for (index, _, entry) in survey.open() {
            if fewest[index] >= RESIDUE_POINTS {
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

/// Compares both sides at one point, as far as they are known there.
fn visit(survey: &mut Survey, point: &Point<Residues>, sizes: Sizes, agreed: &mut [usize]) {
    let claim = survey.trial.claim;
    let left = match left(claim, point) {
        Ok(left) => left,
        Err(error) => {
            if !passing(&error) {
                survey.give_up(Finding::Abstains(error.to_string()));
            }
            return;
        }
    };
    for (index, right, entry) in survey.open() {
        match sides(claim, &left, right, point) {
            Ok((left, right)) if left.shape() == right.shape() => match compare(&left, &right) {
                Some(true) => agreed[index] += 1,
                Some(false) => {
                    entry.reach(sizes);
                    entry.finding = Finding::Contradicts("the sides differ as functional equations of exp and ln".into());
                }
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
