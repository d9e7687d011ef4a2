//! A judged claim as a card: formula, verdict, evidence, counterexample, diagnosis.

use super::bundle::{Bundle, Show};
use crate::claim::Claim;
use crate::latex::typeset;
use crate::report::{escaped, inputs, numbers, words};
use crate::verdict::witness::{Shown, Witness};
use crate::verdict::{ClaimReport, Verdict};
use std::fmt::Write;

/// Columns of plain text.
pub(super) const WIDTH: usize = 88;

/// A claim, what became of it, and what holds instead if it is an erratum.
#[derive(Clone)]
pub struct Card {
    pub(super) claim: Claim,
    pub(super) report: ClaimReport,
    /// Name, statement and verdict of the correction.
    pub(super) correction: Option<(Claim, ClaimReport)>,
}

impl Card {
    /// Whether the verdict is the one that was expected.
    pub fn as_expected(&self) -> bool {
        self.report.as_expected() && self.correction.as_ref().is_none_or(|(_, report)| report.as_expected())
    }

    /// What came out.
    pub fn verdict(&self) -> Verdict {
        self.report.verdict
    }

    /// The counterexample, if the claim is refuted.
    pub fn witness(&self) -> Option<&Witness> {
        self.report.witness.as_ref()
    }

    /// What is wrong with it, if a known mistake explains that.
    pub fn diagnosis(&self) -> Option<&str> {
        self.report.diagnosis.as_deref()
    }
}

/// The sign of a verdict and its colour: green and blue for what was expected, vermilion for what was not.
/// The colours remain apart for colour-blind readers, and the sign says the same without them.
pub(super) fn mark(report: &ClaimReport) -> (&'static str, &'static str) {
    match (report.as_expected(), report.verdict) {
        (true, Verdict::Refuted) => ("✓", "#2585c7"),
        (true, _) => ("✓", "#009e73"),
        (false, Verdict::Unchecked | Verdict::Invalid) => ("?", "#e69f00"),
        (false, _) => ("✗", "#d55e00"),
    }
}

/// `<b>✓ holds</b>` in its colour.
pub(super) fn badge(report: &ClaimReport) -> String {
    let (sign, colour) = mark(report);
    format!("<b style=\"color:{colour}\">{sign}&nbsp;{}</b>", words::verdict(report))
}

/// A formula on a line of its own.
pub(super) fn display(latex: &str) -> String {
    escaped(&format!("$$ {latex} $$"))
}

/// `claim of derivation`, as a heading says it.
fn title(report: &ClaimReport, claim: &Claim) -> String {
    match &*report.derivation {
        "" => claim.name.replace('_', " "),
        derivation => format!("{derivation} / {}", claim.name.replace('_', " ")),
    }
}

/// What stands beside each other in the rows below the formula: a label, and its text.
fn rows(card: &Card) -> Vec<(&'static str, Vec<String>)> {
    let (claim, report) = (&card.claim, &card.report);
    let mut rows = vec![("given", vec![inputs::assumptions(claim)])];
    if let Some(convention) = inputs::convention(claim) {
        rows.push(("gradient", vec![convention.into()]));
    }
    if !report.reason.is_empty() && report.verdict != Verdict::Refuted {
        rows.push(("because", vec![report.reason.clone()]));
    }
    let evidence = report.evidence.iter();
    rows.push((
        "evidence",
        evidence.map(|entry| format!("{}: {}", entry.oracle, words::finding(claim, entry))).collect(),
    ));
    if !report.controls.is_empty() {
        rows.push(("controls", vec![words::controls(report)]));
    }
    rows
}

impl Show for Card {
    fn bundle(&self) -> Bundle {
        Bundle { html: html(self), latex: latex(self), svg: String::new(), plain: plain(self) }
    }
}

fn html(card: &Card) -> String {
    let rows = rows(card).into_iter().map(|(label, lines)| {
        let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
        row(label, &lines.join("<br>"))
    });
    format!("{}<table>\n{}{}</table>\n</div>", head(card), counterexample(card), rows.collect::<String>())
}

/// The card without its evidence, as HTML.
pub(super) fn brief(card: &Card) -> String {
    format!("{}<table>\n{}</table>\n</div>", head(card), counterexample(card))
}

/// Verdict, name, sources, formula and reason.
fn head(card: &Card) -> String {
    let (claim, report) = (&card.claim, &card.report);
    let (_, colour) = mark(report);
    let sources = if claim.sources.is_empty() { String::new() } else { format!(" · {}", claim.sources.join(", ")) };
    let mut text = format!(
        "<div style=\"border-left:4px solid {colour};padding:2px 0 2px 14px;margin:6px 0\">\n<div>{} <code>{}</code>{}</div>\n",
        badge(report),
        escaped(&title(report, claim)),
        escaped(&sources)
    );
    if !claim.latex.is_empty() {
        let _ = writeln!(text, "<div>{}</div>", display(&claim.latex));
    }
    if !claim.reason.is_empty() {
        let _ = writeln!(text, "<p>{}</p>", escaped(&claim.reason));
    }
    text
}

/// A row of the table below the formula.
fn row(label: &str, content: &str) -> String {
    format!(
        "<tr><td style=\"text-align:left;vertical-align:top\"><i>{label}</i></td>\
         <td style=\"text-align:left\">{content}</td></tr>\n"
    )
}

/// Where a claim fails, why, and what holds instead.
fn counterexample(card: &Card) -> String {
    let (claim, report) = (&card.claim, &card.report);
    let mut text = String::new();
    if report.verdict == Verdict::Refuted {
        if let Some(witness) = &report.witness {
            text += &row("witness", &escaped(&format!("$ {} $", point(claim, witness))));
            text += &row("there", &escaped(&format!("$ {} $", values(claim, witness))));
            text += &witness.pattern.map_or(String::new(), |pattern| row("", &escaped(pattern)));
        }
        if let Some(diagnosis) = &report.diagnosis {
            text += &row("diagnosis", &format!("<b>{}</b>", escaped(diagnosis)));
        }
    }
    if let Some((correction, verdict)) = &card.correction {
        text += &row("correct", &format!("{} {}", display(&correction.latex), badge(verdict)));
    }
    text
}

/// Sizes and inputs of a counterexample.
fn point(claim: &Claim, witness: &Witness) -> String {
    let sizes = inputs::size_text(claim, &witness.sizes);
    let values = witness.inputs.iter().map(|(name, value)| format!(r"\text{{{name}}} = {}", bmatrix(value)));
    [sizes].into_iter().filter(|sizes| !sizes.is_empty()).chain(values).collect::<Vec<_>>().join(r",\quad ")
}

/// Both sides at a counterexample.
fn values(claim: &Claim, witness: &Witness) -> String {
    let (left, right) = words::sides(claim);
    format!(r"\text{{{left}}} = {},\quad \text{{{right}}} = {}", bmatrix(&witness.left), bmatrix(&witness.right))
}

fn bmatrix(rows: &Shown) -> String {
    let entry = |text: &str| {
        if text.chars().any(char::is_alphabetic) && !text.contains('e') || text.contains(' ') {
            return format!(r"\text{{{text}}}");
        }
        match text.split_once('/') {
            Some((over, under)) => match over.strip_prefix('-') {
                Some(over) => format!(r"-\tfrac{{{over}}}{{{under}}}"),
                None => format!(r"\tfrac{{{over}}}{{{under}}}"),
            },
            None => text.into(),
        }
    };
    if let [only] = &rows[..]
        && let [only] = &only[..]
    {
        return entry(only);
    }
    let rows: Vec<String> =
        rows.iter().map(|row| row.iter().map(|text| entry(text)).collect::<Vec<_>>().join(" & ")).collect();
    format!(r"\begin{{bmatrix}} {} \end{{bmatrix}}", rows.join(r" \\ "))
}

fn latex(card: &Card) -> String {
    let verdict = words::verdict(&card.report);
    let mut text = format!("$$ {} \\qquad \\text{{{verdict}}} $$", card.claim.latex);
    if let Some(witness) = &card.report.witness {
        let _ = write!(text, "\n$$ {} $$\n$$ {} $$", point(&card.claim, witness), values(&card.claim, witness));
    }
    text
}

/// The card in plain text.
pub(super) fn plain(card: &Card) -> String {
    let evidence = rows(card).into_iter().map(|(label, text)| {
        let room = WIDTH - LABEL;
        (label, text.iter().flat_map(|line| typeset::wrap(&typeset::prose(line), room)).collect())
    });
    lines(card, evidence.collect())
}

/// The card without its evidence, in plain text.
pub(super) fn plain_brief(card: &Card) -> String {
    lines(card, Vec::new())
}

/// Columns of a label and the space before it.
const LABEL: usize = 12;

/// Headline, formula, counterexample, and more.
fn lines(card: &Card, more: Vec<(&'static str, Vec<String>)>) -> String {
    let (claim, report) = (&card.claim, &card.report);
    let mut lines = vec![headline(claim, report)];
    lines.extend(typeset::display(&claim.latex, WIDTH - 4).into_iter().map(|line| format!("    {line}")));
    let room = WIDTH - LABEL;
    let mut entries = Vec::new();
    if report.verdict == Verdict::Refuted {
        if let Some(witness) = &report.witness {
            let mut text = vec![inputs::size_text(claim, &witness.sizes)];
            text.retain(|line| !line.is_empty());
            let values = witness.inputs.iter().map(|(name, rows)| (name.as_str(), rows.as_slice()));
            text.extend(typeset::equations(values, room));
            entries.push(("witness", text));
            let (left, right) = words::sides(claim);
            let both = [(left, witness.left.as_slice()), (right, witness.right.as_slice())];
            let mut text = typeset::equations(both, room);
            text.extend(witness.pattern.map(String::from));
            entries.push(("there", text));
        }
        if let Some(diagnosis) = &report.diagnosis {
            entries.push(("diagnosis", typeset::wrap(&typeset::prose(diagnosis), room)));
        }
    }
    if let Some((correction, verdict)) = &card.correction {
        let mut text = typeset::display(&correction.latex, room);
        text.push(headline(correction, verdict));
        entries.push(("correct", text));
    }
    for (label, text) in entries.into_iter().chain(more) {
        for (k, line) in text.iter().enumerate() {
            lines.push(format!("  {:<10}{line}", if k == 0 { label } else { "" }));
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// `✓ holds   gradient   exact ≤ 1e-30, dual`
pub(super) fn headline(claim: &Claim, report: &ClaimReport) -> String {
    let (sign, _) = mark(report);
    format!("{sign} {}   {}   {}", words::verdict(report), title(report, claim), strongest(report))
}

/// The strongest evidence.
pub(super) fn strongest(report: &ClaimReport) -> String {
    match report.strongest() {
        Some(evidence) if report.verdict == Verdict::Holds => {
            format!("{} ≤ {}", evidence.oracle, numbers::at_most(evidence.bound))
        }
        _ => words::evidence(report),
    }
}
