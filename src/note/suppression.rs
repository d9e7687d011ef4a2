//! Comments that suppress what is found: which statements they are about, and whether they have an effect.

use super::directive::{Suppression, SuppressionKind};
use super::document::Note;
use super::problem::{Problem, ProblemKind};
use super::source::Source;
use super::statement::{Equation, Statement, Verdict};
use std::ops::Range;

/// A comment: the number of formulas before it, what it says, its source and its place there.
pub(super) type Comment<'a> = (usize, &'a Suppression, usize, Range<usize>);

/// Marks the statements that comments are about, and reports comments without an effect.
pub(super) fn apply(note: &Note, comments: &[Comment<'_>], equations: &mut [Equation], problems: &mut Vec<Problem>) {
    for (before, what, source, range) in comments {
        let source_text = &note.sources[*source];
        let targets = targets(source_text, *source, range, *before, equations);
        let (mut has_effect, mut found) = (false, None);
        for (equation, statement) in targets {
            let statement = &mut equations[equation].statements[statement];
            let suppresses = match what.kind {
                SuppressionKind::Skip => !matches!(statement.verdict, Verdict::Holds | Verdict::None),
                SuppressionKind::ExpectRefuted => statement.verdict == Verdict::Refuted,
            };
            found = found.or(Some(statement.verdict.name()));
            if suppresses {
                statement.suppressed = Some(what.reason.clone());
                has_effect = true;
            }
        }
        if !has_effect {
            let kind = match (what.kind, found) {
                (SuppressionKind::ExpectRefuted, Some(found)) => ProblemKind::NotRefuted { found },
                (kind, _) => ProblemKind::Unused(kind.name()),
            };
            problems.push(Problem { kind, source: *source, range: range.clone() });
        }
    }
}

/// The statements that a comment is about, by the numbers of formula and statement.
fn targets(
    text: &Source,
    source: usize,
    comment: &Range<usize>,
    before: usize,
    equations: &[Equation],
) -> Vec<(usize, usize)> {
    let all = |equation: usize| (0..equations[equation].statements.len()).map(move |statement| (equation, statement));
    let line_of = |byte: usize| text.place(byte).line;
    let line = line_of(comment.start);
    let last_line = |statement: &Statement| line_of(statement.range.end.max(statement.range.start + 1) - 1);
    let ending_on = |equation: usize, wanted: usize| -> Vec<(usize, usize)> {
        let statements = &equations[equation].statements;
        all(equation).filter(|(_, statement)| last_line(&statements[*statement]) == wanted).collect()
    };
    // A comment within a formula comes before the formula in the order of the note.
    let around = equations.get(before).filter(|equation| {
        equation.source == source && equation.range.start <= comment.start && comment.end <= equation.range.end
    });
    if around.is_some() {
        let line_start = text.lines_around(comment).start;
        let is_alone = text.text[line_start..comment.start].trim_end_matches('%').trim().is_empty();
        if !is_alone {
            return ending_on(before, line);
        }
        let statements = &equations[before].statements;
        let next = statements.iter().map(last_line).filter(|last| *last > line).min();
        return next.map_or(Vec::new(), |next| ending_on(before, next));
    }
    // The formulas before it that end on its line.
    let ends_here = |equation: &usize| {
        let equation = &equations[*equation];
        equation.source == source && line_of(equation.range.end.saturating_sub(1)) == line
    };
    let on_line: Vec<usize> = (0..before).rev().take_while(ends_here).collect();
    if !on_line.is_empty() {
        return on_line.into_iter().flat_map(|equation| ending_on(equation, line)).collect();
    }
    match equations.get(before) {
        Some(next) if next.source == source => all(before).collect(),
        _ => Vec::new(),
    }
}
