//! Jupyter notebooks: their Markdown cells.

use super::document::Note;
use super::markdown;
use super::problem::ProblemKind;
use super::source::Source;
use crate::error::{Error, Result};
use serde_json::Value;

/// Reads a notebook. A cell that is not as the format asks is reported, and the rest is read.
pub(super) fn read(name: &str, text: &str) -> Result<Note> {
    let bad = |reason: String| Error::file("read", name, reason);
    let notebook: Value = serde_json::from_str(text)
        .map_err(|error| bad(format!("it is no notebook: {error}; open it in Jupyter and save it")))?;
    let cells = notebook.get("cells").or_else(|| notebook.pointer("/worksheets/0/cells"));
    let Some(cells) = cells.and_then(Value::as_array) else {
        return Err(bad("it is no notebook: it has no list of cells; open it in Jupyter and save it".into()));
    };
    let mut note = Note::default();
    let mut markdown = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let (text, problem) = match content(cell) {
            Ok(None) => continue,
            Ok(Some(text)) => (text, None),
            Err(problem) => (String::new(), Some(problem)),
        };
        let source = note.add_source(Source::new(name, Some(index + 1), text));
        match problem {
            None => markdown.push(source),
            Some(problem) => note.report(ProblemKind::Cell(problem.into()), source, 0..0),
        }
    }
    markdown::read(&mut note, &markdown);
    Ok(note)
}

/// The text of a Markdown cell; `None` for another cell.
fn content(cell: &Value) -> std::result::Result<Option<String>, &'static str> {
    let kind = cell.get("cell_type").ok_or("it has no cell_type")?;
    if kind.as_str().ok_or("its cell_type is no text")? != "markdown" {
        return Ok(None);
    }
    match cell.get("source").ok_or("it has no source")? {
        Value::String(text) => Ok(Some(text.clone())),
        Value::Array(lines) => {
            let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
            lines.map(|lines| Some(lines.concat())).ok_or("its source has lines that are no text")
        }
        _ => Err("its source is no text"),
    }
}
