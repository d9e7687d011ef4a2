//! `gradus check`: the formulas of notes are read and judged, and what is wrong is shown at its place.

mod diagnostic;
mod excerpt;
mod folder;
mod json;
mod messages;
mod sarif;
mod summary;
mod visible;

use super::answer::{AS_EXPECTED, Answer, BAD_INPUT, UNEXPECTED};
use super::arguments::{Check, CheckFormat};
use super::context::Context;
use super::{output, page};
use crate::error::{Error, Result};
use crate::note::{self, Checks, Note, Preliminaries};
use crate::report::document::Tone;
use diagnostic::Diagnostic;
use std::io;
use std::path::Path;
use std::time::Instant;
use summary::Summary;
use visible::visible;

pub(super) fn answer(context: &Context, arguments: &Check) -> Result<Answer> {
    let begun = Instant::now();
    let mut before = Preliminaries { given: arguments.given.clone(), macros: Vec::new() };
    for file in &arguments.macros {
        before.macros.extend(note::macros(file)?);
    }
    if let Some(problem) = before.problem() {
        return Err(Error::file("read", "--given", problem));
    }
    let (files, not_listed) = folder::notes(&arguments.files);
    let mut run = Run {
        context,
        arguments,
        summary: Summary::default(),
        text: String::new(),
        files: Vec::new(),
        results: Vec::new(),
        errors: Vec::new(),
        failed: 0,
    };
    for (path, error) in not_listed {
        run.unreadable(&path, &error);
    }
    for path in &files {
        let read = if path == Path::new("-") { note::read_from("-", io::stdin().lock()) } else { note::open(path) };
        match read {
            Ok(note) => run.judge(path, &note, &before),
            Err(error) => run.unreadable(path, &error),
        }
    }
    run.summary.seconds = begun.elapsed().as_secs_f64();
    run.answer(files.len())
}

struct Run<'a> {
    context: &'a Context<'a>,
    arguments: &'a Check,
    summary: Summary,
    text: String,
    files: Vec<json::File>,
    results: Vec<serde_json::Value>,
    errors: Vec<String>,
    /// Files that could not be read.
    failed: usize,
}

impl Run<'_> {
    fn judge(&mut self, path: &Path, note: &Note, before: &Preliminaries) {
        let checks = note::check(note, before);
        self.summary.add(&checks);
        match self.arguments.format {
            CheckFormat::Json => self.files.push(json::File::new(path.display().to_string(), note, &checks)),
            CheckFormat::Sarif => {
                for (source, diagnostic) in self.diagnostics(&checks) {
                    self.results.push(sarif::result(&note.sources[source], &diagnostic));
                }
            }
            CheckFormat::Text => {
                for (source, diagnostic) in self.diagnostics(&checks) {
                    self.text += &diagnostic.painted(&note.sources[source], self.context.width);
                }
            }
        }
    }

    /// What is to be shown, in the order of the text, each with the index of its source.
    fn diagnostics(&self, checks: &Checks) -> Vec<(usize, Diagnostic)> {
        let strict = self.arguments.strict;
        let all = self.arguments.details || strict;
        let statements = checks.equations.iter().flat_map(|equation| &equation.statements);
        let reported = statements.filter(|statement| statement.suppressed.is_none());
        let mut found: Vec<(usize, Diagnostic)> = reported
            .filter_map(|statement| Some((statement.source, messages::of_statement(statement, strict)?)))
            .filter(|(_, diagnostic)| all || diagnostic.severity != diagnostic::Severity::Note)
            .collect();
        let problems = checks.problems.iter();
        found.extend(problems.map(|problem| (problem.source, messages::of_problem(problem, strict))));
        found.sort_by_key(|(source, diagnostic)| (*source, diagnostic.range.start));
        found
    }

    fn unreadable(&mut self, path: &Path, error: &Error) {
        self.failed += 1;
        match self.arguments.format {
            CheckFormat::Json => {
                self.files.push(json::File::unreadable(path.display().to_string(), error.to_string()));
            }
            CheckFormat::Sarif => self.errors.push(error.to_string()),
            CheckFormat::Text => {
                self.text += &format!("{} {}\n\n", page::paint(Tone::Bad, "error:"), visible(&error.to_string()));
            }
        }
    }

    fn answer(self, notes: usize) -> Result<Answer> {
        let summary = &self.summary;
        let open = if self.arguments.strict { summary.reported_open + summary.problems } else { 0 };
        let code = if self.failed > 0 {
            BAD_INPUT
        } else if summary.reported_refuted + open > 0 {
            UNEXPECTED
        } else {
            AS_EXPECTED
        };
        let text = match self.arguments.format {
            CheckFormat::Json => visible::escaped(&output::json(&json::Document::new(self.files, self.summary))?),
            CheckFormat::Sarif => visible::escaped(&output::json(&sarif::log(self.results, &self.errors))?),
            CheckFormat::Text => {
                let mut text = self.text;
                let mut lines = vec![summary.line(notes)];
                lines.extend(summary.bound());
                if summary.reported_open > 0 && !self.arguments.details && !self.arguments.strict {
                    lines.push(format!(
                        "what is undecided or unread, and why: {} check --details",
                        self.context.program.name
                    ));
                }
                for line in lines {
                    text += &crate::latex::typeset::wrap(&line, self.context.width).join("\n");
                    text.push('\n');
                }
                text
            }
        };
        Ok(Answer { text, code })
    }
}
