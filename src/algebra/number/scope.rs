//! Values that are set on one thread for the duration of a call.

use std::cell::Cell;
use std::thread::LocalKey;

/// Sets `cell` to `value` while `act` runs. The former value is restored even if `act` panics.
pub(crate) fn with_value<V: Copy + 'static, T>(
    cell: &'static LocalKey<Cell<V>>,
    value: V,
    act: impl FnOnce() -> T,
) -> T {
    struct Restore<V: Copy + 'static>(&'static LocalKey<Cell<V>>, V);
    impl<V: Copy> Drop for Restore<V> {
        fn drop(&mut self) {
            self.0.set(self.1);
        }
    }
    let _restore = Restore(cell, cell.replace(value));
    act()
}
