//! What is found about the print of a claim.

/// What was found about the print of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Whether it says what the formulas say.
    pub status: Status,
    /// Why it differs or cannot be read; empty if it agrees.
    pub reason: String,
}

/// Whether a print says what the formulas of its claim say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Agrees,
    /// It does not.
    Differs,
    /// It was not read.
    Unread,
}

impl Status {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::Unread => "unread",
        }
    }
}
