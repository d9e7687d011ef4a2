//! The diagnosis: which known mistake explains a refutation.

use super::report::ClaimReport;
use crate::claim::{LeftSide, Mistake, RightSide};
use crate::oracle::{Effort, Evidence, Oracle, Trial};

/// Finds a known mistake that explains a refutation: undoing it makes the right side correct, by the judgement of an
/// oracle that refuted the claim.
pub(super) fn diagnose(trial: &Trial, report: &ClaimReport) -> Option<String> {
    if let LeftSide::Inequality { .. } = trial.claim.left {
        // The search found no counterexample to the mended inequality, which is weak evidence. So only the commonest
        // mistake is tried.
        let reversed = [trial.claim.right.mistaken(Mistake::Reversed)];
        let quick = Trial { effort: Effort::Quick, ..*trial };
        return Oracle::Optimum.judge(&quick, &reversed)[0].holds().then(|| Mistake::Reversed.diagnosis());
    }
    let mistakes: Vec<Mistake> =
        Mistake::IN_VALUE.into_iter().chain(Mistake::in_inputs_of(&trial.claim.given)).collect();
    let rights: Vec<RightSide> = mistakes.iter().map(|&mistake| trial.claim.right.mistaken(mistake)).collect();
    let quick = Trial { effort: Effort::Quick, ..*trial };
    let judges = report.evidence.iter().filter(|entry| entry.refuted() && entry.oracle != Oracle::MonteCarlo);
    for oracle in judges.map(|entry| entry.oracle) {
        let findings = oracle.judge(&quick, &rights);
        let all = quick.sizes().len();
        let several = |evidence: &Evidence| evidence.holds() && (evidence.sizes.len() > 1 || all == 1);
        if let Some(k) = findings.iter().position(several) {
            let of_jacobian = matches!(trial.claim.left, LeftSide::Gradient { layout: Some(_), .. });
            return Some(match mistakes[k] {
                Mistake::Transposed if of_jacobian => "this is the Jacobian in the other layout".into(),
                mistake => mistake.diagnosis(),
            });
        }
    }
    None
}
