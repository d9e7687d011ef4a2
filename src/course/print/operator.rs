//! Operators of a printed formula: means, integrals, derivatives, differentials. Each is evaluated by itself, and the
//! rest of the formula uses its value.

use super::cut::with_depth;
use crate::latex::{Class, Kind, NodeId, Style, Tree, parse};

/// An operator and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Operator,
    /// What it is applied to.
    pub(super) operand: String,
}

/// What is computed of the operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// 𝔼[…]
    Mean,
    /// ∫ … dx dy, over all values of the variables.
    Integral(Vec<String>),
    /// ∂…/∂x
    Derivative(String),
    /// d…
    Differential,
}

/// The first operator of a formula, the outermost first. Errors: an operator that cannot be read, in words.
pub(super) fn first(latex: &str) -> Result<Option<Found>, String> {
    let tree = parse(latex);
    let mut rows: Vec<Vec<NodeId>> = vec![tree.row().to_vec()];
    while let Some(row) = rows.pop() {
        let row: Vec<NodeId> = row.into_iter().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
        let search = Search { latex, tree: &tree, row: with_depth(&tree, &row) };
        for k in 0..row.len() {
            if let Some(found) = search.at(k)? {
                return Ok(Some(found));
            }
        }
        let is_word = |id: &&NodeId| matches!(tree.kind(**id), Kind::Styled(..) | Kind::Operator(_) | Kind::Text(_));
        for id in row.iter().rev().filter(|id| !is_word(id)) {
            rows.extend(tree.kind(*id).rows().into_iter().rev().map(<[NodeId]>::to_vec));
        }
    }
    Ok(None)
}

struct Search<'a> {
    latex: &'a str,
    tree: &'a Tree,
    row: Vec<(NodeId, usize)>,
}

impl Search<'_> {
    fn at(&self, k: usize) -> Result<Option<Found>, String> {
        let id = self.row[k].0;
        let inner = self.base(id);
        match self.tree.kind(inner) {
            Kind::Styled(Style::DoubleStruck, row) if self.tree.word(row).as_deref() == Some("E") => self.mean(k),
            Kind::Symbol('∫' | '∬', _) => self.integral(k),
            Kind::Fraction(above, below) => self.derivative(k, above, below),
            Kind::Symbol('d', _) => self.differential(k),
            _ => Ok(None),
        }
    }

    /// The node without its scripts.
    fn base(&self, id: NodeId) -> NodeId {
        match self.tree.kind(id) {
            Kind::Script { base: Some(base), .. } => *base,
            _ => id,
        }
    }

    fn is(&self, k: usize, letters: &str) -> bool {
        self.row
            .get(k)
            .is_some_and(|(id, _)| matches!(self.tree.kind(self.base(*id)), Kind::Symbol(c, _) if letters.contains(*c)))
    }

    fn start(&self, k: usize) -> usize {
        self.tree.node(self.row[k].0).span.start as usize
    }

    /// Where a node ends, without its scripts if it is a bracket.
    fn end(&self, k: usize) -> usize {
        let id = self.row[k].0;
        let id = if self.is(k, ")]}|") || matches!(self.tree.kind(self.base(id)), Kind::Fenced { .. }) {
            self.base(id)
        } else {
            id
        };
        self.tree.node(id).span.end as usize
    }

    fn text(&self, from: usize, to: usize) -> String {
        self.latex.get(from..to).unwrap_or_default().trim().to_string()
    }

    fn found(&self, from: usize, to: usize, kind: Operator, operand: String) -> Result<Option<Found>, String> {
        Ok(Some(Found { start: self.start(from), end: self.end(to), kind, operand }))
    }

    /// The bracket that closes the one at `open`.
    fn closing(&self, open: usize) -> Option<usize> {
        if self.is(open, "|") {
            return (open + 1..self.row.len()).find(|k| self.is(*k, "|") && self.row[*k].1 == self.row[open].1);
        }
        let depth = self.row.get(open)?.1;
        (open + 1..self.row.len()).find(|k| self.is(*k, ")]}") && self.row[*k].1 == depth)
    }

    /// What is inside of the pair of brackets that begins at this place, and where it ends.
    fn pair(&self, open: usize) -> Option<(String, usize)> {
        let (id, _) = *self.row.get(open)?;
        if let Kind::Fenced { inner, .. } = self.tree.kind(self.base(id)) {
            let (first, last) = (inner.first()?, inner.last()?);
            let (from, to) = (self.tree.node(*first).span.start, self.tree.node(*last).span.end);
            return Some((self.text(from as usize, to as usize), open));
        }
        if !self.is(open, "([{|") {
            return None;
        }
        let close = self.closing(open)?;
        Some((self.text(self.end_of_opening(open), self.start(close)), close))
    }

    fn end_of_opening(&self, open: usize) -> usize {
        self.tree.node(self.row[open].0).span.end as usize
    }

    fn mean(&self, k: usize) -> Result<Option<Found>, String> {
        if self.base(self.row[k].0) != self.row[k].0 {
            return Err("an expectation with a subscript".into());
        }
        match self.pair(k + 1) {
            Some((operand, end)) => self.found(k, end, Operator::Mean, operand),
            None => Ok(None),
        }
    }

    fn integral(&self, k: usize) -> Result<Option<Found>, String> {
        if let Kind::Script { below, above, .. } = self.tree.kind(self.row[k].0) {
            let text = |row: &Option<Vec<NodeId>>| {
                let row = row.as_deref().unwrap_or_default();
                let ends = row.first().zip(row.last());
                ends.map_or(String::new(), |(a, b)| {
                    self.text(self.tree.node(*a).span.start as usize, self.tree.node(*b).span.end as usize)
                })
            };
            if (text(below).as_str(), text(above).as_str()) != ("-\\infty", "\\infty") {
                return Err("an integral with bounds".into());
            }
        }
        let depth = self.row[k].1;
        let is_d = |k: usize| self.is(k, "d") && self.row[k].1 == depth && k + 1 < self.row.len();
        let first = (k + 1..self.row.len()).find(|k| is_d(*k)).ok_or("an integral without its variable")?;
        let mut variables = Vec::new();
        let mut last = first;
        let mut next = first;
        while next < self.row.len() && is_d(next) {
            variables.push(self.text(self.start(next + 1), self.end(next + 1)));
            last = next + 1;
            next += 2;
        }
        let operand = self.text(self.end_of_opening(k), self.start(first));
        self.found(k, last, Operator::Integral(variables), operand)
    }

    fn derivative(&self, k: usize, above: &[NodeId], below: &[NodeId]) -> Result<Option<Found>, String> {
        let shown = |row: &[NodeId]| -> Vec<NodeId> {
            row.iter().copied().filter(|id| !matches!(self.tree.kind(*id), Kind::Space(_))).collect()
        };
        let (above, below) = (shown(above), shown(below));
        let is_differential = |id: &NodeId| matches!(self.tree.kind(*id), Kind::Symbol('∂' | 'd', _));
        let (Some((sign, function)), Some((by, variable))) = (above.split_first(), below.split_first()) else {
            return Ok(None);
        };
        if !is_differential(sign) || !is_differential(by) {
            let is_power = |id: &NodeId| {
                is_differential(&self.base(*id)) && matches!(self.tree.kind(self.base(*id)), Kind::Symbol('∂', _))
            };
            return if is_power(sign) { Err("a second derivative".into()) } else { Ok(None) };
        }
        let span = |row: &[NodeId]| match (row.first(), row.last()) {
            (Some(a), Some(b)) => {
                self.text(self.tree.node(*a).span.start as usize, self.tree.node(*b).span.end as usize)
            }
            _ => String::new(),
        };
        let variable = Operator::Derivative(span(variable));
        if !function.is_empty() {
            return self.found(k, k, variable, span(function));
        }
        let last = self.end_of_product(k + 1).ok_or("a derivative of nothing")?;
        self.found(k, last, variable, self.text(self.start(k + 1), self.whole_end(last)))
            .map(|found| found.map(|found| Found { end: self.whole_end(last), ..found }))
    }

    fn whole_end(&self, k: usize) -> usize {
        self.tree.node(self.row[k].0).span.end as usize
    }

    /// The last node of the product that begins at this place.
    fn end_of_product(&self, first: usize) -> Option<usize> {
        let depth = self.row.get(first)?.1 - usize::from(self.is(first, "([{"));
        let ends = |k: usize| {
            let (id, at) = self.row[k];
            at == depth
                && matches!(
                    self.tree.kind(id),
                    Kind::Symbol('+' | '−', _) | Kind::Symbol(_, Class::Relation | Class::Punctuation)
                )
                || at < depth
                || at == depth && depth > 0 && self.is(k, ")]}")
        };
        let end = (first..self.row.len()).find(|k| ends(*k)).unwrap_or(self.row.len());
        (end > first).then(|| end - 1)
    }

    fn differential(&self, k: usize) -> Result<Option<Found>, String> {
        if self.base(self.row[k].0) != self.row[k].0 {
            let is_name = matches!(self.tree.kind(self.row[k].0), Kind::Script { below: Some(_), .. });
            return if is_name { Ok(None) } else { Err("a second differential".into()) };
        }
        let Some(end) = self.end_of_operand(k + 1) else { return Ok(None) };
        self.found(k, end, Operator::Differential, self.text(self.start(k + 1), self.end(end)))
    }

    /// The last node of what a differential is taken of.
    fn end_of_operand(&self, first: usize) -> Option<usize> {
        let (id, _) = *self.row.get(first)?;
        match self.tree.kind(self.base(id)) {
            Kind::Operator(_) => self.end_of_operand(first + 1),
            Kind::Symbol('∑', _) => self.end_of_product(first),
            Kind::Fenced { .. } => Some(first),
            _ if self.is(first, "([{|") => self.closing(first),
            Kind::Symbol(letter, _) if letter.is_alphabetic() => Some(first),
            Kind::Accent(..) => Some(first),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operand(latex: &str) -> (String, String) {
        let found = first(latex).unwrap().unwrap();
        (latex[found.start..found.end].into(), found.operand)
    }

    #[test]
    fn operators_end_where_they_do_in_print() {
        assert_eq!(operand(r"2 \mathbb{E}[x x^T] - y"), (r"\mathbb{E}[x x^T]".into(), "x x^T".into()));
        assert_eq!(operand(r"\mathbb{E}[x]^T"), (r"\mathbb{E}[x]".into(), "x".into()));
        assert_eq!(operand(r"d \ln|A| + B"), (r"d \ln|A|".into(), r"\ln|A|".into()));
        assert_eq!(operand(r"d(A^{-1}) A"), (r"d(A^{-1})".into(), "(A^{-1})".into()));
        assert_eq!(operand(r"\operatorname{tr}(B \, dA) + c"), ("dA".into(), "A".into()));
        assert_eq!(
            operand(r"\frac{\partial}{\partial x} x^T A x + y"),
            (r"\frac{\partial}{\partial x} x^T A x".into(), "x^T A x".into())
        );
        assert_eq!(operand(r"c \int x \, p(x) \, dx_a \, dx_b + 1").1, r"x \, p(x) \,");
        assert_eq!(first(r"a d_1 + b").unwrap(), None);
    }
}
