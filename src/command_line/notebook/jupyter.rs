//! Opens JupyterLab on a chapter.

use super::copies;
use super::paths::{Paths, file_name};
use super::programs::{self, setup_error};
use super::setup;
use crate::command_line::answer::Answer;
use crate::command_line::arguments::Notebook;
use crate::error::Result;
use std::path::Path;
use std::process::Command;

/// JupyterLab refuses to start as root unless it is told otherwise, with a message in its own terms.
pub(super) fn expect_startable(arguments: &Notebook) -> Result<()> {
    let is_allowed = |option: &String| option.contains("allow-root") || option.contains("allow_root");
    if !cfg!(unix) || arguments.jupyter.iter().any(is_allowed) {
        return Ok(());
    }
    match programs::output("id", &["-u"]) {
        Some(user) if user == "0" => {
            let words = ["gradus notebook"].into_iter().chain(arguments.chapters.iter().map(String::as_str));
            let options = arguments.jupyter.iter().map(|option| format!(" {option}")).collect::<String>();
            let typed = words.collect::<Vec<_>>().join(" ");
            Err(setup_error(
                "JupyterLab does not start as root, because everybody who reaches it could change the whole system"
                    .into(),
                &format!("work as another user, or type `{typed} -- --allow-root{options}`"),
            ))
        }
        _ => Ok(()),
    }
}

/// Starts JupyterLab on the student's copy of a chapter, in the place of this process.
pub(super) fn open(paths: &Paths, arguments: &Notebook, chapter: &Path) -> Result<Answer> {
    for name in copies::refresh(paths)? {
        anstream::eprintln!("{name} has changed in the course; your copy, which you have changed as well, is kept");
    }
    anstream::eprintln!(
        "Your copies of the chapters are in {}.\nTo start a chapter over, delete your copy or give it another name, and type this command again.",
        paths.copies().display()
    );
    // Jupyter shows the outputs of trusted notebooks only, including pictures.
    setup::trust(paths)?;
    let mut command = Command::new(paths.python());
    command
        .args(["-m", "jupyterlab"])
        .arg(format!("--ServerApp.root_dir={}", paths.copies().display()))
        // The address that JupyterLab prints is that of the chapter.
        .arg(format!("--LabApp.default_url=/lab/tree/{}", file_name(chapter)))
        // Otherwise JupyterLab asks whether it may show news.
        .arg("--LabApp.news_url=None")
        .args(&arguments.jupyter);
    programs::hand_over(&mut command)
}
