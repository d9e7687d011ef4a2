//! The report of a claim as a document.

use super::document::{Block, Tone, entry, note, plain};
use super::{inputs, words};
use crate::verdict::{ClaimReport, Verdict};

/// Indent of everything below the name of a step.
pub(crate) const INDENT: usize = 4;
/// Indent of a formula.
const FORMULA: usize = 8;

/// What a claim is given, and what its gradient means.
pub(crate) fn given(report: &ClaimReport) -> Vec<Block> {
    let convention = inputs::convention(&report.claim).map(|convention| note("gradient", convention));
    [note("given", inputs::assumptions(&report.claim))].into_iter().chain(convention).collect()
}

/// Why a claim does not hold. Nothing for a refuted claim: its counterexample says more.
pub(crate) fn because(report: &ClaimReport) -> Option<Block> {
    let cause = report.cause.as_ref().filter(|_| report.verdict != Verdict::Refuted);
    cause.map(|cause| note("because", cause.to_string()))
}

/// What each oracle found.
pub(crate) fn evidence(report: &ClaimReport) -> Block {
    let found = report.evidence.iter();
    let terms = found.map(|found| (found.oracle.name().into(), words::finding(&report.claim, found))).collect();
    entry("evidence", vec![Block::Terms(terms)])
}

/// The counterexample: sizes, inputs and both sides. Nothing for a claim that is not refuted.
pub(crate) fn witness(report: &ClaimReport) -> Vec<Block> {
    if report.verdict != Verdict::Refuted {
        return Vec::new();
    }
    let Some(witness) = &report.witness else {
        return vec![note("witness", "none was found among small integers")];
    };
    let sizes = inputs::size_text(&report.claim, &witness.sizes);
    let (left, right) = words::sides(&report.claim);
    let sides = vec![(left.into(), witness.left.clone()), (right.into(), witness.right.clone())];
    let mut blocks = vec![
        entry("witness", vec![Block::Values(sizes, witness.inputs.clone())]),
        entry("there", vec![Block::Values(String::new(), sides)]),
    ];
    blocks.extend(witness.pattern.map(|pattern| entry("", vec![Block::Line(vec![plain(pattern.to_string())])])));
    blocks
}

/// The known mistake that explains a refutation, if there is one.
pub(crate) fn diagnosis(report: &ClaimReport) -> Option<Block> {
    let diagnosis = report.diagnosis.as_ref().filter(|_| report.verdict == Verdict::Refuted);
    diagnosis.map(|diagnosis| entry("diagnosis", vec![Block::Paragraph(Tone::Emphasis, diagnosis.clone())]))
}

/// One claim, like a step on the page of a textbook. `correction`: what is shown beside `correct` for a claim that
/// is expected to be refuted.
pub(crate) fn step(heading: String, report: &ClaimReport, correction: Vec<Block>) -> Vec<Block> {
    let mut below = Vec::new();
    if !report.claim.reason.is_empty() {
        below.push(Block::Paragraph(Tone::Plain, report.claim.reason.to_string()));
    }
    below.extend(given(report));
    let verdict = Block::Verdict { tone: words::tone(report), words: words::verdict(report), rest: String::new() };
    below.push(entry("verdict", vec![verdict]));
    below.extend(because(report));
    below.push(evidence(report));
    below.push(note("controls", words::controls(report)));
    below.extend(witness(report));
    below.extend(diagnosis(report));
    if report.expected().correction().is_some() {
        below.push(Block::Entry { label: "correct", tone: Tone::Erratum, body: correction });
    }
    vec![
        Block::Heading(heading, words::sources(&report.claim)),
        Block::Space,
        Block::Indented(FORMULA, vec![Block::Formula(report.latex().into())]),
        Block::Space,
        Block::Indented(INDENT, below),
    ]
}

/// One claim by itself.
pub(crate) fn claim(report: &ClaimReport) -> Vec<Block> {
    let named = report.expected().correction().map(|name| Block::Line(vec![plain(name.replace('_', " "))]));
    let correction = named.into_iter().collect();
    step(report.id.clone(), report, correction)
}
