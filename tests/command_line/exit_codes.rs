//! Exit codes on derivations that are wrong on purpose.

use crate::command::{QUICK, answer, gradient, scratch};
use gradus::command_line::{AS_EXPECTED, BAD_INPUT, UNDECIDED, UNEXPECTED, run};
use gradus::prelude::*;
use serde_json::Value;

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
    let diagnosis = json["claims"][0]["diagnosis"].as_str().expect("a diagnosis");
    assert!(diagnosis.starts_with("this is the transpose of the right form"), "{diagnosis}");
}

/// Nothing is wrong with a claim that has no control, but nothing shows that it could fail.
#[test]
fn an_unchecked_claim_exits_with_3() {
    let vacuous =
        || Claim::new("vacuous", "A = A").given([matrix("A", D, D)]).identity(formula!(|A| A), formula!(|A| A));
    let (code, out, _) = answer(vec![vacuous()], &QUICK);
    assert_eq!(code, UNDECIDED);
    assert!(out.contains("UNCHECKED") && out.contains("it has no control"), "{out}");
    assert!(out.contains("1 unchecked"), "{out}");
    assert_eq!(answer(vec![vacuous()], &["show", "test", "--effort", "quick"]).0, UNDECIDED);
    assert_eq!(answer(vec![vacuous()], &["--effort", "quick", "--json", "-"]).0, UNDECIDED);
    // An erratum that is not refuted, and does not hold either.
    let right = gradient("right", formula!(|A| Ok::<_, Error>(inverse(A)?.transpose())));
    let claims = vec![vacuous().erratum("right"), right.clone()];
    assert_eq!(answer(claims.clone(), &QUICK).0, UNDECIDED);
    assert_eq!(answer(claims, &["errata", "--effort", "quick"]).0, UNDECIDED);
    // A false claim counts more, whichever comes first.
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    assert_eq!(answer(vec![vacuous(), wrong.clone()], &QUICK).0, UNEXPECTED);
    assert_eq!(answer(vec![wrong, vacuous()], &QUICK).0, UNEXPECTED);
    assert_eq!(answer(vec![vacuous(), right.clone(), right], &QUICK).0, UNEXPECTED, "two claims of one name");
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
    assert_eq!((code, out.as_str()), (AS_EXPECTED, "No errata: every claim is expected to hold as printed.\n"));
}

#[test]
fn evaluate_tells_a_false_claim_and_lost_digits_by_its_exit_code() {
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let path = scratch("false.json");
    std::fs::write(&path, r#"{"A": [[1, 1], [0, 1]]}"#).expect("a scratch file");
    let path = path.to_str().expect("UTF-8");
    let (code, out, _) = answer(vec![wrong], &["evaluate", "wrong", path]);
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("The sides differ: the largest distance is 1; the rounding bound is only"), "{out}");

    let cancelled = Claim::new("cancelled", "").given([number("A")]).identity(
        formula!(|A| {
            let large = F::integer(1 << 62) * F::integer(1 << 62);
            A[(0, 0)].clone() + large.clone() - large
        }),
        formula!(|A| A),
    );
    std::fs::write(path, r#"{"A": 1}"#).expect("a scratch file");
    let (code, out, _) = answer(vec![cancelled], &["evaluate", "cancelled", path]);
    assert_eq!(code, UNDECIDED);
    assert!(out.contains("Undecided"), "{out}");

    // Not even a value: whether the divisor is zero is lost in rounding errors.
    let lost = Claim::new("lost", "").given([number("A")]).identity(
        formula!(|A| {
            let large = F::integer(1 << 62) * F::integer(1 << 62);
            (A[(0, 0)].clone() + large.clone() - large).reciprocal()
        }),
        formula!(|A| A),
    );
    let (code, out, err) = answer(vec![lost], &["evaluate", "lost", path]);
    assert_eq!((code, out.as_str()), (UNDECIDED, ""));
    assert_eq!(err, "error: rounding errors have consumed every digit of a divisor; use a better conditioned point\n");
}

/// Other numbers help where a side has no value.
#[test]
fn evaluate_exits_with_2_where_a_side_has_no_value() {
    let inverted = gradient("inverted", formula!(|A| inverse(A)));
    let path = scratch("singular.json");
    std::fs::write(&path, r#"{"A": [[1, 1], [1, 1]]}"#).expect("a scratch file");
    let (code, out, err) = answer(vec![inverted], &["evaluate", "inverted", path.to_str().expect("UTF-8")]);
    assert_eq!((code, out.as_str()), (BAD_INPUT, ""));
    assert!(err.contains("A is singular"), "{err}");
}

#[test]
fn nothing_to_judge_exits_with_2() {
    let (code, out, err) = answer(Vec::new(), &QUICK);
    assert_eq!((code, out.as_str()), (BAD_INPUT, ""));
    assert_eq!(err, "error: there is nothing to judge: the derivation `test` has no claims; state at least one\n");
    assert_eq!(answer(Vec::new(), &["show", "test"]).0, BAD_INPUT);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let empty: gradus::course::Course = Vec::new().into();
    let code = run(&empty, ["gradus"], &mut out, &mut err);
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
