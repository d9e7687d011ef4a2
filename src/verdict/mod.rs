//! Verdicts: the combined result of all oracles for one claim.

mod diagnosis;
pub mod evaluate;
mod integers;
mod judge;
mod report;
mod shown;
pub mod suite;
pub mod witness;

pub use judge::judge;
pub use report::{Cause, ClaimReport, ControlReport, Verdict};
