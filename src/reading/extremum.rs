//! Points at which a term is largest or smallest: `\arg\max_x f(x)`, `\underset{x}{\operatorname{argmin}} f(x)`.

use super::derivative::Side;
use super::grammar::Grammar;
use super::law::{single, visible};
use super::sides::Left;
use super::stop::Stop;
use super::term::{Shape, Term};
use super::unknown::Unknowns;
use crate::claim::Extremum;
use crate::claim::input::{Domain, Input};
use crate::latex::{Kind, NodeId, Span};

impl Grammar<'_> {
    /// The extremum that a side begins with; `None` if it begins with something else.
    pub(super) fn extremum(&self, row: &[NodeId], span: Span) -> Option<Result<Side, Stop>> {
        let (kind, below, used) = self.extremum_operator(row)?;
        Some(self.extremum_of(kind, below, &row[used..], span))
    }

    /// The kind, the variable below the operator, and the number of nodes.
    fn extremum_operator(&self, row: &[NodeId]) -> Option<(Extremum, Option<&[NodeId]>, usize)> {
        // `\arg\max` are two nodes, of which the second has the variable.
        let most = row.len().min(2);
        (1..=most).rev().find_map(|used| {
            let (mut text, mut below) = (String::new(), None);
            for id in &row[..used] {
                let inner = match self.tree.kind(*id) {
                    Kind::Script { base: Some(base), below: under, above: None } => {
                        below = under.as_deref();
                        std::slice::from_ref(base)
                    }
                    Kind::Stacked { base, below: under, above: None } => {
                        below = under.as_deref();
                        &base[..]
                    }
                    _ => std::slice::from_ref(id),
                };
                inner.iter().for_each(|id| text.push_str(&self.word_of(*id).unwrap_or_default()));
            }
            let kind = match &*text {
                "argmax" => Extremum::Maximum,
                "argmin" => Extremum::Minimum,
                _ => return None,
            };
            Some((kind, below, used))
        })
    }

    /// The letters of an operator, without white space.
    fn word_of(&self, id: NodeId) -> Option<String> {
        let text = match self.tree.kind(id) {
            Kind::Operator(name) | Kind::Text(name) => name.clone(),
            Kind::Styled(_, row) | Kind::Group(row) => match &row[..] {
                [only] => self.word_of(*only)?,
                row => self.tree.word(row)?,
            },
            _ => return None,
        };
        Some(text.chars().filter(|letter| letter.is_alphabetic()).collect())
    }

    fn extremum_of(
        &self,
        kind: Extremum,
        below: Option<&[NodeId]>,
        function: &[NodeId],
        span: Span,
    ) -> Result<Side, Stop> {
        let variable = below.ok_or_else(|| Stop::incomplete(span, "the variable of the extremum is missing"))?;
        let name = single(self.tree, &visible(self.tree, variable));
        let name = name.ok_or_else(|| Stop::unsupported(span, "an extremum over this"))?;
        let variable = *self.scope.input(&name).ok_or_else(|| Stop::undeclared(span, &name))?;
        if !matches!(variable.domain, Domain::Free | Domain::Positive | Domain::Covariance | Domain::Symmetric) {
            return Err(Stop::unsupported(span, format!("an extremum over {name} in its set")));
        }
        // The variable is free, even if the note defines it elsewhere.
        let free = Grammar { definitions: self.definitions.without(&name), ..self.clone() };
        Ok(Side::Extremum { function: free.whole(function, span)?, variable, kind, span })
    }
}

/// The claim of an extremum.
pub(super) fn extremum(
    function: Term,
    variable: Input,
    kind: Extremum,
    right: Term,
    relation: char,
    span: Span,
    sizes: &Unknowns,
) -> Result<(Left, Term, Option<&'static str>), Stop> {
    if relation != '=' {
        return Err(Stop::unsupported(span, "an inequality of an extremum"));
    }
    if !function.is_scalar() {
        return Err(Stop::shapes(span, format!("the extremum of {}", function.shape_text(sizes))));
    }
    let shape = Shape::Of(variable.rows, variable.columns);
    if right.shape == Shape::AnyZero && !right.is_scalar() {
        return Err(Stop::unsupported(span, "an extremum at zeros"));
    }
    let right = right.fitted(shape, sizes).map_err(|stop| Stop { span, ..stop })?;
    Ok((Left::Extremum { function: function.expression, variable, kind }, right, None))
}
