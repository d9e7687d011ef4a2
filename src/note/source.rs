//! A text of a note, and the places in it.

use std::ops::Range;
use std::sync::Arc;

/// A line and a column, both from 1. Columns count code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A file, or a cell of a notebook.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file, as it was named.
    pub name: String,
    /// In a notebook, the number of the cell; the first one is 1.
    pub cell: Option<usize>,
    /// What it contains.
    pub text: Arc<str>,
    /// The first byte of each line.
    lines: Vec<u32>,
    /// The number of code points before each block of bytes.
    points: Vec<u32>,
}

/// The bytes of a block. A column is counted from the beginning of its block, so that long lines cost no more.
const BLOCK: usize = 512;

impl Source {
    /// Finds the lines of a text. They end with a line feed. The text has less than 4 GiB.
    pub fn new(name: impl Into<String>, cell: Option<usize>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let (mut lines, mut points, mut count) = (vec![0], Vec::new(), 0u32);
        for (at, byte) in text.bytes().enumerate() {
            if at.is_multiple_of(BLOCK) {
                points.push(count);
            }
            count += u32::from(!is_inside(byte));
            if byte == b'\n' {
                lines.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        points.push(count);
        Self { name: name.into(), cell, text, lines, points }
    }

    /// The index of the line of a byte, from 0.
    fn row(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start as usize <= byte).saturating_sub(1)
    }

    /// The place of a byte. A byte after the end has the place of the end.
    pub fn place(&self, byte: usize) -> Place {
        let byte = byte.min(self.text.len());
        let row = self.row(byte);
        let column = self.points_before(byte) - self.points_before(self.lines[row] as usize);
        Place { line: row + 1, column: column + 1 }
    }

    /// The number of code points that begin before a byte.
    fn points_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = &self.text.as_bytes()[block * BLOCK..byte];
        self.points[block] as usize + rest.iter().filter(|byte| !is_inside(**byte)).count()
    }

    /// The bytes of the lines that a range touches, without the line break at the end.
    pub fn lines_around(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.row(range.start.min(self.text.len()));
        let last_byte = range.end.max(range.start + 1) - 1;
        let last = self.row(last_byte.min(self.text.len()));
        let end = self.lines.get(last + 1).map_or(self.text.len(), |&next| next as usize - 1);
        self.lines[first] as usize..end
    }
}

/// Whether a byte continues a code point.
fn is_inside(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::{Place, Source};

    #[test]
    fn columns_count_code_points_and_lines_end_with_a_line_feed() {
        let source = Source::new("n.md", None, "aΣb\r\n\n  x");
        let place = |byte: usize| {
            let Place { line, column } = source.place(byte);
            (line, column)
        };
        assert_eq!([place(0), place(1), place(3), place(4)], [(1, 1), (1, 2), (1, 3), (1, 4)]);
        assert_eq!([place(6), place(7), place(9), place(99)], [(2, 1), (3, 1), (3, 3), (3, 4)]);
        assert_eq!([source.lines_around(&(1..3)), source.lines_around(&(3..8))], [0..5, 0..10]);
    }

    #[test]
    fn the_places_of_a_long_line_are_those_of_counting() {
        let text = "Σx".repeat(3000) + "\nab";
        let source = Source::new("n.md", None, &*text);
        for (column, (byte, _)) in text.char_indices().enumerate().take(6000).step_by(7) {
            assert_eq!(source.place(byte), Place { line: 1, column: column + 1 });
        }
        assert_eq!(source.place(text.len()), Place { line: 2, column: 3 });
    }
}
