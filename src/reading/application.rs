//! Functions and their arguments: `\ln x`, `\operatorname{tr}(AB)`.

use super::analysis::Composed;
use super::function::{Named, named};
use super::grammar::{Cursor, DEEPEST, Grammar};
use super::scope::base_name;
use super::stop::Stop;
use super::superscript::{Superscript, superscript};
use super::term::{Shape, Term};
use crate::claim::input::ONE;
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

    /// `\log_2`: the base of a logarithm.
    fn base_of(&self, id: NodeId, name: &str) -> Option<Composed> {
        let Kind::Script { below: Some(below), above: None, .. } = self.tree.kind(id) else { return None };
        let [only] = &below[..] else { return None };
        match self.tree.kind(*only) {
            Kind::Number(digits) if name == "log" => {
                digits.parse().ok().filter(|base| *base > 1).map(Composed::Logarithm)
            }
            Kind::Symbol('e', _) if name == "log" && !self.scope.knows("e") => Some(Composed::Natural),
            _ => None,
        }
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
        let base = self.base_of(id, &name);
        // \sin^2 x is (\sin x)^2.
        let on_name = match self.tree.kind(id) {
            _ if base.is_some() => None,
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
        let function = base.map(Named::Composed).or_else(|| named(&name));
        let Some(function) = function else { return Err(Stop::unsupported(span, name)) };
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
            if function.shares_power() && self.peek(cursor).is_some_and(|next| self.opens(next) == Some(')')) {
                let message = format!("it is not clear whether the second parenthesis is an argument of {name}");
                return Err(Stop::ambiguous(span, message, format!("write (\\{name}(x)) (y)")));
            }
            return self.raised(self.apply(function, argument, &name, span)?, power.or(on_name), span);
        }
        // Without parentheses: one factor, or a product where it is clear that all of it is meant.
        let argument = match function {
            Named::Square(Operation::Trace) => self.product(cursor, span)?,
            _ if self.is_multiple_of_pi(cursor) => self.product(cursor, span)?,
            _ => {
                let argument = self.factor(cursor, span)?;
                let ends = |id: NodeId| self.ends_product(id, cursor) || self.function_name(id).is_some();
                if self.peek(cursor).is_some_and(|id| !ends(id)) {
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
            Named::Scalar(operation) => match self.scope.logarithm(&argument.expression) {
                Some(sum) if operation == Operation::Logarithm => Term { expression: sum, ..argument },
                _ => argument.function(operation, name, self.sizes)?,
            },
            Named::Square(operation) => argument.of_square(operation, name, self.sizes)?,
            Named::Composed(function) => function.of(argument, name, self.sizes)?,
            Named::Diagonal => self.diagonal(argument)?,
            Named::Vectorised => self.vectorised(argument)?,
        };
        Ok(Term { span, ..term })
    }

    /// Whether `2\pi …` without brackets follows: then all of it is the argument.
    fn is_multiple_of_pi(&self, cursor: &Cursor) -> bool {
        let mut visible = cursor.row[cursor.at..].iter().filter(|id| !self.is_space(**id));
        let is_pi = |id: &NodeId| {
            let base = match self.tree.kind(*id) {
                Kind::Script { base: Some(base), below: None, .. } => *base,
                _ => *id,
            };
            matches!(self.tree.kind(base), Kind::Symbol('π', _)) && !self.scope.knows("π")
        };
        let begins = visible.next().is_some_and(|id| matches!(self.tree.kind(*id), Kind::Number(_)))
            && visible.next().is_some_and(is_pi);
        // Up to the end of the product there are only letters and their powers.
        let mut rest = visible.take_while(|id| !self.ends_product(**id, cursor));
        begins && rest.all(|id| base_name(self.tree, *id).is_some())
    }

    /// diag(x) and diag(A).
    fn diagonal(&self, of: Term) -> Result<Term, Stop> {
        let (operation, shape) = match of.shape {
            Shape::Of(rows, ONE) if rows != ONE => (Operation::DiagonalMatrix, Shape::Of(rows, rows)),
            Shape::Of(rows, columns) if rows != ONE && self.sizes.unify(rows, columns) => {
                (Operation::Diagonal, Shape::Of(rows, ONE))
            }
            _ => return Err(Stop::shapes(of.span, format!("diag of {}", of.shape_text(self.sizes)))),
        };
        Ok(Term { expression: of.expression.apply(operation), shape, ..of })
    }

    /// vec(A)
    fn vectorised(&self, of: Term) -> Result<Term, Stop> {
        let Shape::Of(rows, columns) = of.shape else {
            return Err(Stop::ambiguous(of.span, "the order of I is not known", "write I_n, where n is its order"));
        };
        let Some(length) = self.sizes.product(rows, columns) else {
            return Err(Stop::unsupported(of.span, "vec of a matrix whose shape is not declared"));
        };
        Ok(Term { expression: of.expression.apply(Operation::Vectorised), shape: Shape::Of(length, ONE), ..of })
    }
}
