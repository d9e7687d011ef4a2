//! `gradus notebook`: sets up JupyterLab and the kernel, and opens the course.
//!
//! Everything is written to `.gradus/` in the project, except for the kernelspec, which belongs into the user's Jupyter
//! folder. [`setup`] makes the parts, [`doctor`] looks at them, [`kernel`] is what Jupyter starts.

mod doctor;
mod files;
mod graph;
mod kernel;
mod parts;
mod places;
mod setup;

use super::answer::{AS_EXPECTED, Answer, UNEXPECTED};
use super::arguments::{Action, Notebook};
use crate::error::Result;
use places::Places;
use std::process::Command;

pub(super) fn answer(arguments: &Notebook) -> Result<Answer> {
    if let Some(connection) = &arguments.kernel {
        return kernel::run(connection).map(ended);
    }
    let places = Places::find()?;
    match arguments.action() {
        Action::Doctor => Ok(doctor::answer(&places)),
        Action::Uninstall => setup::uninstall(&places),
        Action::Install => {
            setup::install(&places)?;
            let text = "The notebooks are ready; `gradus notebook` opens them.\n";
            Ok(Answer { text: text.into(), code: AS_EXPECTED })
        }
        Action::Check => {
            setup::install(&places)?;
            script(&places, "check", &arguments.chapters)
        }
        Action::Update => {
            setup::install(&places)?;
            script(&places, "update", &arguments.chapters)
        }
        Action::Open => {
            setup::install(&places)?;
            open(&places, arguments)
        }
    }
}

/// Runs the script that executes notebooks.
fn script(places: &Places, action: &str, chapters: &[String]) -> Result<Answer> {
    let mut command = Command::new(places.python());
    command.arg(places.notebooks().join("execute.py")).arg(action).args(chapters);
    Ok(ended(parts::exit_code(&mut command)?))
}

/// Opens JupyterLab on a chapter, the first one if none is named.
fn open(places: &Places, arguments: &Notebook) -> Result<Answer> {
    let chapter = places.chapter(arguments.chapters.first().map_or("00", String::as_str))?;
    // The outputs that come with the course may be shown: pictures too.
    setup::trust(places)?;
    let mut command = Command::new(places.python());
    command.args(["-m", "jupyterlab"]).arg(format!("--ServerApp.root_dir={}", places.notebooks().display()));
    Ok(ended(parts::exit_code(command.args(&arguments.jupyter).arg(chapter))?))
}

fn ended(code: i32) -> Answer {
    Answer { text: String::new(), code: if code == 0 { AS_EXPECTED } else { UNEXPECTED } }
}
