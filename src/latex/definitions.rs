//! Definitions of macros: `\newcommand`, `\def`, `\let`, `\DeclareMathOperator`.

use super::lexer::{Token, TokenKind};
use super::macros::{Input, Macro};
use super::span::ProblemKind;
use std::rc::Rc;

/// The most parameters of a macro, as in TeX.
const MOST_PARAMETERS: u8 = 9;

impl Input<'_> {
    /// Carries out a definition; `false` if the token does not begin one.
    pub(super) fn defines(&mut self, token: &Token) -> bool {
        let TokenKind::Command(command) = &token.kind else { return false };
        let defined = match &**command {
            "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand" => self.new_command(command),
            "def" | "gdef" | "edef" | "xdef" => self.definition(),
            "let" => self.copy(),
            "DeclareMathOperator" => self.operator(),
            "long" | "global" | "relax" => return true,
            "catcode" | "mathcode" | "lccode" | "active" | "csname" | "newenvironment" | "renewenvironment" => {
                self.report(ProblemKind::Unsupported(format!("\\{command}")), token.span);
                return true;
            }
            _ => return false,
        };
        if let Err(name) = defined {
            let span = token.span.to(self.here);
            if let Some(name) = name.strip_prefix('\\') {
                self.define(name.into(), Macro::Unreadable);
            }
            self.report(ProblemKind::BadDefinition(name), span);
        }
        true
    }

    /// The name that a definition defines, with or without braces.
    fn defined_name(&mut self, command: &str) -> Result<Rc<str>, String> {
        let nothing = || format!("\\{command}");
        let argument = self.argument().ok_or_else(nothing)?;
        let mut named = argument.iter().filter(|token| token.kind != TokenKind::Space);
        match (named.next().map(|token| &token.kind), named.next()) {
            (Some(TokenKind::Command(name)), None) => Ok(name.clone()),
            (Some(_), _) => Err(argument.iter().map(Token::text).collect()),
            (None, _) => Err(nothing()),
        }
    }

    fn new_command(&mut self, command: &str) -> Result<(), String> {
        self.star();
        let name = self.defined_name(command)?;
        let bad = || format!("\\{name}");
        let parameters = match self.optional() {
            None => 0,
            Some(count) => {
                let count: String = count.iter().map(Token::text).collect();
                count.trim().parse().ok().filter(|count| *count <= MOST_PARAMETERS).ok_or_else(bad)?
            }
        };
        let default = if parameters > 0 { self.optional() } else { None };
        let text = self.argument().ok_or_else(bad)?;
        if !uses_at_most(&text, parameters) {
            return Err(bad());
        }
        // \providecommand keeps a definition that exists.
        if command != "providecommand" || !self.macros.macros.contains_key(&name) {
            self.define(name, Macro::Text { parameters, default, text });
        }
        Ok(())
    }

    /// `\def\name#1#2{text}`, without other text between the parameters.
    fn definition(&mut self) -> Result<(), String> {
        let name = match self.raw_after_space().map(|token| token.kind) {
            Some(TokenKind::Command(name)) => name,
            Some(TokenKind::Character(letter)) => return Err(letter.to_string()),
            _ => return Err("\\def".into()),
        };
        let bad = || format!("\\{name}");
        let (mut parameters, mut plain) = (0, true);
        loop {
            match self.raw().map(|token| token.kind) {
                None => return Err(bad()),
                Some(TokenKind::Open) => break,
                Some(TokenKind::Parameter(number)) if number == parameters + 1 => parameters = number,
                Some(TokenKind::Space) => {}
                // Text that delimits the parameters: the definition is passed over as a whole.
                Some(_) => plain = false,
            }
        }
        let text = self.rest_of_group().ok_or_else(bad)?;
        if !plain || !uses_at_most(&text, parameters) {
            return Err(bad());
        }
        self.define(name, Macro::Text { parameters, default: None, text });
        Ok(())
    }

    /// `\let\name=\other`
    fn copy(&mut self) -> Result<(), String> {
        let name = self.defined_name("let")?;
        let mut other = self.raw_after_space();
        if other.as_ref().is_some_and(|token| token.kind == TokenKind::Character('=')) {
            other = self.raw_after_space();
        }
        let other = other.ok_or_else(|| format!("\\{name}"))?;
        let copied = match &other.kind {
            TokenKind::Command(other) => {
                self.macros.macros.get(other).cloned().unwrap_or_else(|| Macro::Builtin(other.clone()))
            }
            _ => Macro::Text { parameters: 0, default: None, text: Rc::new([other]) },
        };
        self.define(name, copied);
        Ok(())
    }

    fn operator(&mut self) -> Result<(), String> {
        let star = self.star();
        let name = self.defined_name("DeclareMathOperator")?;
        let body = self.argument().ok_or_else(|| format!("\\{name}"))?;
        let token = |kind| Token { kind, span: self.here };
        let mut text = vec![token(TokenKind::Command("operatorname".into()))];
        text.extend(star.then(|| token(TokenKind::Character('*'))));
        text.push(token(TokenKind::Open));
        text.extend(body.iter().cloned());
        text.push(token(TokenKind::Close));
        self.define(name, Macro::Text { parameters: 0, default: None, text: text.into() });
        Ok(())
    }
}

/// Whether the text of a macro uses no parameter beyond the last one.
fn uses_at_most(text: &[Token], parameters: u8) -> bool {
    text.iter().all(|token| !matches!(token.kind, TokenKind::Parameter(number) if number > parameters))
}
