//! A formula of a note, before its links are judged.

use super::scope::Scope;
use super::statement::{Piece, Row};
use crate::latex::{Macros, Span};

/// A part of a note, read as far as it can be without the others.
pub(super) struct Formula<'a> {
    pub(super) latex: &'a str,
    /// The macros that are defined before it.
    pub(super) macros: Macros,
    pub(super) scope: Scope,
    pub(super) pieces: Vec<Piece<'a>>,
    /// The number of its first piece in the note.
    pub(super) first: usize,
    /// What the first line continues if it begins with a relation: the last sides of lines before it, the nearest first.
    pub(super) continues: Vec<Row<'a>>,
}

pub(super) fn whole(latex: &str) -> Span {
    Span { start: 0, end: u32::try_from(latex.len()).unwrap_or(u32::MAX) }
}
