//! Documents in the colours and the width of the terminal.

use crate::course::Status;
use crate::report::document::{Block, Tone};
use crate::report::text::{LABEL, Layout, WIDTH};
use anstyle::{AnsiColor, Style};

/// The least width: wrapping to a narrower one is unreadable.
const NARROWEST: usize = 40;
/// The largest width, whatever `COLUMNS` is.
const WIDEST: usize = 500;

/// The width of the output: `COLUMNS`, if it is set; or that of the terminal, which is also known if only
/// the output goes into a pipe, and not the input or the errors.
pub(super) fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| usize::from(columns));
    stated.filter(|&columns| columns > 0).or_else(terminal).map_or(WIDTH, |columns| columns.clamp(NARROWEST, WIDEST))
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain | Tone::Emphasis => Style::new(),
        Tone::Faint => Style::new().dimmed(),
        Tone::Title => Style::new().bold(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Erratum => AnsiColor::Cyan.on_default(),
        Tone::Open => AnsiColor::Yellow.on_default().bold(),
        Tone::Bad => AnsiColor::Red.on_default().bold(),
        Tone::Equation(status) => match status {
            Status::Verified => AnsiColor::Green.on_default(),
            Status::Refuted => AnsiColor::Cyan.on_default().bold(),
            Status::Conditional => AnsiColor::Yellow.on_default(),
            Status::Definition => AnsiColor::Blue.on_default(),
            Status::Notation => AnsiColor::Magenta.on_default(),
            Status::Illegible => style(Tone::Faint),
        },
        Tone::Tile(status) => style(status.map_or(Tone::Bad, Tone::Equation)).invert(),
    }
}

/// The text in the style of its tone.
pub(super) fn paint(tone: Tone, text: &str) -> String {
    let style = style(tone);
    if text.is_empty() || style == Style::new() { text.into() } else { format!("{style}{text}{style:#}") }
}

/// A document for the terminal.
pub(super) fn painted(blocks: &[Block], width: usize) -> String {
    Layout { width, label: LABEL, aligned: true, paint: &paint }.text(blocks)
}
