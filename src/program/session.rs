//! Sessions: formulas that come at run time, kept as long as they are needed.

use crate::error::{Error, Result};
use crate::program::expression::Expression;
use crate::program::formula::Formula;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Keeps the expressions of formulas that were read at run time, until it is dropped.
///
/// A [`Formula`] is a small value that can be copied; of an expression it has the number only, which is never given
/// again. Whoever reads a text makes a session for it, and drops that with its claims: then the expressions are gone,
/// however often the text is read again. A formula of a session that has ended evaluates to an error.
#[derive(Debug, Default)]
pub struct Session {
    numbers: Mutex<Vec<u64>>,
}

/// The expressions of all sessions.
static EXPRESSIONS: RwLock<BTreeMap<u64, Arc<Expression>>> = RwLock::new(BTreeMap::new());

/// The number of the next expression.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Session {
    /// A session without formulas.
    pub fn new() -> Self {
        Self::default()
    }

    /// The formula of an expression.
    ///
    /// Errors: parts nested deeper than [`DEEPEST_NESTING`](crate::limits::DEEPEST_NESTING).
    pub fn formula(&self, expression: Expression) -> Result<Formula> {
        expression.expect_shallow()?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        EXPRESSIONS.write().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::new(expression));
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).push(number);
        Ok(Formula::of_expression(number))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let mut expressions = EXPRESSIONS.write().unwrap_or_else(PoisonError::into_inner);
        for number in self.numbers.get_mut().unwrap_or_else(PoisonError::into_inner) {
            expressions.remove(number);
        }
    }
}

/// The expression with this number; an error if its session has ended.
pub(super) fn expression(number: u64) -> Result<Arc<Expression>> {
    let expressions = EXPRESSIONS.read().unwrap_or_else(PoisonError::into_inner);
    expressions.get(&number).cloned().ok_or(Error::SessionEnded)
}

/// The number of expressions that all sessions keep.
#[doc(hidden)]
pub fn kept() -> usize {
    EXPRESSIONS.read().unwrap_or_else(PoisonError::into_inner).len()
}
