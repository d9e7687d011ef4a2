//! Columns of ones and zeros: `\mathbf{1}`, `\mathbf{1}_n`, `\mathbf{0}`; sizes as numbers.

use super::grammar::Grammar;
use super::scope::base_name;
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::claim::input::{ONE, Size};
use crate::latex::{Kind, NodeId, Span, Style};
use crate::program::expression::Expression;

impl Grammar<'_> {
    /// A bold 1 or 0.
    pub(super) fn constant(&self, id: NodeId, span: Span) -> Result<Option<Term>, Stop> {
        let (base, below) = match self.tree.kind(id) {
            Kind::Script { base: Some(base), below: Some(below), .. } => (*base, Some(below)),
            _ => (id, None),
        };
        let Kind::Styled(Style::Bold, row) = self.tree.kind(base) else { return Ok(None) };
        let [only] = &row[..] else { return Ok(None) };
        let Kind::Number(digits) = self.tree.kind(*only) else { return Ok(None) };
        match (&**digits, below) {
            ("0", None) => {
                Ok(Some(Term { expression: Expression::Ratio(0, 1), shape: Shape::AnyZero, span, operations: 1 }))
            }
            ("1", _) => {
                let size = match below {
                    None => self.sizes.fresh().ok_or_else(|| Stop::too_large(span))?,
                    Some(below) => self.size_of(below).ok_or_else(|| Stop::unsupported(span, "this subscript"))?,
                };
                let symbol = size.only_symbol().ok_or_else(|| Stop::unsupported(span, "this subscript"))?;
                Ok(Some(Term::new(Expression::Ones(symbol.name), (size, ONE), span)))
            }
            _ => Err(Stop::unsupported(span, format!("a bold {digits}"))),
        }
    }

    /// The size that a subscript names.
    fn size_of(&self, below: &[NodeId]) -> Option<Size> {
        let [only] = below else { return None };
        let name = base_name(self.tree, *only)?;
        let size = self.scope.size(&name)?;
        let mut sizes = self.scope.inputs.iter().flat_map(|input| [input.rows, input.columns]);
        sizes.find(|known| known.only_symbol().is_some_and(|symbol| symbol.name == size))
    }

    /// A size as a number.
    pub(super) fn number_of(&self, size: Size, span: Span) -> Result<Expression, Stop> {
        let size = self.sizes.resolved(size);
        let mut terms = Vec::new();
        for (symbol, count) in size.symbols() {
            if symbol.name.contains('·') {
                return Err(Stop::unsupported(span, format!("the number {size}")));
            }
            let number = Expression::Size(symbol.name);
            terms.push(match count {
                1 => number,
                _ => Expression::Product(vec![Expression::integer(count as i64), number]),
            });
        }
        if size.constant() > 0 || terms.is_empty() {
            terms.push(Expression::integer(size.constant() as i64));
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Expression::Sum(terms) })
    }
}
