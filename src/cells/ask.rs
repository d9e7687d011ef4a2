//! The functions that a cell calls: is this claim true, what are the steps, is my answer right?

use super::bundle::{Bundle, Show, debug_as_shown, fail};
use super::card::{self, Card};
use super::steps::Steps;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::claim::{Claim, Derivation};
use crate::error::{Error, Result};
use crate::report::escaped;
use crate::report::select::{self, Names};
use crate::verdict::judge as judged;
use crate::verdict::suite::Settings;

/// Judges one of the claims, named `derivation/claim`.
///
/// # Panics
/// If the verdict is not the expected one, so that the cell fails; if no claim has this name.
pub fn claim(all: &[Derivation], name: &str) -> Card {
    confirmed(find(name, all))
}

/// Judges several claims, as steps of one argument; panics as [`claim`] does.
pub fn claims<const N: usize>(all: &[Derivation], names: [&str; N]) -> Steps {
    let cards = names.map(|name| confirmed(find(name, all)));
    Steps { title: String::new(), about: String::new(), cards: cards.into() }
}

/// Judges every claim of a derivation; panics as [`claim`] does.
pub fn derivation(all: &[Derivation], name: &str) -> Steps {
    let derivation = named(all).derivation(name).unwrap_or_else(|error| fail(&error.to_string()));
    let cards = derivation.claims.iter().map(|claim| confirmed(card(derivation, claim)));
    Steps { title: derivation.title.to_string(), about: derivation.about.to_string(), cards: cards.collect() }
}

/// Judges a claim of your own. The cell does not fail, whatever the verdict is.
pub fn judge(claim: Claim) -> Card {
    card(&Derivation::new("", ""), &claim)
}

/// The Rust code of a function, from the text of its file; `None` if the file has no such function.
pub fn code(file: &str, function: &str) -> Option<Code> {
    excerpt(file, function).map(Code)
}

/// A placeholder for your answer; it has no value.
pub fn your_answer<F: Field>() -> Result<Matrix<F>> {
    Err(Error::unanswered())
}

debug_as_shown!(Errata);

/// Rust code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code(String);

impl Show for Code {
    fn bundle(&self) -> Bundle {
        let html = format!("<pre style=\"margin:0\"><code>{}</code></pre>", escaped(&self.0));
        Bundle { html, plain: self.0.clone(), ..Bundle::default() }
    }
}

/// A function with the documentation above it: from the first `///` to the brace in the first column.
fn excerpt(file: &str, function: &str) -> Option<String> {
    let lines: Vec<&str> = file.lines().collect();
    let names = |line: &&str| {
        let head = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("fn "));
        head.and_then(|rest| rest.strip_prefix(function)).is_some_and(|rest| rest.starts_with(['<', '(']))
    };
    let at = lines.iter().position(names)?;
    let first = lines[..at].iter().rposition(|line| !line.starts_with("///")).map_or(0, |before| before + 1);
    let last = at + lines[at..].iter().position(|line| *line == "}")?;
    Some(lines[first..=last].join("\n"))
}

/// In a notebook there is no command that a message could mention.
pub(super) fn named(derivations: &[Derivation]) -> Names<'_> {
    Names { derivations, program: None }
}

fn find(name: &str, all: &[Derivation]) -> Card {
    let (derivation, claim) = named(all).claim(name).unwrap_or_else(|error| fail(&error.to_string()));
    card(derivation, claim)
}

fn card(derivation: &Derivation, claim: &Claim) -> Card {
    let settings = Settings::default();
    let report = |claim: &Claim| judged(derivation, claim, settings.seed, settings.effort);
    let correction = claim.expected.correction();
    let correction = correction.and_then(|name| derivation.claims.iter().find(|claim| claim.name == *name));
    Card { report: report(claim), correction: correction.map(report) }
}

/// The card, if its verdict is the expected one. Otherwise the cell fails, so that it does not look like success.
fn confirmed(card: Card) -> Card {
    if !card.as_expected() {
        println!("{}", card::plain(&card));
        fail(&format!("{} is {}: the course expects another verdict", card.report.id, card.report.verdict));
    }
    card
}

/// Every claim that a text prints wrongly, each refuted again: as printed, where it fails, and the correction.
///
/// `text`: the beginning of the names of its sources; all errata if it is empty.
pub fn errata(all: &[Derivation], text: &str) -> Errata {
    let is_wanted = |claim: &Claim| {
        let is_printed_there = text.is_empty() || claim.sources.iter().any(|source| source.starts_with(text));
        claim.expected.is_erratum() && is_printed_there
    };
    Errata { cards: refuted(all, is_wanted), tempting: false }
}

/// Every tempting mistake, each refuted again, with what is right instead. No source prints them.
pub fn tempting_mistakes(all: &[Derivation]) -> Errata {
    Errata { cards: refuted(all, |claim| claim.expected.is_tempting_mistake()), tempting: true }
}

fn refuted(all: &[Derivation], is_wanted: impl Fn(&Claim) -> bool) -> Vec<Card> {
    let wanted = select::claims(all).filter(|(_, claim)| is_wanted(claim));
    wanted.map(|(derivation, claim)| confirmed(card(derivation, claim))).collect()
}

/// Errata, or tempting mistakes.
#[derive(Clone)]
pub struct Errata {
    cards: Vec<Card>,
    tempting: bool,
}

impl Show for Errata {
    fn bundle(&self) -> Bundle {
        let html: Vec<String> = self.cards.iter().map(card::brief).collect();
        let plain: Vec<String> = self.cards.iter().map(card::plain_brief).collect();
        let count = match (self.cards.len(), self.tempting) {
            (1, false) => "1 erratum, refuted as expected".into(),
            (count, false) => format!("{count} errata, each refuted as expected"),
            (1, true) => "1 tempting mistake, refuted as expected".into(),
            (count, true) => format!("{count} tempting mistakes, each refuted as expected"),
        };
        Bundle {
            html: format!("{}<p>{count}</p>", html.join("\n")),
            plain: format!("{}\n{count}", plain.join("\n")).trim_start().into(),
            ..Bundle::default()
        }
    }
}
