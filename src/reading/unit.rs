//! Factors and terms as they are printed: which nodes of a row belong together.

use super::statement::base;
use crate::latex::{Class, Kind, NodeId, Span, Tree};

/// Nodes of a row that are one factor: a symbol, a bracket with its contents, a function with its argument.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) nodes: Vec<NodeId>,
    pub(super) span: Span,
}

/// A term of a printed sum.
#[derive(Clone, Debug)]
pub(super) struct PrintedTerm {
    pub(super) sign: Option<NodeId>,
    pub(super) units: Vec<Unit>,
}

impl PrintedTerm {
    /// The place of the term without its sign.
    pub(super) fn span(&self) -> Option<Span> {
        self.units.iter().map(|unit| unit.span).reduce(Span::to)
    }
}

/// The terms of a row. `None` if parts of it are printed by a macro: then they have no place of their own.
pub(super) fn terms(tree: &Tree, row: &[NodeId]) -> Option<Vec<PrintedTerm>> {
    let row: Vec<NodeId> =
        row.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_) | Kind::AlignmentTab)).collect();
    let spans = row.windows(2).map(|pair| (tree.node(pair[0]).span, tree.node(pair[1]).span));
    if spans.into_iter().any(|(a, b)| b.start < a.end) {
        return None;
    }
    let mut terms: Vec<PrintedTerm> = Vec::new();
    let mut at = 0;
    while at < row.len() {
        if is_sign(tree, row[at]) {
            terms.push(PrintedTerm { sign: Some(row[at]), units: Vec::new() });
            at += 1;
            continue;
        }
        let end = end_of_unit(tree, &row, at);
        let nodes = row[at..end].to_vec();
        let span = tree.node(nodes[0]).span.to(tree.node(nodes[nodes.len() - 1]).span);
        if terms.is_empty() {
            terms.push(PrintedTerm { sign: None, units: Vec::new() });
        }
        if let Some(term) = terms.last_mut() {
            term.units.push(Unit { nodes, span });
        }
        at = end;
    }
    Some(terms)
}

fn is_sign(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.kind(id), Kind::Symbol('+' | '−', _))
}

/// Where the unit that begins at `start` ends.
fn end_of_unit(tree: &Tree, row: &[NodeId], start: usize) -> usize {
    let id = row[start];
    let after = match closing(tree, id) {
        Some(close) => end_of_bracket(tree, row, start, close),
        None => start + 1,
    };
    // A function, a sum or a sign of multiplication belongs to what follows.
    let leads = match base(tree, id) {
        Kind::Operator(_) => true,
        Kind::Symbol(sign, class) => {
            *class == Class::Large || matches!(sign, '·' | '⋅' | '×' | '/' | '∗' | '⊗' | '⊙' | '∘' | '∂' | '∇')
        }
        _ => false,
    };
    if leads && after < row.len() && !is_sign(tree, row[after]) { end_of_unit(tree, row, after) } else { after }
}

fn closing(tree: &Tree, id: NodeId) -> Option<char> {
    match tree.kind(id) {
        Kind::Symbol('(', _) => Some(')'),
        Kind::Symbol('[', _) => Some(']'),
        Kind::Symbol('{', _) => Some('}'),
        Kind::Symbol(bar @ ('|' | '‖'), _) => Some(*bar),
        _ => None,
    }
}

fn end_of_bracket(tree: &Tree, row: &[NodeId], start: usize, close: char) -> usize {
    let opening = match tree.kind(row[start]) {
        Kind::Symbol(opening, _) => *opening,
        _ => return start + 1,
    };
    let mut depth = 0usize;
    for (k, id) in row.iter().enumerate().skip(start + 1) {
        match base(tree, *id) {
            Kind::Symbol(found, _) if *found == close && depth == 0 => return k + 1,
            Kind::Symbol(found, _) if *found == close => depth -= 1,
            Kind::Symbol(found, _) if *found == opening => depth += 1,
            _ => {}
        }
    }
    start + 1
}
