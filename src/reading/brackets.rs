//! What stands between brackets: parts of a formula, arguments, determinants and norms.

use super::grammar::{Cursor, DEEPEST, Grammar};
use super::stop::Stop;
use super::term::Term;
use crate::latex::{Class, Kind, NodeId, Span};

/// A term, and the subscript and the superscript after it.
type Enclosed<'a> = (Term, Option<&'a [NodeId]>, Option<&'a [NodeId]>);

impl<'a> Grammar<'a> {
    /// The bracket that closes what this node opens.
    pub(super) fn opens(&self, id: NodeId) -> Option<char> {
        match self.tree.kind(id) {
            Kind::Symbol('(', _) => Some(')'),
            Kind::Symbol('[', _) => Some(']'),
            Kind::Symbol('{', _) => Some('}'),
            Kind::Symbol(bar @ ('|' | '‖'), Class::Bar | Class::Open) => Some(*bar),
            _ => None,
        }
    }

    /// What stands between brackets, with the superscript of the closing one.
    pub(super) fn bracketed(&self, cursor: &mut Cursor, close: char, open: Span) -> Result<Term, Stop> {
        let (term, below, above) = self.enclosed(cursor, close, open)?;
        let span = term.span;
        if matches!(close, '|' | '‖') {
            return self.in_bars(term, close, below, above, span);
        }
        if below.is_some() {
            return Err(Stop::unsupported(span, "a subscript on a bracket"));
        }
        self.raised(term, above, span)
    }

    /// The arguments of a function, and the superscript of the closing parenthesis.
    pub(super) fn arguments(&self, cursor: &mut Cursor, name: Span) -> Result<(Vec<Term>, Option<&'a [NodeId]>), Stop> {
        let (inner, end) = self.bracketed_row(cursor, name)?;
        if let Kind::Script { below: Some(_), .. } = self.tree.kind(end) {
            return Err(Stop::unsupported(name, "a subscript on a bracket"));
        }
        if cursor.depth + 1 > DEEPEST {
            return Err(Stop::too_large(name));
        }
        let parts = self.arguments_of(&inner).list;
        let read = parts.iter().map(|part| self.row(part, name, cursor.depth + 1));
        Ok((read.collect::<Result<_, _>>()?, self.split(end).1))
    }

    /// What stands between brackets, and the superscript of the closing one.
    pub(super) fn between(
        &self,
        cursor: &mut Cursor,
        close: char,
        open: Span,
    ) -> Result<(Term, Option<&'a [NodeId]>), Stop> {
        match self.enclosed(cursor, close, open)? {
            (term, None, above) => Ok((term, above)),
            (term, Some(_), _) => Err(Stop::unsupported(term.span, "a subscript on a bracket")),
        }
    }

    /// What stands between brackets, and the scripts of the closing one: below and above.
    fn enclosed(&self, cursor: &mut Cursor, close: char, open: Span) -> Result<Enclosed<'a>, Stop> {
        let mut inner = Cursor { depth: cursor.depth + 1, until: Some(close), ..*cursor };
        if inner.depth > DEEPEST {
            return Err(Stop::too_large(open));
        }
        let term = self.sum(&mut inner, open)?;
        let end = match self.peek(&inner) {
            Some(id) if self.closes(id, Some(close)) => id,
            Some(id) => return Err(self.unexpected(id)),
            None => return Err(Stop::incomplete(open, "the bracket is not closed")),
        };
        self.advance(&mut inner);
        cursor.at = inner.at;
        let span = open.to(self.tree.node(end).span);
        let (below, above) = match self.tree.kind(end) {
            Kind::Script { below, above, .. } => (below.as_deref(), above.as_deref()),
            _ => (None, None),
        };
        Ok((Term { span, ..term }, below, above))
    }
}
