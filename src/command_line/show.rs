//! `gradus show`: a derivation as a page of a textbook, or one of its claims.

use super::answer::Answer;
use super::arguments::Show;
use super::context::Context;
use super::output::Output;
use super::{output, page, verify};
use crate::claim::{Claim, Derivation, LeftSide};
use crate::error::Result;
use crate::program::formula::Formula;
use crate::report::contents::{INDENT, step};
use crate::report::document::{Block, Tone, note, plain};
use crate::report::schema;
use crate::report::select::Found;
use crate::verdict::ClaimReport;
use crate::verdict::suite::SuiteReport;

pub(super) fn answer(context: &Context, arguments: &Show) -> Result<Answer> {
    let (derivation, claim) = match context.names().either(&arguments.name)? {
        Found::Derivation(derivation) => (derivation, None),
        Found::Claim(derivation, claim) => (derivation, Some(claim)),
    };
    verify::something_to_judge(std::slice::from_ref(derivation))?;
    let mut selected = derivation.clone();
    if let Some(wanted) = claim {
        selected.keep_only(|claim| claim.name == wanted.name);
    }
    let file = arguments.json.as_deref().map(Output::open).transpose()?;
    let report = verify::judged(&[selected], &arguments.run);
    let instead = output::written(file, || schema::Document::from(&report))?;
    let text = instead.unwrap_or_else(|| {
        let mut blocks = heading(derivation, claim.is_none());
        blocks.extend(steps(derivation, &report, arguments.rust));
        page::painted(&blocks, context.width)
    });
    Ok(Answer::judged(text, &report.claims, true))
}

/// The title of the derivation, and what it is about if the whole of it follows.
fn heading(derivation: &Derivation, is_whole: bool) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(derivation.title.to_string(), derivation.name.to_string()), Block::Rule];
    if is_whole && !derivation.about.is_empty() {
        blocks.push(Block::Paragraph(Tone::Plain, derivation.about.to_string()));
    }
    blocks
}

/// The steps that were judged, with their numbers in the derivation.
fn steps(derivation: &Derivation, report: &SuiteReport, rust: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    for report in &report.claims {
        blocks.push(Block::Space);
        let number = number(derivation, &report.claim.name).map_or(String::new(), |number| format!("{number}. "));
        let heading = format!("{number}{}", report.claim.name.replace('_', " "));
        blocks.extend(step(heading, report, correction(report, derivation)));
        if rust {
            blocks.extend([Block::Space, Block::Indented(INDENT, self::rust(&report.claim))]);
        }
    }
    blocks
}

/// The number of a step, counted from 1.
fn number(derivation: &Derivation, name: &str) -> Option<usize> {
    derivation.claims.iter().position(|claim| claim.name == name).map(|index| index + 1)
}

/// The formula of the step that is right instead of a false one.
fn correction(report: &ClaimReport, derivation: &Derivation) -> Vec<Block> {
    let Some(name) = report.expected().correction() else { return Vec::new() };
    let Some(number) = number(derivation, name) else { return Vec::new() };
    let title = format!("step {number}, {}", name.replace('_', " "));
    let formula = derivation.claims[number - 1].latex.to_string();
    vec![Block::Formula(formula), Block::Line(vec![plain(title)])]
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
