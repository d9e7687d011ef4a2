//! Escapes: what an author writes in Markdown so that LaTeX arrives as it is meant.
//!
//! Programs differ in how much of a formula they take as Markdown, so the same text means different things in different
//! notes. What a note does is seen in all of its formulas together.

use super::raw::{Delimiter, Raw};
use crate::note::formula::Spliced;

/// How the formulas of a note are escaped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    /// `\\\\` ends a row, and `\\{` is a brace.
    doubled: bool,
    /// `\|` is a single bar, not the double one of a norm.
    bars: bool,
}

/// Characters that are escaped by two backslashes where rows end with four.
const DOUBLED: &[u8] = b"{},;!|_&%#:>";

impl Dialect {
    /// From the formulas of a note.
    pub(super) fn of<'a>(formulas: impl Iterator<Item = (&'a Raw, &'a str)>) -> Self {
        let (mut doubled, mut odd, mut plain) = (false, false, false);
        for (raw, text) in formulas {
            let inner = &text[raw.inner.clone()];
            doubled |= raw.delimiter == Delimiter::Math && inner.contains("\\\\\\\\");
            let (is_odd, is_plain) = bars(inner);
            odd |= is_odd;
            plain |= is_plain && !raw.in_table;
        }
        Self { doubled, bars: odd && !plain }
    }

    /// The formula without its escapes, and without the `>` of a quotation.
    pub(super) fn unescaped(self, raw: &Raw, text: &str) -> Spliced {
        let mut spliced = Spliced::default();
        let (mut copied, mut at) = (raw.inner.start, raw.inner.start);
        while at < raw.inner.end {
            let rest = &text[at..raw.inner.end];
            match self.edit(raw, rest) {
                Some(Edit { before, dropped, instead, after }) => {
                    let from = at + before;
                    spliced.copy(text, copied..from);
                    if !instead.is_empty() {
                        spliced.replace(instead, from..from + dropped);
                    }
                    copied = from + dropped;
                    at = copied + after;
                }
                None => {
                    let mut letters = rest.chars();
                    let escapes = letters.next() == Some('\\');
                    at += 1;
                    // A command, or an escaped character, stays as it is.
                    if escapes {
                        at += letters.next().map_or(0, char::len_utf8);
                    }
                    while !text.is_char_boundary(at) {
                        at += 1;
                    }
                }
            }
        }
        spliced.copy(text, copied..raw.inner.end);
        spliced
    }

    /// The change at the beginning of a text.
    fn edit(self, raw: &Raw, rest: &str) -> Option<Edit> {
        let bytes = rest.as_bytes();
        let unescape = |dropped, after| Some(Edit { before: 0, dropped, instead: "", after });
        match (bytes[0], bytes.get(1)?, raw.delimiter) {
            (b'\n', _, _) if raw.quotes > 0 => {
                Some(Edit { before: 1, dropped: quotation(&rest[1..], raw.quotes), instead: "", after: 0 })
            }
            (b'&', b'l' | b'g' | b'a', _) => ENTITIES
                .iter()
                .find(|(entity, _)| rest.starts_with(entity))
                .map(|&(entity, instead)| Edit { before: 0, dropped: entity.len(), instead, after: 0 }),
            (b'\\', next, Delimiter::Escaped) if next.is_ascii_punctuation() => unescape(1, 1),
            (b'\\', b'_' | b'*', Delimiter::Math) => unescape(1, 1),
            (b'\\', b'|', Delimiter::Math) if raw.in_table || self.bars => unescape(1, 1),
            (b'\\', b'\\', Delimiter::Math) if self.doubled => match bytes.get(2)? {
                b'\\' if bytes.get(3) == Some(&b'\\') => unescape(2, 2),
                third if DOUBLED.contains(third) => unescape(1, 2),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A change of a text: after some bytes that stay, others are dropped, with a text in their place; those after them
/// stay, too.
struct Edit {
    before: usize,
    dropped: usize,
    instead: &'static str,
    after: usize,
}

const ENTITIES: [(&str, &str); 3] = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];

/// The length of what stands before the text of a line in a quotation.
fn quotation(line: &str, quotes: usize) -> usize {
    let (mut length, mut marks) = (0, 0);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' | b'\t' => {}
            b'>' if marks < quotes => {
                marks += 1;
                length = at + 1;
            }
            _ => break,
        }
    }
    length
}

/// Whether `\|` stands in a pair of parentheses an odd number of times, as in `p(x\|y)`; and whether there is a plain
/// `|`.
fn bars(formula: &str) -> (bool, bool) {
    let (mut odd, mut plain) = (false, false);
    let mut counts: Vec<usize> = Vec::new();
    let mut letters = formula.bytes();
    while let Some(letter) = letters.next() {
        match letter {
            b'\\' => {
                if letters.next() == Some(b'|')
                    && let Some(count) = counts.last_mut()
                {
                    *count += 1;
                }
            }
            b'(' => counts.push(0),
            b')' => odd |= counts.pop().is_some_and(|count| count % 2 == 1),
            b'|' => plain = true,
            _ => {}
        }
    }
    (odd, plain)
}

#[cfg(test)]
mod tests {
    use super::{Delimiter, Dialect, Raw};

    fn unescaped(notes: &[&str], delimiter: Delimiter, quotes: usize) -> Vec<String> {
        let raw = |text: &str| Raw { delimiter, range: 0..text.len(), inner: 0..text.len(), quotes, in_table: false };
        let raws: Vec<Raw> = notes.iter().map(|text| raw(text)).collect();
        let dialect = Dialect::of(raws.iter().zip(notes.iter().copied()));
        raws.iter().zip(notes).map(|(raw, text)| dialect.unescaped(raw, text).text().to_string()).collect()
    }

    #[test]
    fn rows_end_with_four_backslashes_where_a_note_writes_them() {
        let math = |notes: &[&str]| unescaped(notes, Delimiter::Math, 0);
        assert_eq!(math(&[r"a \\ \{b\}", r"c\_d\*e"]), [r"a \\ \{b\}", "c_d*e"]);
        assert_eq!(math(&[r"a \\\\ b \\ c", r"\\{d\\} \mu"]), [r"a \\ b \\ c", r"\{d\} \mu"]);
    }

    #[test]
    fn a_note_shows_whether_two_bars_are_a_norm() {
        let math = |notes: &[&str]| unescaped(notes, Delimiter::Math, 0);
        assert_eq!(math(&[r"p(x\|y) = \|\Sigma\|"]), [r"p(x|y) = |\Sigma|"]);
        assert_eq!(math(&[r"\|x\| = f(\|y\|)"]), [r"\|x\| = f(\|y\|)"]);
        assert_eq!(math(&[r"KL(p\|q) = |a|"]), [r"KL(p\|q) = |a|"]);
    }

    #[test]
    fn other_delimiters_and_quotations() {
        assert_eq!(unescaped(&[r"\\Sigma\_1 \\\\ \\{a\\}"], Delimiter::Escaped, 0), [r"\Sigma_1 \\ \{a\}"]);
        assert_eq!(unescaped(&[r"a\_b &lt; c"], Delimiter::Script, 0), [r"a\_b < c"]);
        assert_eq!(unescaped(&["\n> a\n>> b > c\n>Σ\\"], Delimiter::Math, 1), ["\n a\n> b > c\nΣ\\"]);
    }
}
