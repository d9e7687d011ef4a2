//! Places in a source, and what is wrong there.

use std::fmt;
use std::ops::Range;

/// A part of a source: bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`. Sources are shorter than 4 GiB; see [`LONGEST_SOURCE`](super::LONGEST_SOURCE).
    pub(super) fn new(start: usize, end: usize) -> Self {
        let place = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self { start: place(start), end: place(end) }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// As a range, to index the source.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Something in a source that could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is.
    pub span: Span,
}

/// What can be wrong with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A `{`, `\left` or `\begin` without an end.
    Unclosed(String),
    /// A `}`, `\right` or `\end` without a beginning.
    Unopened(String),
    /// `\begin{a} … \end{b}`
    Mismatched {
        /// The environment that was begun.
        begun: String,
        /// The environment that was ended.
        ended: String,
    },
    /// A command or a script without its argument.
    MissingArgument(String),
    /// A command that is not known here.
    UnknownCommand(String),
    /// An environment that is not known here.
    UnknownEnvironment(String),
    /// Two superscripts or two subscripts on one base.
    DoubleScript,
    /// A change of TeX's own rules, such as `\catcode`.
    Unsupported(String),
    /// A definition of a macro that could not be read.
    BadDefinition(String),
    /// A macro that calls itself, or whose text becomes too long.
    EndlessMacro(String),
    /// A character that cannot be seen, or that changes the direction of the text.
    InvisibleCharacter(char),
    /// A character of another alphabet that looks like a Latin letter.
    Confusable {
        /// The character.
        character: char,
        /// The Latin letter.
        looks_like: char,
    },
    /// A source longer than [`LONGEST_SOURCE`](super::LONGEST_SOURCE).
    TooLong,
}

impl ProblemKind {
    /// A code that stays the same in every version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unclosed(_) => "G101",
            Self::Unopened(_) => "G102",
            Self::Mismatched { .. } => "G103",
            Self::MissingArgument(_) => "G104",
            Self::UnknownCommand(_) => "G105",
            Self::UnknownEnvironment(_) => "G106",
            Self::DoubleScript => "G107",
            Self::Unsupported(_) => "G108",
            Self::BadDefinition(_) => "G109",
            Self::EndlessMacro(_) => "G110",
            Self::InvisibleCharacter(_) => "G111",
            Self::Confusable { .. } => "G112",
            Self::TooLong => "G113",
        }
    }

    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::Unclosed(text) => format!("close it with {}", closing(text)),
            Self::Unopened(text) => format!("remove {text}, or add its beginning"),
            Self::Mismatched { begun, .. } => format!("end it with \\end{{{begun}}}"),
            Self::MissingArgument(command) => format!("write the argument of {command} in braces"),
            Self::UnknownCommand(name) => format!("define it: \\newcommand{{\\{name}}}{{…}}"),
            Self::UnknownEnvironment(_) => "use align, gather, cases, or one of the matrix environments".into(),
            Self::DoubleScript => "use braces to say which script belongs to which base".into(),
            Self::Unsupported(command) => format!("write the formula without {command}"),
            Self::BadDefinition(_) => "define macros by \\newcommand{\\name}[arguments]{text}".into(),
            Self::EndlessMacro(name) => format!("change the definition of \\{name} so that it ends"),
            Self::InvisibleCharacter(_) => "delete the character".into(),
            Self::Confusable { looks_like, .. } => format!("type the Latin letter {looks_like}"),
            Self::TooLong => "split the formula".into(),
        }
    }

    /// Whether the formula can still be read as it was meant: an unusual letter is still a letter.
    pub fn is_warning(&self) -> bool {
        matches!(self, Self::Confusable { .. })
    }
}

fn closing(opening: &str) -> String {
    match opening.strip_prefix("\\begin{") {
        Some(rest) => format!("\\end{{{rest}"),
        None if opening == "\\left" => "\\right".into(),
        None if opening == "[" => "]".into(),
        None => "}".into(),
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Unclosed(text) => write!(f, "{text} is not closed"),
            Self::Unopened(text) => write!(f, "{text} closes nothing"),
            Self::Mismatched { begun, ended } => write!(f, "\\begin{{{begun}}} is ended by \\end{{{ended}}}"),
            Self::MissingArgument(command) => write!(f, "{command} has no argument"),
            Self::UnknownCommand(name) => write!(f, "the command \\{name} is not known"),
            Self::UnknownEnvironment(name) => write!(f, "the environment {name} is not known"),
            Self::DoubleScript => f.write_str("two scripts on one base"),
            Self::Unsupported(command) => write!(f, "{command} is not supported"),
            Self::BadDefinition(name) => write!(f, "the definition of {name} cannot be read"),
            Self::EndlessMacro(name) => write!(f, "the macro \\{name} does not end, or its text is too long"),
            Self::InvisibleCharacter(character) => {
                write!(f, "an invisible character, U+{:04X}", u32::from(*character))
            }
            Self::Confusable { character, looks_like } => {
                write!(f, "{character} (U+{:04X}) looks like {looks_like}", u32::from(*character))
            }
            Self::TooLong => f.write_str("the formula is too long"),
        }
    }
}
