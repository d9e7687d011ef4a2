//! `gradus notebook`: sets up JupyterLab and the kernel, and opens the course.
//!
//! Everything is written to `.gradus/` in the project, except the kernelspec, which is in the user's Jupyter folder.
//! [`setup`] installs the parts, [`doctor`] checks them, and [`kernel`] is the program that Jupyter starts.

mod doctor;
mod files;
mod graph;
mod kernel;
mod paths;
mod programs;
mod setup;

use super::answer::{AS_EXPECTED, Answer, UNEXPECTED};
use super::arguments::{Action, Notebook};
use crate::error::Result;
use paths::Paths;
use std::process::Command;

pub(super) fn answer(arguments: &Notebook) -> Result<Answer> {
    if let Some(connection) = &arguments.kernel {
        return kernel::run(connection).map(ended);
    }
    let paths = Paths::find()?;
    match arguments.action() {
        Action::Doctor => Ok(doctor::answer(&paths)),
        Action::Uninstall => setup::uninstall(&paths),
        Action::Install => {
            setup::install(&paths)?;
            let text = "The notebooks are ready; `gradus notebook` opens them.\n";
            Ok(Answer { text: text.into(), code: AS_EXPECTED })
        }
        Action::Check => {
            setup::install(&paths)?;
            script(&paths, "check", &arguments.chapters)
        }
        Action::Update => {
            setup::install(&paths)?;
            script(&paths, "update", &arguments.chapters)
        }
        Action::Open => {
            setup::install(&paths)?;
            open(&paths, arguments)
        }
    }
}

/// Runs the script that executes notebooks.
fn script(paths: &Paths, action: &str, chapters: &[String]) -> Result<Answer> {
    let mut command = Command::new(paths.python());
    command.arg(paths.notebooks().join("execute.py")).arg(action).args(chapters);
    Ok(ended(programs::exit_code(&mut command)?))
}

/// Opens JupyterLab on a chapter: by default the first one.
fn open(paths: &Paths, arguments: &Notebook) -> Result<Answer> {
    let chapter = paths.chapter(arguments.chapters.first().map_or("00", String::as_str))?;
    // Marks the notebooks of the course as trusted, so that Jupyter shows their outputs, including pictures.
    setup::trust(paths)?;
    let mut command = Command::new(paths.python());
    command.args(["-m", "jupyterlab"]).arg(format!("--ServerApp.root_dir={}", paths.notebooks().display()));
    Ok(ended(programs::exit_code(command.args(&arguments.jupyter).arg(chapter))?))
}

fn ended(code: i32) -> Answer {
    Answer { text: String::new(), code: if code == 0 { AS_EXPECTED } else { UNEXPECTED } }
}
