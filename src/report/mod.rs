//! What a report says: names, numbers, verdicts and inputs in words, before any layout.

pub(crate) mod inputs;
pub(crate) mod numbers;
pub(crate) mod select;
pub(crate) mod words;

/// Text with the characters that mean something in HTML and SVG replaced.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
