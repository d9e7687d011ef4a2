//! `gradus notebook --doctor`: what is there, what is missing, and what to type.

use super::places::Places;
use super::setup::PARTS;
use crate::command_line::answer::Answer;
use crate::command_line::page;
use crate::report::document::{Block, Tone, note, plain, span};

pub(super) fn answer(places: &Places) -> Answer {
    let mut blocks = Vec::new();
    let mut sound = true;
    for part in &PARTS {
        let (tone, text) = match (part.look)(places) {
            Ok(found) => (Tone::Good, found),
            Err(error) => (Tone::Bad, error.to_string()),
        };
        sound &= tone == Tone::Good;
        blocks.push(Block::Line(vec![span(tone, tone.sign()), plain(format!(" {}", part.name))]));
        blocks.push(Block::Indented(2, vec![note("", text)]));
    }
    Answer::judged(page::painted(&blocks, page::width()), sound)
}
