//! `gradus notebook --doctor`: what is installed, what is missing, and the commands that install it.

use super::paths::Paths;
use super::setup::PARTS;
use crate::command_line::answer::{AS_EXPECTED, Answer, UNEXPECTED};
use crate::command_line::page;
use crate::report::document::{Block, Tone, note, plain, span};

pub(super) fn answer(paths: &Paths) -> Answer {
    let mut blocks = Vec::new();
    let mut complete = true;
    for part in &PARTS {
        let (tone, text) = match (part.look)(paths) {
            Ok(found) => (Tone::Good, found),
            Err(error) => (Tone::Bad, error.to_string()),
        };
        complete &= tone == Tone::Good;
        blocks.push(Block::Line(vec![span(tone, tone.sign()), plain(format!(" {}", part.name))]));
        blocks.push(Block::Indented(2, vec![note("", text)]));
    }
    let code = if complete { AS_EXPECTED } else { UNEXPECTED };
    Answer { text: page::painted(&blocks, page::width()), code }
}
