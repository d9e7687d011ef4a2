//! `gradus verify`: judges the claims and reports the verdicts.

use super::answer::Answer;
use super::arguments::{Run, Verify};
use super::context::Context;
use super::output::Output;
use super::{output, page};
use crate::claim::Derivation;
use crate::claim::statement;
use crate::error::{Error, Result};
use crate::report::run::{self, View};
use crate::report::schema;
use crate::verdict::suite::{self, SuiteReport};
use indicatif::{ProgressBar, ProgressStyle};

pub(super) fn answer(context: &Context, arguments: &Verify) -> Result<Answer> {
    something_to_judge(&context.course.derivations)?;
    let selected = context.names().matching(&arguments.filters)?;
    let file = arguments.json.as_deref().map(Output::open).transpose()?;
    let report = judged(&selected, &arguments.run);
    let document = || schema::Document::from(&report).with_prints(&report, &context.course.notation);
    let instead = output::written(file, document)?;
    let again = context.program.command(&again(arguments));
    let view = View {
        program: Some(&context.program.name),
        again: Some(&again),
        details: arguments.details,
        width: context.width,
    };
    let text = instead.unwrap_or_else(|| page::painted(&run::suite(&report, view), context.width));
    Ok(Answer::judged(text, &report.claims, !report.claims.is_empty()))
}

/// An error if there is no claim to judge: such a run must not look like success.
pub(super) fn something_to_judge(derivations: &[Derivation]) -> Result<()> {
    match statement::empty(derivations) {
        Some(fault) => Err(Error::nothing_to_judge(fault.to_string())),
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

/// The arguments that repeat this run.
fn again(arguments: &Verify) -> Vec<String> {
    let mut words = vec!["verify".to_string()];
    words.extend(arguments.filters.iter().cloned());
    words.extend(arguments.details.then(|| "--details".into()));
    words.extend(["--seed".into(), arguments.run.seed.to_string()]);
    if let Some(effort) = clap::ValueEnum::to_possible_value(&arguments.run.effort)
        && effort.get_name() != "standard"
    {
        words.extend(["--effort".into(), effort.get_name().into()]);
    }
    words
}
