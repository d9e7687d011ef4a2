//! Signs of derivatives: `\frac{\partial f}{\partial x}`, `\frac{d^2}{dx^2}`, `\nabla_x`, `\partial_x`.

use super::grammar::{Cursor, Grammar};
use super::scope::{base_name, name_of};
use super::stop::Stop;
use super::superscript::{Superscript, is_symbol, superscript};
use super::varying::is_differential_sign;
use crate::latex::{Kind, NodeId, Span};

/// The highest order of a derivative.
const HIGHEST_ORDER: usize = 4;

/// What a derivative is taken by, and of what.
#[derive(Clone, Debug)]
pub(super) struct Operator {
    /// What stands above the bar, if anything does.
    pub(super) function: Vec<NodeId>,
    /// The variables in the order in which they are printed; none for ∇ without an index.
    pub(super) variables: Vec<Printed>,
    /// The order: the number of variables.
    pub(super) order: usize,
    pub(super) is_nabla: bool,
}

/// A printed variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) name: String,
    pub(super) form: VariableForm,
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VariableForm {
    Itself,
    /// `\partial x^T`
    Transposed,
    /// `\partial \sigma^2`: the square is the variable.
    Square,
    /// `\partial \Sigma^{-1}`: the inverse is the variable.
    Inverse,
}

impl Grammar<'_> {
    /// The derivative that this node begins.
    pub(super) fn operator(&self, id: NodeId) -> Result<Option<Operator>, Stop> {
        match self.tree.kind(id) {
            Kind::Fraction(above, below) => self.quotient(above, below, self.tree.node(id).span),
            Kind::Symbol('∇', _) => {
                Ok(Some(Operator { function: Vec::new(), variables: Vec::new(), order: 1, is_nabla: true }))
            }
            Kind::Script { base: Some(base), below, above } => {
                let is_nabla = is_symbol(self.tree, *base, '∇');
                if !(is_nabla || is_symbol(self.tree, *base, '∂') && below.is_some()) {
                    return Ok(None);
                }
                self.subscripted(below.as_deref(), above.as_deref(), is_nabla, self.tree.node(id).span).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// `\nabla_x^2`, `\partial_x`
    fn subscripted(
        &self,
        below: Option<&[NodeId]>,
        above: Option<&[NodeId]>,
        is_nabla: bool,
        span: Span,
    ) -> Result<Operator, Stop> {
        let meaning = above.map(|above| superscript(self.tree, self.scope, above, span)).transpose()?;
        let (order, form) = match meaning {
            None => (1, VariableForm::Itself),
            Some(Some(Superscript::Power(order @ 1..=2))) => (order as usize, VariableForm::Itself),
            Some(Some(Superscript::Transpose)) => (1, VariableForm::Transposed),
            _ => return Err(Stop::unsupported(span, "this superscript of a derivative")),
        };
        let variables = match below {
            None if form == VariableForm::Transposed => {
                return Err(Stop::ambiguous(
                    span,
                    "∇ᵀ may be a divergence",
                    "write \\frac{\\partial f}{\\partial x^T}",
                ));
            }
            None => Vec::new(),
            Some(below) => {
                let row = self.without_braces(below);
                let visible: Vec<NodeId> = row.into_iter().filter(|id| !self.is_space(*id)).collect();
                let [only] = visible[..] else {
                    return Err(Stop::unsupported(span, "a derivative by several variables"));
                };
                let variable = self.printed_variable(only, 1)?;
                if variable.1 != 1 || variable.0.form == VariableForm::Transposed && form == VariableForm::Transposed {
                    return Err(Stop::unsupported(span, "a derivative by this"));
                }
                let form = if form == VariableForm::Transposed { form } else { variable.0.form };
                vec![Printed { form, ..variable.0 }; order]
            }
        };
        Ok(Operator { function: Vec::new(), variables, order, is_nabla })
    }

    /// `\frac{\partial^2 f}{\partial x \partial y}`
    fn quotient(&self, above: &[NodeId], below: &[NodeId], span: Span) -> Result<Option<Operator>, Stop> {
        let visible = |row: &[NodeId]| -> Vec<NodeId> {
            self.without_braces(row).into_iter().filter(|id| !self.is_space(*id)).collect()
        };
        let (above, below) = (visible(above), visible(below));
        let is_sign = |id: NodeId| is_differential_sign(self.tree, self.scope, id);
        let (Some((&sign, function)), Some((&first, _))) = (above.split_first(), below.split_first()) else {
            return Ok(None);
        };
        let (sign, power) = self.split(sign);
        if !is_sign(sign) || !is_sign(first) || below.len() < 2 {
            return Ok(None);
        }
        let order = match power.map(|power| superscript(self.tree, self.scope, power, span)).transpose()? {
            None => 1,
            Some(Some(Superscript::Power(order))) if order >= 1 && order as usize <= HIGHEST_ORDER => order as usize,
            Some(_) => return Err(Stop::unsupported(span, "a derivative of this order")),
        };
        let mut variables = Vec::new();
        let mut rest = &below[..];
        while let Some((&sign, others)) = rest.split_first() {
            let here = self.tree.node(sign).span;
            let Some((&symbol, others)) = others.split_first().filter(|_| is_sign(sign)) else {
                return Err(Stop::unsupported(here, "a derivative by this"));
            };
            let (variable, count) = self.printed_variable(symbol, order)?;
            variables.extend(vec![variable; count]);
            rest = others;
        }
        if variables.len() != order {
            let message = format!("a derivative of order {order} by {} variables", variables.len());
            return Err(Stop::incomplete(span, message));
        }
        Ok(Some(Operator { function: function.to_vec(), variables, order, is_nabla: false }))
    }

    /// `\partial f / \partial x`, and where it ends.
    pub(super) fn inline_quotient(&self, cursor: &Cursor) -> Result<Option<(Operator, usize)>, Stop> {
        let is_sign = |id: NodeId| is_differential_sign(self.tree, self.scope, id);
        if !self.peek(cursor).is_some_and(is_sign) {
            return Ok(None);
        }
        let rest = cursor.row.iter().enumerate().skip(cursor.at);
        let visible: Vec<(usize, NodeId)> =
            rest.map(|(k, id)| (k, *id)).filter(|(_, id)| !self.is_space(*id)).take(64).collect();
        let Some(slash) = visible.iter().position(|(_, id)| is_symbol(self.tree, *id, '/')) else { return Ok(None) };
        let [(_, sign), function @ ..] = &visible[..slash] else { return Ok(None) };
        let [(_, by), (end, symbol), ..] = &visible[slash + 1..] else { return Ok(None) };
        let is_product = function.iter().all(|(_, id)| !matches!(self.tree.kind(*id), Kind::Symbol('+' | '−', _)));
        let is_one = function.len() <= 1 || is_symbol(self.tree, *sign, '∂') && is_product;
        if !is_one || !is_sign(*sign) || !is_sign(*by) {
            return Ok(None);
        }
        let (variable, count) = self.printed_variable(*symbol, 1)?;
        let function: Vec<NodeId> = function.iter().map(|(_, id)| *id).collect();
        let operator = Operator { function, variables: vec![variable; count], order: 1, is_nabla: false };
        Ok(Some((operator, end + 1)))
    }

    /// A variable, and how often it counts.
    fn printed_variable(&self, id: NodeId, order: usize) -> Result<(Printed, usize), Stop> {
        let span = self.tree.node(id).span;
        let unread = || Stop::unsupported(span, "a derivative by this");
        let printed = |name: String, form| Printed { name, form, span };
        let Kind::Script { above: Some(above), .. } = self.tree.kind(id) else {
            return Ok((printed(name_of(self.tree, id).ok_or_else(unread)?, VariableForm::Itself), 1));
        };
        let name = base_name(self.tree, id).ok_or_else(unread)?;
        Ok(match superscript(self.tree, self.scope, above, span)? {
            Some(Superscript::Transpose | Superscript::Prime) => (printed(name, VariableForm::Transposed), 1),
            Some(Superscript::Power(-1)) => (printed(name, VariableForm::Inverse), 1),
            Some(Superscript::Power(2)) if order == 1 => (printed(name, VariableForm::Square), 1),
            Some(Superscript::Power(count)) if count >= 1 && count as usize <= order => {
                (printed(name, VariableForm::Itself), count as usize)
            }
            _ => return Err(unread()),
        })
    }
}
