//! Comments for gradus: `gradus: A: n×n symmetric`, `gradus: skip (reason)`, `gradus: expect refuted (reason)`.

use super::problem::ProblemKind;

/// What begins a comment that is meant for gradus.
const NAME: &str = "gradus:";

/// What a comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// It declares symbols.
    Declaration(String),
    /// It suppresses what is found about a formula.
    Suppression(Suppression),
}

/// What suppresses findings, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Which findings.
    pub kind: SuppressionKind,
    /// Why.
    pub reason: String,
}

/// Which findings are suppressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionKind {
    /// All.
    Skip,
    /// That a statement is refuted; anything else is reported.
    ExpectRefuted,
}

impl SuppressionKind {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::ExpectRefuted => "expect refuted",
        }
    }
}

/// Reads the text of a comment; `None` if it is not meant for gradus.
pub fn read(comment: &str) -> Option<Result<Directive, ProblemKind>> {
    let text = comment.trim_start().strip_prefix(NAME)?.trim();
    let kind = [SuppressionKind::Skip, SuppressionKind::ExpectRefuted]
        .into_iter()
        .find_map(|kind| Some((kind, after_word(text, kind.name())?)));
    let problem = |why: &str| Some(Err(ProblemKind::Directive(why.into())));
    if let Some((kind, rest)) = kind {
        let reason = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map(str::trim);
        return match reason {
            Some(reason) if !reason.is_empty() => {
                Some(Ok(Directive::Suppression(Suppression { kind, reason: reason.into() })))
            }
            _ => problem("it gives no reason in parentheses"),
        };
    }
    // A shape follows a colon, a law a tilde.
    match text.contains([':', '~', '∼']) || text.contains("\\sim") {
        true => Some(Ok(Directive::Declaration(text.into()))),
        false if text.is_empty() => problem("it is empty"),
        false => problem("it is no declaration, because it has no colon after a name"),
    }
}

/// What follows a word, without the space around it.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != ':' && next != ',');
    ends.then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::{Directive, Suppression, SuppressionKind, read};

    #[test]
    fn comments_declare_or_suppress() {
        assert_eq!(read(" an ordinary comment"), None);
        let suppression =
            |kind, reason: &str| Some(Ok(Directive::Suppression(Suppression { kind, reason: reason.into() })));
        assert_eq!(read(" gradus: skip (a sketch) "), suppression(SuppressionKind::Skip, "a sketch"));
        let expected = suppression(SuppressionKind::ExpectRefuted, "exercise (b)");
        assert_eq!(read("gradus:expect refuted (exercise (b))"), expected);
        assert_eq!(read("gradus: A: n×n"), Some(Ok(Directive::Declaration("A: n×n".into()))));
        assert_eq!(read("gradus: x ~ N(μ, Σ)"), Some(Ok(Directive::Declaration("x ~ N(μ, Σ)".into()))));
        // A symbol of this name.
        assert_eq!(read("gradus: skip: n"), Some(Ok(Directive::Declaration("skip: n".into()))));
    }

    #[test]
    fn a_suppression_needs_a_reason() {
        for comment in ["gradus: skip", "gradus: skip ()", "gradus: expect refuted ( )", "gradus:", "gradus: ignore"] {
            assert!(matches!(read(comment), Some(Err(_))), "{comment}");
        }
    }
}
