//! Verdicts: what all oracles together say of one claim.

use crate::claim::{Claim, Derivation, Expected, Mistake, Right};
use crate::oracle::{Effort, Evidence, Finding, Oracle, Trial};
use crate::statement;
use crate::witness::{self, Witness};
use std::fmt;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At least two oracles of different kind hold, and every control is refuted.
    Holds,
    /// An oracle refutes it. Any refutation wins.
    Refuted,
    /// Not enough evidence, or a control that survives.
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

/// What became of a control.
#[derive(Clone, Debug)]
pub struct ControlReport {
    /// What is wrong with it.
    pub name: String,
    /// The oracles that refuted it, the strongest first.
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
    /// One piece for each oracle that applies.
    pub evidence: Vec<Evidence>,
    /// One for each control.
    pub controls: Vec<ControlReport>,
    /// A counterexample, if the claim is refuted.
    pub witness: Option<Witness>,
    /// What is wrong, if a known mistake explains the refutation.
    pub diagnosis: Option<String>,
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
    let mut controls: Vec<ControlReport> = claim
        .controls
        .iter()
        .map(|control| ControlReport { name: control.name.clone(), refuted_by: Vec::new() })
        .collect();
    let mut evidence = Vec::new();
    let mut with_teeth = 0;
    for oracle in Oracle::of(claim) {
        let mut findings = oracle.judge(&trial, &rights).into_iter();
        let Some(own) = findings.next() else { continue };
        let mut teeth = false;
        for (control, finding) in controls.iter_mut().zip(findings) {
            if finding.refuted() {
                control.refuted_by.push(oracle);
                teeth = true;
            }
        }
        // An oracle that refutes no control cannot fail here, so its consent says nothing.
        with_teeth += usize::from(own.holds() && teeth);
        evidence.push(own);
    }
    let mut report = ClaimReport {
        id: id.clone(),
        derivation: derivation.name,
        latex: claim.latex,
        sources: claim.sources.clone(),
        expected: claim.expected,
        verdict: Verdict::Holds,
        reason: String::new(),
        evidence,
        controls,
        witness: None,
        diagnosis: None,
    };
    (report.verdict, report.reason) = weigh(&report, with_teeth);
    if report.verdict == Verdict::Refuted {
        report.witness = witness::find(&trial, &claim.right);
        report.diagnosis = diagnose(&trial);
        let only_exact = report.evidence.iter().all(|entry| !entry.refuted() || entry.oracle == Oracle::Exact);
        if report.witness.is_none() && only_exact {
            report.verdict = Verdict::Unchecked;
            report.reason = "refuted over 𝔽ₚ, but no rational counterexample was found".into();
        }
    }
    report
}

/// Any refutation wins; then what is invalid; then surviving controls; then the number of kinds of evidence.
fn weigh(report: &ClaimReport, with_teeth: usize) -> (Verdict, String) {
    let refuted = report.evidence.iter().find_map(|entry| match &entry.finding {
        Finding::Refuted(reason) => Some(format!("{}: {reason}", entry.oracle)),
        _ => None,
    });
    if let Some(reason) = refuted {
        return (Verdict::Refuted, reason);
    }
    let invalid = report.evidence.iter().find_map(|entry| match &entry.finding {
        Finding::Invalid(reason) => Some(format!("{}: {reason}", entry.oracle)),
        _ => None,
    });
    if let Some(reason) = invalid {
        return (Verdict::Invalid, reason);
    }
    if report.controls.is_empty() {
        return (Verdict::Unchecked, "it has no control, so nothing shows that it could fail".into());
    }
    if let Some(survivor) = report.controls.iter().find(|control| control.refuted_by.is_empty()) {
        return (Verdict::Unchecked, format!("vacuous: the control `{}` survives", survivor.name));
    }
    // Stationary is not extreme.
    if let Some(optimum) = report.evidence.iter().find(|entry| entry.oracle == Oracle::Optimum && !entry.holds()) {
        return (Verdict::Unchecked, format!("the kind of the extremum is open: {:?}", optimum.finding));
    }
    if with_teeth < 2 {
        let abstained = report.evidence.iter().filter_map(|entry| match &entry.finding {
            Finding::Abstains(reason) => Some(format!("{} abstains: {reason}", entry.oracle)),
            _ => None,
        });
        let why: Vec<String> = abstained.collect();
        return (Verdict::Unchecked, format!("fewer than two oracles that could fail hold; {}", why.join("; ")));
    }
    (Verdict::Holds, String::new())
}

/// Finds a known mistake that explains a refutation: the one that turns the form into a right one.
fn diagnose(trial: &Trial) -> Option<String> {
    let mistakes: Vec<Mistake> =
        Mistake::IN_VALUE.into_iter().chain(Mistake::in_inputs_of(&trial.claim.given)).collect();
    let rights: Vec<Right> = mistakes.iter().map(|&mistake| trial.claim.right.mistaken(mistake)).collect();
    let quick = Trial { effort: Effort::Quick, ..*trial };
    for oracle in Oracle::of(trial.claim).filter(|&oracle| oracle != Oracle::MonteCarlo) {
        let findings = oracle.judge(&quick, &rights);
        let all = quick.sizes().len();
        let several = |evidence: &Evidence| evidence.holds() && (evidence.sizes.len() > 1 || all == 1);
        if let Some(k) = findings.iter().position(several) {
            return Some(mistakes[k].diagnosis());
        }
    }
    None
}
