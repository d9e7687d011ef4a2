//! Sessions: they store the formulas that are read at run time, as long as they are needed.

use crate::error::Result;
use crate::program::expression::Expression;
use crate::program::expressions;
use crate::program::formula::Formula;
use std::sync::{Mutex, PoisonError};

/// Stores the expressions of formulas that were read at run time, until it is dropped.
///
/// A [`Formula`] is a small value that can be copied. If it was made from an expression, it contains only the number of
/// the expression, and numbers are never reused. A program that reads a text makes a session for it, and drops the
/// session together with the claims. This frees the expressions, however often the text is read again. A formula of a
/// session that has ended evaluates to an error.
#[derive(Debug, Default)]
pub struct Session {
    numbers: Mutex<Vec<u64>>,
}

impl Session {
    /// A session without formulas.
    pub fn new() -> Self {
        Self::default()
    }

    /// The formula of an expression.
    ///
    /// Errors: the expression is nested more deeply than [`DEEPEST_NESTING`](crate::limits::DEEPEST_NESTING).
    pub fn formula(&self, expression: Expression) -> Result<Formula> {
        expression.expect_shallow()?;
        let number = expressions::add(expression);
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).push(number);
        Ok(Formula::of_expression(number))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        expressions::remove(self.numbers.get_mut().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The number of expressions that all sessions store.
#[doc(hidden)]
pub fn kept() -> usize {
    expressions::count()
}
