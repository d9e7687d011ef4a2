//! Everything that can be wrong with input, each with what to do about it.
//!
//! [`Error`] is opaque: its message is for people, and its predicates say what a caller can decide by. Inside of
//! the crate it is one of four enums, by concern: evaluation, input, course, setup.

mod constructors;
mod course;
mod evaluation;
mod input;
mod opaque;
mod predicates;
mod setup;
#[cfg(test)]
mod tests;
mod text;

pub use opaque::{Error, Result};
#[cfg(feature = "verify")]
pub(crate) use text::shape_text;
