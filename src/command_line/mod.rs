//! The command line: verify, list, show, errata, coverage, evaluate, check, explain, notebook.
//!
//! It works for any course, so your own derivations get the same command. A whole program:
//!
//! ```no_run
//! use gradus::prelude::*;
//! use std::process::ExitCode;
//!
//! fn doubling() -> Derivation {
//!     Derivation::new("doubling", "Sums of equal terms").claim(
//!         Claim::new("twice", "2x = x + x")
//!             .given([number("x")])
//!             .identity(formula!(|x| 2 * x), formula!(|x| x + x))
//!             .controls([Mistake::Negated, Mistake::Doubled]),
//!     )
//! }
//!
//! fn main() -> ExitCode {
//!     gradus::command_line::main(&vec![doubling()].into())
//! }
//! ```
//!
//! [`main`] reads the arguments, and writes with colours on a terminal, unless `NO_COLOR` is set.
//! Help, hints and footers use the file name of the program. [`run`] does the same with arguments and streams of your
//! choice, for example in a test:
//!
//! ```
//! # use gradus::prelude::*;
//! # let doubling = Derivation::new("doubling", "Sums of equal terms").claim(
//! #     Claim::new("twice", "2x = x + x")
//! #         .given([number("x")])
//! #         .identity(formula!(|x| 2 * x), formula!(|x| x + x))
//! #         .controls([Mistake::Negated, Mistake::Doubled]),
//! # );
//! use gradus::command_line::{AS_EXPECTED, run};
//!
//! let (mut out, mut err) = (Vec::new(), Vec::new());
//! let code = run(&vec![doubling].into(), ["mycourse", "verify", "--seed", "7"], &mut out, &mut err);
//! let out = String::from_utf8(out)?;
//! assert_eq!(code, AS_EXPECTED);
//! assert!(out.contains("to repeat: mycourse verify --seed 7") && !out.contains("gradus"));
//! # Ok::<(), std::string::FromUtf8Error>(())
//! ```
//!
//! | exit code | | |
//! |---|---|---|
//! | 0 | [`AS_EXPECTED`] | every verdict is the expected one: claims hold, errata and tempting mistakes are refuted |
//! | 1 | [`UNEXPECTED`] | a verdict differs from the expected one, or a claim that a correction or an equation refers to is missing |
//! | 2 | [`BAD_INPUT`] | wrong usage or bad input |
//! | 3 | [`UNDECIDED`] | nothing is wrong, but a claim stays unchecked, or `evaluate` cannot decide at these numbers |
//!
//! For `check`, 1 says that a formula of a note is refuted. If several apply, 1 comes before 3. `notebook` has codes of its own; see its `--help`.

mod answer;
mod arguments;
mod check;
mod context;
mod coverage;
mod errata;
mod evaluate;
mod explain;
mod list;
mod notebook;
mod output;
mod page;
mod picture;
mod program;
mod show;
mod texts;
mod verify;

pub use answer::{AS_EXPECTED, BAD_INPUT, UNDECIDED, UNEXPECTED};
use answer::{Answer, code_of};

use crate::course::Course;
use crate::error::{Error, Result};
use crate::report::document::Tone;
use arguments::{Arguments, Command};
use context::Context;
use page::paint;
use program::Program;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs the command line on this course: a whole `main`.
///
/// Reads the arguments of the process. Colours are written where the stream supports them and `NO_COLOR` is not set;
/// `CLICOLOR_FORCE` turns them on. Lines have the width `COLUMNS`, or that of the terminal.
pub fn main(course: &Course) -> ExitCode {
    // Neither stream is locked, because other threads write the progress bar to standard error.
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let as_painted: Finish = |text| text;
    ExitCode::from(run_with(course, &arguments, as_painted, &mut anstream::stdout(), &mut anstream::stderr()))
}

/// Runs the command line on this course with these arguments and streams, and returns the exit code.
///
/// The first argument is the name of the program. The text has no colours.
pub fn run<T: Into<OsString>>(
    course: &Course,
    arguments: impl IntoIterator<Item = T>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let without_colours: Finish = |text| anstream::adapter::strip_str(&text).to_string();
    run_with(course, &arguments, without_colours, out, err)
}

/// The last step before a text is written.
type Finish = fn(String) -> String;

fn run_with(course: &Course, arguments: &[OsString], finish: Finish, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let program = Program::of(arguments.first().map(OsString::as_os_str));
    let width = page::width();
    let mut write = |answer: Answer| write_answer(Answer { text: finish(answer.text), ..answer }, out);
    let arguments = match Arguments::read(arguments, &program, course, width) {
        Ok(arguments) => arguments,
        Err(message) => {
            let text = message.render().ansi().to_string().trim_end().to_string() + "\n";
            if !message.use_stderr() {
                // `--help` or `--version`.
                return write(Answer { text, code: AS_EXPECTED }).unwrap_or(BAD_INPUT);
            }
            // If the message cannot be written either, there is nothing left to do.
            let _ = err.write_all(finish(text).as_bytes());
            return BAD_INPUT;
        }
    };
    let context = Context { course, program: &program, width };
    match answer(&context, arguments).and_then(write) {
        Ok(code) => code,
        Err(error) => {
            let _ = err.write_all(finish(format!("{} {error}\n", paint(Tone::Bad, "error:"))).as_bytes());
            code_of(&error)
        }
    }
}

fn answer(context: &Context, arguments: Arguments) -> Result<Answer> {
    match arguments.command {
        None => verify::answer(context, &arguments.verify),
        Some(Command::Verify(verify)) => verify::answer(context, &verify),
        Some(Command::List(list)) => list::answer(context, &list),
        Some(Command::Show(show)) => show::answer(context, &show),
        Some(Command::Errata(errata)) => errata::answer(context, &errata),
        Some(Command::Coverage(coverage)) => coverage::answer(context, &coverage),
        Some(Command::Evaluate(evaluate)) => evaluate::answer(context, &evaluate),
        Some(Command::Check(check)) => check::answer(context, &check),
        Some(Command::Explain(explain)) => explain::answer(context, &explain),
        Some(Command::Notebook(notebook)) => notebook::answer(&notebook),
    }
}

/// Writes the text. It is no error if the reader closes the pipe before the end.
fn write_answer(answer: Answer, out: &mut dyn Write) -> Result<u8> {
    match out.write_all(answer.text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::file("write", "the output", error.to_string()))
        }
        _ => Ok(answer.code),
    }
}
