//! `gradus coverage`: every numbered equation of the texts, and what the course says of it.

use super::answer::Answer;
use super::arguments::Coverage;
use super::output::Output;
use super::page::{BAD, Cell, FAINT, LABEL, PLAIN, Page, columns, paint};
use super::{output, picture, table, verify};
use crate::claim::{Claim, Derivation};
use crate::course::{Course, Equation, Status};
use crate::error::{Error, Result};
use crate::latex::typeset;
use crate::report::{numbers, words};
use crate::verdict::ClaimReport;
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) fn answer(course: &Course, arguments: &Coverage, width: usize) -> Result<Answer> {
    if course.equations.is_empty() {
        return Ok(Answer::judged("This course follows no numbered text.\n".into(), true));
    }
    let selected = selected(&course.equations, &arguments.equations)?;
    let open = |path: &Option<PathBuf>| path.as_deref().map(Output::open).transpose();
    let (json_file, svg_file) = (open(&arguments.json)?, open(&arguments.svg)?);
    let derivations = judged_by(course, &selected);
    let report = verify::judged(&derivations, &arguments.run);
    let judged: BTreeMap<String, (&Claim, &ClaimReport)> =
        table::paired(&derivations, &report).map(|(_, claim, report)| (report.id.clone(), (claim, report))).collect();
    let entries: Vec<Entry> = selected
        .into_iter()
        .map(|equation| {
            let claims: Vec<_> = equation.claims.iter().filter_map(|name| judged.get(*name).copied()).collect();
            let sound = claims.len() == equation.claims.len() && claims.iter().all(|(_, report)| report.as_expected());
            Entry { equation, claims, sound }
        })
        .collect();

    let mut instead = String::new();
    if let Some(file) = json_file {
        instead += &file.write(&json(&entries)?)?.unwrap_or_default();
    }
    if let Some(file) = svg_file {
        let cells: Vec<_> = entries.iter().map(|entry| (entry.equation, entry.sound)).collect();
        instead += &file.write(&picture::drawn(&cells))?.unwrap_or_default();
    }
    let defects = course.defects();
    let text = if instead.is_empty() { page(&entries, arguments, &defects, width) } else { instead };
    Ok(Answer::judged(text, defects.is_empty() && entries.iter().all(|entry| entry.sound)))
}

fn page(entries: &[Entry], arguments: &Coverage, defects: &[String], width: usize) -> String {
    let mut page = Page::default();
    if arguments.equations.is_empty() {
        overview(&mut page, entries, width);
    } else {
        details(&mut page, entries, width);
    }
    for defect in defects {
        page.line(paint(BAD, &format!("DEFECT: {defect}")));
    }
    page.into_text()
}

/// An equation, the claims that judge it, and whether all of them came out as expected.
struct Entry<'a> {
    equation: &'a Equation,
    claims: Vec<(&'a Claim, &'a ClaimReport)>,
    sound: bool,
}

/// The equations of these numbers, or of these texts; all of them where none is named.
fn selected<'a>(all: &'a [Equation], names: &[String]) -> Result<Vec<&'a Equation>> {
    for name in names {
        if !all.iter().any(|equation| is_named(equation, name)) {
            let nearest = all.iter().map(|equation| equation.id).max_by(|a, b| {
                let similarity = |id: &str| strsim::normalized_damerau_levenshtein(&name.to_uppercase(), id);
                similarity(a).total_cmp(&similarity(b))
            });
            let hint =
                nearest.map_or(String::new(), |id| format!(" (did you mean `{id}`?); `gradus coverage` shows all"));
            return Err(Error::UnknownEquation { name: name.clone(), hint });
        }
    }
    let wanted = |equation: &&Equation| names.is_empty() || names.iter().any(|name| is_named(equation, name));
    Ok(all.iter().filter(wanted).collect())
}

fn is_named(equation: &Equation, name: &str) -> bool {
    equation.id.eq_ignore_ascii_case(name) || equation.text().eq_ignore_ascii_case(name)
}

/// The derivations, with the claims alone that judge these equations.
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

/// What an unexpected verdict looks like.
const SURPRISE: (&str, Style) = ("!", BAD);

fn mark(entry: &Entry) -> (&'static str, Style) {
    if entry.sound { sign(entry.equation.status) } else { SURPRISE }
}

/// A sign and a colour for each status; the sign alone must do where there are no colours.
fn sign(status: Status) -> (&'static str, Style) {
    match status {
        Status::Verified => ("✓", AnsiColor::Green.on_default()),
        Status::Refuted => ("✗", AnsiColor::Cyan.on_default().bold()),
        Status::Conditional => ("◐", AnsiColor::Yellow.on_default()),
        Status::Definition => ("≔", AnsiColor::Blue.on_default()),
        Status::Notation => ("~", AnsiColor::Magenta.on_default()),
        Status::Illegible => ("?", FAINT),
    }
}

fn meaning(status: Status) -> &'static str {
    match status {
        Status::Verified => "true as printed",
        Status::Refuted => "false as printed; a corrected form holds",
        Status::Conditional => "true under an assumption that is not stated, refuted without it",
        Status::Definition => "gives a name, asserts nothing",
        Status::Notation => "a slip of the pen that changes no mathematics",
        Status::Illegible => "has no reading as an equation",
    }
}

fn overview(page: &mut Page, entries: &[Entry], width: usize) {
    let mut texts: Vec<&str> = entries.iter().map(|entry| entry.equation.text()).collect();
    texts.dedup();
    for text in texts {
        let of_text: Vec<&Entry> = entries.iter().filter(|entry| entry.equation.text() == text).collect();
        page.part();
        page.heading(text, &numbers::count(of_text.len(), "equation"), width);
        for row in of_text.chunks(picture::ROW) {
            let mut line = format!("{}  ", row.first().map_or("", |entry| entry.equation.id));
            for (k, entry) in row.iter().enumerate() {
                let (sign, style) = mark(entry);
                line.push_str(&paint(style.invert(), &format!(" {sign} ")));
                line.push_str(if k % 5 == 4 { "  " } else { "" });
            }
            page.line(line.trim_end());
        }
    }
    page.blank();
    let mut rows = Vec::new();
    for status in Status::ALL {
        let (sign, style) = sign(status);
        let count = entries.iter().filter(|entry| entry.equation.status == status).count();
        let cells = [(style, sign), (PLAIN, status.name()), (PLAIN, &count.to_string()), (FAINT, meaning(status))];
        rows.push(cells.map(|(style, text)| Cell::new(style, text)).into());
    }
    page.indented(0, columns(&rows, width));
    let surprises: Vec<&Entry> = entries.iter().filter(|entry| !entry.sound).collect();
    page.blank();
    page.line(format!("{} with a status; each verdict was reached anew", numbers::count(entries.len(), "equation")));
    page.line("gradus coverage N1-083   what is said of one equation; N1: of a whole text");
    for entry in surprises {
        page.line(paint(BAD, &format!("! {}: a claim of it did not come out as expected", entry.equation.id)));
    }
}

fn details(page: &mut Page, entries: &[Entry], width: usize) {
    for entry in entries {
        page.part();
        let (sign, style) = mark(entry);
        let status = entry.equation.status;
        page.heading(entry.equation.id, meaning(status), width);
        page.entry(2, "status", FAINT, vec![paint(style, &format!("{sign} {status}"))]);
        if !entry.equation.remark.is_empty() {
            let label = if entry.equation.correction().is_some() { "correction" } else { "remark" };
            page.note(2, label, FAINT, entry.equation.remark, width);
        }
        for (claim, report) in &entry.claims {
            let (mark, style) = table::mark(report);
            let verdict = format!("{} {}", paint(style, mark), words::verdict(report));
            page.entry(2, "claim", FAINT, vec![format!("{} {}", report.id, paint(FAINT, &format!("({verdict})")))]);
            page.entry(2, "", FAINT, typeset::display(&claim.latex, width.saturating_sub(2 + LABEL)));
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    equation: &'a str,
    status: &'static str,
    claims: &'a [&'static str],
    correction: Option<&'static str>,
    remark: Option<&'static str>,
    as_expected: bool,
}

fn json(entries: &[Entry]) -> Result<String> {
    let rows: Vec<Row> = entries
        .iter()
        .map(|Entry { equation, sound, .. }| Row {
            equation: equation.id,
            status: equation.status.name(),
            claims: &equation.claims,
            correction: equation.correction(),
            remark: (equation.correction().is_none() && !equation.remark.is_empty()).then_some(equation.remark),
            as_expected: *sound,
        })
        .collect();
    output::json(&rows)
}
