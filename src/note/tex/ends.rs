//! Where formulas of LaTeX end.

use super::definitions::command;
use crate::note::environments;
use crate::note::find::{end_of_line, is_blank};

/// The longest part with dollars in braces of a formula between dollars, in bytes.
const LONGEST_NESTED: usize = 256;

/// What ends a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End<'a> {
    Dollar,
    Dollars,
    /// `\)`
    Parenthesis,
    /// `\]`
    Bracket,
    /// `\end{name}`, or a macro that stands for it.
    Environment(&'a str),
}

/// The first byte of the end, and the byte after it; `None` if the formula does not end. `ends`: whether a command is a
/// macro for the end of an environment.
pub(super) fn end(text: &str, from: usize, wanted: End, ends: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut nested) = (from, 0usize, None);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => {
                let name = command(&text[at..])?;
                let length = 1 + name.len();
                match (name, wanted) {
                    (")", End::Parenthesis) | ("]", End::Bracket) => return Some((at, at + length)),
                    ("(", End::Parenthesis) | ("[", End::Bracket) => return None,
                    ("end", _) => {
                        let (ended, length) = environments::named(&text[at..], "\\end")?;
                        if wanted == End::Environment(ended) {
                            return Some((at, at + length));
                        }
                        if ended == "document" {
                            return None;
                        }
                    }
                    ("begin", End::Environment(own)) if begins(&text[at..], own) => return None,
                    ("section" | "subsection" | "chapter", _) => return None,
                    (name, End::Environment(_)) if ends(name) => return Some((at, at + length)),
                    _ => {}
                }
                at += length;
            }
            b'%' => at = end_of_line(text, at),
            b'{' => {
                depth += 1;
                at += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'$' if wanted == End::Dollar && depth == 0 => return Some((at, at + 1)),
            // `\mbox{if $x$}`. If many follow, a brace has no end, and neither has the formula.
            b'$' if wanted == End::Dollar => {
                if *nested.get_or_insert(at) + LONGEST_NESTED < at {
                    return None;
                }
                at += 1;
            }
            b'$' if wanted == End::Dollars && bytes.get(at + 1) == Some(&b'$') => return Some((at, at + 2)),
            b'\n' => {
                at += 1;
                // A paragraph ends a formula between dollars, as in TeX.
                let is_dollar = matches!(wanted, End::Dollar | End::Dollars);
                if is_dollar && at < bytes.len() && is_blank(&text[at..end_of_line(text, at)]) {
                    return None;
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// Whether a text begins with the beginning of an environment.
fn begins(text: &str, environment: &str) -> bool {
    environments::named(text, "\\begin").is_some_and(|(begun, _)| begun == environment)
}
