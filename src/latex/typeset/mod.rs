//! Typesets LaTeX formulas in plain Unicode text, for terminals.
//!
//! Inline, `\frac{1}{2}\Sigma^{-1}` becomes `½Σ⁻¹`. Displayed, a matrix spans several lines between tall brackets, and
//! a long formula breaks before a relation or an operator. An unknown command is shown by its name.
//!
//! Every input gives a text, in time and space proportional to its length. A part that is nested deeper than
//! [`NESTING`] is shown as its source, and a formula that would be drawn larger than [`AREA`] is set as inline.

mod block;
mod layout;
mod pieces;
mod setter;
#[cfg(test)]
mod tests;
mod text;

use super::parser::parse;
use block::Room;
pub use block::{bracketed, equations};
pub use layout::NESTING;
use layout::{Node, rows};
use pieces::{Piece, beside, line_end};
use setter::Setter;
pub use text::{width, wrap};

/// Largest number of columns times lines for the matrices of a displayed formula, including everything beside them.
///
/// This is a hundred full screens. Without a limit, a long line beside a tall matrix takes the product of their
/// lengths.
pub const AREA: usize = 1 << 20;

/// Indent of the second and later lines of a formula.
const CONTINUATION: usize = 4;

/// A formula in one line.
pub fn inline(latex: &str) -> String {
    match rows(&parse(latex)) {
        Some(row) => Setter { display: false, room: &Room::unlimited() }.line(&row, false),
        None => latex.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A displayed formula, on as many lines as it needs. It is broken if it is wider than `width`.
pub fn display(latex: &str, width: usize) -> Vec<String> {
    let Some(row) = rows(&parse(latex)) else { return wrap(latex, width) };
    let room = Room::new(AREA);
    let lines = broken(&row, width, &room);
    match &row[..] {
        // Aligned equations that are too wide are set one below the other, each broken separately.
        [Node::Matrix { open, close, rows }]
            if open.is_empty()
                && close.is_empty()
                && (room.is_spent() || lines.iter().any(|line| self::width(line) > width)) =>
        {
            let room = Room::new(AREA);
            rows.iter().flat_map(|cells| broken(&cells.concat(), width, &room)).collect()
        }
        _ => lines,
    }
}

/// Lines of a displayed row; of an inline row if there is no room.
fn broken(row: &[Node], width: usize, room: &Room) -> Vec<String> {
    let lines = stacked(&Setter { display: true, room }.row(row, false), width, room);
    if !room.is_spent() {
        return lines;
    }
    let room = Room::unlimited();
    stacked(&Setter { display: false, room: &room }.row(row, false), width, &room)
}

/// Pieces in lines, broken where the lines would be wider than `width`.
fn stacked(mut rest: &[Piece], width: usize, room: &Room) -> Vec<String> {
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let indent = if lines.is_empty() { 0 } else { CONTINUATION };
        let (line, tail) = rest.split_at(line_end(rest, width.saturating_sub(indent)));
        let block = beside(line, room);
        lines.extend(block.into_lines().into_iter().map(|line| format!("{:indent$}{line}", "").trim_end().to_string()));
        rest = tail;
    }
    lines
}

/// Text in which formulas are enclosed in dollar signs.
pub fn prose(text: &str) -> String {
    if text.matches('$').count() % 2 == 1 {
        return text.into();
    }
    text.split('$').enumerate().map(|(k, part)| if k % 2 == 1 { inline(part) } else { part.into() }).collect()
}
