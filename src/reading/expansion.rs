//! Defined symbols and functions where they are used.

use super::definition::{Form, density_key, is_density};
use super::grammar::{Cursor, DEEPEST, Grammar};
use super::scope::base_name;
use super::stop::Stop;
use super::term::Term;
use crate::latex::{NodeId, Span};

impl<'a> Grammar<'a> {
    /// What a defined symbol stands for.
    pub(super) fn expanded(&self, number: usize, arguments: Vec<Term>, span: Span, depth: usize) -> Result<Term, Stop> {
        let definition = self.definitions.get(number);
        if depth + 1 > DEEPEST {
            return Err(Stop::too_large(span));
        }
        let bindings = definition.parameters.iter().cloned().zip(arguments).collect();
        let inside = Grammar {
            tree: definition.row.tree,
            definitions: self.definitions.inside(number),
            bindings,
            ..self.clone()
        };
        let term = inside
            .row(&definition.row.nodes, span, depth + 1)
            .map_err(|stop| Stop { span, ..stop.inside(&definition.name) })?;
        let term = Term { span, ..term };
        match definition.form {
            Form::Itself => Ok(term),
            Form::Inverse => term.inverse(self.sizes),
            Form::Transpose => Ok(term.transposed()),
        }
    }

    /// A density that the note defines for these arguments: `p(x|z)`.
    pub(super) fn defined_density(&self, cursor: &mut Cursor, id: NodeId) -> Option<Result<Term, Stop>> {
        let name = base_name(self.tree, id).filter(|name| is_density(name) && !self.scope.knows(name))?;
        let (span, mut after) = (self.tree.node(id).span, *cursor);
        self.advance(&mut after);
        self.peek(&after).filter(|next| self.opens_parenthesis(*next))?;
        let (inner, end) = self.bracketed_row(&mut after, span).ok()?;
        let number = self.definitions.find(&density_key(self.tree, &name, &inner)?)?;
        *cursor = after;
        let value = self.expanded(number, Vec::new(), span, cursor.depth);
        let value = value.and_then(|value| self.raised(value, self.split(id).1, span));
        Some(value.and_then(|value| self.raised(value, self.split(end).1, span)))
    }

    /// A call of a function that the note defines: `f(x)`.
    pub(super) fn call(&self, cursor: &mut Cursor, id: NodeId, number: usize) -> Result<Term, Stop> {
        let span = self.tree.node(id).span;
        let (_, above) = self.split(id);
        self.advance(cursor);
        let wanted = self.definitions.get(number).parameters.len();
        let (arguments, power) = self.arguments(cursor, span)?;
        if arguments.len() != wanted {
            let message = format!("{wanted} arguments are needed, and there are {}", arguments.len());
            return Err(Stop::shapes(span, message));
        }
        let value = self.expanded(number, arguments, span, cursor.depth)?;
        let value = self.raised(value, above, span)?;
        self.raised(value, power, span)
    }
}
