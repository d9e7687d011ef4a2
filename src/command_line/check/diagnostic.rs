//! A diagnostic, as compilers print it.

use super::excerpt::Excerpt;
use super::visible::visible;
use crate::note::Source;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    Error,
    Warning,
    Note,
}

/// Something to tell about a place of a note.
#[derive(Clone, Debug)]
pub(super) struct Diagnostic {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    pub(super) title: String,
    pub(super) range: Range<usize>,
    /// What stands beside the place.
    pub(super) label: String,
    /// Lines below it, each with a word before it.
    pub(super) notes: Vec<(&'static str, String)>,
}

impl Diagnostic {
    /// The diagnostic in colours, with an empty line at its end.
    pub(super) fn painted(&self, source: &Source, width: usize) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let name = visible(&source.name);
        let cell = source.cell.map(|cell| format!("cell {cell}"));
        let Excerpt { text, span, line, keeps_column } = Excerpt::of(source, &self.range);
        let label = Some(visible(&self.label)).filter(|label| !label.is_empty());
        let snippet =
            Snippet::source(text).line_start(line).annotation(AnnotationKind::Primary.span(span).label(label));
        let group = level.primary_title(visible(&self.title)).id(self.code);
        // The place is that of the lines that are shown, unless they are only a part of those of the note.
        let mut group = if keeps_column {
            group.element(snippet.path(name).section(cell))
        } else {
            let place = source.place(self.range.start);
            group.element(Origin::path(name).section(cell).line(place.line).char_column(place.column)).element(snippet)
        };
        for (word, text) in &self.notes {
            group = group.element(Level::NOTE.with_name(*word).message(visible(text)));
        }
        Renderer::styled().term_width(width).render(&[group]) + "\n\n"
    }
}
