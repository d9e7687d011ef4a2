//! Which symbols of a formula are variances: those in the last argument of `\mathcal{N}(…, Σ)`.

use super::scope::{base_name, name_of};
use super::superscript::is_transpose;
use crate::latex::{Kind, NodeId, Tree};

/// The names in the last argument of each 𝒩. If one of them is transposed, as in AΣAᵀ, there are none.
pub(super) fn variances(tree: &Tree) -> Vec<String> {
    let mut names = Vec::new();
    let mut waiting: Vec<&[NodeId]> = vec![tree.row()];
    while let Some(row) = waiting.pop() {
        for (k, id) in row.iter().enumerate() {
            waiting.extend(tree.kind(*id).rows().into_iter().map(|row| &row[..]));
            if is_normal(tree, *id)
                && let Some(last) = last_argument(tree, &row[k + 1..])
            {
                names.extend(names_in(tree, &last));
            }
        }
    }
    names
}

fn is_normal(tree: &Tree, id: NodeId) -> bool {
    let base = match tree.kind(id) {
        Kind::Script { base: Some(base), .. } => *base,
        _ => id,
    };
    match tree.kind(base) {
        Kind::Operator(text) | Kind::Text(text) => text.trim() == "N",
        _ => matches!(name_of(tree, base).as_deref(), Some("cal N" | "N" | "rm N")),
    }
}

/// What stands after the last comma of the brackets that open here.
fn last_argument(tree: &Tree, row: &[NodeId]) -> Option<Vec<NodeId>> {
    let row: Vec<NodeId> = row.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
    let first = row.first()?;
    let inner: Vec<NodeId> = match tree.kind(*first) {
        Kind::Fenced { inner, .. } => inner.clone(),
        Kind::Symbol('(', _) => {
            let mut depth = 0usize;
            let end = row.iter().position(|id| {
                match tree.kind(*id) {
                    Kind::Symbol('(', _) => depth += 1,
                    Kind::Symbol(')', _) => depth -= 1,
                    _ => {}
                }
                depth == 0
            })?;
            row[1..end].to_vec()
        }
        _ => return None,
    };
    let comma = inner.iter().rposition(|id| matches!(tree.kind(*id), Kind::Symbol(',', _)))?;
    Some(inner[comma + 1..].to_vec())
}

fn names_in(tree: &Tree, row: &[NodeId]) -> Vec<String> {
    let mut names = Vec::new();
    let mut waiting: Vec<NodeId> = row.to_vec();
    while let Some(id) = waiting.pop() {
        if let Kind::Script { above: Some(above), .. } = tree.kind(id)
            && above.iter().any(|id| is_transpose(tree, *id).is_some())
        {
            return Vec::new();
        }
        match base_name(tree, id) {
            Some(name) => names.push(name),
            None => waiting.extend(tree.kind(id).rows().into_iter().flatten()),
        }
    }
    names
}
