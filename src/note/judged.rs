//! The formulas of a note, judged in their order.
//!
//! This stands in for a function of the same name in [`crate::reading`], which will know definitions and infer shapes.

use crate::latex::{Class, Kind, NodeId, Span, parse};
use crate::reading::{self, Checked, Outcome};

/// One part of a note, in the order of the text.
pub(super) enum Part<'a> {
    Declaration(&'a str),
    Formula(&'a str),
    Section,
}

/// The longest text of definitions that is put before a formula.
const MOST_DEFINITIONS: usize = 1 << 14;

/// What each part states; one entry for each part, each with the checked links of a formula. The entry of a declaration
/// is empty unless the declaration is wrong.
pub(super) fn check_note(parts: &[Part<'_>]) -> Vec<Vec<Checked>> {
    let (mut declared, mut definitions) = (Vec::<(String, String)>::new(), String::new());
    parts
        .iter()
        .map(|part| match part {
            Part::Section => Vec::new(),
            Part::Declaration(text) => {
                let mut wrong = reading::check("", text);
                wrong.retain(|checked| matches!(&checked.outcome, Outcome::Unread(stop) if stop.code == "G201"));
                if wrong.is_empty() {
                    declare(&mut declared, text);
                }
                wrong
            }
            Part::Formula(text) => {
                let defines = ["\\newcommand", "\\renewcommand", "\\def", "\\DeclareMathOperator", "\\let"];
                let links = if states(text) { links(text, &definitions, &declared) } else { Vec::new() };
                if defines.iter().any(|command| text.contains(command))
                    && definitions.len() + text.len() < MOST_DEFINITIONS
                    && links.is_empty()
                {
                    definitions += text;
                    definitions.push('\n');
                }
                links
            }
        })
        .collect()
}

fn links(text: &str, definitions: &str, declared: &[(String, String)]) -> Vec<Checked> {
    let given: Vec<String> = declared.iter().map(|(name, shape)| format!("{name}: {shape}")).collect();
    let mut links = reading::check(&format!("{definitions}{text}"), &given.join("; "));
    let shift = |span: &mut Span| {
        let offset = u32::try_from(definitions.len()).unwrap_or(u32::MAX);
        span.start = span.start.saturating_sub(offset);
        span.end = span.end.saturating_sub(offset);
    };
    for checked in &mut links {
        shift(&mut checked.span);
        if let Outcome::Unread(stop) = &mut checked.outcome {
            shift(&mut stop.span);
        }
    }
    links
}

/// A later declaration of a symbol replaces an earlier one.
fn declare(declared: &mut Vec<(String, String)>, text: &str) {
    for clause in text.split([';', '\n']) {
        let Some((names, shape)) = clause.rsplit_once(':') else { continue };
        for name in names.split(',') {
            declared.retain(|(known, _)| known != name.trim());
            declared.push((name.trim().into(), shape.trim().into()));
        }
    }
}

/// Whether there is a relation outside of scripts.
fn states(text: &str) -> bool {
    let tree = parse(text);
    let mut waiting: Vec<NodeId> = tree.row().to_vec();
    while let Some(id) = waiting.pop() {
        match tree.kind(id) {
            Kind::Symbol(_, Class::Relation) => return true,
            Kind::Script { base, .. } => waiting.extend(base),
            kind => waiting.extend(kind.rows().into_iter().flatten()),
        }
    }
    false
}
