//! Formulas that are read together: the declarations and definitions of a note count for all of its formulas.

use super::declaration;
use super::definition::{Definition, definition, is_circular, symbols};
use super::formula::{Formula, whole};
use super::law::state_laws;
use super::outcome::Checked;
use super::scope::{Scope, bold_and_plain};
use super::statement::{Piece, Role, Row, begins_with_an_arrow, pieces, premises};
use super::stop::Stop;
use super::usage::Usage;
use super::verdict::Note;
use crate::latex::{Kind, Macros, NodeId, Tree, parse_with};
use std::collections::BTreeSet;

/// One part of a note, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A declaration: `A: n×n; x: n`. It counts from here on.
    Declaration(&'a str),
    /// A formula in LaTeX.
    Formula(&'a str),
    /// A new section: no line continues one of the section before.
    Section,
}

/// The deepest tree that is read.
const DEEPEST_TREE: usize = 64;

/// The most lines before one that begins with a relation which it may continue.
const MOST_CANDIDATES: usize = 4;

pub(super) fn check_note(parts: &[Part]) -> Vec<Vec<Checked>> {
    let mut macros = Macros::default();
    // Each tree with the macros that are defined before it.
    let (before, trees): (Vec<Macros>, Vec<Tree>) = parts
        .iter()
        .map(|part| {
            let before = macros.clone();
            let tree = match part {
                Part::Formula(latex) => parse_with(latex, &mut macros).with_bold_letters_apart(),
                _ => Tree::default(),
            };
            (before, tree)
        })
        .unzip();
    let mut usage = Usage::default();
    // What is nested too deeply is not read.
    trees.iter().filter(|tree| tree.depth() <= DEEPEST_TREE).for_each(|tree| usage.add(tree));
    let formulas = formulas(parts, &trees, before);
    let definitions = definitions(&formulas);
    let note = Note { definitions: &definitions, usage: &usage };
    formulas.iter().map(|formula| note.outcomes(formula)).collect()
}

fn formulas<'a>(parts: &[Part<'a>], trees: &'a [Tree], macros: Vec<Macros>) -> Vec<Formula<'a>> {
    let mut scope = Scope::default();
    let mut first = 0;
    let mut ends: Vec<Row> = Vec::new();
    let mut formulas: Vec<Formula> = Vec::new();
    for ((part, tree), macros) in parts.iter().zip(trees).zip(macros) {
        let mut formula =
            Formula { latex: "", macros, scope: scope.clone(), pieces: Vec::new(), first, continues: Vec::new() };
        match part {
            Part::Declaration(text) => match declaration::read(text, &scope) {
                Ok(changed) => scope = changed,
                Err(stop) => formula.pieces.push(Piece::Unread(stop)),
            },
            Part::Section => ends.clear(),
            Part::Formula(latex) => {
                formula.latex = latex;
                formula.continues = ends.iter().rev().take(MOST_CANDIDATES).cloned().collect();
                formula.pieces = match obstacle(tree, latex) {
                    Some(stop) => vec![Piece::Unread(stop)],
                    None => pieces(tree, whole(latex)),
                };
                state_laws(&mut formula.pieces, &mut scope);
                formula.scope = scope.clone();
                if begins_with_an_arrow(tree)
                    && let Some(before) = formulas.last_mut()
                {
                    premises(&mut before.pieces);
                }
                let stated = formula.pieces.iter().rev().find_map(|piece| match piece {
                    Piece::Link(link) if link.role != Role::Beside => Some(link.right.clone()),
                    _ => None,
                });
                ends.extend(stated);
            }
        }
        first += formula.pieces.len();
        formulas.push(formula);
    }
    formulas
}

/// The definitions of a note.
fn definitions<'a>(formulas: &[Formula<'a>]) -> Vec<Definition<'a>> {
    let mut definitions: Vec<Definition> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for formula in formulas {
        for (k, piece) in formula.pieces.iter().enumerate() {
            let Piece::Link(link) = piece else { continue };
            let new = definition(&formula.scope, link, formula.first + k, &known);
            definitions.extend(new.filter(|new| !is_circular(new, &definitions)));
            known.extend(symbols(&link.left));
            known.extend(symbols(&link.right));
        }
    }
    definitions
}

/// What makes a whole formula unreadable.
pub(super) fn obstacle(tree: &Tree, latex: &str) -> Option<Stop> {
    if let Some(problem) = tree.problems().iter().find(|problem| !problem.kind.is_warning()) {
        return Some(Stop::of_problem(problem));
    }
    if tree.depth() > DEEPEST_TREE {
        return Some(Stop::too_large(whole(latex)));
    }
    if let Some((name, id)) = bold_and_plain(tree) {
        let message = format!("{name} stands both in bold and plain, and may mean two things");
        return Some(Stop::ambiguous(tree.node(id).span, message, "use two names"));
    }
    let (letter, id) = cyrillic(tree)?;
    let message = format!("{letter} is a letter of the Cyrillic alphabet, and may look like another one");
    Some(Stop::ambiguous(tree.node(id).span, message, "type it with a Latin keyboard"))
}

/// A letter that is easily taken for a Latin one.
fn cyrillic(tree: &Tree) -> Option<(char, NodeId)> {
    let mut waiting: Vec<NodeId> = tree.row().to_vec();
    while let Some(id) = waiting.pop() {
        match tree.kind(id) {
            Kind::Symbol(letter @ '\u{400}'..='\u{52f}', _) => return Some((*letter, id)),
            kind => waiting.extend(kind.rows().into_iter().flatten()),
        }
    }
    None
}
