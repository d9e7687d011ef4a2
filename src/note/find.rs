//! Searches in a text that stay linear, however often they fail.

use std::collections::HashMap;

/// Finds texts, and remembers what it found: the same stretch is not searched twice.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    text: &'a str,
    /// For each text, where a search began and where it found the text, if anywhere.
    last: HashMap<String, (usize, Option<usize>)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, last: HashMap::new() }
    }

    /// The first byte of the next occurrence.
    pub(super) fn find(&mut self, wanted: &str, from: usize) -> Option<usize> {
        if let Some(&(begun, found)) = self.last.get(wanted)
            && begun <= from
            && found.is_none_or(|found| found >= from)
        {
            return found;
        }
        let found = self.text.get(from..).and_then(|rest| rest.find(wanted)).map(|at| from + at);
        self.last.insert(wanted.into(), (from, found));
        found
    }
}

/// Whether the character at a byte is escaped: an odd number of backslashes stands before it.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// The end of the line: the byte of the line feed, or the length.
pub(super) fn end_of_line(text: &str, from: usize) -> usize {
    text.as_bytes()[from..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |at| from + at)
}

/// Whether a line is blank, apart from the `>` of a quotation.
pub(super) fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>')
}
