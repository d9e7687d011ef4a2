#![forbid(unsafe_code)]
//! The command `gradus`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Neither stream is locked, because other threads write the progress bar to standard error.
    let (mut out, mut err) = (anstream::stdout(), anstream::stderr());
    let code = match gradus::derivations::course() {
        Ok(course) => gradus::command_line::run(&course, std::env::args_os(), &mut out, &mut err),
        Err(error) => {
            anstream::eprintln!("error: {error}");
            gradus::command_line::BAD_INPUT
        }
    };
    ExitCode::from(code)
}
