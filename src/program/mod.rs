//! A formula as a program: its text, its inputs, and the list of its steps.

pub mod expression;
mod expression_text;
mod expressions;
pub mod formula;
mod joined;
pub mod name;
mod operation;
mod panics;
pub(crate) mod point;
pub(crate) mod recorded;
pub mod session;
pub mod size;
pub(crate) mod tape;
mod tapes;
pub mod value;
