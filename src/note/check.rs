//! The formulas of a note are judged.

use super::document::{Item, Note};
use super::problem::{Problem, ProblemKind};
use super::stated::states_something;
use super::statement::{Equation, Statement, Verdict};
use super::suppression;
use crate::latex::Span;
use crate::reading::{Checked, Outcome, Part, check_note};

/// What holds for a note before its first line.
#[derive(Clone, Debug, Default)]
pub struct Preliminaries {
    /// Declarations.
    pub given: Vec<String>,
    /// Definitions of macros.
    pub macros: Vec<String>,
}

impl Preliminaries {
    /// What is wrong with the first declaration that cannot be read, in words.
    pub fn problem(&self) -> Option<String> {
        let parts: Vec<Part> = self.given.iter().map(|given| Part::Declaration(given)).collect();
        check_note(&parts).iter().flatten().find_map(|checked| match &checked.outcome {
            Outcome::Unread(stop) => Some(stop.to_string()),
            _ => None,
        })
    }
}

/// What was found in a note.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Its formulas, in their order.
    pub equations: Vec<Equation>,
    /// What is wrong apart from them, in the order of the text.
    pub problems: Vec<Problem>,
}

/// Judges the formulas of a note.
pub fn check(note: &Note, before: &Preliminaries) -> Checks {
    let mut parts: Vec<Part> = before.given.iter().map(|given| Part::Declaration(given)).collect();
    parts.extend(before.macros.iter().map(|macros| Part::Formula(macros)));
    let own = parts.len();
    parts.extend(note.items.iter().filter_map(part));
    let mut found = check_note(&parts).into_iter().skip(own);

    let mut checks = Checks { equations: Vec::new(), problems: note.problems.clone() };
    let mut suppressions = Vec::new();
    for item in &note.items {
        let found = if part(item).is_some() { found.next().unwrap_or_default() } else { Vec::new() };
        match item {
            Item::Formula(formula) => checks.equations.push(equation(formula, found)),
            Item::Declaration { source, range, .. } => {
                // A declaration that cannot be read.
                for checked in found {
                    if let Outcome::Unread(stop) = checked.outcome {
                        let kind = ProblemKind::Directive(format!("{}; {}", stop.message, stop.advice));
                        checks.problems.push(Problem { kind, source: *source, range: range.clone() });
                    }
                }
            }
            Item::Suppression { what, source, range } => {
                suppressions.push((checks.equations.len(), what, *source, range.clone()));
            }
            Item::Macros(_) | Item::Section => {}
        }
    }
    suppression::apply(note, &suppressions, &mut checks.equations, &mut checks.problems);
    checks.problems.sort_by_key(|problem| (problem.source, problem.range.start));
    checks
}

fn part(item: &Item) -> Option<Part<'_>> {
    match item {
        Item::Formula(formula) => Some(Part::Formula(formula.text.text())),
        Item::Macros(text) => Some(Part::Formula(text)),
        Item::Declaration { text, .. } => Some(Part::Declaration(text)),
        Item::Section => Some(Part::Section),
        Item::Suppression { .. } => None,
    }
}

fn equation(formula: &super::formula::Formula, links: Vec<Checked>) -> Equation {
    let text = formula.text.text();
    let links = if states_something(text) { links } else { Vec::new() };
    let place = |span: Span| formula.text.place(span.range());
    let statement = |checked: Checked| {
        let range = place(checked.span);
        let stop = match &checked.outcome {
            Outcome::Unread(stop) => Some(place(stop.span)),
            _ => None,
        };
        Statement {
            source: formula.source,
            range,
            stop,
            printed: text.get(checked.span.range()).unwrap_or(text).to_string(),
            verdict: Verdict::of(&checked.outcome),
            checked: Some(checked),
            suppressed: None,
        }
    };
    let mut statements: Vec<Statement> = links.into_iter().map(statement).collect();
    if statements.is_empty() {
        statements.push(Statement {
            source: formula.source,
            range: formula.text.place(0..text.len()),
            stop: None,
            printed: text.into(),
            verdict: Verdict::None,
            checked: None,
            suppressed: None,
        });
    }
    Equation { source: formula.source, range: formula.range.clone(), latex: text.into(), statements }
}
