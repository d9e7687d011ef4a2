//! `gradus coverage`: every numbered equation of the texts, and how the course judges it.

use super::answer::{AS_EXPECTED, Answer};
use super::arguments::Coverage;
use super::context::Context;
use super::output::Output;
use super::{output, page, picture, verify};
use crate::claim::Derivation;
use crate::course::{Course, Equation, Status};
use crate::error::{Error, Result};
use crate::report::document::{Block, Tone, entry, note, plain, span};
use crate::report::{numbers, schema, words};
use crate::verdict::ClaimReport;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) fn answer(context: &Context, arguments: &Coverage) -> Result<Answer> {
    let course = context.course;
    if course.equations.is_empty() {
        return Ok(Answer { text: "This course follows no numbered text.\n".into(), code: AS_EXPECTED });
    }
    let selected = selected(context, &arguments.equations)?;
    let open = |path: &Option<PathBuf>| path.as_deref().map(Output::open).transpose();
    let (json_file, svg_file) = (open(&arguments.json)?, open(&arguments.svg)?);
    let derivations = judged_by(course, &selected);
    let report = verify::judged(&derivations, &arguments.run);
    let judged: BTreeMap<&str, &ClaimReport> =
        report.claims.iter().map(|report| (report.id.as_str(), report)).collect();
    let entries: Vec<Entry> = selected
        .into_iter()
        .map(|equation| {
            let claims: Vec<_> = equation.claims.iter().filter_map(|name| judged.get(*name).copied()).collect();
            let as_expected = claims.len() == equation.claims.len() && claims.iter().all(|report| report.as_expected());
            Entry { equation, claims, as_expected }
        })
        .collect();

    let mut instead = String::new();
    let as_data = || schema::Coverage::new(report.seed, entries.iter().map(Entry::row).collect());
    instead += &output::written(json_file, as_data)?.unwrap_or_default();
    if let Some(file) = svg_file {
        let cells: Vec<_> = entries.iter().map(|entry| (entry.equation, entry.as_expected)).collect();
        instead += &file.write(&picture::drawn(&cells))?.unwrap_or_default();
    }
    let defects = course.defects();
    let text = if instead.is_empty() { page(context, &entries, arguments, &defects) } else { instead };
    let complete = entries.iter().all(|entry| entry.claims.len() == entry.equation.claims.len());
    Ok(Answer::judged(text, &report.claims, complete && defects.is_empty()))
}

fn page(context: &Context, entries: &[Entry], arguments: &Coverage, defects: &[String]) -> String {
    let mut blocks = if arguments.equations.is_empty() { overview(context, entries) } else { details(entries) };
    blocks.extend(defects.iter().map(|defect| Block::Line(vec![span(Tone::Bad, format!("DEFECT: {defect}"))])));
    page::painted(&blocks, context.width)
}

/// An equation, the claims that judge it, and whether the verdicts of all of them are the expected ones.
struct Entry<'a> {
    equation: &'a Equation,
    claims: Vec<&'a ClaimReport>,
    as_expected: bool,
}

/// The equations with these numbers, or of these texts; all of them if no name is given.
fn selected<'a>(context: &Context<'a>, names: &[String]) -> Result<Vec<&'a Equation>> {
    let all = &context.course.equations;
    for name in names {
        if !all.iter().any(|equation| is_named(equation, name)) {
            let nearest = all.iter().map(|equation| equation.id).max_by(|a, b| {
                let similarity = |id: &str| strsim::normalized_damerau_levenshtein(&name.to_uppercase(), id);
                similarity(a).total_cmp(&similarity(b))
            });
            let program = &context.program.name;
            let hint =
                nearest.map_or(String::new(), |id| format!(" (did you mean `{id}`?); `{program} coverage` shows all"));
            return Err(Error::unknown_equation(name.clone(), hint));
        }
    }
    let wanted = |equation: &&Equation| names.is_empty() || names.iter().any(|name| is_named(equation, name));
    Ok(all.iter().filter(wanted).collect())
}

fn is_named(equation: &Equation, name: &str) -> bool {
    equation.id.eq_ignore_ascii_case(name) || equation.text().eq_ignore_ascii_case(name)
}

/// The derivations, each with only the claims that judge these equations.
fn judged_by(course: &Course, equations: &[&Equation]) -> Vec<Derivation> {
    let mut derivations = course.derivations.clone();
    for derivation in &mut derivations {
        let name = derivation.name.clone();
        derivation.keep_only(|claim| {
            let id = format!("{name}/{}", claim.name);
            equations.iter().any(|equation| equation.claims.contains(&id.as_str()))
        });
    }
    derivations.retain(|derivation| !derivation.claims.is_empty());
    derivations
}

/// A sign for each status, and for an unexpected verdict. It must be unambiguous without colours.
fn sign(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Verified) => "✓",
        Some(Status::Refuted) => "✗",
        Some(Status::Conditional) => "◐",
        Some(Status::Definition) => "≔",
        Some(Status::Notation) => "~",
        Some(Status::Illegible) => "?",
        None => "!",
    }
}

impl Entry<'_> {
    /// The status, if the verdicts confirm it.
    fn status(&self) -> Option<Status> {
        Some(self.equation.status).filter(|_| self.as_expected)
    }

    fn row(&self) -> schema::Equation {
        schema::Equation::new(self.equation, self.as_expected)
    }
}

fn meaning(status: Status) -> &'static str {
    match status {
        Status::Verified => "true as printed",
        Status::Refuted => "false as printed; a corrected form holds",
        Status::Conditional => "true under an unstated assumption, refuted without it",
        Status::Definition => "a definition, which asserts nothing",
        Status::Notation => "a slip of notation that does not change the mathematics",
        Status::Illegible => "cannot be read as an equation",
    }
}

fn overview(context: &Context, entries: &[Entry]) -> Vec<Block> {
    // A line of twenty cells has 77 columns.
    let in_a_row = if context.width < 80 { picture::ROW / 2 } else { picture::ROW };
    let mut blocks = Vec::new();
    for of_text in entries.chunk_by(|one, next| one.equation.text() == next.equation.text()) {
        let text = of_text.first().map_or("", |entry| entry.equation.text());
        let count = numbers::count(of_text.len(), "equation");
        blocks.extend([Block::Space, Block::Heading(text.into(), count)]);
        if let Some(text) = context.course.texts.iter().find(|known| known.id == text) {
            blocks.push(Block::Paragraph(Tone::Plain, format!("{}: {}", text.title, text.about)));
        }
        for row in of_text.chunks(in_a_row) {
            let mut line = vec![plain(format!("{}  ", row.first().map_or("", |entry| entry.equation.id)))];
            for (k, entry) in row.iter().enumerate() {
                let status = entry.status();
                line.push(span(Tone::Tile(status), format!(" {} ", sign(status))));
                line.push(plain(if k % 5 == 4 { "  " } else { "" }));
            }
            blocks.push(Block::Unwrapped(line));
        }
    }
    let row = |status: Status| {
        let count = entries.iter().filter(|entry| entry.equation.status == status).count();
        let sign = span(Tone::Equation(status), sign(Some(status)));
        vec![sign, plain(status.name()), plain(count.to_string()), span(Tone::Faint, meaning(status))]
    };
    let (program, first) = (&context.program.name, entries.first().map_or("", |entry| entry.equation.id));
    let text = first.split_once('-').map_or("", |(text, _)| text);
    let more = format!(
        "`{program} coverage {first}` shows the details of one equation, `{program} coverage {text}` of a text"
    );
    let total = format!("{} with a status; every claim was judged again", numbers::count(entries.len(), "equation"));
    blocks.extend([
        Block::Space,
        Block::Table(Status::ALL.map(row).into()),
        Block::Space,
        Block::Line(vec![plain(total)]),
        Block::Line(vec![plain(more)]),
    ]);
    for entry in entries.iter().filter(|entry| !entry.as_expected) {
        let text = format!("! {}: the verdict of one of its claims is not the expected one", entry.equation.id);
        blocks.push(Block::Line(vec![span(Tone::Bad, text)]));
    }
    blocks
}

fn details(entries: &[Entry]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for Entry { equation, claims, as_expected } in entries {
        let status = equation.status;
        let shown = Some(status).filter(|_| *as_expected);
        let tone = shown.map_or(Tone::Bad, Tone::Equation);
        let mut below = vec![entry("status", vec![Block::Line(vec![span(tone, format!("{} {status}", sign(shown)))])])];
        if !equation.remark.is_empty() {
            let label = if equation.correction().is_some() { "correction" } else { "remark" };
            below.push(note(label, equation.remark));
        }
        for report in claims {
            let tone = words::tone(report);
            let verdict = [
                plain(format!("{} ", report.id)),
                span(Tone::Faint, "("),
                span(tone, tone.sign()),
                span(Tone::Faint, format!(" {})", words::verdict(report))),
            ];
            below.push(entry("claim", vec![Block::Line(verdict.into()), Block::Formula(report.latex().into())]));
        }
        let heading = Block::Heading(equation.id.into(), meaning(status).into());
        blocks.extend([Block::Space, heading, Block::Indented(2, below)]);
    }
    blocks
}
