//! Formulas as MathML, for web pages.

use super::class::Class;
use super::symbols;
use super::tree::{Decoration, Kind, NodeId, Style, Tree};
use super::typeset::NESTING;

/// The formula as a `<math>` element. `block` displays it on a line of its own.
///
/// A formula that is nested deeper than [`NESTING`] is shown as its source, like in
/// [`typeset`](super::typeset).
pub fn math(tree: &Tree, source: &str, block: bool) -> String {
    let display = if block { " display=\"block\"" } else { "" };
    let body = match tree.depth() {
        depth if depth > NESTING + 1 => element("mtext", &escaped(source)),
        _ => row(tree, tree.row()),
    };
    format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"{display}>{body}</math>")
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

/// The special characters of XML replaced; characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A row as one element.
fn row(tree: &Tree, ids: &[NodeId]) -> String {
    let content: String = ids.iter().map(|id| node(tree, *id)).collect();
    if ids.len() == 1 { content } else { element("mrow", &content) }
}

fn symbol(letter: char, class: Class) -> String {
    let text = escaped(&letter.to_string());
    match class {
        Class::Ordinary if letter.is_alphabetic() => element("mi", &text),
        Class::Ordinary if letter.is_numeric() => element("mn", &text),
        Class::Open => format!("<mo stretchy=\"false\" form=\"prefix\">{text}</mo>"),
        Class::Close => format!("<mo stretchy=\"false\" form=\"postfix\">{text}</mo>"),
        Class::Bar => format!("<mo stretchy=\"false\">{text}</mo>"),
        _ => element("mo", &text),
    }
}

fn node(tree: &Tree, id: NodeId) -> String {
    match tree.kind(id) {
        Kind::Symbol(letter, class) => symbol(*letter, *class),
        Kind::Number(text) => element("mn", &escaped(text)),
        Kind::Operator(text) => format!("<mi>{}</mi><mo>&#x2061;</mo>", escaped(text)),
        Kind::Text(text) => element("mtext", &escaped(text)),
        Kind::Unknown(text) => element("merror", &element("mtext", &escaped(&format!("\\{text}")))),
        Kind::Styled(style, ids) => styled(tree, *style, ids),
        Kind::Group(ids) => row(tree, ids),
        Kind::Script { base, below, above } => {
            let large = base.is_some_and(|id| is_large(tree, id));
            let base = base.map_or_else(|| element("mrow", ""), |id| single(&node(tree, id)));
            scripts(tree, base, below.as_deref(), above.as_deref(), large)
        }
        Kind::Stacked { base, below, above } => {
            scripts(tree, single(&row(tree, base)), below.as_deref(), above.as_deref(), true)
        }
        Kind::Arrow { arrow, below, above } => {
            let base = element("mo", &escaped(&arrow.to_string()));
            scripts(tree, base, below.as_deref(), above.as_deref(), true)
        }
        Kind::Fraction(above, below) => element("mfrac", &(one(tree, above) + &one(tree, below))),
        Kind::Binomial(above, below) => {
            let parts = one(tree, above) + &one(tree, below);
            format!("<mrow><mo>(</mo><mfrac linethickness=\"0\">{parts}</mfrac><mo>)</mo></mrow>")
        }
        Kind::Root { degree, inner } if degree.is_empty() => element("msqrt", &row(tree, inner)),
        Kind::Root { degree, inner } => element("mroot", &(one(tree, inner) + &one(tree, degree))),
        Kind::Accent(mark, ids) => {
            let below = *mark == '\u{332}';
            let name = if below { "munder" } else { "mover" };
            let mark = spacing_mark(*mark);
            format!("<{name} accent=\"true\">{}<mo>{mark}</mo></{name}>", one(tree, ids))
        }
        Kind::Fenced { open, inner, close } => {
            let bracket = |text: &str, form: &str| match text {
                "" => String::new(),
                text => format!("<mo stretchy=\"true\" form=\"{form}\">{}</mo>", escaped(text)),
            };
            element("mrow", &(bracket(open, "prefix") + &row(tree, inner) + &bracket(close, "postfix")))
        }
        Kind::Decorated(decoration, ids) => {
            let inner = row(tree, ids);
            match decoration {
                Decoration::Brace | Decoration::Colour => inner,
                Decoration::Box => format!("<mrow style=\"border:1px solid\">{inner}</mrow>"),
                Decoration::Cancelled => format!("<menclose notation=\"updiagonalstrike\">{inner}</menclose>"),
                Decoration::Phantom => element("mphantom", &inner),
            }
        }
        Kind::Array { environment, rows } => array(tree, environment, rows),
        Kind::LineBreak => "<mspace linebreak=\"newline\"/>".into(),
        Kind::AlignmentTab => String::new(),
        Kind::Tag(text) => element("mtext", &escaped(&format!("  ({text})"))),
        Kind::Space(columns) => format!("<mspace width=\"{}em\"/>", *columns as f64 / 3.0),
    }
}

/// Exactly one element, as the children of a fraction or a script must be.
fn one(tree: &Tree, ids: &[NodeId]) -> String {
    element("mrow", &ids.iter().map(|id| node(tree, *id)).collect::<String>())
}

fn single(content: &str) -> String {
    element("mrow", content)
}

fn is_large(tree: &Tree, id: NodeId) -> bool {
    match tree.kind(id) {
        Kind::Symbol('∫' | '∬' | '∮', _) => false,
        Kind::Symbol(_, class) => *class == Class::Large,
        Kind::Operator(name) => {
            name.contains("max") || name.contains("min") || ["lim", "sup", "inf"].contains(&&**name)
        }
        Kind::Decorated(Decoration::Brace, _) => true,
        _ => false,
    }
}

fn scripts(tree: &Tree, base: String, below: Option<&[NodeId]>, above: Option<&[NodeId]>, limits: bool) -> String {
    let name = match (below.is_some(), above.is_some(), limits) {
        (true, true, false) => "msubsup",
        (true, false, false) => "msub",
        (_, _, false) => "msup",
        (true, true, true) => "munderover",
        (true, false, true) => "munder",
        (_, _, true) => "mover",
    };
    let parts: String = [below, above].into_iter().flatten().map(|ids| one(tree, ids)).collect();
    if parts.is_empty() { base } else { element(name, &(base + &parts)) }
}

fn styled(tree: &Tree, style: Style, ids: &[NodeId]) -> String {
    let word = tree.word(ids);
    let letters = |variant: &str, letter: fn(char) -> char| {
        word.as_ref().map(|word| {
            let shown: String = word.chars().map(letter).collect();
            format!("<mi mathvariant=\"{variant}\">{}</mi>", escaped(&shown))
        })
    };
    let shown = match style {
        Style::Bold => letters("bold", |letter| letter),
        Style::Roman => letters("normal", |letter| letter),
        Style::Italic => letters("italic", |letter| letter),
        Style::SansSerif => letters("sans-serif", |letter| letter),
        Style::Typewriter => letters("monospace", |letter| letter),
        Style::Fraktur => letters("fraktur", |letter| letter),
        Style::Script => letters("normal", symbols::script_letter),
        Style::DoubleStruck => letters("normal", symbols::double_struck),
    };
    shown.unwrap_or_else(|| {
        let weight = if style == Style::Bold { " style=\"font-weight:bold\"" } else { "" };
        format!("<mrow{weight}>{}</mrow>", row(tree, ids))
    })
}

fn array(tree: &Tree, environment: &str, rows: &[Vec<Vec<NodeId>>]) -> String {
    let cell = |ids: &Vec<NodeId>| element("mtd", &row(tree, ids));
    let body: String = rows.iter().map(|cells| element("mtr", &cells.iter().map(cell).collect::<String>())).collect();
    let aligned = environment.starts_with("align") || ["split", "eqnarray", "flalign"].contains(&environment);
    let table = match aligned {
        true => format!("<mtable displaystyle=\"true\" columnalign=\"right left\">{body}</mtable>"),
        false => element("mtable", &body),
    };
    let Some((open, close)) = symbols::brackets(environment) else { return table };
    let bracket = |text: &str| if text.is_empty() { String::new() } else { element("mo", text) };
    element("mrow", &(bracket(open) + &table + &bracket(close)))
}

/// The mark as a character of its own.
fn spacing_mark(mark: char) -> char {
    match mark {
        '\u{304}' => '¯',
        '\u{302}' => '^',
        '\u{303}' => '~',
        '\u{307}' => '˙',
        '\u{308}' => '¨',
        '\u{20d7}' => '→',
        '\u{30c}' => 'ˇ',
        '\u{306}' => '˘',
        '\u{301}' => '´',
        '\u{300}' => '`',
        '\u{30a}' => '˚',
        '\u{332}' => '_',
        other => other,
    }
}
