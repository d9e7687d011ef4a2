//! `gradus list`: the derivations and their claims.

use super::answer::{AS_EXPECTED, Answer};
use super::page;
use crate::claim::{Claim, Derivation, Expected};
use crate::latex::typeset;
use crate::report::document::{Block, Span, Tone, plain, span};
use crate::report::numbers;

pub(super) fn answer(derivations: &[Derivation], width: usize) -> Answer {
    let mut blocks = Vec::new();
    let names = derivations.iter().flat_map(|derivation| &derivation.claims).map(|claim| claim.name.len());
    let widest = names.max().unwrap_or(0);
    for derivation in derivations {
        let count = numbers::count(derivation.claims.len(), "claim");
        let row = |claim: &Claim| -> Vec<Span> {
            let (mark, tone) = match claim.expected {
                Expected::Holds => (" ", Tone::Plain),
                Expected::Refuted { .. } => ("✗", Tone::Erratum),
            };
            let formula = shortened(&typeset::inline(&claim.latex), width.saturating_sub(widest + 7));
            vec![span(tone, mark), span(tone, format!("{:widest$}", claim.name)), span(Tone::Faint, formula)]
        };
        blocks.extend([
            Block::Space,
            Block::Heading(derivation.name.to_string(), count),
            Block::Paragraph(Tone::Plain, derivation.title.to_string()),
            Block::Table(derivation.claims.iter().map(row).collect()),
        ]);
    }
    let claims: usize = derivations.iter().map(|derivation| derivation.claims.len()).sum();
    let counts = [numbers::count(derivations.len(), "derivation"), numbers::count(claims, "claim")].join(", ");
    blocks.extend([Block::Space, Block::Line(vec![plain(format!("{counts}; ✗ marks an erratum"))])]);
    Answer { text: page::painted(&blocks, width), code: AS_EXPECTED }
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
