//! `gradus show`: a derivation, as a page of a textbook.

use super::arguments::Show;
use super::page::{Cell, ERRATUM, FAINT, LABEL, PLAIN, Page, columns, paint};
use super::{Answer, select, table, values, verify};
use crate::claim::{Claim, Derivation, Expected, Subject};
use crate::derivative::Convention;
use crate::error::Result;
use crate::formula::Formula;
use crate::input::ONE;
use crate::oracle::{Evidence, Finding};
use crate::typeset;
use crate::verdict::{ClaimReport, Verdict};

/// Indent of everything below the number of a step.
const INDENT: usize = 4;
/// Indent of a formula.
const FORMULA: usize = 8;

pub(super) fn answer(derivations: &[Derivation], arguments: &Show, width: usize) -> Result<Answer> {
    let derivation = select::derivation(derivations, &arguments.derivation)?;
    let report = verify::judged(std::slice::from_ref(derivation), &arguments.run);
    let mut page = Page::default();
    page.heading(derivation.title, derivation.name, width);
    page.line(paint(FAINT, &"─".repeat(width)));
    if !derivation.about.is_empty() {
        page.paragraph(0, derivation.about, width);
    }
    for (number, (claim, report)) in derivation.claims.iter().zip(&report.claims).enumerate() {
        page.blank();
        step(&mut page, number + 1, derivation, claim, report, width);
        if arguments.rust {
            page.blank();
            rust(&mut page, claim, width);
        }
    }
    Ok(Answer::judged(page.into_text(), report.as_expected()))
}

fn step(page: &mut Page, number: usize, derivation: &Derivation, claim: &Claim, report: &ClaimReport, width: usize) {
    page.heading(&format!("{number}. {}", claim.name.replace('_', " ")), &claim.sources.join(", "), width);
    page.blank();
    page.indented(FORMULA, typeset::display(claim.latex, width.saturating_sub(FORMULA)));
    page.blank();
    if !claim.reason.is_empty() {
        page.paragraph(INDENT, claim.reason, width);
    }
    page.note(INDENT, "given", FAINT, &assumptions(claim), width);
    if let Some(convention) = convention(claim) {
        page.note(INDENT, "gradient", FAINT, convention, width);
    }
    let (mark, style) = table::mark(report);
    page.entry(INDENT, "verdict", FAINT, vec![paint(style, &format!("{mark} {}", table::verdict(report)))]);
    if !report.reason.is_empty() && report.verdict != Verdict::Refuted {
        page.note(INDENT, "because", FAINT, &report.reason, width);
    }
    let rows: Vec<Vec<Cell>> = report.evidence.iter().map(|entry| oracle(claim, entry)).collect();
    page.entry(INDENT, "evidence", FAINT, columns(&rows, width.saturating_sub(INDENT + LABEL)));
    page.note(INDENT, "controls", FAINT, &controls(report), width);
    if report.verdict == Verdict::Refuted {
        values::witness(page, INDENT, claim, report, width);
        if let Some(diagnosis) = &report.diagnosis {
            page.note(INDENT, "diagnosis", FAINT, diagnosis, width);
        }
    }
    if let Expected::Refuted { correction } = claim.expected {
        let mut lines = Vec::new();
        if let Some(step) = derivation.claims.iter().position(|claim| claim.name == correction) {
            lines = typeset::display(derivation.claims[step].latex, width.saturating_sub(INDENT + LABEL));
            lines.push(format!("step {}, {}", step + 1, correction.replace('_', " ")));
        }
        page.entry(INDENT, "correct", ERRATUM, lines);
    }
}

fn assumptions(claim: &Claim) -> String {
    let mut inputs: Vec<String> = claim.given.iter().map(values::assumption).collect();
    if claim.many_samples {
        inputs.push("N > D".into());
    }
    if inputs.is_empty() { "nothing".into() } else { inputs.join("; ") }
}

/// What the gradient with respect to a square matrix means: the most disputed point of the field.
fn convention(claim: &Claim) -> Option<&'static str> {
    let Subject::Gradient { variable, convention, .. } = claim.subject else { return None };
    let input = claim.given.iter().find(|input| input.name == variable)?;
    if input.rows != input.columns || input.rows == ONE {
        return None;
    }
    Some(match convention {
        Convention::Unconstrained => "unconstrained: every entry varies on its own",
        Convention::Symmetrised => "symmetrised: ½(G + Gᵀ) of the unconstrained gradient G",
        Convention::FreeEntries => "over the free entries: G + Gᵀ − diag(G) of the unconstrained gradient G",
    })
}

fn oracle(claim: &Claim, evidence: &Evidence) -> Vec<Cell> {
    let text = match &evidence.finding {
        Finding::Holds => {
            let strength = table::strength(evidence);
            // Most details begin with the strength.
            let detail = match evidence.detail.split_once("relative error ≤ ") {
                Some((before, after)) => {
                    before.to_string() + after.split_once([',', ';']).map_or("", |(_, rest)| rest.trim_start())
                }
                None => evidence.detail.clone(),
            };
            let parts = [strength, values::reach(claim, &evidence.sizes), detail];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Finding::Refuted(reason) => format!("refutes it at {}: {reason}", place(claim, evidence)),
        Finding::Abstains(reason) => format!("abstains: {reason}"),
        Finding::Invalid(reason) => format!("cannot judge it: {reason}"),
    };
    vec![Cell::new(PLAIN, evidence.oracle.name()), Cell::new(PLAIN, text)]
}

/// The sizes at which an oracle refuted the claim.
fn place(claim: &Claim, evidence: &Evidence) -> String {
    let text = evidence.sizes.last().map_or(String::new(), |sizes| values::size_text(claim, sizes));
    if text.is_empty() { "a point".into() } else { text }
}

fn controls(report: &ClaimReport) -> String {
    if report.controls.is_empty() {
        return "none".into();
    }
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for control in &report.controls {
        let group = match control.refuted_by.iter().min() {
            Some(oracle) => format!("refuted by {oracle}"),
            None => "NOT REFUTED".into(),
        };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, names)) => names.push(&control.name),
            None => groups.push((group, vec![&control.name])),
        }
    }
    let told: Vec<String> = groups.iter().map(|(group, names)| format!("{group}: {}", names.join(", "))).collect();
    told.join("; ")
}

fn rust(page: &mut Page, claim: &Claim, width: usize) {
    let tidy = |formula: &Formula| formula.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let (label, left) = match &claim.subject {
        Subject::Formula(formula) => ("left", formula),
        Subject::Gradient { function, .. } => ("gradient of", function),
        Subject::Expectation { integrand, .. } => ("mean of", integrand),
        Subject::Law { sample, .. } => ("law of", sample),
        Subject::Extremum { function, .. } => ("extremum of", function),
    };
    for (label, text) in [(label, tidy(left)), ("right", tidy(&claim.right.formula))] {
        page.entry(INDENT, label, FAINT, typeset::wrap(&text, width.saturating_sub(INDENT + LABEL)));
    }
}
