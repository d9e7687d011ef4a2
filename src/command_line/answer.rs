//! The answer of a command.

use crate::error::Error;
use crate::verdict::{ClaimReport, Verdict};

/// Every verdict is the expected one.
pub const AS_EXPECTED: u8 = 0;
/// At least one verdict differs from the expected one.
pub const UNEXPECTED: u8 = 1;
/// The command line or the input is wrong.
pub const BAD_INPUT: u8 = 2;
/// Nothing is wrong, but something could not be decided.
pub const UNDECIDED: u8 = 3;

/// The text that a command prints, and its exit code.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) code: u8,
}

impl Answer {
    /// The answer of a program that ended with this code and has printed everything itself.
    pub(super) fn ended(code: i32) -> Self {
        Self { text: String::new(), code: if code == 0 { AS_EXPECTED } else { UNEXPECTED } }
    }

    /// The exit code tells whether every verdict is the expected one. `complete`: whether everything that had to be
    /// judged was judged.
    pub(super) fn judged(text: String, reports: &[ClaimReport], complete: bool) -> Self {
        let mut unexpected = reports.iter().filter(|report| !report.as_expected()).peekable();
        let code = if unexpected.peek().is_none() && complete {
            AS_EXPECTED
        } else if complete && unexpected.all(|report| report.verdict == Verdict::Unchecked) {
            UNDECIDED
        } else {
            UNEXPECTED
        };
        Self { text, code }
    }
}

/// The exit code of an error: `UNDECIDED` if the claim cannot be decided at this input, and `BAD_INPUT` otherwise.
pub(super) fn code_of(error: &Error) -> u8 {
    let open = error.is_precision_lost() || error.is_out_of_reach() || error.is_transcendental();
    if open { UNDECIDED } else { BAD_INPUT }
}
