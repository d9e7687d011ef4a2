//! Notes: which formulas are found in Markdown, LaTeX and notebooks, at which places, and what is found about them.

#[path = "note/comments.rs"]
mod comments;
#[path = "note/hostile.rs"]
mod hostile;
#[path = "note/latex.rs"]
mod latex;
#[path = "note/markdown.rs"]
mod markdown;
#[path = "note/notebook.rs"]
mod notebook;

use gradus::note::{self, Format, Item, Note};

fn read(text: &str, format: Format) -> Note {
    note::read("note", text, format).expect("a note")
}

/// The formulas of a note, each with the line and the column where it begins.
fn formulas(note: &Note) -> Vec<(usize, usize, String)> {
    let formulas = note.items.iter().filter_map(|item| match item {
        Item::Formula(formula) => Some(formula),
        _ => None,
    });
    formulas
        .map(|formula| {
            let place = note.sources[formula.source].place(formula.range.start);
            (place.line, place.column, formula.text.text().trim().to_string())
        })
        .collect()
}

/// The texts of the formulas.
fn texts(note: &Note) -> Vec<String> {
    formulas(note).into_iter().map(|(.., text)| text).collect()
}

/// The codes of what could not be read, with their lines.
fn problems(note: &Note) -> Vec<(&'static str, usize)> {
    let line = |problem: &note::Problem| note.sources[problem.source].place(problem.range.start).line;
    note.problems.iter().map(|problem| (problem.kind.code(), line(problem))).collect()
}

#[track_caller]
fn expect(text: &str, format: Format, expected: &[(usize, usize, &str)]) {
    let found = formulas(&read(text, format));
    let found: Vec<(usize, usize, &str)> = found.iter().map(|(line, column, text)| (*line, *column, &**text)).collect();
    assert_eq!(found, expected, "{text}");
}
