//! Rows that are bold as a whole: `\mathbf{Ax+b}` is printed like `\mathbf{A}\mathbf{x}+\mathbf{b}`.

use super::class::Class;
use super::tree::{Kind, Node, NodeId, Row, Style, Tree};

impl Tree {
    /// The tree with bold letters one by one. A bold word that names a function stays as it is.
    pub fn with_bold_letters_apart(mut self) -> Self {
        let styled: Vec<NodeId> = (0..self.nodes.len()).filter_map(|k| u32::try_from(k).ok()).map(NodeId).collect();
        if !styled.iter().any(|id| self.is_bold_row(*id)) {
            return self;
        }
        for id in styled {
            let mut kind = self.node(id).kind.clone();
            let changed = each_row(&mut kind, &mut |row| self.apart(row));
            if changed {
                self.nodes[id.0 as usize].kind = kind;
            }
        }
        let mut row = std::mem::take(&mut self.row);
        self.apart(&mut row);
        self.row = row;
        self
    }

    /// Whether a node is a bold row of several letters.
    fn is_bold_row(&self, id: NodeId) -> bool {
        let Kind::Styled(Style::Bold, row) = self.kind(id) else { return false };
        let letters = row.iter().filter(|id| !matches!(self.kind(**id), Kind::Space(_))).count();
        let is_function = |word: String| {
            matches!(
                word.trim(),
                "tr" | "Tr" | "det" | "exp" | "ln" | "log" | "diag" | "cov" | "Cov" | "var" | "Var" | "vec" | "rank"
            )
        };
        letters > 1 && !self.word(row).is_some_and(is_function)
    }

    /// Takes the bold rows of a row apart. The result is whether there were some.
    fn apart(&mut self, row: &mut Row) -> bool {
        let is_apart = |tree: &Self, id: NodeId| match tree.kind(id) {
            Kind::Script { base: Some(base), .. } => tree.is_bold_row(*base),
            _ => tree.is_bold_row(id),
        };
        if !row.iter().any(|id| is_apart(self, *id)) {
            return false;
        }
        let mut letters = Vec::with_capacity(row.len());
        for id in std::mem::take(row) {
            if !is_apart(self, id) {
                letters.push(id);
                continue;
            }
            // A script stands on the last letter.
            let script = self.node(id).clone();
            let base = match &script.kind {
                Kind::Script { base: Some(base), .. } => *base,
                _ => id,
            };
            let Kind::Styled(_, inner) = self.kind(base).clone() else { continue };
            letters.extend(inner.iter().map(|id| self.in_bold(*id)).collect::<Vec<_>>());
            if let Kind::Script { below, above, .. } = script.kind
                && let Some(last) = letters.pop()
            {
                let kind = Kind::Script { base: Some(last), below, above };
                letters.push(self.add(Node { kind, ..script }));
            }
        }
        *row = letters;
        true
    }

    /// The node in bold, if it is a letter or a letter with a script.
    fn in_bold(&mut self, id: NodeId) -> NodeId {
        let node = self.node(id).clone();
        match &node.kind {
            Kind::Symbol(_, Class::Ordinary) => {
                let kind = Kind::Styled(Style::Bold, vec![id]);
                self.add(Node { kind, depth: node.depth + 1, ..node })
            }
            Kind::Script { base: Some(base), below, above } => {
                let (below, above) = (below.clone(), above.clone());
                let base = Some(self.in_bold(*base));
                self.add(Node { kind: Kind::Script { base, below, above }, depth: node.depth + 1, ..node })
            }
            _ => id,
        }
    }

    fn add(&mut self, node: Node) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.depth = self.depth.max(node.depth);
        self.nodes.push(node);
        id
    }
}

/// Changes each row directly below a node. The result is whether one of them changed.
fn each_row(kind: &mut Kind, change: &mut impl FnMut(&mut Row) -> bool) -> bool {
    match kind {
        Kind::Group(row) | Kind::Accent(_, row) | Kind::Decorated(_, row) | Kind::Fenced { inner: row, .. } => {
            change(row)
        }
        Kind::Styled(style, row) if *style != Style::Bold => change(row),
        Kind::Script { below, above, .. } => {
            below.iter_mut().chain(above).fold(false, |found, row| change(row) | found)
        }
        Kind::Fraction(above, below) => change(above) | change(below),
        Kind::Root { inner, .. } => change(inner),
        Kind::Array { rows, .. } => rows.iter_mut().flatten().fold(false, |found, row| change(row) | found),
        _ => false,
    }
}
