//! Links: `a = b = c` consists of `a = b` and `b = c`.

use super::stop::Stop;
use crate::latex::{Class, Kind, NodeId, Span, Tree};

/// Two sides and the relation between them.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) left: Vec<NodeId>,
    pub(super) relation: char,
    pub(super) right: Vec<NodeId>,
    pub(super) span: Span,
}

/// The most links of a formula.
const MOST_LINKS: usize = 256;

/// The links of a formula, in their order. A line that begins with a relation continues the line before it.
pub(super) fn links(tree: &Tree, source: Span) -> Result<Vec<Link>, Stop> {
    let mut links = Vec::new();
    let mut last: Option<Vec<NodeId>> = None;
    for line in lines(tree) {
        let parts = parts(tree, &line)?;
        let mut parts = parts.into_iter();
        let Some((_, first)) = parts.next() else { continue };
        let mut left = if !first.is_empty() {
            first
        } else {
            last.take().ok_or_else(|| Stop::incomplete(place(tree, &line, source), "the left side is missing"))?
        };
        for (relation, right) in parts {
            if links.len() == MOST_LINKS {
                return Err(Stop::too_large(source));
            }
            let span = place(tree, &left, source).to(place(tree, &right, source));
            links.push(Link { left, relation, right: right.clone(), span });
            left = right;
        }
        last = Some(left);
    }
    match links.is_empty() {
        true => Err(Stop::incomplete(source, "nothing is stated: there is no = and no other relation")),
        false => Ok(links),
    }
}

/// The place of a row.
pub(super) fn place(tree: &Tree, row: &[NodeId], otherwise: Span) -> Span {
    let spans = row.iter().map(|id| tree.node(*id).span);
    spans.reduce(Span::to).unwrap_or(otherwise)
}

/// The lines of a formula.
fn lines(tree: &Tree) -> Vec<Vec<NodeId>> {
    let mut lines = vec![Vec::new()];
    for id in tree.row() {
        match tree.kind(*id) {
            Kind::Array { environment, rows } if is_display(environment) => {
                lines.extend(rows.iter().map(|cells| cells.concat()));
                lines.push(Vec::new());
            }
            Kind::LineBreak => lines.push(Vec::new()),
            Kind::Tag(_) | Kind::AlignmentTab => {}
            _ => lines.last_mut().map(|line| line.push(*id)).unwrap_or_default(),
        }
    }
    let is_shown = |id: &NodeId| !matches!(tree.kind(*id), Kind::Space(_) | Kind::Tag(_) | Kind::AlignmentTab);
    lines
        .into_iter()
        .map(|line| line.into_iter().filter(is_shown).collect())
        .filter(|line: &Vec<_>| !line.is_empty())
        .collect()
}

fn is_display(environment: &str) -> bool {
    !environment.contains("matrix") && !environment.contains("cases") && environment != "array"
}

/// The sides of a line, each with the relation before it.
fn parts(tree: &Tree, line: &[NodeId]) -> Result<Vec<(char, Vec<NodeId>)>, Stop> {
    let mut parts = vec![('=', Vec::new())];
    let mut depth = 0usize;
    let mut line = line;
    // The full stop of the sentence.
    while let [rest @ .., last] = line
        && matches!(tree.kind(*last), Kind::Symbol('.' | ',' | ';', _))
    {
        line = rest;
    }
    for id in line {
        let node = tree.node(*id);
        let inner = match &node.kind {
            Kind::Script { base: Some(base), .. } => tree.kind(*base),
            other => other,
        };
        match inner {
            Kind::Symbol('(' | '[' | '{', _) => depth += 1,
            Kind::Symbol(')' | ']' | '}', _) => depth = depth.saturating_sub(1),
            Kind::Symbol(',' | ';', Class::Punctuation) if depth == 0 => {
                return Err(Stop::unsupported(node.span, "a list of formulas"));
            }
            Kind::Symbol(sign, Class::Relation) if depth == 0 => {
                if !"=<>≤≥".contains(*sign) || !matches!(node.kind, Kind::Symbol(..)) {
                    return Err(Stop::unsupported(node.span, format!("the relation {sign}")));
                }
                parts.push((*sign, Vec::new()));
                continue;
            }
            _ => {}
        }
        if let Some((_, side)) = parts.last_mut() {
            side.push(*id);
        }
    }
    let missing = parts.iter().skip(1).any(|(_, side)| side.is_empty());
    if missing {
        let span = place(tree, line, Span { start: 0, end: 0 });
        return Err(Stop::incomplete(span, "a side is missing"));
    }
    Ok(parts)
}
