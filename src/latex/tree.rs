//! The tree of a formula. It states what is printed, and nothing of what it means.

use super::class::Class;
use super::span::{Problem, Span};

/// A formula as a tree. All nodes are in one list, so a tree of any depth is dropped without recursion.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    /// The nodes of the whole formula, from left to right.
    pub(super) row: Row,
    pub(super) depth: u32,
    pub(super) problems: Vec<Problem>,
}

/// Nodes from left to right.
pub type Row = Vec<NodeId>;

/// The place of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// A node and its place in the source.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is printed.
    pub kind: Kind,
    /// Where it stands. What a macro produces stands where the macro is called.
    pub span: Span,
    /// The number of nodes on the longest path below this one, itself included.
    pub(super) depth: u32,
}

/// What a node prints.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A letter, an operator or another sign: `x`, `μ`, `+`.
    Symbol(char, Class),
    /// Digits, with a decimal point.
    Number(String),
    /// The name of a function or of an operator: `ln`, `arg max`, `\operatorname{cov}`.
    Operator(String),
    /// Words: `\text{if}`.
    Text(String),
    /// A command that is not known, without its backslash.
    Unknown(String),
    /// Letters in another alphabet: `\mathbf{x}`.
    Styled(Style, Row),
    /// What stands between braces.
    Group(Row),
    /// A base with scripts. A prime is a superscript `′`.
    Script {
        /// The base; `None` if the script stands at the beginning.
        base: Option<NodeId>,
        /// The subscript.
        below: Option<Row>,
        /// The superscript.
        above: Option<Row>,
    },
    /// `\underset`, `\overset`, `\stackrel`: a base with something below or above it.
    Stacked {
        /// The base.
        base: Row,
        /// What is below.
        below: Option<Row>,
        /// What is above.
        above: Option<Row>,
    },
    /// An arrow with something below or above it: `\xrightarrow`.
    Arrow {
        /// The arrow.
        arrow: char,
        /// What is below.
        below: Option<Row>,
        /// What is above.
        above: Option<Row>,
    },
    /// A fraction.
    Fraction(Row, Row),
    /// Two rows in parentheses, a binomial coefficient or a vector of two parts.
    Binomial(Row, Row),
    /// A root.
    Root {
        /// The degree; empty for a square root.
        degree: Row,
        /// What is under it.
        inner: Row,
    },
    /// A combining mark over a row: `\hat`, `\bar`.
    Accent(char, Row),
    /// `\left( … \right)`
    Fenced {
        /// The opening bracket; empty for `.`.
        open: String,
        /// What stands between.
        inner: Row,
        /// The closing bracket; empty for `.`.
        close: String,
    },
    /// A decoration that changes no meaning, such as a brace, a box or a colour.
    Decorated(Decoration, Row),
    /// An environment, as rows of cells.
    Array {
        /// Its name, without a star.
        environment: String,
        /// Its rows.
        rows: Vec<Vec<Row>>,
    },
    /// The start of a new line, outside of an environment.
    LineBreak,
    /// `&` outside of an environment.
    AlignmentTab,
    /// The number of an equation, as `\tag` states it.
    Tag(String),
    /// White space, in columns.
    Space(usize),
}

/// The alphabet of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `\mathbf`, `\boldsymbol`, `\bm`
    Bold,
    /// `\mathrm`
    Roman,
    /// `\mathit`
    Italic,
    /// `\mathsf`
    SansSerif,
    /// `\mathtt`
    Typewriter,
    /// `\mathcal`, `\mathscr`
    Script,
    /// `\mathbb`
    DoubleStruck,
    /// `\mathfrak`
    Fraktur,
}

/// What is drawn around a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decoration {
    /// `\underbrace`, `\overbrace`; what they say is a script on them.
    Brace,
    /// `\boxed`
    Box,
    /// `\cancel`: what is struck out.
    Cancelled,
    /// `\color`, `\textcolor`
    Colour,
    /// `\phantom`: not shown, but takes its room.
    Phantom,
}

impl Tree {
    /// The nodes of the whole formula, from left to right.
    pub fn row(&self) -> &[NodeId] {
        &self.row
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// What a node prints.
    pub fn kind(&self, id: NodeId) -> &Kind {
        &self.node(id).kind
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing is printed.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The number of nodes on the longest path.
    pub fn depth(&self) -> usize {
        self.depth as usize
    }

    /// What could not be read as it stands, in the order of the source.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The letters and spaces of a row as a word, if there is nothing else in it.
    pub fn word(&self, row: &[NodeId]) -> Option<String> {
        let part = |id: &NodeId| match self.kind(*id) {
            Kind::Symbol(letter, Class::Ordinary) => Some(letter.to_string()),
            Kind::Symbol('*', _) => Some("*".into()),
            Kind::Number(text) | Kind::Text(text) | Kind::Operator(text) => Some(text.clone()),
            Kind::Space(0) => Some(String::new()),
            Kind::Space(_) => Some(" ".into()),
            _ => None,
        };
        row.iter().map(part).collect()
    }
}

impl Kind {
    /// The rows directly below a node.
    pub fn rows(&self) -> Vec<&[NodeId]> {
        match self {
            Self::Styled(_, row) | Self::Group(row) | Self::Accent(_, row) | Self::Decorated(_, row) => vec![row],
            Self::Script { base, below, above } => {
                let base = base.as_slice();
                [Some(base), below.as_deref(), above.as_deref()].into_iter().flatten().collect()
            }
            Self::Stacked { base, below, above } => {
                [Some(&base[..]), below.as_deref(), above.as_deref()].into_iter().flatten().collect()
            }
            Self::Arrow { below, above, .. } => [below.as_deref(), above.as_deref()].into_iter().flatten().collect(),
            Self::Fraction(above, below) | Self::Binomial(above, below) => vec![above, below],
            Self::Root { degree, inner } => vec![degree, inner],
            Self::Fenced { inner, .. } => vec![inner],
            Self::Array { rows, .. } => rows.iter().flatten().map(Vec::as_slice).collect(),
            _ => Vec::new(),
        }
    }
}
