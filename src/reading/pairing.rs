//! `A \otimes B` and `A \odot B`.

use super::grammar::{Cursor, Grammar};
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::claim::input::ONE;
use crate::latex::{Kind, NodeId, Span};
use crate::program::expression::{Expression, Pairing};

impl Grammar<'_> {
    /// Products with ⊗ or ⊙ between them. A product without a sign binds more tightly.
    pub(super) fn paired(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        let mut start = cursor.at;
        let mut term = self.product(cursor, span)?;
        let mut before: Option<Pairing> = None;
        while let Some(pairing) = self.peek(cursor).and_then(|id| self.pairing(id)) {
            let here = term.span;
            let is_one = self.is_one_factor(&term) || self.is_one_node(&cursor.row[start..cursor.at]);
            self.advance(cursor);
            start = cursor.at;
            let next = self.product(cursor, span)?;
            let next_is_one = self.is_one_factor(&next) || self.is_one_node(&cursor.row[start..cursor.at]);
            let is_mixed = before.is_some_and(|before| before != pairing);
            let is_clear = pairing == Pairing::Kronecker || (before.is_some() || is_one) && next_is_one;
            if is_mixed || !is_clear {
                let message = format!("it is not clear what {} reaches", pairing.sign());
                return Err(Stop::ambiguous(here.to(next.span), message, "write parentheses"));
            }
            term = self.pair(pairing, term, next)?;
            before = Some(pairing);
        }
        Ok(term)
    }

    pub(super) fn pairing(&self, id: NodeId) -> Option<Pairing> {
        match self.tree.kind(id) {
            Kind::Symbol('⊗', _) => Some(Pairing::Kronecker),
            Kind::Symbol('⊙' | '∘', _) => Some(Pairing::Hadamard),
            _ => None,
        }
    }

    /// Whether a row is one symbol, or one pair of brackets.
    fn is_one_node(&self, row: &[NodeId]) -> bool {
        let row: Vec<NodeId> = row.iter().copied().filter(|id| !self.is_space(*id)).collect();
        let [first, rest @ ..] = &row[..] else { return false };
        let closes = |close: char| rest.iter().position(|id| self.closes(*id, Some(close)));
        match self.opens(*first) {
            Some(close @ (')' | ']' | '}')) => closes(close) == Some(rest.len().saturating_sub(1)),
            _ => rest.is_empty(),
        }
    }

    /// Whether at most one factor of a product is a matrix.
    fn is_one_factor(&self, term: &Term) -> bool {
        let is_number = |factor: &Expression| match factor {
            Expression::Ratio(..) | Expression::Size(_) | Expression::Pi => true,
            Expression::Input(name) => {
                self.scope.input(name).is_some_and(|input| (input.rows, input.columns) == (ONE, ONE))
            }
            _ => false,
        };
        match &term.expression {
            Expression::Product(factors) => factors.iter().filter(|factor| !is_number(factor)).count() <= 1,
            _ => true,
        }
    }

    fn pair(&self, pairing: Pairing, a: Term, b: Term) -> Result<Term, Stop> {
        let span = a.span.to(b.span);
        let (Shape::Of(rows, columns), Shape::Of(m, n)) = (a.shape, b.shape) else {
            let message = "the order of I is not known";
            return Err(Stop::ambiguous(span, message, "write I_n, where n is its order"));
        };
        let shape = match pairing {
            Pairing::Kronecker => self.sizes.product(rows, m).zip(self.sizes.product(columns, n)),
            Pairing::Hadamard => {
                if !self.sizes.unify_shapes((rows, columns), (m, n)) {
                    let message =
                        format!("{} {} {}", a.shape_text(self.sizes), pairing.sign(), b.shape_text(self.sizes));
                    return Err(Stop::shapes(span, format!("the shapes of a product by entries differ: {message}")));
                }
                Some((rows, columns))
            }
        };
        let Some((rows, columns)) = shape else {
            return Err(Stop::unsupported(span, "a Kronecker product of matrices whose shapes are not declared"));
        };
        let operations = a.operations + b.operations;
        let expression = Expression::Pair(pairing, Box::new(a.expression), Box::new(b.expression));
        Term { expression, shape: Shape::Of(rows, columns), span, operations }.bounded()
    }
}
