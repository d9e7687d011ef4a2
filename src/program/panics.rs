//! Panics of a formula as errors.
//!
//! A formula is Rust that others write, and nalgebra panics where shapes do not fit. What a panic is about is told by
//! the place in the source where it arose, not by the words of its message: within nalgebra it is about shapes. Only an
//! index that is out of range names the place of its caller, as the standard library wants it; there the whole message
//! is that of nalgebra. Place and message are learned from panics that nalgebra is made to raise.
//!
//! Only the panic hook is told that place. It belongs to the process, so it is changed once, and the former hook is kept
//! and called for every panic but those of a formula that is being evaluated, which it does not see: which those are is
//! known on each thread. A hook that is set later takes the place of this one; the first panic of a formula that is not
//! seen here puts this one in front of it.

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
    /// Whether it arose within nalgebra.
    pub(super) of_nalgebra: bool,
}

impl Caught {
    /// Whether it carries a value of this type.
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

/// What the hook does with a panic of this thread.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watch {
    /// The former hook is called.
    Off,
    /// The place is noted.
    On,
    /// A place was noted: whether it lies within nalgebra.
    Seen { of_nalgebra: bool },
    /// The place is nalgebra's.
    Learn,
}

thread_local!(static WATCH: Cell<Watch> = const { Cell::new(Watch::Off) });

/// Evaluates; a panic is caught, and the hook of the process does not hear of it.
pub(super) fn catch<T>(mut evaluate: impl FnMut() -> T) -> Result<T, Caught> {
    static FIRST: Once = Once::new();
    // A thread that panics may not change the hook: this is a formula in a destructor, whose panics stay unknown.
    if !FIRST.is_completed() && !std::thread::panicking() {
        FIRST.call_once(|| {
            install();
            learn();
        });
    }
    let caught = match watched(&mut evaluate) {
        Err((payload, None)) if is_of_hook(&*payload) && !std::thread::panicking() => {
            install();
            // A formula does the same again.
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

/// Whether a panic with this payload is one that hooks are told of: those without are resumed with a value of their own.
fn is_of_hook(payload: &(dyn Any + Send)) -> bool {
    payload.is::<String>() || payload.is::<&str>()
}

/// A payload, and whether the panic arose within nalgebra, if the hook saw it.
type Seen = (Box<dyn Any + Send>, Option<bool>);

fn watched<T>(evaluate: &mut impl FnMut() -> T) -> Result<T, Seen> {
    with_value(&WATCH, Watch::On, || {
        catch_unwind(AssertUnwindSafe(evaluate)).map_err(|payload| match WATCH.get() {
            Watch::Seen { of_nalgebra } => (payload, Some(of_nalgebra)),
            _ => (payload, None),
        })
    })
}

/// Puts this hook in front of the present one.
fn install() {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let former = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match WATCH.get() {
        Watch::Off => former(panic),
        Watch::Learn => _ = panic.location().and_then(root_of).map(|root| ROOT.set(root)),
        Watch::On | Watch::Seen { .. } => {
            WATCH.set(Watch::Seen { of_nalgebra: panic.location().is_some_and(is_of_nalgebra) });
        }
    }));
}

/// The root of nalgebra's sources, as the compiler knows it.
static ROOT: OnceLock<PathBuf> = OnceLock::new();

/// What nalgebra says of an index that is out of range.
static INDEX: OnceLock<String> = OnceLock::new();

/// Makes nalgebra panic, and learns how that looks.
fn learn() {
    let row = Matrix::<f64>::zeros(1, 2);
    with_value(&WATCH, Watch::Learn, || {
        _ = catch_unwind(|| &row * &row);
        if let Err(payload) = catch_unwind(|| row[(1, 0)]) {
            _ = INDEX.set(Caught { payload, of_nalgebra: true }.message().into());
        }
    });
}

/// `nalgebra/src` for a file two folders below; none for this one, where a panic of its caller's place would lie.
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
    fn the_place_tells_what_a_panic_is_about() {
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
        // The words are those of nalgebra, the panics are not.
        assert!(!caught(|| assert_eq!(row.shape(), (2, 1), "the shape of the matrix")).of_nalgebra);
        assert!(!caught(|| [1, 2][row.ncols()..][1]).of_nalgebra);
        assert!(!caught(|| square.iter().nth(4).expect("Matrix index")).of_nalgebra);
        assert!(!caught(|| std::panic::panic_any(7)).of_nalgebra);
        assert_eq!(caught(|| panic!("one line\nand another")).message(), "one line");
        assert_eq!(caught(|| std::panic::panic_any(7)).message(), "no message");
    }

    #[test]
    fn what_panics_within_is_told_apart_from_what_panics_around_it() {
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
