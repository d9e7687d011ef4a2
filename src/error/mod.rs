//! Everything that can be wrong with input, and what to change in each case.
//!
//! [`Error`] is opaque: its message is for people, and its predicates are for programs. Inside the crate it is one of
//! four enums, by concern: evaluation, input, course, setup.

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
