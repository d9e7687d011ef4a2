//! Whether the printed form of a claim says what its formulas say.
//!
//! The print is read with the inputs of the claim as its scope, and compared with the formulas: the left side with the
//! left side, the right side with the right side, at random points, modulo a prime or in 77 digits with error bounds.

mod answer;
mod compare;
mod cut;
mod form;
mod meaning;
mod notation;
mod operation;
mod operator;
mod pattern;
mod statement;
mod status;

pub use answer::{answer, refusal};
pub use notation::Notation;
pub use status::{Print, Status};

use crate::claim::Claim;
use form::Statement;

/// Compares the print of a claim with its formulas. The same seed gives the same points.
pub fn judge(claim: &Claim, notation: &Notation, seed: u64) -> Print {
    match Statement::read(claim, notation) {
        Err(reason) => Print { status: Status::Unread, reason },
        Ok(statement) => statement.compared(seed),
    }
}

/// For each of the first `most` changes of the printed right side that change its value: whether it is found to differ
/// from the claim. Empty if the print cannot be read.
#[doc(hidden)]
pub fn changes(claim: &Claim, notation: &Notation, seed: u64, most: usize) -> Vec<(String, Print)> {
    match Statement::read(claim, notation) {
        Err(_) => Vec::new(),
        Ok(statement) => statement.changes(seed, most),
    }
}
