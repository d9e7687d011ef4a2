//! Whether a formula states anything.

use crate::latex::{Class, Kind, NodeId, parse};

/// Whether there is a relation outside of scripts: in `x`, or in the sum from `i = 1`, nothing is stated. A formula with
/// an error may state something.
pub(super) fn states_something(latex: &str) -> bool {
    let tree = parse(latex);
    let mut waiting: Vec<NodeId> = tree.row().to_vec();
    while let Some(id) = waiting.pop() {
        match tree.kind(id) {
            Kind::Symbol(_, Class::Relation) => return true,
            Kind::Script { base, .. } => waiting.extend(base),
            kind => waiting.extend(kind.rows().into_iter().flatten()),
        }
    }
    false
}
