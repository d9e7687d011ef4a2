//! `gradus notebook --doctor`: what is there, what is missing, and what to type.

use super::places::Places;
use super::setup::PARTS;
use crate::command_line::answer::Answer;
use crate::command_line::page;
use crate::command_line::page::{BAD, FAINT, GOOD, Page, paint};

pub(super) fn answer(places: &Places) -> Answer {
    let mut page = Page::default();
    let width = page::width();
    let mut sound = true;
    for part in &PARTS {
        let (mark, style, text) = match (part.look)(places) {
            Ok(found) => ("✓", GOOD, found),
            Err(error) => ("✗", BAD, error.to_string()),
        };
        sound &= mark == "✓";
        page.line(format!("{} {}", paint(style, mark), part.name));
        page.note(2, "", FAINT, &text, width);
    }
    Answer::judged(page.into_text(), sound)
}
