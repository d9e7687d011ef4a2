//! Symbols and functions that a note defines: `z = x − μ`, `A⁻¹ = …`, `f(x) = …`.

use super::grammar::{Cursor, DEEPEST, Grammar};
use super::law::averages;
use super::scope::{Scope, base_name, name_of};
use super::statement::{Link, Role, Row};
use super::stop::Stop;
use super::superscript::{Superscript, superscript};
use super::term::Term;
use crate::latex::{Kind, NodeId, Span, Tree};
use std::collections::BTreeSet;

/// A symbol or a function, and what it is defined as.
#[derive(Clone, Debug)]
pub(super) struct Definition<'a> {
    /// The name. The power is a part of it: `σ²` may be a symbol of its own.
    pub(super) name: String,
    /// What is defined is the inverse or the transpose of the symbol.
    form: Form,
    /// The names of the arguments of a function.
    pub(super) parameters: Vec<String>,
    row: Row<'a>,
    /// The number of the link in the note.
    pub(super) place: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Itself,
    Inverse,
    Transpose,
}

impl Form {
    pub(super) fn is_itself(self) -> bool {
        self == Self::Itself
    }

    pub(super) fn is_transpose(self) -> bool {
        self == Self::Transpose
    }
}

/// The definitions of a note, as they are seen from one of its links.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions<'a> {
    all: &'a [Definition<'a>],
    /// The number of the link.
    link: usize,
    /// The number of the link whose sides are being read: that of a definition, while it is read.
    at: usize,
    /// Definitions that are being read: none is used in itself.
    open: Vec<usize>,
    /// Whether definitions below the link are used as well.
    below: bool,
    /// The symbols that are free here, though they are defined elsewhere: variables of derivatives.
    free: Vec<String>,
}

impl<'a> Definitions<'a> {
    pub(super) fn of(all: &'a [Definition<'a>], at: usize, below: bool) -> Self {
        Self { all, link: at, at, open: Vec::new(), below, free: Vec::new() }
    }

    /// The definition that counts at this place: the last one above it, or else the first one below it.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        if self.free.iter().any(|free| free == name) {
            return None;
        }
        let fits = |k: &usize| {
            let definition = &self.all[*k];
            definition.name == name && definition.place != self.link && !self.open.contains(k)
        };
        let above = (0..self.all.len()).rev().find(|k| fits(k) && self.all[*k].place < self.at);
        above.or_else(|| (0..self.all.len()).find(|k| self.below && fits(k) && self.all[*k].place > self.at))
    }

    pub(super) fn get(&self, number: usize) -> &'a Definition<'a> {
        &self.all[number]
    }

    /// The same with a symbol that is not replaced.
    pub(super) fn without(&self, name: &str) -> Self {
        let mut changed = self.clone();
        changed.free.push(name.to_string());
        changed
    }

    fn inside(&self, number: usize) -> Self {
        let mut inside = self.clone();
        inside.at = self.all[number].place;
        inside.open.push(number);
        inside
    }
}

/// What a link defines, if one of its sides is a symbol of its own.
///
/// The symbol is new there, or the other side consists of symbols that are known. An equation that brings new symbols for
/// an old one, such as `Σ = UΛUᵀ`, is no definition of the old one. `known` says which symbols occur before.
pub(super) fn definition<'a>(
    scope: &Scope,
    link: &Link<'a>,
    place: usize,
    known: &BTreeSet<String>,
) -> Option<Definition<'a>> {
    if !matches!(link.relation, '=' | '≔') || link.role == Role::Premise {
        return None;
    }
    let sides = [(&link.left, &link.right), (&link.right, &link.left)];
    sides.into_iter().enumerate().find_map(|(k, (side, other))| {
        let (name, form, parameters) = lone(scope, side).filter(|_| !averages(other.tree, &other.nodes))?;
        let symbols = symbols(other);
        let plain = name.split(['^', '(']).next().unwrap_or(&name);
        if symbols.is_empty() || symbols.contains(plain) {
            return None;
        }
        let is_new = !known.contains(plain) || name.ends_with(')') || link.relation == '≔';
        let is_of_known = symbols.iter().all(|symbol| known.contains(symbol) || scope.knows(symbol));
        // What stands on the right is defined only if nothing was said of it before.
        let defines = is_new || (k == 0 && is_of_known && lone(scope, other).is_none());
        defines.then(|| Definition { name, form, parameters, row: other.clone(), place })
    })
}

/// The names of the symbols in a row.
pub(super) fn symbols(row: &Row) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut waiting: Vec<NodeId> = row.nodes.clone();
    while let Some(id) = waiting.pop() {
        names.extend(base_name(row.tree, id).filter(|name| !is_constant(name)));
        waiting.extend(row.tree.kind(id).rows().into_iter().flatten());
    }
    names
}

/// Whether a definition would go round in a circle with those before it: then it defines nothing, and is a statement.
pub(super) fn is_circular(new: &Definition, before: &[Definition]) -> bool {
    let mut waiting = vec![new];
    let mut seen: Vec<usize> = Vec::new();
    while let Some(definition) = waiting.pop() {
        if !std::ptr::eq(definition, new) && occurs(&new.name, &definition.row) {
            return true;
        }
        for (k, other) in before.iter().enumerate() {
            if !seen.contains(&k) && occurs(&other.name, &definition.row) {
                seen.push(k);
                waiting.push(other);
            }
        }
    }
    false
}

/// Whether a symbol occurs in a row. For `σ²`, that is σ.
fn occurs(name: &str, row: &Row) -> bool {
    symbols(row).contains(name.split(['^', '(']).next().unwrap_or(name))
}

/// The symbol that stands alone in a row and is not declared.
pub(super) fn lone(scope: &Scope, row: &Row) -> Option<(String, Form, Vec<String>)> {
    let tree = row.tree;
    let row: Vec<NodeId> = row.nodes.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
    let (&first, rest) = row.split_first()?;
    let name = base_name(tree, first)?;
    if scope.knows(&name) || is_constant(&name) {
        return None;
    }
    let above = match tree.kind(first) {
        Kind::Script { above, .. } => above.as_deref(),
        _ => None,
    };
    let span = tree.node(first).span;
    let form = match above.map(|above| superscript(tree, scope, above, span)) {
        None => (name.clone(), Form::Itself),
        Some(Ok(Some(Superscript::Power(-1)))) => (name.clone(), Form::Inverse),
        Some(Ok(Some(Superscript::Power(power)))) if power > 1 => (format!("{name}^{power}"), Form::Itself),
        Some(Ok(Some(Superscript::Transpose))) => (name.clone(), Form::Transpose),
        Some(_) => return None,
    };
    match rest {
        [] => Some((form.0, form.1, Vec::new())),
        // p(x|z) and p(z) are two functions.
        _ if above.is_none() && is_density(&name) => {
            Some((density_key(tree, &name, &between(tree, rest)?)?, Form::Itself, Vec::new()))
        }
        // f(x), f(x, y)
        _ if above.is_none() => Some((name, Form::Itself, parameters(tree, rest)?)),
        _ => None,
    }
}

/// Whether a letter is that of densities: then the names of its arguments are a part of its name.
fn is_density(name: &str) -> bool {
    matches!(name.split('_').next(), Some("p" | "q" | "rm p" | "rm q"))
}

/// The name of a density with the names of its arguments: `p(x|z)`.
fn density_key(tree: &Tree, name: &str, inner: &[NodeId]) -> Option<String> {
    let part = |id: &NodeId| match tree.kind(*id) {
        Kind::Symbol(',', _) => Some(",".to_string()),
        Kind::Symbol('|' | ';', _) => Some("|".to_string()),
        Kind::Space(_) => Some(String::new()),
        _ => name_of(tree, *id),
    };
    Some(format!("{name}({})", inner.iter().map(part).collect::<Option<String>>()?))
}

/// What stands in parentheses.
fn between(tree: &Tree, row: &[NodeId]) -> Option<Vec<NodeId>> {
    Some(match row {
        [only] => match tree.kind(*only) {
            Kind::Fenced { open, inner, close } if open == "(" && close == ")" => inner.clone(),
            _ => return None,
        },
        [open, inner @ .., close]
            if matches!(tree.kind(*open), Kind::Symbol('(', _))
                && matches!(tree.kind(*close), Kind::Symbol(')', _)) =>
        {
            inner.to_vec()
        }
        _ => return None,
    })
}

/// The names in parentheses.
fn parameters(tree: &Tree, row: &[NodeId]) -> Option<Vec<String>> {
    let inner = between(tree, row)?;
    let visible: Vec<NodeId> = inner.into_iter().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
    let names: Option<Vec<String>> = visible
        .split(|id| matches!(tree.kind(*id), Kind::Symbol(',', _)))
        .map(|part| match part {
            [only] => name_of(tree, *only),
            _ => None,
        })
        .collect();
    names.filter(|names| !names.is_empty())
}

/// Letters that have a meaning of their own.
fn is_constant(name: &str) -> bool {
    matches!(name, "cal N" | "I" | "bb I" | "e" | "π" | "d" | "rm d" | "bb E" | "E" | "i")
}

impl<'a> Grammar<'a> {
    /// What a defined symbol stands for.
    pub(super) fn expanded(&self, number: usize, arguments: Vec<Term>, span: Span, depth: usize) -> Result<Term, Stop> {
        let definition = self.definitions.get(number);
        if depth + 1 > DEEPEST {
            return Err(Stop::too_large(span));
        }
        let bindings = definition.parameters.iter().cloned().zip(arguments).collect();
        let inside = Grammar {
            tree: definition.row.tree,
            definitions: self.definitions.inside(number),
            bindings,
            ..self.clone()
        };
        let term = inside
            .row(&definition.row.nodes, span, depth + 1)
            .map_err(|stop| Stop { span, ..stop.inside(&definition.name) })?;
        let term = Term { span, ..term };
        match definition.form {
            Form::Itself => Ok(term),
            Form::Inverse => term.inverse(self.sizes),
            Form::Transpose => Ok(term.transposed()),
        }
    }

    /// A density that the note defines for these arguments: `p(x|z)`.
    pub(super) fn defined_density(&self, cursor: &mut Cursor, id: NodeId) -> Option<Result<Term, Stop>> {
        let name = base_name(self.tree, id).filter(|name| is_density(name) && !self.scope.knows(name))?;
        let (span, mut after) = (self.tree.node(id).span, *cursor);
        self.advance(&mut after);
        self.peek(&after).filter(|next| self.opens_parenthesis(*next))?;
        let (inner, end) = self.bracketed_row(&mut after, span).ok()?;
        let number = self.definitions.find(&density_key(self.tree, &name, &inner)?)?;
        *cursor = after;
        let value = self.expanded(number, Vec::new(), span, cursor.depth);
        let value = value.and_then(|value| self.raised(value, self.split(id).1, span));
        Some(value.and_then(|value| self.raised(value, self.split(end).1, span)))
    }

    /// A call of a function that the note defines: `f(x)`.
    pub(super) fn call(&self, cursor: &mut Cursor, id: NodeId, number: usize) -> Result<Term, Stop> {
        let span = self.tree.node(id).span;
        let (_, above) = self.split(id);
        self.advance(cursor);
        let wanted = self.definitions.get(number).parameters.len();
        let (arguments, power) = self.arguments(cursor, span)?;
        if arguments.len() != wanted {
            let message = format!("{wanted} arguments are needed, and there are {}", arguments.len());
            return Err(Stop::shapes(span, message));
        }
        let value = self.expanded(number, arguments, span, cursor.depth)?;
        let value = self.raised(value, above, span)?;
        self.raised(value, power, span)
    }
}
