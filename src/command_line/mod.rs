//! The command line: verify, list, show, errata, coverage, evaluate, notebook.
//!
//! [`run`] takes any course, so your own derivations get the same command with three lines in `main`.
//!
//! Exit codes: [`AS_EXPECTED`], [`UNEXPECTED`], [`BAD_INPUT`].

mod answer;
mod arguments;
mod coverage;
mod errata;
mod evaluate;
mod list;
mod notebook;
mod output;
mod page;
mod picture;
mod show;
mod verify;

use answer::Answer;
pub use answer::{AS_EXPECTED, BAD_INPUT, UNEXPECTED};

use crate::course::Course;
use crate::error::{Error, Result};
use crate::report::document::Tone;
use arguments::{Arguments, Command};
use clap::Parser;
use page::paint;
use std::ffi::OsString;
use std::io::{self, Write};

/// Runs the command line on this course and returns the exit code.
///
/// The first argument is the name of the program. Text is written with colours; wrap `out` and `err` in streams of
/// `anstream`, which remove the colours where they are not supported.
pub fn run<T: Into<OsString> + Clone>(
    course: &Course,
    arguments: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(message) => {
            let text = message.render().ansi().to_string().trim_end().to_string() + "\n";
            if !message.use_stderr() {
                // `--help` or `--version`.
                return write_answer(Answer { text, code: AS_EXPECTED }, out).unwrap_or(BAD_INPUT);
            }
            // If the message cannot be written either, there is nothing left to do.
            let _ = err.write_all(text.as_bytes());
            return BAD_INPUT;
        }
    };
    match answer(course, arguments).and_then(|answer| write_answer(answer, out)) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(err, "{} {error}", paint(Tone::Bad, "error:"));
            BAD_INPUT
        }
    }
}

fn answer(course: &Course, arguments: Arguments) -> Result<Answer> {
    let derivations = &course.derivations;
    let width = page::width();
    match arguments.command {
        None => verify::answer(derivations, &arguments.verify, width),
        Some(Command::Verify(verify)) => verify::answer(derivations, &verify, width),
        Some(Command::List) => Ok(list::answer(derivations, width)),
        Some(Command::Show(show)) => show::answer(derivations, &show, width),
        Some(Command::Errata(run)) => Ok(errata::answer(derivations, &run, width)),
        Some(Command::Coverage(coverage)) => coverage::answer(course, &coverage, width),
        Some(Command::Evaluate(evaluate)) => evaluate::answer(derivations, &evaluate, width),
        Some(Command::Notebook(notebook)) => notebook::answer(&notebook),
    }
}

/// Writes the text. It is no error if the reader closes the pipe before the end.
fn write_answer(answer: Answer, out: &mut dyn Write) -> Result<u8> {
    match out.write_all(answer.text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::File { action: "write", path: "the output".into(), reason: error.to_string() })
        }
        _ => Ok(answer.code),
    }
}
