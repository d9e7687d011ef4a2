//! What a diagnostic says about a statement, or about a problem of a note.

use super::diagnostic::{Diagnostic, Severity};
use crate::note::{Problem, Statement, Verdict};
use crate::reading::{Checked, Outcome};
use crate::verdict::witness::{Shown, Witness};

/// The most repairs that are listed.
const MOST_REPAIRS: usize = 3;

/// The diagnostic of a statement; `None` if it holds, or states nothing. `strict`: what is not decided is an error.
pub(super) fn of_statement(statement: &Statement, strict: bool) -> Option<Diagnostic> {
    let checked = statement.checked.as_ref()?;
    let code = statement.code()?;
    let open = if strict { Severity::Error } else { Severity::Note };
    let mut notes = Vec::new();
    if !checked.reading.is_empty() {
        notes.push(("read as", checked.reading.clone()));
    }
    let (severity, title, label) = match &checked.outcome {
        Outcome::Holds { .. } | Outcome::NotAStatement { .. } => return None,
        Outcome::Refuted { repairs } => {
            notes.extend(witness(checked).map(|witness| ("counterexample", counterexample(witness))));
            for repair in repairs.iter().take(MOST_REPAIRS) {
                notes.push(("help", format!("{}: {}", repair.mistake, repair.formula)));
            }
            if repairs.len() > MOST_REPAIRS {
                notes.push(("help", format!("{} other changes mend it, too", repairs.len() - MOST_REPAIRS)));
            }
            let label = repairs.first().map_or(String::new(), |repair| repair.mistake.clone());
            (Severity::Error, "this is false".to_string(), label)
        }
        Outcome::Conditional { condition } => {
            let title = "this holds under a condition that the note does not state".to_string();
            (Severity::Warning, title, format!("holds if {condition}"))
        }
        Outcome::Undecided { reason } => {
            notes.push(("because", reason.clone()));
            (open, "this is not decided".to_string(), String::new())
        }
        Outcome::Needs { symbols } => {
            let names = symbols.join(", ");
            notes.push(("help", format!("define or declare {names}: it is true for some values only")));
            (open, format!("this needs a definition of {names}"), String::new())
        }
        Outcome::Unread(stop) => {
            let what = if statement.verdict == Verdict::Needs { "this needs a definition" } else { "this is not read" };
            notes.push(("help", stop.advice.clone()));
            (open, format!("{what}: {}", stop.message), String::new())
        }
    };
    let range = statement.stop.clone().unwrap_or_else(|| statement.range.clone());
    Some(Diagnostic { severity, code, title, range, label, notes })
}

/// The diagnostic of a problem.
pub(super) fn of_problem(problem: &Problem, strict: bool) -> Diagnostic {
    Diagnostic {
        severity: if strict { Severity::Error } else { Severity::Warning },
        code: problem.kind.code(),
        title: problem.kind.to_string(),
        range: problem.range.clone(),
        label: String::new(),
        notes: vec![("help", problem.kind.advice().into())],
    }
}

fn witness(checked: &Checked) -> Option<&Witness> {
    checked.report.as_ref()?.witness.as_ref()
}

/// `A = [1 2; 3 4], x = 1: left 0, right −1`
fn counterexample(witness: &Witness) -> String {
    let inputs = witness.inputs.iter().map(|(name, value)| format!("{name} = {}", row_by_row(value)));
    let (left, right) = (row_by_row(&witness.left), row_by_row(&witness.right));
    format!("{}: left {left}, right {right}", inputs.collect::<Vec<_>>().join(", "))
}

/// `1`, or `[1 2; 3 4]`
fn row_by_row(value: &Shown) -> String {
    match &value[..] {
        [row] if row.len() == 1 => row[0].clone(),
        rows => format!("[{}]", rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("; ")),
    }
}
