//! Definitions of macros in a text: where they end, and what they define.

use crate::note::environments;
use crate::note::limits::LONGEST_DEFINITION;

/// A definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Definition {
    /// A macro, as LaTeX that defines it.
    Macro(String),
    /// A name for the beginning of an environment.
    Begin { name: String, environment: String },
    /// A name for the end of one.
    End { name: String },
    /// A definition that is no matter of formulas.
    Other,
}

/// The definition that begins at a byte, with a command of this name; and the byte after it.
pub(super) fn definition(text: &str, at: usize, command: &str) -> Option<(Definition, usize)> {
    let mut cursor = Cursor { text, at: at + 1 + command.len() };
    match command {
        "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand" => {
            cursor.star();
            let name = cursor.name()?;
            let has_parameters = cursor.optional();
            while cursor.optional() {}
            let body = cursor.group()?;
            Some((shortcut(name, body, has_parameters, &text[at..cursor.at]), cursor.at))
        }
        "def" | "gdef" | "edef" | "xdef" => {
            let name = cursor.name()?;
            let open = text.as_bytes()[cursor.at..].iter().take(100).position(|byte| *byte == b'{')?;
            let has_parameters = open > 0;
            cursor.at += open;
            let body = cursor.group()?;
            Some((shortcut(name, body, has_parameters, &text[at..cursor.at]), cursor.at))
        }
        "let" => {
            cursor.name()?;
            cursor.space();
            if cursor.rest().starts_with('=') {
                cursor.at += 1;
            }
            cursor.space();
            match cursor.rest().starts_with('\\') {
                true => drop(cursor.name()?),
                false => cursor.at += cursor.rest().chars().next()?.len_utf8(),
            }
            Some((Definition::Macro(text[at..cursor.at].into()), cursor.at))
        }
        "DeclareMathOperator" => {
            cursor.star();
            cursor.name()?;
            cursor.group()?;
            Some((Definition::Macro(text[at..cursor.at].into()), cursor.at))
        }
        "DeclarePairedDelimiter" => {
            let name = cursor.name()?;
            let (open, close) = (cursor.group()?, cursor.group()?);
            let text = format!("\\newcommand{{\\{name}}}[1]{{\\left{open} #1 \\right{close}}}");
            Some((Definition::Macro(text), cursor.at))
        }
        "newenvironment" | "renewenvironment" => {
            cursor.star();
            cursor.group()?;
            while cursor.optional() {}
            cursor.group()?;
            cursor.group()?;
            Some((Definition::Other, cursor.at))
        }
        _ => None,
    }
}

/// A macro may be no more than a short name for the beginning or the end of an environment.
fn shortcut(name: &str, body: &str, has_parameters: bool, whole: &str) -> Definition {
    let body = body.trim();
    let is_all = |found: (&str, usize)| (found.1 == body.len()).then(|| found.0.to_string());
    if !has_parameters {
        if let Some(environment) = environments::named(body, "\\begin").and_then(is_all) {
            return Definition::Begin { name: name.into(), environment };
        }
        if environments::named(body, "\\end").and_then(is_all).is_some() {
            return Definition::End { name: name.into() };
        }
    }
    Definition::Macro(whole.into())
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn star(&mut self) {
        self.space();
        if self.rest().starts_with('*') {
            self.at += 1;
        }
    }

    /// `\name` or `{\name}`, without the backslash.
    fn name(&mut self) -> Option<&'a str> {
        self.space();
        let braced = self.rest().starts_with('{');
        self.at += usize::from(braced);
        self.space();
        let name = command(self.rest())?;
        self.at += 1 + name.len();
        if braced {
            self.space();
            self.rest().starts_with('}').then_some(())?;
            self.at += 1;
        }
        Some(name)
    }

    /// Passes over `[…]`, if it follows.
    fn optional(&mut self) -> bool {
        let before = self.at;
        self.space();
        if self.rest().starts_with('[')
            && let Some(end) = self.rest().bytes().take(LONGEST_DEFINITION).position(|byte| byte == b']')
        {
            self.at += end + 1;
            return true;
        }
        self.at = before;
        false
    }

    /// The text of `{…}`.
    fn group(&mut self) -> Option<&'a str> {
        self.space();
        let rest = self.rest();
        rest.starts_with('{').then_some(())?;
        let (mut depth, mut escaped) = (0usize, false);
        for (at, byte) in rest.bytes().enumerate().take(LONGEST_DEFINITION) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'{' => depth += 1,
                b'}' if depth == 1 => {
                    self.at += at + 1;
                    return Some(&rest[1..at]);
                }
                b'}' => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

/// The name of the command that a text begins with: letters, or one other character.
pub(super) fn command(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('\\')?;
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    match letters {
        0 => rest.chars().next().map(|letter| &rest[..letter.len_utf8()]),
        letters => Some(&rest[..letters]),
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, definition};

    #[track_caller]
    fn expect(text: &str, expected: Definition) {
        let command = super::command(text).expect("a command");
        let (found, end) = definition(text, 0, command).expect("a definition");
        assert_eq!((found, &text[end..]), (expected, "|"));
    }

    #[test]
    fn definitions_end_where_they_end() {
        for text in [
            r"\newcommand{\vx}[1][y]{\mathbf{#1\}}}",
            r"\renewcommand*\N{\mathcal N}",
            r"\def\E#1#2{{#1}#2}",
            r"\let\eps=\varepsilon",
            r"\let\a b",
            r"\DeclareMathOperator*{\tr}{tr}",
        ] {
            expect(&format!("{text}|"), Definition::Macro(text.into()));
        }
        let norm = r"\newcommand{\norm}[1]{\left\lVert #1 \right\rVert}";
        expect(r"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert}|", Definition::Macro(norm.into()));
        let begin = Definition::Begin { name: "be".into(), environment: "equation".into() };
        expect(r"\newcommand{\be}{\begin{equation}}|", begin);
        expect(r"\def\ee{ \end{equation} }|", Definition::End { name: "ee".into() });
        expect(r"\newenvironment{proof}[1]{a $}{$ b}|", Definition::Other);
    }

    #[test]
    fn what_does_not_end_is_no_definition() {
        for text in [r"\newcommand{\x}{a", r"\newcommand", r"\def\x", r"\let", r"\newcommand{x}{y}"] {
            assert_eq!(definition(text, 0, super::command(text).expect("a command")), None, "{text}");
        }
    }
}
