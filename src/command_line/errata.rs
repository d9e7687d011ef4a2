//! `gradus errata`: what the sources state wrongly, and what is easy to get wrong; why, and the correction.

use super::answer::Answer;
use super::arguments::Errata;
use super::context::Context;
use super::output::Output;
use super::{output, page, verify};
use crate::claim::Derivation;
use crate::error::Result;
use crate::report::document::{Block, Tone, entry, note, plain, span};
use crate::report::{contents, schema, words};
use crate::verdict::suite::SuiteReport;
use crate::verdict::{ClaimReport, Verdict};

pub(super) fn answer(context: &Context, arguments: &Errata) -> Result<Answer> {
    let selected = with_corrections(&context.course.derivations, &context.names().matching(&arguments.filters)?);
    let file = arguments.json.as_deref().map(Output::open).transpose()?;
    let report = verify::judged(&selected, &arguments.run);
    let instead = output::written(file, || schema::Errata::new(&report))?;
    let is_complete =
        |claim: &ClaimReport| claim.expected().correction().is_none() || correction(claim, &report).is_some();
    let complete = report.claims.iter().all(is_complete);
    let text = match instead {
        Some(json) => json,
        None if selected.is_empty() && arguments.filters.is_empty() => {
            "No errata: every claim is expected to hold as printed.\n".into()
        }
        None if selected.is_empty() => "No errata here: every claim is expected to hold as printed.\n".into(),
        None => page::painted(&page(&report), context.width),
    };
    Ok(Answer::judged(text, &report.claims, complete))
}

/// The selected claims that are expected to be refuted, and their corrections.
fn with_corrections(all: &[Derivation], selected: &[Derivation]) -> Vec<Derivation> {
    let mut derivations = all.to_vec();
    for derivation in &mut derivations {
        let of_name = selected.iter().find(|selected| selected.name == derivation.name);
        let claims = of_name.map_or(&[][..], |selected| &selected.claims);
        let is_wanted = |name: &str| {
            claims.iter().any(|claim| {
                let correction = claim.expected.correction();
                correction.is_some_and(|correction| claim.name == name || correction == name)
            })
        };
        derivation.keep_only(|claim| is_wanted(&claim.name));
    }
    derivations.retain(|derivation| !derivation.claims.is_empty());
    derivations
}

/// First the errata, then the tempting mistakes.
fn page(report: &SuiteReport) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (errata, others): (Vec<_>, Vec<_>) = report
        .claims
        .iter()
        .filter(|claim| claim.expected().correction().is_some())
        .partition(|claim| claim.expected().is_erratum());
    blocks.extend(errata.iter().flat_map(|claim| whole(claim, report)));
    if !others.is_empty() {
        let text = "Tempting mistakes: easy to make, and printed in no source";
        blocks.extend((!errata.is_empty()).then_some([Block::Space, Block::Rule]).into_iter().flatten());
        blocks.push(Block::Paragraph(Tone::Title, text.into()));
        blocks.extend(others.iter().flat_map(|claim| whole(claim, report)));
    }
    let total = words::refutable(errata.len(), others.len());
    blocks.extend([Block::Space, Block::Line(vec![plain(format!("{total} · seed {}", report.seed))])]);
    blocks
}

/// A false claim, and its correction.
fn whole(claim: &ClaimReport, report: &SuiteReport) -> Vec<Block> {
    let below = correction(claim, report).map_or_else(|| missing(claim), correct);
    printed(claim).into_iter().chain([Block::Indented(2, vec![below])]).collect()
}

fn printed(report: &ClaimReport) -> Vec<Block> {
    let mut below = vec![
        entry(
            if report.expected().is_erratum() { "printed" } else { "mistake" },
            vec![Block::Formula(report.latex().into())],
        ),
        note("remark", report.claim.reason.clone()),
    ];
    if report.verdict == Verdict::Refuted {
        below.extend(contents::witness(report));
        below.extend(contents::diagnosis(report));
    } else {
        let cause = report.cause.as_ref().map_or(String::new(), |cause| format!(": {cause}"));
        below.push(unexpected(words::tone(report), format!("not refuted; it {}{cause}", words::outcome(report))));
    }
    vec![Block::Space, Block::Heading(report.id.clone(), words::sources(&report.claim)), Block::Indented(2, below)]
}

/// The claim that is right instead of a false one.
fn correction<'a>(claim: &ClaimReport, report: &'a SuiteReport) -> Option<&'a ClaimReport> {
    let name = claim.expected().correction()?;
    report.claims.iter().find(|other| other.derivation == claim.derivation && other.claim.name == *name)
}

fn correct(correction: &ClaimReport) -> Block {
    let bound = correction.strongest().map_or(String::new(), |evidence| format!(" ({})", words::bounded(evidence)));
    let verdict = span(words::tone(correction), words::verdict(correction));
    let line = Block::Line(vec![plain(format!("{} ", correction.claim.name)), verdict, plain(bound)]);
    entry("correct", vec![Block::Formula(correction.latex().into()), line])
}

fn missing(claim: &ClaimReport) -> Block {
    let name = claim.expected().correction().map_or("", |name| name);
    unexpected(Tone::Bad, format!("its correction `{name}` is not a claim of {}", claim.derivation))
}

fn unexpected(tone: Tone, text: String) -> Block {
    Block::Entry { label: "UNEXPECTED", tone, body: vec![Block::Paragraph(Tone::Plain, text)] }
}
