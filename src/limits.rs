//! How large things may be, so that no number of a reader's takes all memory or never comes to an end.

use crate::error::{Error, Result};

/// Most entries that a claim may state for an input or for its noise, counted where D = N = P = Q = 1. The oracles
/// go up to D = 12 and look at each entry many times.
pub const MOST_STATED: usize = 1 << 10;

/// Largest number for a size such as N, and most entries of the noise. A formula may build a matrix of N×N: this many
/// rows and columns take 64 MB while it is recorded, and four times as much as numbers with error bounds.
pub const LARGEST_SIZE: usize = 1 << 12;

/// Most entries of a reader's matrix: a square one has the order 512, whose inverse takes a second.
pub const MOST_ENTRIES: usize = 1 << 18;

/// Longest name that is read at run time, in bytes.
pub const LONGEST_NAME: usize = 200;

/// Most different names that are read at run time: each takes memory until the process ends.
pub const MOST_NAMES: usize = 1 << 16;

/// How deep the parts of a formula that is read at run time may be nested in each other.
pub const DEEPEST_NESTING: usize = 200;

/// Most steps of a formula that is recorded, about 100 bytes each with the numbers that they come to.
pub const MOST_STEPS: usize = 1 << 22;

/// Most steps of a formula of a claim on trial, at the largest sizes: each oracle takes them at hundreds of points.
pub const MOST_JUDGED_STEPS: usize = 1 << 16;

/// Most operations for the left side of a claim, which may take one evaluation for each entry of its variable or for
/// each node of a rule: about ten seconds' work.
pub const MOST_OPERATIONS: usize = 1 << 31;

/// An error that names what is too large.
pub(crate) fn expect_at_most(limit: usize, name: impl FnOnce() -> String, number: f64) -> Result<()> {
    if number <= limit as f64 {
        return Ok(());
    }
    Err(Error::TooLarge { name: name(), number, limit })
}
