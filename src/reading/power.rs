//! A base with its superscript: powers, inverses, transposes and roots.

use super::grammar::Grammar;
use super::stop::Stop;
use super::superscript::{Superscript, superscript};
use super::term::{Shape, Term};
use crate::algebra::number::Function;
use crate::latex::{NodeId, Span};
use crate::program::expression::Operation;

impl Grammar<'_> {
    /// The base with its superscript.
    pub(super) fn raised(&self, base: Term, above: Option<&[NodeId]>, span: Span) -> Result<Term, Stop> {
        let Some(above) = above else { return Ok(base) };
        let base = Term { span, ..base };
        match superscript(self.tree, self.scope, above, span)? {
            Some(Superscript::Transpose) => Ok(base.transposed()),
            Some(Superscript::InverseTranspose) => Ok(base.inverse(self.sizes)?.transposed()),
            Some(Superscript::Prime) if !base.is_scalar() => Ok(base.transposed()),
            Some(Superscript::Prime) => Err(Stop::unsupported(span, "a prime on a scalar")),
            Some(Superscript::Power(-1)) => base.inverse(self.sizes),
            Some(Superscript::Power(power)) if base.is_square(self.sizes) && base.shape != Shape::AnyZero => {
                Ok(Term { expression: base.expression.power(power), ..base })
            }
            Some(Superscript::Power(_)) => {
                Err(Stop::shapes(span, format!("a power of {}", base.shape_text(self.sizes))))
            }
            Some(Superscript::Root { inverse }) => {
                if !base.is_scalar() {
                    return Err(Stop::unsupported(span, "the root of a matrix"));
                }
                let root = base.function(Operation::Function(Function::SquareRoot), "the root", self.sizes)?;
                if inverse { root.inverse(self.sizes) } else { Ok(root) }
            }
            None => self.general_power(base, above, span),
        }
    }
}
