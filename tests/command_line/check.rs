//! `gradus check` and `gradus explain`.

use crate::command::{Outcome, command, gradus, outcome, scratch};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

/// The command with a text on its standard input.
fn piped(text: &str, arguments: &[&str]) -> Outcome {
    let mut command = command(arguments);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("the command runs");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("the text is read");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Outcome { code: output.status.code().expect("it ends by itself"), out, err }
}

fn checked(text: &str, arguments: &[&str]) -> Outcome {
    piped(text, &[&["check", "-"], arguments].concat())
}

const GIVEN: &str = "<!-- gradus: A, B: n×n invertible -->\n";

fn example(name: &str) -> String {
    format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The lines of the planted mistakes, in the order of the files.
#[test]
fn the_mistakes_of_the_examples_are_found_at_their_places() {
    let names = ["gaussian.md", "least_squares.tex", "trace.ipynb"];
    let found = gradus(&["check", &example("")]);
    assert_eq!((found.code, &*found.err), (1, ""), "{}", found.out);
    let places: Vec<&str> = found
        .out
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> ")?.split("examples/").nth(1))
        .collect();
    let expected = [
        "gaussian.md:20:47",
        "gaussian.md:31:1",
        "least_squares.tex:16:8",
        "least_squares.tex:28:3",
        "trace.ipynb:cell 1:5:44",
        "trace.ipynb:cell 3:4:1",
    ];
    assert_eq!(places, expected, "{}", found.out);
    let count = |text: &str| found.out.matches(text).count();
    assert_eq!((count("error[G001]"), count("warning[G002]"), count("warning[")), (5, 1, 1), "{}", found.out);
    for text in ["= counterexample: ", "= help: ", "= read as: ", "3 notes · ", "false accepts ≤ "] {
        assert!(found.out.contains(text), "{text}: {}", found.out);
    }
    // In order, and each by itself the same.
    for name in names {
        assert_eq!(gradus(&["check", &example(name)]).code, 1, "{name}");
    }
}

#[test]
fn exit_codes_tell_whether_something_is_refuted() {
    let right = format!("{GIVEN}$(AB)^{{-1}} = B^{{-1}} A^{{-1}}$");
    assert_eq!(checked(&right, &[]).code, 0);
    assert_eq!(checked(&right, &["--strict"]).code, 0);
    let wrong = format!("{GIVEN}$(AB)^{{-1}} = A^{{-1}} B^{{-1}}$");
    assert_eq!(checked(&wrong, &[]).code, 1);
    assert_eq!(checked(&format!("{wrong} <!-- gradus: expect refuted (why) -->"), &["--strict"]).code, 0);
    let unread = "$x \\approx y$";
    assert_eq!(checked(unread, &[]).code, 0);
    assert_eq!(checked(unread, &["--strict"]).code, 1);
    assert_eq!(checked("$x$ <!-- gradus: skip (why) -->", &["--strict"]).code, 1);
    assert_eq!(checked("", &[]).code, 0);
}

#[test]
fn what_cannot_be_read_is_wrong_usage_and_the_rest_is_judged() {
    let wrong = scratch("wrong.md");
    std::fs::write(&wrong, format!("{GIVEN}$AB = BA$")).expect("a file");
    let wrong = wrong.to_str().expect("UTF-8");
    let bytes = scratch("bytes.md");
    std::fs::write(&bytes, b"a\n\xff").expect("a file");
    for file in ["no such file.md", bytes.to_str().expect("UTF-8"), &example("../src/algebra")] {
        let found = gradus(&["check", file, wrong]);
        assert_eq!(found.code, 2, "{}", found.out);
        assert!(found.out.contains("error: cannot read") && found.out.contains("[G001]"), "{}", found.out);
        let found = gradus(&["check", file, wrong, "--format", "json"]);
        let json: Value = serde_json::from_str(&found.out).expect("JSON");
        assert!(json["files"][0]["error"].is_string() && json["files"][1]["error"].is_null(), "{}", found.out);
    }
    for arguments in
        [&["check"][..], &["check", wrong, "--given", "A: n×n green"], &["check", wrong, "--macros", "none"]]
    {
        let found = gradus(arguments);
        assert!(found.code == 2 && found.out.is_empty() && !found.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn json_has_the_documented_shape() {
    let text = format!("{GIVEN}Σ $(AB)^{{-1}} = A^{{-1}} B^{{-1}}$\n\n$$\n\\mathbf{{A}}\\_1 = B\n$$ $A$");
    let found = checked(&text, &["--format", "json"]);
    assert_eq!(found.code, 1, "{}", found.out);
    let json: Value = serde_json::from_str(&found.out).expect("JSON");
    let keys = |value: &Value| {
        let mut keys: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(keys(&json), ["files", "schema", "summary"]);
    assert_eq!(json["schema"], "gradus-check/1");
    let file = &json["files"][0];
    assert_eq!((keys(file), &file["path"]), (vec!["equations".to_string(), "path".into()], &Value::from("-")));
    let equations = file["equations"].as_array().expect("equations");
    assert_eq!(keys(&equations[0]), ["column", "latex", "line", "statements"]);
    let statements = [
        "cell",
        "code",
        "column",
        "condition",
        "diagnosis",
        "end_column",
        "end_line",
        "evidence",
        "kind",
        "line",
        "printed",
        "reading",
        "repair",
        "verdict",
        "witness",
    ];
    for equation in equations {
        assert_eq!(keys(&equation["statements"][0]), statements);
    }
    let refuted = &equations[0]["statements"][0];
    let place = ["line", "column", "end_line", "end_column"].map(|key| refuted[key].as_u64().expect("a number"));
    assert_eq!(place, [2, 4, 2, 29]);
    assert_eq!((&refuted["verdict"], &refuted["code"]), (&Value::from("refuted"), &Value::from("G001")));
    assert_eq!((&refuted["kind"], &refuted["cell"]), (&Value::from("identity"), &Value::Null));
    assert_eq!(refuted["repair"], "(A B)⁻¹ = B⁻¹ A⁻¹");
    assert!(refuted["witness"]["left"].is_array() && !refuted["evidence"].as_array().expect("evidence").is_empty());
    assert_eq!((&equations[1]["line"], &equations[1]["statements"][0]["line"]), (&Value::from(4), &Value::from(5)));
    assert_eq!(equations[1]["statements"][0]["printed"], "\\mathbf{A}_1 = B");
    assert_eq!(equations[2]["statements"][0]["verdict"], "none");
    let summary = [
        "conditional",
        "equations",
        "false_accept_bound",
        "holds",
        "needs",
        "none",
        "refuted",
        "seconds",
        "statements",
        "suspect",
        "undecided",
        "unread",
    ];
    assert_eq!(keys(&json["summary"]), summary);
    assert_eq!((&json["summary"]["refuted"], &json["summary"]["equations"]), (&Value::from(1), &Value::from(3)));
    let notebook = gradus(&["check", &example("trace.ipynb"), "--format", "json"]);
    let json: Value = serde_json::from_str(&notebook.out).expect("JSON");
    assert_eq!(json["files"][0]["equations"][2]["statements"][0]["cell"], 3);
}

#[test]
fn declarations_and_macros_come_from_the_command_line() {
    let macros = scratch("macros.tex");
    std::fs::write(&macros, "\\newcommand{\\T}{^\\top}\n% $x$\n").expect("a file");
    let macros = macros.to_str().expect("UTF-8");
    let text = "$(AB)\\T = A\\T B\\T$";
    assert_eq!(checked(text, &["--given", "A, B: n×n", "--macros", macros]).code, 1);
    let found = checked(text, &["--given", "A, B: n×n", "-v"]);
    assert!(found.code == 0 && found.out.contains("note[G105]"), "{}", found.out);
}

#[test]
fn control_characters_are_printed_as_signs() {
    let hostile = "\u{1b}[31mΣ\u{202e}\u{9b} $A\u{1b}[2J \\approx \u{7}B$ ";
    let long = format!("{}{hostile}{}", "x".repeat(100_000), "y".repeat(100_000));
    for text in [hostile, &long, &format!("{hostile}<!-- gradus: \u{1b}]0;a\u{7} -->")] {
        let found = checked(text, &["--details"]);
        let is_plain = |letter: char| letter == '\n' || !letter.is_control() && letter != '\u{202e}';
        assert!(found.out.contains('[') && found.out.chars().all(is_plain), "{:?}", found.out);
        assert!(found.out.len() < 4000, "{}", found.out.len());
    }
    let json = checked(hostile, &["--format", "json"]).out;
    assert!(json.contains("\\u001b[2J") && json.chars().all(|letter| letter == '\n' || !letter.is_control()), "{json}");
    let name = scratch("a\u{1b}[31m.md");
    std::fs::write(&name, "$x \\approx y$").expect("a file");
    let found = gradus(&["check", "-v", name.to_str().expect("UTF-8")]);
    assert!(found.out.contains("a␛[31m.md:1:2") || found.out.contains("a␛[31m.md:1:4"), "{}", found.out);
}

#[test]
fn colours_follow_the_environment() {
    let wrong = scratch("colour.md");
    std::fs::write(&wrong, format!("{GIVEN}$AB = BA$")).expect("a file");
    let arguments = ["check", wrong.to_str().expect("UTF-8")];
    assert!(!gradus(&arguments).out.contains('\u{1b}'));
    let mut coloured = command(&arguments);
    coloured.env("CLICOLOR_FORCE", "1");
    assert!(outcome(coloured).out.contains("\u{1b}["));
    let mut plain = command(&arguments);
    plain.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!outcome(plain).out.contains('\u{1b}'));
}

/// The codes that `explain` lists.
fn codes() -> Vec<String> {
    let listed = gradus(&["explain"]);
    assert_eq!(listed.code, 0);
    let code = |line: &str| Some(line.split_whitespace().next()?.to_string());
    let is_code = |code: &String| code.len() == 4 && code.starts_with('G') && code[1..].parse::<u16>().is_ok();
    listed.out.lines().filter_map(code).filter(is_code).collect()
}

#[test]
fn every_code_is_explained() {
    let mut used = std::collections::BTreeSet::new();
    let mut folders = vec!["latex".to_string(), "reading".into(), "note".into()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(format!("{}/src/{folder}", env!("CARGO_MANIFEST_DIR"))).expect("a folder") {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("a type").is_dir() {
                folders.push(format!("{folder}/{}", entry.file_name().to_str().expect("UTF-8")));
                continue;
            }
            let text = std::fs::read_to_string(entry.path()).expect("a file");
            let quoted = text.split('"').filter(|part| part.len() == 4 && part.starts_with('G'));
            used.extend(quoted.filter(|part| part[1..].parse::<u16>().is_ok()).map(String::from));
        }
    }
    // A condition is a code within the reader, and nothing to report.
    used.remove("G209");
    let codes = codes();
    assert!(used.len() > 25, "{used:?}");
    assert_eq!(codes, used.into_iter().collect::<Vec<_>>());
}

#[test]
fn the_example_of_each_code_has_it() {
    // A formula of 4 MB, a note of 20 000 formulas, and others that fit on no page; a warning of the reader; a code
    // that notes report as G302; a symbol of which nothing can be inferred.
    let without = ["G112", "G113", "G201", "G202", "G207", "G306"];
    for code in codes() {
        let page = gradus(&["explain", &code.to_lowercase()]);
        assert_eq!(page.code, 0, "{code}");
        let part = |heading: &str| -> Option<String> {
            let (_, rest) = page.out.split_once(&format!("\n{heading}:\n"))?;
            let lines = rest.lines().skip(1).take_while(|line| line.is_empty() || line.starts_with("    "));
            Some(lines.map(|line| line.get(4..).unwrap_or("")).collect::<Vec<_>>().join("\n").trim_end().to_string())
        };
        let example = part("Example");
        assert_eq!(example.is_none(), without.contains(&&*code), "{code}: {}", page.out);
        let has_code = |text: &str| checked(text, &["--details"]).out.contains(&format!("[{code}]"));
        if let Some(example) = example {
            assert!(has_code(&example), "{code}: {}", checked(&example, &["--details"]).out);
        }
        if let Some(right) = part("Right") {
            assert!(!has_code(&right), "{code}: {}", checked(&right, &["--details"]).out);
        }
    }
    let unknown = gradus(&["explain", "G00\u{1b}"]);
    assert!(unknown.code == 2 && unknown.err.contains("G001") && !unknown.err.contains('\u{1b}'), "{}", unknown.err);
}

#[test]
fn sarif_has_a_result_for_each_diagnostic() {
    let found =
        gradus(&["check", "--format", "sarif", &example("trace.ipynb"), &example("gaussian.md"), "none \u{1b}.md"]);
    assert_eq!(found.code, 2);
    let log: Value = serde_json::from_str(&found.out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!((&run["tool"]["driver"]["name"], &run["columnKind"]), (&"gradus".into(), &"unicodeCodePoints".into()));
    let results = run["results"].as_array().expect("results");
    let rules: Vec<&Value> = results.iter().map(|result| &result["ruleId"]).collect();
    assert_eq!(rules, ["G001", "G001", "G002", "G001"]);
    let known = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(rules.iter().all(|rule| known.iter().any(|known| known["id"] == **rule)));
    let place = |k: usize| &results[k]["locations"][0]["physicalLocation"];
    assert!(place(0)["region"].is_null() && results[0]["message"]["text"].as_str().expect("text").contains("cell 1"));
    assert_eq!((&place(3)["region"]["startLine"], &place(3)["region"]["startColumn"]), (&31.into(), &1.into()));
    assert!(place(3)["artifactLocation"]["uri"].as_str().expect("a path").ends_with("examples/gaussian.md"));
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let message = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().expect("a message");
    assert!(message.contains("cannot read none ␛.md"), "{message}");
}
