//! What reports contain: names, numbers, verdicts, evidence and inputs in words, and reports as documents.
//!
//! A report is built once, as a tree of headings, paragraphs, formulas, labelled entries and tables. The terminal,
//! plain text and the cards of notebooks are layouts of that tree. The `Display` of
//! [`ClaimReport`](crate::verdict::ClaimReport) and of [`SuiteReport`](crate::suite::SuiteReport) prints it as plain
//! text. Programs read `schema`, the same content as data (feature `cli`).

pub(crate) mod contents;
mod display;
pub(crate) mod document;
#[cfg(feature = "notebook")]
pub(crate) mod html;
pub(crate) mod inputs;
#[cfg(feature = "notebook")]
pub(crate) mod latex;
pub(crate) mod numbers;
mod reasons;
pub(crate) mod run;
#[cfg(feature = "cli")]
pub mod schema;
#[cfg(any(feature = "cli", feature = "notebook"))]
pub(crate) mod select;
pub(crate) mod text;
pub(crate) mod words;

/// The text with the special characters of HTML and SVG replaced.
#[cfg(any(feature = "cli", feature = "notebook"))]
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
