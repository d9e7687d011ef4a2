//! Answers to exercises: a right side in LaTeX, or a formula.

use super::compare;
use super::cut;
use super::form::{Form, Statement};
use super::meaning::Meanings;
use super::notation::Notation;
use super::operator;
use crate::claim::{Claim, LeftSide};
use crate::program::expression::Expression;
use crate::program::formula::Formula;

/// Reads an answer to the question what the right side of a claim is, in the notation of the course.
///
/// Errors: a sentence that says why it is not accepted. It cannot be read; it repeats the left side; it contains the
/// operator that was to be worked out.
pub fn answer(claim: &Claim, notation: &Notation, latex: &str) -> Result<Expression, String> {
    if let Some(found) = operator::first(latex).map_err(|what| format!("{what} cannot be read in an answer"))? {
        let operator = latex.get(found.start..found.end).unwrap_or_default();
        return Err(format!("{operator} is still to be worked out: write the answer without the operator"));
    }
    let mut meanings = Meanings::of(claim, notation);
    for statement in cut::statements(&claim.latex).iter().skip(1) {
        meanings.define(statement);
    }
    let printed = meanings.read(latex).map_err(|reason| format!("the answer cannot be read: {reason}"))?;
    let stated = Statement::read(claim, notation).ok();
    let shape = |side: &String| meanings_of(claim, notation).read(side).ok()?.meaning().map(|meaning| meaning.shape);
    let meaning = match printed.meaning() {
        Some(meaning) => meaning,
        None if printed.is_zero() => return Ok(Expression::Ratio(0, 1)),
        None => {
            let sides = cut::statements(&claim.latex).into_iter().next().unwrap_or_default();
            let shape = sides.iter().find_map(|side| shape(&side.latex)).ok_or("the order of I is not known")?;
            printed.fitted(shape).map_err(|stop| stop.message)?
        }
    };
    let before = stated.iter().flat_map(|stated| stated.sides.split_last()).flat_map(|(_, before)| before);
    let is_repeated = before.into_iter().any(|side| matches!(side, Form::Value(side) if *side == meaning.expression));
    if is_repeated {
        return Err(REPEATED.into());
    }
    if meaning.expression.inputs().contains(&crate::claim::NOISE) {
        return Err("the answer still contains the random vector: work the expectation out".into());
    }
    Ok(meaning.expression)
}

fn meanings_of<'a>(claim: &Claim, notation: &'a Notation) -> Meanings<'a> {
    Meanings::of(claim, notation)
}

const REPEATED: &str = "this repeats the left side, and the question is what it equals: work it out";

/// Why a formula in Rust is not accepted as an answer, if it is not.
pub fn refusal(claim: &Claim, answer: &Formula) -> Option<&'static str> {
    let takes_derivative = |formula: &Formula| formula.text().contains("differential");
    match &claim.left {
        LeftSide::Formula(left) | LeftSide::Inequality { left, .. } => {
            let point = compare::general_point(claim);
            if point.is_some_and(|point| answer.repeats(left, &point) == Some(true)) {
                return Some(REPEATED);
            }
            (takes_derivative(left) && takes_derivative(answer)).then_some(DERIVATIVE)
        }
        LeftSide::Gradient { .. } | LeftSide::Extremum { .. } => takes_derivative(answer).then_some(DERIVATIVE),
        LeftSide::Expectation { .. } | LeftSide::Law { .. } => None,
    }
}

const DERIVATIVE: &str = "the answer still takes the derivative: work it out";
