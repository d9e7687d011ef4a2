//! The student's own copies of the chapters, in a folder that git ignores.
//!
//! JupyterLab saves into them, so the notebooks of the course do not change. Beside each copy is the version of the
//! course that it was made from. A copy that still equals that version is replaced when the course changes; any other
//! is the student's work, and is kept.

use super::files::{make_folder, same, unwritable};
use super::paths::{Paths, file_name};
use crate::error::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Copies the chapters that are missing, and those that have changed in the course but not here. Returns the names of
/// the copies that were kept although the course has changed.
pub(super) fn refresh(paths: &Paths) -> Result<Vec<String>> {
    let mut kept = Vec::new();
    for chapter in paths.chapters()? {
        let name = file_name(&chapter);
        let (copy, made_from) = (paths.copies().join(&name), paths.copies().join(".course").join(&name));
        if !copy.exists() || same(&copy, &chapter) || same(&copy, &made_from) {
            // The version first: if the second step fails, the copy counts as the student's.
            replace(&chapter, &made_from)?;
            replace(&chapter, &copy)?;
        } else if !same(&chapter, &made_from) {
            kept.push(name);
        }
    }
    Ok(kept)
}

/// All copies of chapters that exist.
pub(super) fn existing(paths: &Paths) -> Result<Vec<PathBuf>> {
    let copies = paths.chapters()?.into_iter().map(|chapter| paths.copies().join(file_name(&chapter)));
    Ok(copies.filter(|copy| copy.exists()).collect())
}

/// Copies a file in one step: it is never there in part.
fn replace(from: &Path, to: &Path) -> Result<()> {
    if same(from, to) {
        return Ok(());
    }
    make_folder(to)?;
    let part = to.with_extension(format!("{}.part", std::process::id()));
    fs::copy(from, &part).and_then(|_| fs::rename(&part, to)).map_err(|error| unwritable(to, &error))
}
