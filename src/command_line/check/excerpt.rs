//! The lines of a note that a diagnostic shows.

use super::visible;
use crate::note::Source;
use std::ops::Range;

/// Lines, with a part of them.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The bytes of the text that are meant.
    pub(super) span: Range<usize>,
    /// The number of the first line.
    pub(super) line: usize,
    /// Whether the part begins in the same column as in the source.
    pub(super) keeps_column: bool,
}

/// The most bytes of a line that are shown on each side of the part.
const MARGIN: usize = 160;

/// The most bytes of the part that are shown.
const WIDEST: usize = 2000;

impl Excerpt {
    /// The lines around a part of a source. Of long lines only what stands near the part is shown.
    pub(super) fn of(source: &Source, range: &Range<usize>) -> Self {
        let text = &*source.text;
        let start = boundary(text, range.start.min(text.len()));
        let end = boundary(text, range.end.clamp(start, text.len()).min(start + WIDEST)).max(start);
        let lines = source.lines_around(&(start..end));
        let shown = boundary(text, lines.start.max(start.saturating_sub(MARGIN)))
            ..boundary(text, lines.end.min(end + MARGIN)).max(end);
        let mut excerpt = Self { text: String::new(), span: 0..0, line: source.place(start).line, keeps_column: true };
        if shown.start > lines.start {
            excerpt.text.push('…');
        }
        for (at, letter) in text[shown.clone()].char_indices() {
            if shown.start + at == start {
                excerpt.span.start = excerpt.text.len();
            }
            // A carriage return before a line feed is part of the line break.
            if !(letter == '\r' && text[shown.start + at + 1..].starts_with('\n')) {
                visible::push(&mut excerpt.text, letter);
            }
            if shown.start + at < end {
                excerpt.span.end = excerpt.text.len();
            }
        }
        if start >= shown.end {
            excerpt.span.start = excerpt.text.len();
        }
        excerpt.span.end = excerpt.span.end.max(excerpt.span.start);
        if shown.end < lines.end {
            excerpt.text.push('…');
        }
        excerpt.keeps_column = excerpt.text[..excerpt.span.start].chars().count() + 1 == source.place(start).column;
        excerpt
    }
}

/// The last boundary of a character at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::note::Source;

    #[track_caller]
    fn expect(text: &str, range: std::ops::Range<usize>, shown: &str, part: &str) {
        let excerpt = Excerpt::of(&Source::new("n", None, text), &range);
        assert_eq!((&*excerpt.text, &excerpt.text[excerpt.span.clone()]), (shown, part));
    }

    #[test]
    fn whole_lines_are_shown_with_the_part() {
        expect("a\nb Σ c\r\nd", 4..6, "b Σ c", "Σ");
        expect("a\nb\nc", 0..3, "a\nb", "a\nb");
        expect("a\u{1b}b", 2..3, "a␛b", "b");
        expect("", 0..0, "", "");
        expect("ab", 7..9, "ab", "");
    }

    #[test]
    fn of_a_long_line_a_part_is_shown() {
        let text = "Σ".repeat(10_000);
        let excerpt = Excerpt::of(&Source::new("n", None, &*text), &(8000..8002));
        assert!(excerpt.text.len() < 400 && excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert_eq!(&excerpt.text[excerpt.span.clone()], "Σ");
        let all = Excerpt::of(&Source::new("n", None, &*text), &(0..20_000));
        assert!(all.text.len() < 4000);
    }
}
