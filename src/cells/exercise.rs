//! Exercises: an answer in Rust or in LaTeX, and its verdict.

use super::ask::named;
use super::bundle::{Bundle, Show, debug_as_shown, fail};
use super::card::Card;
use crate::claim::{Claim, Derivation, Expected, RightSide};
use crate::course::print::{self, Notation};
use crate::program::formula::Formula;
use crate::program::session::Session;
use crate::report::escaped;
use crate::report::html::badge;
use crate::verdict::suite::Settings;
use crate::verdict::{ClaimReport, Verdict, judge as judged};

/// An answer to an exercise: a formula in Rust, or in LaTeX.
#[derive(Clone)]
pub enum Answer {
    /// `formula!(|A| inverse(A))`
    Formula(Formula),
    /// `A^{-1}`
    Latex(String),
}

impl From<Formula> for Answer {
    fn from(formula: Formula) -> Self {
        Self::Formula(formula)
    }
}

impl From<&str> for Answer {
    fn from(latex: &str) -> Self {
        Self::Latex(latex.into())
    }
}

/// Judges your answer to the question what the right side of one of the claims is. A wrong answer does not fail the
/// cell.
///
/// An answer that repeats the left side, or contains the operator that was to be worked out, is not accepted.
///
/// # Panics
/// If no claim has this name.
pub fn exercise(all: &[Derivation], notation: &Notation, name: &str, answer: impl Into<Answer>) -> Exercise {
    let (derivation, asked) = named(all).claim(name).unwrap_or_else(|error| fail(&error.to_string()));
    let title = asked.name.replace('_', " ");
    let session = Session::new();
    let (text, formula) = match answer.into() {
        Answer::Formula(formula) => {
            let refusal = print::refusal(asked, &formula);
            (formula.text().into_owned(), refusal.map_or(Ok(formula), |why| Err(why.to_string())))
        }
        Answer::Latex(latex) if latex.trim().is_empty() => {
            return Exercise { title, text: latex, outcome: Outcome::Open };
        }
        Answer::Latex(latex) => {
            let read = print::answer(asked, notation, &latex);
            let formula = read.and_then(|answer| session.formula(answer).map_err(|error| error.to_string()));
            (latex, formula)
        }
    };
    let formula = match formula {
        Ok(formula) => formula,
        Err(why) => return Exercise { title, text, outcome: Outcome::NotAccepted(why) },
    };
    let mut claim = asked.clone();
    claim.right = RightSide { formula, mistake: None };
    claim.expected = Expected::Holds;
    for control in &mut claim.controls {
        // Mistakes are applied to the answer; controls with a formula of their own stay unchanged.
        if let Some(mistake) = control.right.mistake {
            control.right = claim.right.mistaken(mistake);
        }
    }
    let report = judged(derivation, &claim, Settings::default().seed, Settings::default().effort);
    let errors = report.evidence.iter().filter_map(|entry| entry.finding.reason()?.error());
    let is_open = errors.into_iter().any(|error| error.is_unanswered());
    let outcome = if is_open { Outcome::Open } else { Outcome::Judged(Box::new(report)) };
    Exercise { title, text, outcome }
}

/// An answer and its verdict.
#[derive(Clone)]
pub struct Exercise {
    title: String,
    text: String,
    outcome: Outcome,
}

#[derive(Clone)]
enum Outcome {
    Open,
    NotAccepted(String),
    Judged(Box<ClaimReport>),
}

impl Exercise {
    /// Whether the answer is right.
    pub fn is_right(&self) -> bool {
        matches!(&self.outcome, Outcome::Judged(report) if report.verdict == Verdict::Holds)
    }

    /// Whether there is no answer yet.
    pub fn is_open(&self) -> bool {
        matches!(self.outcome, Outcome::Open)
    }

    /// Why the answer is not accepted, if it was not judged.
    pub fn refusal(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::NotAccepted(why) => Some(why),
            _ => None,
        }
    }
}

impl Show for Exercise {
    fn bundle(&self) -> Bundle {
        let answer = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let report = match &self.outcome {
            Outcome::Open => {
                let text = format!("○ open: replace `your_answer()` by your formula ({})", self.title);
                return Bundle { html: format!("<p>{}</p>", escaped(&text)), plain: text, ..Bundle::default() };
            }
            Outcome::NotAccepted(why) => {
                let html = format!("<p>not accepted: <code>{}</code><br>{}</p>", escaped(&answer), escaped(why));
                return Bundle { html, plain: format!("not accepted: {answer}\n{why}"), ..Bundle::default() };
            }
            Outcome::Judged(report) => report,
        };
        if self.is_right() {
            let right = Card { report: ClaimReport::clone(report), correction: None };
            let mut bundle = right.bundle();
            bundle.html = format!("<p>{} <code>{}</code></p>{}", badge(report), escaped(&answer), bundle.html);
            return bundle;
        }
        // The statement in the course contains the answer, and so may the name of a control that survives.
        let claim = Claim { latex: "".into(), reason: "".into(), ..Claim::clone(&report.claim) };
        let report = ClaimReport { claim: claim.into(), controls: Vec::new(), ..ClaimReport::clone(report) };
        let card = Card { report, correction: None };
        let mut bundle = card.bundle();
        bundle.html = format!("<p>not yet: <code>{}</code></p>{}", escaped(&answer), bundle.html);
        bundle.plain = format!("not yet: {answer}\n{}", bundle.plain);
        bundle.latex = String::new();
        bundle
    }
}

debug_as_shown!(Exercise);
