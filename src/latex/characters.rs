//! What the parser does with a character: numbers, primes, Unicode scripts.

use super::class::Class;
use super::command::Command;
use super::parser::{Frame, Parser, Role};
use super::span::Span;
use super::tree::{Kind, Row};
use super::{scripts, symbols};

impl Parser<'_> {
    /// Whether the character belongs to the number before it.
    pub(super) fn extends_number(&mut self, letter: char, span: Span) -> bool {
        let Some(id) = self.number else { return false };
        if letter == '.' && self.point.is_none() {
            self.point = Some(span);
            return true;
        }
        if !letter.is_ascii_digit() {
            return false;
        }
        let point = self.point.take().is_some();
        let node = &mut self.tree.nodes[id.0 as usize];
        if let Kind::Number(digits) = &mut node.kind {
            if point {
                digits.push('.');
            }
            digits.push(letter);
            node.span = node.span.to(span);
        }
        true
    }

    /// A point after the digits belongs to the sentence.
    pub(super) fn end_number(&mut self) {
        self.number = None;
        if let Some(span) = self.point.take() {
            self.place(Kind::Symbol('.', Class::Ordinary), span);
        }
    }

    pub(super) fn character(&mut self, letter: char, span: Span) {
        match letter {
            '~' => self.place(Kind::Space(1), span),
            '$' => {}
            '\'' | '′' => self.prime('′', span),
            '″' => self.prime('″', span),
            ']' if matches!(self.top().role, Role::Optional(_)) => self.end_optional(span),
            '√' => self.frames.push(Frame::new(Role::Arguments(Command::Root, vec![Row::new()], 2), span)),
            _ if letter.is_ascii_digit() => {
                // In \frac12 each digit is an argument.
                let alone = self.top().expects_argument();
                let id = self.node(Kind::Number(letter.into()), span);
                self.deliver(id);
                self.number = (!alone).then_some(id);
            }
            _ => {
                if let Some((above, below)) = scripts::fraction(letter) {
                    let [above, below] = [above, below].map(|n| self.node(Kind::Number(n.into()), span));
                    self.place(Kind::Fraction(vec![above], vec![below]), span);
                } else if let Some((sign, plain)) = scripts::raised(letter).filter(|_| !self.top().expects_argument()) {
                    self.unicode_script(sign, plain, span);
                } else {
                    let (symbol, class) = symbols::character(letter);
                    self.place(Kind::Symbol(symbol, class), span);
                }
            }
        }
    }

    pub(super) fn prime(&mut self, sign: char, span: Span) {
        if self.top().expects_argument() {
            return self.place(Kind::Symbol(sign, Class::Ordinary), span);
        }
        let id = self.node(Kind::Symbol(sign, Class::Ordinary), span);
        self.attach('^', vec![id], span, false);
    }

    /// `⁻¹`: each letter continues the script of the letter before it.
    pub(super) fn unicode_script(&mut self, sign: char, plain: char, span: Span) {
        let last = self.top().row.last().copied();
        if let Some(last) = last
            && let Kind::Script { below, above, .. } = self.tree.kind(last)
            && let Some(slot) = if sign == '_' { below } else { above }
            && let Some(&number) = slot.last()
            && self.tree.node(number).span.end == span.start
            && let Kind::Number(digits) = &mut self.tree.nodes[number.0 as usize].kind
            && plain.is_ascii_digit()
        {
            digits.push(plain);
            self.tree.nodes[number.0 as usize].span.end = span.end;
            return self.attach(sign, Row::new(), span, false);
        }
        let kind = if plain.is_ascii_digit() {
            Kind::Number(plain.into())
        } else {
            let (symbol, class) = symbols::character(plain);
            Kind::Symbol(symbol, class)
        };
        let id = self.node(kind, span);
        self.attach(sign, vec![id], span, false);
    }
}
