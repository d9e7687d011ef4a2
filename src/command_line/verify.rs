//! `gradus verify`: judges the claims and says what came out.

use super::arguments::{Run, Verify};
use super::page::Page;
use super::{Answer, json, select, table};
use crate::claim::Derivation;
use crate::error::{Error, Result};
use crate::suite::{self, SuiteReport};
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

pub(super) fn answer(derivations: &[Derivation], arguments: &Verify, width: usize) -> Result<Answer> {
    let selected = select::matching(derivations, &arguments.filters)?;
    // A path that cannot be written should not come to light after a long run.
    let file = match arguments.json.as_deref() {
        None => None,
        Some(path) if path == Path::new("-") => None,
        Some(path) => Some((path, opened(path)?)),
    };
    let report = judged(&selected, &arguments.run);
    let document = || json::document(&selected, &report);
    if let Some((path, file)) = file {
        written(file, &document()?).map_err(|error| unwritable(path, &error))?;
    }
    let text = if arguments.json.as_deref() == Some(Path::new("-")) {
        document()?
    } else {
        let mut page = Page::default();
        table::tables(&mut page, &selected, &report, width);
        table::summary(&mut page, &report, &again(arguments), width);
        page.into_text()
    };
    Ok(Answer::judged(text, report.as_expected()))
}

/// Judges all claims of the derivations, with a progress bar where the standard error is a terminal.
pub(super) fn judged(derivations: &[Derivation], run: &Run) -> SuiteReport {
    let claims: usize = derivations.iter().map(|derivation| derivation.claims.len()).sum();
    let bar = ProgressBar::new(claims as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} claims  {wide_msg}") {
        bar.set_style(style);
    }
    let report = suite::verify(derivations, &run.settings(), |claim| {
        bar.set_message(claim.id.clone());
        bar.inc(1);
    });
    bar.finish_and_clear();
    report
}

/// The command that repeats this run.
fn again(arguments: &Verify) -> String {
    let mut command = String::from("gradus verify");
    for filter in &arguments.filters {
        command.push_str(&format!(" {filter}"));
    }
    command.push_str(&format!(" --seed {}", arguments.run.seed));
    if let Some(effort) = clap::ValueEnum::to_possible_value(&arguments.run.effort)
        && effort.get_name() != "standard"
    {
        command.push_str(&format!(" --effort {}", effort.get_name()));
    }
    command
}

/// Opens a file for writing and leaves what it holds until there is something to write.
fn opened(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).open(path).map_err(|error| unwritable(path, &error))
}

fn written(mut file: File, text: &str) -> std::io::Result<()> {
    if file.metadata()?.is_file() {
        file.set_len(0)?;
    }
    file.write_all(text.as_bytes())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    let reason = format!("{error}; name a file in a folder that exists and that you may write to");
    Error::File { action: "write", path: path.display().to_string(), reason }
}
