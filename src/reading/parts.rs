//! What stands between brackets as a row, and its parts: `x | μ, Σ`.

use super::grammar::{Cursor, Grammar};
use super::stop::Stop;
use crate::latex::{Kind, NodeId, Span};

impl<'a> Grammar<'a> {
    /// The row between the bracket at the cursor and the one that closes it, and the node of the closing one, which may
    /// have scripts. The cursor moves behind it.
    pub(super) fn bracketed_row(&self, cursor: &mut Cursor, span: Span) -> Result<(Vec<NodeId>, NodeId), Stop> {
        let missing = || Stop::incomplete(span, "a bracket is missing");
        let first = self.peek(cursor).ok_or_else(missing)?;
        let base = match self.tree.kind(first) {
            Kind::Script { base: Some(base), .. } => *base,
            _ => first,
        };
        if let Kind::Fenced { inner, .. } = self.tree.kind(base) {
            self.advance(cursor);
            return Ok((inner.clone(), first));
        }
        if self.bracket(first) != Some(true) {
            return Err(missing());
        }
        self.advance(cursor);
        let (mut inner, mut depth) = (Vec::new(), 0usize);
        while let Some(&id) = cursor.row.get(cursor.at) {
            cursor.at += 1;
            match self.bracket(id) {
                Some(true) => depth += 1,
                Some(false) if depth == 0 => return Ok((inner, id)),
                Some(false) => depth -= 1,
                None => {}
            }
            inner.push(id);
        }
        Err(Stop::incomplete(span, "the bracket is not closed"))
    }

    /// Whether the node opens or closes a pair of brackets.
    fn bracket(&self, id: NodeId) -> Option<bool> {
        let inner = match self.tree.kind(id) {
            Kind::Script { base: Some(base), .. } => *base,
            _ => id,
        };
        match self.tree.kind(inner) {
            Kind::Symbol('(' | '[' | '{' | '⟨', _) => Some(true),
            Kind::Symbol(')' | ']' | '}' | '⟩', _) => Some(false),
            _ => None,
        }
    }

    /// The parts of a row between these signs. Brackets stay whole.
    pub(super) fn split_row(&self, row: &[NodeId], signs: &[char]) -> Vec<Vec<NodeId>> {
        let mut parts = vec![Vec::new()];
        let mut depth = 0usize;
        for &id in row {
            match self.bracket(id) {
                Some(true) => depth += 1,
                Some(false) => depth = depth.saturating_sub(1),
                None => {}
            }
            match self.tree.kind(id) {
                Kind::Symbol(sign, _) if depth == 0 && signs.contains(sign) => parts.push(Vec::new()),
                _ => parts.last_mut().map(|part| part.push(id)).unwrap_or_default(),
            }
        }
        parts
    }
}
