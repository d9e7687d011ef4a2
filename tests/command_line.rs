//! The command `gradus`, run as a reader runs it; and its exit codes on derivations that are wrong on purpose.

use gradus::command_line::{AS_EXPECTED, BAD_INPUT, UNEXPECTED, run};
use gradus::prelude::*;
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a command did.
struct Outcome {
    code: i32,
    out: String,
    err: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

fn outcome(mut command: Command) -> Outcome {
    let output = command.output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Outcome { code: output.status.code().expect("it ends by itself"), out, err }
}

fn gradus(arguments: &[&str]) -> Outcome {
    outcome(command(arguments))
}

/// A path of a file that only this test uses.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("command_line");
    std::fs::create_dir_all(&folder).expect("a folder for scratch files");
    folder.join(name)
}

/// Lines without those that tell the time or how the run was called.
fn without_time(text: &str) -> String {
    let told = |line: &&str| !line.contains(" s · seed ");
    text.lines().filter(told).collect::<Vec<_>>().join("\n")
}

const CLAIM: &str = "log_det_gradient/gradient";
const QUICK: [&str; 2] = ["--effort", "quick"];

// --- the subcommands ---------------------------------------------------------------------------------------------

#[test]
fn list_names_every_derivation_and_claim() {
    let list = gradus(&["list"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    let derivations = gradus::derivations::all();
    for derivation in &derivations {
        assert!(list.out.contains(&*derivation.name) && list.out.contains(&*derivation.title), "{}", derivation.name);
        for claim in &derivation.claims {
            assert!(
                list.out.lines().any(|line| line.split_whitespace().any(|word| word == claim.name)),
                "{}",
                claim.name
            );
        }
    }
    let claims: usize = derivations.iter().map(|derivation| derivation.claims.len()).sum();
    assert!(list.out.contains(&format!("{claims} claim")));
    assert!(list.out.lines().all(|line| gradus::typeset::width(line) <= 100));
}

#[test]
fn show_reads_like_a_page() {
    let show = gradus(&["show", "log_det_gradient", QUICK[0], QUICK[1]]);
    assert_eq!((show.code, show.err.as_str()), (0, ""));
    for part in [
        "∂/∂A ln|A| = A⁻ᵀ",
        "N1-139",
        "A: D×D, invertible; |A| > 0",
        "holds",
        "exact",
        "difference",
        "controls",
        "refuted by exact",
    ] {
        assert!(show.out.contains(part), "{part} in\n{}", show.out);
    }
    assert!(!show.out.contains("\\frac"), "LaTeX is typeset");
    assert!(show.out.lines().all(|line| gradus::typeset::width(line) <= 100), "{}", show.out);
    let rust = gradus(&["show", "log_det", "--rust", QUICK[0], QUICK[1]]);
    assert!(rust.out.contains("log_det_gradient(A)"), "the Rust text of the right side");
    assert!(!show.out.contains("log_det_gradient(A)"));
}

#[test]
fn errata_show_witness_and_correction() {
    let errata = gradus(&["errata", QUICK[0], QUICK[1]]);
    assert_eq!((errata.code, errata.err.as_str()), (0, ""));
    let expected = gradus::derivations::all()
        .iter()
        .flat_map(|derivation| &derivation.claims)
        .filter(|claim| matches!(claim.expected, gradus::claim::Expected::Refuted { .. }))
        .count();
    let count = |part: &str| errata.out.lines().filter(|line| line.trim_start().starts_with(part)).count();
    for part in ["printed  ", "witness  ", "there  ", "correct  "] {
        assert_eq!(count(part), expected, "{part} in\n{}", errata.out);
    }
}

#[test]
fn the_bare_command_verifies() {
    let bare = gradus(&[CLAIM, "--seed", "3", "--effort", "quick"]);
    let verify = gradus(&["verify", CLAIM, "--seed", "3", "--effort", "quick"]);
    assert_eq!(bare.code, 0);
    assert_eq!(without_time(&bare.out), without_time(&verify.out));
    for part in
        ["The gradient of", "✓  gradient  holds", "exact ≤", "dual, difference", "4/4", "1 claim ·", "error budget"]
    {
        assert!(bare.out.contains(part), "{part} in\n{}", bare.out);
    }
    assert!(
        bare.out.contains("again: gradus verify log_det_gradient/gradient --seed 3 --effort quick"),
        "{}",
        bare.out
    );
    assert_eq!(bare.err, "", "no progress bar where the standard error is no terminal");
}

#[test]
fn help_documents_the_exit_codes_and_the_bare_command() {
    let help = gradus(&["--help"]);
    assert_eq!(help.code, 0);
    for part in ["Exit codes", "  0  ", "  1  ", "  2  ", "Without a command, gradus verifies", "NO_COLOR"] {
        assert!(help.out.contains(part), "{part}");
    }
    let evaluate = gradus(&["evaluate", "--help"]);
    assert!(evaluate.code == 0 && evaluate.out.contains("list of rows"));
    let version = gradus(&["--version"]);
    assert_eq!((version.code, version.out.trim()), (0, concat!("gradus ", env!("CARGO_PKG_VERSION"))));
}

// --- filters and usage -------------------------------------------------------------------------------------------

fn ids(arguments: &[&str]) -> Vec<String> {
    let all = [&["verify"], arguments, &["--effort", "quick", "--json", "-"]].concat();
    let result = gradus(&all);
    assert_eq!(result.code, 0, "{}", result.err);
    let json: Value = serde_json::from_str(&result.out).expect("JSON on the standard output");
    json["claims"].as_array().expect("claims").iter().map(|claim| claim["id"].as_str().expect("id").into()).collect()
}

#[test]
fn a_filter_is_an_exact_name_or_a_part_of_one() {
    assert_eq!(ids(&[CLAIM]), [CLAIM]);
    // `gradient` is also the beginning of other names, but an exact name is meant exactly.
    assert_eq!(ids(&["det_gradient/gradien"]), [CLAIM]);
    let derivation = ids(&["log_det_gradient"]);
    assert!(derivation.len() > 1 && derivation.iter().all(|id| id.starts_with("log_det_gradient/")));
    assert_eq!(ids(&[CLAIM, "log_density/score_in_x"]), ["log_density/score_in_x", CLAIM]);
}

#[test]
fn usage_errors_exit_with_2_and_say_what_to_do() {
    for (arguments, message) in [
        (&["verify", "log_det_gradeint"][..], "did you mean `log_det_gradient`?"),
        (&["sgima_gradient"], "did you mean `sigma_gradient`?"),
        (&["verify", "xyzzyxyzzy"], "no derivation or claim matches `xyzzyxyzzy`; `gradus list` shows them all"),
        (&["verify", ""], "no derivation or claim matches ``"),
        (&["show", "log_det_gradeint"], "did you mean `log_det_gradient`?"),
        (&["lsit"], "did you mean `list`?"),
        (&["--jobs", "0"], "at least one thread is needed"),
        (&["verify", "--jobs", "0"], "at least one thread is needed"),
        (&["verify", "--jobs", "many"], "write a number, 1 or more"),
        (&["verify", "--seed", "-1"], "unexpected argument"),
        (&["verify", "--seed", "pi"], "invalid value 'pi'"),
        (&["verify", "--effort", "heroic"], "possible values: quick, standard, thorough"),
        (&["--seed", "3", "list"], "the command comes first, then its options: `gradus list …`"),
        (&["show"], "DERIVATION"),
        (&["evaluate", CLAIM], "FILE.json"),
        (&["evaluate", "gradient", "values.json"], "write one of them in full"),
        (&["evaluate", "no_such_claim_at_all", "values.json"], "no derivation or claim matches"),
    ] {
        let result = gradus(arguments);
        assert_eq!(result.code, 2, "{arguments:?}: {}", result.err);
        assert!(result.err.contains(message), "{arguments:?}: {}", result.err);
        assert_eq!(result.out, "", "{arguments:?}");
    }
}

// --- JSON --------------------------------------------------------------------------------------------------------

fn json(arguments: &[&str]) -> Value {
    let result = gradus(arguments);
    assert_eq!(result.code, 0, "{}", result.err);
    serde_json::from_str(&result.out).expect("JSON on the standard output")
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn json_has_the_documented_shape_and_agrees_with_the_tables() {
    let path = scratch("verdicts.json");
    std::fs::write(&path, "x".repeat(1 << 20)).expect("an older and longer file");
    let name = path.to_str().expect("a path in UTF-8");
    let tables = gradus(&["log_det_gradient", "--effort", "quick", "--json", name]);
    assert_eq!(tables.code, 0, "{}", tables.err);
    let text = std::fs::read_to_string(&path).expect("the file was written");
    let document: Value = serde_json::from_str(&text).expect("JSON in the file");

    assert_eq!(keys(&document), ["claims", "seed", "summary"]);
    let summary = &document["summary"];
    let names = [
        "claims",
        "controls",
        "controls_refuted",
        "derivations",
        "exact",
        "false_accept_bound",
        "false_alarm_bound",
        "holds",
        "numerical",
        "refuted",
        "seconds",
        "unchecked",
    ];
    assert_eq!(keys(summary), names);
    assert_eq!(document["seed"], 20_060_101);

    let claims = document["claims"].as_array().expect("claims");
    let number = |name: &str| summary[name].as_u64().expect("a count");
    let verdicts = |verdict: &str| claims.iter().filter(|claim| claim["verdict"] == verdict).count() as u64;
    assert_eq!((number("claims"), number("derivations")), (claims.len() as u64, 1));
    assert_eq!((number("holds"), number("refuted")), (verdicts("holds"), verdicts("refuted")));
    assert!(number("holds") > 0 && number("refuted") > 0, "the derivation has claims and errata");
    let mut controls = 0;
    for claim in claims {
        let id = claim["id"].as_str().expect("id");
        for name in ["derivation", "latex", "expected", "verdict"] {
            assert!(claim[name].is_string(), "{id}: {name}");
        }
        assert!(claim["equations"].as_array().expect("equations").iter().all(Value::is_string));
        assert_eq!(claim["expected"], claim["verdict"], "{id}");
        for evidence in claim["evidence"].as_array().expect("evidence") {
            let verdict = evidence["verdict"].as_str().expect("verdict");
            assert!(["holds", "refuted", "contradicts", "abstains", "invalid"].contains(&verdict), "{id}: {verdict}");
            assert!(evidence["oracle"].is_string() && evidence["bound"].is_number(), "{id}");
            let dimensions: Vec<u64> = evidence["dimensions"]
                .as_array()
                .expect("dimensions")
                .iter()
                .map(|dimension| dimension.as_u64().expect("a dimension"))
                .collect();
            assert!(dimensions.is_sorted_by(|a, b| a < b), "{id}: {dimensions:?}");
        }
        for control in claim["controls"].as_array().expect("controls") {
            controls += 1;
            assert!(control["name"].is_string() && control["refuted_by"].is_string(), "{id}");
        }
        let refuted = claim["verdict"] == "refuted";
        assert_eq!(claim["witness"].is_object(), refuted, "{id}");
        if refuted {
            let witness = &claim["witness"];
            assert!(keys(&witness["sizes"]).iter().all(|name| ["D", "N", "P", "Q"].contains(name)), "{id}");
            for rows in [&witness["left"], &witness["right"]]
                .into_iter()
                .chain(witness["inputs"].as_object().expect("inputs").values())
            {
                assert!(
                    rows.as_array().expect("rows").iter().all(|row| row
                        .as_array()
                        .expect("a row")
                        .iter()
                        .all(Value::is_string))
                );
            }
            assert_ne!(witness["left"], witness["right"], "{id}");
        }
    }
    assert_eq!((number("controls"), number("controls_refuted")), (controls, controls));

    // The tables say the same.
    let line =
        format!("1 derivation · {} claims · {} hold · {} errata", claims.len(), number("holds"), number("refuted"));
    assert!(tables.out.contains(&line), "{line} in\n{}", tables.out);
    assert!(tables.out.contains(&format!("{controls}/{controls} controls refuted")));
    for claim in claims {
        let name = claim["id"].as_str().and_then(|id| id.split_once('/')).expect("an id").1;
        let expected = if claim["verdict"] == "holds" { "holds" } else { "refuted, as expected" };
        let is_row = |line: &&str| line.starts_with('✓') && line.split_whitespace().nth(1) == Some(name);
        let row = tables.out.lines().find(is_row).expect("a row");
        assert!(row.contains(expected), "{row}");
    }
}

#[test]
fn the_same_seed_gives_the_same_run_on_any_number_of_threads() {
    let run = |jobs: &str, seed: &str| {
        let mut value = json(&["mu_gradient", "--effort", "quick", "--seed", seed, "--jobs", jobs, "--json", "-"]);
        let seconds = value["summary"].as_object_mut().expect("summary").remove("seconds");
        assert!(seconds.is_some_and(|seconds| seconds.as_f64().is_some_and(|seconds| seconds > 0.0)));
        value
    };
    let one = run("1", "7");
    assert_eq!(one, run("2", "7"));
    assert_ne!(one, run("1", "8"), "another seed visits other points");
}

#[test]
fn an_unwritable_path_is_found_before_the_run() {
    let folder = scratch("");
    for path in ["/no/such/folder/verdicts.json", folder.to_str().expect("UTF-8")] {
        let result = gradus(&["verify", "--effort", "thorough", "--json", path]);
        assert_eq!((result.code, result.out.as_str()), (2, ""));
        assert!(result.err.starts_with(&format!("error: cannot write {path}: ")), "{}", result.err);
        assert_eq!(result.err.lines().count(), 1);
    }
}

// --- the terminal ------------------------------------------------------------------------------------------------

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

// --- evaluate ----------------------------------------------------------------------------------------------------

fn evaluate(claim: &str, name: &str, text: &str) -> Outcome {
    let path = scratch(&format!("{name}.json"));
    std::fs::write(&path, text).expect("a scratch file");
    gradus(&["evaluate", claim, path.to_str().expect("UTF-8")])
}

#[test]
fn evaluate_prints_both_sides() {
    let values = r#"{"x": [1, 2], "mean": [0, 0], "covariance": [[2, 1], [1, 2]]}"#;
    let result = evaluate("mu_gradient/gradient", "sides", values);
    assert_eq!((result.code, result.err.as_str()), (0, ""));
    // Σ⁻¹(x − μ) = (0, 1)
    assert_eq!(result.out.matches("⎡0⎤\n    ⎣1⎦").count(), 2, "{}", result.out);
    assert!(result.out.contains("D = 2") && result.out.contains("The sides agree"), "{}", result.out);
}

#[test]
fn evaluate_reads_the_standard_input_and_the_name_of_a_claim() {
    let mut command = command(&["evaluate", "score_in_x", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("its input");
    std::io::Write::write_all(&mut input, br#"{"x": 3, "mean": 1, "covariance": 4}"#).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out.matches("\n    -0.5\n").count(), 2, "−(3 − 1)/4: {out}");
}

#[test]
fn an_extremum_needs_no_value_of_its_variable() {
    let values = r#"{"X": [[1, 2, 3], [4, 5, 7]], "mean": [2, 5]}"#;
    let result = evaluate("sigma_gradient/stationary", "extremum", values);
    assert_eq!((result.code, result.err.as_str()), (0, ""));
    assert!(
        result.out.contains("⎡0.6666666667            1⎤") && result.out.contains("The gradient vanishes"),
        "{}",
        result.out
    );
}

#[test]
fn an_erratum_may_differ() {
    let result = evaluate("log_det_gradient/transposed_twice", "erratum", r#"{"A": [[1, 1], [0, 1]]}"#);
    assert_eq!(result.code, 0);
    assert!(
        result.out.contains("The sides differ")
            && result.out.contains("log_det_gradient/transposed_twice_at_a_covariance"),
        "{}",
        result.out
    );
}

/// A value of `covariance` beside good values of `x` and `mean`, or a whole file.
#[test]
fn bad_values_exit_with_2_and_say_what_to_do() {
    let covariance = |value: &str| format!(r#"{{"x": [1, 2], "mean": [0, 0], "covariance": {value}}}"#);
    let mean = |value: &str| format!(r#"{{"x": [1, 2], "mean": {value}, "covariance": [[2, 1], [1, 2]]}}"#);
    let claim = "mu_gradient/gradient";
    for (claim, text, message) in [
        (claim, covariance("[[2, 1, 0], [1, 2, 0]]"), "covariance is 2×3; it must be square: pass a D×D matrix"),
        (claim, covariance("[[2, 1], [0, 2]]"), "covariance is not symmetric: entry (1,2) differs from (2,1)"),
        (
            claim,
            covariance("[[2, 3], [3, 2]]"),
            "covariance is not positive definite: its leading 2×2 minor is not positive",
        ),
        (claim, covariance("[[-2, 0], [0, 2]]"), "its leading 1×1 minor is not positive"),
        (claim, covariance("[[1, 1], [1, 1]]"), "its leading 2×2 minor is not positive"),
        (claim, covariance("[[2, null], [null, 2]]"), "covariance has a NaN or infinite entry at (2,1)"),
        (claim, covariance("[[2, 0], [0, \"inf\"]]"), "covariance has a NaN or infinite entry at (2,2)"),
        (
            claim,
            covariance("[[1e999, 0], [0, 2]]"),
            "covariance has a NaN or infinite entry at (1,1); remove or impute",
        ),
        (claim, mean("[0, \"nan\"]"), "mean has a NaN or infinite entry at (2,1)"),
        (claim, mean("[0, -1e999]"), "mean has a NaN or infinite entry at (2,1)"),
        (claim, mean("[0, NaN]"), "JSON has no NaN and no Infinity: remove or impute such entries first"),
        (claim, mean("[0, 0, 0]"), "mean is 3×1; expected 2×1"),
        (claim, mean("[[0, 0]]"), "mean is 1×2, a row; expected a column: write a plain list"),
        (claim, mean("[]"), "mean is empty; it needs at least one row and one column (D ≥ 1, N ≥ 1)"),
        (claim, mean("\"zero\""), "mean is a text; expected a number"),
        (claim, mean("[true, 0]"), "mean is a truth value; expected a number"),
        (claim, mean("{\"a\": 1}"), "mean is an object; expected a number"),
        (claim, mean("[[[0]], [[0]]]"), "mean is a list of lists of lists; expected a number"),
        (claim, mean("[[0], 0]"), "mean is a mixture of numbers and lists"),
        (claim, covariance("[[2, 1], [1]]"), "covariance is ragged: row 2 has 1 entry; expected 2, as in row 1"),
        (claim, covariance("[[], []]"), "covariance is empty"),
        (claim, r#"{"x": [], "mean": [], "covariance": []}"#.into(), "x is empty; it needs at least one row"),
        (
            claim,
            r#"{"x": [1], "mean": [0]}"#.into(),
            "the input `covariance` is missing; the claim needs x, mean, covariance",
        ),
        (claim, r#"{"x": [1], "mu": [0]}"#.into(), "no input is named `mu`; the claim gives x, mean, covariance"),
        (claim, r#"{"x": [1], "x": [2]}"#.into(), "the input `x` is given twice"),
        (claim, "{\"x\": [1, 2".into(), "malformed JSON: EOF while parsing"),
        (claim, "".into(), "malformed JSON"),
        (claim, "[1, 2]".into(), "expected an object from the names of inputs to their values"),
        (claim, "[".repeat(10_000), "malformed JSON"),
        (
            CLAIM,
            r#"{"A": [[1, 2], [2, 4]]}"#.into(),
            "A is singular: it has no inverse; check for linearly dependent rows",
        ),
        (CLAIM, r#"{"A": [[0]]}"#.into(), "A is singular"),
        (CLAIM, r#"{"A": [[1, 2]]}"#.into(), "A is 1×2; it must be square"),
        (CLAIM, r#"{"A": [[1, 0], [0, -1]]}"#.into(), "the claim is made only where |A| > 0; choose other numbers"),
        (
            "mu_gradient/log_likelihood",
            r#"{"X": [[], []], "mean": [0, 0], "covariance": [[1, 0], [0, 1]]}"#.into(),
            "X is empty",
        ),
    ] {
        let result = evaluate(claim, "bad", &text);
        assert_eq!(result.code, 2, "{text}: {}{}", result.out, result.err);
        assert!(result.err.contains(message), "{text}: {}", result.err);
        assert_eq!(
            (result.err.lines().count(), result.out.as_str()),
            (1, ""),
            "{text}: one line, on the standard error"
        );
    }
}

/// Sizes that are given by name: none takes all memory, or all time.
#[test]
fn sizes_out_of_reach_exit_with_2() {
    let claim = "maximum_likelihood/law_of_the_mean";
    let whole = "the size N is";
    for (size, message) in [
        ("1e300", "the size N is 1e300; at most 4096 can be dealt with: use smaller matrices or fewer samples"),
        ("1e19", "the size N is 1e19; at most 4096"),
        ("1e10", "the size N is 10000000000; at most 4096"),
        ("100000", "the size N is 100000; at most 4096"),
        ("0", whole),
        ("-3", whole),
        ("2.5", "the size N is 2.5; expected a whole number, 1 or more"),
        ("null", "the size N is NaN; expected a whole number, 1 or more"),
        ("1e999", "the size N is inf; expected a whole number"),
        ("[]", "N is empty"),
        ("[1, 2]", "the size N is a list of 2; expected a whole number"),
    ] {
        let result = evaluate(claim, "sizes", &format!(r#"{{"mean": 1, "deviation": 2, "N": {size}}}"#));
        assert_eq!((result.code, result.out.as_str()), (2, ""), "{size}: {}", result.err);
        assert!(result.err.contains(message) && result.err.lines().count() == 1, "{size}: {}", result.err);
    }
    let largest = evaluate(claim, "largest", r#"{"mean": 1, "deviation": 2, "N": 4096}"#);
    assert_eq!(largest.code, 0, "{}{}", largest.out, largest.err);
}

#[test]
fn a_missing_file_is_answered_with_an_example() {
    let result = gradus(&["evaluate", "mu_gradient/gradient", "/no/such/file.json"]);
    assert_eq!((result.code, result.out.as_str(), result.err.lines().count()), (2, "", 1));
    assert!(result.err.contains("cannot read /no/such/file.json"), "{}", result.err);
    let example = result.err.split_once("as in ").expect("an example").1;
    let example = evaluate("mu_gradient/gradient", "example", example);
    assert_eq!(example.code, 0, "the example itself works: {}", example.err);
}

// --- coverage ----------------------------------------------------------------------------------------------------

#[test]
fn coverage_shows_every_equation_once() {
    let coverage = gradus(&["coverage", QUICK[0], QUICK[1]]);
    assert_eq!((coverage.code, coverage.err.as_str()), (0, ""));
    let signs = ['✓', '✗', '◐', '≔', '~', '?'];
    let rows = coverage.out.lines().filter(|line| line.starts_with('N') && line.contains("-"));
    let cells: usize = rows.map(|row| row.chars().filter(|letter| signs.contains(letter)).count()).sum();
    assert_eq!(cells, 263);
    for part in ["N1-001", "172 equations", "verified", "263 equations with a status"] {
        assert!(coverage.out.contains(part), "{part}");
    }
    assert!(!coverage.out.contains("DEFECT"));
}

#[test]
fn coverage_explains_one_equation() {
    let coverage = gradus(&["coverage", "n1-083", QUICK[0], QUICK[1]]);
    assert_eq!((coverage.code, coverage.err.as_str()), (0, ""));
    for part in ["N1-083", "refuted", "correction", "conditional/sign_of_the_second_term (✓ refuted, as expected)"] {
        assert!(coverage.out.contains(part), "{part} in {}", coverage.out);
    }
    let text = gradus(&["coverage", "N0", QUICK[0], QUICK[1]]);
    assert_eq!(text.out.lines().filter(|line| line.starts_with("N0-")).count(), 12);
    let unknown = gradus(&["coverage", "N1-83"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("did you mean `N1-083`?"), "{}", unknown.err);
}

#[test]
fn coverage_writes_json_and_a_picture() {
    let (json, svg) = (scratch("coverage.json"), scratch("coverage.svg"));
    let (json, svg) = (json.to_str().expect("UTF-8"), svg.to_str().expect("UTF-8"));
    let coverage = gradus(&["coverage", "--json", json, "--svg", svg, QUICK[0], QUICK[1]]);
    assert_eq!((coverage.code, coverage.err.as_str()), (0, ""));
    let rows: Value = serde_json::from_str(&std::fs::read_to_string(json).expect("a file")).expect("JSON");
    let rows = rows.as_array().expect("a list");
    assert_eq!(rows.len(), 263);
    assert!(rows.iter().all(|row| row["as_expected"] == true));
    let row = rows.iter().find(|row| row["equation"] == "N2-057").expect("a row");
    assert_eq!(
        (row["status"].as_str(), row["claims"][0].as_str()),
        (Some("refuted"), Some("trace_gradient/entry_delta"))
    );
    assert!(row["correction"].as_str().is_some_and(|text| text.contains("bⱼᵢ")));
    let svg = std::fs::read_to_string(svg).expect("a file");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert_eq!(svg.matches("<title>").count(), 263);
    assert!(!svg.contains("not as expected"));
    let shown = gradus(&["coverage", "N0-001", "--json", "-"]);
    assert!(serde_json::from_str::<Value>(&shown.out).is_ok(), "{}", shown.out);
    let nowhere = gradus(&["coverage", "--svg", "/no/such/folder/picture.svg"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("/no/such/folder/picture.svg") && nowhere.err.contains("name a file"));
}

/// A claim that turns out otherwise, and a table that does not fit, are loud.
#[test]
fn coverage_of_a_false_claim_exits_with_1() {
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let course = |table| {
        let derivations = vec![Derivation::new("test", "A test").claim(wrong.clone())];
        gradus::course::Course { derivations, equations: gradus::course::Equation::table(table).expect("a table") }
    };
    let covered = |table| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["gradus", "coverage", QUICK[0], QUICK[1]];
        let code = run(&course(table), arguments, &mut without_colours(&mut out), &mut without_colours(&mut err));
        (code, String::from_utf8(out).expect("UTF-8"))
    };
    let (code, out) = covered("head\nN1-139\tverified\ttest/wrong\t");
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("! N1-139: a claim of it did not come out as expected"), "{out}");
    let (code, out) = covered("head\nN1-139\tdefinition\ttest/missing\t");
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("DEFECT: N1-139: it names the claim test/missing"), "{out}");
    assert_eq!(answer(Vec::new(), &["coverage"]).1, "This course follows no numbered text.\n");
}

// --- derivations that are wrong on purpose -----------------------------------------------------------------------

fn gradient(name: &'static str, right: gradus::Formula) -> Claim {
    Claim::new(name, r"\frac{\partial}{\partial A} \ln|A| = A^{-T}")
        .because("For the test.")
        .from(["N1-139"])
        .given([invertible("A", D)])
        .assuming("|A| > 0", formula!(|A| determinant(A)))
        .gradient(formula!(|A| log_determinant(A)), "A", right)
        .controls([Mistake::Negated, Mistake::Doubled])
}

fn answer(claims: Vec<Claim>, arguments: &[&str]) -> (u8, String, String) {
    let derivation = Derivation::new("test", "A derivation for the test").claims(claims);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [&["gradus"], arguments].concat();
    let code = run(&vec![derivation].into(), arguments, &mut without_colours(&mut out), &mut without_colours(&mut err));
    (code, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

/// Drops colours.
fn without_colours(buffer: &mut Vec<u8>) -> impl std::io::Write + '_ {
    anstream::StripStream::new(buffer)
}

#[test]
fn a_false_claim_is_loud_and_exits_with_1() {
    let right = gradient("right", formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())));
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    assert_eq!(answer(vec![right.clone()], &QUICK).0, AS_EXPECTED);
    let (code, out, _) = answer(vec![right, wrong], &QUICK);
    assert_eq!(code, UNEXPECTED);
    for part in [
        "✗  wrong  REFUTED",
        "UNEXPECTED: test/wrong was expected to hold; it is refuted",
        "exact: the sides differ",
        "witness     D = 2",
        "left = ⎡",
        "this is the transpose of the right form",
        "1 hold · 0 errata refuted as expected · 1 REFUTED",
        "1 verdict differs from the expected one",
    ] {
        assert!(out.contains(part), "{part} in\n{out}");
    }
}

#[test]
fn json_of_a_false_claim_still_exits_with_1() {
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let (code, out, _) = answer(vec![wrong], &["--effort", "quick", "--json", "-"]);
    assert_eq!(code, UNEXPECTED);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["claims"][0]["verdict"], "refuted");
    assert_eq!(json["claims"][0]["expected"], "holds");
    assert_eq!(json["claims"][0]["witness"]["sizes"]["D"], 2);
    assert_eq!(json["claims"][0]["diagnosis"], "this is the transpose of the right form");
}

#[test]
fn a_vacuous_claim_exits_with_1() {
    let vacuous = Claim::new("vacuous", "A = A").given([matrix("A", D, D)]).identity(formula!(|A| A), formula!(|A| A));
    let (code, out, _) = answer(vec![vacuous], &QUICK);
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("UNCHECKED") && out.contains("it has no control"), "{out}");
    assert!(out.contains("1 unchecked"), "{out}");
}

#[test]
fn an_erratum_that_holds_exits_with_1() {
    let printed =
        || gradient("printed", formula!(|A| Ok::<_, Error>(inverse(A)?.transpose()))).erratum("printed_right");
    let right = gradient("printed_right", formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())));
    let (code, out, _) = answer(vec![printed(), right.clone()], &QUICK);
    assert_eq!(code, UNEXPECTED);
    assert!(
        out.contains("was expected to be refuted, as an erratum; it is holds") || out.contains("it holds"),
        "{out}"
    );
    let (code, out, _) = answer(vec![printed(), right], &["errata", "--effort", "quick"]);
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("UNEXPECTED  not refuted"), "{out}");
}

#[test]
fn an_erratum_names_its_correction() {
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let right = gradient("right", formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())));
    let (code, out, _) = answer(vec![wrong.clone().erratum("right"), right], &["errata", "--effort", "quick"]);
    assert_eq!(code, AS_EXPECTED, "{out}");
    assert!(out.contains("this is the transpose of the right form") && out.contains("right holds (exact ≤ "), "{out}");
    let (code, out, _) = answer(vec![wrong.erratum("nowhere")], &["errata", "--effort", "quick"]);
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("its correction `nowhere` is not a claim of test"), "{out}");
    let (code, out, _) = answer(Vec::new(), &["errata"]);
    assert_eq!((code, out.as_str()), (AS_EXPECTED, "No errata: every form is expected to hold as printed.\n"));
}

#[test]
fn evaluate_tells_a_false_claim_and_lost_digits_by_its_exit_code() {
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let path = scratch("false.json");
    std::fs::write(&path, r#"{"A": [[1, 1], [0, 1]]}"#).expect("a scratch file");
    let path = path.to_str().expect("UTF-8");
    let (code, out, _) = answer(vec![wrong], &["evaluate", "wrong", path]);
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("The sides differ: the largest distance is 1, the rounding bound only"), "{out}");

    let cancelled = Claim::new("cancelled", "").given([number("A")]).identity(
        formula!(|A| {
            let large = F::integer(1 << 62) * F::integer(1 << 62);
            A[(0, 0)].clone() + large.clone() - large
        }),
        formula!(|A| A),
    );
    std::fs::write(path, r#"{"A": 1}"#).expect("a scratch file");
    let (code, out, _) = answer(vec![cancelled], &["evaluate", "cancelled", path]);
    assert_eq!(code, BAD_INPUT);
    assert!(out.contains("Undecided"), "{out}");
}

#[test]
fn nothing_to_judge_exits_with_2() {
    let (code, out, err) = answer(Vec::new(), &QUICK);
    assert_eq!((code, out.as_str()), (BAD_INPUT, ""));
    assert_eq!(err, "error: there is nothing to judge: the derivation `test` has no claims; state at least one\n");
    assert_eq!(answer(Vec::new(), &["show", "test"]).0, BAD_INPUT);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let empty: gradus::course::Course = Vec::new().into();
    let code = run(&empty, ["gradus"], &mut without_colours(&mut out), &mut without_colours(&mut err));
    assert_eq!(code, BAD_INPUT);
    assert!(String::from_utf8_lossy(&err).contains("there are no derivations; state at least one"));
}

/// A filter may select an erratum without its correction; a claim that is stated badly is loud.
#[test]
fn faults_of_statement_exit_with_1() {
    let wrong = gradient("wrong", formula!(|A| inverse(A))).erratum("right");
    let right = gradient("right", formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())));
    let (code, out, _) = answer(vec![wrong.clone(), right.clone()], &["test/wrong", "--effort", "quick"]);
    assert_eq!(code, AS_EXPECTED, "{out}");
    let (code, out, _) = answer(vec![wrong, right.clone(), right], &QUICK);
    assert_eq!(code, UNEXPECTED);
    assert!(
        out.contains("?  right  INVALID ") && out.contains("two claims of the derivation `test` are called"),
        "{out}"
    );
}
