//! Documents as lines of text, with or without colours.

use super::document::{Block, Span, Tone};
use crate::latex::typeset;

/// The width, if nothing else specifies one.
pub(crate) const WIDTH: usize = 100;

/// Columns of a label and the space after it.
pub(crate) const LABEL: usize = 12;

/// How a document is laid out as text.
pub(crate) struct Layout<'a> {
    /// Columns of a line.
    pub(crate) width: usize,
    /// Columns of a label and the space after it.
    pub(crate) label: usize,
    /// Whether the terms are set in columns. Otherwise each is a paragraph of its own.
    pub(crate) aligned: bool,
    /// Colours a text by its tone.
    pub(crate) paint: &'a dyn Fn(Tone, &str) -> String,
}

/// Without colours.
pub(crate) const PLAIN: Layout<'static> =
    Layout { width: WIDTH, label: LABEL, aligned: true, paint: &|_, text| text.into() };

impl Layout<'_> {
    /// All lines, each with a line break at its end.
    pub(crate) fn text(&self, blocks: &[Block]) -> String {
        self.lines(blocks, self.width).iter().map(|line| format!("{line}\n")).collect()
    }

    fn lines(&self, blocks: &[Block], width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                Block::Space if lines.is_empty() => {}
                block => lines.extend(self.block(block, width).iter().map(|line| line.trim_end().to_string())),
            }
        }
        lines
    }

    fn block(&self, block: &Block, width: usize) -> Vec<String> {
        let paint = self.paint;
        match block {
            Block::Heading(left, right) => self.heading(left, right, width),
            Block::Rule => vec![paint(Tone::Faint, &"─".repeat(width))],
            Block::Space => vec![String::new()],
            Block::Paragraph(tone, text) => self.wrapped(*tone, &typeset::prose(text), width),
            Block::Line(spans) => self.flowing(spans, width, 0),
            Block::Unwrapped(spans) => vec![self.line(spans)],
            Block::Formula(latex) => typeset::display(latex, width),
            Block::Matrix(rows) => typeset::bracketed(rows),
            Block::Values(sizes, values) => {
                let mut lines = if sizes.is_empty() { Vec::new() } else { typeset::wrap(sizes, width) };
                let values = values.iter().map(|(name, rows)| (name.as_str(), rows.as_slice()));
                lines.extend(typeset::equations(values, width));
                lines
            }
            Block::Table(rows) => self.table(rows, width),
            Block::Terms(terms) if self.aligned => {
                let row =
                    |(name, text): &(String, String)| vec![super::document::plain(name), super::document::plain(text)];
                self.table(&terms.iter().map(row).collect::<Vec<_>>(), width)
            }
            Block::Terms(terms) => {
                let paragraphs = terms.iter().map(|(name, text)| typeset::prose(&format!("{name}: {text}")));
                paragraphs.flat_map(|text| typeset::wrap(&text, width)).collect()
            }
            Block::Verdict { tone, words, rest } => {
                vec![paint(*tone, &format!("{} {words}", tone.sign())) + rest]
            }
            Block::Entry { label, tone, body } => {
                let lines = self.lines(body, width.saturating_sub(self.label));
                let head = |k: usize| if k == 0 { *label } else { "" };
                let gap = |label: &str| " ".repeat(self.label.saturating_sub(typeset::width(label)).max(1));
                let labelled = |(k, line)| format!("{}{}{line}", paint(*tone, head(k)), gap(head(k)));
                lines.into_iter().enumerate().map(labelled).collect()
            }
            Block::Indented(columns, blocks) => {
                let lines = self.lines(blocks, width.saturating_sub(*columns));
                lines.into_iter().map(|line| format!("{:columns$}{line}", "")).collect()
            }
        }
    }

    fn line(&self, spans: &[Span]) -> String {
        spans.iter().map(|span| (self.paint)(span.tone, &span.text)).collect()
    }

    /// Pieces of a line, broken between words; the second and later lines are indented.
    fn flowing(&self, spans: &[Span], width: usize, indent: usize) -> Vec<String> {
        if spans.iter().map(|span| typeset::width(&span.text)).sum::<usize>() <= width {
            return vec![self.line(spans)];
        }
        // Words may consist of several spans.
        let mut words: Vec<Vec<Span>> = vec![Vec::new()];
        for Span { tone, text } in spans {
            for (k, part) in text.split(' ').enumerate() {
                if k > 0 {
                    words.push(Vec::new());
                }
                if let Some(word) = words.last_mut().filter(|_| !part.is_empty()) {
                    word.push(Span { tone: *tone, text: part.into() });
                }
            }
        }
        let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
        let mut used = 0;
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            let room: usize = word.iter().map(|span| typeset::width(&span.text)).sum();
            let is_first = lines.last().is_none_or(Vec::is_empty);
            if !is_first && used + 1 + room > width {
                lines.push(Vec::new());
                used = indent + room;
            } else {
                used += room + usize::from(!is_first);
            }
            if let Some(line) = lines.last_mut() {
                append(line, word);
            }
        }
        let indented = |(k, line): (usize, &Vec<Span>)| {
            let indent = if k == 0 { 0 } else { indent };
            format!("{:indent$}{}", "", self.line(line))
        };
        lines.iter().enumerate().map(indented).collect()
    }

    fn wrapped(&self, tone: Tone, text: &str, width: usize) -> Vec<String> {
        typeset::wrap(text, width).into_iter().map(|line| (self.paint)(tone, &line)).collect()
    }

    fn heading(&self, left: &str, right: &str, width: usize) -> Vec<String> {
        let used = typeset::width(left) + typeset::width(right);
        if used + 2 > width {
            let mut lines = self.wrapped(Tone::Title, left, width);
            lines.extend(self.wrapped(Tone::Faint, right, width));
            return lines;
        }
        let gap = " ".repeat(width - used);
        vec![format!("{}{gap}{}", (self.paint)(Tone::Title, left), (self.paint)(Tone::Faint, right))]
    }

    /// Rows with aligned columns; the last column is wrapped at `width`. If there is no room for it, each row is a line
    /// of its own that is wrapped.
    fn table(&self, rows: &[Vec<Span>], width: usize) -> Vec<String> {
        /// The least width of the last column.
        const LEAST: usize = 20;
        /// Indent of the second and later lines of a row that is wrapped.
        const HANGING: usize = 6;
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |j: usize| rows.iter().filter_map(|row| row.get(j)).map(|cell| typeset::width(&cell.text)).max();
        let widths: Vec<usize> = (0..count).map(|j| widest(j).unwrap_or(0)).collect();
        let start: usize = widths.iter().take(count.saturating_sub(1)).map(|width| width + 2).sum();
        if widths.last().is_some_and(|&last| start + last.min(LEAST) > width) {
            let gap = super::document::plain(" ");
            let row = |row: &Vec<Span>| {
                let cells = row.iter().filter(|cell| !cell.text.is_empty());
                let spans: Vec<Span> = cells.flat_map(|cell| [gap.clone(), cell.clone()]).skip(1).collect();
                self.flowing(&spans, width, HANGING)
            };
            return rows.iter().flat_map(row).collect();
        }
        let mut lines = Vec::new();
        for row in rows {
            let Some((last, first)) = row.split_last() else { continue };
            let mut line = String::new();
            for (cell, column) in first.iter().zip(&widths) {
                line.push_str(&(self.paint)(cell.tone, &cell.text));
                line.push_str(&" ".repeat(column - typeset::width(&cell.text) + 2));
            }
            let parts = self.wrapped(last.tone, &last.text, width.saturating_sub(start).max(LEAST));
            for (k, part) in parts.into_iter().enumerate() {
                lines.push(if k == 0 { format!("{line}{part}") } else { format!("{:start$}{part}", "") });
            }
        }
        lines
    }
}

/// Appends a word to a line, after a space. Neighbours of one tone become one span.
fn append(line: &mut Vec<Span>, word: Vec<Span>) {
    for (k, mut next) in word.into_iter().enumerate() {
        let last_tone = line.last().map(|last| last.tone);
        let is_separate = k == 0 && last_tone.is_some();
        if is_separate && last_tone != Some(next.tone) {
            line.push(super::document::plain(" "));
        } else if is_separate {
            next.text.insert(0, ' ');
        }
        match line.last_mut() {
            Some(last) if last.tone == next.tone => last.text.push_str(&next.text),
            _ => line.push(next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Block, Tone, plain, span};
    use super::{LABEL, Layout};

    fn lines(blocks: &[Block], width: usize) -> Vec<String> {
        let paint = |tone, text: &str| if tone == Tone::Bad { format!("<{text}>") } else { text.into() };
        let layout = Layout { width, label: LABEL, aligned: true, paint: &paint };
        layout.text(blocks).lines().map(String::from).collect()
    }

    #[test]
    fn a_line_breaks_between_words_and_keeps_its_tones() {
        let line =
            [Block::Line(vec![plain("12 claims · "), span(Tone::Bad, "3 REFUTED"), plain("(two) · 1 unchecked")])];
        assert_eq!(lines(&line, 50), ["12 claims · <3 REFUTED>(two) · 1 unchecked"]);
        assert_eq!(lines(&line, 16), ["12 claims · <3>", "<REFUTED>(two) · 1", "unchecked"]);
        assert_eq!(lines(&line, 1), ["12", "claims", "·", "<3>", "<REFUTED>(two)", "·", "1", "unchecked"]);
    }

    #[test]
    fn a_table_without_room_for_its_last_column_wraps_its_rows() {
        let row = |name: &str, text: &str| vec![span(Tone::Bad, "✗"), plain(name), plain(text)];
        let table = [Block::Table(vec![row("a_name", "what is said of it"), row("another_name", "this")])];
        assert_eq!(lines(&table, 36), ["<✗>  a_name        what is said of it", "<✗>  another_name  this"]);
        let narrow = ["<✗> a_name what is said of", "      it", "<✗> another_name this"];
        assert_eq!(lines(&table, 26), narrow);
    }
}
