//! What a formula did that a judge has to know: whether it asked which way to go, and whether it left exp and ln.

use crate::algebra::number::Function;
use std::cell::Cell;
use std::marker::PhantomData;
use std::thread::LocalKey;

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static BEYOND: Cell<bool> = const { Cell::new(false) };
}

/// Watches what the formulas do that are evaluated on this thread while it lives.
///
/// It belongs to one judgement. One that is made within another, or by another thread, has a watch of its own, and
/// what that sees is not seen by this one; nor does anything remain after a panic.
pub(crate) struct Watch {
    seen: &'static LocalKey<Cell<bool>>,
    /// What the watch around this one had seen.
    before: bool,
    /// What it watches is this thread.
    of_this_thread: PhantomData<*const ()>,
}

impl Watch {
    /// Watches for questions whose answers decide which way a formula goes: whether a number is zero, or two are equal.
    pub(crate) fn for_questions() -> Self {
        Self::on(&ASKED)
    }

    /// Watches for functions that residues cannot follow: those beyond exp and ln.
    pub(crate) fn for_functions() -> Self {
        Self::on(&BEYOND)
    }

    fn on(seen: &'static LocalKey<Cell<bool>>) -> Self {
        Self { seen, before: seen.replace(false), of_this_thread: PhantomData }
    }

    /// Whether it has seen any so far.
    pub(crate) fn has_seen(&self) -> bool {
        self.seen.get()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.seen.set(self.before);
    }
}

/// Notes that a formula asked.
pub(super) fn note() {
    ASKED.set(true);
}

/// Notes that a formula uses a function.
pub(super) fn note_function(function: Function) {
    BEYOND.set(BEYOND.get() | !function.is_elementary());
}

#[cfg(test)]
mod tests {
    use super::{Watch, note};

    #[test]
    fn each_watch_sees_what_happens_while_it_lives() {
        note();
        let outer = Watch::for_questions();
        assert!(!outer.has_seen());
        {
            let inner = Watch::for_questions();
            note();
            assert!(inner.has_seen());
        }
        assert!(!outer.has_seen(), "what the inner one saw");
        let panics = std::panic::catch_unwind(|| {
            let _inner = Watch::for_questions();
            note();
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(panics.is_err() && !outer.has_seen(), "what was seen before the panic");
        std::thread::scope(|scope| _ = scope.spawn(note));
        assert!(!outer.has_seen(), "what another thread did");
        note();
        assert!(!Watch::for_questions().has_seen(), "what the outer one saw");
        assert!(outer.has_seen());
    }
}
