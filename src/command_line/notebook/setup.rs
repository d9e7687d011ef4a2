//! Installs what the notebooks need, and removes it. Parts that are already installed are kept.

use super::copies;
use super::files::{make_folder, same, unwritable, write};
use super::graph;
use super::paths::Paths;
use super::programs::{self, ENGINE, ENGINE_VERSION, NETWORK, quietly, setup_error, succeed};
use crate::command_line::answer::{AS_EXPECTED, Answer};
use crate::error::{Error, Result};
use serde_json::json;
use std::fs;
use std::process::Command;

/// A part of the installation.
pub(super) struct Part {
    /// Name of the part.
    pub(super) name: &'static str,
    /// How long it takes to install.
    takes: &'static str,
    /// A description of the installed part, or an error if it is missing.
    pub(super) look: fn(&Paths) -> Result<String>,
    make: fn(&Paths) -> Result<()>,
}

/// All parts. Each needs those before it.
pub(super) const PARTS: [Part; 6] = [
    Part {
        name: "Rust toolchain and rust-src",
        takes: "",
        look: |_| programs::toolchain(),
        make: |_| programs::toolchain().map(drop),
    },
    Part {
        name: "Python",
        takes: "",
        look: |_| programs::python().map(|(_, version)| version),
        make: |_| programs::python().map(drop),
    },
    Part {
        name: "engine of the kernel",
        takes: "about ten minutes on two cores, once",
        look: look_for_engine,
        make: make_engine,
    },
    Part { name: "JupyterLab", takes: "about a minute, once", look: look_for_jupyter, make: make_jupyter },
    Part { name: "kernel", takes: "", look: look_for_kernel, make: make_kernel },
    Part { name: "libraries of the cells", takes: "about a minute", look: look_for_libraries, make: make_libraries },
];

/// Installs every part that is missing.
pub(super) fn install(paths: &Paths) -> Result<()> {
    for (k, part) in PARTS.iter().enumerate() {
        if (part.look)(paths).is_ok() {
            continue;
        }
        let takes = if part.takes.is_empty() { String::new() } else { format!(" ({})", part.takes) };
        anstream::eprintln!("[{}/{}] {}{takes}", k + 1, PARTS.len(), part.name);
        (part.make)(paths)?;
        (part.look)(paths)?;
    }
    Ok(())
}

/// Removes everything that [`install`] created. The student's copies of the chapters are kept.
pub(super) fn uninstall(paths: &Paths) -> Result<Answer> {
    let mut text = String::new();
    for folder in [paths.created(""), paths.kernelspec()?] {
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
            text += &format!("removed {}\n", folder.display());
        }
    }
    if text.is_empty() {
        text = "There was nothing to remove.\n".into();
    }
    if paths.copies().is_dir() {
        text += &format!("kept {}: your copies of the chapters\n", paths.copies().display());
    }
    Ok(Answer { text, code: AS_EXPECTED })
}

/// Tells Jupyter to trust the student's copies of the chapters, so that it shows their outputs.
pub(super) fn trust(paths: &Paths) -> Result<()> {
    let mut command = Command::new(paths.python());
    command.args(["-c", "from nbformat.sign import TrustNotebookApp as app; app.launch_instance()"]);
    quietly(command.args(copies::existing(paths)?), "run `gradus notebook --doctor`")
}

fn look_for_engine(paths: &Paths) -> Result<String> {
    match programs::engine(&paths.created("")) {
        Some(path) => Ok(format!("{ENGINE} {ENGINE_VERSION}, {}", path.display())),
        None => Err(missing(format!("{ENGINE} {ENGINE_VERSION} is missing"))),
    }
}

fn make_engine(paths: &Paths) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["install", "--locked", "--version", ENGINE_VERSION, ENGINE, "--root"]).arg(paths.created(""));
    command.arg("--target-dir").arg(paths.created("build")).current_dir(paths.project());
    succeed(&mut command, NETWORK)?;
    fs::remove_dir_all(paths.created("build")).map_err(|error| unwritable(&paths.created("build"), &error))
}

/// The environment contains a copy of the list of requirements from which it was made.
fn look_for_jupyter(paths: &Paths) -> Result<String> {
    let (wanted, made) = (paths.notebooks().join("requirements.txt"), paths.created("environment/requirements.txt"));
    match programs::output(paths.python(), &["-m", "jupyterlab", "--version"]) {
        Some(version) if same(&wanted, &made) => Ok(version),
        _ => Err(missing("JupyterLab, in the versions of notebooks/requirements.txt, is missing".into())),
    }
}

fn make_jupyter(paths: &Paths) -> Result<()> {
    let (python, _) = programs::python()?;
    let environment = paths.created("environment");
    succeed(
        Command::new(python).args(["-m", "venv", "--clear"]).arg(&environment),
        "on Debian or Ubuntu, `apt install python3-venv` may be missing",
    )?;
    let requirements = paths.notebooks().join("requirements.txt");
    let mut command = Command::new(paths.python());
    command
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(&requirements);
    succeed(&mut command, NETWORK)?;
    let copy = environment.join("requirements.txt");
    fs::copy(&requirements, &copy).map(drop).map_err(|error| unwritable(&copy, &error))
}

/// Every file of the kernel, with its expected content.
fn kernel_files(paths: &Paths) -> Result<Vec<(std::path::PathBuf, String)>> {
    let project = paths.project().display().to_string();
    let kernelspec = json!({
        "argv": [paths.launcher(), "notebook", "--kernel", "{connection_file}"],
        "display_name": "Rust (gradus)",
        "language": "rust",
        "interrupt_mode": "message",
        "env": {},
    });
    Ok(vec![
        (paths.kernelspec()?.join("kernel.json"), format!("{kernelspec:#}\n")),
        (
            paths.created("configuration/evcxr.toml"),
            // With variables that are kept, the engine counts a cell that panics as a success; the second import makes it
            // fail. Cells are built without optimisation, which halves the build time of most; the libraries are
            // optimised.
            format!(
                "[evcxr]\npreserve_vars_on_panic = true\nopt_level = \"0\"\n\
                 prelude = \"use gradus::notebook::prelude::*; use gradus::notebook::engine as std;\"\n\n\
                 [dependencies]\n\
                 gradus = {{ path = {project:?}, default-features = false, features = [\"notebook\"] }}\n"
            ),
        ),
        (
            paths.created("dependencies/Cargo.toml"),
            format!(
                "[package]\nname = \"cells\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 gradus = {{ path = {project:?}, default-features = false, features = [\"notebook\"] }}\n\n[workspace]\n"
            ),
        ),
        (paths.created("dependencies/src/lib.rs"), String::new()),
    ])
}

fn look_for_kernel(paths: &Paths) -> Result<String> {
    for (path, content) in kernel_files(paths)? {
        if fs::read_to_string(&path).ok().as_ref() != Some(&content) {
            return Err(missing(format!("{} is missing or out of date", path.display())));
        }
    }
    // In a kernel or a test the launcher may be this program itself.
    let is_current = std::env::current_exe().is_ok_and(|own| same(&own, &paths.launcher()));
    if is_current && same(&paths.project().join("Cargo.lock"), &paths.created("vendor/Cargo.lock")) {
        return Ok(paths.kernelspec()?.display().to_string());
    }
    Err(missing("the kernel is out of date".into()))
}

fn make_kernel(paths: &Paths) -> Result<()> {
    for (path, content) in kernel_files(paths)? {
        write(&path, &content)?;
    }
    let own = std::env::current_exe().map_err(|error| setup_error(format!("this program has no path: {error}"), ""))?;
    let launcher = paths.launcher();
    make_folder(&launcher)?;
    if own != launcher {
        // A running kernel holds the old file open; the new one gets its name.
        let _ = fs::remove_file(&launcher);
        fs::copy(&own, &launcher).map_err(|error| unwritable(&launcher, &error))?;
    }
    let (lock, stamp) = (paths.project().join("Cargo.lock"), paths.created("vendor/Cargo.lock"));
    if same(&lock, &stamp) {
        return Ok(());
    }
    // Libraries of other versions are useless.
    let seed = paths.created("seed");
    if seed.is_dir() {
        fs::remove_dir_all(&seed).map_err(|error| unwritable(&seed, &error))?;
    }
    let copy = paths.created("dependencies/Cargo.lock");
    fs::copy(&lock, &copy).map_err(|error| unwritable(&copy, &error))?;
    graph::vendor_dependencies(paths)?;
    fs::copy(&lock, &stamp).map(drop).map_err(|error| unwritable(&stamp, &error))
}

fn look_for_libraries(paths: &Paths) -> Result<String> {
    let seed = paths.created("seed");
    if seed.is_dir() {
        Ok(seed.display().to_string())
    } else {
        Err(missing("the libraries of the cells are not built".into()))
    }
}

/// The first kernel builds the libraries, and leaves them for the others.
fn make_libraries(paths: &Paths) -> Result<()> {
    let mut command = Command::new(paths.python());
    command.arg(paths.notebooks().join("execute.py")).arg("warm");
    succeed(&mut command, "run `gradus notebook --doctor`")
}

fn missing(problem: String) -> Error {
    setup_error(problem, "type `gradus notebook --install-only`")
}
