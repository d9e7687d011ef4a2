//! The notes that arguments name: files, and the notes in folders.

use crate::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Extensions of the notes that are looked for in a folder.
const EXTENSIONS: [&str; 5] = ["md", "markdown", "tex", "ipynb", "qmd"];

/// The most notes of all folders.
const MOST_NOTES: usize = 10_000;

/// The deepest folder within a folder.
const DEEPEST: usize = 32;

/// The files, in the order of their names within each folder; and what could not be listed.
pub(super) fn notes(arguments: &[PathBuf]) -> (Vec<PathBuf>, Vec<(PathBuf, Error)>) {
    let (mut files, mut failed) = (Vec::new(), Vec::new());
    for path in arguments {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        match list(path, DEEPEST, &mut files) {
            Err(error) => failed.push((path.clone(), error)),
            Ok(()) if files.len() == before => {
                let reason = "the folder has no notes: no .md, .tex or .ipynb; name a file";
                failed.push((path.clone(), Error::file("read", path.display().to_string(), reason)));
            }
            Ok(()) => {}
        }
    }
    (files, failed)
}

/// Adds the notes of a folder. Links, and names that begin with a dot, are left out.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unreadable = |error: std::io::Error| Error::file("read", folder.display().to_string(), error.to_string());
    let mut entries = fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        let is_note = path.extension().is_some_and(|own| EXTENSIONS.iter().any(|extension| own == *extension));
        if entry.file_name().to_string_lossy().starts_with('.') || files.len() >= MOST_NOTES {
            continue;
        }
        if kind.is_dir() && depth > 0 {
            list(&path, depth - 1, files)?;
        } else if kind.is_file() && is_note {
            files.push(path);
        }
    }
    Ok(())
}
