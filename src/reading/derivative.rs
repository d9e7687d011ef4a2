//! A side of a link: a term, or a derivative of one.

use super::grammar::Grammar;
use super::scope::name_of;
use super::stop::Stop;
use super::superscript::is_symbol;
use super::term::Term;
use crate::claim::Extremum;
use crate::claim::input::{Domain, Input};
use crate::latex::{Kind, NodeId, Span, Style};

/// A side of a link.
#[expect(clippy::large_enum_variant, reason = "there are a few of them for each formula")]
#[derive(Clone, Debug)]
pub(super) enum Side {
    Term(Term),
    /// The derivative of a term by an input.
    Derivative {
        function: Term,
        variable: Input,
        span: Span,
    },
    /// The point at which a term is largest or smallest.
    Extremum {
        function: Term,
        variable: Input,
        kind: Extremum,
        span: Span,
    },
}

impl Grammar<'_> {
    /// Reads a side of a link.
    pub(super) fn side(&self, row: &[NodeId], span: Span) -> Result<Side, Stop> {
        let visible: Vec<NodeId> = row.iter().copied().filter(|id| !self.is_space(*id)).collect();
        let Some((&first, rest)) = visible.split_first() else {
            return Err(Stop::incomplete(span, "a side is missing"));
        };
        if let Some(extremum) = self.extremum(&visible, span) {
            return extremum;
        }
        match self.tree.kind(first) {
            Kind::Fraction(above, below) => {
                let above: Vec<NodeId> = above.iter().copied().filter(|id| !self.is_space(*id)).collect();
                let below: Vec<NodeId> = below.iter().copied().filter(|id| !self.is_space(*id)).collect();
                if let (Some((&sign, function)), Some((&by, variable))) = (above.split_first(), below.split_first())
                    && self.is_differential(sign)
                    && self.is_differential(by)
                {
                    return self.derivative(function, variable, rest, span);
                }
            }
            Kind::Script { base: Some(base), below: Some(variable), above: None }
                if is_symbol(self.tree, *base, '∇') =>
            {
                return self.derivative(&[], variable, rest, span);
            }
            _ => {}
        }
        self.whole(row, span).map(Side::Term)
    }

    /// ∂, or a d that is no symbol.
    fn is_differential(&self, id: NodeId) -> bool {
        match self.tree.kind(id) {
            Kind::Symbol('∂', _) => true,
            Kind::Symbol('d', _) => !self.scope.knows("d"),
            Kind::Styled(Style::Roman, row) => self.tree.word(row).as_deref() == Some("d"),
            _ => false,
        }
    }

    /// `function` stands above the bar; if nothing does, the derivative is that of what follows.
    fn derivative(&self, function: &[NodeId], variable: &[NodeId], rest: &[NodeId], span: Span) -> Result<Side, Stop> {
        let [variable] = variable else { return Err(Stop::unsupported(span, "a derivative by several variables")) };
        let here = self.tree.node(*variable).span;
        if matches!(self.tree.kind(*variable), Kind::Script { above: Some(_), .. }) {
            return Err(Stop::unsupported(here, "a derivative by a transpose or a power"));
        }
        let name = name_of(self.tree, *variable).ok_or_else(|| Stop::unsupported(here, "a derivative by this"))?;
        let variable = *self.scope.input(&name).ok_or_else(|| Stop::undeclared(here, &name))?;
        let bound = matches!(
            variable.domain,
            Domain::Orthogonal
                | Domain::Diagonal
                | Domain::LowerTriangular
                | Domain::Simplex
                | Domain::UnitVector
                | Domain::Integer
        );
        if bound {
            let message = format!("a derivative by {name}, whose entries do not vary independently");
            return Err(Stop::ambiguous(here, message, "declare the variable without its set"));
        }
        let operand = match (function, rest) {
            ([], []) => return Err(Stop::incomplete(span, "the derivative of nothing")),
            ([], rest) => {
                self.expect_one_product(rest)?;
                rest
            }
            (function, []) => function,
            (_, [first, ..]) => {
                let after = self.tree.node(*first).span;
                return Err(Stop::unsupported(after, "a product or a sum with a derivative"));
            }
        };
        // The variable is free, even if the note defines it elsewhere.
        let free = Grammar { definitions: self.definitions.without(&name), ..self.clone() };
        Ok(Side::Derivative { function: free.whole(operand, span)?, variable, span })
    }

    /// An error if the row is a sum: then it is not clear how far the derivative reaches.
    fn expect_one_product(&self, row: &[NodeId]) -> Result<(), Stop> {
        let (mut depth, mut bars) = (0usize, 0usize);
        for (k, id) in row.iter().enumerate() {
            let node = self.tree.node(*id);
            let inner = match &node.kind {
                Kind::Script { base: Some(base), .. } => self.tree.kind(*base),
                other => other,
            };
            match inner {
                Kind::Symbol('(' | '[' | '{', _) => depth += 1,
                Kind::Symbol(')' | ']' | '}', _) => depth = depth.saturating_sub(1),
                Kind::Symbol('|' | '‖', _) => bars += 1,
                Kind::Symbol('+' | '−', _) if depth == 0 && bars % 2 == 0 && k > 0 => {
                    let message = "it is not clear how far the derivative reaches";
                    return Err(Stop::ambiguous(node.span, message, "write its argument in parentheses"));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
