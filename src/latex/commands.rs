//! What the parser does with a command.

use super::command::{Meaning, meaning};
use super::lexer::TokenKind;
use super::parser::{Frame, Infix, Parser, Role};
use super::span::{ProblemKind, Span};
use super::symbols;
use super::tree::{Kind, Row};

impl Parser<'_> {
    /// The bracket after `\left`, `\right` or `\big`.
    pub(super) fn delimiter(&mut self, command: &str) -> String {
        let Some(token) = self.next_visible() else {
            self.input.report(ProblemKind::MissingArgument(command.into()), self.input.end());
            return String::new();
        };
        match &token.kind {
            TokenKind::Character('.') => String::new(),
            TokenKind::Character(letter) => match letter {
                '<' => "⟨".into(),
                '>' => "⟩".into(),
                letter => letter.to_string(),
            },
            TokenKind::Command(name) | TokenKind::Builtin(name)
                if symbols::command(name).is_some_and(|(text, _)| text.chars().count() == 1) =>
            {
                symbols::command(name).map_or_else(String::new, |(text, _)| text.into())
            }
            TokenKind::Command(name) if name.trim().is_empty() => {
                self.input.report(ProblemKind::MissingArgument(command.into()), token.span);
                String::new()
            }
            _ => {
                self.input.report(ProblemKind::MissingArgument(command.into()), token.span);
                self.waiting = Some(token);
                String::new()
            }
        }
    }

    pub(super) fn command(&mut self, name: &str, span: Span) {
        match meaning(name) {
            Meaning::Symbol(letter, class) => self.place(Kind::Symbol(letter, class), span),
            Meaning::Operator(text) => self.place(Kind::Operator(text.into()), span),
            Meaning::Space(columns) => self.place(Kind::Space(columns), span),
            Meaning::Nothing => {}
            Meaning::Command(command) => {
                let optional = command.has_optional() && self.follows('[');
                if optional {
                    self.next_visible();
                    return self.frames.push(Frame::new(Role::Optional(command), span));
                }
                let got = if command.has_optional() { vec![Row::new()] } else { Vec::new() };
                let needed = command.arguments();
                self.frames.push(Frame::new(Role::Arguments(command, got, needed), span));
            }
            Meaning::Text => {
                let text = self.words(name, span);
                self.place(Kind::Text(text), span.to(self.input.here));
            }
            Meaning::OperatorName => {
                self.input.star();
                let text = self.words(name, span);
                self.place(Kind::Operator(text.trim().into()), span.to(self.input.here));
            }
            Meaning::Tag => {
                self.input.star();
                let text = self.words(name, span);
                self.place(Kind::Tag(text), span.to(self.input.here));
            }
            Meaning::Discard => {
                self.input.star();
                self.input.argument();
            }
            Meaning::Switch(style) => {
                self.end_arguments(span);
                self.frames.push(Frame::new(Role::Switch(style), span));
            }
            Meaning::Left => {
                let open = self.delimiter("\\left");
                self.frames.push(Frame::new(Role::Fence(open), span));
            }
            Meaning::Right => self.end_fence(span),
            Meaning::Sized(class) => {
                let text = self.delimiter(&format!("\\{name}"));
                if let Some(letter) = text.chars().next() {
                    let class = class.unwrap_or_else(|| symbols::character(letter).1);
                    self.place(Kind::Symbol(letter, class), span.to(self.input.here));
                }
            }
            Meaning::Begin => self.begin(span),
            Meaning::End => self.end_environment(span),
            Meaning::NewLine => self.line(span),
            Meaning::Over => self.infix(Infix::Over, span),
            Meaning::Choose => self.infix(Infix::Choose, span),
            Meaning::Unknown => {
                self.input.report(ProblemKind::UnknownCommand(name.into()), span);
                self.place(Kind::Unknown(name.into()), span);
            }
        }
    }

    pub(super) fn infix(&mut self, infix: Infix, span: Span) {
        self.end_row(span);
        let frame = self.top();
        if frame.before.is_some() {
            self.input.report(ProblemKind::Unsupported("two \\over in one group".into()), span);
            return;
        }
        let row = std::mem::take(&mut frame.row);
        frame.before = Some((infix, row));
    }

    /// Whether a character follows, after white space.
    pub(super) fn follows(&mut self, letter: char) -> bool {
        if self.waiting.is_some() {
            return false;
        }
        self.input.peek().is_some_and(|token| token.kind == TokenKind::Character(letter))
    }

    pub(super) fn begin(&mut self, span: Span) {
        let Some(name) = self.input.text_argument() else {
            self.input.report(ProblemKind::MissingArgument("\\begin".into()), span);
            return;
        };
        match name.trim_end_matches('*') {
            "array" | "alignat" | "alignedat" | "subarray" | "tabular" => {
                self.input.length();
                self.input.argument();
            }
            plain if symbols::is_environment(plain) => self.input.length(),
            _ => {
                let span = span.to(self.input.here);
                self.input.report(ProblemKind::UnknownEnvironment(name.clone()), span);
            }
        }
        let role = Role::Environment { name, rows: Vec::new(), cells: Vec::new() };
        self.frames.push(Frame::new(role, span));
    }

    /// The words of an argument, for `\text`.
    pub(super) fn words(&mut self, command: &str, span: Span) -> String {
        let Some(tokens) = self.input.argument() else {
            self.input.report(ProblemKind::MissingArgument(format!("\\{command}")), span);
            return String::new();
        };
        let mut text = String::new();
        for token in tokens.iter() {
            match &token.kind {
                TokenKind::Space | TokenKind::Character('~') => text.push(' '),
                TokenKind::Open | TokenKind::Close | TokenKind::Character('$') => {}
                TokenKind::Command(name) | TokenKind::Builtin(name) => match meaning(name) {
                    Meaning::Symbol(letter, _) => text.push(letter),
                    Meaning::Space(0) | Meaning::Nothing => {}
                    Meaning::Space(_) => text.push(' '),
                    _ => text.push_str(name),
                },
                _ => text.push_str(&token.text()),
            }
        }
        text
    }
}
