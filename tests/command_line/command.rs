//! Running the command, and judging claims of a test by it.

use gradus::command_line::run;
use gradus::prelude::*;
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a command did.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .stdin(Stdio::null());
    command
}

pub fn outcome(mut command: Command) -> Outcome {
    let output = command.output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Outcome { code: output.status.code().expect("it ends by itself"), out, err }
}

pub fn gradus(arguments: &[&str]) -> Outcome {
    outcome(command(arguments))
}

/// A path of a file that only this test uses.
pub fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("command_line");
    std::fs::create_dir_all(&folder).expect("a folder for scratch files");
    folder.join(name)
}

/// Lines without those that tell the time or how the run was called.
pub fn without_time(text: &str) -> String {
    let told = |line: &&str| !line.contains(" s · seed ");
    text.lines().filter(told).collect::<Vec<_>>().join("\n")
}

pub const CLAIM: &str = "log_det_gradient/gradient";
pub const QUICK: [&str; 2] = ["--effort", "quick"];

pub fn gradient(name: &'static str, right: gradus::Formula) -> Claim {
    Claim::new(name, r"\frac{\partial}{\partial A} \ln|A| = A^{-T}")
        .because("For the test.")
        .from(["N1-139"])
        .given([invertible("A", D)])
        .assuming("|A| > 0", formula!(|A| determinant(A)))
        .gradient(formula!(|A| log_determinant(A)), "A", right)
        .controls([Mistake::Negated, Mistake::Doubled])
}

pub fn answer(claims: Vec<Claim>, arguments: &[&str]) -> (u8, String, String) {
    let derivation = Derivation::new("test", "A derivation for the test").claims(claims);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = [&["gradus"], arguments].concat();
    let code = run(&vec![derivation].into(), arguments, &mut out, &mut err);
    (code, String::from_utf8(out).expect("UTF-8"), String::from_utf8(err).expect("UTF-8"))
}

pub fn json(arguments: &[&str]) -> Value {
    let result = gradus(arguments);
    assert_eq!(result.code, 0, "{}", result.err);
    serde_json::from_str(&result.out).expect("JSON on the standard output")
}

pub fn evaluate(claim: &str, name: &str, text: &str) -> Outcome {
    let path = scratch(&format!("{name}.json"));
    std::fs::write(&path, text).expect("a scratch file");
    gradus(&["evaluate", claim, path.to_str().expect("UTF-8")])
}
