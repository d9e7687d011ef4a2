//! A document: a tree of what is to be shown, without any layout.

use crate::course::Status;
use crate::verdict::witness::Shown;

/// What a piece of text is. A layout chooses its colour, if it uses colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tone {
    Plain,
    /// Labels and other text of little weight.
    Faint,
    Title,
    /// Text that a reader should not miss; plain in a layout without emphasis.
    Emphasis,
    /// As expected.
    Good,
    /// False, as expected.
    Erratum,
    /// Neither true nor false.
    Open,
    /// Not as expected.
    Bad,
    /// The status of an equation.
    Equation(Status),
    /// The status of an equation as a cell of a picture; `None` if a verdict was not expected.
    Tile(Option<Status>),
}

impl Tone {
    /// The sign of a verdict, which also distinguishes verdicts where there are no colours.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Bad => "✗",
            Self::Open => "?",
            _ => "✓",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) tone: Tone,
    pub(crate) text: String,
}

pub(crate) fn span(tone: Tone, text: impl Into<String>) -> Span {
    Span { tone, text: text.into() }
}

pub(crate) fn plain(text: impl Into<String>) -> Span {
    span(Tone::Plain, text)
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    /// A title, with something at the right margin.
    Heading(String, String),
    /// A horizontal line.
    Rule,
    /// A blank line, except at the beginning.
    Space,
    /// Text that is wrapped. Formulas in it are enclosed in dollar signs.
    Paragraph(Tone, String),
    /// A line of pieces, which is wrapped between words if it is too long.
    Line(Vec<Span>),
    /// A line of a picture or a command to copy, which is never wrapped.
    Unwrapped(Vec<Span>),
    /// A formula on lines of its own, in LaTeX.
    Formula(String),
    /// A matrix.
    Matrix(Shown),
    /// A point: its sizes in words, and named matrices beside each other.
    Values(String, Vec<(String, Shown)>),
    /// Rows in aligned columns. The last column is wrapped; if there is no room for it, every row is.
    Table(Vec<Vec<Span>>),
    /// Names, each with a text about it.
    Terms(Vec<(String, String)>),
    /// A verdict with its sign, and what follows it on its line.
    Verdict { tone: Tone, words: String, rest: String },
    /// A label, and blocks beside it.
    Entry { label: &'static str, tone: Tone, body: Vec<Block> },
    /// Blocks that are indented by this number of columns.
    Indented(usize, Vec<Block>),
}

/// `label   text`
pub(crate) fn note(label: &'static str, text: impl Into<String>) -> Block {
    entry(label, vec![Block::Paragraph(Tone::Plain, text.into())])
}

/// A faint label, and blocks beside it.
pub(crate) fn entry(label: &'static str, body: Vec<Block>) -> Block {
    Block::Entry { label, tone: Tone::Faint, body }
}
