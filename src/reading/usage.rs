//! How the letters of a formula are printed: bold, transposed.

use super::scope::{base_name, is_bold};
use super::spread::variances;
use super::superscript::is_transpose;
use crate::latex::{Kind, NodeId, Tree};
use std::collections::BTreeSet;

/// Names of symbols by how they are printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    pub(super) bold: BTreeSet<String>,
    pub(super) transposed: BTreeSet<String>,
    /// Variances and covariances of normal distributions.
    pub(super) variances: BTreeSet<String>,
}

impl Usage {
    /// Adds what one tree prints.
    pub(super) fn add(&mut self, tree: &Tree) {
        self.variances.extend(variances(tree));
        let mut waiting: Vec<NodeId> = tree.row().to_vec();
        while let Some(id) = waiting.pop() {
            let kind = tree.kind(id);
            let rows = kind.rows();
            match kind {
                Kind::Script { base: Some(base), above, .. } => {
                    if let Some(name) = base_name(tree, id) {
                        if is_bold(tree, *base) {
                            self.bold.insert(name.clone());
                        }
                        let is_transposed = |above: &Vec<NodeId>| {
                            above.iter().any(|id| {
                                is_transpose(tree, *id).is_some() || matches!(tree.kind(*id), Kind::Symbol('′', _))
                            })
                        };
                        if above.as_ref().is_some_and(is_transposed) {
                            self.transposed.insert(name);
                        }
                    }
                }
                _ if is_bold(tree, id) => self.bold.extend(base_name(tree, id)),
                _ => {}
            }
            waiting.extend(rows.into_iter().flatten());
        }
    }

    /// Whether some small letter is bold: then small letters that are not are scalars.
    pub(super) fn has_bold_small_letters(&self) -> bool {
        self.bold.iter().any(|name| name.chars().next().is_some_and(char::is_lowercase))
    }
}
