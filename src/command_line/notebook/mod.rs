//! `gradus notebook`: sets up JupyterLab and the kernel, and opens the course.
//!
//! Everything is written to `.gradus/` in the project, except the kernelspec, which is in the user's Jupyter folder, and
//! the student's copies of the chapters, which are in `my-notebooks/`. [`setup`] installs the parts, [`doctor`] checks
//! them, [`copies`] keeps the copies, [`jupyter`] opens them, and [`kernel`] is the program that Jupyter starts.

mod copies;
mod doctor;
mod files;
mod graph;
mod jupyter;
mod kernel;
mod paths;
mod programs;
mod setup;

use super::answer::{AS_EXPECTED, Answer};
use super::arguments::{Action, Notebook};
use crate::error::Result;
use paths::Paths;
use std::process::Command;

pub(super) fn answer(arguments: &Notebook) -> Result<Answer> {
    if let Some(connection) = &arguments.kernel {
        return kernel::run(connection).map(Answer::ended);
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
        Action::Check => script(&paths, "check", &arguments.chapters),
        Action::Update => script(&paths, "update", &arguments.chapters),
        Action::Open => {
            let chapter = paths.only_chapter(&arguments.chapters)?;
            jupyter::expect_startable(arguments)?;
            setup::install(&paths)?;
            jupyter::open(&paths, arguments, &chapter)
        }
    }
}

/// Runs the script that executes notebooks. Names that match no chapter are an error before anything is installed.
fn script(paths: &Paths, action: &str, names: &[String]) -> Result<Answer> {
    let chapters = names.iter().map(|name| paths.matching(name)).collect::<Result<Vec<_>>>()?.concat();
    setup::install(paths)?;
    let mut command = Command::new(paths.python());
    command.arg(paths.notebooks().join("execute.py")).arg(action).args(chapters.iter().map(|path| paths::title(path)));
    programs::hand_over(&mut command)
}
