//! Numbers as they are printed.

use super::stop::Stop;
use super::term::{Shape, Term};
use crate::latex::Span;
use crate::program::expression::Expression;

/// A number as a ratio of integers.
pub(super) fn number(digits: &str, span: Span) -> Result<Term, Stop> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let too_long = || Stop::unsupported(span, format!("the number {digits}"));
    if whole.len() + part.len() > 15 {
        return Err(too_long());
    }
    let numerator: i64 = format!("{whole}{part}").parse().map_err(|_| too_long())?;
    let denominator = 10i64.pow(part.len() as u32);
    if numerator == 0 {
        return Ok(Term { expression: Expression::Ratio(0, 1), shape: Shape::AnyZero, span, operations: 1 });
    }
    Ok(Term::number(Expression::Ratio(numerator, denominator), span))
}
