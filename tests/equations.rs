//! The table of equations, against the claims it names.

use gradus::claim::Derivation;
use gradus::course::{Course, Equation, NumberedText, Status};
use gradus::prelude::*;
use std::collections::BTreeSet;

/// Numbered equations in the three notes.
const EQUATIONS: [(&str, usize); 3] = [("N0", 12), ("N1", 172), ("N2", 79)];

#[test]
fn every_numbered_equation_has_one_row() {
    let course = gradus::derivations::course().expect("the table can be read");
    let expected: Vec<String> =
        EQUATIONS.iter().flat_map(|&(note, count)| (1..=count).map(move |k| format!("{note}-{k:03}"))).collect();
    let found: Vec<&str> = course.equations.iter().map(|equation| equation.id).collect();
    assert_eq!(found, expected);
    let statuses: BTreeSet<Status> = course.equations.iter().map(|equation| equation.status).collect();
    assert_eq!(statuses.len(), Status::ALL.len(), "every status occurs");
}

#[test]
fn every_row_names_claims_that_exist_cite_it_and_bear_out_its_status() {
    let defects = gradus::derivations::course().expect("the table can be read").defects();
    assert!(defects.is_empty(), "{}", defects.join("\n"));
}

/// The check itself: each defect is noticed.
#[test]
fn defects_are_noticed() {
    let claim = |name| {
        Claim::new(name, "x = x").from(["N1-001", "Bishop 2.3"]).identity(formula!(|| F::one()), formula!(|| F::one()))
    };
    let course = |table| {
        let claims = [claim("right"), claim("wrong").erratum("right"), claim("easy").tempting_mistake("right")];
        let derivations = vec![Derivation::new("test", "A test").claims(claims)];
        let texts = vec![NumberedText { id: "N1", title: "A text", about: "for the test" }];
        Course { derivations, texts, equations: Equation::table(table).expect("a table"), notation: Default::default() }
    };
    let sound = [
        "equation\tstatus\tclaims\tremark\nN1-001\tverified\ttest/right\t",
        "equation\tstatus\tclaims\tremark\nN1-001\trefuted\ttest/wrong,test/right\tx for y",
        "equation\tstatus\tclaims\tremark\nN1-001\tconditional\ttest/wrong,test/right\tx > 0",
        "equation\tstatus\tclaims\tremark\nN1-001\tdefinition\t\t\n\n",
        "equation\tstatus\tclaims\tremark\nN1-001\tnotation\ttest/right\ta comma",
    ];
    for table in sound {
        assert_eq!(course(table).defects(), Vec::<String>::new(), "{table}");
    }
    let defective = [
        ("names the claim test/other, which does not exist", "\nN1-001\tverified\ttest/right,test/other\t"),
        (
            "N1-002: it names the claim test/right, which does not cite it",
            "\nN1-001\tdefinition\t\t\nN1-002\tverified\ttest/right\t",
        ),
        ("the status verified needs", "\nN1-001\tverified\t\t"),
        ("names the claim test/easy, a tempting mistake", "\nN1-001\tverified\ttest/right,test/easy\t"),
        ("no text is called N4", "\nN1-001\tdefinition\t\t\nN4-001\tdefinition\t\t"),
        ("the status verified needs", "\nN1-001\tverified\ttest/right,test/wrong\t"),
        ("the status refuted needs", "\nN1-001\trefuted\ttest/wrong\tx"),
        ("the status conditional needs", "\nN1-001\tconditional\ttest/right\tx"),
        ("the status definition must", "\nN1-001\tdefinition\ttest/wrong\t"),
        ("the status notation needs a remark", "\nN1-001\tnotation\t\t"),
        ("is in the table twice", "\nN1-001\tdefinition\t\t\nN1-001\tdefinition\t\t"),
        ("cites N1-001, which is not in the table", "\nN1-002\tdefinition\t\t"),
    ];
    for (defect, table) in defective {
        let found = course(table).defects();
        assert!(!found.is_empty() && found.iter().all(|line| line.contains(defect)), "{defect}: {found:?}");
    }
}

#[test]
fn a_row_that_cannot_be_read_is_an_error() {
    for (table, reason) in [
        ("head\nN1-001\tverified", "it has 2 columns"),
        ("head\nN1-001\tdefinition\t\t\nN1-002\tproved\t\t", "`proved` is not a status"),
    ] {
        let error = Equation::table(table).expect_err(table);
        assert!(error.is_malformed() && error.line() == Some(table.lines().count()), "{error:?}");
        assert!(error.to_string().contains(reason), "{error}");
    }
}
