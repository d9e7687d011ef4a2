//! How far a derivative reaches: `\frac{\partial}{\partial x} x^T A x + b`.

use super::choices::Choices;
use super::grammar::{Cursor, Grammar};
use crate::latex::{Class, Kind};

/// Where the argument of a derivative may end.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    /// The end of the product.
    pub(super) product_end: usize,
    /// Other ends, and the conditions under which they are meant.
    others: Vec<(usize, &'static str)>,
}

impl Reach {
    /// Whether there are other ends than that of the product.
    pub(super) fn has_choice(&self) -> bool {
        !self.others.is_empty()
    }

    /// The end in this reading.
    pub(super) fn chosen(&self, choices: &Choices) -> usize {
        if self.others.is_empty() {
            return self.product_end;
        }
        let mut conditions = vec![""];
        conditions.extend(self.others.iter().map(|(_, condition)| *condition));
        match choices.choose(&conditions) {
            0 => self.product_end,
            k => self.others.get(k - 1).map_or(self.product_end, |(end, _)| *end),
        }
    }
}

impl Grammar<'_> {
    /// Where the argument that begins at the cursor may end.
    pub(super) fn reach(&self, cursor: &Cursor) -> Reach {
        let row = cursor.row;
        let (mut depth, mut in_bars) = (0usize, false);
        let (mut bracket_end, mut product_end, mut quotient_at) = (None, None, None);
        let mut end = row.len();
        let mut before: Option<usize> = None;
        let opening = self.opening(cursor);
        for k in cursor.at..row.len() {
            let id = row[k];
            if self.is_space(id) {
                continue;
            }
            let (base, script) = self.split(id);
            let kind = self.tree.kind(base);
            let is_first = before.is_none();
            if depth == 0 && !in_bars {
                let is_end = matches!(kind, Kind::Symbol(_, Class::Relation | Class::Punctuation));
                if is_end || self.closes(id, cursor.until) || matches!(kind, Kind::Symbol(')' | ']' | '}', _)) {
                    end = k;
                    break;
                }
                let after_sign = before.is_some_and(|k| {
                    matches!(self.tree.kind(row[k]), Kind::Symbol('+' | '−' | '·' | '⋅' | '×' | '/', _))
                });
                if matches!(kind, Kind::Symbol('+' | '−', _)) && !is_first && !after_sign && product_end.is_none() {
                    product_end = Some(k);
                }
                if product_end.is_none() && !is_first && quotient_at.is_none() {
                    let is_complete = |operator: super::operator::Operator| !operator.function.is_empty();
                    if self.operator(id).ok().flatten().is_some_and(is_complete) {
                        quotient_at = Some(k);
                    }
                }
                if k == opening
                    && script.is_none()
                    && matches!(kind, Kind::Fenced { open, .. } if open == "(" || open == "[")
                {
                    bracket_end = Some(k + 1);
                }
            }
            match kind {
                Kind::Symbol('(' | '[' | '{' | '⟨', _) => depth += 1,
                Kind::Symbol(')' | ']' | '}' | '⟩', _) => {
                    depth = depth.saturating_sub(1);
                    let opens_first = self.opens(row[opening]).is_some_and(|close| close != '|' && close != '‖');
                    if depth == 0 && bracket_end.is_none() && opens_first {
                        bracket_end = Some(if script.is_none() { k + 1 } else { usize::MAX });
                    }
                }
                Kind::Symbol('|' | '‖', _) => in_bars = !in_bars,
                _ => {}
            }
            before = Some(k);
        }
        let whole_product = product_end.unwrap_or(end);
        let mut others = Vec::new();
        let product_end = match quotient_at {
            Some(k) => {
                others.push((whole_product, "the derivative is that of the whole product"));
                k
            }
            None => whole_product,
        };
        if let Some(bracket) = bracket_end
            && bracket < product_end
            && row[bracket..product_end].iter().any(|id| !self.is_space(*id))
        {
            others.push((bracket, "the derivative is that of the first factor alone"));
        }
        if end > whole_product {
            others.push((end, "the derivative is that of the whole sum"));
        }
        Reach { product_end, others }
    }

    /// The place of the first bracket: it may follow the name of a function.
    fn opening(&self, cursor: &Cursor) -> usize {
        let mut visible = (cursor.at..cursor.row.len()).filter(|k| !self.is_space(cursor.row[*k]));
        match visible.next() {
            Some(first) if self.function_name(cursor.row[first]).is_some() => visible.next().unwrap_or(first),
            first => first.unwrap_or(cursor.at),
        }
    }
}
