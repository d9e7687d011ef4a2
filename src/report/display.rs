//! Reports as plain text.

use super::run::{self, View};
use super::{contents, text};
use crate::verdict::ClaimReport;
use crate::verdict::suite::SuiteReport;
use std::fmt;

impl fmt::Display for ClaimReport {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(text::PLAIN.text(&contents::claim(self)).trim_end())
    }
}

impl fmt::Display for SuiteReport {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(text::PLAIN.text(&run::suite(self, View { width: text::WIDTH, ..View::default() })).trim_end())
    }
}

impl SuiteReport {
    /// For tests. Does nothing if every verdict is the expected one.
    ///
    /// # Panics
    /// If a verdict is not the expected one, or if no claim was judged. The message states for each such claim what was
    /// expected, the verdict, and the reason.
    #[track_caller]
    pub fn assert_as_expected(&self) {
        if !self.as_expected() {
            panic!("\n{}", text::PLAIN.text(&run::all_unexpected(self)).trim_end());
        }
    }
}
