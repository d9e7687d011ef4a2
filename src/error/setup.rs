//! What is wrong with the notebooks' environment, or with files.

use thiserror::Error;

#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum Setup {
    /// A part of the notebooks is missing or could not be set up.
    #[error("{problem}: {advice}")]
    Part { problem: String, advice: String },

    /// A file could not be read or written.
    #[error("cannot {action} {path}: {reason}")]
    File { action: &'static str, path: String, reason: String },
}
