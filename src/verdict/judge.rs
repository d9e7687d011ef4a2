//! The judgement of one claim: runs every oracle, and combines their findings.

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
    let tests_of_zero = Watch::for_tests_of_zero();
    // What each oracle found, for each right side.
    let mut findings: Vec<Vec<Evidence>> = vec![Vec::new(); rights.len()];
    // The oracle with 77 digits is not needed where exact arithmetic and floats already decide.
    let decided = |findings: &[Vec<Evidence>]| {
        let (own, controls) = (&findings[0], &findings[1..]);
        let decides = |found: &&Evidence| found.holds() || found.refuted();
        let exact = own.iter().filter(decides).any(|found| found.oracle == Oracle::Exact && found.is_rational);
        let floats = [Oracle::Floating, Oracle::Dual, Oracle::ClosedForm];
        let refutes_by_value = |found: &Evidence| found.oracle == Oracle::Exact && found.refuted() && found.by_value;
        exact
            && own.iter().filter(decides).any(|found| floats.contains(&found.oracle))
            && controls.iter().flatten().any(refutes_by_value)
    };
    let (last, first): (Vec<Oracle>, Vec<Oracle>) =
        Oracle::of(claim).partition(|oracle| matches!(oracle, Oracle::Digits | Oracle::Residues));
    for oracle in first.into_iter().chain(last) {
        if matches!(oracle, Oracle::Digits | Oracle::Residues) && decided(&findings) {
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
            LeftSide::Inequality { .. } => review_inequality(list),
            _ => review(&trial, right, list),
        }
    }
    let own = findings.remove(0);
    let controls = claim.controls.iter().zip(&findings).map(|(control, list)| ControlReport {
        name: control.name.clone(),
        refuted_by: list.iter().filter(|found| found.refuted()).map(|found| found.oracle).collect(),
    });
    // If the numbers of an oracle distinguish no control from the claim, it could not have failed. Its agreement then
    // counts for nothing.
    let could_fail = |oracle: Oracle| {
        let values = |found: &Evidence| {
            found.oracle == oracle
                && (found.refuted() && found.by_value || matches!(found.finding, Finding::Contradicts(_)))
        };
        findings.iter().any(|list| list.iter().any(Evidence::refuted) && list.iter().any(values))
    };
    // Equal derivatives leave one constant undetermined on each connected part of the domain, and only one part was
    // tested. The functional equations show that the constant is the same on all parts, such as both sides of the zero
    // of a root.
    let connected = own.iter().any(|found| found.oracle == Oracle::Residues && found.holds());
    // Failing to find a counterexample to an inequality is no evidence for it.
    let counts = |found: &&Evidence| {
        found.holds()
            && could_fail(found.oracle)
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
    if report.verdict == Verdict::Holds && tests_of_zero.has_seen() {
        report.verdict = Verdict::Unchecked;
        report.cause = Some(Cause::TestsForZero);
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

/// The report of a claim that is not judged because its statement has faults.
pub(super) fn invalid(derivation: &Derivation, claim: &Claim, faults: Vec<Fault>) -> ClaimReport {
    unjudged(derivation, claim, Verdict::Invalid, Some(Cause::Faults(faults)))
}

/// The report of a claim before any oracle has run.
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

/// Reviews the differences found for one right side. A difference that does not refute alone needs another kind of
/// oracle at the same point; otherwise it is no refutation.
fn review(trial: &Trial, right: &RightSide, list: &mut [Evidence]) {
    let beyond_doubt =
        |found: &Evidence| found.refuted() && (found.oracle.is_rigorous() || found.oracle == Oracle::Exact);
    if list.iter().any(beyond_doubt) {
        return;
    }
    // Oracles with error bounds, or without errors, take precedence over floats without bounds.
    let known = list.iter().any(|found| found.holds() && matches!(found.oracle, Oracle::Exact | Oracle::ClosedForm));
    let quadrature = list.iter().filter(|_| !known).find(|found| found.oracle == Oracle::Quadrature && found.refuted());
    let point = quadrature.and_then(|found| found.difference_at.as_ref());
    if point.is_some_and(|point| sampling_refutes(trial, right, point)) {
        return;
    }
    for found in list.iter_mut() {
        let Finding::Refuted(reason) = &found.finding else { continue };
        let reason = Reason::Alone(Box::new(reason.clone()));
        // Sampling has so few false alarms that only exact results outweigh it.
        found.finding = if found.oracle == Oracle::MonteCarlo && !known {
            Finding::Contradicts(reason)
        } else {
            Finding::Abstains(reason)
        };
    }
}

/// Only a counterexample refutes an inequality. A certificate that does not add up says nothing about the inequality
/// itself.
fn review_inequality(list: &mut [Evidence]) {
    for found in list.iter_mut().filter(|found| found.oracle != Oracle::Optimum) {
        if let Finding::Refuted(reason) = &found.finding {
            found.finding = Finding::Contradicts(Reason::Certificate(Box::new(reason.clone())));
        }
    }
}

/// Why an inequality is not proved, whatever the other oracles found.
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

/// Order of precedence: a refutation, an invalid claim, a contradiction, surviving controls, too few kinds of evidence.
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
    // A stationary point need not be an extremum.
    if let Some((_, reason)) = abstain.iter().find(|(oracle, _)| *oracle == Oracle::Optimum) {
        return unchecked(Cause::StationaryOnly { reason: reason.clone() });
    }
    if kinds.len() == 2 && kinds.iter().all(|kind| kind.samples_formulas()) {
        return unchecked(Cause::OnlySampled);
    }
    if kinds.len() < 2 {
        return unchecked(Cause::TooFew { abstain });
    }
    (Verdict::Holds, None)
}
