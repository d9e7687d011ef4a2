//! What the symbols of a formula mean: the declared inputs and sizes.

use super::random::{Law, Source};
use crate::claim::input::Input;
use crate::latex::{Kind, NodeId, Style, Tree};
use crate::program::name::Name;
use std::collections::BTreeMap;

/// The declared symbols.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) inputs: Vec<Input>,
    /// Names of sizes, which are numbers in formulas.
    pub(super) sizes: Vec<Name>,
    /// Inputs whose shapes are not declared, but guessed from the letter and from what stands beside it.
    pub(super) inferred: Vec<Name>,
    /// The laws of random variables; a later one counts.
    pub(super) laws: Vec<Law>,
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

    /// The law of a random variable. One that is only implied counts if no other is stated.
    pub(super) fn law(&self, name: &str) -> Option<&Law> {
        let find = |implied: bool| {
            self.laws.iter().rev().find(|law| law.name == name && (law.source == Source::Implied) == implied)
        };
        find(false).or_else(|| find(true))
    }

    pub(super) fn is_declared_random(&self, name: &str) -> bool {
        self.law(name).is_some_and(|law| law.source == Source::Declared)
    }

    /// The variables whose laws are only implied.
    pub(super) fn implied_laws(&self) -> Vec<String> {
        let mut names: Vec<String> = self.laws.iter().map(|law| law.name.clone()).collect();
        names.retain(|name| self.law(name).is_some_and(|law| law.source == Source::Implied));
        names.sort();
        names.dedup();
        names
    }

    pub(super) fn is_inferred(&self, name: &str) -> bool {
        self.inferred.contains(&name)
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

/// A symbol that stands in a formula both in bold and plain: it may mean two things. Subscripts are a part of the name.
pub(super) fn bold_and_plain(tree: &Tree) -> Option<(String, NodeId)> {
    let mut seen: BTreeMap<String, bool> = BTreeMap::new();
    let mut waiting: Vec<NodeId> = tree.row().iter().rev().copied().collect();
    while let Some(id) = waiting.pop() {
        let kind = tree.kind(id);
        if let Some(name) = base_name(tree, id).filter(|name| !name.contains(' ')) {
            let bold = is_bold(tree, id);
            match seen.get(&name) {
                Some(other) if *other != bold => return Some((name, id)),
                Some(_) => {}
                None => {
                    seen.insert(name, bold);
                }
            }
            // What is below and inside is a part of the name; what is above is not.
            if let Kind::Script { above: Some(above), .. } = kind {
                waiting.extend(above.iter().rev());
            }
            continue;
        }
        waiting.extend(kind.rows().into_iter().flatten().rev());
    }
    None
}

/// Whether a symbol is printed in bold, or with an arrow over it.
pub(super) fn is_bold(tree: &Tree, id: NodeId) -> bool {
    match tree.kind(id) {
        Kind::Styled(Style::Bold, _) | Kind::Accent('\u{20d7}', _) => true,
        Kind::Group(row) | Kind::Accent(_, row) | Kind::Styled(Style::Italic, row) => {
            matches!(&row[..], [only] if is_bold(tree, *only))
        }
        Kind::Script { base: Some(base), .. } => is_bold(tree, *base),
        _ => false,
    }
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
