//! The function Γ.

use super::analysis::Composed;
use super::grammar::{Cursor, Grammar};
use super::stop::Stop;
use super::term::Term;
use crate::latex::{Kind, NodeId};

impl Grammar<'_> {
    /// Γ(x), if Γ is neither declared nor defined, and stands before a parenthesis wherever it stands.
    pub(super) fn gamma(&self, cursor: &mut Cursor, id: NodeId) -> Option<Result<Term, Stop>> {
        let is_gamma = |id: NodeId| matches!(self.tree.kind(id), Kind::Symbol('Γ', _));
        if !is_gamma(id)
            || self.scope.knows("Γ") && !self.scope.is_inferred("Γ")
            || self.definitions.find("Γ").is_some()
        {
            return None;
        }
        let mut waiting: Vec<&[NodeId]> = vec![self.tree.row()];
        while let Some(row) = waiting.pop() {
            for (k, id) in row.iter().enumerate() {
                let kind = self.tree.kind(*id);
                waiting.extend(kind.rows().into_iter().map(|row| &row[..]));
                let is_script = matches!(kind, Kind::Script { base: Some(base), .. } if is_gamma(*base));
                let is_call = row[k + 1..].iter().find(|id| !self.is_space(**id));
                if is_script || is_gamma(*id) && !is_call.is_some_and(|next| self.opens_parenthesis(*next)) {
                    return None;
                }
            }
        }
        let span = self.tree.node(id).span;
        self.advance(cursor);
        Some(self.arguments(cursor, span).and_then(|(mut arguments, power)| {
            let (Some(argument), true) = (arguments.pop(), arguments.is_empty()) else {
                return Err(Stop::shapes(span, "Γ has one argument"));
            };
            let value = Composed::Gamma.of(argument, "Γ", self.sizes)?;
            self.raised(Term { span, ..value }, power, span)
        }))
    }
}
