//! Files are read with limits.

use super::limits::LARGEST_FILE;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads text, of which no more than the limit is held in memory.
pub(super) fn read(name: &str, from: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST_FILE + 1).unwrap_or(u64::MAX);
    from.take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if bytes.len() > LARGEST_FILE {
        let reason = format!("it is larger than {} MB; split it", LARGEST_FILE >> 20);
        return Err(Error::file("read", name, reason));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::file("read", name, format!("line {line} is not UTF-8; save the file in UTF-8"))
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Reads a file that the user names.
pub(super) fn read_file(path: &Path, name: &str) -> Result<String> {
    let file = File::open(path).map_err(|error| unreadable(name, &error))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Error::file("read", name, "it is a folder; name its files"));
    }
    read(name, file)
}

fn unreadable(name: &str, error: &io::Error) -> Error {
    Error::file("read", name, error.to_string())
}
