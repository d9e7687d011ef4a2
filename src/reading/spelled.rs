//! Names of functions that are printed as separate letters: `cov(x)`, `tr(A)`, without a backslash.

use super::grammar::{Cursor, Grammar};
use crate::latex::{Kind, NodeId};

/// Names that authors write in this way.
const WORDS: [&str; 13] = ["trace", "diag", "tanh", "cov", "var", "det", "log", "exp", "vec", "sin", "cos", "ln", "tr"];

impl Grammar<'_> {
    /// The word that begins at the cursor, and its last letter. It stands before a bracket, its letters stand side by
    /// side, and none of them is declared: otherwise it is a product.
    pub(super) fn spelled(&self, cursor: &Cursor) -> Option<(&'static str, usize)> {
        WORDS.into_iter().find_map(|word| {
            let end = cursor.at + word.chars().count();
            let letters = cursor.row.get(cursor.at..end)?;
            let matches = word.chars().zip(letters).all(|(letter, id)| self.is_letter(*id, letter));
            let (_, before) = letters.split_last()?;
            let is_plain = before.iter().all(|id| matches!(self.tree.kind(*id), Kind::Symbol(..)));
            let adjacent = letters.windows(2).all(|pair| {
                let (a, b) = (self.tree.node(pair[0]).span, self.tree.node(pair[1]).span);
                a.end == b.start
            });
            let declared = word
                .chars()
                .any(|letter| self.scope.knows(&letter.to_string()) && !self.scope.is_inferred(&letter.to_string()));
            let next = cursor.row.get(end)?;
            let fenced = matches!(self.tree.kind(self.split(*next).0), Kind::Fenced { .. });
            (matches && is_plain && adjacent && !declared && (fenced || self.opens(*next).is_some()))
                .then_some((word, end - 1))
        })
    }

    fn is_letter(&self, id: NodeId, letter: char) -> bool {
        match self.tree.kind(id) {
            Kind::Symbol(found, _) => *found == letter,
            Kind::Script { base: Some(base), .. } => {
                matches!(self.tree.kind(*base), Kind::Symbol(found, _) if *found == letter)
            }
            _ => false,
        }
    }
}
