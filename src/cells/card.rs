//! A judged claim as a card: formula, verdict, evidence, counterexample, diagnosis.

use super::bundle::{Bundle, Show, debug_as_shown};
use crate::report::document::{Block, Tone, entry, note};
use crate::report::html::{badge, colour, display, rows, values};
use crate::report::text::Layout;
use crate::report::{contents, escaped, words};
use crate::verdict::witness::Witness;
use crate::verdict::{ClaimReport, Verdict};
use std::fmt::Write;

/// The width of plain text, in columns.
pub(super) const WIDTH: usize = 88;

/// Plain text below a cell.
const LAYOUT: Layout<'static> = Layout { width: WIDTH, label: 10, aligned: false, paint: &|_, text| text.into() };

/// A claim with its verdict, and the correction if it is expected to be refuted.
#[derive(Clone)]
pub struct Card {
    pub(super) report: ClaimReport,
    /// The verdict of the correction.
    pub(super) correction: Option<ClaimReport>,
}

impl Card {
    /// Whether the verdict is the expected one.
    pub fn as_expected(&self) -> bool {
        self.report.as_expected() && self.correction.as_ref().is_none_or(ClaimReport::as_expected)
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        self.report.verdict
    }

    /// The counterexample, if the claim is refuted.
    pub fn witness(&self) -> Option<&Witness> {
        self.report.witness.as_ref()
    }

    /// The known mistake that explains the refutation, if there is one.
    pub fn diagnosis(&self) -> Option<&str> {
        self.report.diagnosis.as_deref()
    }

    /// The whole report.
    pub fn report(&self) -> &ClaimReport {
        &self.report
    }
}

debug_as_shown!(Card);

/// `claim of derivation`, for a heading.
fn title(report: &ClaimReport) -> String {
    let name = report.claim.name.replace('_', " ");
    match &*report.derivation {
        "" => name,
        derivation => format!("{derivation} / {name}"),
    }
}

/// Where a claim fails, why, and the correction.
fn counterexample(card: &Card) -> Vec<Block> {
    let correct = card
        .correction
        .as_ref()
        .map(|correction| entry("correct", vec![Block::Formula(correction.latex().into()), head(correction)]));
    contents::witness(&card.report).into_iter().chain(contents::diagnosis(&card.report)).chain(correct).collect()
}

/// What the claim is given, and what the oracles found.
fn findings(report: &ClaimReport) -> Vec<Block> {
    let mut blocks = contents::given(report);
    blocks.extend(contents::because(report));
    blocks.push(contents::evidence(report));
    if !report.controls.is_empty() {
        blocks.push(note("controls", words::controls(report)));
    }
    blocks
}

/// `✓ holds   gradient   exact ≤ 1e-30`
fn head(report: &ClaimReport) -> Block {
    let rest = format!("   {}   {}", title(report), strongest(report));
    Block::Verdict { tone: words::tone(report), words: words::verdict(report), rest }
}

/// The strongest evidence.
pub(super) fn strongest(report: &ClaimReport) -> String {
    match report.strongest() {
        Some(evidence) if report.verdict == Verdict::Holds => words::bounded(evidence),
        _ => words::evidence(report),
    }
}

impl Show for Card {
    fn bundle(&self) -> Bundle {
        Bundle { html: html(self), latex: latex(self), svg: String::new(), plain: plain(self) }
    }
}

fn html(card: &Card) -> String {
    framed(card, &[counterexample(card), findings(&card.report)].concat())
}

/// The card without its evidence, as HTML.
pub(super) fn brief(card: &Card) -> String {
    framed(card, &counterexample(card))
}

/// Verdict, name, sources, formula and reason, with entries below them.
fn framed(card: &Card, entries: &[Block]) -> String {
    let report = &card.report;
    let sources = words::sources(&report.claim);
    let sources = if sources.is_empty() { String::new() } else { format!(" · {sources}") };
    let mut text = format!(
        "<div style=\"border-left:4px solid {};padding:2px 0 2px 14px;margin:6px 0\">\n<div>{} <code>{}</code>{}</div>\n",
        colour(words::tone(report)),
        badge(report),
        escaped(&title(report)),
        escaped(&sources)
    );
    if !report.latex().is_empty() {
        let _ = writeln!(text, "<div>{}</div>", display(report.latex()));
    }
    if !report.claim.reason.is_empty() {
        let _ = writeln!(text, "<p>{}</p>", escaped(&report.claim.reason));
    }
    text + "<table>\n" + &rows(entries) + "</table>\n</div>"
}

fn latex(card: &Card) -> String {
    let verdict = words::verdict(&card.report);
    let mut text = format!("$$ {} \\qquad \\text{{{verdict}}} $$", card.report.latex());
    for block in contents::witness(&card.report) {
        if let Block::Entry { body, .. } = block
            && let [Block::Values(sizes, named)] = &body[..]
        {
            let _ = write!(text, "\n$$ {} $$", values(sizes, named));
        }
    }
    text
}

/// The card in plain text.
pub(super) fn plain(card: &Card) -> String {
    lines(&card.report, [counterexample(card), findings(&card.report)].concat())
}

/// The card without its evidence, in plain text.
pub(super) fn plain_brief(card: &Card) -> String {
    lines(&card.report, counterexample(card))
}

fn lines(report: &ClaimReport, entries: Vec<Block>) -> String {
    let formula = Block::Indented(4, vec![Block::Formula(report.latex().into())]);
    let text = LAYOUT.text(&[head(report), formula, Block::Indented(2, entries)]);
    text.strip_suffix('\n').unwrap_or(&text).into()
}

/// The first line of a card and its formula, as step `number` of an argument.
pub(super) fn numbered(number: usize, report: &ClaimReport) -> String {
    let formula = Block::Indented(9, vec![Block::Formula(report.latex().into())]);
    let Block::Verdict { tone, words, rest } = head(report) else { return String::new() };
    format!("{number:>3}. {} {words}{rest}\n{}", Tone::sign(tone), LAYOUT.text(&[formula]))
}
