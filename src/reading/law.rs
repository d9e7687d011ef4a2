//! Normal laws as they are printed: `x \sim \mathcal{N}(\mu, \Sigma)`, `p(y | x) = \mathcal{N}(y | Ax + b, R)`.

use super::random::{Law, Source};
use super::scope::{base_name, name_of};
use super::statement::Link;
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

/// The law that a whole formula states with ∼.
pub(super) fn model(tree: &Tree) -> Option<Law> {
    let row = line(tree)?;
    let sides = split(tree, &row, |letter| matches!(letter, '∼' | '~'));
    let [left, right] = &sides[..] else { return None };
    let left = split(tree, left, is_bar);
    let names: Option<Vec<String>> = match &left[..] {
        [variable] => single(tree, variable).map(|name| vec![name]),
        [variable, given] => {
            let given = split(tree, given, |letter| letter == ',');
            [variable].into_iter().chain(&given).map(|part| single(tree, part)).collect()
        }
        _ => None,
    };
    let name = names?.into_iter().next()?;
    law_of(tree, name, right, Source::Model)
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

fn law(tree: &Tree, name: String, normal: Normal, source: Source) -> Law {
    let Normal { mean, covariance, .. } = normal;
    let covariance_name = match &covariance[..] {
        [only] => match tree.kind(*only) {
            Kind::Script { above: Some(above), .. } => {
                let is_inverse = visible(tree, above).iter().map(|id| tree.kind(*id)).eq([
                    &Kind::Symbol('−', Class::Binary),
                    &Kind::Number("1".into()),
                ]);
                base_name(tree, *only).filter(|_| is_inverse)
            }
            _ => name_of(tree, *only),
        },
        _ => None,
    };
    Law { name, tree: Arc::new(tree.clone()), mean, covariance, covariance_name, source }
}

/// The only line of a formula, without the punctuation at its end.
fn line(tree: &Tree) -> Option<Vec<NodeId>> {
    let row = visible(tree, tree.row());
    let mut row = match &row[..] {
        [only] => match tree.kind(*only) {
            Kind::Array { rows, .. } if rows.len() == 1 => visible(tree, &rows[0].concat()),
            _ => row,
        },
        _ => row,
    };
    row.retain(|id| !matches!(tree.kind(*id), Kind::Tag(_)));
    while let Some(last) = row.last()
        && matches!(tree.kind(*last), Kind::Symbol('.' | ',' | ';', _))
    {
        row.pop();
    }
    Some(row)
}

/// The name of a symbol that stands alone.
pub(super) fn single(tree: &Tree, row: &[NodeId]) -> Option<String> {
    match row {
        [only] => name_of(tree, *only),
        _ => None,
    }
}

/// The laws that a link states or mentions: `p(x) = N(x | μ, Σ)`, `N(x | μ, Σ) = …`.
pub(super) fn laws_of(tree: &Tree, link: &Link) -> Option<Law> {
    if !matches!(link.relation, '=' | '≔') {
        return None;
    }
    let (left, right) = (visible(tree, &link.left), visible(tree, &link.right));
    let mention = |row: &[NodeId], source: Source| {
        let normal = normal_at(tree, row).filter(|normal| normal.length == row.len())?;
        let name = single(tree, normal.variable.as_deref()?)?;
        Some(law(tree, name, normal, source))
    };
    if let Some(law) = mention(&left, Source::Implied) {
        return Some(law);
    }
    let stated = mention(&right, Source::Model)?;
    (density_of(tree, &left).as_deref() == Some(&*stated.name)).then_some(stated)
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
