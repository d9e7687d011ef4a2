//! Whether a formula asked which way to go.

use std::cell::Cell;

thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });

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
