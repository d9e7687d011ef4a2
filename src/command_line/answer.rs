//! What a command answers.

/// Every verdict is the expected one.
pub const AS_EXPECTED: u8 = 0;
/// At least one verdict differs from the expected one.
pub const UNEXPECTED: u8 = 1;
/// The command line or the input is wrong.
pub const BAD_INPUT: u8 = 2;

/// What a command prints, and how it ends.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) code: u8,
}

impl Answer {
    /// Ends with the code that says whether everything came out as expected.
    pub(super) fn judged(text: String, as_expected: bool) -> Self {
        Self { text, code: if as_expected { AS_EXPECTED } else { UNEXPECTED } }
    }
}
