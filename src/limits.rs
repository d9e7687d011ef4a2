//! Limits on sizes, so that no user input can exhaust the memory or run without end.

use crate::error::{Error, Result};

/// Largest number of entries of an input or of the noise that a claim may state, counted for D = N = P = Q = 1. The
/// oracles go up to D = 12, and use each entry many times.
pub const MOST_STATED: usize = 1 << 10;

/// Largest number for a size such as N, and largest number of entries of the noise. A formula may build an N×N matrix:
/// at this size it takes 64 MB while it is recorded, and four times as much in numbers with error bounds.
pub const LARGEST_SIZE: usize = 1 << 12;

/// Largest number of entries of a user's matrix. The largest square one is of order 512; its inverse takes a second.
pub const MOST_ENTRIES: usize = 1 << 18;

/// Largest number of components of a sample. The D×D numbers of its scatter take 2 GB.
pub const MOST_COMPONENTS: usize = 1 << 14;

/// Length of the longest name that is read at run time, in bytes.
pub const LONGEST_NAME: usize = 200;

/// Largest number of different names that are read at run time. Each takes memory until the process ends.
pub const MOST_NAMES: usize = 1 << 16;

/// Greatest depth of nested parts in a formula that is read at run time.
pub const DEEPEST_NESTING: usize = 200;

/// Largest number of steps of a recorded formula. Each takes about 100 bytes, including its value.
pub const MOST_STEPS: usize = 1 << 22;

/// Largest number of steps of a formula in a claim, at the largest sizes. Each oracle evaluates them at hundreds of
/// points.
pub const MOST_JUDGED_STEPS: usize = 1 << 16;

/// Largest number of operations for the left side of a claim. It may need one evaluation for each entry of its
/// variable, or for each node of a rule. This is about ten seconds of work.
pub const MOST_OPERATIONS: usize = 1 << 31;

/// An error that names what is too large.
pub(crate) fn expect_at_most(limit: usize, name: impl FnOnce() -> String, number: f64) -> Result<()> {
    if number <= limit as f64 {
        return Ok(());
    }
    Err(Error::too_large(name(), number, limit))
}
