#![forbid(unsafe_code)]
//! The command `gradus`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let derivations = gradus::derivations::all();
    // Neither stream is locked: the progress bar writes to the standard error from other threads.
    let code =
        gradus::command_line::run(&derivations, std::env::args_os(), &mut anstream::stdout(), &mut anstream::stderr());
    ExitCode::from(code)
}
