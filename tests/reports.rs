//! Reports by themselves: as text, as data, and as a test that fails.

mod common;

use gradus::oracle::{Detail, Oracle, Reason, Strength};
use gradus::prelude::*;
use gradus::suite::SuiteReport;
use gradus::verdict::{Cause, Verdict};

/// ∂ln|A|/∂A = A⁻ᵀ, and the same without the transpose.
fn gradients() -> [Claim; 2] {
    let claim = |name, right| {
        Claim::new(name, r"\frac{\partial}{\partial A} \ln|A| = A^{-T}")
            .because("Jacobi's formula.")
            .from(["N1-001", "Bishop, appendix C"])
            .given([invertible("A", D)])
            .gradient(formula!(|A| log_determinant(A)), "A", right)
    };
    let right = claim("gradient", formula!(|A| inverse(A)?.transpose())).controls([Mistake::Negated]);
    [right, claim("dropped", formula!(|A| inverse(A))).controls([Mistake::Negated])]
}

fn verified(claims: impl IntoIterator<Item = Claim>) -> SuiteReport {
    let derivation = Derivation::new("mine", "My gradients").claims(claims);
    verify(&[derivation], &Settings { effort: Effort::Quick, ..Settings::default() }, |_| ())
}

#[test]
fn a_report_prints_what_the_command_line_shows() {
    let report = verified([gradients()[0].clone()]);
    let text = report.to_string();
    for part in ["My gradients", "✓  gradient  holds", "1/1", "1 derivation · 1 claim · 1 hold", "every verdict is the"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let text = report.claims[0].to_string();
    for part in ["mine/gradient", "N1-001, Bishop, appendix C", "A: D×D, invertible", "✓ holds", "exact", "Jacobi's"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains('\u{1b}') && !text.ends_with('\n'));
    report.assert_as_expected();
}

/// What a source prints wrongly, and what is only easy to get wrong, are told apart.
#[test]
fn tempting_mistakes_are_no_errata() {
    let [right, wrong] = gradients();
    let report = verified([right.clone(), wrong.clone().tempting_mistake("gradient")]);
    report.assert_as_expected();
    let summary = report.summary();
    assert_eq!((summary.refuted, summary.errata, summary.tempting_mistakes), (1, 0, 1));
    assert!(report.claims[1].is_tempting_mistake() && !report.claims[1].is_erratum());
    let text = report.to_string();
    for part in ["dropped is a tempting mistake, which no source prints", "0 errata and 1 tempting mistake refuted"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains("printed wrongly") && !text.contains("gradus "), "{text}");
    let text = report.claims[1].to_string();
    assert!(text.contains("tempting mistake, not printed in N1-001, Bishop, appendix C"), "{text}");
    assert!(verified([right, wrong.erratum("gradient")]).to_string().contains("dropped is printed wrongly in N1-001"));
}

#[test]
fn what_is_not_as_expected_fails_with_its_counterexample() {
    let report = verified(gradients());
    let panic = std::panic::catch_unwind(|| report.assert_as_expected()).expect_err("a panic");
    let text = panic.downcast_ref::<String>().expect("a text");
    for part in ["UNEXPECTED: mine/dropped was expected to hold; it is refuted", "witness", "D = 2", "transpose"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains("mine/gradient"), "{text}");
    let nothing = SuiteReport { seed: 0, claims: Vec::new(), seconds: 0.0 };
    assert!(std::panic::catch_unwind(|| nothing.assert_as_expected()).is_err());
    assert!(nothing.to_string().contains("no claim was judged"));
}

#[test]
fn what_was_found_is_data() {
    let report = verified(gradients());
    let [right, wrong] = &report.claims[..] else { panic!("two claims") };
    let exact = &right.evidence[0];
    assert!(matches!(exact.strength, Some(Strength::FalseAccept(bound)) if bound > 0.0 && bound < 1e-15));
    assert!(matches!(exact.detail, Some(Detail::Degree { of_derivative: false, points: 2, .. })), "{exact:?}");
    assert_eq!((right.latex(), right.sources().len(), &right.cause), (&*right.claim.latex, 2, &None));
    assert_eq!(wrong.verdict, Verdict::Refuted);
    assert_eq!(wrong.cause, Some(Cause::Found { oracle: Oracle::Exact, reason: Reason::Values }));
    assert_eq!(wrong.reason(), "exact: the sides differ");
    let alone =
        common::report(&Claim::new("alone", "x").given([number("x")]).identity(formula!(|x| x), formula!(|x| x)));
    assert_eq!((alone.verdict, alone.cause), (Verdict::Unchecked, Some(Cause::NoControl)));
}

/// An oracle without a bound does not state one.
#[test]
fn residues_state_no_strength() {
    let claim = Claim::new("sum", "e")
        .given([number("x"), number("y")])
        .identity(formula!(|x, y| (x + y)[(0, 0)].exp()?), formula!(|x, y| x[(0, 0)].exp()? * y[(0, 0)].exp()?));
    let found = common::holds(Oracle::Residues, &claim);
    assert_eq!((found.strength, found.bound()), (None, 0.0));
}

/// Every symbol by its name, every oracle of a control, sources by their kind.
#[cfg(feature = "cli")]
#[test]
fn the_schema_loses_nothing() {
    use gradus::report::schema::{Document, SCHEMA};
    let report = verified(gradients());
    let document = serde_json::to_value(Document::from(&report)).expect("JSON");
    assert_eq!(document["schema"], SCHEMA);
    let [right, wrong] = &document["claims"].as_array().expect("claims")[..] else { panic!("two claims") };
    assert_eq!((&right["equations"][0], &right["sources"][0]), (&"N1-001".into(), &"Bishop, appendix C".into()));
    assert_eq!((&right["given"][0]["rows"], &right["name"]), (&"D".into(), &"gradient".into()));
    let exact = &right["evidence"][0];
    assert_eq!((&exact["strength"]["kind"], &exact["measured"]["kind"]), (&"false_accept".into(), &"degree".into()));
    assert_eq!(exact["strength"]["bound"], exact["bound"]);
    assert_eq!(exact["sizes"].as_array().map(Vec::len), Some(report.claims[0].evidence[0].sizes.len()));
    let oracles = right["controls"][0]["oracles"].as_array().expect("oracles");
    assert_eq!(oracles.len(), report.claims[0].controls[0].refuted_by.len());
    assert!(oracles.len() > 1 && oracles.contains(&right["controls"][0]["refuted_by"]));
    assert_eq!(wrong["cause"]["cause"]["kind"], "values");
    assert_eq!(wrong["witness"]["sizes"]["D"], 2);
}
