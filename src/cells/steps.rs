//! A derivation as a list of steps, each with its verdict.

use super::bundle::{Bundle, Show, debug_as_shown};
use super::card::{Card, WIDTH, numbered, plain, strongest};
use crate::latex::typeset;
use crate::report::html::{badge, display};
use crate::report::{escaped, words};
use std::fmt::Write;

/// Claims in the order of the argument, with a heading.
#[derive(Clone)]
pub struct Steps {
    pub(super) title: String,
    pub(super) about: String,
    pub(super) cards: Vec<Card>,
}

impl Steps {
    /// The steps as cards.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }
}

debug_as_shown!(Steps);

impl Show for Steps {
    fn bundle(&self) -> Bundle {
        let statements: Vec<String> = self.cards.iter().map(|card| format!("$$ {} $$", card.report.latex())).collect();
        Bundle { html: html(self), latex: statements.join("\n"), svg: String::new(), plain: text(self) }
    }
}

fn html(steps: &Steps) -> String {
    let mut text = String::new();
    if !steps.title.is_empty() {
        let _ = writeln!(text, "<h4>{}</h4>", escaped(&steps.title));
    }
    if !steps.about.is_empty() {
        let _ = writeln!(text, "<p>{}</p>", escaped(&steps.about));
    }
    text += "<table>\n";
    for (number, card) in steps.cards.iter().enumerate() {
        let (claim, report) = (&card.report.claim, &card.report);
        let sources = words::sources(claim);
        let sources = if sources.is_empty() { sources } else { format!("{}<br>", escaped(&sources)) };
        let mut says = format!("{}<br>{sources}{}", badge(report), escaped(&strongest(report)));
        if let Some(diagnosis) = &report.diagnosis {
            let _ = write!(says, "<br>{}", escaped(diagnosis));
        }
        let _ = writeln!(
            text,
            "<tr><td style=\"vertical-align:top\">{}</td><td style=\"text-align:left\"><b>{}</b><br>{}{}</td><td style=\"text-align:left;vertical-align:top\">{says}</td></tr>",
            number + 1,
            escaped(&claim.name.replace('_', " ")),
            display(&claim.latex),
            escaped(&claim.reason),
        );
    }
    text + "</table>"
}

fn text(steps: &Steps) -> String {
    let mut lines = Vec::new();
    if !steps.title.is_empty() {
        lines.push(steps.title.clone());
    }
    lines.extend(typeset::wrap(&typeset::prose(&steps.about), WIDTH));
    for (number, card) in steps.cards.iter().enumerate() {
        if card.as_expected() {
            lines.extend(numbered(number + 1, &card.report).lines().map(String::from));
        } else {
            lines.push(plain(card));
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
