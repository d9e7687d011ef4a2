//! `gradus errata`: what the sources state wrongly, why, and the correction.

use super::answer::{AS_EXPECTED, Answer};
use super::arguments::Run;
use super::{page, verify};
use crate::claim::{Claim, Derivation, Expected, Text};
use crate::report::document::{Block, Tone, entry, note, plain, span};
use crate::report::{contents, words};
use crate::verdict::suite::SuiteReport;
use crate::verdict::{ClaimReport, Verdict};

pub(super) fn answer(derivations: &[Derivation], run: &Run, width: usize) -> Answer {
    // The errata and their corrections.
    let mut selected = derivations.to_vec();
    for derivation in &mut selected {
        let corrections: Vec<Text> = derivation.claims.iter().filter_map(correction_of).cloned().collect();
        derivation.keep_only(|claim| correction_of(claim).is_some() || corrections.contains(&claim.name));
    }
    selected.retain(|derivation| !derivation.claims.is_empty());
    if selected.is_empty() {
        return Answer { text: "No errata: every claim is expected to hold as printed.\n".into(), code: AS_EXPECTED };
    }
    let report = verify::judged(&selected, run);
    let mut blocks = Vec::new();
    let mut count = 0;
    let mut as_expected = report.as_expected();
    for erratum in &report.claims {
        let Some(name) = correction_of(&erratum.claim) else { continue };
        count += 1;
        blocks.extend(printed(erratum));
        let correction = correction(erratum, name, &report);
        as_expected &= correction.is_some();
        let below = correction.map_or_else(|| missing(erratum, name), correct);
        blocks.push(Block::Indented(2, vec![below]));
    }
    let total = if count == 1 { "1 erratum".into() } else { format!("{count} errata") };
    blocks.extend([Block::Space, Block::Line(vec![plain(format!("{total} · seed {}", run.seed))])]);
    Answer::judged(page::painted(&blocks, width), as_expected)
}

fn correction_of(claim: &Claim) -> Option<&Text> {
    match &claim.expected {
        Expected::Refuted { correction } => Some(correction),
        Expected::Holds => None,
    }
}

fn printed(report: &ClaimReport) -> Vec<Block> {
    let mut below = vec![
        entry("printed", vec![Block::Formula(report.latex().into())]),
        note("remark", report.claim.reason.clone()),
    ];
    if report.verdict == Verdict::Refuted {
        below.extend(contents::witness(report));
        below.extend(contents::diagnosis(report));
    } else {
        let cause = report.cause.as_ref().map_or(String::new(), |cause| format!(": {cause}"));
        below.push(unexpected(words::tone(report), format!("not refuted; it {}{cause}", words::outcome(report))));
    }
    vec![Block::Space, Block::Heading(report.id.clone(), words::sources(report)), Block::Indented(2, below)]
}

/// The claim that corrects an erratum.
fn correction<'a>(erratum: &ClaimReport, name: &str, report: &'a SuiteReport) -> Option<&'a ClaimReport> {
    report.claims.iter().find(|other| other.derivation == erratum.derivation && other.claim.name == name)
}

fn correct(correction: &ClaimReport) -> Block {
    let bound = correction.strongest().map_or(String::new(), |evidence| format!(" ({})", words::bounded(evidence)));
    let verdict = span(words::tone(correction), words::verdict(correction));
    let line = Block::Line(vec![plain(format!("{} ", correction.claim.name)), verdict, plain(bound)]);
    entry("correct", vec![Block::Formula(correction.latex().into()), line])
}

fn missing(erratum: &ClaimReport, name: &str) -> Block {
    unexpected(Tone::Bad, format!("its correction `{name}` is not a claim of {}", erratum.derivation))
}

fn unexpected(tone: Tone, text: String) -> Block {
    Block::Entry { label: "UNEXPECTED", tone, body: vec![Block::Paragraph(Tone::Plain, text)] }
}
