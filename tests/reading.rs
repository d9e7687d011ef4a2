//! Printed formulas: what is read, and what is found about it.

use gradus::reading::{Checked, Outcome, Part, check, check_note};
use quickcheck::{Arbitrary, Gen, QuickCheck};

#[path = "reading/derivatives.rs"]
mod derivatives;

struct Row<'a> {
    given: &'a str,
    latex: &'a str,
    verdict: &'a str,
    mends: &'a str,
}

fn identities() -> Vec<Row<'static>> {
    let tables = [
        include_str!("reading/identities.tsv"),
        include_str!("reading/functions.tsv"),
        include_str!("reading/derivatives.tsv"),
        include_str!("reading/laws.tsv"),
    ];
    tables.into_iter().flat_map(rows).collect()
}

fn rows(table: &'static str) -> Vec<Row<'static>> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_else(|| panic!("too few fields: {line}"));
        let row = Row { given: next(), latex: next(), verdict: next(), mends: next() };
        assert!(
            ["holds", "refuted", "conditional", "undecided", "unread", "needs", "none", "2"].contains(&row.verdict),
            "{line}"
        );
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
        Outcome::Needs { symbols } => format!("needs {}; {}", symbols.join(", "), checked.reading),
        Outcome::NotAStatement { what } => format!("none: {what}; {}", checked.reading),
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
        ("A = A^{\\star}", "A: n×n", "G203", None),
        ("A + x = A", "A: n×n; x: n", "G204", Some("A + x")),
        ("A x y = A", "A: n×n; x, y: n", "G204", Some("A x y")),
        ("\\ln x y = x", "x, y: scalar", "G205", Some("\\ln")),
        ("(A = A", "A: n×n", "G206", None),
        ("= A", "A: n×n", "G206", None),
        ("A = ", "A: n×n", "G206", None),
        ("", "A: n×n", "G206", None),
        ("{A = A", "A: n×n", "G101", Some("{")),
        ("\\unheardof = A", "A: n×n", "G105", Some("\\unheardof")),
        ("A^T = A", "A: n×n; T: scalar", "G205", None),
        (r"\mathbf{x} = 2x", "x: n", "G205", Some("x")),
        ("a^{(1)} = a", "a: scalar positive", "G203", None),
        ("f(x) = x + f(0)", "x: scalar", "G208", Some("f")),
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
    assert_eq!(shown("A^T = S", "A: n×n"), ["not a statement: it defines S"]);
    assert_eq!(shown("A^T A = S + S", "A: n×n"), ["needs a definition of S: Aᵀ A = S + S, where S: n×n"]);
    assert_eq!(shown("ab = ba", ""), ["holds: a b = b a, where a: scalar; b: scalar"]);
    let [refuted] = &shown(r"x^T A x = 2 \operatorname{tr}(A x x^T)", "A: n×n; x: n")[..] else { panic!("one link") };
    assert!(refuted.starts_with("refuted: xᵀ A x = 2 tr(A x xᵀ)\n  at "), "{refuted}");
    for part in ["A = ", "x = ", "the left side is ", "the factor 2 is superfluous; right is xᵀ A x = tr(A x xᵀ)"] {
        assert!(refuted.contains(part), "{part} in {refuted}");
    }
}

/// The first outcome that is not the one that is wanted, for each formula of a note.
fn expect_note(parts: &[(Part, &str)]) {
    let read: Vec<Part> = parts.iter().map(|(part, _)| *part).collect();
    for ((part, wanted), found) in parts.iter().zip(check_note(&read)) {
        let names: Vec<&str> = found.iter().map(|link| link.outcome.name()).collect();
        let texts: Vec<String> = found.iter().map(told).collect();
        assert_eq!(names.join(" "), *wanted, "{part:?}: {texts:?}");
    }
}

fn expect_alone(cases: &[(&str, &str)]) {
    for (latex, wanted) in cases {
        expect_note(&[(Part::Formula(latex), wanted)]);
    }
}

#[test]
fn what_is_not_declared_is_inferred() {
    expect_alone(&[
        (r"(AB)^{-1} = B^{-1} A^{-1}", "holds"),
        (r"(AB)^{-1} = A^{-1} B^{-1}", "refuted"),
        (r"\operatorname{tr}(ABC) = \operatorname{tr}(CAB)", "holds"),
        (r"(A + UCV)^{-1} = A^{-1} - A^{-1} U (C^{-1} + V A^{-1} U)^{-1} V A^{-1}", "holds"),
        (r"(A + UCV)^{-1} = A^{-1} + A^{-1} U (C^{-1} + V A^{-1} U)^{-1} V A^{-1}", "refuted"),
        (r"\frac{\partial}{\partial x} x^T A x = (A + A^T) x", "holds"),
        (r"\frac{\partial}{\partial x} x^T A x = 2 A x", "conditional"),
        (r"\frac{\partial}{\partial x} x^T A x = A x", "refuted"),
        (r"(x + y)^2 = x^2 + 2xy + y^2", "holds"),
        (r"(x + y)^2 = x^2 + xy + y^2", "refuted"),
        (r"\|x\|^2 = x^T x", "holds"),
        (r"U^{-1} y = U^T y", "conditional"),
        (r"AB + BA = (AB)^T + (BA)^T", "conditional"),
        (r"tr(AB) = tr(BA)", "holds"),
        (r"log(xy) = log(yx)", "holds"),
    ]);
}

/// A formula is refuted only if each of its symbols is declared, defined, or on both sides.
#[test]
fn an_open_formula_is_not_refuted() {
    expect_alone(&[
        (r"\ln |A| = \operatorname{tr}(B) + 1", "needs"),
        (r"A x = b + b", "needs"),
        ("z = x - m", "none"),
        ("A = A^T", "none"),
        ("f(x) = x^2 + 1", "none"),
        (r"S := A + B", "none"),
        (r"f(x) + f(y) = f(x + y)", "unread"),
    ]);
}

#[test]
fn definitions_count_in_the_whole_note() {
    use Part::{Declaration, Formula};
    expect_note(&[
        (Declaration("x, m: n; S: n×n spd"), ""),
        (Formula("z = x - m"), "none"),
        (Formula(r"\frac{\partial}{\partial m} z^T S^{-1} z = -2 S^{-1} z"), "holds"),
        (Formula(r"\frac{\partial}{\partial m} z^T S^{-1} z = 2 S^{-1} z"), "refuted"),
        (Formula("h(t) = t^2 + c"), "none"),
        (Formula("h(1 + b) = 1 + 2b + b^2 + c"), "holds"),
        (Formula("h(1 + b) = 1 + b + b^2 + c"), "refuted"),
        // What is defined below its use.
        (Formula("W W = S^{-1}S^{-1} - 0"), "holds"),
        (Formula("W = S^{-1}"), "none"),
        // A later definition replaces an earlier one.
        (Formula("z = x + m"), "none"),
        (Formula("z - 2m = x - m"), "holds"),
        // The inverse of a symbol.
        (Formula("K^{-1} = S + S"), "none"),
        (Formula("2 K S = I"), "holds"),
        (Formula("K S = I"), "refuted"),
        // An equation with new symbols is no definition of an old one.
        (Formula("S = L M"), "needs"),
        (Formula("2 S = S + S"), "holds"),
        // A condition is no definition, and does not count below.
        (Formula("c = 0"), "none"),
        (Formula("c S = 2 c S - S c"), "holds"),
        // Definitions that go round in circles are none.
        (Formula("u = v + 1"), "none"),
        (Formula("v = u - 1"), "holds"),
        (Formula("u v - v = v^2"), "holds"),
    ]);
}

/// A line that begins with a relation continues the last side before it.
#[test]
fn lines_continue_those_before_them() {
    use Part::{Declaration, Formula, Section};
    expect_note(&[
        (Declaration("A, B: n×n; x: n"), ""),
        (Formula("x^T (A + B) x = x^T A x + x^T B x"), "holds"),
        (Formula("= x^T A^T x + x^T B x"), "holds"),
        (Formula("= x^T A^T x - x^T B x"), "refuted"),
        (Formula("A x = A x + 0"), "holds"),
        (Section, ""),
        (Formula("= A x"), "unread"),
    ]);
}

#[test]
fn conditions_and_arrows() {
    use Part::{Declaration, Formula};
    expect_note(&[
        (Declaration("A: n×n; x, b: n; s, t: scalar"), ""),
        (Formula(r"\ln s^2 = 2 \ln s, \quad s > 0"), "holds none"),
        (Formula(r"x^T A = (A x)^T, \quad A = A^T"), "holds none"),
        (Formula(r"x^T A = (A x)^T \text{ where } A^2 = A"), "undecided none"),
        (Formula(r"s^2 = t^2 \Rightarrow s = t"), "none undecided"),
        (Formula(r"A x = b"), "none"),
        (Formula(r"\Rightarrow x = A^{-1} b"), "undecided"),
        (Formula(r"s + t = t + s \text{ and } s t = t s"), "holds holds"),
        (Formula(r"s + t = t + s, s t = t + s"), "holds refuted"),
        (Formula(r"s, t = 1"), "unread"),
        (Formula(r"x^T A x"), "none"),
        (Formula(r"s \ne t"), "none"),
    ]);
}

#[test]
fn two_mistakes_are_refuted_and_no_repair_is_named() {
    let rows = include_str!("reading/two_mistakes.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut wrong = Vec::new();
    for row in rows {
        let (given, latex) = row.split_once('\t').expect("two fields");
        let found = check(latex, given);
        if !matches!(&found[..], [Checked { outcome: Outcome::Refuted { repairs }, .. }] if repairs.is_empty()) {
            wrong.push(format!("{latex}: {:?}", found.iter().map(told).collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn models_of_a_note_count_from_there_on() {
    expect_note(&[
        (Part::Declaration("w, m: n; S: n×n spd; B: k×n; R: k×k spd"), ""),
        (Part::Formula(r"w \sim \mathcal{N}(m, S)"), "none"),
        (Part::Formula(r"\mathbb{E}[w] = m"), "holds"),
        (Part::Formula(r"\mathbb{E}[w w^T] = m m^T - S"), "refuted"),
        (Part::Formula(r"\varepsilon \sim \mathcal{N}(0, R)"), "none"),
        (Part::Formula(r"y = Bw + \varepsilon"), "none"),
        (Part::Formula(r"\mathbb{E}[y] = B m"), "holds"),
        // That the noise is independent is not stated.
        (Part::Formula(r"cov[y] = B S B^T + R"), "conditional"),
        (Part::Formula(r"cov[y] = B S B^T - R"), "undecided"),
        (Part::Formula(r"w \sim \mathcal{N}(2m, S)"), "none"),
        (Part::Formula(r"\mathbb{E}[w] = m"), "refuted"),
        (Part::Formula(r"\mathbb{E}[t] = m"), "unread"),
    ]);
    // A density that is only mentioned refutes nothing.
    expect_note(&[
        (Part::Declaration("x, μ: n; Σ: n×n spd"), ""),
        (Part::Formula(r"\mathcal{N}(x | \mu, \Sigma) = \exp(x)"), "unread"),
        (Part::Formula(r"\mathbb{E}[x] = \mu"), "holds"),
        (Part::Formula(r"\mathbb{E}[x] = 2\mu"), "needs"),
    ]);
}

#[test]
fn sides_are_compared_up_to_a_constant() {
    expect_note(&[
        (Part::Declaration("x, μ: n; Λ: n×n spd; a: n"), ""),
        (Part::Formula(r"f(x) = \exp(-\frac12 (x-\mu)^T\Lambda(x-\mu))"), "none"),
        (Part::Formula(r"\ln f(x) = -\frac12 x^T\Lambda x + x^T\Lambda\mu + \text{const}"), "holds"),
        (Part::Formula(r"\ln f(x) = -\frac12 x^T\Lambda x + x^T\Lambda\mu + const"), "holds"),
        (Part::Formula(r"\ln f(x) = -\frac12 x^T\Lambda x - x^T\Lambda\mu + {\rm const}"), "refuted"),
        (Part::Formula(r"\ln f(x) = \mu^T\mu + \text{const}"), "refuted"),
        (Part::Formula(r"f(x) \propto \exp(-\frac12 x^T\Lambda x + x^T\Lambda\mu)"), "holds"),
        (Part::Formula(r"f(x) \propto \exp(-\frac12 x^T\Lambda x)"), "none"),
        (Part::Formula(r"a^T a \propto \mu^T\mu"), "unread"),
        (Part::Formula(r"-\frac12 x^T\Lambda x = x^T a + \text{const}"), "unread"),
        (Part::Formula(r"\ln f(x) = -\frac12 x^T\Lambda x + \text{const} + x^T\Lambda\mu"), "unread"),
    ]);
}

#[test]
fn bold_rows_are_read_letter_by_letter() {
    let given = "A: m×n; x, μ: n; b: m; y: m; Σ: n×n spd; x ~ N(μ, Σ)";
    let cases = [
        (r"\mathbf{y - Ax} = -(\boldsymbol{Ax - y})", "holds"),
        (r"\mathbf{xx}^T = \mathbf{x}\mathbf{x}^T", "holds"),
        (r"\mathbf{x^T A^T} = (\boldsymbol{Ax})^T", "holds"),
        (r"\mathbb{E}[\mathbf{xx}^\top] = \mathbf{\Sigma + \mu\mu}^\top", "holds"),
        (r"\mathbb{E}[\mathbf{xx}^\top] = \mathbf{\Sigma - \mu\mu}^\top", "refuted"),
    ];
    for (latex, wanted) in cases {
        expect_note(&[(Part::Declaration(given), ""), (Part::Formula(latex), wanted)]);
    }
}
