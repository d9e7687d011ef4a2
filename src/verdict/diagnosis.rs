//! The diagnosis: which known mistake explains a refutation.
//!
//! A mistake explains a refutation if undoing the mistake makes the right side correct: an oracle that refuted the
//! claim accepts the mended form at every point of every size, and no oracle that refuted the claim refutes the mended
//! form. Two coincidences are no diagnosis. Where neither side computes anything, two inputs may differ by a sign or by
//! their names without any mistake in a formula. And a claim about two constants has only one point, at which some
//! known factor may fit by chance.

use super::report::ClaimReport;
use crate::algebra::derivative::{Arrangement, Convention};
use crate::algebra::number::Degree;
use crate::claim::point::{Indeterminates, Structure};
use crate::claim::{Claim, LeftSide, Mistake, RightSide};
use crate::error::Error;
use crate::oracle::{Effort, Evidence, Finding, Oracle, Trial};
use crate::program::point::Point;
use crate::program::size::ONE;

/// What explains a refutation: the first known mistake that does, or else shapes that fit at the smallest sizes only.
pub(super) fn diagnose(trial: &Trial, report: &ClaimReport) -> Option<String> {
    known_mistake(trial, report).or_else(|| shapes(trial))
}

/// The smallest sizes at which the shapes of the right side do not fit, and how. At D = 1 everything is a number, so a
/// claim such as Az = zA is refuted there by its values.
fn shapes(trial: &Trial) -> Option<String> {
    let symbols = trial.claim.symbols();
    let mut sizes = trial.sizes();
    sizes.sort_by_key(|sizes| symbols.iter().map(|&symbol| sizes.number_of(symbol)).sum::<usize>());
    sizes.into_iter().find_map(|sizes| {
        let point = Point::<Degree>::draw(&trial.claim.given, sizes, Structure::General, &mut Indeterminates).ok()?;
        let error = trial.claim.right.at(&point).err().filter(Error::is_shape)?;
        let names = symbols.iter().map(|&symbol| format!("{} = {}", symbol.name, sizes.number_of(symbol)));
        let names: Vec<String> = names.collect();
        Some(format!("the right side has no value at {}: {error}", names.join(", ")))
    })
}

/// The first known mistake that explains a refutation.
fn known_mistake(trial: &Trial, report: &ClaimReport) -> Option<String> {
    if let LeftSide::Inequality { .. } = trial.claim.left {
        // The search found no counterexample to the mended inequality, which is weak evidence. So only the commonest
        // mistake is tried.
        let reversed = [trial.claim.right.mistaken(Mistake::Reversed)];
        let quick = Trial { effort: Effort::Quick, ..*trial };
        return Oracle::Optimum.judge(&quick, &reversed)[0].holds().then(|| Mistake::Reversed.diagnosis());
    }
    if trial.claim.given.is_empty() && trial.sizes().len() == 1 {
        return None; // one point
    }
    let refuted = |entry: &&Evidence| entry.refuted();
    let judges: Vec<Oracle> = report.evidence.iter().filter(refuted).map(|entry| entry.oracle).collect();
    let mistakes = candidates(trial);
    // A few points exclude most of the mistakes.
    let quick = Trial { effort: Effort::Quick, ..*trial };
    let mut tried: Vec<Mistake> = Vec::new();
    for &oracle in judges.iter().filter(|&&oracle| oracle != Oracle::MonteCarlo) {
        let rights: Vec<RightSide> = mistakes.iter().map(|&mistake| trial.claim.right.mistaken(mistake)).collect();
        let findings = oracle.judge(&quick, &rights);
        for (&mistake, _) in mistakes.iter().zip(&findings).filter(|(_, found)| found.holds()) {
            if !tried.contains(&mistake) && explains(trial, &judges, mistake) {
                return Some(text(trial.claim, mistake));
            }
            tried.push(mistake);
        }
    }
    None
}

/// Whether the oracles that refuted the claim accept it without the mistake, at all points and sizes of the run. Some
/// may abstain, but not all.
fn explains(trial: &Trial, judges: &[Oracle], mistake: Mistake) -> bool {
    let mended = [trial.claim.right.mistaken(mistake)];
    let findings: Vec<Finding> = judges.iter().map(|oracle| oracle.judge(trial, &mended).remove(0).finding).collect();
    let accepts = |finding: &Finding| *finding == Finding::Holds;
    findings.iter().any(accepts) && findings.iter().all(|found| accepts(found) || matches!(found, Finding::Abstains(_)))
}

/// The mistakes that may explain a refutation, the commonest first.
fn candidates(trial: &Trial) -> Vec<Mistake> {
    let all = Mistake::IN_VALUE.into_iter().chain(Mistake::in_inputs_of(&trial.claim.given));
    if computes(trial) {
        return all.collect();
    }
    let of_shape = |mistake: &Mistake| matches!(mistake, Mistake::Transposed | Mistake::InputTransposed(_));
    all.filter(of_shape).collect()
}

/// Whether a side computes anything: it is more than an input, or a constant, up to signs.
fn computes(trial: &Trial) -> bool {
    let LeftSide::Formula(left) = trial.claim.left else { return true };
    let Some(&sizes) = trial.sizes().last() else { return true };
    let point = Point::<Degree>::draw(&trial.claim.given, sizes, Structure::General, &mut Indeterminates);
    let Ok(point) = point else { return true };
    [left, trial.claim.right.formula].iter().any(|formula| formula.computes(&point).unwrap_or(true))
}

/// The diagnosis in words. For a derivative it names the layout or the convention that is claimed.
fn text(claim: &Claim, mistake: Mistake) -> String {
    let LeftSide::Gradient { variable, convention, .. } = claim.left else { return mistake.diagnosis() };
    let input = claim.given.iter().find(|input| input.name == variable);
    let is_column = input.is_some_and(|input| input.columns == ONE);
    let is_matrix = input.is_some_and(|input| input.rows == input.columns && input.rows != ONE);
    match (mistake, claim.layout().ok().flatten()) {
        (Mistake::Transposed, Some(Arrangement::Jacobian(layout))) => {
            format!("this is the Jacobian in the other layout; claimed is the {}", layout.text())
        }
        (Mistake::Transposed, Some(Arrangement::Gradient)) if is_column => {
            format!("this is the gradient in the other layout, a row; claimed is a column, like {variable}")
        }
        (Mistake::Transposed, Some(Arrangement::Gradient)) => format!(
            "this is the transpose of the right form, the gradient in the other layout; claimed is the layout of \
             {variable}, with the derivative by entry (i, j) in row i and column j"
        ),
        (Mistake::FreeEntries, _) if convention == Convention::FreeEntries && is_matrix => {
            format!("this is the unconstrained gradient G; claimed is the one {}", convention.text())
        }
        (Mistake::OffDiagonalHalved, _) if convention != Convention::FreeEntries && is_matrix => {
            let is_symmetrised = convention == Convention::Symmetrised;
            let claimed = if is_symmetrised { "symmetrised gradient ½(G + Gᵀ)" } else { "unconstrained gradient G" };
            format!("this is the gradient with respect to the free entries, 2G − diag(G); claimed is the {claimed}")
        }
        (Mistake::Symmetrised, _) if convention == Convention::Symmetrised && is_matrix => {
            format!("this is the unconstrained gradient G; claimed is the {}", convention.text())
        }
        _ => mistake.diagnosis(),
    }
}
