//! The statement of a print: its sides, and the conditions that are printed beside it.

use super::compare::{self, Comparison};
use super::cut::{self, Side, law};
use super::form::{Form, Statement};
use super::meaning::Meanings;
use super::notation::Notation;
use super::operation::Operation;
use super::status::{Print, Status};
use crate::algebra::derivative::Convention;
use crate::claim::{Claim, Extremum, LeftSide};
use crate::program::expression::Expression;
use crate::reading::printed::{Meaning, Printed};

/// The operations whose values are used, directly or by one that is.
fn used_operations(operations: Vec<Operation>, mut used: Vec<&'static str>) -> Vec<Operation> {
    let mut kept: Vec<Operation> = Vec::new();
    for operation in operations.into_iter().rev() {
        if used.contains(&operation.name) {
            used.extend(operation.operand.inputs());
            kept.push(operation);
        }
    }
    kept.reverse();
    kept
}

impl<'a> Statement<'a> {
    pub(super) fn read(claim: &'a Claim, notation: &Notation) -> Result<Self, String> {
        let mut statements = cut::statements(&claim.latex).into_iter();
        let stated = statements.next().ok_or("nothing is printed")?;
        let mut meanings = Meanings::of(claim, notation);
        let mut conditions = Vec::new();
        for statement in statements {
            let is_in_words = statement.iter().any(|side| side.latex.contains("\\text"));
            if let Some(convention) = convention(&statement) {
                let is_stated = matches!(claim.left, LeftSide::Gradient { convention: own, .. } if own == convention);
                if !is_stated {
                    return Err("another convention for symmetric matrices is printed".into());
                }
                continue;
            }
            if !meanings.define(&statement) && !is_in_words {
                conditions.push(statement);
            }
        }
        if meanings.laws() > 1 {
            return Err("several random vectors".into());
        }
        if stated.len() < 2 {
            return Err("no relation is printed".into());
        }
        let read = |meanings: &mut Meanings, sides: &[Side]| -> Result<Vec<Form>, String> {
            let is_law = sides.iter().any(|side| side.relation == '∼');
            let mut read = Vec::new();
            for side in sides {
                if !"=<>≤≥∼≐".contains(side.relation) {
                    return Err(format!("the relation {}", side.relation));
                }
                read.push(side_of(meanings, side, is_law)?);
            }
            fitted(read)
        };
        let sides = read(&mut meanings, &stated)?;
        let mut equations = Vec::new();
        for condition in conditions {
            let forms = read(&mut meanings, &condition).map_err(|reason| format!("in a condition: {reason}"))?;
            equations.extend(forms.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())));
        }
        let used = equations.iter().flat_map(|(a, b)| [a, b]).chain(&sides).flat_map(Form::inputs).collect();
        let operations = used_operations(meanings.operations, used);
        Ok(Self { claim, sides, conditions: equations, operations })
    }

    pub(super) fn compared(&self, seed: u64) -> Print {
        match compare::compared(self, seed) {
            Comparison::Agrees => Print { status: Status::Agrees, reason: String::new() },
            Comparison::Differs(reason) => Print { status: Status::Differs, reason },
            Comparison::Unknown(reason) => Print { status: Status::Unread, reason },
        }
    }

    pub(super) fn changes(&self, seed: u64, most: usize) -> Vec<(String, Print)> {
        let Some((Form::Value(right) | Form::Law(_, right), before)) = self.sides.split_last() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for changed in crate::reading::printed::changes(right) {
            let mut sides = before.to_vec();
            sides.push(match self.sides.last() {
                Some(Form::Law(mean, _)) => Form::Law(mean.clone(), changed.clone()),
                _ => Form::Value(changed.clone()),
            });
            let statement = Statement {
                claim: self.claim,
                sides,
                conditions: self.conditions.clone(),
                operations: self.operations.clone(),
            };
            if found.len() < most && compare::changes_value(self, right, &changed, seed) {
                found.push((changed.to_string(), statement.compared(seed)));
            }
        }
        found
    }
}

/// The convention that a condition states: `d\Sigma = d\Sigma^T`, or `\sigma_{ij} = \sigma_{ji}`.
fn convention(sides: &[Side]) -> Option<Convention> {
    let [left, right] = sides else { return None };
    let (left, right) = (left.latex.as_str(), right.latex.as_str());
    if left.starts_with('d') && right == format!("{left}^T") {
        return Some(Convention::Symmetrised);
    }
    let letter = left.strip_suffix("_{ij}")?;
    (right.strip_suffix("_{ji}") == Some(letter)).then_some(Convention::FreeEntries)
}

/// A side that may still be 0 or I in any shape.
#[expect(clippy::large_enum_variant, reason = "there are a few of them for each print")]
enum Read {
    Term(Printed),
    Sample(Printed),
    Law(Printed, Printed),
    Place(Extremum, &'static str, Expression),
}

fn side_of(meanings: &mut Meanings, side: &Side, is_law: bool) -> Result<Read, String> {
    let latex = side.latex.as_str();
    if side.relation == '∼' {
        let (mean, covariance) = law(latex).ok_or("a law that is not Gaussian")?;
        return Ok(Read::Law(meanings.read(&mean)?, meanings.read(&covariance)?));
    }
    for (operator, kind) in [("\\arg\\max", Extremum::Maximum), ("\\arg\\min", Extremum::Minimum)] {
        if let Some(rest) = latex.strip_prefix(operator) {
            let (variable, function) = subscript(rest).ok_or("an extremum without its variable")?;
            let variable = meanings.variable(variable)?;
            return Ok(Read::Place(kind, variable, meanings.term(function)?.expression));
        }
    }
    let term = meanings.read(latex)?;
    Ok(if is_law { Read::Sample(term) } else { Read::Term(term) })
}

/// The subscript at the beginning of a text, and the rest.
fn subscript(latex: &str) -> Option<(&str, &str)> {
    let rest = latex.trim_start().strip_prefix('_')?;
    if let Some(rest) = rest.strip_prefix('{') {
        let mut depth = 1;
        for (k, letter) in rest.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some((&rest[..k], &rest[k + 1..]));
            }
        }
        return None;
    }
    let end = rest.char_indices().nth(1).map_or(rest.len(), |(end, _)| end);
    Some(rest.split_at(end))
}

/// The sides with the shapes of each other.
fn fitted(sides: Vec<Read>) -> Result<Vec<Form>, String> {
    let known = sides.iter().find_map(|side| match side {
        Read::Term(term) | Read::Sample(term) => term.meaning().map(|meaning| meaning.shape),
        Read::Law(mean, _) => mean.meaning().map(|meaning| meaning.shape),
        Read::Place(..) => None,
    });
    let value = |term: &Printed, shape| -> Result<Form, String> {
        if term.is_zero() {
            return Ok(Form::Zero);
        }
        let meaning: Meaning = match (term.meaning(), shape) {
            (Some(meaning), _) => meaning,
            (None, Some(shape)) => term.fitted(shape).map_err(|stop| stop.message)?,
            (None, None) => return Err("the order of I is not known".into()),
        };
        Ok(Form::Value(meaning.expression))
    };
    let fit = |side: Read| {
        Ok(match side {
            Read::Term(term) => value(&term, known)?,
            Read::Sample(term) => match value(&term, known)? {
                Form::Value(expression) => Form::Sample(expression),
                other => other,
            },
            Read::Law(mean, covariance) => {
                let square = known.map(|(rows, _)| (rows, rows));
                match value(&covariance, square)? {
                    Form::Value(covariance) => Form::Law(Box::new(value(&mean, known)?), covariance),
                    _ => return Err("a law without variance".into()),
                }
            }
            Read::Place(kind, variable, function) => Form::Place(kind, variable, function),
        })
    };
    sides.into_iter().map(fit).collect()
}
