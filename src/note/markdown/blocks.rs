//! The blocks of Markdown: code, tables and headings.

use super::raw::Raw;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// Where the blocks stand that matter for formulas, each in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) code: Vec<Range<usize>>,
    pub(super) tables: Vec<Range<usize>>,
    pub(super) headings: Vec<usize>,
}

impl Blocks {
    /// Reads the text from a byte on.
    pub(super) fn read(text: &str, from: usize, displays: &[Raw]) -> Self {
        let masked = masked(text, from, displays);
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let mut blocks = Self::default();
        for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
            let range = range.start + from..range.end + from;
            match event {
                Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => blocks.code.push(range),
                Event::Start(Tag::Table(_)) => blocks.tables.push(range),
                Event::Start(Tag::Heading { .. }) => blocks.headings.push(range.start),
                _ => {}
            }
        }
        blocks.code.sort_by_key(|range| range.start);
        blocks
    }
}

/// The text with letters in place of the displays, which leave lines and quotations as they are.
fn masked(text: &str, from: usize, displays: &[Raw]) -> String {
    let mut masked = String::with_capacity(text.len() - from);
    let mut at = from;
    for display in displays {
        masked.push_str(&text[at..display.range.start]);
        for (k, line) in text[display.range.clone()].split_inclusive('\n').enumerate() {
            let prefix = if k == 0 { 0 } else { line.len() - line.trim_start_matches([' ', '\t', '>']).len() };
            let kept = line[..prefix].rfind('>').map_or(0, |last| last + 1);
            let content = line.trim_end_matches(['\n', '\r']).len().max(kept);
            masked.push_str(&line[..kept]);
            masked.extend(std::iter::repeat_n('x', content - kept));
            masked.push_str(&line[content..]);
        }
        at = display.range.end;
    }
    masked.push_str(&text[at..]);
    masked
}

#[cfg(test)]
mod tests {
    use super::{Blocks, masked};
    use crate::note::markdown::displays::displays;

    fn code(text: &str) -> Vec<&str> {
        Blocks::read(text, 0, &displays(text, 0)).code.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn displays_are_masked_byte_by_byte() {
        let text = "> $$\n> Σ\n> - b\n> $$ c\n";
        let masked = masked(text, 0, &displays(text, 0));
        assert_eq!(masked, "> xx\n>xxx\n>xxxx\n>xxx c\n");
        assert_eq!(masked.len(), text.len());
    }

    #[test]
    fn code_is_found_and_no_line_of_a_formula_begins_code() {
        assert_eq!(code("a `b` c\n\n```\nd\n```\n"), ["`b`", "```\nd\n```"]);
        assert_eq!(code("$$\n~~~~~\\sum x\n$$\nand `b`"), ["`b`"]);
        assert_eq!(code("$$\na\n\n    b\n$$"), [""; 0]);
    }
}
