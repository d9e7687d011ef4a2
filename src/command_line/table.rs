//! The tables of `gradus verify` and the summary below them.

use super::page::{BAD, Cell, ERRATUM, FAINT, GOOD, OPEN, PLAIN, Page, columns, paint};
use super::values;
use crate::claim::{Claim, Derivation, Expected};

use crate::latex::typeset;
use crate::report::{numbers, select, words};
use crate::verdict::suite::{SuiteReport, Summary};
use crate::verdict::{ClaimReport, Verdict};
use anstyle::Style;

/// One table for each derivation, and below it whatever needs explaining.
pub(super) fn tables(page: &mut Page, derivations: &[Derivation], report: &SuiteReport, width: usize) {
    let mut reports = report.claims.iter();
    for derivation in derivations {
        page.part();
        page.heading(&derivation.title, &derivation.name, width);
        let reports: Vec<&ClaimReport> = reports.by_ref().take(derivation.claims.len()).collect();
        let heads = ["", "claim", "verdict", "controls", "evidence, strongest first"];
        let mut rows = vec![heads.map(|head| Cell::new(FAINT, head)).into()];
        rows.extend(derivation.claims.iter().zip(&reports).map(|(claim, report)| row(claim, report)));
        page.indented(0, columns(&rows, width));
        let pairs = || derivation.claims.iter().zip(&reports);
        let is_erratum = |report: &ClaimReport| report.as_expected() && report.verdict == Verdict::Refuted;
        for (k, (claim, report)) in pairs().filter(|(_, report)| is_erratum(report)).enumerate() {
            if k == 0 {
                page.blank();
            }
            let diagnosis = report.diagnosis.as_ref().map_or(String::new(), |diagnosis| format!(": {diagnosis}"));
            let text = format!(
                "{}, {}, is printed wrongly{diagnosis} (see `gradus errata`)",
                claim.name,
                words::sources(claim)
            );
            page.indented(3, typeset::wrap(&text, width.saturating_sub(3)));
        }
        for (claim, report) in pairs().filter(|(_, report)| !report.as_expected()) {
            page.blank();
            unexpected(page, claim, report, width);
        }
    }
}

fn row(claim: &Claim, report: &ClaimReport) -> Vec<Cell> {
    let refuted = report.controls.iter().filter(|control| !control.refuted_by.is_empty()).count();
    let controls =
        if report.controls.is_empty() { "–".into() } else { format!("{refuted}/{}", report.controls.len()) };
    let (mark, style) = mark(report);
    vec![
        Cell::new(style, mark),
        Cell::new(PLAIN, claim.name.clone()),
        Cell::new(style, words::verdict(report)),
        Cell::new(if refuted == report.controls.len() { PLAIN } else { OPEN }, controls),
        Cell::new(PLAIN, words::evidence(report)),
    ]
}

/// The sign and the style of a verdict.
pub(super) fn mark(report: &ClaimReport) -> (&'static str, Style) {
    match (report.as_expected(), report.verdict) {
        (true, Verdict::Refuted) => ("✓", ERRATUM),
        (true, _) => ("✓", GOOD),
        (false, Verdict::Unchecked | Verdict::Invalid) => ("?", OPEN),
        (false, _) => ("✗", BAD),
    }
}

/// A verdict that was not expected: what, why, where, and what is probably wrong.
fn unexpected(page: &mut Page, claim: &Claim, report: &ClaimReport, width: usize) {
    let (_, style) = mark(report);
    let expected = match report.expected {
        Expected::Holds => "to hold",
        Expected::Refuted { .. } => "to be refuted, as an erratum",
    };
    page.line(paint(
        style,
        &format!("UNEXPECTED: {} was expected {expected}; it {}", report.id, words::became(report)),
    ));
    page.entry(2, "statement", FAINT, typeset::display(&claim.latex, width.saturating_sub(14)));
    let reason = match (&report.reason, report.verdict) {
        (reason, Verdict::Holds) if reason.is_empty() => "every oracle that applies agrees with the printed form",
        (reason, _) => reason,
    };
    page.note(2, "reason", FAINT, reason, width);
    if report.verdict == Verdict::Refuted {
        values::witness(page, 2, claim, report, width);
        let diagnosis = report.diagnosis.as_deref().unwrap_or("no known mistake explains it");
        page.note(2, "diagnosis", FAINT, diagnosis, width);
    }
}

/// Counts, seed, and the error budget.
pub(super) fn summary(page: &mut Page, report: &SuiteReport, again: &str, width: usize) {
    let summary = report.summary();
    let errata = report.claims.iter().filter(|claim| claim.as_expected() && claim.verdict == Verdict::Refuted).count();
    let refuted = summary.refuted - errata;
    let surprises = report.claims.iter().filter(|claim| !claim.as_expected()).count();
    page.part();
    page.line(paint(FAINT, &"─".repeat(width)));
    let mut counts = vec![
        numbers::count(summary.derivations, "derivation"),
        numbers::count(summary.claims, "claim"),
        format!("{} hold", summary.holds),
        format!("{} refuted as expected", if errata == 1 { "1 erratum".into() } else { format!("{errata} errata") }),
    ];
    if refuted > 0 {
        counts.push(paint(BAD, &format!("{refuted} REFUTED")));
    }
    let unchecked = format!("{} unchecked", summary.unchecked);
    counts.push(if summary.unchecked > 0 { paint(OPEN, &unchecked) } else { unchecked });
    page.line(counts.join(" · "));
    let controls = format!("{}/{} controls refuted", summary.controls_refuted, summary.controls);
    page.line(format!("{controls} · {:.1} s · seed {}", report.seconds, report.seed));
    page.line(format!("again: {again}"));
    page.indented(0, typeset::wrap(&budget(&summary), width));
    page.indented(0, typeset::wrap(BOUNDS, width).into_iter().map(|line| paint(FAINT, &line)));
    page.line(match surprises {
        0 => paint(GOOD, "every verdict is the expected one"),
        1 => paint(BAD, "1 verdict differs from the expected one"),
        _ => paint(BAD, &format!("{surprises} verdicts differ from the expected ones")),
    });
}

/// What the run may be wrong about, and what no bound speaks of.
fn budget(summary: &Summary) -> String {
    let (accept, alarm) = (summary.false_accept_bound, summary.false_alarm_bound);
    format!(
        "error budget: false accepts ≤ {} over {} + false alarms ≤ {} = {}; {} on numerical checks",
        numbers::at_most(accept),
        numbers::count(summary.exact, "claim"),
        numbers::at_most(alarm),
        numbers::at_most(accept + alarm),
        if summary.numerical == 1 { "1 claim rests".into() } else { format!("{} claims rest", summary.numerical) },
    )
}

const BOUNDS: &str = "Bounds: of `exact`, the probability that a false claim passes; of `monte_carlo`, the probability \
                      that it disagrees with a true claim; of the others, the largest relative error seen.";

/// The report of a claim that `select::claims` lists at the same place.
pub(super) fn paired<'a>(
    derivations: &'a [Derivation],
    report: &'a SuiteReport,
) -> impl Iterator<Item = (&'a Derivation, &'a Claim, &'a ClaimReport)> {
    select::claims(derivations).zip(&report.claims).map(|((derivation, claim), report)| (derivation, claim, report))
}
