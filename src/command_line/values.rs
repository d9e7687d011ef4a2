//! A counterexample, laid out.

use super::page::{FAINT, LABEL, Page};
use crate::claim::Claim;
use crate::latex::typeset;
use crate::report::{inputs, words};
use crate::verdict::ClaimReport;

/// The counterexample: sizes, inputs, both sides.
pub(super) fn witness(page: &mut Page, indent: usize, claim: &Claim, report: &ClaimReport, width: usize) {
    let Some(witness) = &report.witness else {
        page.note(indent, "witness", FAINT, "none was found among small integers", width);
        return;
    };
    let room = width.saturating_sub(indent + LABEL);
    let values = witness.inputs.iter().map(|(name, rows)| (name.as_str(), rows.as_slice()));
    let sizes = inputs::size_text(claim, &witness.sizes);
    let mut lines = typeset::wrap(&sizes, room);
    if sizes.is_empty() {
        lines.clear();
    }
    lines.extend(typeset::equations(values, room));
    page.entry(indent, "witness", FAINT, lines);
    let (left, right) = words::sides(claim);
    let mut lines = typeset::equations([(left, witness.left.as_slice()), (right, witness.right.as_slice())], room);
    lines.extend(witness.pattern.map(String::from));
    page.entry(indent, "there", FAINT, lines);
}
