//! What the symbols of a formula mean: the declared inputs and sizes.

use crate::claim::input::{Domain, Input};
use crate::latex::{Kind, NodeId, Style, Tree};
use crate::program::name::Name;

/// The declared symbols.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) inputs: Vec<Input>,
    /// Names of sizes, which are numbers in formulas.
    pub(super) sizes: Vec<Name>,
}

impl Scope {
    pub(super) fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    pub(super) fn size(&self, name: &str) -> Option<Name> {
        self.sizes.iter().copied().find(|size| *size == name)
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        self.input(name).is_some() || self.size(name).is_some()
    }

    /// Whether the symbol is a scalar whose value is positive.
    pub(super) fn is_positive(&self, name: &str) -> bool {
        self.input(name).is_some_and(|input| input.domain == Domain::Positive)
    }
}

/// The name of a symbol without its superscript.
pub(super) fn base_name(tree: &Tree, id: NodeId) -> Option<String> {
    match tree.kind(id) {
        Kind::Script { base: Some(base), below, .. } => with_subscript(tree, *base, below.as_deref()),
        _ => name_of(tree, id),
    }
}

fn with_subscript(tree: &Tree, base: NodeId, below: Option<&[NodeId]>) -> Option<String> {
    let base = name_of(tree, base)?;
    match below {
        None => Some(base),
        Some(below) => Some(format!("{base}_{}", subscript(tree, below)?)),
    }
}

/// The name of a symbol: a letter with its accent and subscript. Bold and plain letters have the same name. A symbol
/// with a superscript has none.
pub(super) fn name_of(tree: &Tree, id: NodeId) -> Option<String> {
    match tree.kind(id) {
        Kind::Symbol(letter, _) if letter.is_alphabetic() && !"ᵀ∂∇".contains(*letter) => Some(letter.to_string()),
        Kind::Styled(style, row) => match (style, &row[..]) {
            (Style::Bold | Style::Italic, [only]) => name_of(tree, *only),
            // Another alphabet is another symbol.
            (style, row) => {
                let word = tree.word(row)?;
                let mark = match style {
                    Style::Script => "cal ",
                    Style::DoubleStruck => "bb ",
                    Style::Fraktur => "frak ",
                    // An upright letter may be an operator, such as d.
                    Style::Roman if row.len() == 1 => "rm ",
                    _ => "",
                };
                (!word.is_empty()).then(|| format!("{mark}{word}"))
            }
        },
        Kind::Accent(mark, row) => match &row[..] {
            [only] => Some(format!("{}{mark}", name_of(tree, *only)?)),
            _ => None,
        },
        Kind::Group(row) => match &row[..] {
            [only] => name_of(tree, *only),
            _ => None,
        },
        Kind::Script { base: Some(base), below, above: None } => with_subscript(tree, *base, below.as_deref()),
        _ => None,
    }
}

/// A letter that stands in a formula both in bold and plain: it may mean two things.
pub(super) fn bold_and_plain(tree: &Tree) -> Option<(String, NodeId)> {
    let mut plain: Vec<String> = Vec::new();
    let mut bold: Vec<(String, NodeId)> = Vec::new();
    let mut waiting: Vec<(NodeId, bool)> = tree.row().iter().map(|id| (*id, false)).collect();
    while let Some((id, is_bold)) = waiting.pop() {
        let kind = tree.kind(id);
        if let Kind::Symbol(letter, _) = kind
            && letter.is_alphabetic()
        {
            let name = letter.to_string();
            if is_bold && !bold.iter().any(|(known, _)| *known == name) {
                bold.push((name, id));
            } else if !is_bold && !plain.contains(&name) {
                plain.push(name);
            }
        }
        let inside = match kind {
            Kind::Styled(Style::Bold, _) => true,
            // Words and other alphabets have letters of their own.
            Kind::Styled(..) => continue,
            _ => is_bold,
        };
        let subscripts = match kind {
            Kind::Script { below: Some(below), .. } => below.as_slice(),
            _ => &[],
        };
        waiting.extend(kind.rows().into_iter().flatten().filter(|id| !subscripts.contains(id)).map(|id| (*id, inside)));
    }
    bold.into_iter().find(|(name, _)| plain.contains(name))
}

/// The text of a subscript that is part of a name.
fn subscript(tree: &Tree, row: &[NodeId]) -> Option<String> {
    let part = |id: &NodeId| match tree.kind(*id) {
        Kind::Symbol(letter, _) => Some(letter.to_string()),
        Kind::Number(text) | Kind::Text(text) | Kind::Operator(text) => Some(text.clone()),
        Kind::Space(_) => Some(String::new()),
        Kind::Group(row) | Kind::Styled(_, row) => subscript(tree, row),
        _ => None,
    };
    row.iter().map(part).collect()
}
