//! `gradus coverage`, on the table of equations.

use crate::command::{QUICK, answer, gradient, gradus, scratch};
use gradus::command_line::{UNDECIDED, UNEXPECTED, run};
use gradus::prelude::*;
use serde_json::Value;

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
    let found: Value = serde_json::from_str(&std::fs::read_to_string(json).expect("a file")).expect("JSON");
    assert_eq!((found["schema"].as_u64(), found["seed"].is_u64()), (Some(1), true));
    let rows = found["equations"].as_array().expect("a list");
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
    let shown: Value = serde_json::from_str(&shown.out).expect("JSON");
    assert_eq!((shown["schema"].as_u64(), shown["equations"][0]["equation"].as_str()), (Some(1), Some("N0-001")));
    let nowhere = gradus(&["coverage", "--svg", "/no/such/folder/picture.svg"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("/no/such/folder/picture.svg") && nowhere.err.contains("name a file"));
}

/// A claim that turns out otherwise, and a table that does not fit, are loud; a claim that stays unchecked is told
/// from them.
#[test]
fn coverage_of_a_false_claim_exits_with_1_and_of_an_unchecked_one_with_3() {
    let wrong = gradient("wrong", formula!(|A| inverse(A)));
    let open = Claim::new("open", "A = A")
        .from(["N1-139"])
        .given([matrix("A", D, D)])
        .identity(formula!(|A| A), formula!(|A| A));
    let course = |table| {
        let derivations = vec![Derivation::new("test", "A test").claims([wrong.clone(), open.clone()])];
        gradus::course::Course {
            derivations,
            texts: Vec::new(),
            equations: gradus::course::Equation::table(table).expect("a table"),
            notation: Default::default(),
        }
    };
    let covered = |table| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = ["gradus", "coverage", QUICK[0], QUICK[1]];
        let code = run(&course(table), arguments, &mut out, &mut err);
        (code, String::from_utf8(out).expect("UTF-8"))
    };
    let (code, out) = covered("head\nN1-139\tverified\ttest/wrong\t");
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("! N1-139: the verdict of one of its claims is not the expected one"), "{out}");
    let (code, out) = covered("head\nN1-139\tdefinition\ttest/missing\t");
    assert_eq!(code, UNEXPECTED);
    assert!(out.contains("DEFECT: N1-139: it names the claim test/missing"), "{out}");
    let (code, out) = covered("head\nN1-139\tverified\ttest/open\t");
    assert_eq!(code, UNDECIDED, "{out}");
    assert_eq!(covered("head\nN1-139\tverified\ttest/open,test/wrong\t").0, UNEXPECTED);
    assert_eq!(answer(Vec::new(), &["coverage"]).1, "This course follows no numbered text.\n");
}
