//! Normal laws as they are printed: `x \sim \mathcal{N}(\mu, \Sigma)`, `p(y | x) = \mathcal{N}(y | Ax + b, R)`.

use super::random::{Law, Source};
use super::scope::{Scope, base_name, name_of};
use super::statement::{Link, Piece, Row};
use super::stop::Stop;
use crate::latex::{Class, Kind, NodeId, Tree, parse};
use std::sync::Arc;

/// What stands between the parentheses of a normal law.
#[derive(Clone, Debug)]
pub(super) struct Normal {
    /// The variable of a density, `N(x | μ, Σ)`.
    pub(super) variable: Option<Vec<NodeId>>,
    pub(super) mean: Vec<NodeId>,
    pub(super) covariance: Vec<NodeId>,
    /// The number of nodes.
    pub(super) length: usize,
}

/// The normal law at the start of a row without white space.
pub(super) fn normal_at(tree: &Tree, row: &[NodeId]) -> Option<Normal> {
    let (&first, rest) = row.split_first()?;
    let is_normal = match tree.kind(first) {
        Kind::Operator(name) | Kind::Text(name) => name == "N",
        _ => matches!(name_of(tree, first).as_deref(), Some("N" | "cal N" | "rm N")),
    };
    if !is_normal {
        return None;
    }
    let (inner, used) = bracketed(tree, rest)?;
    let mut parts = split(tree, &inner, |letter| letter == ',').into_iter();
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    let length = used + 1;
    match (third, parts.next()) {
        (Some(covariance), None) if bars(tree, &first) + bars(tree, &second) == 0 => {
            Some(Normal { variable: Some(first), mean: second, covariance, length })
        }
        (None, None) => {
            let mut sides = split(tree, &first, is_bar).into_iter();
            match (sides.next()?, sides.next(), sides.next()) {
                (mean, None, _) => Some(Normal { variable: None, mean, covariance: second, length }),
                (variable, Some(mean), None) => {
                    Some(Normal { variable: Some(variable), mean, covariance: second, length })
                }
                _ => None,
            }
        }
        _ => None,
    }
}

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

/// Laws that a formula states or mentions count from here on. `x ∼ N(μ, Σ)` becomes a piece that states nothing, unless x
/// is declared or has another law already.
pub(super) fn state_laws(pieces: &mut [Piece], scope: &mut Scope) {
    for piece in pieces {
        let Piece::Link(link) = piece else { continue };
        let span = link.span;
        let is_model = link.relation == '∼';
        let stated = if is_model { model(link) } else { density(link) };
        if let Some(law) = stated.filter(|law| !scope.is_declared_random(&law.name)) {
            if is_model {
                let what = format!("it is a model of {}", law.name);
                *piece = Piece::Fragment { span, what };
            }
            scope.laws.retain(|other| (&other.name, other.source) != (&law.name, law.source));
            scope.laws.push(law);
        } else if is_model {
            *piece = Piece::Unread(Stop::unsupported(span, "a law that is stated of what has one, or no normal law,"));
        }
    }
}

/// The law that a link states with ∼.
fn model(link: &Link) -> Option<Law> {
    let tree = link.left.tree;
    let left = split(tree, &visible(tree, &link.left.nodes), is_bar);
    let names: Option<Vec<String>> = match &left[..] {
        [variable] => single(tree, variable).map(|name| vec![name]),
        [variable, given] => {
            let given = split(tree, given, |letter| letter == ',');
            [variable].into_iter().chain(&given).map(|part| single(tree, part)).collect()
        }
        _ => None,
    };
    let name = names?.into_iter().next()?;
    law_of(link.right.tree, name, &visible(link.right.tree, &link.right.nodes), Source::Model)
}

/// The law of a clause of a declaration, `x ~ N(μ, Σ)`: `None` if it is no such clause, and `Some(None)` if it cannot be
/// read.
pub(super) fn declared_law(clause: &str) -> Option<Option<Law>> {
    let (name, law) = ["~", "∼", "\\sim"].into_iter().find_map(|sign| clause.split_once(sign))?;
    let (name, tree) = (parse(name), parse(law));
    let problems = name.problems().iter().chain(tree.problems());
    let is_whole = problems.filter(|problem| !problem.kind.is_warning()).count() == 0;
    let name = single(&name, &visible(&name, name.row())).filter(|_| is_whole);
    Some(name.and_then(|name| law_of(&tree, name, &visible(&tree, tree.row()), Source::Declared)))
}

fn law_of(tree: &Tree, name: String, row: &[NodeId], source: Source) -> Option<Law> {
    let normal = normal_at(tree, row)?;
    if normal.length != row.len() || normal.variable.is_some() && source != Source::Implied {
        return None;
    }
    Some(law(tree, name, normal, source))
}

pub(super) fn law(tree: &Tree, name: String, normal: Normal, source: Source) -> Law {
    let Normal { mean, covariance, .. } = normal;
    let covariance_name = match &covariance[..] {
        [only] => match tree.kind(*only) {
            Kind::Script { above: Some(above), .. } => {
                let is_inverse = visible(tree, above)
                    .iter()
                    .map(|id| tree.kind(*id))
                    .eq([&Kind::Symbol('−', Class::Binary), &Kind::Number("1".into())]);
                base_name(tree, *only).filter(|_| is_inverse)
            }
            _ => name_of(tree, *only),
        },
        _ => None,
    };
    Law { name, tree: Arc::new(tree.clone()), mean, covariance, covariance_name, source }
}

/// The name of a symbol that stands alone.
pub(super) fn single(tree: &Tree, row: &[NodeId]) -> Option<String> {
    match row {
        [only] => name_of(tree, *only),
        _ => None,
    }
}

/// The law that a link states or mentions with a density: `p(x) = N(x | μ, Σ)`, `N(x | μ, Σ) = …`.
fn density(link: &Link) -> Option<Law> {
    if !matches!(link.relation, '=' | '≔') || link.left.nodes.is_empty() {
        return None;
    }
    let mention = |row: &Row, source: Source| {
        let (tree, nodes) = (row.tree, visible(row.tree, &row.nodes));
        let normal = normal_at(tree, &nodes).filter(|normal| normal.length == nodes.len())?;
        let name = single(tree, normal.variable.as_deref()?)?;
        Some(law(tree, name, normal, source))
    };
    if let Some(law) = mention(&link.left, Source::Implied) {
        return Some(law);
    }
    let stated = mention(&link.right, Source::Model)?;
    let left = visible(link.left.tree, &link.left.nodes);
    (density_of(link.left.tree, &left).as_deref() == Some(&*stated.name)).then_some(stated)
}

/// Whether a row is an expectation, a variance or a covariance and nothing defines a symbol by it.
pub(super) fn averages(tree: &Tree, row: &[NodeId]) -> bool {
    let Some(&first) = row.first() else { return false };
    let base = match tree.kind(first) {
        Kind::Script { base: Some(base), .. } => *base,
        _ => first,
    };
    let opens = |k: usize| {
        row.get(k).is_some_and(|id| {
            matches!(tree.kind(*id), Kind::Symbol('[', _))
                || matches!(tree.kind(*id), Kind::Fenced { open, .. } if open == "[")
        })
    };
    let word = match tree.kind(base) {
        Kind::Operator(name) | Kind::Text(name) => Some(name.trim().to_string()),
        Kind::Group(row) | Kind::Styled(_, row) => tree.word(row),
        _ => None,
    };
    let letters: String = row.iter().take(3).filter_map(|id| letter(tree, *id)).collect();
    match name_of(tree, base).as_deref() {
        Some("bb E" | "bb V") => true,
        Some("E") => opens(1),
        _ => {
            let is_moment = |word: &str| matches!(word, "cov" | "Cov" | "var" | "Var" | "E");
            word.is_some_and(|word| is_moment(&word)) || is_moment(&letters) && opens(3)
        }
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
