//! Parts of a row: what stands in brackets, between commas, and before a bar.

use super::scope::name_of;
use crate::latex::{Kind, NodeId, Tree};

/// What stands in the parentheses at the start of a row, and the number of nodes with them.
pub(super) fn bracketed(tree: &Tree, row: &[NodeId]) -> Option<(Vec<NodeId>, usize)> {
    let first = *row.first()?;
    match tree.kind(first) {
        Kind::Fenced { open, inner, close } if open == "(" && close == ")" => Some((visible(tree, inner), 1)),
        Kind::Symbol('(', _) => {
            let mut depth = 0usize;
            for (k, id) in row.iter().enumerate() {
                match letter(tree, *id) {
                    Some('(' | '[' | '{') => depth += 1,
                    Some(')' | ']' | '}') => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth == 0 {
                    let closes = matches!(tree.kind(*id), Kind::Symbol(')', _));
                    return closes.then(|| (visible(tree, &row[1..k]), k + 1));
                }
            }
            None
        }
        _ => None,
    }
}

/// The sign of a node, also under a script.
pub(super) fn letter(tree: &Tree, id: NodeId) -> Option<char> {
    match tree.kind(id) {
        Kind::Symbol(letter, _) => Some(*letter),
        Kind::Script { base: Some(base), .. } => letter(tree, *base),
        _ => None,
    }
}

/// `|`, `\mid` or `;`
pub(super) fn is_bar(letter: char) -> bool {
    matches!(letter, '|' | '∣' | ';')
}

/// The row without white space.
pub(super) fn visible(tree: &Tree, row: &[NodeId]) -> Vec<NodeId> {
    row.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_) | Kind::AlignmentTab)).collect()
}

/// The parts of a row between signs that stand outside of all brackets.
pub(super) fn split(tree: &Tree, row: &[NodeId], separates: impl Fn(char) -> bool) -> Vec<Vec<NodeId>> {
    let mut parts = vec![Vec::new()];
    let mut depth = 0usize;
    for id in row {
        match letter(tree, *id) {
            Some('(' | '[' | '{') => depth += 1,
            Some(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        match tree.kind(*id) {
            Kind::Symbol(sign, _) if depth == 0 && separates(*sign) => parts.push(Vec::new()),
            _ => {
                if let Some(last) = parts.last_mut() {
                    last.push(*id);
                }
            }
        }
    }
    parts
}

/// The number of bars in a row outside of brackets.
pub(super) fn bars(tree: &Tree, row: &[NodeId]) -> usize {
    split(tree, row, is_bar).len() - 1
}

/// The name of a symbol that stands alone.
pub(super) fn single(tree: &Tree, row: &[NodeId]) -> Option<String> {
    match row {
        [only] => name_of(tree, *only),
        _ => None,
    }
}

/// The variable of a density that is called: `p(x)`, `p(x | y)`, `p(x; θ)`.
pub(super) fn density_of(tree: &Tree, row: &[NodeId]) -> Option<String> {
    let (&first, rest) = row.split_first()?;
    if !matches!(name_of(tree, first)?.as_str(), "p" | "q" | "f" | "P") {
        return None;
    }
    let (inner, used) = bracketed(tree, rest)?;
    if used != rest.len() {
        return None;
    }
    single(tree, split(tree, &inner, is_bar).first()?)
}

/// The variable of a function, or of its logarithm: `p(x)`, `\ln p(x | y)`.
pub(super) fn argument_of(tree: &Tree, row: &[NodeId]) -> Option<String> {
    let row = visible(tree, row);
    let row = match row.split_first() {
        Some((first, rest)) if matches!(tree.kind(*first), Kind::Operator(name) if name == "ln" || name == "log") => {
            rest
        }
        _ => &row[..],
    };
    let (&first, rest) = row.split_first()?;
    name_of(tree, first).filter(|name| name.chars().count() == 1)?;
    let (inner, used) = bracketed(tree, rest)?;
    if used != rest.len() {
        return None;
    }
    single(tree, split(tree, &inner, is_bar).first()?)
}
