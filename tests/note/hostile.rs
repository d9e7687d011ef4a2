//! Hostile notes: nothing panics, and time and memory stay bounded.

use gradus::note::{self, Format, Item};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const FORMATS: [Format; 3] = [Format::Markdown, Format::Latex, Format::Notebook];

/// Texts that begin something, end something, or look like it.
const PIECES: [&str; 60] = [
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\\\(",
    "\\\\)",
    "\\\\[",
    "\\\\]",
    "{",
    "}",
    "\\",
    "\n",
    "\n\n",
    " ",
    "> ",
    "- ",
    "1. ",
    "# h\n",
    "```\n",
    "~~~\n",
    "~~~\\sum",
    "`",
    "|",
    "|---|---|\n",
    "<",
    ">",
    "<!--",
    "-->",
    "<p>",
    "<pre>",
    "</pre>",
    "<script type=\"math/tex\">",
    "</script>",
    "gradus: A: n×n",
    "gradus: skip (a)",
    "%",
    "\\begin{align}",
    "\\end{align}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\iffalse",
    "\\fi",
    "\\input{a}",
    "\\newcommand{\\x}{",
    "\\def",
    "\\let",
    "\\x",
    "\\verb|",
    "\\section{s}",
    "\\end{document}",
    "a",
    "=",
    "Σ",
    "\u{202e}",
    "\0",
    "\r",
    "&lt;",
    "---\n",
];

/// The places of all formulas are in their sources, and their texts are pieces of them.
fn expect_sound(note: &note::Note, text: &str) {
    for item in &note.items {
        let Item::Formula(formula) = item else { continue };
        let source = &note.sources[formula.source];
        assert!(source.text.get(formula.range.clone()).is_some(), "{text:?}");
        let length = formula.text.text().len();
        for start in 0..length.min(40) {
            let place = formula.text.place(start..start + 1);
            assert!(formula.range.start <= place.start && place.end <= formula.range.end, "{text:?}");
        }
        let whole = formula.text.place(0..length);
        assert!(source.place(whole.start) <= source.place(whole.end), "{text:?}");
    }
}

#[test]
fn random_documents_are_read() {
    let mut random = ChaCha8Rng::seed_from_u64(14);
    for _ in 0..20_000 {
        let length = random.random_range(1..40);
        let text: String = (0..length).filter_map(|_| PIECES.choose(&mut random).copied()).collect();
        for format in [Format::Markdown, Format::Latex] {
            expect_sound(&note::read("note", &text, format).expect("a note"), &text);
        }
    }
}

#[test]
fn mutated_examples_are_read() {
    let mut random = ChaCha8Rng::seed_from_u64(15);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let examples = ["gaussian.md", "least_squares.tex", "trace.ipynb"];
    for (name, format) in examples.into_iter().zip(FORMATS) {
        let text = std::fs::read_to_string(folder.join(name)).expect("an example");
        let letters: Vec<char> = text.chars().collect();
        for _ in 0..1000 {
            let mut letters = letters.clone();
            for _ in 0..random.random_range(1..6) {
                let at = random.random_range(0..letters.len());
                match random.random_range(0..3) {
                    0 => drop(letters.drain(at..(at + random.random_range(1..30)).min(letters.len()))),
                    1 => letters.insert(at, char::from(random.random_range(0..128u8))),
                    _ => {
                        let piece: Vec<char> = PIECES.choose(&mut random).expect("a piece").chars().collect();
                        letters.splice(at..at, piece);
                    }
                }
            }
            let text: String = letters.into_iter().collect();
            if let Ok(note) = note::read("note", &text, format) {
                expect_sound(&note, &text);
            }
        }
    }
}

#[test]
fn long_documents_are_read_in_linear_time() {
    // If a search were quadratic, this test would take an hour.
    let long = 1 << 18;
    for piece in
        PIECES.iter().chain(&["$x$ ", "$ ", "${", "\\begin{align}\\begin{gather}", "<a ", "a\\\\", "$$a\n\n", "\\[a "])
    {
        let text = piece.repeat(long / piece.len());
        for format in [Format::Markdown, Format::Latex] {
            let note = note::read("note", &text, format).expect("a note");
            assert!(note.items.len() <= long, "{piece:?}");
        }
    }
}

#[test]
fn too_many_formulas_are_reported() {
    let text = "$x$ ".repeat(note::limits::MOST_FORMULAS + 5);
    for format in [Format::Markdown, Format::Latex] {
        let note = note::read("note", &text, format).expect("a note");
        let formulas = note.items.iter().filter(|item| matches!(item, Item::Formula(_))).count();
        assert_eq!(formulas, note::limits::MOST_FORMULAS);
        assert!(note.problems.iter().any(|problem| problem.kind.code() == "G306"));
    }
}
