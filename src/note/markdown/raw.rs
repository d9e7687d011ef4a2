//! A formula as it stands in Markdown, before escapes are undone.

use std::ops::Range;

/// How a formula is delimited, as far as it says how Markdown treats what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// Dollars, `\(` or `\[`, or an environment: most programs leave the formula alone.
    Math,
    /// `\\(` or `\\[`: Markdown reads the inside, so what it takes as an escape is written twice.
    Escaped,
    /// `<script type="math/tex">`
    Script,
}

/// A formula with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) delimiter: Delimiter,
    /// From delimiter to delimiter.
    pub(super) range: Range<usize>,
    /// What is between them; all of it for an environment.
    pub(super) inner: Range<usize>,
    /// The number of `>` before each of its lines.
    pub(super) quotes: usize,
    /// Whether it stands in a table.
    pub(super) in_table: bool,
}

/// Something in the text, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Formula(Raw),
    /// An HTML comment: what is inside.
    Comment(Range<usize>),
    Section,
    /// A delimiter without its end.
    Unclosed(&'static str, Range<usize>),
}
