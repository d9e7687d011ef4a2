//! The typesetter gives some text for every input, with little stack, in time and space proportional to the input.
//!
//! No clock is read: where time were to double with each level, or to grow with the square of the length, these tests
//! would not end.

use gradus::typeset::{AREA, NESTING, display, inline, prose, wrap};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A quarter of what a thread has by default; without any optimisation, the deepest formula takes up to 384 KiB.
const STACK: usize = 512 << 10;

/// Pieces of LaTeX, whole and broken.
const TOKENS: [&str; 60] = [
    "x",
    "a",
    "1",
    "2.",
    " ",
    "\n",
    "+",
    "-",
    "=",
    "|",
    "'",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "{",
    "}",
    "_",
    "^",
    "&",
    "$",
    "~",
    r"\",
    r"\\",
    r"\cr",
    r"\{",
    r"\}",
    r"\frac",
    r"\sqrt",
    r"\left(",
    r"\right)",
    r"\left.",
    r"\right|",
    r"\left",
    r"\right",
    r"\begin{bmatrix}",
    r"\end{bmatrix}",
    r"\begin{aligned}",
    r"\end{aligned}",
    r"\begin{cases}",
    r"\begin",
    r"\end",
    r"\bar",
    r"\hat",
    r"\vec",
    r"\mathbf",
    r"\mathbb",
    r"\text{a b",
    r"\operatorname",
    r"\underset",
    r"\sum",
    r"\ln",
    r"\partial",
    r"\quad",
    "é漢😀",
    "\u{301}",
    "\0",
];

/// What stands around a long run of one token: before, and after.
const AROUND: [(&str, &str); 7] = [
    ("", ""),
    (r"\bar{", "}"),
    (r"\frac{1}{", "}"),
    (r"\sqrt{", "}"),
    ("x^{", "}"),
    (r"\left(", r"\right)"),
    (r"\left[\begin{bmatrix} a & b \\ c & ", r"\end{bmatrix}\right]"),
];

/// Sets the formula, and holds the result against the bounds.
fn check(latex: &str, columns: usize) {
    let start = || latex.chars().take(60).collect::<String>();
    // What a letter may become at most: an operator between blanks, with a bar over each.
    let linear = 16 * latex.len();
    assert!(inline(latex).len() <= linear, "{}", start());
    let lines = display(latex, columns);
    assert!(lines.iter().map(|line| line.len() + 1).sum::<usize>() <= linear + 1 + 4 * AREA, "{}", start());
    assert!(!lines.iter().any(|line| line.contains('\n')), "{}", start());
}

/// Runs a test where a deep recursion would overflow the stack.
fn with_little_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(test).expect("a thread");
    thread.join().expect("no panic");
}

fn nested(before: &str, inner: &str, after: &str, levels: usize) -> String {
    format!("{}{inner}{}", before.repeat(levels), after.repeat(levels))
}

#[test]
fn an_empty_matrix_is_a_pair_of_brackets() {
    assert_eq!(display(r"\begin{bmatrix}\end{bmatrix}", 80), ["[]"]);
    assert_eq!(display(r"A = \begin{pmatrix} & \\ & \end{pmatrix}^2", 80), ["A = ()²"]);
    assert!(display(r"\begin{aligned}\end{aligned}", 80).is_empty());
}

#[test]
fn nesting_is_set_down_to_the_limit_and_shown_as_its_source_beyond() {
    with_little_stack(|| {
        for (before, after) in AROUND {
            let (before, after) = if before.is_empty() { ("{", "}") } else { (before, after) };
            // A matrix in brackets is two levels.
            for levels in 1..=NESTING / 2 {
                check(&nested(before, "a+b", after, levels), 80);
            }
            let deep = nested(before, "a+b", after, 20_000);
            assert_eq!(inline(&deep), deep.split_whitespace().collect::<Vec<_>>().join(" "));
            assert_eq!(display(&deep, usize::MAX), [inline(&deep)]);
        }
        assert_eq!(inline(&nested("{", "x", "}", NESTING)), "x");
        assert_eq!(display(&nested("{", "x", "}", NESTING), 80), ["x"]);
        let deep = nested("{", "x", "}", NESTING + 1);
        assert_eq!(display(&deep, 80), wrap(&deep, 80));
        let roots = nested(r"\sqrt{", "x", "}", NESTING);
        assert_eq!(display(&roots, 80), [nested("√", "x", "", NESTING)]);
    });
}

#[test]
fn a_bar_over_bars_keeps_the_length_in_bounds() {
    assert_eq!(inline(r"\bar{xy}"), "x\u{305}y\u{305}");
    assert_eq!(inline(r"\bar{\bar{xy}}"), "(x\u{305}y\u{305})\u{304}");
}

#[test]
fn text_stays_in_one_line() {
    assert_eq!(display("\\text{a\nb}\\\nc \\left\\\n.", 80), ["a b c."]);
}

#[test]
fn random_formulas_give_some_text() {
    with_little_stack(|| {
        let mut random = ChaCha8Rng::seed_from_u64(17);
        for _ in 0..5_000 {
            let latex: String = (0..random.random_range(1..40)).map(|_| token(&mut random)).collect();
            check(&latex, random.random_range(0..60));
            prose(&latex);
        }
    });
}

fn token(random: &mut impl Rng) -> &'static str {
    TOKENS[random.random_range(0..TOKENS.len())]
}

#[test]
fn long_runs_of_one_token_give_some_text() {
    with_little_stack(|| {
        for token in TOKENS {
            let run = token.repeat(2_000 / token.len());
            for (before, after) in AROUND {
                for levels in [1, 15] {
                    check(&nested(before, &run, after, levels), 40);
                }
            }
        }
    });
}

#[test]
fn matrices_are_drawn_up_to_an_area() {
    with_little_stack(|| {
        let column = "a\\\\".repeat(1_000);
        let tall = format!(r"\begin{{bmatrix}}{column}\end{{bmatrix}}");
        let long = "x".repeat(100_000);
        assert_eq!(display(&tall, 80).len(), 1_000);
        for latex in [
            format!("{long}{tall}"),
            format!("{tall}^{{{long}}}"),
            format!(r"\left\{long}{tall}\right)"),
            // A long row and many short ones.
            format!(r"\begin{{bmatrix}}{}a\\{column}\end{{bmatrix}}", "&".repeat(100_000)),
        ] {
            assert_eq!(display(&latex, 80).len(), 1, "set as inline");
            check(&latex, 80);
        }
        // No matrix is too large, all of them are; in aligned rows, those are drawn for which there is room.
        let square = format!(r"\begin{{bmatrix}}{}{}b\end{{bmatrix}}", "a\\\\".repeat(200), "&".repeat(200));
        check(&square.repeat(100), 80);
        check(&format!(r"\begin{{aligned}}{}\end{{aligned}}", format!(r"{square}\\").repeat(100)), 80);
    });
}

#[test]
fn a_megabyte_is_set_in_time_proportional_to_its_length() {
    with_little_stack(|| {
        const LENGTH: usize = 1 << 20;
        for unit in ["{", "alpha + ", r"\\&"] {
            let latex = unit.repeat(LENGTH / unit.len());
            assert!(!display(&latex, 80).is_empty());
        }
        assert_eq!(wrap(&"a ".repeat(LENGTH / 2), usize::MAX).len(), 1);
    });
}
