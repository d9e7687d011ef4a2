//! `gradus list`: the derivations and their claims.

use super::answer::{AS_EXPECTED, Answer};
use super::page::{Cell, ERRATUM, FAINT, PLAIN, Page, columns};
use crate::claim::{Derivation, Expected};
use crate::latex::typeset;
use crate::report::numbers;

pub(super) fn answer(derivations: &[Derivation], width: usize) -> Answer {
    let mut page = Page::default();
    let names = derivations.iter().flat_map(|derivation| &derivation.claims).map(|claim| claim.name.len());
    let widest = names.max().unwrap_or(0);
    for derivation in derivations {
        page.part();
        let count = numbers::count(derivation.claims.len(), "claim");
        page.heading(&derivation.name, &count, width);
        page.paragraph(0, &derivation.title, width);
        let rows: Vec<Vec<Cell>> = derivation
            .claims
            .iter()
            .map(|claim| {
                let (mark, style) = match claim.expected {
                    Expected::Holds => (" ", PLAIN),
                    Expected::Refuted { .. } => ("✗", ERRATUM),
                };
                vec![
                    Cell::new(style, mark),
                    Cell::new(style, format!("{:widest$}", claim.name)),
                    Cell::new(FAINT, shortened(&typeset::inline(&claim.latex), width.saturating_sub(widest + 7))),
                ]
            })
            .collect();
        page.indented(0, columns(&rows, width * 2));
    }
    let claims: usize = derivations.iter().map(|derivation| derivation.claims.len()).sum();
    page.part();
    page.line(format!(
        "{}, {}; ✗ marks what a source states wrongly",
        numbers::count(derivations.len(), "derivation"),
        numbers::count(claims, "claim")
    ));
    Answer { text: page.into_text(), code: AS_EXPECTED }
}

/// The beginning of a text that is too long for one line.
fn shortened(text: &str, width: usize) -> String {
    if typeset::width(text) <= width {
        return text.into();
    }
    let mut kept: String = text.chars().take(width.saturating_sub(2)).collect();
    kept.truncate(kept.trim_end().len());
    kept + " …"
}
