//! Single changes of a formula as it is printed, as authors make them by mistake.

use super::scope::base_name;
use super::statement::Row;
use super::superscript::is_transpose;
use super::unit::{PrintedTerm, Unit, terms};
use crate::latex::{Kind, NodeId, Span, Tree};

/// A change of the source.
#[derive(Clone, Debug)]
pub(super) struct Correction {
    /// What is replaced; empty where something is put in.
    pub(super) span: Span,
    pub(super) replacement: String,
    /// What is wrong, if the changed formula is right.
    pub(super) mistake: Mistake,
}

/// What is wrong with a formula. The parts are named by their places.
#[derive(Clone, Debug)]
pub(super) enum Mistake {
    Sign(Option<usize>),
    Factor(&'static str, Option<usize>),
    SuperfluousTerm(Span),
    SuperfluousFactor(Unit),
    Order(Unit, Unit),
    Superfluous(&'static str, Unit),
    Missing(&'static str, Unit),
    Power(String, String),
    Number(String, String),
    Symbol(String, String),
    WholeTranspose,
}

/// The most changes of a formula.
const MOST_CORRECTIONS: usize = 200;

/// The deepest part that is changed.
const DEEPEST: usize = 12;

/// All single changes of a side of a link in its source.
pub(super) fn corrections(row: &Row, source: &str, others: &[(String, String)]) -> Vec<Correction> {
    let mut found = Vec::new();
    let mut printed = Printed { tree: row.tree, source, others, found: &mut found };
    printed.whole(&row.nodes);
    printed.row(&row.nodes, 0);
    found.truncate(MOST_CORRECTIONS);
    found
}

struct Printed<'a> {
    tree: &'a Tree,
    source: &'a str,
    /// Other symbols of the formula: their names, and how they are printed.
    others: &'a [(String, String)],
    found: &'a mut Vec<Correction>,
}

impl Printed<'_> {
    fn text(&self, span: Span) -> &str {
        self.source.get(span.range()).unwrap_or("")
    }

    fn add(&mut self, span: Span, replacement: impl Into<String>, mistake: Mistake) {
        if self.found.len() < MOST_CORRECTIONS {
            self.found.push(Correction { span, replacement: replacement.into(), mistake });
        }
    }

    /// Changes of a sum as a whole.
    fn whole(&mut self, row: &[NodeId]) {
        let Some(printed) = terms(self.tree, row) else { return };
        let Some(span) = row.iter().map(|id| self.tree.node(*id).span).reduce(Span::to) else { return };
        let text = self.text(span).to_string();
        if printed.len() > 1 {
            self.add(span, format!("-({text})"), Mistake::Sign(None));
            self.add(span, format!("2({text})"), Mistake::Factor("2", None));
            self.add(span, format!("\\frac{{1}}{{2}}({text})"), Mistake::Factor("½", None));
        }
        self.add(span, format!("({text})^{{\\top}}"), Mistake::WholeTranspose);
    }

    fn row(&mut self, row: &[NodeId], depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let Some(printed) = terms(self.tree, row) else { return };
        let several = printed.len() > 1;
        for (k, term) in printed.iter().enumerate() {
            let number = several.then_some(k);
            self.term(&printed, k, number);
            for (j, unit) in term.units.iter().enumerate() {
                if term.units.len() > 1 {
                    self.add(unit.span, " ", Mistake::SuperfluousFactor(unit.clone()));
                }
                if let Some(next) = term.units.get(j + 1) {
                    let between = Span { start: unit.span.end, end: next.span.start };
                    let swapped = format!("{} {} {}", self.text(next.span), self.text(between), self.text(unit.span));
                    self.add(unit.span.to(next.span), swapped, Mistake::Order(unit.clone(), next.clone()));
                }
                self.unit(unit, depth);
            }
        }
    }

    fn term(&mut self, printed: &[PrintedTerm], k: usize, number: Option<usize>) {
        let term = &printed[k];
        let Some(span) = term.span() else { return };
        let start = Span { start: span.start, end: span.start };
        match term.sign {
            Some(sign) => {
                let here = self.tree.node(sign).span;
                let is_minus = matches!(self.tree.kind(sign), Kind::Symbol('−', _));
                self.add(here, if is_minus { "+" } else { "-" }, Mistake::Sign(number));
            }
            None => self.add(start, "-", Mistake::Sign(number)),
        }
        self.add(start, "2 ", Mistake::Factor("2", number));
        self.add(start, "\\frac{1}{2} ", Mistake::Factor("½", number));
        if printed.len() > 1 {
            let from = term.sign.map_or(span.start, |sign| self.tree.node(sign).span.start);
            // The plus of the next term is not needed at the beginning.
            let next_plus = printed
                .get(1)
                .and_then(|next| next.sign)
                .filter(|sign| k == 0 && matches!(self.tree.kind(*sign), Kind::Symbol('+', _)));
            let end = next_plus.map_or(span.end, |sign| self.tree.node(sign).span.end);
            self.add(Span { start: from, end }, " ", Mistake::SuperfluousTerm(span));
        }
    }

    /// Changes of one factor, and of what is inside.
    fn unit(&mut self, unit: &Unit, depth: usize) {
        let Some(&last) = unit.nodes.last() else { return };
        let end = Span { start: unit.span.end, end: unit.span.end };
        match self.tree.kind(last) {
            Kind::Script { above: Some(above), .. } => self.superscript(unit, above),
            Kind::Number(digits) if unit.nodes.len() == 1 => {
                let digits = digits.clone();
                self.number(unit.span, &digits);
            }
            Kind::Symbol(..) | Kind::Styled(..) | Kind::Accent(..) | Kind::Script { .. } | Kind::Fenced { .. } => {
                self.add(end, "^{\\top}", Mistake::Missing("ᵀ", unit.clone()));
                self.add(end, "^{-1}", Mistake::Missing("⁻¹", unit.clone()));
            }
            _ => {}
        }
        if let [only] = unit.nodes[..] {
            self.symbol(only);
        }
        self.inside(unit, depth);
    }

    fn superscript(&mut self, unit: &Unit, above: &[NodeId]) {
        let Some(region) = self.superscript_region(above) else { return };
        let text = self.text(region).to_string();
        match above {
            [only]
                if is_transpose(self.tree, *only).is_some()
                    || matches!(self.tree.kind(*only), Kind::Symbol('′', _)) =>
            {
                self.add(region, "", Mistake::Superfluous("transpose", unit.clone()));
            }
            [sign, one] if self.is_minus_one(*sign, *one) => {
                self.add(region, "", Mistake::Superfluous("inverse", unit.clone()));
                self.add(region, "^{-\\top}", Mistake::Missing("ᵀ", unit.clone()));
            }
            [only] => {
                if let Kind::Number(digits) = self.tree.kind(*only)
                    && let Ok(power) = digits.parse::<i64>()
                    && power.abs() < 1000
                {
                    for other in [power - 1, power + 1] {
                        let mistake = Mistake::Power(power.to_string(), other.to_string());
                        self.add(region, format!("^{{{other}}}"), mistake);
                    }
                }
            }
            _ => {}
        }
        let _ = text;
    }

    fn is_minus_one(&self, sign: NodeId, one: NodeId) -> bool {
        matches!(self.tree.kind(sign), Kind::Symbol('−', _))
            && matches!(self.tree.kind(one), Kind::Number(digits) if digits == "1")
    }

    /// The superscript with its sign and its braces.
    fn superscript_region(&self, above: &[NodeId]) -> Option<Span> {
        let span = above.iter().map(|id| self.tree.node(*id).span).reduce(Span::to)?;
        let before = self.source.get(..span.start as usize)?;
        let after = self.source.get(span.end as usize..)?;
        if self.text(span).starts_with('\'') {
            return Some(span);
        }
        let trimmed = before.trim_end();
        let (open, has_brace) = match trimmed.strip_suffix('{') {
            Some(rest) => (rest.trim_end(), true),
            None => (trimmed, false),
        };
        let start = open.strip_suffix('^')?.len();
        let end = if has_brace { after.find('}').map(|k| span.end as usize + k + 1)? } else { span.end as usize };
        Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    fn number(&mut self, span: Span, digits: &str) {
        let Ok(number) = digits.parse::<i64>() else { return };
        if !(1..1_000_000).contains(&number) {
            return;
        }
        let mistake = |other: &str| Mistake::Number(digits.to_string(), other.to_string());
        self.add(span, format!("{}", 2 * number), mistake(&(2 * number).to_string()));
        if number % 2 == 0 {
            self.add(span, format!("{}", number / 2), mistake(&(number / 2).to_string()));
        } else {
            self.add(span, format!("\\frac{{{number}}}{{2}}"), mistake(&format!("{number}/2")));
        }
        for other in [number - 1, number + 1].into_iter().filter(|other| *other > 0) {
            self.add(span, other.to_string(), mistake(&other.to_string()));
        }
    }

    /// One symbol for another.
    fn symbol(&mut self, id: NodeId) {
        let Some(name) = base_name(self.tree, id) else { return };
        let (span, script) = match self.tree.kind(id) {
            Kind::Script { base: Some(base), below: None, above: Some(_) } => (self.tree.node(*base).span, true),
            Kind::Script { above: Some(_), .. } => return,
            _ => (self.tree.node(id).span, false),
        };
        for (other, text) in self.others {
            if *other != name {
                self.add(span, format!(" {text} "), Mistake::Symbol(name.clone(), other.clone()));
            }
        }
        // The two letters of a subscript: another block.
        if !script
            && let Kind::Script { below: Some(below), .. } = self.tree.kind(id)
            && let [first, second] = below[..]
        {
            let (a, b) = (self.tree.node(first).span, self.tree.node(second).span);
            if a.end <= b.start {
                let swapped = format!("{} {}", self.text(b), self.text(a));
                let other = name.split('_').next().unwrap_or(&name).to_string();
                let (a_text, b_text) = (self.text(a).to_string(), self.text(b).to_string());
                self.add(a.to(b), swapped, Mistake::Symbol(name, format!("{other}_{b_text}{a_text}")));
            }
        }
    }

    /// What is inside of brackets, fractions and roots.
    fn inside(&mut self, unit: &Unit, depth: usize) {
        if let [open, inner @ .., _] = &unit.nodes[..]
            && !inner.is_empty()
            && matches!(self.tree.kind(*open), Kind::Symbol('(' | '[' | '{' | '|' | '‖', _))
        {
            let inner = inner.to_vec();
            self.row(&inner, depth + 1);
            return;
        }
        // A function with its argument.
        if unit.nodes.len() > 1 {
            let argument = unit.nodes[1..].to_vec();
            self.row(&argument, depth + 1);
            return;
        }
        let Some(&only) = unit.nodes.first() else { return };
        let kind = match self.tree.kind(only) {
            Kind::Script { base: Some(base), .. } => self.tree.kind(*base),
            other => other,
        };
        let rows: Vec<Vec<NodeId>> = match kind {
            Kind::Fraction(..) | Kind::Fenced { .. } | Kind::Group(_) | Kind::Root { .. } | Kind::Array { .. } => {
                kind.rows().into_iter().map(<[NodeId]>::to_vec).collect()
            }
            _ => Vec::new(),
        };
        for row in rows {
            self.row(&row, depth + 1);
        }
    }
}
