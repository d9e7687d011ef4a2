//! A formula of a note: its text, and where each part of it stands in the source.

use std::ops::Range;

/// The text of a formula, put together from pieces of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spliced {
    text: String,
    pieces: Vec<Piece>,
}

/// A piece of the text, and what it stands for. If the lengths are equal, so are the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    text: Range<usize>,
    source: Range<usize>,
}

impl Piece {
    fn is_copied(&self) -> bool {
        self.text.len() == self.source.len()
    }
}

impl Spliced {
    /// One piece, as it stands in the source.
    pub fn whole(text: &str, range: Range<usize>) -> Self {
        let mut spliced = Self::default();
        spliced.copy(text, range);
        spliced
    }

    /// Appends a range of the source.
    pub fn copy(&mut self, source: &str, range: Range<usize>) {
        if let Some(copied) = source.get(range.clone()).filter(|copied| !copied.is_empty()) {
            self.push(copied, range);
        }
    }

    /// Appends a text that stands for a range of the source.
    pub fn replace(&mut self, text: &str, range: Range<usize>) {
        self.push(text, range);
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let piece = Piece { text: start..self.text.len(), source };
        match self.pieces.last_mut() {
            Some(last) if last.is_copied() && piece.is_copied() && last.source.end == piece.source.start => {
                last.text.end = piece.text.end;
                last.source.end = piece.source.end;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source where a part of the text stands.
    pub fn place(&self, span: Range<usize>) -> Range<usize> {
        let start = self.byte(span.start).start;
        let end = if span.end > span.start { self.byte(span.end - 1).end } else { start };
        start..end.max(start)
    }

    /// What a byte of the text stands for.
    fn byte(&self, at: usize) -> Range<usize> {
        let at = at.min(self.text.len().saturating_sub(1));
        let index = self.pieces.partition_point(|piece| piece.text.start <= at).saturating_sub(1);
        match self.pieces.get(index) {
            Some(piece) if piece.is_copied() => {
                let byte = piece.source.start + (at - piece.text.start);
                byte..byte + 1
            }
            Some(piece) => piece.source.clone(),
            None => 0..0,
        }
    }
}

/// A formula of a note.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The index of its source in the note.
    pub source: usize,
    /// The bytes of the source from delimiter to delimiter.
    pub range: Range<usize>,
    /// Its text, as it is read.
    pub text: Spliced,
}

#[cfg(test)]
mod tests {
    use super::Spliced;

    #[test]
    fn each_part_of_the_text_has_its_place() {
        let source = r"$a\_b &lt; c$";
        let mut spliced = Spliced::default();
        spliced.copy(source, 1..2);
        spliced.copy(source, 3..6);
        spliced.replace("<", 6..10);
        spliced.copy(source, 10..12);
        assert_eq!(spliced.text(), "a_b < c");
        let places = |from: usize, to: usize| &source[spliced.place(from..to)];
        assert_eq!([places(0, 1), places(1, 2), places(0, 3), places(4, 5)], ["a", "_", r"a\_b", "&lt;"]);
        assert_eq!([places(6, 7), places(5, 7)], ["c", " c"]);
        assert_eq!(spliced.place(50..90), 11..12);
    }
}
