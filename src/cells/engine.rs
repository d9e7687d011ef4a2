//! The end of a cell that panics: a message of one line, a cell that is marked as failed, and variables that are kept.
//!
//! The engine (evcxr 0.22) wraps each cell in `std::panic::catch_unwind` and then counts it as a success, which a failed
//! assertion must not be. So the kernel imports this module under the name `std`: it is the standard library, except
//! that [`panic::catch_unwind`] marks the cell as failed. The engine has two ways to end a cell with an error:
//!
//! - It cannot read the line that ends the cell. The process goes on, and so the variables of earlier cells are kept.
//! - The process ends, and the variables are lost. This is the way if the cell moved a variable, which is lost with the
//!   cell while the engine goes on to expect it, and if there are no variables.

pub use ::std::*;

/// [`mod@std::panic`], with a [`catch_unwind`](panic::catch_unwind) for cells.
pub mod panic {
    pub use ::std::panic::*;

    use ::std::any::Any;
    use ::std::io::Write;
    use ::std::sync::atomic::{AtomicBool, Ordering};
    use ::std::thread;
    use ::std::time::Duration;

    /// Whether a cell is running in this library; each cell has its own copy of it.
    static RUNNING: AtomicBool = AtomicBool::new(false);

    /// Whether a panic now ends the cell, and nothing else.
    pub(in crate::cells) fn ends_the_cell() -> bool {
        RUNNING.load(Ordering::Relaxed)
    }

    /// As in the standard library: a closure that is assumed to be unwind safe.
    pub struct AssertUnwindSafe<T>(pub T);

    /// What [`catch_unwind`] runs: a cell, or a closure within a cell.
    pub trait Run {
        /// The value of the closure.
        type Output;
        /// Whether there are variables, if this is a cell. The engine wraps only those cells in [`AssertUnwindSafe`].
        const HAS_VARIABLES: bool;
        /// Runs it.
        fn run(self) -> Self::Output;
    }

    impl<T, F: FnOnce() -> T> Run for AssertUnwindSafe<F> {
        type Output = T;
        const HAS_VARIABLES: bool = true;

        fn run(self) -> T {
            self.0()
        }
    }

    impl<T, F: FnOnce() -> T> Run for F {
        type Output = T;
        const HAS_VARIABLES: bool = false;

        fn run(self) -> T {
            self()
        }
    }

    /// Runs a cell, in the process of the kernel. Within a cell, and elsewhere, it is that of the standard library.
    ///
    /// # Errors
    /// The payload of the panic. That of a cell is a [`Failed`], which marks the cell as failed when it is dropped.
    pub fn catch_unwind<R: Run>(run: R) -> thread::Result<R::Output> {
        let catch = |run: R| ::std::panic::catch_unwind(::std::panic::AssertUnwindSafe(|| run.run()));
        if ::std::env::var_os("EVCXR_IS_RUNTIME").is_none() || RUNNING.swap(true, Ordering::Relaxed) {
            return catch(run);
        }
        set_hook(Box::new(|panic| eprintln!("{}", line(panic.payload()))));
        let outcome = catch(run);
        RUNNING.store(false, Ordering::Relaxed);
        outcome.map_err(|_| {
            let end = End::of::<R>();
            eprint!("{}", end.words());
            if end != End::Kept {
                ::std::process::exit(1);
            }
            // The engine passes standard error on by a thread of its own, and waits for it only if the process ends.
            thread::sleep(Duration::from_millis(100));
            Box::new(Failed) as _
        })
    }

    /// The message of a panic.
    fn line(payload: &(dyn Any + Send)) -> &str {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message")
    }

    /// What becomes of the variables of earlier cells.
    #[derive(Debug, PartialEq, Eq)]
    pub(super) enum End {
        /// They are kept.
        Kept,
        /// The cell moved one of them.
        Lost,
        /// There are none.
        NoVariables,
    }

    impl End {
        /// A closure that borrows what it uses has nothing to drop. One that moves a variable drops it.
        pub(super) fn of<R: Run>() -> Self {
            match (R::HAS_VARIABLES, ::std::mem::needs_drop::<R>()) {
                (false, _) => Self::NoVariables,
                (true, true) => Self::Lost,
                (true, false) => Self::Kept,
            }
        }

        fn words(&self) -> &'static str {
            match self {
                Self::Kept => {
                    "The variables of earlier cells are kept. (The line below is how the engine ends a cell.)\n"
                }
                Self::Lost => {
                    "The variables of earlier cells are lost, because this cell moved one of them: run those cells again. \
                     A cell that borrows, as in `&a * &x`, keeps them.\n"
                }
                Self::NoVariables => "",
            }
        }
    }

    /// The panic of a cell. The engine drops it after its own last line for the panic, and before the line that ends the
    /// cell. Dropped, it begins that line with a byte that no text contains, and so the engine ends the cell with the
    /// error that it cannot read the line.
    #[derive(Debug)]
    pub struct Failed;

    impl Drop for Failed {
        fn drop(&mut self) {
            let mut out = ::std::io::stdout();
            // If standard output is closed, the process of the engine has ended.
            let _ = out.write_all(&[0xff]).and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::panic::{AssertUnwindSafe, End, Run, catch_unwind};

    fn end<R: Run>(_: &R) -> End {
        End::of::<R>()
    }

    #[test]
    fn variables_are_kept_unless_the_cell_moves_one() {
        let (a, n) = (vec![1], 2);
        assert_eq!(end(&AssertUnwindSafe(|| a.len() + n)), End::Kept);
        assert_eq!(end(&|| a.len() + n), End::NoVariables);
        let moves = AssertUnwindSafe(|| {
            let b = a;
            b.len()
        });
        assert_eq!(end(&moves), End::Lost);
    }

    #[test]
    fn outside_the_kernel_it_is_that_of_the_standard_library() {
        assert_eq!(catch_unwind(|| 1).ok(), Some(1));
        let payload = catch_unwind(AssertUnwindSafe(|| ::std::panic::resume_unwind(Box::new(7)))).err().unwrap();
        assert!(payload.is::<i32>());
    }
}
