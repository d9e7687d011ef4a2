//! The facts about an evaluation that an oracle needs: whether a formula tested a number for zero, and whether it used
//! functions other than exp and ln.

use crate::algebra::number::Function;
use std::cell::Cell;
use std::marker::PhantomData;
use std::thread::LocalKey;

thread_local! {
    static TESTED: Cell<bool> = const { Cell::new(false) };
    static BEYOND: Cell<bool> = const { Cell::new(false) };
}

/// Watches the formulas that are evaluated on this thread during its lifetime.
///
/// It belongs to one judgement. A nested judgement, or one on another thread, has its own watch, and the two do not
/// affect each other. Nothing remains after a panic.
pub(crate) struct Watch {
    seen: &'static LocalKey<Cell<bool>>,
    /// What the enclosing watch had seen.
    before: bool,
    /// Not `Send`: it watches this thread.
    of_this_thread: PhantomData<*const ()>,
}

impl Watch {
    /// Watches for tests that decide which path a formula takes: whether a number is zero, or two numbers are equal.
    pub(crate) fn for_tests_of_zero() -> Self {
        Self::on(&TESTED)
    }

    /// Watches for functions that residues cannot represent: all except exp and ln.
    pub(crate) fn for_functions() -> Self {
        Self::on(&BEYOND)
    }

    fn on(seen: &'static LocalKey<Cell<bool>>) -> Self {
        Self { seen, before: seen.replace(false), of_this_thread: PhantomData }
    }

    /// Whether it has seen one so far.
    pub(crate) fn has_seen(&self) -> bool {
        self.seen.get()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.seen.set(self.before);
    }
}

/// Records that a formula tested a number.
pub(super) fn note_test() {
    TESTED.set(true);
}

/// Records that a formula used a function.
pub(super) fn note_function(function: Function) {
    BEYOND.set(BEYOND.get() | !function.is_elementary());
}

#[cfg(test)]
mod tests {
    use super::{Watch, note_test};

    #[test]
    fn each_watch_sees_only_its_own_lifetime() {
        note_test();
        let outer = Watch::for_tests_of_zero();
        assert!(!outer.has_seen());
        {
            let inner = Watch::for_tests_of_zero();
            note_test();
            assert!(inner.has_seen());
        }
        assert!(!outer.has_seen(), "what the inner one saw");
        let panics = std::panic::catch_unwind(|| {
            let _inner = Watch::for_tests_of_zero();
            note_test();
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(panics.is_err() && !outer.has_seen(), "what was seen before the panic");
        std::thread::scope(|scope| _ = scope.spawn(note_test));
        assert!(!outer.has_seen(), "what another thread did");
        note_test();
        assert!(!Watch::for_tests_of_zero().has_seen(), "what the outer one saw");
        assert!(outer.has_seen());
    }
}
