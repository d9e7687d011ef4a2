//! The tree of a LaTeX formula: places, macros, problems, and what hostile input does.

use gradus::latex::{Kind, LONGEST_SOURCE, Macros, NodeId, ProblemKind, Tree, mathml, parse, parse_with, typeset};
use quickcheck::{Arbitrary, Gen, QuickCheck};

fn codes(source: &str) -> Vec<&'static str> {
    parse(source).problems().iter().map(|problem| problem.kind.code()).collect()
}

/// Every node lies in the source and inside of its parent, and every node but the rows of the formula has one parent.
fn check(tree: &Tree, source: &str) {
    let mut waiting: Vec<NodeId> = tree.row().to_vec();
    let mut seen = 0;
    while let Some(id) = waiting.pop() {
        seen += 1;
        assert!(seen <= tree.len(), "a node has two parents in {source:?}");
        let node = tree.node(id);
        let range = node.span.range();
        assert!(source.get(range.clone()).is_some(), "{range:?} in {source:?}");
        for child in node.kind.rows().into_iter().flatten() {
            waiting.push(*child);
        }
    }
    for problem in tree.problems() {
        assert!(source.get(problem.span.range()).is_some(), "{problem:?} in {source:?}");
        assert!(!problem.kind.to_string().is_empty() && !problem.kind.advice().is_empty());
    }
}

#[test]
fn nodes_know_their_places() {
    let source = r"\frac{1}{2} \Sigma^{-1} + \mathbf{x}_n";
    let tree = parse(source);
    assert!(tree.problems().is_empty());
    let texts: Vec<&str> = tree.row().iter().map(|id| &source[tree.node(*id).span.range()]).collect();
    assert_eq!(texts, [r"\frac{1}{2}", r"\Sigma^{-1}", "+", r"\mathbf{x}_n"]);
    let Kind::Script { base: Some(base), below: None, above: Some(above) } = tree.kind(tree.row()[1]) else {
        panic!("{tree:?}")
    };
    assert_eq!(&source[tree.node(*base).span.range()], "\\Sigma");
    assert_eq!(above.len(), 2);
    check(&tree, source);
}

#[test]
fn arguments_without_braces() {
    for (source, shown) in [
        (r"\frac12", "½"),
        (r"\frac1\sigma", "1/σ"),
        (r"x^\frac n2", "x^(n/2)"),
        (r"\frac{1}2x", "½x"),
        (r"\mathbf x^2", "x²"),
        (r"\sqrt\pi", "√π"),
        (r"\sqrt[3]x", "∛x"),
        (r"{a+b \over c} d", "((a + b)/c)d"),
        (r"{n \choose k}", "(n; k)"),
        (r"{\rm cov}(x)", "cov(x)"),
        (r"{\bf x}y", "xy"),
        (r"\operatorname*{arg\,max}_x f", "arg maxₓ f"),
        (r"\DeclareMathOperator{\tr}{tr} \tr(A)", "tr(A)"),
        (r"a \not= b", "a ≠ b"),
        (r"x \xrightarrow{d} y", "x →ᵈ y"),
        (r"\bigl( x \bigr)", "(x)"),
        (r"A⁻¹", "A⁻¹"),
        (r"½ x₁²", "½x₁²"),
        ("Σᵀ", "Σᵀ"),
        ("√2", "√2"),
    ] {
        assert_eq!(typeset::inline(source), shown, "{source}");
        assert_eq!(codes(source), [""; 0], "{source}");
    }
    // Unicode scripts are scripts.
    for (unicode, latex) in [("A⁻¹", "A^{-1}"), ("x₁₂", "x_{12}"), ("x²³", "x^{23}"), ("Aᵀ", "A^T")] {
        let kinds = |source: &str| {
            let tree = parse(source);
            let Kind::Script { below, above, .. } = tree.kind(tree.row()[0]) else { panic!("{tree:?}") };
            let row = below.as_ref().or(above.as_ref()).expect("a script");
            row.iter().map(|id| tree.kind(*id).clone()).collect::<Vec<_>>()
        };
        assert_eq!(kinds(unicode), kinds(latex), "{unicode}");
    }
}

#[test]
fn macros_are_expanded_where_they_are_called() {
    for (source, shown) in [
        (r"\newcommand{\inv}[1]{#1^{-1}} \inv{A}", "A⁻¹"),
        (r"\newcommand\R{\mathbb R} x \in \R", "x ∈ ℝ"),
        (r"\newcommand{\norm}[2][2]{\|#2\|_{#1}} \norm{x} + \norm[1]{y}", "‖x‖₂ + ‖y‖₁"),
        (r"\def\T{^\top} A\T", "Aᵀ"),
        (r"\def\pair#1#2{(#1, #2)} \pair xy", "(x, y)"),
        (r"\let\S\Sigma \S", "Σ"),
        (r"\providecommand{\x}{1} \providecommand{\x}{2} \x", "1"),
        // What a macro means at the time of the call.
        (r"\newcommand{\a}{\b} \newcommand{\b}{x} \a", "x"),
        // A definition in a group ends with the group.
        (r"\def\x{1} {\def\x{2} \x} \x", "21"),
        // A new meaning of a command is obeyed, and \let keeps the old one.
        (r"\renewcommand{\top}{+} a \top b", "a + b"),
        (r"\renewcommand{\frac}[2]{#2 - #1} \frac{a}{b}", "b − a"),
        (r"\let\old\frac \renewcommand{\frac}[2]{\old{#2}{#1}} \frac{a}{b}", "b/a"),
    ] {
        assert_eq!(typeset::inline(source).replace("  ", " ").trim(), shown, "{source}");
        assert_eq!(codes(source), [""; 0], "{source}");
    }
    let source = r"\newcommand{\inv}[1]{#1^{-1}} B + \inv{A}";
    let tree = parse(source);
    let call = tree.node(*tree.row().last().expect("a node")).span;
    assert_eq!(&source[call.range()], r"\inv");
}

#[test]
fn macros_of_one_formula_are_there_for_the_next() {
    let mut macros = Macros::default();
    assert!(macros.is_empty());
    let problems =
        macros.read("% a preamble\n\\newcommand{\\S}{\\Sigma}\nprose \\unknown{x}\n\\DeclareMathOperator*{\\tr}{tr}");
    assert_eq!((problems.len(), macros.len()), (0, 2));
    let tree = parse_with(r"\tr \S \def\x{y}", &mut macros);
    assert!(tree.problems().is_empty(), "{:?}", tree.problems());
    assert_eq!(macros.len(), 3);
    parse_with(r"{\def\z{y}}", &mut macros);
    assert_eq!(macros.len(), 3, "local to its group");
}

#[test]
fn problems_have_a_code_and_a_place() {
    for (source, code, place) in [
        ("{a", "G101", "{"),
        (r"\left( a", "G101", r"\left"),
        (r"\begin{pmatrix} a & b", "G101", r"\begin"),
        (r"\sqrt[3", "G101", r"\sqrt"),
        ("a}", "G102", "}"),
        (r"a \right)", "G102", r"\right"),
        (r"\end{align}", "G102", r"\end{align}"),
        (r"\begin{pmatrix} a \end{bmatrix}", "G103", r"\end{bmatrix}"),
        (r"\frac{a}", "G104", r"\frac"),
        ("x^", "G104", "^"),
        (r"(\sqrt)", "", ""),
        (r"\unheardof", "G105", r"\unheardof"),
        (r"\begin{unheardof} a \end{unheardof}", "G106", r"\begin{unheardof}"),
        ("a^b^c", "G107", "^c"),
        ("a_b_c", "G107", "_c"),
        (r"\catcode`\@=11", "G108", r"\catcode"),
        (r"\def\x(#1){#1}", "G109", r"\def\x(#1){#1}"),
        (r"\newcommand{\x}[12]{a}", "G109", r"\newcommand{\x}[12]"),
        (r"\newcommand{\x}{#1}", "G109", r"\newcommand{\x}{#1}"),
        (r"\def\x{\x}\x", "G110", r"\x"),
        (r"\def\x{\x\x}\x", "G110", r"\x"),
        (r"\def\x{a\y}\def\y{b\x}\x", "G110", r"\x"),
        ("a\u{200b}b", "G111", "\u{200b}"),
        ("a\u{202e}b", "G111", "\u{202e}"),
        ("а + b", "G112", "а"),
        ("Α = B", "G112", "Α"),
    ] {
        let tree = parse(source);
        check(&tree, source);
        if code.is_empty() {
            continue;
        }
        let found = tree.problems().iter().find(|problem| problem.kind.code() == code);
        let found = found.unwrap_or_else(|| panic!("{code} in {source}: {:?}", tree.problems()));
        assert_eq!(&source[found.span.range()], place, "{source}");
    }
    assert_eq!(codes("f'^2 + x'_n + f''"), [""; 0], "a prime may stand beside a superscript");
    // A macro that could not be read is not read where it is used either.
    let tree = parse(r"\def\frac(#1){#1} \frac{a}{b}");
    assert!(tree.problems().iter().any(|problem| problem.kind == ProblemKind::UnknownCommand("frac".into())));
}

#[test]
fn a_comment_ends_with_its_line() {
    assert_eq!(typeset::inline("a % + b }{ \\frac\n + c"), "a + c");
    assert_eq!(typeset::inline(r"50\%"), "50%");
}

#[test]
fn mathml_is_well_formed() {
    for source in [
        r"\frac{1}{2}\Sigma^{-1} < \sqrt[3]{x} \& \text{a < b}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\sum_{n=1}^N x_n \underset{x}{\arg\max} \hat{x} \unheardof",
        r"{}^tA + \binom{n}{k} + \left. x \right|_{0} + \underbrace{a+b}_{c} \tag{3}",
        "\u{1} x^{} _{} & \\\\",
    ] {
        let text = mathml::math(&parse(source), source, true);
        let mut open: Vec<&str> = Vec::new();
        for tag in text.split('<').skip(1) {
            let name = tag.split('>').next().expect("an end");
            match (name.strip_prefix('/'), name.ends_with('/')) {
                (Some(name), _) => assert_eq!(open.pop(), Some(name), "{text}"),
                (None, true) => {}
                (None, false) => open.push(name.split(' ').next().expect("a name")),
            }
        }
        assert!(open.is_empty() && !text.contains('\u{1}'), "{text}");
    }
    let text = mathml::math(&parse("a < b"), "a < b", false);
    assert!(text.contains("<mi>a</mi><mo>&lt;</mo><mi>b</mi>"), "{text}");
}

/// Sources that are put together from pieces of LaTeX, most of them unbalanced.
#[derive(Clone, Debug)]
struct Source(String);

impl Arbitrary for Source {
    fn arbitrary(g: &mut Gen) -> Self {
        const PIECES: [&str; 48] = [
            "{",
            "}",
            "^",
            "_",
            "&",
            r"\\",
            r"\frac",
            r"\sqrt[",
            "]",
            "[",
            r"\left(",
            r"\right)",
            r"\left",
            r"\right",
            r"\begin{pmatrix}",
            r"\end{pmatrix}",
            r"\begin{align}",
            r"\end{align}",
            r"\begin",
            r"\end",
            r"\text{",
            "'",
            r"\def\x#1{#1}",
            r"\x",
            r"\newcommand{\y}[1][a]{#1#1}",
            r"\y",
            r"\rm",
            r"\over",
            r"\hat",
            r"\not",
            "12.5",
            ".",
            "½",
            "⁻¹",
            "Σ",
            "\u{200b}",
            "가",
            "%",
            "\n",
            " ",
            "~",
            "$",
            "#1",
            r"\big",
            r"\xrightarrow[",
            "√",
            r"\let\z",
            r"\underset",
        ];
        let length = usize::arbitrary(g) % 40;
        Self((0..length).map(|_| *g.choose(&PIECES).expect("pieces")).collect())
    }
}

#[test]
fn any_source_gives_a_tree() {
    fn holds(Source(source): Source) -> bool {
        let tree = parse(&source);
        check(&tree, &source);
        typeset::inline(&source);
        typeset::display(&source, 60);
        mathml::math(&tree, &source, false);
        true
    }
    QuickCheck::new().tests(20_000).quickcheck(holds as fn(Source) -> bool);
}

#[test]
fn any_text_gives_a_tree() {
    fn holds(source: String) -> bool {
        check(&parse(&source), &source);
        mathml::math(&parse(&source), &source, true);
        true
    }
    QuickCheck::new().tests(10_000).quickcheck(holds as fn(String) -> bool);
}

/// Each of these would take minutes if the time were quadratic in the length, or overflow the stack.
#[test]
fn long_and_deep_sources_are_read() {
    let many = 1 << 17;
    for source in [
        "{".repeat(many),
        "}".repeat(many),
        "x^".repeat(many),
        "^{".repeat(many) + "x",
        r"\frac{".repeat(many),
        r"\frac".repeat(many),
        r"\sqrt[".repeat(many),
        r"\left(".repeat(many),
        r"\right)".repeat(many),
        r"\begin{pmatrix}".repeat(many / 4),
        r"\end{pmatrix}".repeat(many / 4),
        "&".repeat(many),
        r"\begin{matrix}".to_string() + &"a & b \\\\ ".repeat(many / 4),
        "a_b^c".repeat(many / 4),
        "x'".repeat(many),
        "1".repeat(many),
        "⁻¹".repeat(many),
        r"{\rm ".repeat(many / 4),
        r"\rm ".repeat(many / 4),
        r"\def\x#1{#1}".to_string() + &r"\x{".repeat(many / 4) + &"}".repeat(many / 4),
        r"\def\x#1{#1#1}".to_string() + &r"\x{".repeat(many / 4) + &"}".repeat(many / 4),
        r"\newcommand{\a}{\b\b}\newcommand{\b}{\c\c}\newcommand{\c}{\a}\a".to_string(),
        r"\text{".repeat(many / 4),
        r"\sqrt".repeat(many / 4),
        r"\let\x=".repeat(many / 4),
        r"\left.".repeat(many / 4),
        "{a \\over b}".repeat(many / 16),
        r"\xrightarrow[".repeat(many / 8),
    ] {
        let tree = parse(&source);
        check(&tree, &source);
    }
    let long = "x".repeat(LONGEST_SOURCE + 1);
    assert_eq!(codes(&long), ["G113"]);
    assert!(parse(&long).is_empty());
}
