//! Entries of a document as rows of an HTML table, and verdicts as badges. Formulas are enclosed in dollar signs.

use super::document::{Block, Tone};
use super::{escaped, latex, words};
use crate::verdict::ClaimReport;
use crate::verdict::witness::Shown;

/// The colour of a verdict: green and blue for an expected one, vermilion for one that was not expected. Colour-blind
/// readers can tell these colours apart, and the sign carries the same information without them.
pub(crate) fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Erratum => "#2585c7",
        Tone::Open => "#e69f00",
        Tone::Bad => "#d55e00",
        _ => "#009e73",
    }
}

/// `<b>✓ holds</b>` in its colour.
pub(crate) fn badge(report: &ClaimReport) -> String {
    verdict(words::tone(report), &words::verdict(report))
}

fn verdict(tone: Tone, words: &str) -> String {
    format!("<b style=\"color:{}\">{}&nbsp;{words}</b>", colour(tone), tone.sign())
}

/// A formula on a line of its own.
pub(crate) fn display(latex: &str) -> String {
    escaped(&format!("$$ {latex} $$"))
}

/// Each entry as a row of a table.
pub(crate) fn rows(blocks: &[Block]) -> String {
    let row = |block: &Block| {
        let Block::Entry { label, body, .. } = block else { return String::new() };
        let content = body.iter().map(inside).collect::<Vec<_>>().join(" ");
        format!(
            "<tr><td style=\"text-align:left;vertical-align:top\"><i>{label}</i></td>\
             <td style=\"text-align:left\">{content}</td></tr>\n"
        )
    };
    blocks.iter().map(row).collect()
}

fn inside(block: &Block) -> String {
    match block {
        Block::Paragraph(Tone::Emphasis, text) => format!("<b>{}</b>", escaped(text)),
        Block::Paragraph(_, text) => escaped(text),
        Block::Line(spans) => spans.iter().map(|span| escaped(&span.text)).collect(),
        Block::Formula(latex) => display(latex),
        Block::Verdict { tone, words, .. } => verdict(*tone, words),
        Block::Values(sizes, values) => escaped(&format!("$ {} $", self::values(sizes, values))),
        Block::Terms(terms) => {
            let lines: Vec<String> = terms.iter().map(|(name, text)| escaped(&format!("{name}: {text}"))).collect();
            lines.join("<br>")
        }
        // A card has no other blocks beside a label.
        _ => String::new(),
    }
}

/// A point in LaTeX: sizes, and named matrices.
pub(crate) fn values(sizes: &str, values: &[(String, Shown)]) -> String {
    let values = values.iter().map(|(name, value)| format!(r"\text{{{name}}} = {}", latex::matrix(value)));
    let sizes = Some(sizes.to_string()).filter(|sizes| !sizes.is_empty());
    sizes.into_iter().chain(values).collect::<Vec<_>>().join(r",\quad ")
}
