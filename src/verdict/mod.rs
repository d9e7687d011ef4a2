//! Verdicts: what all oracles together say of one claim.

mod diagnosis;
pub mod evaluate;
mod integers;
mod judge;
mod report;
pub mod suite;
pub mod witness;

pub use judge::judge;
pub use report::{Cause, ClaimReport, ControlReport, Verdict};
