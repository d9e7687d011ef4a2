//! Files that a note includes: only regular files in its own folder, never through links.

use crate::note::files;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

/// The folder of a note.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// The folder as the user named it, for messages.
    shown: PathBuf,
}

/// A file of the folder.
#[derive(Debug)]
pub(super) struct Included {
    pub(super) path: PathBuf,
    /// Its name in messages.
    pub(super) shown: String,
    pub(super) text: String,
}

impl Folder {
    /// The folder of a file.
    pub(super) fn of(file: &Path) -> Option<Self> {
        let shown = file.parent()?.to_path_buf();
        let named = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        Some(Self { root: fs::canonicalize(named).ok()?, shown })
    }

    /// Reads a file of the folder, with one of these extensions or with its own; otherwise the reason why it is not
    /// read, which says nothing of what the file contains.
    pub(super) fn read(&self, name: &str, extensions: &[&str]) -> Result<Included, String> {
        let name = name.trim().trim_matches('"');
        if name.is_empty() || name.contains('\0') {
            return Err("it has no name".into());
        }
        if name.starts_with('|') {
            return Err("it is a command, and no command is run".into());
        }
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside || name.contains(':') || name.starts_with('~') {
            return Err("it is not in the folder of the note".into());
        }
        let mut reason = "there is no such file in the folder of the note".to_string();
        for extension in extensions {
            let relative = PathBuf::from(format!("{name}{extension}"));
            match self.regular(&relative) {
                Ok(path) => {
                    let shown = self.shown.join(&relative).display().to_string();
                    let file = File::open(&path).map_err(|error| error.to_string())?;
                    let text = files::read(&shown, file).map_err(|_| "it is not a text in UTF-8, or too large")?;
                    return Ok(Included { path, shown, text });
                }
                Err(Some(why)) => reason = why,
                Err(None) => {}
            }
        }
        Err(reason)
    }

    /// The path of a regular file that is reached without a link; no reason if there is no file.
    fn regular(&self, relative: &Path) -> Result<PathBuf, Option<String>> {
        let mut path = self.root.clone();
        let mut is_file = false;
        for part in relative.components() {
            path.push(part);
            let metadata = fs::symlink_metadata(&path).map_err(|_| None)?;
            if metadata.is_symlink() {
                return Err(Some("it is reached through a link".into()));
            }
            is_file = metadata.is_file();
        }
        if is_file { Ok(path) } else { Err(Some("it is not a regular file".into())) }
    }
}
