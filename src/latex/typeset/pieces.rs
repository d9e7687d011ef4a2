//! The atoms of a row, and the white space and line breaks between them.

use super::block::{Block, Room, joined};
use crate::latex::class::Class;

/// One atom of a row, ready to be placed.
pub(super) struct Piece {
    pub(super) class: Class,
    pub(super) block: Block,
    /// Columns of white space before it.
    pub(super) space: usize,
    /// Depth of parentheses around it.
    pub(super) depth: usize,
}

/// Pieces from left to right, without white space before the first.
pub(super) fn beside(pieces: &[Piece], room: &Room) -> Block {
    let space = |k: usize, piece: &Piece| if k == 0 { 0 } else { piece.space };
    joined(pieces.iter().enumerate().map(|(k, piece)| (space(k, piece), &piece.block)), room)
}

/// Number of pieces on the next line: all that fit, or those up to the best position for a break.
pub(super) fn line_end(pieces: &[Piece], width: usize) -> usize {
    let (mut used, mut best) = (0, None);
    for (k, piece) in pieces.iter().enumerate() {
        used += piece.block.width() + if k == 0 { 0 } else { piece.space };
        if used > width {
            return best.map_or(pieces.len(), |(_, place)| place);
        }
        let breakable = matches!(piece.class, Class::Relation | Class::Binary) && k > 0;
        let penalty = (piece.depth, piece.class != Class::Relation);
        // The last of several equally good positions. A break at a relation near the margin would leave the line almost
        // empty.
        let early = used * 3 < width;
        if breakable && !early && best.is_none_or(|(least, _)| penalty <= least) {
            best = Some((penalty, k));
        }
    }
    pieces.len()
}

pub(super) fn is_sum(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.depth == 0 && matches!(piece.class, Class::Binary | Class::Relation))
}

pub(super) fn is_one_factor(pieces: &[Piece]) -> bool {
    match pieces {
        [] | [_] => true,
        [first, _] if ["∂", "d"].contains(&first.block.as_line()) => true,
        [first, inner @ .., last] => {
            // One pair of brackets around all pieces.
            let enclosed = first.class == Class::Open && last.class == Class::Close;
            enclosed && !inner.iter().any(|piece| piece.class == Class::Close && piece.depth == first.depth)
        }
    }
}

/// Whether an operator or bar after `before` precedes an operand, so that it is a sign or opens a pair.
pub(super) fn operand_follows(before: Option<Class>) -> bool {
    !matches!(before, Some(Class::Ordinary | Class::Function | Class::Close))
}

pub(super) fn push(pieces: &mut Vec<Piece>, class: Class, block: Block, tight: bool, extra: usize, depth: usize) {
    if block.width() == 0 {
        return;
    }
    let natural = pieces.last().is_some_and(|before| {
        let runs_on = class == Class::Ordinary && ends_in_plain_script(before.block.as_line());
        runs_on || is_apart(before.class, class, tight)
    });
    let space = if pieces.is_empty() { 0 } else { extra.max(usize::from(natural)) };
    pieces.push(Piece { class, block, space, depth });
}

/// Whether there is white space between neighbours of these classes.
fn is_apart(before: Class, after: Class, tight: bool) -> bool {
    use Class::*;
    match (before, after) {
        (Open, _) | (_, Close | Punctuation) => false,
        (Relation | Binary, _) | (_, Relation | Binary) => !tight,
        (Punctuation, _) => !tight,
        (Large, _) | (_, Large) => true,
        (Function, Open) => false,
        (Function, _) | (Ordinary | Close, Function) => true,
        _ => false,
    }
}

/// Whether a letter after this text would look like a part of its script, as in `Λ_aa` followed by `z`.
fn ends_in_plain_script(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || ('α'..='ω').contains(&letter);
    text.rsplit_once(['_', '^']).is_some_and(|(_, script)| script.chars().all(plain))
}
