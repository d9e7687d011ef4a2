//! `gradus show`: a derivation, as a page of a textbook.

use super::answer::Answer;
use super::arguments::Show;
use super::page::{Cell, ERRATUM, FAINT, LABEL, PLAIN, Page, columns, paint};
use super::{table, values, verify};
use crate::claim::{Claim, Derivation, Expected, Subject};
use crate::error::Result;
use crate::latex::typeset;
use crate::program::formula::Formula;
use crate::report::{inputs, select, words};
use crate::verdict::{ClaimReport, Verdict};

/// Indent of everything below the number of a step.
const INDENT: usize = 4;
/// Indent of a formula.
const FORMULA: usize = 8;

pub(super) fn answer(derivations: &[Derivation], arguments: &Show, width: usize) -> Result<Answer> {
    let derivation = select::derivation(derivations, &arguments.derivation)?;
    verify::something_to_judge(std::slice::from_ref(derivation))?;
    let report = verify::judged(std::slice::from_ref(derivation), &arguments.run);
    let mut page = Page::default();
    page.heading(&derivation.title, &derivation.name, width);
    page.line(paint(FAINT, &"─".repeat(width)));
    if !derivation.about.is_empty() {
        page.paragraph(0, &derivation.about, width);
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
    page.indented(FORMULA, typeset::display(&claim.latex, width.saturating_sub(FORMULA)));
    page.blank();
    if !claim.reason.is_empty() {
        page.paragraph(INDENT, &claim.reason, width);
    }
    page.note(INDENT, "given", FAINT, &inputs::assumptions(claim), width);
    if let Some(convention) = inputs::convention(claim) {
        page.note(INDENT, "gradient", FAINT, convention, width);
    }
    let (mark, style) = table::mark(report);
    page.entry(INDENT, "verdict", FAINT, vec![paint(style, &format!("{mark} {}", words::verdict(report)))]);
    if !report.reason.is_empty() && report.verdict != Verdict::Refuted {
        page.note(INDENT, "because", FAINT, &report.reason, width);
    }
    let rows: Vec<Vec<Cell>> = report
        .evidence
        .iter()
        .map(|entry| vec![Cell::new(PLAIN, entry.oracle.name()), Cell::new(PLAIN, words::finding(claim, entry))])
        .collect();
    page.entry(INDENT, "evidence", FAINT, columns(&rows, width.saturating_sub(INDENT + LABEL)));
    page.note(INDENT, "controls", FAINT, &words::controls(report), width);
    if report.verdict == Verdict::Refuted {
        values::witness(page, INDENT, claim, report, width);
        if let Some(diagnosis) = &report.diagnosis {
            page.note(INDENT, "diagnosis", FAINT, diagnosis, width);
        }
    }
    if let Expected::Refuted { correction } = &claim.expected {
        let mut lines = Vec::new();
        if let Some(step) = derivation.claims.iter().position(|claim| claim.name == *correction) {
            lines = typeset::display(&derivation.claims[step].latex, width.saturating_sub(INDENT + LABEL));
            lines.push(format!("step {}, {}", step + 1, correction.replace('_', " ")));
        }
        page.entry(INDENT, "correct", ERRATUM, lines);
    }
}

fn rust(page: &mut Page, claim: &Claim, width: usize) {
    let tidy = |formula: &Formula| formula.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let (label, left) = match &claim.subject {
        Subject::Formula(formula) => ("left", formula),
        Subject::Inequality { left, .. } => ("left", left),
        Subject::Gradient { function, .. } => ("gradient of", function),
        Subject::Expectation { integrand, .. } => ("mean of", integrand),
        Subject::Law { sample, .. } => ("law of", sample),
        Subject::Extremum { function, .. } => ("extremum of", function),
    };
    for (label, text) in [(label, tidy(left)), ("right", tidy(&claim.right.formula))] {
        page.entry(INDENT, label, FAINT, typeset::wrap(&text, width.saturating_sub(INDENT + LABEL)));
    }
}
