//! Files that a command writes in addition to its output.

use crate::error::{Error, Result};
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file to write to, or standard output.
pub(super) struct Output {
    path: PathBuf,
    file: Option<File>,
}

impl Output {
    /// Opens a file; `-` is standard output. It is opened before a long run, so that a path that cannot be written is
    /// reported at once. The content of the file does not change until the text is written.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut output = Self { path: path.to_path_buf(), file: None };
        if path != Path::new("-") {
            let mut options = OpenOptions::new();
            let opened = options.write(true).create(true).truncate(false).open(path);
            output.file = Some(opened.map_err(|error| output.unwritable(&error))?);
        }
        Ok(output)
    }

    /// Writes the file; returns the text that goes to standard output instead.
    pub(super) fn write(self, text: &str) -> Result<Option<String>> {
        let Some(mut file) = self.file.as_ref() else { return Ok(Some(text.into())) };
        let mut write = || {
            if file.metadata()?.is_file() {
                file.set_len(0)?;
            }
            file.write_all(text.as_bytes())
        };
        write().map(|()| None).map_err(|error| self.unwritable(&error))
    }

    fn unwritable(&self, error: &std::io::Error) -> Error {
        let reason = format!("{error}; name a file in a folder that exists and that you may write to");
        Error::file("write", self.path.display().to_string(), reason)
    }
}

/// Writes a value as JSON to the file, if there is one; returns the text that goes to standard output instead of the
/// answer.
pub(super) fn written<T: Serialize>(file: Option<Output>, value: impl FnOnce() -> T) -> Result<Option<String>> {
    match file {
        Some(file) => file.write(&json(&value())?),
        None => Ok(None),
    }
}

/// A value as indented JSON, with a line break at the end.
pub(super) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| Error::file("write", "the JSON", error.to_string()))
}
