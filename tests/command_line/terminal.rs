//! Colours, widths, pipes and full disks.

use crate::command::{CLAIM, command, outcome};
use std::process::{Command, Stdio};

#[test]
fn colours_respect_pipes_and_no_color() {
    let with = |name: &str, force: bool| {
        let mut command = command(&["list"]);
        if force {
            command.env("CLICOLOR_FORCE", "1");
        }
        if !name.is_empty() {
            command.env(name, "1");
        }
        outcome(command).out
    };
    assert!(with("", true).contains('\u{1b}'), "forced colours are there");
    assert!(!with("NO_COLOR", true).contains('\u{1b}'), "NO_COLOR takes them away");
    assert!(!with("", false).contains('\u{1b}'), "a pipe gets none");
}

/// What a shell command prints on a terminal of 24 lines and 60 columns, by `script` of util-linux.
#[cfg(target_os = "linux")]
fn on_a_terminal(shell: &str) -> String {
    let typescript = ["-qec", &format!("stty rows 24 cols 60; {shell}"), "/dev/null"];
    let mut script = Command::new("timeout");
    script.arg("120").arg("script").args(typescript).stdin(Stdio::null());
    script.env("GRADUS", env!("CARGO_BIN_EXE_gradus")).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    script.env("TERM", "xterm-256color");
    let result = outcome(script);
    assert_eq!(result.code, 0, "{}", result.out);
    result.out
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_a_progress_bar_and_its_own_width() {
    let verify = on_a_terminal("$GRADUS log_det_gradient/gradient --effort quick");
    assert!(verify.contains("1/1 claims"), "the progress bar: {verify}");
    assert!(verify.contains("\u{1b}[32mholds"), "colours: {verify}");
    let plain = on_a_terminal("NO_COLOR=1 $GRADUS log_det_gradient/gradient --effort quick 2>/dev/null");
    assert!(plain.contains("gradient  holds") && !plain.contains('\u{1b}'), "{plain}");
    let show = on_a_terminal("NO_COLOR=1 $GRADUS show log_density --effort quick 2>/dev/null");
    let widths = show.lines().map(gradus::typeset::width);
    assert_eq!(widths.max(), Some(60), "{show}");
}

#[test]
fn a_pipe_that_closes_early_is_no_error() {
    for arguments in
        [&["list"][..], &["--help"], &["show", "log_density", "--effort", "quick"], &[CLAIM, "--effort", "quick"]]
    {
        let mut child = command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let output = command(&["list"]).stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: cannot write the output: "));
}
