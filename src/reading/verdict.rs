//! What is concluded about a piece of a note: from its readings, its definitions, and how it stands in the argument.

use super::definition::{Definition, Definitions, lone, symbols};
use super::inference::{Reading, Readings, readings};
use super::note::{Formula, whole};
use super::outcome::{Checked, Outcome};
use super::scope::Scope;
use super::statement::{Link, Piece, Role};
use super::stop::Stop;
use super::usage::Usage;
use crate::claim::input::{Domain, Input, ONE};
use crate::latex::Span;
use crate::verdict::ClaimReport;

/// What the formulas of a note share.
pub(super) struct Note<'n, 'a> {
    pub(super) definitions: &'n [Definition<'a>],
    pub(super) usage: &'n Usage,
}

/// What was found, how it was read, and the report.
type Found = (Outcome, String, Option<ClaimReport>);

impl Note<'_, '_> {
    /// What is found about each piece of a formula.
    pub(super) fn outcomes(&self, formula: &Formula) -> Vec<Checked> {
        let found = |(span, (outcome, reading, report)): (Span, Found)| Checked {
            span,
            reading,
            outcome,
            report: report.map(Box::new),
        };
        let piece = |(k, piece): (usize, &Piece)| match piece {
            Piece::Link(link) => (link.span, self.continued(formula, link, formula.first + k)),
            Piece::Fragment { span, what } => {
                (*span, (Outcome::NotAStatement { what: what.clone() }, String::new(), None))
            }
            Piece::Unread(stop) => (stop.span, (Outcome::Unread(stop.clone()), String::new(), None)),
        };
        formula.pieces.iter().enumerate().map(piece).map(found).collect()
    }

    /// A link; its left side may be that of a line before it.
    fn continued(&self, formula: &Formula, link: &Link, place: usize) -> Found {
        if !link.left.nodes.is_empty() {
            return self.placed(formula, link, place);
        }
        let missing = Stop::incomplete(whole(formula.latex), "the left side is missing");
        let mut first: Option<Found> = None;
        for (k, row) in formula.continues.iter().enumerate() {
            let link = Link { left: row.clone(), ..link.clone() };
            let found = self.placed(formula, &link, place);
            if matches!(found.0, Outcome::Unread(_) | Outcome::NotAStatement { .. }) {
                continue;
            }
            let Some(nearest) = &first else {
                let is_settled = !matches!(found.0, Outcome::Refuted { .. });
                if is_settled {
                    return found;
                }
                // A line that is not the one before it may be meant.
                if k > 0 {
                    let reason = "it is not clear which line it continues".to_string();
                    return (Outcome::Undecided { reason }, found.1, found.2);
                }
                first = Some(found);
                continue;
            };
            if matches!(found.0, Outcome::Holds { .. }) {
                let reason = format!("it is not clear which line it continues: it may be meant as {}", found.1);
                return (Outcome::Undecided { reason }, nearest.1.clone(), nearest.2.clone());
            }
        }
        first.unwrap_or((Outcome::Unread(missing), String::new(), None))
    }

    /// A link as it stands in the argument.
    fn placed(&self, formula: &Formula, link: &Link, place: usize) -> Found {
        let defined = self.definitions.iter().find(|definition| definition.place == place);
        if link.role == Role::Beside
            && defined.is_none()
            && let Some(name) = restricts(formula, link)
        {
            return none(format!("it is a condition on {name}"));
        }
        let (mut found, reading, report) = self.judged(formula, link, place, defined.is_some());
        let is_false = matches!(found, Outcome::Refuted { .. } | Outcome::Conditional { .. });
        let is_open =
            is_false || matches!(found, Outcome::Needs { .. } | Outcome::Undecided { .. } | Outcome::Unread(_));
        match link.role {
            _ if defined.is_some() && is_open => {
                let name = defined.map(|definition| definition.name.clone()).unwrap_or_default();
                found = Outcome::NotAStatement { what: format!("it defines {name}") };
            }
            Role::Premise if is_open => {
                found = Outcome::NotAStatement { what: "it is the condition of what follows".into() };
            }
            Role::Consequence if is_false => {
                found = Outcome::Undecided { reason: "it follows from a condition, which is not used yet".into() };
            }
            // A = Aᵀ, A² = A, i = 1: if the symbol is not declared, nothing says that it is general.
            _ if is_false || matches!(found, Outcome::Needs { .. }) => {
                if let Some(name) = lone_symbol(formula, link) {
                    found = Outcome::NotAStatement { what: format!("it is a condition on {name}") };
                }
            }
            _ => {}
        }
        (found, reading, report)
    }

    fn judged(&self, formula: &Formula, link: &Link, place: usize, is_definition: bool) -> Found {
        if link.relation == '≔' {
            return none("it is a definition".into());
        }
        if link.relation == '≠' {
            return none("it is a condition".into());
        }
        let found = self.judged_with(formula, link, place, false);
        // A symbol may be defined below.
        if matches!(found.0, Outcome::Needs { .. }) && !is_definition {
            let with_those_below = self.judged_with(formula, link, place, true);
            if !matches!(with_those_below.0, Outcome::Unread(_)) {
                return with_those_below;
            }
        }
        found
    }

    fn judged_with(&self, formula: &Formula, link: &Link, place: usize, below: bool) -> Found {
        let definitions = Definitions::of(self.definitions, place, below);
        match readings(&formula.scope, &definitions, self.usage, link, formula.latex) {
            Err(stop) => (Outcome::of_stop(stop), String::new(), None),
            Ok(mut readings) => {
                let mut is_understood = true;
                for reading in &mut readings.list {
                    is_understood &= reading.assume(link, formula);
                }
                let found = of_implied_laws(outcome(&readings), &readings, &formula.scope);
                if !is_understood && matches!(found.0, Outcome::Refuted { .. } | Outcome::Conditional { .. }) {
                    let reason = "what stands beside it may be a condition that is not understood".to_string();
                    return (Outcome::Undecided { reason }, found.1, found.2);
                }
                found
            }
        }
    }
}

fn none(what: String) -> Found {
    (Outcome::NotAStatement { what }, String::new(), None)
}

/// The symbol that a link restricts: a side is this symbol alone, and it is not declared.
fn lone_symbol(formula: &Formula, link: &Link) -> Option<String> {
    let mut sides = [&link.left, &link.right].into_iter();
    sides.find_map(|side| lone(&formula.scope, side)).map(|(name, ..)| name)
}

/// The symbol that a link beside a statement restricts: x > 0, A = Aᵀ, i = 1.
fn restricts(formula: &Formula, link: &Link) -> Option<String> {
    let none_declared = Scope::default();
    let sides = [(&link.left, &link.right), (&link.right, &link.left)];
    sides.into_iter().find_map(|(side, other)| {
        let (name, ..) = lone(&none_declared, side)?;
        let is_restricted = other.is_number() || symbols(other).contains(&name);
        (is_restricted || lone_symbol(formula, link).is_some()).then_some(name)
    })
}

/// A law that is only implied refutes nothing.
fn of_implied_laws(found: Found, readings: &Readings, scope: &Scope) -> Found {
    let symbols = scope.implied_laws();
    let is_averaged = readings.list.iter().any(|reading| reading.statement.is_averaged());
    if is_averaged && !symbols.is_empty() && matches!(found.0, Outcome::Refuted { .. } | Outcome::Conditional { .. }) {
        return (Outcome::Needs { symbols }, found.1, found.2);
    }
    found
}

/// What the readings say together.
fn outcome(readings: &Readings) -> Found {
    let [first, others @ ..] = &readings.list[..] else {
        return (Outcome::Undecided { reason: "it was not read".into() }, String::new(), None);
    };
    let text = first.text();
    if first.is_doubtful {
        let reason = format!("it can be read only as {text}, which is unusual: declare the symbols");
        return (Outcome::Undecided { reason }, text, None);
    }
    let (found, report) = first.statement.outcome();
    if !matches!(found, Outcome::Refuted { .. } | Outcome::Conditional { .. })
        || first.assumed.is_empty() && first.dimensions.is_empty()
    {
        return (found, text, report);
    }
    // A symbol of which nothing is known cannot make a formula false: another line may say what it is.
    let open = first.open_symbols();
    if !open.is_empty() {
        return (Outcome::Needs { symbols: open }, text, None);
    }
    if let [symbol, ..] = &first.opaque[..] {
        let reason = format!("it is false for a general {symbol}, whose definition cannot be read");
        return (Outcome::Undecided { reason }, text, report);
    }
    if matches!(found, Outcome::Conditional { .. }) {
        return (found, text, report);
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
        let inputs = self.assumed.iter().map(|input| input.name).filter(is_open);
        inputs.chain(self.dimensions.iter().copied()).map(String::from).collect()
    }

    /// Restricts the inputs by what stands beside the link: `, x > 0`, `, A = Aᵀ`. The result is whether all of it was
    /// understood.
    fn assume(&mut self, link: &Link, formula: &Formula) -> bool {
        let none_declared = Scope::default();
        link.conditions.iter().all(|(left, relation, right)| {
            let Some((name, form, parameters)) = lone(&none_declared, left) else { return false };
            let Some(input) = self.statement.given.iter_mut().find(|input| input.name == name) else {
                // It is about something else, or a range of an index.
                return lone_symbol(formula, link).is_none() && *relation == '=' && right.is_number();
            };
            let is_scalar = (input.rows, input.columns) == (ONE, ONE);
            let is_zero = right.is_zero();
            match relation {
                '>' if is_scalar && is_zero && input.domain == Domain::Free => {
                    input.domain = Domain::Positive;
                    true
                }
                '>' if is_zero && input.domain == Domain::Positive => true,
                '≠' if is_scalar && right.is_number() => true,
                '=' if input.domain == Domain::Free && form.is_itself() && parameters.is_empty() => {
                    let transposed = lone(&none_declared, right);
                    let is_symmetric = transposed.is_some_and(|(other, form, _)| other == name && form.is_transpose());
                    if is_symmetric {
                        input.domain = Domain::Symmetric;
                    }
                    is_symmetric
                }
                _ => false,
            }
        })
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
