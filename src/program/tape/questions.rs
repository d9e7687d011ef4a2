//! What a formula did that a judge has to know: whether it asked which way to go, and whether it left exp and ln.

use crate::algebra::number::Function;
use std::cell::Cell;

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static BEYOND: Cell<bool> = const { Cell::new(false) };
}

/// Begins to watch for questions whose answers decide which way a formula goes.
pub(crate) fn forget_questions() {
    ASKED.set(false);
}

/// Whether a formula has asked since whether a number is zero, or two are equal.
pub(crate) fn has_asked() -> bool {
    ASKED.get()
}

/// Notes that a formula asked.
pub(super) fn note() {
    ASKED.set(true);
}

/// Begins to watch for functions that go beyond exp and ln.
pub(crate) fn forget_functions() {
    BEYOND.set(false);
}

/// Whether a formula has since used a function that residues cannot follow.
pub(crate) fn has_gone_beyond() -> bool {
    BEYOND.get()
}

/// Notes that a formula uses a function.
pub(super) fn note_function(function: Function) {
    BEYOND.set(BEYOND.get() | !function.is_elementary());
}
