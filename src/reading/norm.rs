//! Norms and inner products: `\|x\|_2^2`, `\|A\|_F`, `\langle x, y \rangle`, `x \cdot y`.

use super::grammar::{Cursor, Grammar};
use super::stop::Stop;
use super::superscript::{Superscript, superscript};
use super::term::{Shape, Term};
use crate::algebra::number::Function;
use crate::claim::input::ONE;
use crate::latex::{Kind, NodeId, Span};
use crate::program::expression::Operation;

impl<'a> Grammar<'a> {
    /// What stands between bars, with the scripts on them.
    pub(super) fn in_bars(
        &self,
        term: Term,
        bar: char,
        below: Option<&[NodeId]>,
        above: Option<&[NodeId]>,
        span: Span,
    ) -> Result<Term, Stop> {
        let kind = match below {
            None => None,
            Some(below) => {
                let word = self.tree.word(below).or_else(|| match below {
                    [only] => match self.tree.kind(*only) {
                        Kind::Number(digits) => Some(digits.clone()),
                        _ => None,
                    },
                    _ => None,
                });
                Some(word.ok_or_else(|| Stop::unsupported(span, "this norm"))?)
            }
        };
        let is_vector = term.is_column() && !term.is_scalar();
        let square = match kind.as_deref() {
            _ if term.is_scalar() && below.is_none() => {
                let value = term.function(Operation::Function(Function::Absolute), "the absolute value", self.sizes)?;
                return self.raised(value, above, span);
            }
            None | Some("2") if is_vector => term.clone().transposed().times(term, self.sizes)?,
            None if bar == '|' => {
                let value = term.of_square(Operation::Determinant, "the determinant", self.sizes)?;
                return self.raised(value, above, span);
            }
            Some("F" | "Fro" | "fro") if matches!(term.shape, Shape::Of(..)) && !term.is_scalar() => {
                let square = term.clone().transposed().times(term, self.sizes)?;
                square.of_square(Operation::Trace, "the trace", self.sizes)?
            }
            None => {
                let message = "it is not clear which norm of a matrix is meant";
                return Err(Stop::ambiguous(span, message, "write \\|A\\|_F for the Frobenius norm"));
            }
            _ => return Err(Stop::unsupported(span, "this norm")),
        };
        let square = Term { span, ..square };
        // ‖x‖² has derivatives at 0 too.
        if let Some(above) = above
            && let Some(Superscript::Power(power @ 2..)) = superscript(self.tree, self.scope, above, span)?
            && power % 2 == 0
        {
            let expression = if power == 2 { square.expression } else { square.expression.power(power / 2) };
            return Ok(Term { expression, ..square });
        }
        let norm = square.function(Operation::Function(Function::SquareRoot), "the norm", self.sizes)?;
        self.raised(norm, above, span)
    }

    /// `\left\| x \right\|_2^2`, `\left| A \right|^{-1}`: bars that are one node with their scripts.
    pub(super) fn fenced_bars(&self, id: NodeId, depth: usize) -> Option<Result<Term, Stop>> {
        let (base, below, above) = match self.tree.kind(id) {
            Kind::Script { base: Some(base), below, above } => (*base, below.as_deref(), above.as_deref()),
            _ => (id, None, None),
        };
        let Kind::Fenced { open, inner, close } = self.tree.kind(base) else { return None };
        let bar = match (&**open, &**close) {
            ("|", "|") => '|',
            ("‖", "‖") => '‖',
            _ => return None,
        };
        let span = self.tree.node(id).span;
        let term = self.row(inner, span, depth + 1);
        Some(term.and_then(|term| self.in_bars(Term { span, ..term }, bar, below, above, span)))
    }

    /// Whether an angle bracket opens here.
    pub(super) fn opens_angle(&self, id: NodeId) -> bool {
        match self.tree.kind(self.split(id).0) {
            Kind::Symbol('⟨', _) => true,
            Kind::Fenced { open, close, .. } => open == "⟨" && close == "⟩",
            _ => false,
        }
    }

    /// ⟨x, y⟩ of two vectors or of two matrices.
    pub(super) fn inner_product(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        let (inner, end) = self.bracketed_row(cursor, span)?;
        let parts = self.split_row(&inner, &[',']);
        let [a, b] = &parts[..] else { return Err(Stop::unsupported(span, "what stands in angle brackets")) };
        let a = self.row(a, span, cursor.depth + 1)?;
        let b = self.row(b, span, cursor.depth + 1)?;
        let fits = match (a.shape, b.shape) {
            (Shape::Of(rows, columns), Shape::Of(m, n)) => self.sizes.unify_shapes((rows, columns), (m, n)),
            _ => false,
        };
        if !fits {
            let shapes = format!("{} and {}", a.shape_text(self.sizes), b.shape_text(self.sizes));
            return Err(Stop::shapes(span, format!("the inner product of {shapes}")));
        }
        let is_matrix = !a.is_column();
        let product = a.transposed().times(b, self.sizes)?;
        let product = if is_matrix { product.of_square(Operation::Trace, "the trace", self.sizes)? } else { product };
        self.raised(Term { span, ..product }, self.split(end).1, span)
    }

    /// a·b: of two columns it is aᵀb.
    pub(super) fn dotted(&self, a: Term, sign: char, b: Term) -> Result<Term, Stop> {
        if let ('·' | '⋅', Shape::Of(rows, ONE), Shape::Of(other, ONE)) = (sign, a.shape, b.shape)
            && rows != ONE
            && other != ONE
        {
            return a.transposed().times(b, self.sizes);
        }
        a.times(b, self.sizes)
    }
}
