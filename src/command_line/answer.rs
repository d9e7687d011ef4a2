//! The answer of a command.

/// Every verdict is the expected one.
pub const AS_EXPECTED: u8 = 0;
/// At least one verdict differs from the expected one.
pub const UNEXPECTED: u8 = 1;
/// The command line or the input is wrong.
pub const BAD_INPUT: u8 = 2;

/// The text that a command prints, and its exit code.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) code: u8,
}

impl Answer {
    /// The exit code tells whether every verdict is the expected one.
    pub(super) fn judged(text: String, as_expected: bool) -> Self {
        Self { text, code: if as_expected { AS_EXPECTED } else { UNEXPECTED } }
    }
}
