//! The expressions of all formulas that were read at run time, by number.

use crate::error::{Error, Result};
use crate::program::expression::Expression;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

static EXPRESSIONS: RwLock<BTreeMap<u64, Arc<Expression>>> = RwLock::new(BTreeMap::new());

/// The number of the next expression. Numbers are never reused, because tapes are found by them.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Stores an expression; returns its number.
pub(super) fn add(expression: Expression) -> u64 {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    EXPRESSIONS.write().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::new(expression));
    number
}

/// Removes the expressions with these numbers.
pub(super) fn remove(numbers: &[u64]) {
    let mut expressions = EXPRESSIONS.write().unwrap_or_else(PoisonError::into_inner);
    for number in numbers {
        expressions.remove(number);
    }
}

/// The expression with this number; an error if its session has ended.
pub(super) fn get(number: u64) -> Result<Arc<Expression>> {
    let expressions = EXPRESSIONS.read().unwrap_or_else(PoisonError::into_inner);
    expressions.get(&number).cloned().ok_or_else(Error::session_ended)
}

/// How many expressions are stored.
pub(super) fn count() -> usize {
    EXPRESSIONS.read().unwrap_or_else(PoisonError::into_inner).len()
}
