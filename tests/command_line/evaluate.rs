//! `gradus evaluate`, at a reader's own numbers.

use crate::command::{CLAIM, command, evaluate, gradus};
use std::process::Stdio;

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
        (
            claim,
            covariance("[[2, 1], [0, 2]]"),
            "covariance is not symmetric: entry (0,1), counted from 0, differs from (1,0)",
        ),
        (
            claim,
            covariance("[[2, 3], [3, 2]]"),
            "covariance is not positive definite: its leading 2×2 minor is not positive",
        ),
        (claim, covariance("[[-2, 0], [0, 2]]"), "entry (0,0), counted from 0, is -2"),
        (claim, covariance("[[1, 1], [1, 1]]"), "its leading 2×2 minor is not positive"),
        (claim, covariance("[[2, null], [null, 2]]"), "covariance has a NaN or infinite entry at (1,0)"),
        (claim, covariance("[[2, 0], [0, \"inf\"]]"), "covariance has a NaN or infinite entry at (1,1)"),
        (
            claim,
            covariance("[[1e999, 0], [0, 2]]"),
            "covariance has a NaN or infinite entry at (0,0), counted from 0; remove or impute",
        ),
        (claim, mean("[0, \"nan\"]"), "mean has a NaN or infinite entry at (1,0)"),
        (claim, mean("[0, -1e999]"), "mean has a NaN or infinite entry at (1,0)"),
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
        (claim, "[1, 2]".into(), "expected an object that maps the names of inputs to their values"),
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
        ("1e300", "the size N is 1e300; the limit is 4096: use smaller matrices or fewer samples"),
        ("1e19", "the size N is 1e19; the limit is 4096"),
        ("1e10", "the size N is 10000000000; the limit is 4096"),
        ("100000", "the size N is 100000; the limit is 4096"),
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
