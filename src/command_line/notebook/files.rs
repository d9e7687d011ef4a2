//! Files and folders, with errors that name them.

use crate::error::{Error, Result};
use std::fs;
use std::path::Path;

/// Whether two files exist and have the same content.
pub(super) fn same(first: &Path, second: &Path) -> bool {
    fs::read(first).is_ok_and(|first| fs::read(second).is_ok_and(|second| first == second))
}

/// Writes a file, and creates its folders.
pub(super) fn write(path: &Path, content: &str) -> Result<()> {
    make_folder(path)?;
    fs::write(path, content).map_err(|error| unwritable(path, &error))
}

/// Creates the folders of a file.
pub(super) fn make_folder(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::file("write", path.display().to_string(), error.to_string())
}
