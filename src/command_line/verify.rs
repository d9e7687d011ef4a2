//! `gradus verify`: judges the claims and reports the verdicts.

use super::answer::Answer;
use super::arguments::{Run, Verify};
use super::output::Output;
use super::{output, page};
use crate::claim::Derivation;
use crate::claim::statement;
use crate::error::{Error, Result};
use crate::report::{contents, schema, select};
use crate::verdict::suite::{self, SuiteReport};
use indicatif::{ProgressBar, ProgressStyle};

pub(super) fn answer(derivations: &[Derivation], arguments: &Verify, width: usize) -> Result<Answer> {
    something_to_judge(derivations)?;
    let selected = select::matching(derivations, &arguments.filters)?;
    let file = arguments.json.as_deref().map(Output::open).transpose()?;
    let report = judged(&selected, &arguments.run);
    let instead = match file {
        Some(file) => file.write(&output::json(&schema::Document::from(&report))?)?,
        None => None,
    };
    let text = instead.unwrap_or_else(|| page::painted(&contents::suite(&report, Some(&again(arguments))), width));
    Ok(Answer::judged(text, report.as_expected()))
}

/// An error if there is no claim to judge: such a run must not look like success.
pub(super) fn something_to_judge(derivations: &[Derivation]) -> Result<()> {
    match statement::empty(derivations) {
        Some(fault) => Err(Error::NothingToJudge { reason: fault.to_string() }),
        None => Ok(()),
    }
}

/// Judges all claims of the derivations, with a progress bar if standard error is a terminal.
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
