//! Makes all that the notebooks need, and takes it away again. What is there already is left alone.

use super::files::{make_folder, same, unwritable, write};
use super::graph;
use super::parts::{self, ENGINE, ENGINE_VERSION, NETWORK, quietly, setup_error, succeed};
use super::places::Places;
use crate::command_line::answer::{AS_EXPECTED, Answer};
use crate::error::{Error, Result};
use serde_json::json;
use std::fs;
use std::process::Command;

/// A part of the set-up.
pub(super) struct Part {
    /// What it is.
    pub(super) name: &'static str,
    /// How long it takes to make.
    takes: &'static str,
    /// What is there, or why it is not.
    pub(super) look: fn(&Places) -> Result<String>,
    make: fn(&Places) -> Result<()>,
}

/// All parts, each needing those before it.
pub(super) const PARTS: [Part; 6] = [
    Part { name: "Rust toolchain", takes: "", look: |_| parts::toolchain(), make: |_| parts::toolchain().map(drop) },
    Part {
        name: "Python",
        takes: "",
        look: |_| parts::python().map(|(_, version)| version),
        make: |_| parts::python().map(drop),
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

/// Makes every part that is missing.
pub(super) fn install(places: &Places) -> Result<()> {
    for (k, part) in PARTS.iter().enumerate() {
        if (part.look)(places).is_ok() {
            continue;
        }
        let takes = if part.takes.is_empty() { String::new() } else { format!(" ({})", part.takes) };
        anstream::eprintln!("[{}/{}] {}{takes}", k + 1, PARTS.len(), part.name);
        (part.make)(places)?;
        (part.look)(places)?;
    }
    Ok(())
}

/// Removes all that [`install`] made.
pub(super) fn uninstall(places: &Places) -> Result<Answer> {
    let mut text = String::new();
    for folder in [places.made(""), places.kernelspec()?] {
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(|error| unwritable(&folder, &error))?;
            text += &format!("removed {}\n", folder.display());
        }
    }
    if text.is_empty() {
        text = "There was nothing to remove.\n".into();
    }
    Ok(Answer { text, code: AS_EXPECTED })
}

/// Tells Jupyter that the notebooks of the course may show their outputs.
pub(super) fn trust(places: &Places) -> Result<()> {
    let mut command = Command::new(places.python());
    command.args(["-c", "from nbformat.sign import TrustNotebookApp as app; app.launch_instance()"]);
    quietly(command.args(places.chapters()?), "look with `gradus notebook --doctor`")
}

fn look_for_engine(places: &Places) -> Result<String> {
    match parts::engine(&places.made("")) {
        Some(path) => Ok(format!("{ENGINE} {ENGINE_VERSION}, {}", path.display())),
        None => Err(missing(format!("{ENGINE} {ENGINE_VERSION} is missing"))),
    }
}

fn make_engine(places: &Places) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["install", "--locked", "--version", ENGINE_VERSION, ENGINE, "--root"]).arg(places.made(""));
    command.arg("--target-dir").arg(places.made("build")).current_dir(places.project());
    succeed(&mut command, NETWORK)?;
    fs::remove_dir_all(places.made("build")).map_err(|error| unwritable(&places.made("build"), &error))
}

/// The environment keeps a copy of the list that it was made from.
fn look_for_jupyter(places: &Places) -> Result<String> {
    let (wanted, made) = (places.notebooks().join("requirements.txt"), places.made("environment/requirements.txt"));
    match parts::output(places.python(), &["-m", "jupyterlab", "--version"]) {
        Some(version) if same(&wanted, &made) => Ok(version),
        _ => Err(missing("JupyterLab, in the versions of notebooks/requirements.txt, is missing".into())),
    }
}

fn make_jupyter(places: &Places) -> Result<()> {
    let (python, _) = parts::python()?;
    let environment = places.made("environment");
    succeed(
        Command::new(python).args(["-m", "venv", "--clear"]).arg(&environment),
        "on Debian or Ubuntu, `apt install python3-venv` may be missing",
    )?;
    let requirements = places.notebooks().join("requirements.txt");
    let mut command = Command::new(places.python());
    command
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(&requirements);
    succeed(&mut command, NETWORK)?;
    let copy = environment.join("requirements.txt");
    fs::copy(&requirements, &copy).map(drop).map_err(|error| unwritable(&copy, &error))
}

/// Every file of the kernel, with what it should hold.
fn kernel_files(places: &Places) -> Result<Vec<(std::path::PathBuf, String)>> {
    let project = places.project().display().to_string();
    let kernelspec = json!({
        "argv": [places.launcher(), "notebook", "--kernel", "{connection_file}"],
        "display_name": "Rust (gradus)",
        "language": "rust",
        "interrupt_mode": "message",
        "env": {},
    });
    Ok(vec![
        (places.kernelspec()?.join("kernel.json"), format!("{kernelspec:#}\n")),
        (
            places.made("configuration/evcxr.toml"),
            // A panic must end the cell with an error, not pass for success. Cells are built without optimisation, which
            // halves the time of most; what they call is not.
            format!(
                "[evcxr]\npreserve_vars_on_panic = false\nopt_level = \"0\"\n\
                 prelude = \"use gradus::notebook::prelude::*;\"\n\n[dependencies]\n\
                 gradus = {{ path = {project:?}, default-features = false, features = [\"notebook\"] }}\n"
            ),
        ),
        (
            places.made("dependencies/Cargo.toml"),
            format!(
                "[package]\nname = \"cells\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 gradus = {{ path = {project:?}, default-features = false, features = [\"notebook\"] }}\n\n[workspace]\n"
            ),
        ),
        (places.made("dependencies/src/lib.rs"), String::new()),
    ])
}

fn look_for_kernel(places: &Places) -> Result<String> {
    for (path, content) in kernel_files(places)? {
        if fs::read_to_string(&path).ok().as_ref() != Some(&content) {
            return Err(missing(format!("{} is missing or out of date", path.display())));
        }
    }
    // From within a kernel or a test the launcher may be this very program.
    let is_current = std::env::current_exe().is_ok_and(|own| same(&own, &places.launcher()));
    if is_current && same(&places.project().join("Cargo.lock"), &places.made("vendor/Cargo.lock")) {
        return Ok(places.kernelspec()?.display().to_string());
    }
    Err(missing("the kernel is out of date".into()))
}

fn make_kernel(places: &Places) -> Result<()> {
    for (path, content) in kernel_files(places)? {
        write(&path, &content)?;
    }
    let own = std::env::current_exe().map_err(|error| setup_error(format!("this program has no path: {error}"), ""))?;
    let launcher = places.launcher();
    make_folder(&launcher)?;
    if own != launcher {
        // A running kernel holds the old file open; a new one takes its name.
        let _ = fs::remove_file(&launcher);
        fs::copy(&own, &launcher).map_err(|error| unwritable(&launcher, &error))?;
    }
    let (lock, stamp) = (places.project().join("Cargo.lock"), places.made("vendor/Cargo.lock"));
    if same(&lock, &stamp) {
        return Ok(());
    }
    // Libraries of other versions are of no use.
    let seed = places.made("seed");
    if seed.is_dir() {
        fs::remove_dir_all(&seed).map_err(|error| unwritable(&seed, &error))?;
    }
    let copy = places.made("dependencies/Cargo.lock");
    fs::copy(&lock, &copy).map_err(|error| unwritable(&copy, &error))?;
    graph::settle(places)?;
    fs::copy(&lock, &stamp).map(drop).map_err(|error| unwritable(&stamp, &error))
}

fn look_for_libraries(places: &Places) -> Result<String> {
    let seed = places.made("seed");
    if seed.is_dir() {
        Ok(seed.display().to_string())
    } else {
        Err(missing("the libraries of the cells are not built".into()))
    }
}

/// The first kernel builds them and leaves them behind.
fn make_libraries(places: &Places) -> Result<()> {
    let mut command = Command::new(places.python());
    command.arg(places.notebooks().join("execute.py")).arg("warm");
    succeed(&mut command, "look with `gradus notebook --doctor`")
}

fn missing(problem: String) -> Error {
    setup_error(problem, "type `gradus notebook --install-only`")
}
