//! The tree as the rows that are typeset.

use crate::latex::class::Class;
use crate::latex::symbols;
use crate::latex::tree::{Decoration, Kind, NodeId, Style, Tree};

/// The largest depth to which groups, arguments, scripts and cells may be nested.
///
/// Formulas written for people stay below ten. The typesetter is recursive along the rows; the limit keeps the stack
/// small for any input.
pub const NESTING: usize = 48;

/// Nodes from left to right.
pub(super) type Row = Vec<Node>;

#[derive(Clone, Debug)]
pub(super) enum Node {
    Symbol(String, Class),
    Script { base: Box<Node>, below: Option<Row>, above: Option<Row> },
    Fraction(Row, Row),
    Root { degree: Row, inner: Row },
    Accent(char, Row),
    Delimited { open: String, inner: Row, close: String },
    Matrix { open: String, close: String, rows: Vec<Vec<Row>> },
    Group(Row),
    Space(usize),
}

impl Node {
    pub(super) fn symbol(text: &str, class: Class) -> Self {
        Self::Symbol(text.into(), class)
    }
}

/// The rows of a formula; `None` if it is nested deeper than [`NESTING`].
pub(super) fn rows(tree: &Tree) -> Option<Row> {
    (tree.depth() <= NESTING + 1).then(|| row(tree, tree.row()))
}

fn row(tree: &Tree, ids: &[NodeId]) -> Row {
    ids.iter().map(|id| node(tree, *id)).collect()
}

fn script(tree: &Tree, ids: &Option<Vec<NodeId>>) -> Option<Row> {
    ids.as_ref().map(|ids| row(tree, ids))
}

fn node(tree: &Tree, id: NodeId) -> Node {
    match tree.kind(id) {
        Kind::Symbol(letter, class) => Node::Symbol(letter.to_string(), *class),
        Kind::Number(text) | Kind::Text(text) => Node::Symbol(text.clone(), Class::Ordinary),
        Kind::Operator(text) | Kind::Unknown(text) => Node::Symbol(text.clone(), Class::Function),
        Kind::Tag(text) => Node::Group(vec![Node::Space(3), Node::Symbol(format!("({text})"), Class::Ordinary)]),
        Kind::Styled(style, ids) => styled(tree, *style, ids),
        // A fraction in braces still needs parentheses beside a factor.
        Kind::Group(ids) if matches!(&ids[..], [id] if matches!(tree.kind(*id), Kind::Fraction(..))) => {
            node(tree, ids[0])
        }
        Kind::Group(ids) => Node::Group(row(tree, ids)),
        Kind::Script { base, below, above } => {
            let base = base.map_or_else(|| Node::symbol("", Class::Ordinary), |id| node(tree, id));
            Node::Script { base: Box::new(base), below: script(tree, below), above: script(tree, above) }
        }
        Kind::Stacked { base, below, above } => {
            let base = Box::new(Node::Group(row(tree, base)));
            Node::Script { base, below: script(tree, below), above: script(tree, above) }
        }
        Kind::Arrow { arrow, below, above } => {
            let base = Box::new(Node::Symbol(arrow.to_string(), Class::Relation));
            Node::Script { base, below: script(tree, below), above: script(tree, above) }
        }
        Kind::Fraction(above, below) => Node::Fraction(row(tree, above), row(tree, below)),
        Kind::Binomial(above, below) => Node::Matrix {
            open: "(".into(),
            close: ")".into(),
            rows: vec![vec![row(tree, above)], vec![row(tree, below)]],
        },
        Kind::Root { degree, inner } => Node::Root { degree: row(tree, degree), inner: row(tree, inner) },
        Kind::Accent(mark, ids) => Node::Accent(*mark, row(tree, ids)),
        Kind::Fenced { open, inner, close } => {
            Node::Delimited { open: open.clone(), inner: row(tree, inner), close: close.clone() }
        }
        Kind::Decorated(Decoration::Phantom, _) => Node::Space(1),
        Kind::Decorated(_, ids) => Node::Group(row(tree, ids)),
        Kind::Array { environment, rows } => array(tree, environment, rows),
        Kind::LineBreak => Node::Space(2),
        Kind::AlignmentTab => Node::symbol("&", Class::Ordinary),
        Kind::Space(columns) => Node::Space(*columns),
    }
}

fn styled(tree: &Tree, style: Style, ids: &[NodeId]) -> Node {
    let letters = |letter: fn(char) -> char| {
        let word = tree.word(ids)?;
        Some(Node::Symbol(word.chars().map(letter).collect(), Class::Ordinary))
    };
    let shown = match style {
        Style::Roman | Style::SansSerif | Style::Typewriter => tree.word(ids).map(|word| {
            let class = if word.chars().count() > 1 { Class::Function } else { Class::Ordinary };
            Node::Symbol(word, class)
        }),
        Style::DoubleStruck => letters(symbols::double_struck),
        Style::Script => letters(symbols::script_letter),
        Style::Bold | Style::Italic | Style::Fraktur => None,
    };
    shown.unwrap_or_else(|| Node::Group(row(tree, ids)))
}

fn array(tree: &Tree, environment: &str, rows: &[Vec<Vec<NodeId>>]) -> Node {
    let mut rows: Vec<Vec<Row>> = rows.iter().map(|cells| cells.iter().map(|cell| row(tree, cell)).collect()).collect();
    // A row may end just before `\end`.
    rows.retain(|cells: &Vec<Row>| cells.iter().any(|cell| !cell.is_empty()));
    let (open, close) = symbols::brackets(environment).unwrap_or_default();
    Node::Matrix { open: open.into(), close: close.into(), rows }
}
