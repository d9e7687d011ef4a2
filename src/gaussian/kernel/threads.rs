//! Work shared among threads, so that results do not depend on how many there are

use super::instructions::on_another_thread;
use super::tuning::WORTH_A_THREAD;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Threads worth their start for this many multiplications: at most one for each core.
pub fn worth(multiplications: f64) -> usize {
    /// Asking takes longer than a small product.
    static CORES: LazyLock<usize> = LazyLock::new(|| std::thread::available_parallelism().map_or(1, usize::from));
    (*CORES).min((multiplications / WORTH_A_THREAD) as usize).max(1)
}

/// Carries out `work` on every item, each on whichever thread is free; `state` is what a thread keeps between items.
///
/// The items are the same for any number of threads; only who takes which one differs.
pub fn share<T: Send, State>(
    threads: usize,
    items: impl Iterator<Item = T> + Send,
    state: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, T) + Sync,
) {
    if threads <= 1 {
        let mut state = state();
        return items.for_each(|item| work(&mut state, item));
    }
    let items = Mutex::new(items);
    let run = on_another_thread(|| {
        let mut state = state();
        loop {
            let next = items.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(item) = next else { break };
            work(&mut state, item);
        }
    });
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // A thread that cannot be had is no error: this one does its share.
            let _ = std::thread::Builder::new().spawn_scoped(scope, run);
        }
        run();
    });
}
