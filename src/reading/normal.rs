//! Densities of normal distributions: `\mathcal{N}(x | \mu, \Sigma)`, for vectors and for numbers.

use super::grammar::{Cursor, Grammar};
use super::scope::{Scope, base_name, name_of};
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::algebra::number::Function;
use crate::claim::input::ONE;
use crate::latex::{Kind, NodeId, Span};
use crate::program::expression::{Expression, Operation};

impl<'a> Grammar<'a> {
    /// The density that begins here, if one does.
    pub(super) fn density(&self, cursor: &mut Cursor, id: NodeId) -> Option<Result<Term, Stop>> {
        let base = match self.tree.kind(id) {
            Kind::Script { base: Some(base), .. } => *base,
            _ => id,
        };
        let name = match self.tree.kind(base) {
            Kind::Operator(text) | Kind::Text(text) => text.trim().to_string(),
            _ => name_of(self.tree, base)?,
        };
        let is_script = name == "cal N";
        if !(is_script || name == "N" || name == "rm N") || self.scope.knows("cal N") {
            return None;
        }
        let mut after = *cursor;
        self.advance(&mut after);
        if !self.peek(&after).is_some_and(|next| self.opens_parenthesis(next)) {
            return None;
        }
        let span = self.tree.node(id).span;
        let (inner, end) = match self.bracketed_row(&mut after, span) {
            Ok(found) => found,
            Err(stop) => return Some(Err(stop)),
        };
        let parts = self.arguments_of(&inner);
        // N(a + b) may be a product.
        if !is_script && parts.condition.is_none() {
            return None;
        }
        let found = self.density_of(id, parts, span.to(self.tree.node(end).span), cursor.depth);
        *cursor = after;
        Some(found.and_then(|density| {
            let here = density.span;
            self.raised(density, self.split(end).1, here)
        }))
    }

    fn density_of(&self, id: NodeId, parts: Arguments, span: Span, depth: usize) -> Result<Term, Stop> {
        let (below, above) = match self.tree.kind(id) {
            Kind::Script { below, above, .. } => (below.as_deref(), above.as_deref()),
            _ => (None, None),
        };
        if above.is_some() {
            return Err(Stop::unsupported(span, "a superscript on 𝒩"));
        }
        let read = |row: &[NodeId]| self.row(row, span, depth + 1);
        let (point, mean, spread) = match (parts.condition, &parts.list[..]) {
            (Some(1), [x, mean, spread]) => (read(x)?, read(mean)?, read(spread)?),
            (None, [x, mean, spread]) if below.is_none() => (read(x)?, read(mean)?, read(spread)?),
            _ => return Err(Stop::unsupported(span, "this list of arguments of 𝒩")),
        };
        if let Some(below) = below {
            let order = match below {
                [only] => base_name(self.tree, *only).and_then(|name| self.scope.size(&name)),
                _ => None,
            };
            let fits = order.is_some_and(|order| match point.shape {
                Shape::Of(rows, _) => self.sizes.resolved(rows).only_symbol().is_some_and(|known| known.name == order),
                _ => false,
            });
            if !fits {
                return Err(Stop::unsupported(span, "the subscript of 𝒩"));
            }
        }
        self.normal(point, mean, spread, span)
    }

    /// (2π)^{−D/2} |Σ|^{−½} exp(−½ (x − μ)ᵀ Σ⁻¹ (x − μ))
    fn normal(&self, point: Term, mean: Term, spread: Term, span: Span) -> Result<Term, Stop> {
        let Shape::Of(rows, ONE) = point.shape else {
            return Err(Stop::shapes(point.span, "the argument of a density is no vector"));
        };
        let spread = spread.fitted(Shape::Of(rows, rows), self.sizes)?;
        let known = if rows == ONE {
            self.scope.is_positive(&spread.expression)
        } else {
            self.scope.is_definite(&spread.expression)
        };
        if !known {
            let what = if rows == ONE { "positive" } else { "symmetric positive definite" };
            let message = format!("the covariance of this density is not known to be {what}");
            return Err(Stop::ambiguous(spread.span, message, "declare it: Σ: D×D spd; v: scalar positive"));
        }
        let order = self.number_of(rows, span)?;
        let difference = point.plus(mean.negated(), self.sizes)?;
        let inverse = spread.clone().inverse(self.sizes)?;
        let square = difference.clone().transposed().times(inverse, self.sizes)?.times(difference, self.sizes)?;
        let half = |sign: i64| Expression::Ratio(sign, 2);
        let exponent = Expression::Product(vec![half(-1), square.expression]);
        let two_pi = Expression::Product(vec![Expression::integer(2), Expression::Pi]);
        let order = Expression::Product(vec![half(-1), order]);
        let volume = if rows == ONE { spread.expression } else { spread.expression.apply(Operation::Determinant) };
        let factors = vec![
            Expression::Raised(Box::new(two_pi), Box::new(order)),
            Expression::Raised(Box::new(volume), Box::new(half(-1))),
            exponent.apply(Operation::Exponential),
        ];
        let operations = square.operations + 6;
        Term { expression: Expression::Product(factors), shape: Shape::Of(ONE, ONE), span, operations }.bounded()
    }
}

/// The rows in a list of arguments.
pub(super) struct Arguments {
    pub(super) list: Vec<Vec<NodeId>>,
    /// The number of those before the `|` or `;`, if there is one.
    pub(super) condition: Option<usize>,
}

impl Grammar<'_> {
    /// `x, y | z`, where `|` may also be `;`.
    pub(super) fn arguments_of(&self, inner: &[NodeId]) -> Arguments {
        let is_bar = |id: &NodeId| matches!(self.tree.kind(*id), Kind::Symbol('|', _));
        let halves = match self.split_row(inner, &[';']) {
            halves if halves.len() == 2 => halves,
            _ => {
                // An odd number of bars: the first is no absolute value.
                let bars = self.split_row(inner, &['|']).len() - 1;
                let first = inner.iter().position(is_bar).filter(|at| *at > 0 && bars % 2 == 1);
                match first {
                    Some(at) => vec![inner[..at].to_vec(), inner[at + 1..].to_vec()],
                    None => vec![inner.to_vec()],
                }
            }
        };
        let lists: Vec<Vec<Vec<NodeId>>> = halves.iter().map(|half| self.split_row(half, &[','])).collect();
        let condition = (lists.len() == 2).then(|| lists[0].len());
        Arguments { list: lists.concat(), condition }
    }
}

impl Scope {
    /// ln of a product of powers and exponentials, which are positive, as a sum.
    pub(super) fn logarithm(&self, expression: &Expression) -> Option<Expression> {
        let factors = match expression {
            Expression::Product(factors) => factors,
            Expression::Apply(Operation::Exponential, of)
                if matches!(**of, Expression::Apply(Operation::Function(Function::LogGamma), _)) =>
            {
                return Some((**of).clone());
            }
            _ => return None,
        };
        let of_factor = |factor: &Expression| match factor {
            Expression::Raised(base, exponent) if self.is_positive(base) => {
                Some(Expression::Product(vec![(**exponent).clone(), (**base).clone().apply(Operation::Logarithm)]))
            }
            Expression::Apply(Operation::Exponential, of) => Some((**of).clone()),
            _ => None,
        };
        factors.iter().map(of_factor).collect::<Option<Vec<_>>>().map(Expression::Sum)
    }
}
