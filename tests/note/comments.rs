//! Comments for gradus: declarations and suppressions.

use crate::read;
use gradus::note::Format::{Latex, Markdown};
use gradus::note::{Checks, Format, Preliminaries, Verdict, check};

/// The verdicts of all statements, with the reasons of those that are suppressed; and the problems.
type Found = (Vec<(Verdict, Option<String>)>, Vec<&'static str>);

fn found(text: &str, format: Format) -> Found {
    let Checks { equations, problems } = check(&read(text, format), &Preliminaries::default());
    let statements = equations.into_iter().flat_map(|equation| equation.statements);
    (
        statements.map(|statement| (statement.verdict, statement.suppressed)).collect(),
        problems.iter().map(|problem| problem.kind.code()).collect(),
    )
}

fn suppressed(verdict: Verdict, reason: &str) -> (Verdict, Option<String>) {
    (verdict, Some(reason.into()))
}

#[test]
fn declarations_hold_from_their_place_on() {
    let text = "<!-- gradus: A, B: n×n --> $AB=BA$\n\n<!-- gradus: A, B: scalar --> $AB=BA$";
    let (verdicts, problems) = found(text, Markdown);
    let verdicts: Vec<Verdict> = verdicts.into_iter().map(|(verdict, _)| verdict).collect();
    assert_eq!(verdicts, [Verdict::Refuted, Verdict::Holds]);
    assert_eq!(problems, [""; 0]);
    let before = Preliminaries { given: vec!["A, B: n×n".into()], macros: vec![r"\newcommand{\p}{AB}".into()] };
    let checks = check(&read(r"$\p = BA$", Markdown), &before);
    assert_eq!(checks.equations[0].statements[0].verdict, Verdict::Refuted);
    assert_eq!(before.problem(), None);
}

#[test]
fn a_declaration_that_cannot_be_read_is_reported() {
    for declaration in ["A: n×m symmetric", "A: ", "A: n×n green", "what is this"] {
        let (_, problems) = found(&format!("<!-- gradus: {declaration} --> $x$"), Markdown);
        assert_eq!(problems, ["G302"], "{declaration}");
    }
    let before = Preliminaries { given: vec!["A: n×n green".into()], macros: Vec::new() };
    assert!(before.problem().is_some_and(|problem| problem.contains("green")));
}

const GIVEN: &str = "<!-- gradus: A, B: n×n -->";

#[test]
fn a_comment_suppresses_the_formula_after_it_or_on_its_line() {
    let refuted = || suppressed(Verdict::Refuted, "why");
    let plain = (Verdict::Refuted, None);
    let after = format!("{GIVEN}\n<!-- gradus: skip (why) -->\n\n$AB=BA$ and $AB=BA$");
    assert_eq!(found(&after, Markdown), (vec![refuted(), plain.clone()], vec![]));
    let on_line = format!("{GIVEN}\n$AB=BA$\n\n$AB=BA$ <!-- gradus: expect refuted (why) -->\n$AB=BA$");
    assert_eq!(found(&on_line, Markdown), (vec![plain.clone(), refuted(), plain.clone()], vec![]));
    let within = "% gradus: A, B: n×n\n\\begin{align}\nAB &= BA \\\\ % gradus: skip (why)\nA &= -A \\\\\n\
                  % gradus: expect refuted (why)\nB &= 2B\n\\end{align}";
    assert_eq!(found(within, Latex), (vec![refuted(), plain, refuted()], vec![]));
}

#[test]
fn a_comment_without_effect_is_reported() {
    let unused = [
        ("$AA=AA$ <!-- gradus: skip (why) -->", "G301"),
        ("<!-- gradus: skip (why) -->", "G301"),
        ("<!-- gradus: expect refuted (why) -->", "G301"),
        ("$A(B+A)=AB+AA$ <!-- gradus: expect refuted (why) -->", "G304"),
        ("$AB=BA$ <!-- gradus: skip -->", "G302"),
    ];
    for (text, code) in unused {
        let (verdicts, problems) = found(&format!("{GIVEN}\n{text}"), Markdown);
        assert_eq!(problems, [code], "{text}");
        assert!(verdicts.iter().all(|(_, reason)| reason.is_none()), "{text}");
    }
}
