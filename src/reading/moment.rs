//! Expectations, variances and covariances: `\mathbb{E}[xx^T]`, `\operatorname{cov}[x, y]`, `\mathbb{E}[x | y]`.

use super::grammar::{Cursor, DEEPEST, Grammar};
use super::isserlis::nodes;
use super::law::{bars, density_of, letter, single, split, visible};
use super::scope::name_of;
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::claim::input::ONE;
use crate::latex::{Kind, NodeId, Span, Style};
use crate::program::expression::{Expression, Operation};

/// What is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Mean,
    Variance,
    Covariance,
}

/// The operator of a moment, and what stands after it.
pub(super) struct Operator {
    moment: Moment,
    /// The number of nodes of the name.
    length: usize,
    below: Option<Vec<NodeId>>,
    has_power: bool,
}

/// Which variables are averaged.
pub(super) struct Averaged {
    /// The variables that a subscript names; `None` for all that have a law.
    pub(super) only: Option<Vec<String>>,
    /// The variables after the bar of a conditional expectation.
    pub(super) given: Vec<String>,
}

impl<'a> Grammar<'a> {
    /// The operator of an expectation, if one stands here.
    pub(super) fn moment_operator(&self, cursor: &Cursor) -> Option<Operator> {
        let rest: Vec<NodeId> =
            cursor.row.get(cursor.at..)?.iter().copied().filter(|id| !self.is_space(*id)).take(4).collect();
        let first = *rest.first()?;
        let opens = |k: usize, signs: &[char]| {
            rest.get(k).is_some_and(|id| match self.tree.kind(self.split(*id).0) {
                Kind::Symbol(sign, _) => signs.contains(sign),
                Kind::Fenced { open, .. } => open.chars().all(|sign| signs.contains(&sign)) && !open.is_empty(),
                _ => false,
            })
        };
        let (base, below, has_power) = match self.tree.kind(first) {
            Kind::Script { base: Some(base), below, above } => (*base, below.clone(), above.is_some()),
            _ => (first, None, false),
        };
        let found = |moment| Some(Operator { moment, length: 1, below: below.clone(), has_power });
        let word = match self.tree.kind(base) {
            Kind::Operator(name) | Kind::Text(name) => Some(name.trim().to_string()),
            Kind::Styled(Style::Roman | Style::SansSerif | Style::Italic, row) => self.tree.word(row),
            Kind::Group(row) => match &row[..] {
                [only] => match self.tree.kind(*only) {
                    Kind::Styled(Style::Roman | Style::SansSerif, row) => self.tree.word(row),
                    Kind::Operator(name) | Kind::Text(name) => Some(name.trim().to_string()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        if let Some(word) = word
            && opens(1, &['[', '(', '{'])
        {
            match &*word {
                "E" => return found(Moment::Mean),
                "var" | "Var" | "V" => return found(Moment::Variance),
                "cov" | "Cov" => return found(Moment::Covariance),
                _ => {}
            }
        }
        let name = name_of(self.tree, base)?;
        let is_free = |name: &str| !self.scope.knows(name) && self.definitions.find(name).is_none();
        match &*name {
            "bb E" if is_free("bb E") => return found(Moment::Mean),
            "bb V" if is_free("bb V") && opens(1, &['[', '(', '{']) => return found(Moment::Variance),
            "E" if is_free("E") && opens(1, &['[']) => return found(Moment::Mean),
            _ => {}
        }
        // Words in italics are printed letter by letter.
        let letters: Option<String> = rest.get(..3)?.iter().map(|id| self.plain_letter(*id)).collect();
        let letters = letters?;
        let are_free = letters.chars().all(|letter| is_free(&letter.to_string()));
        let moment = match &*letters {
            "cov" | "Cov" => Moment::Covariance,
            "var" | "Var" => Moment::Variance,
            _ => return None,
        };
        (are_free && opens(3, &['[', '('])).then_some(Operator { moment, length: 3, below: None, has_power: false })
    }

    fn plain_letter(&self, id: NodeId) -> Option<char> {
        match self.tree.kind(id) {
            Kind::Symbol(sign, _) => Some(*sign),
            _ => None,
        }
    }

    /// The value of a moment, and the superscript after its bracket.
    pub(super) fn moment(&self, cursor: &mut Cursor, operator: &Operator) -> Result<Term, Stop> {
        let start = self.peek(cursor).map_or(Span { start: 0, end: 0 }, |id| self.tree.node(id).span);
        if cursor.depth >= DEEPEST {
            return Err(Stop::too_large(start));
        }
        (0..operator.length).for_each(|_| self.advance(cursor));
        if operator.has_power {
            return Err(Stop::unsupported(start, "a superscript on the sign of an expectation"));
        }
        let (inner, above, span) = self.argument_row(cursor, start)?;
        let only = operator.below.as_ref().map(|below| self.averaged(below, span)).transpose()?;
        let sides = split(self.tree, &inner, |sign| matches!(sign, '|' | '∣'));
        let (of, given) = match &sides[..] {
            [of, given] if operator.moment == Moment::Mean || bars(self.tree, given) == 0 => (of, Some(given)),
            [_, _] => return Err(Stop::unsupported(span, "this condition")),
            _ => (&inner, None),
        };
        let given = match given {
            None => Vec::new(),
            Some(given) => {
                let names: Option<Vec<String>> =
                    split(self.tree, given, |sign| sign == ',').iter().map(|part| single(self.tree, part)).collect();
                names.ok_or_else(|| Stop::unsupported(span, "an expectation under this condition"))?
            }
        };
        let averaged = Averaged { only, given };
        let parts = match operator.moment {
            Moment::Covariance => split(self.tree, of, |sign| sign == ','),
            _ => vec![of.clone()],
        };
        let depth = cursor.depth + 1;
        let terms = parts.iter().map(|part| self.row(part, span, depth)).collect::<Result<Vec<_>, _>>()?;
        let text = self.moment_text(operator, &terms, &averaged);
        let term = match &terms[..] {
            [term] if operator.moment == Moment::Mean => self.mean_of(term, &averaged, span)?,
            [term] => self.covariance_of(term, term, &averaged, span)?,
            [first, second] => self.covariance_of(first, second, &averaged, span)?,
            _ => return Err(Stop::unsupported(span, "a covariance of more than two variables")),
        };
        let expression = Expression::Written(text, Box::new(term.expression));
        self.raised(Term { expression, span, ..term }, above, span)
    }

    /// What stands in the brackets, the superscript after them, and the place of all.
    #[expect(clippy::type_complexity, reason = "three parts of one bracket")]
    fn argument_row(
        &self,
        cursor: &mut Cursor,
        start: Span,
    ) -> Result<(Vec<NodeId>, Option<&'a [NodeId]>, Span), Stop> {
        let first = self.peek(cursor).ok_or_else(|| Stop::incomplete(start, "the expectation of nothing"))?;
        let (base, above) = self.split(first);
        let here = self.tree.node(first).span;
        if let Kind::Fenced { open, inner, close } = self.tree.kind(base)
            && matches!((&**open, &**close), ("[", "]") | ("(", ")") | ("{", "}"))
        {
            self.advance(cursor);
            return Ok((visible(self.tree, inner), above, start.to(here)));
        }
        let close = match self.opens(first) {
            Some(close @ (')' | ']' | '}')) => close,
            _ => {
                let advice = "write brackets after it";
                return Err(Stop::ambiguous(start, "it is not clear what is averaged", advice));
            }
        };
        let rest = &cursor.row[cursor.at..];
        let mut depth = 0usize;
        for (k, id) in rest.iter().enumerate() {
            match letter(self.tree, *id) {
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') if depth == 1 => {
                    if !self.closes(*id, Some(close)) {
                        return Err(self.unexpected(*id));
                    }
                    let span = start.to(self.tree.node(*id).span);
                    if let Kind::Script { below: Some(_), .. } = self.tree.kind(*id) {
                        return Err(Stop::unsupported(span, "a subscript on a bracket"));
                    }
                    let open = rest[..k].iter().position(|id| !self.is_space(*id)).unwrap_or(0);
                    cursor.at += k + 1;
                    return Ok((visible(self.tree, &rest[open + 1..k]), self.split(*id).1, span));
                }
                Some(')' | ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Err(Stop::incomplete(here, "the bracket is not closed"))
    }

    /// The variables in the subscript of an expectation: `x`, `x, y`, `p(x)`.
    fn averaged(&self, below: &[NodeId], span: Span) -> Result<Vec<String>, Stop> {
        let row = visible(self.tree, below);
        if let Some(name) = density_of(self.tree, &row) {
            return Ok(vec![name]);
        }
        let parts = split(self.tree, &row, |sign| sign == ',');
        let names: Option<Vec<String>> = parts.iter().map(|part| single(self.tree, part)).collect();
        names.ok_or_else(|| Stop::unsupported(span, "the subscript of this expectation"))
    }

    fn moment_text(&self, operator: &Operator, terms: &[Term], averaged: &Averaged) -> String {
        let word = match operator.moment {
            Moment::Mean => "E",
            Moment::Variance => "var",
            Moment::Covariance => "cov",
        };
        let below = averaged.only.as_ref().map_or(String::new(), |names| format!("_{{{}}}", names.join(", ")));
        let of: Vec<String> = terms.iter().map(|term| term.expression.to_string()).collect();
        let given = if averaged.given.is_empty() { String::new() } else { format!(" | {}", averaged.given.join(", ")) };
        format!("{word}{below}[{}{given}]", of.join(", "))
    }

    /// E of a term.
    fn mean_of(&self, term: &Term, averaged: &Averaged, span: Span) -> Result<Term, Stop> {
        if !matches!(term.shape, Shape::Of(..)) {
            return Err(Stop::unsupported(span, "the expectation of a constant"));
        }
        let expression = self.expectation(&term.expression, averaged, span)?;
        Ok(self.weighed(Term { expression, ..term.clone() }))
    }

    /// E[(a − E[a])(b − E[b])ᵀ]
    fn covariance_of(&self, a: &Term, b: &Term, averaged: &Averaged, span: Span) -> Result<Term, Stop> {
        let deviation = |term: &Term| -> Result<Expression, Stop> {
            let mean = self.mean_of(term, averaged, span)?.expression;
            Ok(Expression::Sum(vec![term.expression.clone(), Expression::Negative(Box::new(mean))]))
        };
        let (Shape::Of(rows, ONE), Shape::Of(columns, ONE)) = (a.shape, b.shape) else {
            return Err(Stop::unsupported(span, "the covariance of a matrix"));
        };
        let product = Expression::Product(vec![deviation(a)?, deviation(b)?.apply(Operation::Transpose)]);
        let expression = self.expectation(&product, averaged, span)?;
        Ok(self.weighed(Term { expression, shape: Shape::Of(rows, columns), ..a.clone() }))
    }

    /// The term with a number of operations that bounds its size.
    pub(super) fn weighed(&self, term: Term) -> Term {
        let operations = term.operations.max(nodes(&term.expression) / 16);
        Term { operations, ..term }
    }
}
