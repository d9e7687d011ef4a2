//! A printed formula, cut into statements and their sides.

use crate::latex::{Class, Kind, NodeId, Tree, parse};

/// A side of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// The relation before it; `=` for the first side.
    pub(super) relation: char,
    pub(super) latex: String,
}

/// The statements of a print, each as its sides: what is stated, then definitions and conditions.
pub(super) fn statements(latex: &str) -> Vec<Vec<Side>> {
    let tree = parse(latex);
    let mut statements = vec![Vec::new()];
    let mut start = 0;
    let mut relation = '=';
    let mut end_side = |start: usize, end: usize, relation: char, ends_statement: bool| {
        let text = without_spaces(latex.get(start..end).unwrap_or_default());
        if let Some(last) = statements.last_mut()
            && !text.is_empty()
        {
            last.push(Side { relation, latex: text.into() });
        }
        if ends_statement {
            statements.push(Vec::new());
        }
    };
    for (id, depth) in with_depth(&tree, tree.row()) {
        if depth > 0 {
            continue;
        }
        let node = tree.node(id);
        let (from, to) = (node.span.start as usize, node.span.end as usize);
        match node.kind {
            Kind::Symbol(',' | ';' | ':', Class::Punctuation | Class::Relation) | Kind::Symbol('⇒', _) => {
                end_side(start, from, relation, true);
                (start, relation) = (to, '=');
            }
            Kind::Symbol(sign, Class::Relation) => {
                end_side(start, from, relation, false);
                (start, relation) = (to, sign);
            }
            _ => {}
        }
    }
    end_side(start, latex.len(), relation, false);
    statements.retain(|sides| !sides.is_empty());
    statements
}

/// The text without white space, and commands for it, at its ends.
fn without_spaces(latex: &str) -> &str {
    const SPACES: [&str; 4] = ["\\quad", "\\;", "\\,", "\\ "];
    let mut text = latex.trim();
    while let Some(rest) = SPACES.iter().find_map(|space| text.strip_prefix(space).or_else(|| text.strip_suffix(space)))
    {
        text = rest.trim();
    }
    text
}

/// The nodes of a row, each with the number of brackets that are open around it.
pub(super) fn with_depth(tree: &Tree, row: &[NodeId]) -> Vec<(NodeId, usize)> {
    let mut depth = 0usize;
    let mut nodes = Vec::with_capacity(row.len());
    for id in row {
        let inner = match tree.kind(*id) {
            Kind::Script { base: Some(base), .. } => tree.kind(*base),
            other => other,
        };
        match inner {
            Kind::Symbol('(' | '[' | '{', _) => {
                nodes.push((*id, depth + 1));
                depth += 1;
            }
            Kind::Symbol(')' | ']' | '}', _) => {
                nodes.push((*id, depth.max(1)));
                depth = depth.saturating_sub(1);
            }
            _ => nodes.push((*id, depth)),
        }
    }
    nodes
}

/// Mean and covariance of `\mathcal{N}(m, C)`.
pub(super) fn law(latex: &str) -> Option<(String, String)> {
    let inner = latex.trim().strip_prefix("\\mathcal{N}")?.trim();
    let inner = inner.strip_prefix("\\left").unwrap_or(inner).trim().strip_prefix('(')?;
    let inner = inner.strip_suffix(')')?.trim();
    let inner = inner.strip_suffix("\\right").unwrap_or(inner);
    let parts = statements(inner);
    match &parts[..] {
        [mean, covariance] if mean.len() == 1 && covariance.len() == 1 => {
            Some((mean[0].latex.clone(), covariance[0].latex.clone()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_and_sides_are_cut() {
        let cut = statements(r"f(a, b) = \{x, y\} \sim z, \quad z = x - \mu, \; L L^T = \Sigma");
        let texts: Vec<Vec<&str>> =
            cut.iter().map(|sides| sides.iter().map(|side| side.latex.as_str()).collect()).collect();
        assert_eq!(texts[0], ["f(a, b)", r"\{x, y\}", "z"]);
        assert_eq!(cut[0][2].relation, '∼');
        assert_eq!(texts[1], ["z", r"x - \mu"]);
        assert_eq!(texts[2], ["L L^T", r"\Sigma"]);
    }
}
