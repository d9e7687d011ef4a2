//! Printed formulas: what is read, and what is found about it.

use gradus::reading::{Checked, Outcome, check};
use quickcheck::{Arbitrary, Gen, QuickCheck};

struct Row<'a> {
    given: &'a str,
    latex: &'a str,
    verdict: &'a str,
    mends: &'a str,
}

fn identities() -> Vec<Row<'static>> {
    let table = include_str!("reading/identities.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_else(|| panic!("too few fields: {line}"));
        let row = Row { given: next(), latex: next(), verdict: next(), mends: next() };
        assert!(["holds", "refuted", "conditional", "undecided", "unread", "2"].contains(&row.verdict), "{line}");
        row
    })
    .collect()
}

fn told(checked: &Checked) -> String {
    match &checked.outcome {
        Outcome::Unread(stop) => format!("unread: {stop}"),
        Outcome::Undecided { reason } => format!("undecided: {reason}; {}", checked.reading),
        Outcome::Conditional { condition } => format!("conditional: if {condition}; {}", checked.reading),
        Outcome::Refuted { repairs } => {
            let mends: Vec<String> =
                repairs.iter().map(|repair| format!("{}: {}", repair.mistake, repair.formula)).collect();
            format!("refuted; {}; {}", checked.reading, mends.join(" | "))
        }
        Outcome::Holds { .. } => format!("holds; {}", checked.reading),
    }
}

#[test]
fn identities_are_judged() {
    let (mut wrong, mut decided, mut mended, mut single) = (Vec::new(), 0, 0, 0);
    for Row { given, latex, verdict, mends } in identities() {
        let found = check(latex, given);
        let text: Vec<String> = found.iter().map(told).collect();
        if std::env::var_os("READING_PRINT").is_some() {
            println!("{latex}   [{given}]\n    {}", text.join("\n    "));
        }
        // A chain of two links that hold.
        if verdict == "2" {
            let all = found.len() == 2 && found.iter().all(|found| matches!(found.outcome, Outcome::Holds { .. }));
            assert!(all, "{latex}: {text:?}");
            continue;
        }
        let [found] = &found[..] else { panic!("{latex}: {text:?}") };
        let name = found.outcome.name();
        // No true one is refuted, and no false one holds.
        let grave = matches!((verdict, name), ("holds", "refuted") | ("refuted" | "conditional", "holds"));
        if grave || name != verdict {
            wrong.push(format!("{latex} should be {verdict}: {}", text[0]));
        }
        decided += usize::from(!matches!(name, "undecided" | "unread"));
        if !mends.is_empty() {
            single += 1;
            if let Outcome::Refuted { repairs } = &found.outcome {
                mended += usize::from(repairs.iter().any(|repair| repair.formula.ends_with(&format!("= {mends}"))));
            }
        }
    }
    println!("{decided} decided, {mended} of {single} mended");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A stop has a code and a place in the text that it is about.
#[test]
fn what_cannot_be_read_says_why() {
    for (latex, given, code, place) in [
        ("A = A", "A: n×n wonderful", "G201", None),
        ("A = A", "A", "G201", None),
        ("A = A", "A: n×n spd skew", "G201", None),
        ("A = A", "A: n×n spd orthogonal", "G201", None),
        ("A = A", "A: n×m symmetric", "G201", None),
        ("A = A", "A: n×n; A: n", "G201", None),
        ("A = A", "A: 0×0", "G201", None),
        ("A = A", "A: 99999999999999999999×2", "G201", None),
        ("A = A", "n: n×n", "G201", None),
        ("A = S", "A: n×n", "G202", Some("S")),
        ("A = A^{\\star}", "A: n×n", "G203", None),
        ("A + x = A", "A: n×n; x: n", "G204", Some("A + x")),
        ("A x y = A", "A: n×n; x, y: n", "G204", Some("A x y")),
        ("\\ln x y = x", "x, y: scalar", "G205", Some("\\ln")),
        ("(A = A", "A: n×n", "G206", None),
        ("A +", "A: n×n", "G206", None),
        ("= A", "A: n×n", "G206", None),
        ("A = ", "A: n×n", "G206", None),
        ("", "A: n×n", "G206", None),
        ("A", "A: n×n", "G206", None),
        ("{A = A", "A: n×n", "G101", Some("{")),
        ("\\unheardof = A", "A: n×n", "G105", Some("\\unheardof")),
        ("A^T = A", "A: n×n; T: scalar", "G205", None),
        (r"\mathbf{x} = 2x", "x: n", "G205", Some("x")),
        ("a^{(1)} = a", "a: scalar positive", "G203", None),
        ("a_1 = a", "a: scalar", "G202", Some("a_1")),
    ] {
        let found = check(latex, given);
        let Outcome::Unread(stop) = &found[0].outcome else { panic!("{latex}: {}", told(&found[0])) };
        assert_eq!(stop.code, code, "{latex} [{given}]: {stop}");
        if let Some(place) = place {
            assert_eq!(&latex[stop.span.range()], place, "{latex}: {stop}");
        }
    }
}

#[test]
fn hostile_input_is_no_verdict() {
    let given = "A, B: n×n; x: n; a: scalar";
    let many = 1 << 15;
    for latex in [
        "(".repeat(many) + "a" + &")".repeat(many) + " = a",
        "{".repeat(many) + "a" + &"}".repeat(many) + " = a",
        r"\frac{".repeat(many) + "a",
        "a ".repeat(many) + "= a",
        "a + ".repeat(many) + "a = a",
        "-".repeat(many) + "a = a",
        "|".repeat(many) + " = a",
        "a^{".repeat(many) + "2" + &"}".repeat(many) + " = a",
        "a = ".repeat(many) + "a",
        r"\ln ".repeat(many) + "a = a",
        "A^T".repeat(many) + " = A",
        r"\sqrt".repeat(many) + "a = a",
        "x'".repeat(many) + " = a",
        "1".repeat(many) + " = a",
        "a = 1".to_string() + &"0".repeat(many),
        format!("a^{{{}}} = a", "9".repeat(30)),
        "a^{2147483647} = a".into(),
        "A^{-2147483648} = A".into(),
        "\u{202e}a = a".into(),
        "а = a".into(), // Cyrillic
    ] {
        for found in check(&latex, given) {
            let told = told(&found);
            assert!(matches!(found.outcome, Outcome::Unread(_) | Outcome::Undecided { .. }), "{told:.200}");
        }
    }
}

/// Formulas that are put together from pieces, most of them senseless.
#[derive(Clone, Debug)]
struct Formula(String);

impl Arbitrary for Formula {
    fn arbitrary(g: &mut Gen) -> Self {
        const PIECES: [&str; 36] = [
            "A",
            "B",
            "x",
            "a",
            "=",
            "=",
            "+",
            "-",
            "^T",
            "^{-1}",
            "^2",
            "(",
            ")",
            "|",
            "|",
            r"\frac{a}{2}",
            "/",
            r"\operatorname{tr}",
            r"\ln",
            r"\det",
            "{",
            "}",
            r"\left(",
            r"\right)",
            "I",
            "0",
            "2",
            r"\nabla_x",
            r"\frac{\partial}{\partial x}",
            r"\|",
            ",",
            r"\sqrt",
            "'",
            "_1",
            r"\cdot",
            " e^{a}",
        ];
        let length = 1 + usize::arbitrary(g) % 9;
        Self((0..length).map(|_| *g.choose(&PIECES).expect("pieces")).collect())
    }
}

#[test]
fn any_formula_has_an_outcome() {
    fn holds(Formula(latex): Formula) -> bool {
        check(&latex, "A, B: n×n; x: n; a: scalar").iter().all(|found| latex.get(found.span.range()).is_some())
    }
    QuickCheck::new().tests(300).quickcheck(holds as fn(Formula) -> bool);
}

#[test]
fn an_outcome_is_printed() {
    let shown = |latex: &str, given: &str| check(latex, given).iter().map(|link| link.to_string()).collect::<Vec<_>>();
    assert_eq!(shown("(AB)^T = B^T A^T", "A, B: n×n"), ["holds: (A B)ᵀ = Bᵀ Aᵀ"]);
    assert_eq!(shown("A^T = A", "A: n×n"), ["holds if A is symmetric: Aᵀ = A"]);
    assert_eq!(shown("A^T = S", "A: n×n"), ["unread: S is not declared (G202); declare its shape: S: n×n"]);
    let [refuted] = &shown(r"x^T A x = 2 \operatorname{tr}(A x x^T)", "A: n×n; x: n")[..] else { panic!("one link") };
    assert!(refuted.starts_with("refuted: xᵀ A x = 2 tr(A x xᵀ)\n  at "), "{refuted}");
    for part in ["A = ", "x = ", "the left side is ", "the factor 2 is superfluous; right is xᵀ A x = tr(A x xᵀ)"] {
        assert!(refuted.contains(part), "{part} in {refuted}");
    }
}
