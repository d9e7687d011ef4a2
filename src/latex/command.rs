//! What the commands of LaTeX mean.

use super::class::Class;
use super::tree::{Decoration, Kind, Row, Style, Tree};
use super::{scripts, symbols};

/// What a command does.
pub(super) enum Meaning {
    Symbol(char, Class),
    /// The name of a function.
    Operator(&'static str),
    Space(usize),
    /// It changes nothing that is shown here.
    Nothing,
    /// It takes arguments.
    Command(Command),
    /// `\text{…}`
    Text,
    /// `\operatorname{…}`
    OperatorName,
    /// `\tag{…}`
    Tag,
    /// It has an argument, which is not shown.
    Discard,
    /// `\rm`
    Switch(Style),
    Left,
    Right,
    /// `\big`, with the class of the bracket after it.
    Sized(Option<Class>),
    Begin,
    End,
    NewLine,
    Over,
    Choose,
    Unknown,
}

/// A command with arguments.
#[derive(Clone, Copy, Debug)]
pub(super) enum Command {
    Fraction,
    Binomial,
    /// With an optional argument.
    Root,
    /// With an optional argument.
    Arrow(char),
    Style(Style),
    Accent(char),
    Decoration(Decoration),
    /// `\textcolor{red}{…}`
    Coloured,
    Below,
    Above,
    Group,
    /// `\not`
    Not,
}

pub(super) fn meaning(name: &str) -> Meaning {
    use Meaning::{
        Begin, Choose, Discard, End, Left, NewLine, Nothing, OperatorName, Over, Right, Sized, Switch, Tag, Text,
    };
    match name {
        "frac" | "tfrac" | "dfrac" | "cfrac" | "nicefrac" | "sfrac" => Meaning::Command(Command::Fraction),
        "binom" | "tbinom" | "dbinom" => Meaning::Command(Command::Binomial),
        "sqrt" => Meaning::Command(Command::Root),
        "mathbf" | "boldsymbol" | "bm" | "mathbfit" | "symbf" | "pmb" => Meaning::Command(Command::Style(Style::Bold)),
        "mathrm" | "mathup" | "symrm" => Meaning::Command(Command::Style(Style::Roman)),
        "mathit" | "mathnormal" => Meaning::Command(Command::Style(Style::Italic)),
        "mathsf" => Meaning::Command(Command::Style(Style::SansSerif)),
        "mathtt" => Meaning::Command(Command::Style(Style::Typewriter)),
        "mathcal" | "mathscr" => Meaning::Command(Command::Style(Style::Script)),
        "mathbb" | "mathds" | "mathbbm" => Meaning::Command(Command::Style(Style::DoubleStruck)),
        "mathfrak" => Meaning::Command(Command::Style(Style::Fraktur)),
        "rm" => Switch(Style::Roman),
        "bf" | "boldmath" => Switch(Style::Bold),
        "it" => Switch(Style::Italic),
        "sf" => Switch(Style::SansSerif),
        "tt" => Switch(Style::Typewriter),
        "cal" => Switch(Style::Script),
        "underset" => Meaning::Command(Command::Below),
        "overset" | "stackrel" => Meaning::Command(Command::Above),
        "underbrace" | "overbrace" => Meaning::Command(Command::Decoration(Decoration::Brace)),
        "boxed" | "fbox" | "textcircled" | "circled" => Meaning::Command(Command::Decoration(Decoration::Box)),
        "cancel" | "bcancel" | "xcancel" => Meaning::Command(Command::Decoration(Decoration::Cancelled)),
        "phantom" | "hphantom" | "vphantom" => Meaning::Command(Command::Decoration(Decoration::Phantom)),
        "textcolor" | "colorbox" => Meaning::Command(Command::Coloured),
        "mathop" | "mathbin" | "mathrel" | "mathord" | "mathopen" | "mathclose" | "mathpunct" | "ensuremath"
        | "substack" | "smash" => Meaning::Command(Command::Group),
        "not" => Meaning::Command(Command::Not),
        "xrightarrow" => Meaning::Command(Command::Arrow('→')),
        "xleftarrow" => Meaning::Command(Command::Arrow('←')),
        "xRightarrow" => Meaning::Command(Command::Arrow('⇒')),
        "xlongequal" => Meaning::Command(Command::Arrow('=')),
        "text" | "textrm" | "textbf" | "textit" | "textsf" | "texttt" | "textnormal" | "mbox" | "hbox"
        | "intertext" | "shortintertext" | "emph" => Text,
        "operatorname" | "operatornamewithlimits" => OperatorName,
        "tag" => Tag,
        "label" | "color" | "hspace" | "vspace" | "cline" | "eqref" | "ref" | "cite" | "hskip" => Discard,
        "left" => Left,
        "right" => Right,
        "big" | "Big" | "bigg" | "Bigg" => Sized(None),
        "bigl" | "Bigl" | "biggl" | "Biggl" => Sized(Some(Class::Open)),
        "bigr" | "Bigr" | "biggr" | "Biggr" => Sized(Some(Class::Close)),
        "bigm" | "Bigm" | "biggm" | "Biggm" | "middle" => Sized(Some(Class::Relation)),
        "begin" => Begin,
        "end" => End,
        "\\" | "cr" | "newline" | "tabularnewline" => NewLine,
        "over" => Over,
        "choose" | "atop" => Choose,
        "displaystyle" | "textstyle" | "scriptstyle" | "scriptscriptstyle" | "limits" | "nolimits" | "nonumber"
        | "notag" | "hline" | "hdashline" | "hfill" | "strut" | "mathstrut" | "noindent" | "centering" | "small"
        | "scriptsize" | "footnotesize" | "large" | "Large" | "allowbreak" | "protect" | "unboldmath" | "(" | ")"
        | "[" | "]" | "/" | "-" | "par" => Nothing,
        _ => match (symbols::command(name), symbols::space(name), symbols::accent(name)) {
            (Some((text, class)), ..) => match (class, text.chars().next()) {
                (Class::Function, _) => Meaning::Operator(text),
                (_, Some(letter)) => Meaning::Symbol(letter, class),
                _ => Nothing,
            },
            (_, Some(columns), _) => Meaning::Space(columns),
            (.., Some(mark)) => Meaning::Command(Command::Accent(mark)),
            _ => Meaning::Unknown,
        },
    }
}

impl Command {
    /// Number of arguments, the optional one included.
    pub(super) fn arguments(self) -> usize {
        match self {
            Self::Fraction
            | Self::Binomial
            | Self::Root
            | Self::Arrow(_)
            | Self::Coloured
            | Self::Below
            | Self::Above => 2,
            Self::Style(_) | Self::Accent(_) | Self::Decoration(_) | Self::Group | Self::Not => 1,
        }
    }

    /// Whether the first argument may be missing, and is in brackets.
    pub(super) fn has_optional(self) -> bool {
        matches!(self, Self::Root | Self::Arrow(_))
    }

    /// Name in messages.
    pub(super) fn name(self) -> String {
        match self {
            Self::Fraction => "\\frac",
            Self::Binomial => "\\binom",
            Self::Root => "\\sqrt",
            Self::Arrow(_) => "the arrow",
            Self::Style(_) => "the font command",
            Self::Accent(_) => "the accent",
            Self::Decoration(_) => "the brace or box",
            Self::Coloured => "\\textcolor",
            Self::Below => "\\underset",
            Self::Above => "\\overset",
            Self::Group => "the group",
            Self::Not => "\\not",
        }
        .into()
    }

    /// The node, from all arguments; what is not supported, and its argument.
    pub(super) fn build(self, tree: &Tree, arguments: Vec<Row>) -> Result<Kind, (String, Row)> {
        let mut arguments = arguments.into_iter();
        let mut next = || arguments.next().unwrap_or_default();
        let (first, second) = (next(), next());
        Ok(match self {
            Self::Fraction => Kind::Fraction(first, second),
            Self::Binomial => Kind::Binomial(first, second),
            Self::Root => Kind::Root { degree: first, inner: second },
            Self::Arrow(arrow) => {
                // The arrow is a relation; what is above it is a text about it.
                let above = Some(second).filter(|row| !row.is_empty());
                let below = Some(first).filter(|row| !row.is_empty());
                Kind::Arrow { arrow, below, above }
            }
            Self::Style(style) => Kind::Styled(style, first),
            Self::Accent(mark) => Kind::Accent(mark, first),
            Self::Decoration(decoration) => Kind::Decorated(decoration, first),
            Self::Coloured => Kind::Decorated(Decoration::Colour, second),
            Self::Below => Kind::Stacked { base: second, below: Some(first), above: None },
            Self::Above => Kind::Stacked { base: second, below: None, above: Some(first) },
            Self::Group => Kind::Group(first),
            Self::Not => match &first[..] {
                [only] => match tree.kind(*only) {
                    Kind::Symbol(sign, class) => match scripts::negated(*sign) {
                        Some(negated) => Kind::Symbol(negated, *class),
                        None => return Err((format!("\\not{sign}"), first)),
                    },
                    _ => return Err(("\\not".into(), first)),
                },
                _ => return Err(("\\not".into(), first)),
            },
        })
    }
}
