//! The verdicts as JSON.

use super::{output, table};
use crate::claim::{Claim, Derivation, Expected, Text};
use crate::error::Result;
use crate::oracle::{Evidence, Finding};
use crate::report::inputs;
use crate::verdict::suite::SuiteReport;
use crate::verdict::witness::Shown;
use crate::verdict::{ClaimReport, ControlReport};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Document<'a> {
    seed: u64,
    summary: Summary,
    claims: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Summary {
    derivations: usize,
    claims: usize,
    holds: usize,
    refuted: usize,
    unchecked: usize,
    controls: usize,
    controls_refuted: usize,
    exact: usize,
    numerical: usize,
    false_accept_bound: f64,
    false_alarm_bound: f64,
    seconds: f64,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    derivation: &'a str,
    latex: &'a str,
    equations: &'a [Text],
    expected: &'static str,
    correction: Option<&'a str>,
    verdict: String,
    reason: &'a str,
    evidence: Vec<Piece<'a>>,
    controls: Vec<Control<'a>>,
    witness: Option<Witness<'a>>,
    diagnosis: Option<&'a str>,
    false_accept_bound: Option<f64>,
    share_without_value: Option<f64>,
}

#[derive(Serialize)]
struct Piece<'a> {
    oracle: &'static str,
    verdict: &'static str,
    bound: f64,
    constant: Option<f64>,
    by_value: bool,
    dimensions: Vec<usize>,
    reason: &'a str,
    detail: &'a str,
}

#[derive(Serialize)]
struct Control<'a> {
    name: &'a str,
    refuted_by: Option<&'static str>,
}

#[derive(Serialize)]
struct Witness<'a> {
    sizes: BTreeMap<&'static str, usize>,
    inputs: BTreeMap<&'a str, &'a Shown>,
    left: &'a Shown,
    right: &'a Shown,
    pattern: Option<&'static str>,
}

/// The document, indented, with a line break at its end.
pub(super) fn document(derivations: &[Derivation], report: &SuiteReport) -> Result<String> {
    let counts = report.summary();
    let document = Document {
        seed: report.seed,
        summary: Summary {
            derivations: counts.derivations,
            claims: counts.claims,
            holds: counts.holds,
            refuted: counts.refuted,
            unchecked: counts.unchecked,
            controls: counts.controls,
            controls_refuted: counts.controls_refuted,
            exact: counts.exact,
            numerical: counts.numerical,
            false_accept_bound: counts.false_accept_bound,
            false_alarm_bound: counts.false_alarm_bound,
            seconds: report.seconds,
        },
        claims: table::paired(derivations, report).map(|(_, claim, report)| entry(claim, report)).collect(),
    };
    output::json(&document)
}

fn entry<'a>(claim: &Claim, report: &'a ClaimReport) -> Entry<'a> {
    let (expected, correction) = match &report.expected {
        Expected::Holds => ("holds", None),
        Expected::Refuted { correction } => ("refuted", Some(&**correction)),
    };
    Entry {
        id: &report.id,
        derivation: &report.derivation,
        latex: &report.latex,
        equations: &report.sources,
        expected,
        correction,
        verdict: report.verdict.to_string(),
        reason: &report.reason,
        evidence: report.evidence.iter().map(piece).collect(),
        controls: report.controls.iter().map(control).collect(),
        witness: report.witness.as_ref().map(|witness| Witness {
            sizes: inputs::sizes_of(claim, &witness.sizes).into_iter().collect(),
            inputs: witness.inputs.iter().map(|(name, value)| (name.as_str(), value)).collect(),
            left: &witness.left,
            right: &witness.right,
            pattern: witness.pattern,
        }),
        diagnosis: report.diagnosis.as_deref(),
        false_accept_bound: report.false_accept_bound(),
        share_without_value: report.share_without_value,
    }
}

fn piece(evidence: &Evidence) -> Piece<'_> {
    let (verdict, reason) = match &evidence.finding {
        Finding::Holds => ("holds", ""),
        Finding::Refuted(reason) => ("refuted", reason.as_str()),
        Finding::Contradicts(reason) => ("contradicts", reason.as_str()),
        Finding::Abstains(reason) => ("abstains", reason.as_str()),
        Finding::Invalid(reason) => ("invalid", reason.as_str()),
    };
    let mut dimensions: Vec<usize> = evidence.sizes.iter().map(|sizes| sizes.d).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    Piece {
        oracle: evidence.oracle.name(),
        verdict,
        bound: evidence.bound,
        constant: evidence.constant,
        by_value: evidence.by_value,
        dimensions,
        reason,
        detail: &evidence.detail,
    }
}

fn control(control: &ControlReport) -> Control<'_> {
    Control { name: &control.name, refuted_by: control.refuted_by.iter().min().map(|oracle| oracle.name()) }
}
