//! Functions and their arguments: `\ln x`, `\operatorname{tr}(AB)`.

use super::function::{Named, named};
use super::grammar::{Cursor, DEEPEST, Grammar};
use super::stop::Stop;
use super::superscript::{Superscript, superscript};
use super::term::Term;
use crate::latex::{Kind, NodeId, Span, Style};
use crate::program::expression::Operation;

impl Grammar<'_> {
    pub(super) fn function_name(&self, id: NodeId) -> Option<String> {
        let inner = match self.tree.kind(id) {
            Kind::Script { base: Some(base), .. } => *base,
            _ => id,
        };
        let name = match self.tree.kind(inner) {
            Kind::Operator(name) | Kind::Text(name) => name.trim().to_string(),
            Kind::Styled(Style::Roman | Style::SansSerif, row) => self.tree.word(row)?,
            _ => return None,
        };
        (named(&name).is_some() && !self.scope.knows(&name)).then_some(name)
    }

    /// A function and its argument, one level deeper.
    pub(super) fn application(&self, cursor: &mut Cursor, id: NodeId, name: String) -> Result<Term, Stop> {
        if cursor.depth >= DEEPEST {
            return Err(Stop::too_large(self.tree.node(id).span));
        }
        cursor.depth += 1;
        let term = self.application_of(cursor, id, name);
        cursor.depth -= 1;
        term
    }

    fn application_of(&self, cursor: &mut Cursor, id: NodeId, name: String) -> Result<Term, Stop> {
        let span = self.tree.node(id).span;
        // \sin^2 x is (\sin x)^2.
        let on_name = match self.tree.kind(id) {
            Kind::Script { below: None, above: Some(above), .. } => {
                match superscript(self.tree, self.scope, above, span)? {
                    Some(Superscript::Power(power)) if power > 0 => Some(&above[..]),
                    _ => return Err(Stop::unsupported(span, format!("a script on {name}"))),
                }
            }
            Kind::Script { .. } => return Err(Stop::unsupported(span, format!("a script on {name}"))),
            _ => None,
        };
        self.advance(cursor);
        let Some(function) = named(&name) else { return Err(Stop::unsupported(span, name)) };
        let first = self.peek(cursor).filter(|id| !self.ends_product(*id, cursor));
        let first = first.ok_or_else(|| Stop::incomplete(span, format!("{name} has no argument")))?;
        let (base, above) = self.split(first);
        let fenced = matches!(self.tree.kind(base), Kind::Fenced { open, .. } if ["(", "[", "{"].contains(&&**open));
        if fenced || matches!(self.opens(first), Some(')' | ']' | '}')) {
            let before = cursor.at;
            let (argument, power) = if fenced {
                self.advance(cursor);
                (self.atom(first, base, cursor.depth)?, above)
            } else {
                self.advance(cursor);
                self.between(cursor, self.opens(first).unwrap_or(')'), span)?
            };
            if power.is_some() && function.shares_power() {
                let here = self.tree.node(cursor.row[before]).span;
                let message = format!("it is not clear whether the power belongs to {name} or to its argument");
                return Err(Stop::ambiguous(here, message, format!("write (\\{name}(x))^2 or \\{name}((x)^2)")));
            }
            if power.is_some() && on_name.is_some() {
                return Err(Stop::unsupported(span, format!("two powers of {name}")));
            }
            return self.raised(self.apply(function, argument, &name, span)?, power.or(on_name), span);
        }
        // Without parentheses: one factor, or a product where it is clear that all of it is meant.
        let argument = match function {
            Named::Square(Operation::Trace) => self.product(cursor, span)?,
            _ => {
                let argument = self.factor(cursor, span)?;
                if self.peek(cursor).is_some_and(|id| !self.ends_product(id, cursor)) {
                    let message = format!("it is not clear where the argument of {name} ends");
                    return Err(Stop::ambiguous(span, message, "write it in parentheses"));
                }
                argument
            }
        };
        self.raised(self.apply(function, argument, &name, span)?, on_name, span)
    }

    fn apply(&self, function: Named, argument: Term, name: &str, span: Span) -> Result<Term, Stop> {
        let span = span.to(argument.span);
        let term = match function {
            Named::Scalar(operation) => argument.function(operation, name, self.sizes)?,
            Named::Square(operation) => argument.of_square(operation, name, self.sizes)?,
        };
        Ok(Term { span, ..term })
    }
}
