//! A hook for panics that is set while formulas are evaluated: it hears of every panic but those of formulas.

use gradus::input::Sizes;
use gradus::prelude::*;
use std::panic::{catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};

static HEARD: AtomicUsize = AtomicUsize::new(0);

fn hear() {
    set_hook(Box::new(|_| _ = HEARD.fetch_add(1, Ordering::Relaxed)));
}

fn heard() -> usize {
    HEARD.swap(0, Ordering::Relaxed)
}

fn expect_errors() {
    let mut point = gradus::Point::<f64>::new(Sizes::new(1, 1, 1, 1));
    point.insert("A", Matrix::zeros(1, 2));
    for _ in 0..2 {
        let misfit = formula!(|A| A * A).at(&point);
        let error = misfit.expect_err("1×2 times 1×2");
        assert!(error.is_shape() && !error.is_panic(), "{error}");
        let other = formula!(|A| {
            assert!(A.is_square(), "the matrix has the wrong shape");
            A
        })
        .at(&point);
        let error = other.expect_err("a panic");
        assert!(error.is_panic() && !error.is_shape(), "words do not make a refutation: {error}");
        assert_eq!(error.to_string(), "the formula panicked: the matrix has the wrong shape; return an error instead");
    }
}

/// One test, because the hook belongs to the process.
#[test]
fn hooks_hear_of_all_panics_but_those_of_formulas() {
    hear();
    expect_errors();
    assert_eq!(heard(), 0);
    assert!(catch_unwind(|| panic!("of the caller")).is_err());
    assert_eq!(heard(), 1, "the former hook is still there");
    // A later hook takes the place of the library's: it hears of one panic, and no more.
    hear();
    expect_errors();
    assert_eq!(heard(), 1);
    assert!(catch_unwind(|| panic!("of the caller")).is_err());
    assert_eq!(heard(), 1);
    // One that calls the former hook is never in the way.
    let former = take_hook();
    set_hook(Box::new(move |panic| former(panic)));
    expect_errors();
    assert_eq!(heard(), 0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(expect_errors);
        }
        assert!(scope.spawn(|| panic!("of a thread")).join().is_err());
    });
    assert_eq!(heard(), 1);
}
