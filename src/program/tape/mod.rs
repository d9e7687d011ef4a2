//! A formula as the list of its steps: recorded once, then carried out in any number system.
//!
//! A formula is Rust, generic over [`Field`]. Compiled for each number system by itself it would take minutes to
//! build, and each evaluation would do its bookkeeping again. So it is compiled for one system alone, whose numbers
//! write down what is done to them ([`Recorded`](crate::program::recorded::Recorded)), and the other systems carry out the list.
//!
//! Nothing is lost by it. The first point is evaluated in step with the recording, so that the formula sees every
//! error and every answer of the number system that it runs in. What it asked is part of the list: where a later
//! point answers differently, or a step fails, the formula is recorded anew.

mod list;
mod machine;
mod questions;
mod recording;
mod replay;
mod step;
#[cfg(test)]
mod tests;

pub(crate) use list::Tape;
pub(crate) use questions::{forget_functions, forget_questions, has_asked, has_gone_beyond};
pub(crate) use recording::{
    TooLong, are_equal, attempt, is_finite, is_zero, note, operate, pivot_weight, record, sign,
};
pub(crate) use replay::Prepared;
pub(crate) use step::{ONE, Operation, Place, Step, ZERO};
