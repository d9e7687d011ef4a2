//! How messages write shapes and numbers.

use std::fmt;

/// A shape as every message writes it: `2×3`, or `D×N`.
pub(crate) fn shape_text((rows, columns): (impl fmt::Display, impl fmt::Display)) -> String {
    format!("{rows}×{columns}")
}

/// What was expected or found: the shape of a matrix, or words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Extent {
    Shape(usize, usize),
    Words(String),
}

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Shape(rows, columns) => write!(f, "{rows}×{columns}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl From<(usize, usize)> for Extent {
    fn from((rows, columns): (usize, usize)) -> Self {
        Self::Shape(rows, columns)
    }
}

impl From<&str> for Extent {
    fn from(words: &str) -> Self {
        Self::Words(words.into())
    }
}

impl From<String> for Extent {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

/// `1 sample`, `2 samples`.
pub(super) fn several(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A count, in all digits if there are few of them.
pub(super) fn count(number: f64) -> String {
    if number.abs() < 1e12 { number.to_string() } else { format!("{number:e}") }
}
