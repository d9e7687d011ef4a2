//! The formulas and comments of Markdown, in the order of the text.

use super::blocks::Blocks;
use super::displays::{environment_end, prefix};
use super::html::{Html, html};
use super::raw::{Delimiter, Found, Raw};
use crate::note::environments;
use crate::note::find::{Finder, is_blank};
use crate::note::limits::MOST_FORMULAS;
use std::ops::Range;

/// The longest formula between single dollars, in bytes.
const LONGEST_INLINE: usize = 1 << 14;

/// The longest beginning of a line that is searched for `>`.
const LONGEST_PREFIX: usize = 1 << 8;

/// What is found in a text from a byte on.
pub(super) fn scan(text: &str, from: usize, displays: Vec<Raw>, blocks: &Blocks) -> Vec<Found> {
    let mut scan =
        Scan { text, at: from, blocks, code: 0, table: 0, finder: Finder::new(text), found: Vec::new(), formulas: 0 };
    let mut displays = displays.into_iter().peekable();
    let mut headings = blocks.headings.iter().copied().peekable();
    // One more than there may be, so that this is noticed.
    while scan.at < text.len() && scan.formulas <= MOST_FORMULAS {
        if headings.next_if(|heading| *heading <= scan.at).is_some() {
            scan.found.push(Found::Section);
        }
        if scan.skips_code() {
            continue;
        }
        while displays.next_if(|display| display.range.start < scan.at).is_some() {}
        match displays.next_if(|display| display.range.start == scan.at) {
            Some(display) => scan.formula(display),
            None => scan.character(),
        }
    }
    scan.found
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    blocks: &'a Blocks,
    /// The first block of code, and the first table, that does not end before `at`.
    code: usize,
    table: usize,
    finder: Finder<'a>,
    found: Vec<Found>,
    formulas: usize,
}

impl Scan<'_> {
    fn skips_code(&mut self) -> bool {
        while let Some(code) = self.blocks.code.get(self.code) {
            if code.end <= self.at {
                self.code += 1;
                continue;
            }
            if code.start <= self.at {
                self.at = code.end;
                return true;
            }
            break;
        }
        false
    }

    fn is_in_table(&mut self) -> bool {
        while self.blocks.tables.get(self.table).is_some_and(|table| table.end <= self.at) {
            self.table += 1;
        }
        self.blocks.tables.get(self.table).is_some_and(|table| table.start <= self.at)
    }

    fn formula(&mut self, raw: Raw) {
        let in_table = self.is_in_table();
        self.at = raw.range.end;
        self.formulas += 1;
        self.found.push(Found::Formula(Raw { in_table, ..raw }));
    }

    fn character(&mut self) {
        let bytes = self.text.as_bytes();
        match bytes[self.at] {
            b'\\' => self.backslash(),
            b'$' => self.dollar(),
            b'<' => self.angle(),
            _ => {
                self.at += 1;
                // Everything of interest begins with one of these; none is part of a longer code point.
                let next = bytes[self.at..].iter().position(|byte| b"\\$<\n`".contains(byte));
                let end = next.map_or(self.text.len(), |next| self.at + next);
                let code = self.blocks.code.get(self.code).map(|code| code.start);
                self.at = code.filter(|code| *code > self.at).map_or(end, |code| code.min(end));
            }
        }
    }

    fn backslash(&mut self) {
        let rest = &self.text[self.at..];
        let pairs = [
            ("\\\\(", "\\\\)", Delimiter::Escaped),
            ("\\\\[", "\\\\]", Delimiter::Escaped),
            ("\\(", "\\)", Delimiter::Math),
            ("\\[", "\\]", Delimiter::Math),
        ];
        if let Some((open, close, delimiter)) = pairs.into_iter().find(|(open, ..)| rest.starts_with(open)) {
            let from = self.at + open.len();
            let end = self.finder.find(close, from).filter(|end| self.is_one_paragraph(from..*end));
            // `\[1\]` is a bracket that is escaped.
            if let Some(end) = end.filter(|end| delimiter == Delimiter::Escaped || is_like_math(&self.text[from..*end]))
            {
                return self.between(delimiter, from..end, open.len(), close.len());
            }
        }
        if let Some((name, length)) = environments::named(rest, "\\begin")
            && environments::is_formula(name, true)
        {
            let (start, name) = (self.at, name.to_string());
            match environment_end(&name, start, length, &mut self.finder) {
                Some((_, end)) => {
                    let raw = Raw {
                        delimiter: Delimiter::Math,
                        range: start..end,
                        inner: start..end,
                        quotes: 0,
                        in_table: false,
                    };
                    return self.formula(raw);
                }
                None => self.unclosed("environment", length),
            }
            return;
        }
        self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
    }

    fn dollar(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with("$$") {
            let from = self.at + 2;
            let end = self.finder.find("$$", from).filter(|end| self.is_one_paragraph(from..*end));
            return match end {
                Some(end) => self.between(Delimiter::Math, from..end, 2, 2),
                None => self.unclosed("$$", 2),
            };
        }
        let from = self.at + 1;
        match self.inline_end(from) {
            Some(end) => self.between(Delimiter::Math, from..end, 1, 1),
            None => self.at = from,
        }
    }

    /// The dollar that ends a formula. A formula touches its dollars, or has signs of mathematics.
    fn inline_end(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let limit = self.text.len().min(from + LONGEST_INLINE);
        let (mut at, mut depth, mut first) = (from, 0usize, None);
        let end = loop {
            if at >= limit {
                break first;
            }
            match bytes[at] {
                b'\\' => at += 1,
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'$' if depth == 0 => break Some(at),
                // `\text{if $x$}`, or a brace without its end: then the first dollar ends the formula. If there are
                // many, this is no formula.
                b'$' if first.is_some_and(|first| at > first + 256) => break first,
                b'$' => first = first.or(Some(at)),
                b'\n' => {
                    let line = &self.text[at + 1..];
                    if is_blank(&line[..line.find('\n').unwrap_or(line.len())]) {
                        break first;
                    }
                }
                _ => {}
            }
            at += 1;
        }?;
        let inner = self.text.get(from..end)?;
        let touches = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        (!inner.trim().is_empty() && (touches && !digit_follows || is_like_math(inner))).then_some(end)
    }

    fn between(&mut self, delimiter: Delimiter, inner: Range<usize>, open: usize, close: usize) {
        let range = inner.start - open..inner.end + close;
        // What stands before a formula in a quotation is short.
        let before = &self.text.as_bytes()[range.start.saturating_sub(LONGEST_PREFIX)..range.start];
        let line = before.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
        let line = if range.start < LONGEST_PREFIX { line.or(Some(0)) } else { line };
        let quotes = line.map_or(0, |line| {
            let before = &before[line..];
            before[..prefix(before)].iter().filter(|byte| **byte == b'>').count()
        });
        self.formula(Raw { delimiter, range, inner, quotes, in_table: false });
    }

    fn unclosed(&mut self, what: &'static str, length: usize) {
        self.found.push(Found::Unclosed(what, self.at..self.at + length));
        self.at += length;
    }

    fn angle(&mut self) {
        match html(self.text, self.at, &mut self.finder) {
            None => self.at += 1,
            Some(Html::Skipped { end }) => self.at = end,
            Some(Html::Comment { inner, end }) => {
                self.found.push(Found::Comment(inner));
                self.at = end;
            }
            Some(Html::Formula { inner, end }) => {
                let range = self.at..end;
                self.formula(Raw { delimiter: Delimiter::Script, range, inner, quotes: 0, in_table: false });
            }
        }
    }

    fn is_one_paragraph(&self, range: Range<usize>) -> bool {
        let mut lines = self.text[range].split('\n');
        lines.next();
        let mut lines = lines.peekable();
        while let Some(line) = lines.next() {
            if is_blank(line) && lines.peek().is_some() {
                return false;
            }
        }
        true
    }
}

/// Whether a text has a sign of mathematics. A single letter is a formula, too.
fn is_like_math(text: &str) -> bool {
    let mut letters = text.trim().chars();
    let is_letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let has_command = text.as_bytes().windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic());
    is_letter || has_command || text.contains(['=', '^', '_', '<', '>'])
}
