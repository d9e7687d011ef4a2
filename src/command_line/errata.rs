//! `gradus errata`: what the sources state wrongly, why, and what holds instead.

use super::answer::{AS_EXPECTED, Answer};
use super::arguments::Run;
use super::page::{FAINT, LABEL, Page, paint};
use super::{table, values, verify};
use crate::claim::{Claim, Derivation, Expected, Text};
use crate::latex::typeset;
use crate::report::{numbers, words};
use crate::verdict::suite::SuiteReport;
use crate::verdict::{ClaimReport, Verdict};

pub(super) fn answer(derivations: &[Derivation], run: &Run, width: usize) -> Answer {
    // The errata and their corrections.
    let mut selected = derivations.to_vec();
    for derivation in &mut selected {
        let corrections: Vec<Text> = derivation.claims.iter().filter_map(correction_of).cloned().collect();
        derivation.keep_only(|claim| correction_of(claim).is_some() || corrections.contains(&claim.name));
    }
    selected.retain(|derivation| !derivation.claims.is_empty());
    if selected.is_empty() {
        return Answer { text: "No errata: every form is expected to hold as printed.\n".into(), code: AS_EXPECTED };
    }
    let report = verify::judged(&selected, run);
    let mut page = Page::default();
    let mut count = 0;
    let mut sound = report.as_expected();
    for (derivation, claim, verdict) in table::paired(&selected, &report) {
        let Some(name) = correction_of(claim) else { continue };
        count += 1;
        page.part();
        erratum(&mut page, claim, verdict, width);
        sound &= correction(&mut page, derivation, name, &report, width);
    }
    page.blank();
    let total = if count == 1 { "1 erratum".into() } else { format!("{count} errata") };
    page.line(format!("{total} · seed {}", run.seed));
    Answer::judged(page.into_text(), sound)
}

fn correction_of(claim: &Claim) -> Option<&Text> {
    match &claim.expected {
        Expected::Refuted { correction } => Some(correction),
        Expected::Holds => None,
    }
}

fn erratum(page: &mut Page, claim: &Claim, report: &ClaimReport, width: usize) {
    page.heading(&report.id, &words::sources(claim), width);
    page.entry(2, "printed", FAINT, typeset::display(&claim.latex, width.saturating_sub(2 + LABEL)));
    page.note(2, "remark", FAINT, &claim.reason, width);
    if report.verdict == Verdict::Refuted {
        values::witness(page, 2, claim, report, width);
        if let Some(diagnosis) = &report.diagnosis {
            page.note(2, "diagnosis", FAINT, diagnosis, width);
        }
    } else {
        let (_, style) = table::mark(report);
        let reason = if report.reason.is_empty() { String::new() } else { format!(": {}", report.reason) };
        page.note(2, "UNEXPECTED", style, &format!("not refuted; it {}{reason}", words::became(report)), width);
    }
}

/// The claim that holds instead; returns whether there is one.
fn correction(page: &mut Page, derivation: &Derivation, name: &str, report: &SuiteReport, width: usize) -> bool {
    let Some(claim) = derivation.claims.iter().find(|claim| claim.name == name) else {
        page.note(
            2,
            "UNEXPECTED",
            super::page::BAD,
            &format!("its correction `{name}` is not a claim of {}", derivation.name),
            width,
        );
        return false;
    };
    page.entry(2, "correct", FAINT, typeset::display(&claim.latex, width.saturating_sub(2 + LABEL)));
    let id = derivation.id(claim);
    let Some(verdict) = report.claims.iter().find(|report| report.id == id) else { return true };
    let (_, style) = table::mark(verdict);
    let bound = verdict
        .strongest()
        .map_or(String::new(), |evidence| format!(" ({} ≤ {})", evidence.oracle, numbers::at_most(evidence.bound)));
    let line = format!("{name} {}{bound}", paint(style, &words::verdict(verdict)));
    page.entry(2, "", FAINT, vec![line]);
    true
}
