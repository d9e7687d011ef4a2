//! Integrals of a normal density times a polynomial: `\int x x^T \mathcal{N}(x | \mu, \Sigma)\,dx`. They are expectations.

use super::grammar::{Cursor, Grammar};
use super::law::{bracketed, density_of, law, letter, normal_at, single, visible};
use super::random::{Law, Source};
use super::scope::name_of;
use super::stop::Stop;
use super::superscript::is_symbol;
use super::term::{Shape, Term};
use crate::latex::{Kind, NodeId, Span, Style};
use crate::program::expression::Expression;

impl Grammar<'_> {
    pub(super) fn is_integral(&self, id: NodeId) -> bool {
        match self.tree.kind(id) {
            Kind::Symbol('∫', _) => true,
            Kind::Script { base: Some(base), .. } => is_symbol(self.tree, *base, '∫'),
            _ => false,
        }
    }

    pub(super) fn integral(&self, cursor: &mut Cursor, id: NodeId) -> Result<Term, Stop> {
        let start = self.tree.node(id).span;
        self.expect_whole_space(id, start)?;
        let rest = &cursor.row[cursor.at..];
        let visible: Vec<(usize, NodeId)> =
            rest.iter().copied().enumerate().filter(|(_, id)| !self.is_space(*id)).collect();
        // The integral ends at its own differential.
        let (mut depth, mut open) = (0usize, 0usize);
        let mut end = None;
        for (k, (_, id)) in visible.iter().enumerate() {
            match letter(self.tree, *id) {
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') if depth == 0 => break,
                Some(')' | ']' | '}') => depth -= 1,
                Some('∫') if depth == 0 => open += 1,
                _ => {}
            }
            if depth == 0
                && self.is_d(*id)
                && visible.get(k + 1).is_some_and(|(_, id)| name_of(self.tree, *id).is_some())
            {
                open = open.saturating_sub(1);
                if open == 0 {
                    end = Some(k);
                    break;
                }
            }
        }
        let end = end.ok_or_else(|| Stop::incomplete(start, "the differential of an integral is missing"))?;
        let (last, variable) = visible[end + 1];
        let span = start.to(self.tree.node(variable).span);
        let name = name_of(self.tree, variable).unwrap_or_default();
        let integrand: Vec<NodeId> = visible[1..end].iter().map(|(_, id)| *id).collect();
        let (law, factors) = self.density_in(&integrand, &name).ok_or_else(|| {
            Stop::unsupported(span, "an integral that is not one of a normal density times a function")
        })?;
        let term = self.integral_under(&law, &factors, &name, cursor.depth + 1, span)?;
        cursor.at += last + 1;
        Ok(term)
    }

    fn is_d(&self, id: NodeId) -> bool {
        match self.tree.kind(id) {
            Kind::Symbol('d', _) => !self.scope.knows("d"),
            Kind::Styled(Style::Roman, row) => self.tree.word(row).as_deref() == Some("d"),
            Kind::Text(text) | Kind::Operator(text) => text == "d",
            _ => false,
        }
    }

    /// An error if the bounds are not those of the whole space.
    fn expect_whole_space(&self, id: NodeId, span: Span) -> Result<(), Stop> {
        let Kind::Script { below, above, .. } = self.tree.kind(id) else { return Ok(()) };
        let letters = |row: &Option<Vec<NodeId>>| -> Option<String> {
            let row = visible(self.tree, row.as_deref()?);
            row.iter().map(|id| letter(self.tree, *id)).collect()
        };
        let is_space = |row: &[NodeId]| match row {
            [only] => {
                let base = self.split(*only).0;
                matches!(self.tree.kind(base), Kind::Unknown(name) if name == "R")
                    || name_of(self.tree, base).as_deref() == Some("bb R")
            }
            _ => false,
        };
        let fits = match (below, above) {
            (Some(below), None) => is_space(&visible(self.tree, below)),
            (Some(_), Some(_)) => {
                letters(below).as_deref() == Some("−∞") && matches!(letters(above).as_deref(), Some("∞" | "+∞"))
            }
            _ => false,
        };
        if fits { Ok(()) } else { Err(Stop::unsupported(span, "an integral with these bounds")) }
    }

    /// The density of the variable in a product, and the other factors.
    fn density_in(&self, row: &[NodeId], name: &str) -> Option<(Law, Vec<NodeId>)> {
        let mut depth = 0usize;
        let mut found: Option<(Law, Vec<NodeId>)> = None;
        for (k, id) in row.iter().enumerate() {
            if depth == 0 {
                if matches!(letter(self.tree, *id), Some('+')) || k > 0 && matches!(letter(self.tree, *id), Some('−'))
                {
                    return None;
                }
                if let Some((law, used)) = self.density_at(&row[k..], name) {
                    let others = [&row[..k], &row[k + used..]].concat();
                    if found.replace((law, others)).is_some() {
                        return None;
                    }
                }
            }
            match letter(self.tree, *id) {
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        found
    }

    /// N(x | μ, Σ), or p(x) of a variable with a law.
    fn density_at(&self, row: &[NodeId], name: &str) -> Option<(Law, usize)> {
        if let Some(normal) = normal_at(self.tree, row) {
            let variable = single(self.tree, normal.variable.as_deref()?)?;
            let length = normal.length;
            return (variable == name).then(|| (law(self.tree, variable, normal, Source::Declared), length));
        }
        let used = 1 + bracketed(self.tree, row.get(1..)?)?.1;
        let variable = density_of(self.tree, &row[..used]).filter(|variable| variable == name)?;
        let stated = self.scope.law(&variable).filter(|law| law.source != Source::Implied)?;
        let function = name_of(self.tree, row[0])?;
        (function == "p").then(|| (stated.clone(), used))
    }

    /// E of the other factors.
    fn integral_under(
        &self,
        law: &Law,
        factors: &[NodeId],
        name: &str,
        depth: usize,
        span: Span,
    ) -> Result<Term, Stop> {
        if !self.bindings.is_empty() {
            return Err(Stop::unsupported(span, "an integral in the definition of a function"));
        }
        let free = Grammar { definitions: self.definitions.without(name), ..self.clone() };
        let term = match factors {
            [] => Term::number(Expression::integer(1), span),
            factors => free.row(factors, span, depth)?,
        };
        if !matches!(term.shape, Shape::Of(..)) {
            return Err(Stop::unsupported(span, "an integral of this"));
        }
        let value = self.mean_under(&term.expression, law, span)?;
        let text = format!("E_{{{name}}}[{}]", term.expression);
        let expression = Expression::Written(text, Box::new(value));
        Ok(self.weighed(Term { expression, span, ..term }))
    }
}
