//! What a report says: names, numbers, verdicts and inputs in words, before any layout.

pub(crate) mod inputs;
pub(crate) mod numbers;
pub(crate) mod select;
pub(crate) mod words;
