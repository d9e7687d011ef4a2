//! What `check` found, as JSON: the schema `gradus-check/1`.
//!
//! Lines and columns count from 1, columns in code points; the end is the place after the last character. `cell` is the number of a notebook's cell. `printed` is the
//! text of the statement as it is read, without the escapes of the note. Keys are null where they do not apply.
//! `problems`, `error` and `suppressed` are present only if there is something to say.

use super::summary::Summary;
use crate::note::{Checks, Equation, Note, Problem, Statement};
use crate::reading::Outcome;
use crate::report::schema;
use serde::Serialize;

/// The schema and its version.
const SCHEMA: &str = "gradus-check/1";

#[derive(Debug, Serialize)]
pub(super) struct Document {
    schema: &'static str,
    files: Vec<File>,
    summary: Summary,
}

#[derive(Debug, Serialize)]
pub(super) struct File {
    path: String,
    equations: Vec<EquationFound>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<ProblemFound>,
    /// Why the file was not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct EquationFound {
    line: usize,
    column: usize,
    latex: String,
    statements: Vec<StatementFound>,
}

#[derive(Debug, Serialize)]
struct StatementFound {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    cell: Option<usize>,
    printed: String,
    kind: &'static str,
    verdict: &'static str,
    code: Option<&'static str>,
    reading: Option<String>,
    condition: Option<String>,
    /// What is wrong: with the formula, or with its reading.
    diagnosis: Option<String>,
    repair: Option<String>,
    witness: Option<schema::Witness>,
    evidence: Vec<schema::Evidence>,
    /// Why a comment suppresses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<String>,
}

#[derive(Debug, Serialize)]
struct ProblemFound {
    path: String,
    line: usize,
    column: usize,
    cell: Option<usize>,
    code: &'static str,
    message: String,
}

impl Document {
    pub(super) fn new(files: Vec<File>, summary: Summary) -> Self {
        Self { schema: SCHEMA, files, summary }
    }
}

impl File {
    pub(super) fn new(path: String, note: &Note, checks: &Checks) -> Self {
        Self {
            path,
            equations: checks.equations.iter().map(|equation| of_equation(note, equation)).collect(),
            problems: checks.problems.iter().map(|problem| of_problem(note, problem)).collect(),
            error: None,
        }
    }

    pub(super) fn unreadable(path: String, error: String) -> Self {
        Self { path, equations: Vec::new(), problems: Vec::new(), error: Some(error) }
    }
}

fn of_equation(note: &Note, equation: &Equation) -> EquationFound {
    let place = note.sources[equation.source].place(equation.range.start);
    EquationFound {
        line: place.line,
        column: place.column,
        latex: equation.latex.clone(),
        statements: equation.statements.iter().map(|statement| of_statement(note, statement)).collect(),
    }
}

fn of_statement(note: &Note, statement: &Statement) -> StatementFound {
    let source = &note.sources[statement.source];
    let (place, end) = (source.place(statement.range.start), source.place(statement.range.end));
    let checked = statement.checked.as_ref();
    let (mut condition, mut diagnosis, mut repair) = (None, None, None);
    match checked.map(|checked| &checked.outcome) {
        Some(Outcome::Refuted { repairs }) => {
            diagnosis = repairs.first().map(|repair| repair.mistake.clone());
            repair = repairs.first().map(|repair| repair.formula.clone());
        }
        Some(Outcome::Conditional { condition: found }) => condition = Some(found.clone()),
        Some(Outcome::Undecided { reason }) => diagnosis = Some(reason.clone()),
        Some(Outcome::Unread(stop)) => diagnosis = Some(format!("{}; {}", stop.message, stop.advice)),
        Some(Outcome::Needs { symbols }) => diagnosis = Some(format!("needs a definition of {}", symbols.join(", "))),
        Some(Outcome::NotAStatement { what }) => diagnosis = Some(what.clone()),
        Some(Outcome::Holds { .. }) | None => {}
    }
    let claim = checked.and_then(|checked| checked.report.as_deref()).map(schema::Claim::from);
    let (evidence, witness) = claim.map_or((Vec::new(), None), |claim| (claim.evidence, claim.witness));
    StatementFound {
        line: place.line,
        column: place.column,
        end_line: end.line,
        end_column: end.column,
        cell: source.cell,
        printed: statement.printed.clone(),
        kind: statement.kind(),
        verdict: statement.verdict.name(),
        code: statement.code(),
        reading: checked.map(|checked| checked.reading.clone()).filter(|reading| !reading.is_empty()),
        condition,
        diagnosis,
        repair,
        witness,
        evidence,
        suppressed: statement.suppressed.clone(),
    }
}

fn of_problem(note: &Note, problem: &Problem) -> ProblemFound {
    let source = &note.sources[problem.source];
    let place = source.place(problem.range.start);
    ProblemFound {
        path: source.name.clone(),
        line: place.line,
        column: place.column,
        cell: source.cell,
        code: problem.kind.code(),
        message: problem.kind.to_string(),
    }
}
