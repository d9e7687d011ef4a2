//! `gradus explain`: what a code of `check` means, with an example.

mod codes;

use super::answer::{AS_EXPECTED, Answer};
use super::arguments::Explain;
use super::context::Context;
use super::page;
use crate::error::{Error, Result};
use crate::report::document::{Block, Tone, plain, span};
pub(super) use codes::{CODES, Code};

pub(super) fn answer(context: &Context, arguments: &Explain) -> Result<Answer> {
    let blocks = match &arguments.code {
        None => list(&context.program.name),
        Some(wanted) => {
            let code = CODES.iter().find(|code| code.name.eq_ignore_ascii_case(wanted.trim()));
            page(code.ok_or_else(|| unknown(wanted, &context.program.name))?)
        }
    };
    Ok(Answer { text: page::painted(&blocks, context.width), code: AS_EXPECTED })
}

fn unknown(wanted: &str, program: &str) -> Error {
    let nearest = CODES.iter().map(|code| (strsim::levenshtein(&wanted.to_uppercase(), code.name), code.name)).min();
    let meant = nearest.filter(|(distance, _)| *distance <= 1).map_or(String::new(), |(_, name)| format!("{name}? "));
    Error::file(
        "explain",
        wanted.escape_debug().to_string(),
        format!("there is no such code; {meant}`{program} explain` lists all"),
    )
}

fn list(program: &str) -> Vec<Block> {
    let row = |code: &Code| vec![span(Tone::Title, code.name), plain(code.title)];
    vec![
        Block::Table(CODES.iter().map(row).collect()),
        Block::Space,
        Block::Line(vec![span(Tone::Faint, format!("with an example: {program} explain {}", CODES[0].name))]),
    ]
}

fn page(code: &Code) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading(code.title.into(), code.name.into()), Block::Rule, Block::Line(vec![plain(code.about)])];
    if !code.example.is_empty() {
        blocks.extend([Block::Space, Block::Line(vec![span(Tone::Faint, "Example:")]), Block::Space]);
        blocks.extend(code.example.lines().map(|line| Block::Unwrapped(vec![plain(format!("    {line}"))])));
    }
    if !code.instead.is_empty() {
        blocks.extend([Block::Space, Block::Line(vec![span(Tone::Faint, "Right:")]), Block::Space]);
        blocks.extend(code.instead.lines().map(|line| Block::Unwrapped(vec![plain(format!("    {line}"))])));
    }
    blocks
}
