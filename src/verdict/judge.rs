//! The judgement of one claim: every oracle is asked, and what they find is weighed.

use super::diagnosis::diagnose;
use super::report::{ClaimReport, ControlReport, Verdict};
use super::witness;
use crate::claim::statement::{self, Fault};
use crate::claim::{Claim, Derivation, Right, Subject};
use crate::oracle::certificate::gap_of;
use crate::oracle::survey::expect_affordable;
use crate::oracle::tolerances::SHARE_WITHOUT_VALUE;
use crate::oracle::{Effort, Evidence, Finding, Oracle, Trial, sampling_refutes};
use crate::program::tape;
use std::collections::BTreeSet;

/// Judges one claim of a derivation.
pub fn judge(derivation: &Derivation, claim: &Claim, seed: u64, effort: Effort) -> ClaimReport {
    let faults = statement::faults_of(derivation, claim);
    if !faults.is_empty() {
        return invalid(derivation, claim, &faults);
    }
    let id = derivation.id(claim);
    let trial = Trial { claim, id: &id, seed, effort };
    if let Err(error) = expect_affordable(&trial) {
        return unjudged(derivation, claim, Verdict::Unchecked, error.to_string());
    }
    let rights: Vec<Right> =
        [claim.right].into_iter().chain(claim.controls.iter().map(|control| control.right)).collect();
    tape::forget_questions();
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
        match claim.subject {
            Subject::Inequality { .. } => settle_inequality(list),
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
        found.holds() && told(found.oracle) && found.oracle.proves(claim) && (found.constant.is_none() || connected)
    };
    let kinds: BTreeSet<Oracle> = own.iter().filter(counts).map(|found| found.oracle.kind(claim)).collect();
    let share = own.iter().map(Evidence::share_without_value).fold(0.0, f64::max);
    let mut report = ClaimReport {
        controls: controls.collect(),
        evidence: own,
        share_without_value: Some(share).filter(|&share| share >= SHARE_WITHOUT_VALUE),
        ..unjudged(derivation, claim, Verdict::Unchecked, String::new())
    };
    (report.verdict, report.reason) = weigh(&report, &kinds);
    if let (Verdict::Holds | Verdict::Unchecked, Some(reason)) = (report.verdict, unproven(&trial, &report)) {
        (report.verdict, report.reason) = (Verdict::Unchecked, reason);
    }
    if report.verdict == Verdict::Holds && tape::has_asked() {
        report.verdict = Verdict::Unchecked;
        report.reason = "a formula asks whether a number is zero: what it is where the answer is another one was not \
                         seen; write both cases as claims of their own"
            .into();
    }
    if report.verdict == Verdict::Refuted {
        report.witness = witness::find(&trial, &claim.right);
        let only_exact = report.evidence.iter().all(|entry| !entry.refuted() || entry.oracle == Oracle::Exact);
        if report.witness.is_none() && only_exact {
            report.verdict = Verdict::Unchecked;
            report.reason = "refuted over 𝔽ₚ, but no rational counterexample was found".into();
        } else {
            report.diagnosis = diagnose(&trial, &report);
        }
    }
    report
}

/// The report of a claim that is not judged because of its faults.
pub(super) fn invalid(derivation: &Derivation, claim: &Claim, faults: &[Fault]) -> ClaimReport {
    let reasons: Vec<String> = faults.iter().map(Fault::to_string).collect();
    unjudged(derivation, claim, Verdict::Invalid, reasons.join("; moreover, "))
}

/// The report of a claim that no oracle was asked about.
fn unjudged(derivation: &Derivation, claim: &Claim, verdict: Verdict, reason: String) -> ClaimReport {
    let unrefuted = |name: &String| ControlReport { name: name.clone(), refuted_by: Vec::new() };
    ClaimReport {
        id: derivation.id(claim),
        derivation: derivation.name.clone(),
        latex: claim.latex.clone(),
        sources: claim.sources.clone(),
        expected: claim.expected.clone(),
        verdict,
        reason,
        evidence: Vec::new(),
        controls: claim.controls.iter().map(|control| unrefuted(&control.name)).collect(),
        witness: None,
        diagnosis: None,
        share_without_value: None,
    }
}

/// Decides what the findings of one right side amount to: a difference that is no refutation by itself needs another
/// kind of oracle at the same point, or else it says nothing.
fn settle(trial: &Trial, right: &Right, list: &mut [Evidence]) {
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
        let reason = format!("it disagrees, which by itself is no refutation: {reason}");
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
            found.finding = Finding::Contradicts(format!("the certificate does not prove it: {reason}"));
        }
    }
}

/// Why an inequality is not proved, whatever else is said of it.
fn unproven(trial: &Trial, report: &ClaimReport) -> Option<String> {
    let Subject::Inequality { relation, .. } = trial.claim.subject else { return None };
    let search = report.evidence.iter().find(|entry| entry.oracle == Oracle::Optimum)?;
    match &search.finding {
        Finding::Abstains(reason) => return Some(format!("no point shows that it could fail: {reason}")),
        Finding::Holds => {}
        _ => return None,
    }
    if let Some(control) = report.controls.iter().find(|control| control.refuted_by.is_empty()) {
        return Some(format!("vacuous: the control `{}` survives", control.name));
    }
    if trial.claim.certificate.is_empty() {
        let found = &search.detail;
        return Some(format!(
            "{found}; points prove no inequality, so state by `certificate` what its difference is the sum of"
        ));
    }
    gap_of(trial, relation).map(|reason| format!("the certificate does not prove it: {reason}"))
}

/// A refutation wins; then what is invalid; then what contradicts; then surviving controls; then the number of kinds of
/// evidence.
fn weigh(report: &ClaimReport, kinds: &BTreeSet<Oracle>) -> (Verdict, String) {
    let first = |reason_of: fn(&Finding) -> Option<&String>| {
        report.evidence.iter().find_map(|entry| Some(format!("{}: {}", entry.oracle, reason_of(&entry.finding)?)))
    };
    if let Some(reason) = first(|finding| if let Finding::Refuted(reason) = finding { Some(reason) } else { None }) {
        return (Verdict::Refuted, reason);
    }
    if let Some(reason) = first(|finding| if let Finding::Invalid(reason) = finding { Some(reason) } else { None }) {
        return (Verdict::Invalid, reason);
    }
    if let Some(reason) = first(|finding| if let Finding::Contradicts(reason) = finding { Some(reason) } else { None })
    {
        return (Verdict::Unchecked, reason);
    }
    if report.controls.is_empty() {
        return (Verdict::Unchecked, "it has no control, so nothing shows that it could fail".into());
    }
    if let Some(survivor) = report.controls.iter().find(|control| control.refuted_by.is_empty()) {
        return (Verdict::Unchecked, format!("vacuous: the control `{}` survives", survivor.name));
    }
    let abstention = |entry: &Evidence| match &entry.finding {
        Finding::Abstains(reason) => Some(format!("{} abstains: {reason}", entry.oracle)),
        _ => None,
    };
    // Stationary is not extreme.
    if let Some(why) = report.evidence.iter().filter(|entry| entry.oracle == Oracle::Optimum).find_map(abstention) {
        return (Verdict::Unchecked, format!("the kind of the extremum is open: {why}"));
    }
    if kinds.len() == 2 && kinds.iter().all(|kind| kind.samples_formulas()) {
        let reason = "values and derivatives agree at all points that were tried, but neither exact arithmetic nor the \
                      functional equations of exp and ln reach the claim";
        return (Verdict::Unchecked, reason.into());
    }
    if kinds.len() < 2 {
        let why: Vec<String> = report.evidence.iter().filter_map(abstention).collect();
        let why = if why.is_empty() { "the others tell no control from the claim".into() } else { why.join("; ") };
        return (Verdict::Unchecked, format!("fewer than two oracles that could fail hold; {why}"));
    }
    (Verdict::Holds, String::new())
}
