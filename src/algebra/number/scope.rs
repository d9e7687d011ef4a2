//! Values that hold on one thread for a while.

use std::cell::Cell;
use std::thread::LocalKey;

/// Puts `value` in `place` while `act` runs. The former value comes back even if `act` panics.
pub(super) fn with_value<V: Copy + 'static, T>(
    place: &'static LocalKey<Cell<V>>,
    value: V,
    act: impl FnOnce() -> T,
) -> T {
    struct Restore<V: Copy + 'static>(&'static LocalKey<Cell<V>>, V);
    impl<V: Copy> Drop for Restore<V> {
        fn drop(&mut self) {
            self.0.set(self.1);
        }
    }
    let _restore = Restore(place, place.replace(value));
    act()
}
