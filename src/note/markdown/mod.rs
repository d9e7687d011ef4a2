//! Markdown: the formulas of all its dialects.
//!
//! The blocks are those of CommonMark, by pulldown-cmark. Formulas are found here, because CommonMark looks for blocks
//! first: a line `- b` within `$$` would be a list. Formulas are `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, the same with two
//! backslashes, environments such as `\begin{align}`, and `<script type="math/tex">`.

mod blocks;
mod dialect;
mod displays;
mod html;
mod raw;
mod scan;

use super::document::{Item, Note};
use super::formula::Formula;
use super::problem::ProblemKind;
use blocks::Blocks;
use dialect::Dialect;
use raw::Found;

/// Reads sources that belong together, such as the cells of a notebook.
pub(super) fn read(note: &mut Note, sources: &[usize]) {
    let mut found: Vec<(usize, Found)> = Vec::new();
    for &source in sources {
        let text = &*note.sources[source].text;
        let from = front_matter(text);
        let displays = displays::displays(text, from);
        let blocks = Blocks::read(text, from, &displays);
        found.extend(scan::scan(text, from, displays, &blocks).into_iter().map(|found| (source, found)));
    }
    let formulas = found.iter().filter_map(|(source, found)| match found {
        Found::Formula(raw) => Some((raw, &*note.sources[*source].text)),
        _ => None,
    });
    let dialect = Dialect::of(formulas);
    for (source, found) in found {
        let text = note.sources[source].text.clone();
        match found {
            Found::Section => note.items.push(Item::Section),
            Found::Comment(range) => {
                note.add_comment(&text[range.clone()], source, range);
            }
            Found::Unclosed(what, range) => note.report(ProblemKind::Unclosed(what), source, range),
            Found::Formula(raw) => {
                let text = dialect.unescaped(&raw, &text);
                note.add_formula(Formula { source, range: raw.range, text });
            }
        }
    }
}

/// The length of the front matter: lines between `---`, or between `+++`.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next() else { return 0 };
    let ends: &[&str] = match first.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return 0,
    };
    let mut length = first.len();
    for line in lines {
        length += line.len();
        if ends.contains(&line.trim_end()) {
            return length;
        }
    }
    0
}
