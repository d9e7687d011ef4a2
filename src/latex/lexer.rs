//! Characters to tokens.

use super::span::{Problem, ProblemKind, Span};
use std::rc::Rc;

/// A token and its place. A token of a macro has the place where the macro was called.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// `\name`, without the backslash.
    Command(Rc<str>),
    /// A command with its meaning in TeX, whatever macros are defined.
    Builtin(Rc<str>),
    Character(char),
    /// `#1` in the text of a macro.
    Parameter(u8),
    /// Any white space.
    Space,
    Open,
    Close,
    Superscript,
    Subscript,
    Align,
}

impl Token {
    /// The token as it is written.
    pub(super) fn text(&self) -> String {
        match &self.kind {
            TokenKind::Command(name) | TokenKind::Builtin(name) => format!("\\{name}"),
            TokenKind::Character(letter) => letter.to_string(),
            TokenKind::Parameter(number) => format!("#{number}"),
            TokenKind::Space => " ".into(),
            TokenKind::Open => "{".into(),
            TokenKind::Close => "}".into(),
            TokenKind::Superscript => "^".into(),
            TokenKind::Subscript => "_".into(),
            TokenKind::Align => "&".into(),
        }
    }
}

/// All tokens of a source, without comments. Time is linear in the length.
pub(super) fn tokens(source: &str, problems: &mut Vec<Problem>) -> Rc<[Token]> {
    let mut tokens = Vec::new();
    let mut letters = source.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let kind = match letter {
            '\\' => {
                let name_start = start + 1;
                let mut end = name_start;
                while let Some(&(at, _)) = letters.peek().filter(|(_, next)| next.is_ascii_alphabetic()) {
                    end = at + 1;
                    letters.next();
                }
                if end == name_start
                    && let Some((at, next)) = letters.next()
                {
                    end = at + next.len_utf8();
                }
                TokenKind::Command(source[name_start..end].into())
            }
            '%' => {
                // A comment extends to the end of its line.
                while letters.next_if(|&(_, next)| next != '\n').is_some() {}
                letters.next();
                continue;
            }
            '#' => match letters.next_if(|(_, next)| ('1'..='9').contains(next)) {
                Some((_, digit)) => TokenKind::Parameter(digit as u8 - b'0'),
                None => TokenKind::Character('#'),
            },
            '{' => TokenKind::Open,
            '}' => TokenKind::Close,
            '^' => TokenKind::Superscript,
            '_' => TokenKind::Subscript,
            '&' => TokenKind::Align,
            _ if letter.is_whitespace() => TokenKind::Space,
            _ if is_invisible(letter) => {
                let span = Span::new(start, start + letter.len_utf8());
                problems.push(Problem { kind: ProblemKind::InvisibleCharacter(letter), span });
                continue;
            }
            _ => {
                if let Some(looks_like) = confusable(letter) {
                    let span = Span::new(start, start + letter.len_utf8());
                    problems.push(Problem { kind: ProblemKind::Confusable { character: letter, looks_like }, span });
                }
                TokenKind::Character(letter)
            }
        };
        let end = letters.peek().map_or(source.len(), |&(at, _)| at);
        tokens.push(Token { kind, span: Span::new(start, end) });
    }
    tokens.into()
}

/// Characters that no font shows, and those that change the direction of the text around them.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{0}'..='\u{8}'
            | '\u{e}'..='\u{1f}'
            | '\u{7f}'..='\u{84}'
            | '\u{86}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The Latin letter that a letter of another alphabet looks like.
fn confusable(letter: char) -> Option<char> {
    const LETTERS: &str = "АВЕЅІЈКМНОРСТУХаесіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
    const LATIN: &str = "ABESIJKMHOPCTYXaecijopsxyABEZHIKMNOPTYXo";
    match letter {
        // Full width forms
        '！'..='～' => char::from_u32(u32::from(letter) - 0xfee0),
        _ => LETTERS.chars().zip(LATIN.chars()).find(|(own, _)| *own == letter).map(|(_, latin)| latin),
    }
}
