//! Formulas that are read together: the declarations and definitions of a note count for all of its formulas.

use super::declaration;
use super::definition::{Definition, Definitions, definition, is_circular, lone};
use super::inference::{Reading, Readings, readings};
use super::law::{laws_of, model};
use super::outcome::{Checked, Outcome};
use super::scope::{Scope, bold_and_plain};
use super::statement::{Link, links};
use super::stop::Stop;
use super::usage::Usage;
use crate::claim::input::{Domain, Input, ONE};
use crate::latex::{Kind, NodeId, Span, Tree, parse};
use crate::verdict::ClaimReport;

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

/// A formula and what it consists of.
struct Formula<'a> {
    latex: &'a str,
    tree: &'a Tree,
    scope: Scope,
    links: Result<Vec<Link>, Stop>,
    /// The number of its first link in the note.
    first: usize,
}

pub(super) fn check_note(parts: &[Part]) -> Vec<Vec<Checked>> {
    let trees: Vec<Tree> = parts
        .iter()
        .map(|part| match part {
            Part::Formula(latex) => parse(latex),
            _ => Tree::default(),
        })
        .collect();
    let mut scope = Scope::default();
    let mut usage = Usage::default();
    let mut place = 0;
    let mut formulas: Vec<Result<Formula, Stop>> = Vec::new();
    for (part, tree) in parts.iter().zip(&trees) {
        usage.add(tree);
        match part {
            Part::Declaration(text) => {
                let stop = match declaration::read(text, &scope) {
                    Ok(changed) => {
                        scope = changed;
                        None
                    }
                    Err(stop) => Some(stop),
                };
                let nothing = Formula { latex: "", tree, scope: scope.clone(), links: Ok(Vec::new()), first: place };
                formulas.push(stop.map_or(Ok(nothing), Err));
            }
            Part::Section => {
                formulas.push(Ok(Formula {
                    latex: "",
                    tree,
                    scope: scope.clone(),
                    links: Ok(Vec::new()),
                    first: place,
                }));
            }
            Part::Formula(latex) => {
                let mut links = statements(tree, latex);
                let before = scope.clone();
                if let Some(law) = model(tree).filter(|law| !scope.is_declared_random(&law.name)) {
                    links = Err(Stop::condition(whole(latex), format!("it is a model of {}", law.name)));
                    scope.laws.push(law);
                }
                let stated = links.iter().flatten().filter_map(|link| laws_of(tree, link));
                scope.laws.extend(stated.filter(|law| !before.is_declared_random(&law.name)));
                let count = links.as_ref().map_or(0, Vec::len);
                formulas.push(Ok(Formula { latex, tree, scope: before, links, first: place }));
                place += count;
            }
        }
    }
    let mut definitions: Vec<Definition> = Vec::new();
    for formula in formulas.iter().flatten() {
        for (k, link) in formula.links.iter().flatten().enumerate() {
            let new = definition(formula.tree, &formula.scope, link, formula.first + k);
            definitions.extend(new.filter(|new| !is_circular(new, &definitions)));
        }
    }
    let unread = |stop: &Stop, span: Span| {
        vec![Checked { span, reading: String::new(), outcome: Outcome::of_stop(stop.clone()), report: None }]
    };
    let mut results = Vec::new();
    for formula in &formulas {
        results.push(match formula {
            Err(stop) => unread(stop, stop.span),
            Ok(Formula { links: Err(stop), .. }) => unread(stop, stop.span),
            Ok(formula @ Formula { links: Ok(links), .. }) => {
                let note = Note { definitions: &definitions, usage: &usage };
                links.iter().enumerate().map(|(k, link)| note.checked(formula, link, formula.first + k)).collect()
            }
        });
    }
    results
}

fn whole(latex: &str) -> Span {
    Span { start: 0, end: u32::try_from(latex.len()).unwrap_or(u32::MAX) }
}

/// The links of a formula. Errors: what stops the reading.
fn statements(tree: &Tree, latex: &str) -> Result<Vec<Link>, Stop> {
    if let Some(problem) = tree.problems().iter().find(|problem| !problem.kind.is_warning()) {
        return Err(Stop::of_problem(problem));
    }
    if tree.depth() > DEEPEST_TREE {
        return Err(Stop::too_large(whole(latex)));
    }
    if let Some((name, id)) = bold_and_plain(tree) {
        let message = format!("{name} stands both in bold and plain, and may mean two things");
        return Err(Stop::ambiguous(tree.node(id).span, message, "use two names"));
    }
    if let Some((letter, id)) = cyrillic(tree) {
        let message = format!("{letter} is a letter of the Cyrillic alphabet, and may look like another one");
        return Err(Stop::ambiguous(tree.node(id).span, message, "type it with a Latin keyboard"));
    }
    links(tree, whole(latex))
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

/// The symbol that a link restricts, if a side is this symbol alone, which is not declared.
fn condition(formula: &Formula, link: &Link) -> Option<String> {
    let mut sides = [&link.left, &link.right].into_iter();
    sides.find_map(|side| lone(formula.tree, &formula.scope, side)).map(|(name, ..)| name)
}

struct Note<'a> {
    definitions: &'a [Definition<'a>],
    usage: &'a Usage,
}

impl Note<'_> {
    fn checked(&self, formula: &Formula, link: &Link, place: usize) -> Checked {
        let span = link.span;
        let defined = self.definitions.iter().find(|definition| definition.place == place);
        let mut outcome = self.judged(formula, link, place, false);
        // A symbol may be defined below.
        if matches!(outcome.0, Outcome::Needs { .. }) && defined.is_none() {
            let with_those_below = self.judged(formula, link, place, true);
            if !matches!(with_those_below.0, Outcome::Unread(_)) {
                outcome = with_those_below;
            }
        }
        let (mut found, reading, report) = outcome;
        if let Some(defined) = defined
            && !matches!(found, Outcome::Holds { .. })
        {
            found = Outcome::NotAStatement { what: format!("it defines {}", defined.name) };
        }
        // A = Aᵀ, A² = A: a symbol beside an expression of itself. If it is not declared, it is not said to be general.
        if matches!(found, Outcome::Refuted { .. } | Outcome::Conditional { .. })
            && let Some(name) = condition(formula, link)
        {
            found = Outcome::NotAStatement { what: format!("it is a condition on {name}") };
        }
        Checked { span, reading, outcome: found, report: report.map(Box::new) }
    }

    fn judged(
        &self,
        formula: &Formula,
        link: &Link,
        place: usize,
        below: bool,
    ) -> (Outcome, String, Option<ClaimReport>) {
        if link.relation == '≔' {
            return (Outcome::NotAStatement { what: "it is a definition".into() }, String::new(), None);
        }
        let definitions = Definitions::of(self.definitions, place, below);
        match readings(formula.tree, &formula.scope, &definitions, self.usage, link, formula.latex) {
            Err(stop) => (Outcome::of_stop(stop), String::new(), None),
            Ok(readings) => of_implied_laws(outcome(&readings), &readings, &formula.scope),
        }
    }
}

/// A law that is only implied refutes nothing.
fn of_implied_laws(
    found: (Outcome, String, Option<ClaimReport>),
    readings: &Readings,
    scope: &Scope,
) -> (Outcome, String, Option<ClaimReport>) {
    let symbols = scope.implied_laws();
    let is_averaged = readings.list.iter().any(|reading| reading.statement.is_averaged());
    if is_averaged && !symbols.is_empty() && matches!(found.0, Outcome::Refuted { .. } | Outcome::Conditional { .. }) {
        return (Outcome::Needs { symbols }, found.1, found.2);
    }
    found
}

/// What the readings say together.
fn outcome(readings: &Readings) -> (Outcome, String, Option<ClaimReport>) {
    let [first, others @ ..] = &readings.list[..] else {
        return (Outcome::Undecided { reason: "it was not read".into() }, String::new(), None);
    };
    let text = first.text();
    if first.is_doubtful {
        let reason = format!("it can be read only as {text}, which is unusual: declare the symbols");
        return (Outcome::Undecided { reason }, text, None);
    }
    let (found, report) = first.statement.outcome();
    if !matches!(found, Outcome::Refuted { .. } | Outcome::Conditional { .. }) || first.assumed.is_empty() {
        return (found, text, report);
    }
    // A symbol of which nothing is known cannot make a formula false: another line may say what it is.
    let open = first.open_symbols();
    if !open.is_empty() {
        return (Outcome::Needs { symbols: open }, text, None);
    }
    if let Some(other) = others.iter().find(|other| !matches!(other.statement.outcome().0, Outcome::Refuted { .. })) {
        let reason = format!("it is false as {text}, but may be meant as {}: declare the symbols", other.text());
        return (Outcome::Undecided { reason }, text, report);
    }
    if readings.is_cut {
        let reason =
            format!("it is false as {text}, but there are too many other ways to read it: declare the symbols");
        return (Outcome::Undecided { reason }, text, report);
    }
    (found, text, report)
}

impl Reading {
    /// The link in plain text, and what was assumed.
    fn text(&self) -> String {
        let text = self.statement.text();
        if self.assumed.is_empty() {
            return text;
        }
        let shapes: Vec<String> =
            self.assumed.iter().map(|input| format!("{}: {}", input.name, shape(input))).collect();
        format!("{text}, where {}", shapes.join("; "))
    }

    /// The assumed symbols that stand on one side only.
    fn open_symbols(&self) -> Vec<String> {
        let (left, right) = (self.statement.left.inputs(), self.statement.right.inputs());
        let is_open = |name: &&str| left.contains(name) != right.contains(name);
        self.assumed.iter().map(|input| input.name).filter(is_open).map(String::from).collect()
    }
}

/// `n×m`, `n`, `scalar`: as it is declared.
fn shape(input: &Input) -> String {
    let positive = if input.domain == Domain::Positive { " positive" } else { "" };
    match (input.rows, input.columns) {
        (ONE, ONE) => format!("scalar{positive}"),
        (rows, ONE) => format!("{rows}"),
        (rows, columns) => format!("{rows}×{columns}"),
    }
}
