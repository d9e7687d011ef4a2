//! LaTeX formulas as plain text.

mod block;
mod parse;
mod symbols;
pub mod typeset;
