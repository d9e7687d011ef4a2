//! What a superscript means.

use super::scope::{Scope, name_of};
use super::stop::Stop;
use crate::latex::{Kind, NodeId, Span, Style, Tree};

/// What a superscript does to its base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Superscript {
    Transpose,
    InverseTranspose,
    /// A whole power.
    Power(i32),
    /// ½ or −½
    Root {
        inverse: bool,
    },
    /// `f'`: a transpose of a matrix or a vector.
    Prime,
}

/// The meaning of a superscript; `None` if it is a formula of its own, such as `x^n`.
pub(super) fn superscript(tree: &Tree, scope: &Scope, row: &[NodeId], span: Span) -> Result<Option<Superscript>, Stop> {
    let visible: Vec<NodeId> = row.iter().copied().filter(|id| !matches!(tree.kind(*id), Kind::Space(_))).collect();
    let (sign, rest) = match visible.split_first() {
        Some((first, rest)) if is_symbol(tree, *first, '−') => (-1, rest),
        Some((first, rest)) if is_symbol(tree, *first, '+') => (1, rest),
        _ => (1, &visible[..]),
    };
    // T may be a number that is declared.
    let transposes = |id: NodeId| -> Result<bool, Stop> {
        match is_transpose(tree, id) {
            Some(letter) if letter != 'ᵀ' && scope.knows(&letter.to_string()) => Err(Stop::ambiguous(
                span,
                format!("{letter} is declared, so it is not clear whether ^{letter} is a transpose"),
                "write \\top for a transpose",
            )),
            Some(_) => Ok(true),
            None => Ok(false),
        }
    };
    match rest {
        [] if sign == 1 => Err(Stop::incomplete(span, "an empty superscript")),
        [only] if transposes(*only)? => {
            Ok(Some(if sign < 0 { Superscript::InverseTranspose } else { Superscript::Transpose }))
        }
        [number, only] if sign < 0 && is_number(tree, *number, "1") && transposes(*only)? => {
            Ok(Some(Superscript::InverseTranspose))
        }
        [only] if is_symbol(tree, *only, '′') && sign == 1 => Ok(Some(Superscript::Prime)),
        [only] => match tree.kind(*only) {
            Kind::Number(digits) => match digits.parse::<i32>() {
                Ok(power) if power <= 32 => Ok(Some(Superscript::Power(sign * power))),
                _ => Err(Stop::unsupported(span, format!("the power {digits}"))),
            },
            Kind::Fraction(above, below) if is_half(tree, above, below) => {
                Ok(Some(Superscript::Root { inverse: sign < 0 }))
            }
            Kind::Group(row) if sign == 1 => superscript(tree, scope, row, span),
            _ => Ok(None),
        },
        [one, slash, two]
            if is_number(tree, *one, "1") && is_symbol(tree, *slash, '/') && is_number(tree, *two, "2") =>
        {
            Ok(Some(Superscript::Root { inverse: sign < 0 }))
        }
        _ => Ok(None),
    }
}

fn is_half(tree: &Tree, above: &[NodeId], below: &[NodeId]) -> bool {
    matches!((above, below), ([a], [b]) if is_number(tree, *a, "1") && is_number(tree, *b, "2"))
}

pub(super) fn is_symbol(tree: &Tree, id: NodeId, wanted: char) -> bool {
    matches!(tree.kind(id), Kind::Symbol(letter, _) if *letter == wanted)
}

fn is_number(tree: &Tree, id: NodeId, wanted: &str) -> bool {
    matches!(tree.kind(id), Kind::Number(digits) if digits == wanted)
}

/// The sign of a transpose, if the node is one: ᵀ, or a letter T.
pub(super) fn is_transpose(tree: &Tree, id: NodeId) -> Option<char> {
    match tree.kind(id) {
        Kind::Symbol(letter @ ('ᵀ' | 'T' | '⊤'), _) => Some(*letter),
        Kind::Styled(Style::Roman | Style::SansSerif | Style::Italic | Style::Bold, row) => match &row[..] {
            [only] => is_transpose(tree, *only).map(|_| 'ᵀ'),
            _ => None,
        },
        Kind::Operator(text) | Kind::Text(text) if text == "T" || text == "⊤" => Some('ᵀ'),
        Kind::Group(_) => name_of(tree, id).filter(|name| name == "T").map(|_| 'T'),
        _ => None,
    }
}
