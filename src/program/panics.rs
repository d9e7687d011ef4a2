//! Panics of a formula as errors.
//!
//! A formula is Rust code of a user, and nalgebra panics if shapes do not match. The kind of a panic is determined by
//! its location in the source, not by its message: a panic within nalgebra is about shapes. The only exception is an
//! index out of range, for which nalgebra, like the standard library, reports the location of the caller; this panic is
//! recognised by its whole message. Locations and message are learned from panics that are provoked in nalgebra.
//!
//! Only the panic hook receives the location. The hook belongs to the process, so it is replaced once. The former hook
//! is called for every panic except those of a formula that is being evaluated; each thread records whether it is
//! evaluating one. If another hook is installed later, the first panic of a formula that this hook does not receive
//! installs it again, in front of the other one.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::with_value;
use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, OnceLock, PoisonError};

/// A panic that was caught.
pub(super) struct Caught {
    payload: Box<dyn Any + Send>,
    /// Whether it occurred within nalgebra.
    pub(super) of_nalgebra: bool,
}

impl Caught {
    /// Whether its payload has this type.
    pub(super) fn carries<T: 'static>(&self) -> bool {
        self.payload.is::<T>()
    }

    /// The value of this type that it carries, or the panic again.
    pub(super) fn into<T: 'static>(self) -> Result<T, Self> {
        let of_nalgebra = self.of_nalgebra;
        self.payload.downcast::<T>().map(|value| *value).map_err(|payload| Self { payload, of_nalgebra })
    }

    /// The first line of its message.
    pub(super) fn message(&self) -> &str {
        let text = self.payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| self.payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
        text.lines().next().unwrap_or_default()
    }
}

/// What the hook does with a panic on this thread.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HookState {
    /// Calls the former hook.
    Off,
    /// Records the location.
    On,
    /// A location was recorded: whether it lies within nalgebra.
    Seen { of_nalgebra: bool },
    /// Learns that the location is nalgebra's.
    Learn,
}

thread_local!(static STATE: Cell<HookState> = const { Cell::new(HookState::Off) });

/// Whether this thread is evaluating a formula.
pub(super) fn is_evaluating() -> bool {
    matches!(STATE.get(), HookState::On | HookState::Seen { .. })
}

/// Evaluates. A panic is caught, and the former hook is not called.
pub(super) fn catch<T>(mut evaluate: impl FnMut() -> T) -> Result<T, Caught> {
    static FIRST: Once = Once::new();
    // The hook cannot be replaced on a panicking thread. This is a formula in a destructor; its panics are not
    // classified.
    if !FIRST.is_completed() && !std::thread::panicking() {
        FIRST.call_once(|| {
            install();
            learn();
        });
    }
    let caught = match watched(&mut evaluate) {
        Err((payload, None)) if is_of_hook(&*payload) && !std::thread::panicking() => {
            install();
            // A formula is deterministic, so it panics again.
            watched(&mut evaluate)
        }
        outcome => outcome,
    };
    caught.map_err(|(payload, seen)| {
        let mut caught = Caught { payload, of_nalgebra: seen == Some(true) };
        caught.of_nalgebra |= INDEX.get().is_some_and(|message| caught.message() == message);
        caught
    })
}

/// Whether hooks are called for a panic with this payload. They are not if it was resumed with a payload of another
/// type.
fn is_of_hook(payload: &(dyn Any + Send)) -> bool {
    payload.is::<String>() || payload.is::<&str>()
}

/// A payload, and whether the panic occurred within nalgebra, if this hook received it.
type Seen = (Box<dyn Any + Send>, Option<bool>);

fn watched<T>(evaluate: &mut impl FnMut() -> T) -> Result<T, Seen> {
    with_value(&STATE, HookState::On, || {
        catch_unwind(AssertUnwindSafe(evaluate)).map_err(|payload| match STATE.get() {
            HookState::Seen { of_nalgebra } => (payload, Some(of_nalgebra)),
            _ => (payload, None),
        })
    })
}

/// Installs this hook in front of the present one.
fn install() {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let former = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match STATE.get() {
        HookState::Off => former(panic),
        HookState::Learn => _ = panic.location().and_then(root_of).map(|root| ROOT.set(root)),
        HookState::On | HookState::Seen { .. } => {
            STATE.set(HookState::Seen { of_nalgebra: panic.location().is_some_and(is_of_nalgebra) });
        }
    }));
}

/// The root of nalgebra's sources, as compiled into locations.
static ROOT: OnceLock<PathBuf> = OnceLock::new();

/// The message of nalgebra for an index out of range.
static INDEX: OnceLock<String> = OnceLock::new();

/// Provokes panics in nalgebra to learn their location and message.
fn learn() {
    let row = Matrix::<f64>::zeros(1, 2);
    with_value(&STATE, HookState::Learn, || {
        _ = catch_unwind(|| &row * &row);
        if let Err(payload) = catch_unwind(|| row[(1, 0)]) {
            _ = INDEX.set(Caught { payload, of_nalgebra: true }.message().into());
        }
    });
}

/// `nalgebra/src` for a file two folders below it. `None` for this file, which would be the location of a panic that
/// reports its caller.
fn root_of(location: &Location) -> Option<PathBuf> {
    let file = Path::new(location.file());
    let root = file.parent()?.parent()?;
    (file != Path::new(file!())).then(|| root.into())
}

fn is_of_nalgebra(location: &Location) -> bool {
    ROOT.get().is_some_and(|root| Path::new(location.file()).starts_with(root))
}

#[cfg(test)]
mod tests {
    use super::{Caught, Matrix, catch};

    fn caught<T>(evaluate: impl FnMut() -> T) -> Caught {
        catch(evaluate).err().expect("it panics")
    }

    #[test]
    fn panics_within_nalgebra_are_recognised_by_their_location() {
        let (row, square) = (Matrix::<f64>::zeros(1, 2), Matrix::<f64>::zeros(2, 2));
        assert!(caught(|| &row * &row).of_nalgebra);
        assert!(caught(|| &row + &square).of_nalgebra);
        assert!(caught(|| square[(5, 0)]).of_nalgebra);
        assert!(caught(|| square[17]).of_nalgebra);
        assert!(caught(|| std::mem::take(&mut square.clone()[(0, 2)])).of_nalgebra);
        assert!(caught(|| square.row(2).into_owned()).of_nalgebra);
        assert!(caught(|| square.view((1, 1), (2, 2)).into_owned()).of_nalgebra);
        assert!(caught(|| Matrix::from_vec(2, 2, vec![1.0])).of_nalgebra);
        assert!(caught(|| row.dot(&square)).of_nalgebra);
        // The messages are those of nalgebra, but the panics are not.
        assert!(!caught(|| assert_eq!(row.shape(), (2, 1), "the shape of the matrix")).of_nalgebra);
        assert!(!caught(|| [1, 2][row.ncols()..][1]).of_nalgebra);
        assert!(!caught(|| square.iter().nth(4).expect("Matrix index")).of_nalgebra);
        assert!(!caught(|| std::panic::panic_any(7)).of_nalgebra);
        assert_eq!(caught(|| panic!("one line\nand another")).message(), "one line");
        assert_eq!(caught(|| std::panic::panic_any(7)).message(), "no message");
    }

    #[test]
    fn nested_evaluations_classify_their_own_panics() {
        let row = Matrix::<f64>::zeros(1, 2);
        let outer = caught(|| {
            assert!(caught(|| &row * &row).of_nalgebra);
            panic!("for another reason")
        });
        assert!(!outer.of_nalgebra);
        let outer = caught(|| {
            assert!(!caught(|| panic!("for another reason")).of_nalgebra);
            &row * &row
        });
        assert!(outer.of_nalgebra);
    }

    #[test]
    fn a_destructor_may_evaluate_during_a_panic() {
        struct Late;
        impl Drop for Late {
            fn drop(&mut self) {
                assert_eq!(caught(|| panic!("late")).message(), "late");
            }
        }
        let outer = caught(|| {
            let _late = Late;
            panic!("early")
        });
        assert_eq!(outer.message(), "early");
    }
}
