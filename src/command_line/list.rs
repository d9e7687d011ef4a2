//! `gradus list`: the derivations and their claims.

use super::answer::{AS_EXPECTED, Answer};
use super::arguments::List;
use super::context::Context;
use super::output::Output;
use super::{output, page};
use crate::claim::{Claim, Derivation, Expected};
use crate::error::Result;
use crate::latex::typeset;
use crate::report::document::{Block, Span, Tone, plain, span};
use crate::report::numbers;
use crate::report::schema::Listing;

pub(super) fn answer(context: &Context, arguments: &List) -> Result<Answer> {
    let derivations = context.names().matching(&arguments.filters)?;
    let file = arguments.json.as_deref().map(Output::open).transpose()?;
    let instead = output::written(file, || Listing::from(&derivations[..]))?;
    let text = instead.unwrap_or_else(|| page::painted(&page(&derivations), context.width));
    Ok(Answer { text, code: AS_EXPECTED })
}

fn page(derivations: &[Derivation]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let claims = || derivations.iter().flat_map(|derivation| &derivation.claims);
    let widest = claims().map(|claim| claim.name.len()).max().unwrap_or(0);
    for derivation in derivations {
        let row = |claim: &Claim| -> Vec<Span> {
            let (mark, tone) = match claim.expected {
                Expected::Holds => (" ", Tone::Plain),
                Expected::Erratum { .. } => (ERRATUM, Tone::Erratum),
                Expected::TemptingMistake { .. } => (TEMPTING, Tone::Erratum),
            };
            let formula = typeset::inline(&claim.latex);
            vec![span(tone, mark), span(tone, format!("{:widest$}", claim.name)), span(Tone::Faint, formula)]
        };
        blocks.extend([
            Block::Space,
            Block::Heading(derivation.name.to_string(), numbers::count(derivation.claims.len(), "claim")),
            Block::Paragraph(Tone::Plain, derivation.title.to_string()),
            Block::Table(derivation.claims.iter().map(row).collect()),
        ]);
    }
    let counts = [numbers::count(derivations.len(), "derivation"), numbers::count(claims().count(), "claim")];
    let mut legend = counts.join(", ");
    if claims().any(|claim| claim.expected.is_erratum()) {
        legend += &format!("; {ERRATUM} marks an erratum");
    }
    if claims().any(|claim| claim.expected.is_tempting_mistake()) {
        legend += &format!("; {TEMPTING} marks a tempting mistake, which no source prints");
    }
    blocks.extend([Block::Space, Block::Line(vec![plain(legend)])]);
    blocks
}

const ERRATUM: &str = "✗";
const TEMPTING: &str = "!";
