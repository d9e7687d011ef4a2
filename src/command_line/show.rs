//! `gradus show`: a derivation, as a page of a textbook.

use super::answer::Answer;
use super::arguments::Show;
use super::{page, verify};
use crate::claim::{Claim, Derivation, Expected, LeftSide};
use crate::error::Result;
use crate::program::formula::Formula;
use crate::report::contents::{INDENT, step};
use crate::report::document::{Block, Tone, note, plain};
use crate::report::select;
use crate::verdict::ClaimReport;

pub(super) fn answer(derivations: &[Derivation], arguments: &Show, width: usize) -> Result<Answer> {
    let derivation = select::derivation(derivations, &arguments.derivation)?;
    verify::something_to_judge(std::slice::from_ref(derivation))?;
    let report = verify::judged(std::slice::from_ref(derivation), &arguments.run);
    let mut blocks = vec![Block::Heading(derivation.title.to_string(), derivation.name.to_string()), Block::Rule];
    if !derivation.about.is_empty() {
        blocks.push(Block::Paragraph(Tone::Plain, derivation.about.to_string()));
    }
    for (k, claim) in report.claims.iter().enumerate() {
        blocks.push(Block::Space);
        let heading = format!("{}. {}", k + 1, claim.claim.name.replace('_', " "));
        blocks.extend(step(heading, claim, correction(claim, &report.claims)));
        if arguments.rust {
            blocks.extend([Block::Space, Block::Indented(INDENT, rust(&claim.claim))]);
        }
    }
    Ok(Answer::judged(page::painted(&blocks, width), report.as_expected()))
}

/// The formula of the step that corrects an erratum.
fn correction(report: &ClaimReport, steps: &[ClaimReport]) -> Vec<Block> {
    let Expected::Refuted { correction } = report.expected() else { return Vec::new() };
    let Some(k) = steps.iter().position(|step| step.claim.name == *correction) else { return Vec::new() };
    let title = format!("step {}, {}", k + 1, correction.replace('_', " "));
    vec![Block::Formula(steps[k].latex().into()), Block::Line(vec![plain(title)])]
}

fn rust(claim: &Claim) -> Vec<Block> {
    let tidy = |formula: &Formula| formula.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let (label, left) = match &claim.left {
        LeftSide::Formula(formula) => ("left", formula),
        LeftSide::Inequality { left, .. } => ("left", left),
        LeftSide::Gradient { function, .. } => ("gradient of", function),
        LeftSide::Expectation { integrand, .. } => ("mean of", integrand),
        LeftSide::Law { sample, .. } => ("law of", sample),
        LeftSide::Extremum { function, .. } => ("extremum of", function),
    };
    vec![note(label, tidy(left)), note("right", tidy(&claim.right.formula))]
}
