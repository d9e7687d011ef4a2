//! Displayed formulas that begin a line. They are found before the blocks of Markdown, because a line of a formula may
//! look like the beginning of a list, of a heading or of code.

use super::raw::{Delimiter, Raw};
use crate::note::environments;
use crate::note::find::{Finder, end_of_line, is_blank};
use std::ops::Range;

/// The displays of a text, in their order, and those that have no end.
pub(super) fn displays(text: &str, from: usize) -> Vec<Raw> {
    let mut finder = Finder::new(text);
    let mut found = Vec::new();
    let mut fence: Option<(u8, usize)> = None;
    let mut at = from;
    while at < text.len() {
        let end = end_of_line(text, at);
        let prefix = prefix(&text.as_bytes()[at..end]);
        let start = at + prefix;
        let line = &text[start..end];
        if let Some((mark, count)) = fence {
            if closes_fence(line, mark, count) {
                fence = None;
            }
        } else if let Some(opened) = opens_fence(line) {
            fence = Some(opened);
        } else if let Some(raw) = display(text, start, &mut finder) {
            let quotes = text[at..start].bytes().filter(|byte| *byte == b'>').count();
            at = raw.range.end;
            found.push(Raw { quotes, ..raw });
            // The rest of the line is no beginning of a line.
            at = end_of_line(text, at) + 1;
            continue;
        }
        at = end + 1;
    }
    found
}

/// The length of what stands before the text of a line: spaces, `>`, and the marks of lists.
pub(super) fn prefix(bytes: &[u8]) -> usize {
    let is_space = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'>') => at += 1,
            Some(b'-' | b'*' | b'+') if is_space(at + 1) => at += 2,
            Some(b'0'..=b'9') => {
                let digits = bytes[at..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
                if matches!(bytes.get(at + digits), Some(b'.' | b')')) && is_space(at + digits + 1) {
                    at += digits + 2;
                } else {
                    return at;
                }
            }
            _ => return at,
        }
    }
}

/// The mark of a block of code, and how often it stands there.
fn opens_fence(line: &str) -> Option<(u8, usize)> {
    let mark = *line.as_bytes().first().filter(|mark| **mark == b'`' || **mark == b'~')?;
    let count = line.bytes().take_while(|byte| *byte == mark).count();
    let rest = line[count..].trim_start();
    // `~~~~~\sum` is space in a formula.
    let is_code = if mark == b'`' { !rest.contains('`') } else { !rest.starts_with('\\') };
    (count >= 3 && is_code).then_some((mark, count))
}

fn closes_fence(line: &str, mark: u8, count: usize) -> bool {
    let marks = line.bytes().take_while(|byte| *byte == mark).count();
    marks >= count && line[marks..].trim().is_empty()
}

/// The display that begins at a byte.
fn display(text: &str, start: usize, finder: &mut Finder) -> Option<Raw> {
    let rest = &text[start..];
    let raw = |delimiter, end: usize, inner: Range<usize>| Raw {
        delimiter,
        range: start..end,
        inner,
        quotes: 0,
        in_table: false,
    };
    if let Some((name, length)) = environments::named(rest, "\\begin") {
        if !environments::is_formula(name, true) {
            return None;
        }
        let (_, end) = environment_end(name, start, length, finder)?;
        return Some(raw(Delimiter::Math, end, start..end));
    }
    let pairs =
        [("$$", "$$", Delimiter::Math), ("\\\\[", "\\\\]", Delimiter::Escaped), ("\\[", "\\]", Delimiter::Math)];
    let (open, close, delimiter) = pairs.into_iter().find(|(open, ..)| rest.starts_with(open))?;
    let from = start + open.len();
    let end = finder.find(close, from)?;
    is_one_block(text, from, end).then(|| raw(delimiter, end + close.len(), from..end))
}

/// The beginning and the end of `\end{name}`. Such an environment does not contain another one of its name.
pub(super) fn environment_end(name: &str, start: usize, length: usize, finder: &mut Finder) -> Option<(usize, usize)> {
    let closing = format!("\\end{{{name}}}");
    let end = finder.find(&closing, start + length)?;
    let again = finder.find(&format!("\\begin{{{name}}}"), start + length);
    (again.is_none_or(|again| again > end)).then_some((end, end + closing.len()))
}

/// Whether text between two delimiters can be one formula: it has no heading and no code, and blank lines only if the
/// first delimiter stands alone on its line.
fn is_one_block(text: &str, from: usize, end: usize) -> bool {
    let mut lines = text[from..end].split('\n');
    let alone = lines.next().is_none_or(is_blank);
    lines.all(|line| {
        let trimmed = line.trim_start_matches([' ', '\t', '>']);
        let level = trimmed.bytes().take_while(|byte| *byte == b'#').count();
        let is_heading = (1..=6).contains(&level) && trimmed[level..].starts_with(' ');
        let is_code = trimmed.starts_with("```");
        !is_heading && !is_code && (alone || !is_blank(line) || line.contains('>') && !trimmed.is_empty())
    })
}
