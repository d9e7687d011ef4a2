//! A formula as a program: its text, its inputs, and the list of its steps.

pub mod formula;
pub(crate) mod point;
pub(crate) mod recorded;
pub(crate) mod size;
pub(crate) mod tape;
