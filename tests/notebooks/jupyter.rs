//! How `gradus notebook` starts JupyterLab: as which process, with which arguments, on which files. Programs of the same
//! names stand in for cargo, Python and JupyterLab, so neither is needed.

use super::elsewhere;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// What the programs print that the command asks. JupyterLab writes its process and its arguments into files, and then
/// runs until it is ended.
const PROGRAMS: [(&str, &str); 5] = [
    (
        "cargo",
        "case \"$*\" in\n*'install --list'*) echo 'evcxr_jupyter v0.22.0:' ;;\n*metadata*) echo '{\"packages\":[]}' ;;\n\
         *) echo 'cargo 1.90.0' ;;\nesac",
    ),
    ("rustc", "case \"$*\" in\n*sysroot*) echo \"$HOME\" ;;\n*) echo 'rustc 1.90.0' ;;\nesac"),
    ("python3", "echo 3.12.0"),
    ("id", "echo ${GRADUS_TEST_USER:-1000}"),
    (
        ".gradus/environment/bin/python",
        "case \"$*\" in\n*'execute.py warm') /bin/mkdir \"$HOME/.gradus/seed\" ;;\n\
         *execute.py*) echo \"$*\" > \"$HOME/script\" ; exit ${GRADUS_TEST_CODE:-0} ;;\n\
         *'jupyterlab --version') echo 4 ;;\n*nbformat*) echo \"$*\" > \"$HOME/trusted\" ;;\n\
         *) trap 'echo > \"$HOME/ended\"; exit 0' TERM\n\
         printf '%s\\n' \"$@\" > \"$HOME/arguments\"\necho $$ > \"$HOME/process\"\n\
         while :; do /bin/sleep 0.02; done ;;\nesac",
    ),
];

/// A project in which everything is installed, and three chapters.
fn installed(name: &str) -> PathBuf {
    let project = elsewhere(name);
    for (program, script) in PROGRAMS {
        let path = project.join(program);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    for folder in ["lib/rustlib/src/rust/library", ".gradus/bin", ".gradus/vendor"] {
        fs::create_dir_all(project.join(folder)).unwrap();
    }
    for file in ["Cargo.lock", ".gradus/environment/requirements.txt", ".gradus/bin/evcxr_jupyter"] {
        fs::write(project.join(file), "").unwrap();
    }
    for chapter in ["00_start", "03_matrix_calculus", "10_own"] {
        fs::write(project.join("notebooks").join(format!("{chapter}.ipynb")), chapter).unwrap();
    }
    let ready = run(&project, &["--install-only"], &[]);
    assert!(ready.status.success(), "{}", err(&ready));
    project
}

fn command(project: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.arg("notebook").args(arguments).current_dir(project).stdin(Stdio::null());
    command.env("PATH", project).env("HOME", project).env_remove("CARGO_HOME").env_remove("JUPYTER_DATA_DIR");
    command.env_remove("XDG_DATA_HOME").envs(variables.iter().copied());
    command
}

fn run(project: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    command(project, arguments, variables).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The content of a file that JupyterLab is about to write.
fn written(path: &Path) -> String {
    for _ in 0..1500 {
        match fs::read_to_string(path) {
            Ok(text) if text.ends_with('\n') => return text,
            _ => sleep(Duration::from_millis(20)),
        }
    }
    panic!("{} was not written", path.display());
}

/// JupyterLab, started on these chapters.
struct Open {
    child: Child,
    project: PathBuf,
}

impl Open {
    fn new(project: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        for file in ["process", "arguments", "ended"] {
            let _ = fs::remove_file(project.join(file));
        }
        let child = command(project, arguments, variables).stderr(Stdio::piped()).spawn().unwrap();
        written(&project.join("process"));
        Self { child, project: project.into() }
    }

    fn arguments(&self) -> Vec<String> {
        written(&self.project.join("arguments")).lines().map(String::from).collect()
    }

    /// Ends the command by a signal; returns what it printed.
    fn end(self) -> String {
        let ended = Command::new("/bin/sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status();
        assert!(ended.unwrap().success());
        let output = self.child.wait_with_output().unwrap();
        assert!(output.status.success(), "{:?}", output.status);
        err(&output)
    }
}

#[test]
fn the_process_that_was_started_is_jupyterlab_so_a_signal_leaves_nothing_behind() {
    let project = installed("signals");
    let open = Open::new(&project, &[], &[]);
    assert_eq!(written(&project.join("process")).trim(), open.child.id().to_string());
    open.end();
    written(&project.join("ended"));
}

#[test]
fn the_address_is_that_of_the_chapter_and_no_news_are_asked_for() {
    let project = installed("address");
    for (names, file) in [
        (&["3"][..], "03_matrix_calculus"),
        (&["matrix"], "03_matrix_calculus"),
        (&[], "00_start"),
        (&["10"], "10_own"),
    ] {
        let open = Open::new(&project, &[names, &["--", "--no-browser"]].concat(), &[]);
        let arguments = open.arguments();
        let has = |argument: &str| arguments.iter().any(|given| given == argument);
        assert!(has(&format!("--LabApp.default_url=/lab/tree/{file}.ipynb")), "{arguments:?}");
        assert!(has("--LabApp.news_url=None") && arguments.last().unwrap() == "--no-browser", "{arguments:?}");
        assert!(has(&format!("--ServerApp.root_dir={}", project.join("my-notebooks").display())), "{arguments:?}");
        open.end();
    }
}

#[test]
fn root_is_told_which_option_is_needed() {
    let project = installed("root");
    let root = [("GRADUS_TEST_USER", "0")];
    let refused = run(&project, &["3", "--", "--no-browser"], &root);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("gradus notebook 3 -- --allow-root --no-browser"), "{}", err(&refused));
    assert!(!project.join("arguments").exists() && !project.join("my-notebooks").exists());
    let open = Open::new(&project, &["--", "--allow-root"], &root);
    assert_eq!(open.arguments().last().unwrap(), "--allow-root");
    open.end();
}

#[test]
fn what_a_student_saves_changes_no_notebook_of_the_course_and_is_kept() {
    let project = installed("copies");
    let start = || Open::new(&project, &[], &[]).end();
    let (course, mine) = (project.join("notebooks"), project.join("my-notebooks"));
    let read = |folder: &Path, name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let said = start();
    assert!(said.contains(&mine.display().to_string()) && said.contains("start a chapter over"), "{said}");
    assert_eq!(read(&mine, "10_own.ipynb"), "10_own");
    assert!(written(&project.join("trusted")).contains("my-notebooks/03_matrix_calculus.ipynb"));
    // The student saves one chapter; the course changes two.
    fs::write(mine.join("10_own.ipynb"), "my answer").unwrap();
    assert!(!start().contains("is kept"));
    for name in ["10_own.ipynb", "00_start.ipynb"] {
        fs::write(course.join(name), "a new version").unwrap();
    }
    let said = start();
    assert_eq!(read(&mine, "10_own.ipynb"), "my answer");
    assert_eq!(read(&mine, "00_start.ipynb"), "a new version");
    assert!(said.contains("10_own.ipynb has changed in the course") && !said.contains("00_start"), "{said}");
    // Starting over.
    fs::rename(mine.join("10_own.ipynb"), mine.join("old.ipynb")).unwrap();
    assert!(!start().contains("is kept"));
    assert_eq!((read(&mine, "10_own.ipynb"), read(&mine, "old.ipynb")), ("a new version".into(), "my answer".into()));
    // Removing the installation keeps the work.
    let removed = run(&project, &["--uninstall"], &[]);
    assert!(String::from_utf8_lossy(&removed.stdout).contains("kept") && read(&mine, "old.ipynb") == "my answer");
    assert!(!project.join(".gradus").exists());
}

#[test]
fn a_chapter_that_does_not_exist_is_the_same_error_for_every_action() {
    let project = installed("no_chapter");
    let messages: Vec<(Option<i32>, String)> = [&["99"][..], &["--check", "99"], &["--update", "3", "99"]]
        .map(|arguments| run(&project, arguments, &[]))
        .iter()
        .map(|output| (output.status.code(), err(output)))
        .collect();
    for (code, message) in &messages {
        assert_eq!((*code, message), (Some(2), &messages[0].1));
        assert!(message.contains("`99`") && message.contains("03_matrix_calculus"), "{message}");
    }
    let two = run(&project, &["3", "10"], &[]);
    assert!(two.status.code() == Some(2) && err(&two).contains("one chapter"), "{}", err(&two));
    assert!(!project.join("script").exists() && !project.join("arguments").exists());
}

#[test]
fn chapters_are_checked_by_number_and_the_code_is_that_of_the_check() {
    let project = installed("check");
    for (names, code, expected) in
        [(&["0"][..], "0", "check 00_start"), (&["3", "own"], "1", "check 03_matrix_calculus 10_own")]
    {
        let output = run(&project, &[&["--check"], names].concat(), &[("GRADUS_TEST_CODE", code)]);
        assert_eq!(output.status.code().unwrap().to_string(), code);
        assert!(written(&project.join("script")).trim().ends_with(expected));
    }
}

#[test]
fn the_doctor_names_rust_src() {
    let project = installed("rust_src");
    let flat = |output: Output| {
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let complete = flat(run(&project, &["--doctor"], &[]));
    assert!(complete.contains("with rust-src"), "{complete}");
    fs::remove_dir_all(project.join("lib")).unwrap();
    let output = run(&project, &["--doctor"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let missing = flat(output);
    assert!(missing.contains("rust-src") && missing.contains("rustup component add rust-src"), "{missing}");
}
