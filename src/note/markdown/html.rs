//! HTML in Markdown: comments, formulas in scripts, and elements whose text is not shown or is code.

use crate::note::find::Finder;
use std::ops::Range;

/// Elements whose content has no formulas.
const WITHOUT_FORMULAS: [&str; 9] = ["script", "style", "pre", "code", "textarea", "kbd", "samp", "svg", "title"];

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 4096;

/// What begins with `<`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// A comment: what is inside.
    Comment { inner: Range<usize>, end: usize },
    /// `<script type="math/tex">…</script>`
    Formula { inner: Range<usize>, end: usize },
    /// A tag, or an element to pass over.
    Skipped { end: usize },
}

/// Reads what begins with the `<` at a byte; `None` if that is a less-than sign.
pub(super) fn html(text: &str, at: usize, finder: &mut Finder) -> Option<Html> {
    let rest = &text[at..];
    if rest.starts_with("<!--") {
        let close = finder.find("-->", at + 4)?;
        return Some(Html::Comment { inner: at + 4..close, end: close + 3 });
    }
    let bytes = rest.as_bytes();
    let is_closing = bytes.get(1) == Some(&b'/');
    let name_start = 1 + usize::from(is_closing);
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
    let name_length = bytes.get(name_start..)?.iter().take_while(is_name).count();
    if !bytes.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let after_name = name_start + name_length;
    // A dollar or a second < says that this was a less-than sign, before or within a formula.
    let length = bytes[after_name..].iter().take(LONGEST_TAG).position(|byte| b"><$".contains(byte))?;
    let inside = rest.get(after_name..after_name + length).filter(|_| bytes[after_name + length] == b'>')?;
    let begins_attributes = inside.is_empty() || inside.starts_with([' ', '\t', '\n', '\r', '/']);
    if !begins_attributes || inside.contains("\n\n") {
        return None;
    }
    let name = rest[name_start..after_name].to_ascii_lowercase();
    let end = at + after_name + length + 1;
    let passed_over = !is_closing && !inside.ends_with('/') && WITHOUT_FORMULAS.contains(&&*name);
    if passed_over && let Some(close) = closing(&name, end, finder) {
        let tag_end = text[close..].find('>').map_or(text.len(), |found| close + found + 1);
        let is_formula = name == "script" && inside.to_ascii_lowercase().contains("math/tex");
        return Some(match is_formula {
            true => Html::Formula { inner: end..close, end: tag_end },
            false => Html::Skipped { end: tag_end },
        });
    }
    Some(Html::Skipped { end })
}

/// The place of `</name`, in the letters that are usual.
fn closing(name: &str, from: usize, finder: &mut Finder) -> Option<usize> {
    let lower = finder.find(&format!("</{name}"), from);
    let upper = finder.find(&format!("</{}", name.to_uppercase()), from);
    [lower, upper].into_iter().flatten().min()
}
