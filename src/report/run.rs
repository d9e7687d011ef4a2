//! The report of a run as a document: an overview with one line for each derivation, or tables with one line for each
//! claim; whatever is not as expected; and the summary.

use super::contents::{diagnosis, witness};
use super::document::{Block, Span, Tone, entry, note, plain, span};
use super::{numbers, words};
use crate::claim::Expected;
use crate::latex::typeset;
use crate::verdict::suite::{SuiteReport, Summary};
use crate::verdict::{ClaimReport, Verdict};

/// How a run is shown.
#[derive(Clone, Copy, Default)]
pub(crate) struct View<'a> {
    /// Name of the program, for the commands that show more. `None` if no command line runs.
    pub(crate) program: Option<&'a str>,
    /// The command that repeats the run.
    pub(crate) again: Option<&'a str>,
    /// Whether every claim is shown, however many there are.
    pub(crate) details: bool,
    /// Columns of a line.
    pub(crate) width: usize,
}

/// A run with at most this many claims is shown claim by claim: it fits on a screen.
const FEW: usize = 25;

/// A run. Claim by claim, if that is asked for, or if there is one derivation or few claims; otherwise one line for each
/// derivation.
pub(crate) fn suite(report: &SuiteReport, view: View) -> Vec<Block> {
    let same = |a: &ClaimReport, b: &ClaimReport| (&a.derivation, &a.title) == (&b.derivation, &b.title);
    let derivations: Vec<&[ClaimReport]> = report.claims.chunk_by(same).collect();
    let mut blocks = Vec::new();
    if view.details || derivations.len() <= 1 || report.claims.len() <= FEW {
        for reports in &derivations {
            table(&mut blocks, reports);
        }
        blocks.push(Block::Space);
        blocks.push(Block::Rule);
        summary(&mut blocks, report, view);
        blocks.push(Block::Paragraph(Tone::Faint, BOUNDS.into()));
    } else {
        overview(&mut blocks, &derivations, view.width);
        blocks.push(Block::Space);
        blocks.push(Block::Rule);
        summary(&mut blocks, report, view);
        if let Some(program) = view.program {
            let text = format!(
                "Claim by claim: `{program} verify DERIVATION`, or all with --details. What is false: `{program} errata`"
            );
            blocks.push(Block::Paragraph(Tone::Faint, text));
        }
    }
    blocks.push(Block::Line(vec![conclusion(report)]));
    blocks
}

/// One line for each derivation, and below them every claim whose verdict was not expected.
fn overview(blocks: &mut Vec<Block>, derivations: &[&[ClaimReport]], width: usize) {
    let heads = ["", "derivation", "claims", "false", "verdict", "title"];
    let mut rows: Vec<Vec<Span>> = vec![heads.map(|head| span(Tone::Faint, head)).into()];
    rows.extend(derivations.iter().map(|reports| line(reports)));
    let widest = |j: usize| rows.iter().map(|row| typeset::width(&row[j].text) + 2).max().unwrap_or(0);
    let room = width.saturating_sub((0..heads.len() - 1).map(widest).sum());
    for row in &mut rows[1..] {
        if let Some(title) = row.last_mut() {
            title.text = shortened(&title.text, room);
        }
    }
    blocks.push(Block::Table(rows));
    let all = derivations.iter().flat_map(|reports| reports.iter());
    for report in all.filter(|report| !report.as_expected()) {
        blocks.push(Block::Space);
        blocks.extend(unexpected(report));
    }
}

/// A derivation in the overview: its worst verdict, and how many claims it has.
fn line(reports: &[ClaimReport]) -> Vec<Span> {
    let first = &reports[0];
    let worst = reports.iter().map(words::tone).max_by_key(|&tone| severity(tone)).unwrap_or(Tone::Bad);
    let tone = if worst == Tone::Erratum { Tone::Good } else { worst };
    let mut unexpected: Vec<(String, usize)> = Vec::new();
    for report in reports.iter().filter(|report| !report.as_expected()) {
        let verdict = words::verdict(report);
        match unexpected.iter_mut().find(|(known, _)| *known == verdict) {
            Some((_, count)) => *count += 1,
            None => unexpected.push((verdict, 1)),
        }
    }
    let unexpected: Vec<String> = unexpected.into_iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let verdict = if unexpected.is_empty() { "as expected".into() } else { unexpected.join(", ") };
    let refuted = reports.iter().filter(|report| report.is_erratum() || report.is_tempting_mistake()).count();
    vec![
        span(tone, tone.sign()),
        plain(first.derivation.to_string()),
        plain(format!("{:>6}", reports.len())),
        span(Tone::Erratum, if refuted == 0 { String::new() } else { format!("{refuted:>5}") }),
        span(tone, verdict),
        plain(first.title.to_string()),
    ]
}

/// The order of tones, the worst last.
fn severity(tone: Tone) -> usize {
    match tone {
        Tone::Bad => 3,
        Tone::Open => 2,
        Tone::Erratum => 1,
        _ => 0,
    }
}

/// The beginning of a text that is too long for one line, up to the end of a word.
fn shortened(text: &str, width: usize) -> String {
    /// With less room than this the text is wrapped instead.
    const LEAST: usize = 20;
    if typeset::width(text) <= width || width < LEAST {
        return text.into();
    }
    let lines = typeset::wrap(text, width.saturating_sub(2));
    lines.into_iter().next().map_or(String::new(), |line| line.trim_end_matches([',', ':']).to_string() + " …")
}

/// A table of the claims of a derivation, and below it whatever needs an explanation.
fn table(blocks: &mut Vec<Block>, reports: &[ClaimReport]) {
    let first = &reports[0];
    blocks.push(Block::Space);
    blocks.push(Block::Heading(first.title.to_string(), first.derivation.to_string()));
    let heads = ["", "claim", "verdict", "controls", "evidence, strongest first"];
    let mut rows = vec![heads.map(|head| span(Tone::Faint, head)).into()];
    rows.extend(reports.iter().map(row));
    blocks.push(Block::Table(rows));
    let remarks: Vec<Block> = reports.iter().filter_map(remark).collect();
    if !remarks.is_empty() {
        blocks.push(Block::Space);
        blocks.extend(remarks);
    }
    for report in reports.iter().filter(|report| !report.as_expected()) {
        blocks.push(Block::Space);
        blocks.extend(unexpected(report));
    }
}

/// Where a false claim is printed, and what is wrong with it.
fn remark(report: &ClaimReport) -> Option<Block> {
    let sources = report.sources().join(", ");
    let what = match (report.is_erratum(), report.is_tempting_mistake()) {
        (true, _) if sources.is_empty() => "is an erratum".into(),
        (true, _) => format!("is printed wrongly in {sources}"),
        (_, true) => "is a tempting mistake, which no source prints".into(),
        _ => return None,
    };
    let diagnosis = report.diagnosis.as_ref().map_or(String::new(), |diagnosis| format!(": {diagnosis}"));
    let text = format!("{} {what}{diagnosis}", report.claim.name);
    Some(Block::Indented(3, vec![Block::Paragraph(Tone::Plain, text)]))
}

fn row(report: &ClaimReport) -> Vec<Span> {
    let (refuted, all) = (words::refuted_controls(report), report.controls.len());
    let controls = if all == 0 { "–".into() } else { format!("{refuted}/{all}") };
    let tone = words::tone(report);
    vec![
        span(tone, tone.sign()),
        plain(report.claim.name.clone()),
        span(tone, words::verdict(report)),
        span(if refuted == all { Tone::Plain } else { Tone::Open }, controls),
        plain(words::evidence(report)),
    ]
}

/// A verdict that was not expected: what it is, why, where, and what is probably wrong.
fn unexpected(report: &ClaimReport) -> Vec<Block> {
    let expected = match report.expected() {
        Expected::Holds => "to hold",
        Expected::Erratum { .. } => "to be refuted, as an erratum",
        Expected::TemptingMistake { .. } => "to be refuted, as a tempting mistake",
    };
    let head = format!("UNEXPECTED: {} was expected {expected}; it {}", report.id, words::outcome(report));
    let mut below = vec![entry("statement", vec![Block::Formula(report.latex().into())])];
    below.push(note(
        "reason",
        match &report.cause {
            Some(cause) => cause.to_string(),
            None => "every oracle that applies agrees with the printed form".into(),
        },
    ));
    if report.verdict == Verdict::Refuted {
        below.extend(witness(report));
        below.push(diagnosis(report).unwrap_or_else(|| note("diagnosis", "no known mistake explains it")));
    }
    vec![Block::Line(vec![span(words::tone(report), head)]), Block::Indented(2, below)]
}

/// Every verdict that was not expected.
pub(crate) fn all_unexpected(report: &SuiteReport) -> Vec<Block> {
    let mut blocks = Vec::new();
    if report.claims.is_empty() {
        blocks.push(Block::Line(vec![plain("UNEXPECTED: no claim was judged")]));
    }
    for report in report.claims.iter().filter(|report| !report.as_expected()) {
        blocks.push(Block::Space);
        blocks.extend(unexpected(report));
    }
    blocks
}

/// Counts, seed, the command that repeats the run, and the error budget.
fn summary(blocks: &mut Vec<Block>, report: &SuiteReport, view: View) {
    let summary = report.summary();
    let refuted = summary.refuted - summary.errata - summary.tempting_mistakes;
    let counts = [
        numbers::count(summary.derivations, "derivation"),
        numbers::count(summary.claims, "claim"),
        format!("{} hold", summary.holds),
        format!("{} refuted as expected", words::refutable(summary.errata, summary.tempting_mistakes)),
    ];
    let mut line = vec![plain(counts.join(" · "))];
    if refuted > 0 {
        line.extend([plain(" · "), span(Tone::Bad, format!("{refuted} REFUTED"))]);
    }
    let unchecked = if summary.unchecked > 0 { Tone::Open } else { Tone::Plain };
    line.extend([plain(" · "), span(unchecked, format!("{} unchecked", summary.unchecked))]);
    let controls = format!("{}/{} controls refuted", summary.controls_refuted, summary.controls);
    blocks.extend([
        Block::Line(line),
        Block::Line(vec![plain(format!("{controls} · {:.1} s · seed {}", report.seconds, report.seed))]),
    ]);
    blocks.extend(view.again.map(|again| Block::Unwrapped(vec![plain(format!("to repeat: {again}"))])));
    blocks.push(Block::Paragraph(Tone::Plain, budget(&summary)));
}

/// Whether every verdict is the expected one.
fn conclusion(report: &SuiteReport) -> Span {
    match report.claims.iter().filter(|claim| !claim.as_expected()).count() {
        0 if report.claims.is_empty() => span(Tone::Bad, "no claim was judged"),
        0 => span(Tone::Good, "every verdict is the expected one"),
        1 => span(Tone::Bad, "1 verdict differs from the expected one"),
        unexpected => span(Tone::Bad, format!("{unexpected} verdicts differ from the expected ones")),
    }
}

/// The bounds on the errors of the run, and how many claims no such bound covers.
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

const BOUNDS: &str = "Bounds: for `exact`, the probability that a false claim passes; for `monte_carlo`, the \
                     probability that it disagrees with a true claim; for the others, the largest relative error seen.";
