//! Macros: their definitions, and their expansion while a formula is read.

use super::lexer::{Token, TokenKind, tokens};
use super::span::{Problem, ProblemKind, Span};
use std::collections::HashMap;
use std::rc::Rc;

/// The most tokens that the macros of one formula may add, for each token of the source and at least.
const GROWTH: usize = 2;
const ROOM: usize = 1 << 16;

/// The deepest nesting of calls.
const DEEPEST_CALLS: usize = 128;

/// The macros that are defined. A definition in one formula is there for the formulas after it.
#[derive(Clone, Debug, Default)]
pub struct Macros {
    pub(super) macros: HashMap<Rc<str>, Macro>,
}

#[derive(Clone, Debug)]
pub(super) enum Macro {
    Text {
        parameters: u8,
        default: Option<Rc<[Token]>>,
        text: Rc<[Token]>,
    },
    /// What a command means in TeX.
    Builtin(Rc<str>),
    /// The definition could not be read, so no use of the name can be.
    Unreadable,
}

impl Macros {
    /// Reads definitions. Everything else in the source is passed over.
    pub fn read(&mut self, source: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut input = Input::new(source, self, &mut problems);
        input.passes_over = true;
        while input.next().is_some() {}
        // What is not a definition is prose, and its commands are of no concern here.
        let is_about_definition =
            |kind: &ProblemKind| matches!(kind, ProblemKind::BadDefinition(_) | ProblemKind::EndlessMacro(_));
        problems.retain(|problem| is_about_definition(&problem.kind));
        problems
    }

    /// Number of macros.
    pub fn len(&self) -> usize {
        self.macros.len()
    }

    /// Whether there is no macro.
    pub fn is_empty(&self) -> bool {
        self.macros.is_empty()
    }
}

/// Tokens that are still to be read: the rest of the source, or of the text of a macro.
struct Pending {
    tokens: Rc<[Token]>,
    next: usize,
    /// The place and name of the call, for the text of a macro.
    call: Option<(Span, Rc<str>)>,
}

/// The tokens of a formula, with macros expanded.
pub(super) struct Input<'a> {
    pending: Vec<Pending>,
    pub(super) macros: &'a mut Macros,
    /// For each group that is open, what its definitions replaced.
    scopes: Vec<Vec<(Rc<str>, Option<Macro>)>>,
    pub(super) problems: &'a mut Vec<Problem>,
    /// Tokens that macros may still add.
    room: usize,
    end: Span,
    /// Whether only definitions count, and no macro is expanded.
    passes_over: bool,
    /// The place of the token that was read last.
    pub(super) here: Span,
}

impl<'a> Input<'a> {
    pub(super) fn new(source: &str, macros: &'a mut Macros, problems: &'a mut Vec<Problem>) -> Self {
        let tokens = tokens(source, problems);
        let room = tokens.len().saturating_mul(GROWTH).max(ROOM);
        let end = Span::new(source.len(), source.len());
        let pending = vec![Pending { tokens, next: 0, call: None }];
        Self { pending, macros, scopes: Vec::new(), problems, room, end, passes_over: false, here: Span::new(0, 0) }
    }

    pub(super) fn report(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem { kind, span });
    }

    /// The next token without expansion.
    pub(super) fn raw(&mut self) -> Option<Token> {
        loop {
            let pending = self.pending.last_mut()?;
            let Some(token) = pending.tokens.get(pending.next) else {
                self.pending.pop();
                continue;
            };
            pending.next += 1;
            let span = pending.call.as_ref().map_or(token.span, |(span, _)| *span);
            self.here = span;
            return Some(Token { kind: token.kind.clone(), span });
        }
    }

    fn put_back(&mut self, token: Token) {
        self.pending.push(Pending { tokens: Rc::new([token]), next: 0, call: None });
    }

    pub(super) fn raw_after_space(&mut self) -> Option<Token> {
        loop {
            let token = self.raw()?;
            if token.kind != TokenKind::Space {
                return Some(token);
            }
        }
    }

    /// The next token after expansion. Definitions are carried out and not returned.
    pub(super) fn next(&mut self) -> Option<Token> {
        loop {
            let token = self.raw()?;
            let TokenKind::Command(name) = &token.kind else {
                self.scope(&token.kind);
                return Some(token);
            };
            let known = self.macros.macros.get(name).cloned();
            match known {
                Some(Macro::Text { parameters, default, text }) if !self.passes_over => {
                    self.call(&token, name, parameters, default, &text);
                    continue;
                }
                Some(Macro::Builtin(name)) => return Some(Token { kind: TokenKind::Builtin(name), span: token.span }),
                Some(Macro::Unreadable) => return Some(token),
                _ => {}
            }
            if !self.defines(&token) {
                match &**name {
                    "begingroup" | "bgroup" => self.scopes.push(Vec::new()),
                    "endgroup" | "egroup" => self.end_scope(),
                    _ => return Some(token),
                }
            }
        }
    }

    /// Whether a use of this name must stay unread, since its definition could not be read.
    pub(super) fn is_unreadable(&self, name: &str) -> bool {
        matches!(self.macros.macros.get(name), Some(Macro::Unreadable))
    }

    /// The next token after expansion and white space, which stays to be read.
    pub(super) fn peek(&mut self) -> Option<Token> {
        let here = self.here;
        loop {
            let token = self.next()?;
            if token.kind == TokenKind::Space {
                continue;
            }
            // It is read again, so its scope must not count twice.
            match token.kind {
                TokenKind::Open => {
                    self.scopes.pop();
                }
                TokenKind::Close => self.scopes.push(Vec::new()),
                _ => {}
            }
            self.put_back(token.clone());
            self.here = here;
            return Some(token);
        }
    }

    /// A definition in a group ends with the group.
    fn scope(&mut self, kind: &TokenKind) {
        match kind {
            TokenKind::Open => self.scopes.push(Vec::new()),
            TokenKind::Close => self.end_scope(),
            _ => {}
        }
    }

    fn end_scope(&mut self) {
        for (name, before) in self.scopes.pop().unwrap_or_default().into_iter().rev() {
            match before {
                Some(before) => self.macros.macros.insert(name, before),
                None => self.macros.macros.remove(&name),
            };
        }
    }

    pub(super) fn define(&mut self, name: Rc<str>, new: Macro) {
        let before = self.macros.macros.insert(name.clone(), new);
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((name, before));
        }
    }

    fn call(&mut self, token: &Token, name: &Rc<str>, parameters: u8, default: Option<Rc<[Token]>>, text: &[Token]) {
        let span = token.span;
        // Calls that have ended leave the stack when their last token has been read.
        while self.pending.last().is_some_and(|pending| pending.next >= pending.tokens.len()) {
            self.pending.pop();
        }
        let calls = self.pending.iter().filter(|pending| pending.call.is_some()).count();
        let mut arguments: Vec<Rc<[Token]>> = Vec::new();
        for number in 0..parameters {
            let argument = match (&default, number) {
                (Some(default), 0) => self.optional().unwrap_or_else(|| default.clone()),
                _ => match self.argument() {
                    Some(argument) => argument,
                    None => {
                        self.report(ProblemKind::MissingArgument(format!("\\{name}")), span);
                        return;
                    }
                },
            };
            arguments.push(argument);
        }
        let argument = |number: u8| arguments.get(usize::from(number).wrapping_sub(1));
        let length = |token: &Token| match token.kind {
            TokenKind::Parameter(number) => argument(number).map_or(0, |argument| argument.len()),
            _ => 1,
        };
        let added: usize = text.iter().map(length).sum::<usize>() + 1;
        if calls >= DEEPEST_CALLS || added > self.room {
            self.room = 0;
            self.report(ProblemKind::EndlessMacro(name.to_string()), span);
            self.pending.retain(|pending| pending.call.is_none());
            return;
        }
        self.room -= added;
        let mut expanded: Vec<Token> = Vec::with_capacity(added);
        for token in text {
            match token.kind {
                TokenKind::Parameter(number) => {
                    expanded.extend(argument(number).iter().flat_map(|own| own.iter().cloned()))
                }
                _ => expanded.push(token.clone()),
            }
        }
        self.pending.push(Pending { tokens: expanded.into(), next: 0, call: Some((span, name.clone())) });
    }

    /// The tokens of an argument: a group without its braces, or one token.
    pub(super) fn argument(&mut self) -> Option<Rc<[Token]>> {
        let first = self.raw_after_space()?;
        match first.kind {
            TokenKind::Open => self.rest_of_group(),
            TokenKind::Close => {
                self.put_back(first);
                None
            }
            _ => Some(Rc::new([first])),
        }
    }

    /// The tokens up to the brace that closes a group.
    pub(super) fn rest_of_group(&mut self) -> Option<Rc<[Token]>> {
        let (mut group, mut depth) = (Vec::new(), 0usize);
        loop {
            let token = self.raw()?;
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth == 0 => return Some(group.into()),
                TokenKind::Close => depth -= 1,
                _ => {}
            }
            group.push(token);
        }
    }

    /// The tokens between `[` and `]`, if a bracket follows.
    pub(super) fn optional(&mut self) -> Option<Rc<[Token]>> {
        let first = self.raw_after_space()?;
        if first.kind != TokenKind::Character('[') {
            self.put_back(first);
            return None;
        }
        let (mut tokens, mut depth) = (Vec::new(), 0usize);
        while let Some(token) = self.raw() {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.saturating_sub(1),
                TokenKind::Character(']') if depth == 0 => break,
                _ => {}
            }
            tokens.push(token);
        }
        Some(tokens.into())
    }

    /// Passes over `[2pt]` or `[t]`. Other text in brackets stays to be read.
    pub(super) fn length(&mut self) {
        let bracket = loop {
            match self.raw() {
                Some(token) if token.kind == TokenKind::Space => {}
                Some(token) if token.kind == TokenKind::Character('[') => break token,
                Some(token) => return self.put_back(token),
                None => return,
            }
        };
        let mut tokens = vec![bracket];
        let mut text = String::new();
        // A length is short.
        while let Some(token) = self.raw() {
            let closes = token.kind == TokenKind::Character(']');
            if !closes {
                text += &token.text();
            }
            tokens.push(token);
            if closes || tokens.len() > 24 {
                break;
            }
        }
        let text = text.trim();
        let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || "+-. ".contains(letter));
        let is_length =
            unit.len() < text.len() && ["pt", "em", "ex", "mm", "cm", "in", "mu", "pc", "sp", "bp"].contains(&unit);
        let is_position = ["t", "b", "c"].contains(&text);
        if !is_length && !is_position && !unit.starts_with("\\") {
            self.pending.push(Pending { tokens: tokens.into(), next: 0, call: None });
        }
    }

    /// The text of an argument, as for `\begin`.
    pub(super) fn text_argument(&mut self) -> Option<String> {
        self.argument().map(|tokens| tokens.iter().map(Token::text).collect())
    }

    /// Skips `*` after a command.
    pub(super) fn star(&mut self) -> bool {
        match self.raw() {
            Some(token) if token.kind == TokenKind::Character('*') => true,
            Some(token) => {
                self.put_back(token);
                false
            }
            None => false,
        }
    }

    /// The place after the last byte.
    pub(super) fn end(&self) -> Span {
        self.end
    }
}
