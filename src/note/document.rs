//! A note as its reader leaves it: sources, and what stands in them, in the order of the text.

use super::directive::{Directive, Suppression};
use super::find::is_escaped;
use super::formula::Formula;
use super::limits::MOST_FORMULAS;
use super::problem::{Problem, ProblemKind};
use super::source::Source;
use std::ops::Range;

/// A note: its formulas in their order, and what was said about them.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The file and the files that it includes, or the cells of a notebook.
    pub sources: Vec<Source>,
    /// What stands in them, in the order of the text.
    pub items: Vec<Item>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The number of formulas.
    formulas: usize,
}

/// A part of a note.
#[derive(Clone, Debug)]
pub enum Item {
    /// A formula.
    Formula(Formula),
    /// Definitions of macros, as LaTeX.
    Macros(String),
    /// A comment that declares symbols.
    Declaration {
        /// What it says.
        text: String,
        /// The index of its source.
        source: usize,
        /// The bytes of the source.
        range: Range<usize>,
    },
    /// A comment that suppresses findings.
    Suppression {
        /// What it says.
        what: Suppression,
        /// The index of its source.
        source: usize,
        /// The bytes of the source.
        range: Range<usize>,
    },
    /// A new section begins.
    Section,
}

impl Note {
    /// Adds a source, and returns its index.
    pub(super) fn add_source(&mut self, source: Source) -> usize {
        self.sources.push(source);
        self.sources.len() - 1
    }

    pub(super) fn report(&mut self, kind: ProblemKind, source: usize, range: Range<usize>) {
        self.problems.push(Problem { kind, source, range });
    }

    /// Adds a formula and the comments in it, unless there are too many.
    pub(super) fn add_formula(&mut self, formula: Formula) {
        if formula.text.text().trim().is_empty() {
            return;
        }
        let text = self.sources[formula.source].text.clone();
        for range in comments(&text, formula.range.clone()) {
            self.add_comment(&text[range.clone()], formula.source, range);
        }
        self.formulas += 1;
        if self.formulas <= MOST_FORMULAS {
            self.items.push(Item::Formula(formula));
        } else if self.formulas == MOST_FORMULAS + 1 {
            self.report(ProblemKind::TooMany, formula.source, formula.range);
        }
    }

    /// Reads the text of a comment.
    pub(super) fn add_comment(&mut self, comment: &str, source: usize, range: Range<usize>) {
        match super::directive::read(comment) {
            None => {}
            Some(Err(problem)) => self.report(problem, source, range),
            Some(Ok(Directive::Declaration(text))) => self.items.push(Item::Declaration { text, source, range }),
            Some(Ok(Directive::Suppression(what))) => self.items.push(Item::Suppression { what, source, range }),
        }
    }
}

/// The comments of LaTeX in a part of a text that are meant for gradus, without their `%`.
fn comments(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text[part.clone()].contains("gradus:") {
        return found;
    }
    let mut start = part.start;
    for line in text[part].split_inclusive('\n') {
        let sign = line.match_indices('%').map(|(at, _)| at).find(|&at| !is_escaped(line, at));
        if let Some(at) = sign {
            found.push(start + at + 1..start + line.trim_end().len());
        }
        start += line.len();
    }
    found
}
