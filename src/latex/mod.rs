//! LaTeX formulas as plain text.

mod block;
mod class;
mod parse;
mod pieces;
mod setter;
mod symbols;
#[cfg(test)]
mod tests;
mod text;
pub mod typeset;
