//! LaTeX formulas: a tree with places, and its renderers. This folder knows no mathematics.
//!
//! [`parse`] reads any source in linear time. What it does not recognise is a node that says so, and a [`Problem`] with
//! a code, a place and advice; there are no errors. Plain text and MathML are drawn from the same tree.

mod characters;
mod class;
mod closing;
mod command;
mod commands;
mod definitions;
mod lexer;
mod macros;
pub mod mathml;
mod parser;
mod scripts;
mod span;
mod symbols;
mod tree;
pub mod typeset;

pub use class::Class;
pub use macros::Macros;
pub use parser::{LONGEST_SOURCE, parse, parse_with};
pub use span::{Problem, ProblemKind, Span};
pub use tree::{Decoration, Kind, Node, NodeId, Row, Style, Tree};
