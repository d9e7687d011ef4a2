//! Styles, and text that is laid out in columns.

use crate::latex::typeset;
use anstyle::{AnsiColor, Style};

pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(super) const OPEN: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const ERRATUM: Style = AnsiColor::Cyan.on_default();
pub(super) const ERROR: Style = BAD;
pub(super) const TITLE: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const PLAIN: Style = Style::new();

/// Widest text, and the width where there is no terminal.
const WIDEST: usize = 100;
/// Below this, wrapping does more harm than good.
const NARROWEST: usize = 40;

/// The width to print to.
pub(super) fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(std::io::stdout());
    terminal.map_or(WIDEST, |(terminal_size::Width(columns), _)| usize::from(columns).clamp(NARROWEST, WIDEST))
}

/// The text in a style.
pub(super) fn paint(style: Style, text: &str) -> String {
    if text.is_empty() || style == PLAIN { text.into() } else { format!("{style}{text}{style:#}") }
}

/// Lines of a page.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        self.text.push_str(text.as_ref());
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A blank line between what stands already and what follows.
    pub(super) fn part(&mut self) {
        if !self.text.is_empty() {
            self.blank();
        }
    }

    pub(super) fn indented(&mut self, indent: usize, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.line(format!("{:indent$}{line}", "").trim_end());
        }
    }

    /// A paragraph; formulas in it stand between dollar signs.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str, width: usize) {
        self.indented(indent, typeset::wrap(&typeset::prose(text), width.saturating_sub(indent)));
    }

    /// `label   lines`, the lines below each other.
    pub(super) fn entry(&mut self, indent: usize, label: &str, style: Style, lines: Vec<String>) {
        for (k, line) in lines.iter().enumerate() {
            let head = if k == 0 { label } else { "" };
            let gap = " ".repeat(LABEL.saturating_sub(typeset::width(head)).max(1));
            self.line(format!("{:indent$}{}{gap}{line}", "", paint(style, head)).trim_end());
        }
    }

    /// `label   text`, wrapped.
    pub(super) fn note(&mut self, indent: usize, label: &str, style: Style, text: &str, width: usize) {
        let lines = typeset::wrap(&typeset::prose(text), width.saturating_sub(indent + LABEL));
        self.entry(indent, label, style, lines);
    }

    /// A heading with something at the right margin.
    pub(super) fn heading(&mut self, left: &str, right: &str, width: usize) {
        let used = typeset::width(left) + typeset::width(right);
        if used + 2 > width {
            self.indented(0, typeset::wrap(left, width).into_iter().map(|line| paint(TITLE, &line)));
            self.indented(0, typeset::wrap(right, width).into_iter().map(|line| paint(FAINT, &line)));
            return;
        }
        let gap = " ".repeat(width - used);
        let line = format!("{}{gap}{}", paint(TITLE, left), paint(FAINT, right));
        self.line(line.trim_end());
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Columns of a label and the space after it.
pub(super) const LABEL: usize = 12;

/// A cell of a table.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Cell {
    pub(super) fn new(style: Style, text: impl Into<String>) -> Self {
        Self { text: text.into(), style }
    }
}

/// Rows as lines, with aligned columns; the last column is wrapped at `width`.
pub(super) fn columns(rows: &[Vec<Cell>], width: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |j: usize| rows.iter().filter_map(|row| row.get(j)).map(|cell| typeset::width(&cell.text)).max();
    let widths: Vec<usize> = (0..count).map(|j| widest(j).unwrap_or(0)).collect();
    let start: usize = widths.iter().take(count.saturating_sub(1)).map(|width| width + 2).sum();
    let mut lines = Vec::new();
    for row in rows {
        let Some((last, first)) = row.split_last() else { continue };
        let mut line = String::new();
        for (cell, column) in first.iter().zip(&widths) {
            line.push_str(&paint(cell.style, &cell.text));
            line.push_str(&" ".repeat(column - typeset::width(&cell.text) + 2));
        }
        for (k, part) in typeset::wrap(&last.text, width.saturating_sub(start).max(20)).into_iter().enumerate() {
            let head = if k == 0 { line.clone() } else { " ".repeat(start) };
            lines.push(format!("{head}{}", paint(last.style, &part)).trim_end().to_string());
        }
    }
    lines
}
