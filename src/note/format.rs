//! The formats of notes, and how a file is read.

use super::document::{Item, Note};
use super::source::Source;
use super::{files, jupyter, markdown, tex};
use crate::error::Result;
use std::io::Read;
use std::path::Path;

/// The format of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, in any of its dialects.
    Markdown,
    /// LaTeX.
    Latex,
    /// A Jupyter notebook.
    Notebook,
}

impl Format {
    /// The format by the extension of a name; by the beginning of the text if that does not say it.
    pub fn of(name: &str, text: &str) -> Self {
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or("");
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "qmd" | "rmd" | "mdx" => Self::Markdown,
            "tex" | "latex" | "ltx" => Self::Latex,
            "ipynb" => Self::Notebook,
            _ if text.trim_start().starts_with('{') && text.contains("\"cells\"") => Self::Notebook,
            _ if text.contains("\\begin{document}") || text.contains("\\documentclass") => Self::Latex,
            _ => Self::Markdown,
        }
    }
}

/// Reads a file, and the files that it includes.
///
/// # Errors
///
/// If it cannot be read, is larger than [`LARGEST_FILE`](super::limits::LARGEST_FILE), is not UTF-8, or is no notebook
/// although its name says so.
pub fn open(path: &Path) -> Result<Note> {
    let name = path.display().to_string();
    let text = files::read_file(path, &name)?;
    let format = Format::of(&name, &text);
    read_as(&name, text, format, Some(path))
}

/// Reads a text. Files that it includes are not read.
///
/// # Errors
///
/// If it is to be a notebook and is none.
pub fn read(name: &str, text: &str, format: Format) -> Result<Note> {
    read_as(name, text.to_string(), format, None)
}

/// Reads a stream, such as standard input, whose format is that of its text.
///
/// # Errors
///
/// As for [`open`].
pub fn read_from(name: &str, stream: impl Read) -> Result<Note> {
    let text = files::read(name, stream)?;
    let format = Format::of(name, &text);
    read_as(name, text, format, None)
}

fn read_as(name: &str, text: String, format: Format, file: Option<&Path>) -> Result<Note> {
    if format == Format::Notebook {
        return jupyter::read(name, &text);
    }
    let mut note = Note::default();
    let source = note.add_source(Source::new(name, None, text));
    match format {
        Format::Latex => tex::read(&mut note, source, file),
        _ => markdown::read(&mut note, &[source]),
    }
    Ok(note)
}

/// The definitions of macros in a file of LaTeX.
///
/// # Errors
///
/// If the file cannot be read.
pub fn macros(path: &Path) -> Result<Vec<String>> {
    let name = path.display().to_string();
    let text = files::read_file(path, &name)?;
    let mut note = Note::default();
    let source = note.add_source(Source::new(name, None, text));
    tex::read_macros(&mut note, source);
    let definitions = note.items.into_iter().filter_map(|item| match item {
        Item::Macros(text) => Some(text),
        _ => None,
    });
    Ok(definitions.collect())
}
