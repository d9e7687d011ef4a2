//! The judgement of one claim: every oracle is asked, and what they find is weighed.

use super::diagnosis::diagnose;
use super::report::{Cause, ClaimReport, ControlReport, Verdict};
use super::witness;
use crate::claim::statement::{self, Fault};
use crate::claim::{Claim, Derivation, LeftSide, RightSide};
use crate::oracle::certificate::gap_of;
use crate::oracle::survey::expect_affordable;
use crate::oracle::tolerances::SHARE_WITHOUT_VALUE;
use crate::oracle::{Effort, Evidence, Finding, Oracle, Reason, Trial, sampling_refutes};
use crate::program::tape::Watch;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Judges one claim of a derivation.
pub fn judge(derivation: &Derivation, claim: &Claim, seed: u64, effort: Effort) -> ClaimReport {
    let faults = statement::faults_of(derivation, claim);
    if !faults.is_empty() {
        return invalid(derivation, claim, faults);
    }
    let id = derivation.id(claim);
    let trial = Trial { claim, id: &id, seed, effort };
    if let Err(error) = expect_affordable(&trial) {
        return unjudged(derivation, claim, Verdict::Unchecked, Some(Cause::TooLarge(error)));
    }
    let rights: Vec<RightSide> =
        [claim.right].into_iter().chain(claim.controls.iter().map(|control| control.right)).collect();
    let questions = Watch::for_questions();
    // For each right side what each oracle found.
    let mut findings: Vec<Vec<Evidence>> = vec![Vec::new(); rights.len()];
    // What exact arithmetic and floats have settled needs no digits.
    let settled = |findings: &[Vec<Evidence>]| {
        let (own, controls) = (&findings[0], &findings[1..]);
        let decides = |found: &&Evidence| found.holds() || found.refuted();
        let exact = own.iter().filter(decides).any(|found| found.oracle == Oracle::Exact && found.is_rational);
        let floats = [Oracle::Floating, Oracle::Dual, Oracle::ClosedForm];
        let tells = |found: &Evidence| found.oracle == Oracle::Exact && found.refuted() && found.by_value;
        exact
            && own.iter().filter(decides).any(|found| floats.contains(&found.oracle))
            && controls.iter().flatten().any(tells)
    };
    let (last, first): (Vec<Oracle>, Vec<Oracle>) =
        Oracle::of(claim).partition(|oracle| matches!(oracle, Oracle::Digits | Oracle::Residues));
    for oracle in first.into_iter().chain(last) {
        if matches!(oracle, Oracle::Digits | Oracle::Residues) && settled(&findings) {
            continue;
        }
        for (list, found) in findings.iter_mut().zip(oracle.judge(&trial, &rights)) {
            list.push(found);
        }
    }
    for list in &mut findings {
        list.sort_by_key(|found| found.oracle);
    }
    for (right, list) in rights.iter().zip(&mut findings) {
        match claim.left {
            LeftSide::Inequality { .. } => settle_inequality(list),
            _ => settle(&trial, right, list),
        }
    }
    let own = findings.remove(0);
    let controls = claim.controls.iter().zip(&findings).map(|(control, list)| ControlReport {
        name: control.name.clone(),
        refuted_by: list.iter().filter(|found| found.refuted()).map(|found| found.oracle).collect(),
    });
    // An oracle whose numbers tell no control from the claim cannot fail here, so its consent says nothing.
    let told = |oracle: Oracle| {
        let values = |found: &Evidence| {
            found.oracle == oracle
                && (found.refuted() && found.by_value || matches!(found.finding, Finding::Contradicts(_)))
        };
        findings.iter().any(|list| list.iter().any(Evidence::refuted) && list.iter().any(values))
    };
    // Equal derivatives leave a constant for each part of the domain, of which one was looked at. That the others have
    // the same, such as the sides of a root's zero, the functional equations show.
    let connected = own.iter().any(|found| found.oracle == Oracle::Residues && found.holds());
    // That no counterexample to an inequality was found is no evidence for it.
    let counts = |found: &&Evidence| {
        found.holds()
            && told(found.oracle)
            && found.oracle.proves(claim)
            && (found.constant.is_none() || found.is_connected || connected)
    };
    let kinds: BTreeSet<Oracle> = own.iter().filter(counts).map(|found| found.oracle.kind(claim)).collect();
    let share = own.iter().map(Evidence::share_without_value).fold(0.0, f64::max);
    let mut report = ClaimReport {
        controls: controls.collect(),
        evidence: own,
        share_without_value: Some(share).filter(|&share| share >= SHARE_WITHOUT_VALUE),
        ..unjudged(derivation, claim, Verdict::Unchecked, None)
    };
    (report.verdict, report.cause) = weigh(&report, &kinds);
    if let (Verdict::Holds | Verdict::Unchecked, Some(cause)) = (report.verdict, unproven(&trial, &report)) {
        (report.verdict, report.cause) = (Verdict::Unchecked, Some(cause));
    }
    if report.verdict == Verdict::Holds && questions.has_seen() {
        report.verdict = Verdict::Unchecked;
        report.cause = Some(Cause::AsksForZero);
    }
    if report.verdict == Verdict::Refuted {
        report.witness = witness::find(&trial, &claim.right);
        let only_exact = report.evidence.iter().all(|entry| !entry.refuted() || entry.oracle == Oracle::Exact);
        if report.witness.is_none() && only_exact {
            report.verdict = Verdict::Unchecked;
            report.cause = Some(Cause::NoCounterexample);
        } else {
            report.diagnosis = diagnose(&trial, &report);
        }
    }
    report
}

/// The report of a claim that is not judged because of its faults.
pub(super) fn invalid(derivation: &Derivation, claim: &Claim, faults: Vec<Fault>) -> ClaimReport {
    unjudged(derivation, claim, Verdict::Invalid, Some(Cause::Faults(faults)))
}

/// The report of a claim that no oracle was asked about.
fn unjudged(derivation: &Derivation, claim: &Claim, verdict: Verdict, cause: Option<Cause>) -> ClaimReport {
    let unrefuted = |name: &String| ControlReport { name: name.clone(), refuted_by: Vec::new() };
    ClaimReport {
        id: derivation.id(claim),
        derivation: derivation.name.clone(),
        title: derivation.title.clone(),
        claim: Arc::new(claim.clone()),
        verdict,
        cause,
        evidence: Vec::new(),
        controls: claim.controls.iter().map(|control| unrefuted(&control.name)).collect(),
        witness: None,
        diagnosis: None,
        share_without_value: None,
    }
}

/// Decides what the findings of one right side amount to: a difference that is no refutation by itself needs another
/// kind of oracle at the same point, or else it says nothing.
fn settle(trial: &Trial, right: &RightSide, list: &mut [Evidence]) {
    let beyond_doubt =
        |found: &Evidence| found.refuted() && (found.oracle.is_rigorous() || found.oracle == Oracle::Exact);
    if list.iter().any(beyond_doubt) {
        return;
    }
    // What has error bounds, or none to have, knows better than floats without any.
    let known = list.iter().any(|found| found.holds() && matches!(found.oracle, Oracle::Exact | Oracle::ClosedForm));
    let quadrature = list.iter().filter(|_| !known).find(|found| found.oracle == Oracle::Quadrature && found.refuted());
    let place = quadrature.and_then(|found| found.place.as_ref());
    if place.is_some_and(|place| sampling_refutes(trial, right, place)) {
        return;
    }
    for found in list.iter_mut() {
        let Finding::Refuted(reason) = &found.finding else { continue };
        let reason = Reason::Alone(Box::new(reason.clone()));
        // Sampling is wrong so rarely that little holds against it.
        found.finding = if found.oracle == Oracle::MonteCarlo && !known {
            Finding::Contradicts(reason)
        } else {
            Finding::Abstains(reason)
        };
    }
}

/// Of an inequality only a counterexample refutes: that a certificate does not add up says nothing against the inequality.
fn settle_inequality(list: &mut [Evidence]) {
    for found in list.iter_mut().filter(|found| found.oracle != Oracle::Optimum) {
        if let Finding::Refuted(reason) = &found.finding {
            found.finding = Finding::Contradicts(Reason::Certificate(Box::new(reason.clone())));
        }
    }
}

/// Why an inequality is not proved, whatever else is said of it.
fn unproven(trial: &Trial, report: &ClaimReport) -> Option<Cause> {
    let LeftSide::Inequality { relation, .. } = trial.claim.left else { return None };
    let search = report.evidence.iter().find(|entry| entry.oracle == Oracle::Optimum)?;
    match &search.finding {
        Finding::Abstains(reason) => return Some(Cause::NoSearch { reason: reason.clone() }),
        Finding::Holds => {}
        _ => return None,
    }
    if let Some(control) = report.controls.iter().find(|control| control.refuted_by.is_empty()) {
        return Some(Cause::ControlSurvives { name: control.name.clone() });
    }
    if trial.claim.certificate.is_empty() {
        return Some(Cause::NoCertificate { found: search.detail });
    }
    gap_of(trial, relation).map(Cause::CertificateGap)
}

/// A refutation wins; then what is invalid; then what contradicts; then surviving controls; then the number of kinds of
/// evidence.
fn weigh(report: &ClaimReport, kinds: &BTreeSet<Oracle>) -> (Verdict, Option<Cause>) {
    let first = |verdict: Verdict, is_it: fn(&Finding) -> bool| {
        let found = report.evidence.iter().find(|entry| is_it(&entry.finding))?;
        Some((
            verdict,
            found.finding.reason().map(|reason| Cause::Found { oracle: found.oracle, reason: reason.clone() }),
        ))
    };
    let decisive = first(Verdict::Refuted, |finding| matches!(finding, Finding::Refuted(_)))
        .or_else(|| first(Verdict::Invalid, |finding| matches!(finding, Finding::Invalid(_))))
        .or_else(|| first(Verdict::Unchecked, |finding| matches!(finding, Finding::Contradicts(_))));
    if let Some(decided) = decisive {
        return decided;
    }
    let unchecked = |cause: Cause| (Verdict::Unchecked, Some(cause));
    if report.controls.is_empty() {
        return unchecked(Cause::NoControl);
    }
    if let Some(survivor) = report.controls.iter().find(|control| control.refuted_by.is_empty()) {
        return unchecked(Cause::ControlSurvives { name: survivor.name.clone() });
    }
    let abstain: Vec<(Oracle, Reason)> = report
        .evidence
        .iter()
        .filter_map(|entry| match &entry.finding {
            Finding::Abstains(reason) => Some((entry.oracle, reason.clone())),
            _ => None,
        })
        .collect();
    // Stationary is not extreme.
    if let Some((_, reason)) = abstain.iter().find(|(oracle, _)| *oracle == Oracle::Optimum) {
        return unchecked(Cause::KindOpen { reason: reason.clone() });
    }
    if kinds.len() == 2 && kinds.iter().all(|kind| kind.samples_formulas()) {
        return unchecked(Cause::OnlySampled);
    }
    if kinds.len() < 2 {
        return unchecked(Cause::TooFew { abstain });
    }
    (Verdict::Holds, None)
}
