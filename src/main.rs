#![forbid(unsafe_code)]
//! The command `gradus`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match gradus::derivations::course() {
        Ok(course) => gradus::command_line::main(&course),
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::from(gradus::command_line::BAD_INPUT)
        }
    }
}
