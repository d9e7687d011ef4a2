//! A formula as a program: its text, its inputs, and the list of its steps.

pub mod formula;
pub(crate) mod recorded;
pub(crate) mod tape;
