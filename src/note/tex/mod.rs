//! LaTeX: formulas, macros, and the files that a note includes.
//!
//! The text is read from its beginning to its end, as TeX does. Comments, `\iffalse`, verbatim text, and what follows
//! `\end{document}` are left out. Before `\begin{document}` only definitions count.

mod definitions;
mod ends;
mod include;
mod reader;

use super::document::Note;
use include::Folder;
use reader::Reader;
use std::path::Path;

/// Reads a source. `file`: where it stands; without it, no file is included.
pub(super) fn read(note: &mut Note, source: usize, file: Option<&Path>) {
    let in_body = !note.sources[source].text.contains("\\begin{document}");
    let mut reader = Reader::new(note, file.and_then(Folder::of), in_body);
    reader.read(source);
}

/// Reads the definitions of a text, and nothing else.
pub(super) fn read_macros(note: &mut Note, source: usize) {
    Reader::new(note, None, false).read(source);
}
