//! A formula as the list of its steps: recorded once, then evaluated in any number system.
//!
//! A formula is Rust code that is generic over [`Field`]. If it were compiled for each number system, the build would
//! take minutes, and each evaluation would repeat the bookkeeping. So it is compiled for only one number system, whose
//! numbers record the operations on them ([`Recorded`](crate::program::recorded::Recorded)). The other systems replay
//! the list.
//!
//! The results are the same. At the first point, each step is evaluated as soon as it is recorded, so the formula
//! receives every error and every test result of the number system in which it runs. The tests that it made are part of
//! the list. If a test has another result at a later point, or a step fails, the formula is recorded again.

mod list;
mod machine;
mod recording;
mod replay;
mod step;
#[cfg(test)]
mod tests;
mod watch;

pub(crate) use list::Tape;
pub(crate) use recording::{
    TooLong, are_equal, attempt, is_finite, is_zero, note, operate, pivot_weight, record, sign,
};
pub(crate) use replay::Prepared;
pub(crate) use step::{ONE, Operation, Slot, Step, ZERO};
pub(crate) use watch::Watch;
