//! The instructions that kernels are carried out with.

/// The widest instructions of this processor.
#[cfg(not(test))]
pub fn arch() -> pulp::Arch {
    pulp::Arch::new()
}

/// What a thread carries out that was started for the work of this one.
#[cfg(not(test))]
pub fn on_another_thread<F: Fn() + Sync + Copy>(work: F) -> F {
    work
}

#[cfg(test)]
pub use chosen::{arch, on_another_thread, with_instructions};

/// A test chooses the instructions, for its own thread and those that are started for its work.
#[cfg(test)]
mod chosen {
    use pulp::Arch;
    use std::cell::Cell;

    thread_local! {
        static CHOSEN: Cell<Option<Arch>> = const { Cell::new(None) };
    }

    pub fn arch() -> Arch {
        CHOSEN.get().unwrap_or_default()
    }

    pub fn on_another_thread<F: Fn() + Sync + Copy>(work: F) -> impl Fn() + Sync + Copy {
        let arch = arch();
        move || with_instructions(arch, work)
    }

    /// Carries out `work` with these instructions.
    pub fn with_instructions<T>(arch: Arch, work: impl FnOnce() -> T) -> T {
        struct Before(Option<Arch>);
        impl Drop for Before {
            fn drop(&mut self) {
                CHOSEN.set(self.0);
            }
        }
        let _before = Before(CHOSEN.replace(Some(arch)));
        work()
    }
}
