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

/// A pipe has the width that COLUMNS says; nothing is cut, and lines break between words.
#[test]
fn lines_are_as_wide_as_columns_says() {
    let lines = |arguments: &[&str], columns: &str| -> Vec<String> {
        let mut command = command(arguments);
        command.env("COLUMNS", columns);
        let result = outcome(command);
        assert_eq!((result.code, result.err.as_str()), (0, ""), "{arguments:?}");
        result.out.lines().map(String::from).collect()
    };
    let words = |lines: &[String]| -> Vec<String> {
        let all = lines.iter().flat_map(|line| line.split_whitespace());
        all.filter(|word| !word.starts_with('─') && word.parse::<f64>().is_err()).map(String::from).collect()
    };
    let quick = ["--effort", "quick"];
    for arguments in [
        &["list", "log_det_gradient"][..],
        &[&["verify", "log_det_gradient"][..], &quick].concat(),
        &[&["verify", "log_det", "trace"][..], &quick].concat(),
        &[&["show", "log_density"][..], &quick].concat(),
    ] {
        let wide = lines(arguments, "150");
        for columns in ["60", "70", "84", "200"] {
            let here = lines(arguments, columns);
            let width: usize = columns.parse().expect("a number");
            for line in &here {
                let is_long = gradus::typeset::width(line) > width;
                // A command stays on one line, so that it can be copied.
                let whole = line.split_whitespace().count() == 1 || line.starts_with("to repeat: ");
                assert!(!is_long || whole, "{columns}: {line}");
            }
            if arguments[0] != "show" && !arguments.contains(&"trace") {
                assert_eq!(words(&here), words(&wide), "{arguments:?} at {columns}");
            }
        }
    }
    assert!(lines(&["list", "log_density"], "160").iter().any(|line| gradus::typeset::width(line) > 110));
    // What is no width is no width.
    for columns in ["", "0", "many", "-3"] {
        assert_eq!(lines(&["list"], columns), lines(&["list"], "100"));
    }
    let narrow = lines(&["list", "log_density"], "1");
    assert_eq!(narrow, lines(&["list", "log_density"], "40"));
    assert!(lines(&["list"], "18446744073709551615").len() > 100);
    let help = lines(&["verify", "--help"], "60");
    assert!(help.iter().all(|line| gradus::typeset::width(line) <= 60), "{}", help.join("\n"));
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
