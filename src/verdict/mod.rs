//! Verdicts: what all oracles together say of one claim.

pub mod evaluate;
pub mod suite;
pub mod witness;

use crate::claim::statement;
use crate::claim::{Claim, Derivation, Expected, Mistake, Right};
use crate::oracle::tolerances::SHARE_WITHOUT_VALUE;
use crate::oracle::{Effort, Evidence, Finding, Oracle, Trial, sampling_refutes};
use crate::program::tape;
use std::collections::BTreeSet;
use std::fmt;
use witness::Witness;

/// What all oracles together say of a claim.
///
/// - A claim, or a control, is *refuted* by a difference that rigorous error bounds cannot excuse; by exact arithmetic,
///   with a rational counterexample that is evaluated again; or by quadrature and sampling at one point, both beyond
///   their stated uncertainty. Such a refutation wins over everything. Nothing else refutes.
/// - A claim *holds* when two kinds of oracle agree that could have disagreed - each has told the value of a wrong
///   version from that of the claim - and every wrong version is refuted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At least two oracles of different kind hold, and every control is refuted.
    Holds,
    /// There is a counterexample.
    Refuted,
    /// Not enough evidence, a control that survives, or an oracle that contradicts.
    Unchecked,
    /// Stated in a way that cannot be judged.
    Invalid,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(match self {
            Self::Holds => "holds",
            Self::Refuted => "refuted",
            Self::Unchecked => "unchecked",
            Self::Invalid => "invalid",
        })
    }
}

/// What the oracles say of a control.
#[derive(Clone, Debug)]
pub struct ControlReport {
    /// What is wrong with it.
    pub name: String,
    /// The oracles that refuted it, the strongest first; none if what they found is no refutation.
    pub refuted_by: Vec<Oracle>,
}

/// A claim, its verdict and the evidence for it.
#[derive(Clone, Debug)]
pub struct ClaimReport {
    /// `derivation/claim`
    pub id: String,
    /// Name of the derivation.
    pub derivation: &'static str,
    /// The statement.
    pub latex: &'static str,
    /// Sources.
    pub sources: Vec<&'static str>,
    /// What should come out.
    pub expected: Expected,
    /// What came out.
    pub verdict: Verdict,
    /// Why, if the verdict is not that the claim holds.
    pub reason: String,
    /// One piece for each oracle that was asked: [`Oracle::Digits`] and [`Oracle::Residues`] are not where exact
    /// arithmetic and floats have settled the matter.
    pub evidence: Vec<Evidence>,
    /// One for each control.
    pub controls: Vec<ControlReport>,
    /// A counterexample, if the claim is refuted.
    pub witness: Option<Witness>,
    /// What is wrong, if a known mistake explains the refutation.
    pub diagnosis: Option<String>,
    /// The largest share of general points, over all sizes, at which neither side has a value, where it is worth
    /// telling: a claim that holds does so where it has values.
    pub share_without_value: Option<f64>,
}

impl ClaimReport {
    /// Whether the verdict is the one that was expected.
    pub fn as_expected(&self) -> bool {
        match self.expected {
            Expected::Holds => self.verdict == Verdict::Holds,
            Expected::Refuted { .. } => self.verdict == Verdict::Refuted,
        }
    }

    /// The strongest evidence that holds.
    pub fn strongest(&self) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.holds())
    }

    /// The bound on the probability that exact arithmetic accepted a false claim, if the verdict rests on it alone;
    /// `None` where it rests on numerical checks, be it for a constant only.
    pub fn false_accept_bound(&self) -> Option<f64> {
        let exact = self.evidence.iter().find(|evidence| evidence.oracle == Oracle::Exact && evidence.holds())?;
        exact.constant.is_none().then_some(exact.bound)
    }
}

/// Judges one claim of a derivation.
pub fn judge(derivation: &Derivation, claim: &Claim, seed: u64, effort: Effort) -> ClaimReport {
    let faults = statement::faults_of(derivation, claim);
    if !faults.is_empty() {
        return statement::invalid(derivation, claim, &faults);
    }
    let id = derivation.id(claim);
    let trial = Trial { claim, id: &id, seed, effort };
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
        settle(&trial, right, list);
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
    let kinds: BTreeSet<Oracle> =
        own.iter().filter(|found| found.holds() && told(found.oracle)).map(|found| found.oracle.kind(claim)).collect();
    let share = own.iter().map(Evidence::share_without_value).fold(0.0, f64::max);
    let mut report = ClaimReport {
        id: id.clone(),
        derivation: derivation.name,
        latex: claim.latex,
        sources: claim.sources.clone(),
        expected: claim.expected,
        verdict: Verdict::Holds,
        reason: String::new(),
        controls: controls.collect(),
        evidence: own,
        witness: None,
        diagnosis: None,
        share_without_value: Some(share).filter(|&share| share >= SHARE_WITHOUT_VALUE),
    };
    (report.verdict, report.reason) = weigh(&report, &kinds);
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

/// Finds a known mistake that explains a refutation: the one that turns the form into a right one, by the judgement
/// of an oracle that refuted it.
fn diagnose(trial: &Trial, report: &ClaimReport) -> Option<String> {
    let mistakes: Vec<Mistake> =
        Mistake::IN_VALUE.into_iter().chain(Mistake::in_inputs_of(&trial.claim.given)).collect();
    let rights: Vec<Right> = mistakes.iter().map(|&mistake| trial.claim.right.mistaken(mistake)).collect();
    let quick = Trial { effort: Effort::Quick, ..*trial };
    let judges = report.evidence.iter().filter(|entry| entry.refuted() && entry.oracle != Oracle::MonteCarlo);
    for oracle in judges.map(|entry| entry.oracle) {
        let findings = oracle.judge(&quick, &rights);
        let all = quick.sizes().len();
        let several = |evidence: &Evidence| evidence.holds() && (evidence.sizes.len() > 1 || all == 1);
        if let Some(k) = findings.iter().position(several) {
            return Some(mistakes[k].diagnosis());
        }
    }
    None
}
