//! External programs: finding and running them.

use crate::command_line::answer::Answer;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The engine of the kernel, in a fixed version.
pub(super) const ENGINE: &str = "evcxr_jupyter";
pub(super) const ENGINE_VERSION: &str = "0.22.0";
/// The advice after a failed download.
pub(super) const NETWORK: &str =
    "check the network connection, then type the same command again: it continues where it stopped";
/// The oldest Python that JupyterLab runs on.
const OLDEST_PYTHON: (u32, u32) = (3, 11);

pub(super) fn setup_error(problem: String, advice: &str) -> Error {
    Error::setup(problem, advice)
}

/// The standard output of a program, if it runs and succeeds.
pub(super) fn output(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// A command as the user would type it.
fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs a program to the end and returns its exit code.
pub(super) fn exit_code(command: &mut Command) -> Result<i32> {
    match command.status() {
        Ok(status) => Ok(status.code().unwrap_or(1)),
        Err(error) => Err(does_not_start(command, &error)),
    }
}

fn does_not_start(command: &Command, error: &std::io::Error) -> Error {
    let program = Path::new(command.get_program()).display().to_string();
    setup_error(format!("{program} does not start: {error}"), "run `gradus notebook --doctor`")
}

/// Runs a program in the place of this process where the system can do so, so that signals reach it, and no program is
/// left behind when this one is ended.
pub(super) fn hand_over(command: &mut Command) -> Result<Answer> {
    #[cfg(unix)]
    {
        let error = std::os::unix::process::CommandExt::exec(command);
        Err(does_not_start(command, &error))
    }
    #[cfg(not(unix))]
    exit_code(command).map(Answer::ended)
}

/// Runs a program, with its output on standard error. If it does not succeed, that is an error with this advice.
pub(super) fn succeed(command: &mut Command, advice: &str) -> Result<()> {
    // The output of these programs is progress; standard output is only for the answer.
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    let typed = typed(command);
    match exit_code(command)? {
        0 => Ok(()),
        code => Err(setup_error(format!("`{typed}` failed with exit code {code}"), advice)),
    }
}

/// Runs a program without showing its output; an error includes the last lines of it.
pub(super) fn quietly(command: &mut Command, advice: &str) -> Result<()> {
    let typed = typed(command);
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr);
            let last: Vec<&str> = text.lines().rev().take(5).collect();
            let last: Vec<&str> = last.into_iter().rev().collect();
            Err(setup_error(format!("`{typed}` failed\n{}", last.join("\n")), advice))
        }
        Err(error) => Err(setup_error(format!("`{typed}` does not start: {error}"), advice)),
    }
}

/// A toolchain with the sources of the standard library. The kernel needs them to determine the types of variables.
pub(super) fn toolchain() -> Result<String> {
    let needs = |what: &str, advice| setup_error(format!("{what} is missing"), advice);
    if output("cargo", &["--version"]).is_none() {
        return Err(needs("cargo on the path", "install Rust from https://rustup.rs, and open a new terminal"));
    }
    let version =
        output("rustc", &["--version"]).ok_or_else(|| needs("rustc", "install Rust from https://rustup.rs"))?;
    let sysroot = output("rustc", &["--print", "sysroot"]).unwrap_or_default();
    if !Path::new(&sysroot).join("lib/rustlib/src/rust/library").is_dir() {
        return Err(needs("rust-src, the source of Rust's standard library,", "type `rustup component add rust-src`"));
    }
    Ok(format!("{version}, with rust-src"))
}

/// A Python that can create the virtual environment, and its version.
pub(super) fn python() -> Result<(&'static str, String)> {
    let mut found = None;
    for program in ["python3", "python"] {
        let Some(version) = output(program, &["-c", "import sys, venv; print('%d.%d.%d' % sys.version_info[:3])"])
        else {
            continue;
        };
        let mut numbers = version.split('.').filter_map(|number| number.parse().ok());
        if (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST_PYTHON {
            return Ok((program, version));
        }
        found = Some(version);
    }
    let (major, minor) = OLDEST_PYTHON;
    let problem =
        found.map_or("Python, with its module venv, is missing".into(), |old| format!("Python {old} is too old"));
    let advice = format!("install Python {major}.{minor} or newer (on Debian or Ubuntu: `apt install python3-venv`)");
    Err(setup_error(problem, &advice))
}

/// The installed engine: installed by this command, or by the user in the same version.
pub(super) fn engine(own: &Path) -> Option<PathBuf> {
    let program = format!("{ENGINE}{}", std::env::consts::EXE_SUFFIX);
    let is_pinned = |list: &str| list.lines().any(|line| line.starts_with(&format!("{ENGINE} v{ENGINE_VERSION}")));
    let own_list = output("cargo", &["install", "--list", "--root", &own.display().to_string()]);
    let mine = own.join("bin").join(&program);
    if own_list.is_some_and(|list| is_pinned(&list)) && mine.is_file() {
        return Some(mine);
    }
    if !output("cargo", &["install", "--list"]).is_some_and(|list| is_pinned(&list)) {
        return None;
    }
    let home = std::env::var_os("CARGO_INSTALL_ROOT").or_else(|| std::env::var_os("CARGO_HOME")).map(PathBuf::from);
    let home = home.or_else(|| {
        Some(PathBuf::from(std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?).join(".cargo"))
    });
    home.map(|home| home.join("bin").join(program)).filter(|path| path.is_file())
}
