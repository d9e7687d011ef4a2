//! What stands between brackets: parts of a formula, arguments, determinants and norms.

use super::grammar::{Cursor, DEEPEST, Grammar};
use super::stop::Stop;
use super::superscript::is_symbol;
use super::term::Term;
use crate::algebra::number::Function;
use crate::latex::{Class, Kind, NodeId, Span};
use crate::program::expression::Operation;

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
        let (term, above) = self.between(cursor, close, open)?;
        let span = term.span;
        let term = self.in_brackets(term, close)?;
        self.raised(term, above, span)
    }

    /// |A|, |x|, ‖x‖, or the term itself.
    pub(super) fn in_brackets(&self, term: Term, close: char) -> Result<Term, Stop> {
        match close {
            '|' if term.is_scalar() => {
                term.function(Operation::Function(Function::Absolute), "the absolute value", self.sizes)
            }
            '‖' | '|' if term.is_column() => {
                let square = term.clone().transposed().times(term, self.sizes)?;
                square.function(Operation::Function(Function::SquareRoot), "the norm", self.sizes)
            }
            '|' => term.of_square(Operation::Determinant, "the determinant", self.sizes),
            '‖' => Err(Stop::unsupported(term.span, "the norm of a matrix")),
            _ => Ok(term),
        }
    }

    /// The arguments of a function, and the superscript of the closing parenthesis.
    pub(super) fn arguments(&self, cursor: &mut Cursor, name: Span) -> Result<(Vec<Term>, Option<&'a [NodeId]>), Stop> {
        let missing = || Stop::incomplete(name, "the function has no argument");
        let first = self.peek(cursor).ok_or_else(missing)?;
        let (base, above) = self.split(first);
        if let Kind::Fenced { open, inner, close } = self.tree.kind(base)
            && open == "("
            && close == ")"
        {
            self.advance(cursor);
            let parts = inner.split(|id| matches!(self.tree.kind(*id), Kind::Symbol(',', _)));
            let read = parts.map(|part| self.row(part, name, cursor.depth + 1));
            return Ok((read.collect::<Result<_, _>>()?, above));
        }
        if self.opens(first) != Some(')') {
            return Err(missing());
        }
        self.advance(cursor);
        let mut inner = Cursor { depth: cursor.depth + 1, until: Some(')'), ..*cursor };
        if inner.depth > DEEPEST {
            return Err(Stop::too_large(name));
        }
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.sum(&mut inner, name)?);
            let next = self.peek(&inner).ok_or_else(|| Stop::incomplete(name, "the bracket is not closed"))?;
            self.advance(&mut inner);
            if self.closes(next, Some(')')) {
                cursor.at = inner.at;
                return Ok((arguments, self.split(next).1));
            }
            if !is_symbol(self.tree, next, ',') {
                return Err(self.unexpected(next));
            }
        }
    }

    /// What stands between brackets, and the superscript of the closing one.
    pub(super) fn between(
        &self,
        cursor: &mut Cursor,
        close: char,
        open: Span,
    ) -> Result<(Term, Option<&'a [NodeId]>), Stop> {
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
        if let Kind::Script { below: Some(_), .. } = self.tree.kind(end) {
            return Err(Stop::unsupported(span, "a subscript on a bracket"));
        }
        Ok((Term { span, ..term }, self.split(end).1))
    }
}
