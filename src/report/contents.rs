//! Reports as documents.

use super::document::{Block, Span, Tone, entry, note, plain, span};
use super::{inputs, numbers, words};
use crate::claim::Expected;
use crate::verdict::suite::{SuiteReport, Summary};
use crate::verdict::{ClaimReport, Verdict};

/// Indent of everything below the name of a step.
pub(crate) const INDENT: usize = 4;
/// Indent of a formula.
const FORMULA: usize = 8;

/// What a claim is given, and what its gradient means.
pub(crate) fn given(report: &ClaimReport) -> Vec<Block> {
    let convention = inputs::convention(&report.claim).map(|convention| note("gradient", convention));
    [note("given", inputs::assumptions(&report.claim))].into_iter().chain(convention).collect()
}

/// Why a claim does not hold. Nothing for a refuted claim: its counterexample says more.
pub(crate) fn because(report: &ClaimReport) -> Option<Block> {
    let cause = report.cause.as_ref().filter(|_| report.verdict != Verdict::Refuted);
    cause.map(|cause| note("because", cause.to_string()))
}

/// What each oracle found.
pub(crate) fn evidence(report: &ClaimReport) -> Block {
    let found = report.evidence.iter();
    let terms = found.map(|found| (found.oracle.name().into(), words::finding(&report.claim, found))).collect();
    entry("evidence", vec![Block::Terms(terms)])
}

/// The counterexample: sizes, inputs and both sides. Nothing for a claim that is not refuted.
pub(crate) fn witness(report: &ClaimReport) -> Vec<Block> {
    if report.verdict != Verdict::Refuted {
        return Vec::new();
    }
    let Some(witness) = &report.witness else {
        return vec![note("witness", "none was found among small integers")];
    };
    let sizes = inputs::size_text(&report.claim, &witness.sizes);
    let (left, right) = words::sides(&report.claim);
    let sides = vec![(left.into(), witness.left.clone()), (right.into(), witness.right.clone())];
    let mut blocks = vec![
        entry("witness", vec![Block::Values(sizes, witness.inputs.clone())]),
        entry("there", vec![Block::Values(String::new(), sides)]),
    ];
    blocks.extend(witness.pattern.map(|pattern| entry("", vec![Block::Line(vec![plain(pattern.to_string())])])));
    blocks
}

/// The known mistake that explains a refutation, if there is one.
pub(crate) fn diagnosis(report: &ClaimReport) -> Option<Block> {
    let diagnosis = report.diagnosis.as_ref().filter(|_| report.verdict == Verdict::Refuted);
    diagnosis.map(|diagnosis| entry("diagnosis", vec![Block::Paragraph(Tone::Emphasis, diagnosis.clone())]))
}

/// One claim, like a step on the page of a textbook. `correction`: what is shown beside `correct` for an erratum.
pub(crate) fn step(heading: String, report: &ClaimReport, correction: Vec<Block>) -> Vec<Block> {
    let mut below = Vec::new();
    if !report.claim.reason.is_empty() {
        below.push(Block::Paragraph(Tone::Plain, report.claim.reason.to_string()));
    }
    below.extend(given(report));
    let verdict = Block::Verdict { tone: words::tone(report), words: words::verdict(report), rest: String::new() };
    below.push(entry("verdict", vec![verdict]));
    below.extend(because(report));
    below.push(evidence(report));
    below.push(note("controls", words::controls(report)));
    below.extend(witness(report));
    below.extend(diagnosis(report));
    if let Expected::Refuted { .. } = report.expected() {
        below.push(Block::Entry { label: "correct", tone: Tone::Erratum, body: correction });
    }
    vec![
        Block::Heading(heading, report.sources().join(", ")),
        Block::Space,
        Block::Indented(FORMULA, vec![Block::Formula(report.latex().into())]),
        Block::Space,
        Block::Indented(INDENT, below),
    ]
}

/// One claim by itself.
pub(crate) fn claim(report: &ClaimReport) -> Vec<Block> {
    let correction = match report.expected() {
        Expected::Refuted { correction } => vec![Block::Line(vec![plain(correction.replace('_', " "))])],
        Expected::Holds => Vec::new(),
    };
    step(report.id.clone(), report, correction)
}

/// A run: the tables and the summary below them. `again`: the command that repeats it.
pub(crate) fn suite(report: &SuiteReport, again: Option<&str>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let same = |a: &ClaimReport, b: &ClaimReport| (&a.derivation, &a.title) == (&b.derivation, &b.title);
    for reports in report.claims.chunk_by(same) {
        derivation(&mut blocks, reports);
    }
    summary(&mut blocks, report, again);
    blocks
}

/// One table, and below it whatever needs an explanation.
fn derivation(blocks: &mut Vec<Block>, reports: &[ClaimReport]) {
    let first = &reports[0];
    blocks.push(Block::Space);
    blocks.push(Block::Heading(first.title.to_string(), first.derivation.to_string()));
    let heads = ["", "claim", "verdict", "controls", "evidence, strongest first"];
    let mut rows = vec![heads.map(|head| span(Tone::Faint, head)).into()];
    rows.extend(reports.iter().map(row));
    blocks.push(Block::Table(rows));
    let errata = reports.iter().filter(|report| report.is_erratum()).map(|report| {
        let diagnosis = report.diagnosis.as_ref().map_or(String::new(), |diagnosis| format!(": {diagnosis}"));
        let (name, sources) = (&report.claim.name, words::sources(report));
        let text = format!("{name}, {sources}, is printed wrongly{diagnosis} (see `gradus errata`)");
        Block::Indented(3, vec![Block::Paragraph(Tone::Plain, text)])
    });
    let errata: Vec<Block> = errata.collect();
    if !errata.is_empty() {
        blocks.push(Block::Space);
        blocks.extend(errata);
    }
    for report in reports.iter().filter(|report| !report.as_expected()) {
        blocks.push(Block::Space);
        blocks.extend(unexpected(report));
    }
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
        Expected::Refuted { .. } => "to be refuted, as an erratum",
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

/// Counts, seed, and the error budget.
fn summary(blocks: &mut Vec<Block>, report: &SuiteReport, again: Option<&str>) {
    let summary = report.summary();
    let errata = report.claims.iter().filter(|claim| claim.is_erratum()).count();
    let refuted = summary.refuted - errata;
    let unexpected = report.claims.iter().filter(|claim| !claim.as_expected()).count();
    let counted = if errata == 1 { "1 erratum".into() } else { format!("{errata} errata") };
    let counts = [
        numbers::count(summary.derivations, "derivation"),
        numbers::count(summary.claims, "claim"),
        format!("{} hold", summary.holds),
        format!("{counted} refuted as expected"),
    ];
    let mut line = vec![plain(counts.join(" · "))];
    if refuted > 0 {
        line.extend([plain(" · "), span(Tone::Bad, format!("{refuted} REFUTED"))]);
    }
    let unchecked = if summary.unchecked > 0 { Tone::Open } else { Tone::Plain };
    line.extend([plain(" · "), span(unchecked, format!("{} unchecked", summary.unchecked))]);
    let controls = format!("{}/{} controls refuted", summary.controls_refuted, summary.controls);
    blocks.extend([
        Block::Space,
        Block::Rule,
        Block::Line(line),
        Block::Line(vec![plain(format!("{controls} · {:.1} s · seed {}", report.seconds, report.seed))]),
    ]);
    blocks.extend(again.map(|again| Block::Line(vec![plain(format!("to repeat: {again}"))])));
    blocks.extend([
        Block::Paragraph(Tone::Plain, budget(&summary)),
        Block::Paragraph(Tone::Faint, BOUNDS.into()),
        Block::Line(vec![match unexpected {
            0 if report.claims.is_empty() => span(Tone::Bad, "no claim was judged"),
            0 => span(Tone::Good, "every verdict is the expected one"),
            1 => span(Tone::Bad, "1 verdict differs from the expected one"),
            _ => span(Tone::Bad, format!("{unexpected} verdicts differ from the expected ones")),
        }]),
    ]);
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
