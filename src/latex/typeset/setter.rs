//! Typesets a tree: nodes become pieces.

use super::block::{self, Block, Room};
use super::layout::{Node, Row};
use super::pieces::{Piece, beside, is_one_factor, is_sum, operand_follows, push};
use super::text::width;
use crate::latex::class::Class;
use crate::latex::scripts;

/// Typesets rows of nodes, inline or displayed.
///
/// Each node is typeset once. Otherwise the time would double with each level of nesting.
pub(super) struct Setter<'a> {
    pub(super) display: bool,
    pub(super) room: &'a Room,
}

impl Setter<'_> {
    /// The pieces of a row. `tight` omits the space around operators, as in scripts.
    pub(super) fn row(&self, row: &[Node], tight: bool) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut depth = 0usize;
        self.append(row, tight, &mut depth, &mut pieces);
        pieces
    }

    fn append(&self, row: &[Node], tight: bool, depth: &mut usize, pieces: &mut Vec<Piece>) {
        let mut extra = 0;
        for (k, node) in row.iter().enumerate() {
            match node {
                Node::Space(columns) => extra += columns,
                Node::Group(inner) => self.append(inner, tight, depth, pieces),
                Node::Script { base, below, above } if self.is_flat(base) => {
                    // As below; the script is attached to the closing bracket.
                    if let Node::Delimited { open, inner, close } = &**base {
                        self.append(&[Node::symbol(open, Class::Open)], tight, depth, pieces);
                        self.append(inner, tight, depth, pieces);
                        let base = Box::new(Node::symbol(close, Class::Close));
                        let script = Node::Script { base, below: below.clone(), above: above.clone() };
                        self.append(&[script], tight, depth, pieces);
                    }
                }
                Node::Delimited { open, inner, close } => {
                    if self.is_tall(inner) {
                        let block = self.block(inner, tight).between(open, close, self.room);
                        push(pieces, Class::Ordinary, block, tight, extra, *depth);
                    } else {
                        // It has a single line, so the line may be broken at its operators.
                        self.append(&[Node::symbol(open, Class::Open)], tight, depth, pieces);
                        self.append(inner, tight, depth, pieces);
                        self.append(&[Node::symbol(close, Class::Close)], tight, depth, pieces);
                    }
                }
                _ => {
                    let before = pieces.last().filter(|_| extra < 2).map(|piece| piece.class);
                    let (class, block) = match node {
                        Node::Fraction(top, bottom) => self.fraction(top, bottom, before, follower(&row[k + 1..])),
                        _ => self.node(node),
                    };
                    *depth += usize::from(class == Class::Open);
                    let role = match class {
                        Class::Bar if operand_follows(before) || before == Some(Class::Function) => Class::Open,
                        Class::Bar => Class::Close,
                        Class::Binary if operand_follows(before) => Class::Sign,
                        other => other,
                    };
                    push(pieces, role, block, tight, extra, *depth);
                    *depth = depth.saturating_sub(usize::from(class == Class::Close));
                }
            }
            if !matches!(node, Node::Space(_)) {
                extra = 0;
            }
        }
    }

    fn block(&self, row: &[Node], tight: bool) -> Block {
        beside(&self.row(row, tight), self.room)
    }

    /// The pieces of a row in one line, and their text.
    fn flat_row(&self, row: &[Node], tight: bool) -> (Vec<Piece>, String) {
        let pieces = Setter { display: false, ..*self }.row(row, tight);
        let line = beside(&pieces, self.room).into_lines().remove(0);
        (pieces, line)
    }

    pub(super) fn line(&self, row: &[Node], tight: bool) -> String {
        self.flat_row(row, tight).1
    }

    fn node(&self, node: &Node) -> (Class, Block) {
        match node {
            Node::Symbol(text, class) => (*class, Block::text(text)),
            Node::Script { base, below, above } => self.script(base, below.as_ref(), above.as_ref()),
            Node::Fraction(top, bottom) => self.fraction(top, bottom, None, None),
            Node::Root { degree, inner } => {
                let sign = match self.line(degree, true).as_str() {
                    "" | "2" => "√".into(),
                    "3" => "∛".into(),
                    "4" => "∜".into(),
                    other => format!("{}√", script(other, '^')),
                };
                (Class::Ordinary, Block::text(&format!("{sign}{}", self.factor(inner))))
            }
            Node::Accent(mark, inner) => {
                let text = self.line(inner, true);
                let accented = if width(&text) == 1 { format!("{text}{mark}") } else { self.overlined(*mark, &text) };
                (Class::Ordinary, Block::text(&accented))
            }
            Node::Matrix { open, close, rows } => {
                let cells: Vec<Vec<Block>> =
                    rows.iter().map(|row| row.iter().map(|cell| self.block(cell, false)).collect()).collect();
                let aligned = open.is_empty() && close.is_empty();
                let block = if self.display && aligned {
                    Block::grid(&cells, 1, block::Align::Equation, self.room)
                } else if self.display {
                    Block::grid(&cells, 2, block::Align::Centre, self.room).between(open, close, self.room)
                } else {
                    Block::text(&format!("{open}{}{close}", flat(&cells)))
                };
                (Class::Ordinary, block)
            }
            Node::Group(_) | Node::Delimited { .. } | Node::Space(_) => {
                (Class::Ordinary, self.block(std::slice::from_ref(node), false))
            }
        }
    }

    /// Except for a bar, an accent over several letters has no Unicode form.
    fn overlined(&self, mark: char, text: &str) -> String {
        // Only one bar: with a bar over each bar, the length would double with each level of nesting.
        if mark == '\u{304}' && !text.contains('\u{305}') {
            return text.chars().flat_map(|letter| [letter, '\u{305}']).collect();
        }
        format!("({text}){mark}")
    }

    fn script(&self, base: &Node, below: Option<&Row>, above: Option<&Row>) -> (Class, Block) {
        let text = |row: Option<&Row>, sign| row.map_or(String::new(), |row| script(&self.line(row, true), sign));
        let scripts = format!("{}{}", text(below, '_'), text(above, '^'));
        let (class, block) = match base {
            Node::Fraction(..) => {
                (Class::Ordinary, Block::text(&format!("({})", self.line(std::slice::from_ref(base), true))))
            }
            Node::Group(inner) => {
                let set = self.row(inner, false);
                let class = if let [piece] = &set[..] { piece.class } else { Class::Ordinary };
                (class, beside(&set, self.room))
            }
            Node::Delimited { open, inner, close } => {
                (Class::Ordinary, self.block(inner, false).between(open, close, self.room))
            }
            _ => self.node(base),
        };
        // There is white space between arg max_μ and its operand.
        let class = if class == Class::Function && below.is_some() { Class::Large } else { class };
        let corner = block.height() > 1;
        (class, if corner { block.with_corner(&scripts, self.room) } else { block.append(&scripts, self.room) })
    }

    /// `a/b`, ½, or ∂/∂x; in parentheses if a neighbour would otherwise seem to belong to it.
    fn fraction(&self, top: &Row, bottom: &Row, before: Option<Class>, after: Option<Class>) -> (Class, Block) {
        let (above, numerator) = self.flat_row(top, false);
        let (below, denominator) = self.flat_row(bottom, false);
        if let Some(vulgar) = scripts::vulgar(&numerator, &denominator) {
            return (Class::Ordinary, Block::text(vulgar));
        }
        let operator = ["∂", "d", "∂²", "d²"].contains(&numerator.as_str());
        let numerator = if is_sum(&above) { format!("({numerator})") } else { numerator };
        let denominator = if is_one_factor(&below) { denominator } else { format!("({denominator})") };
        let bar = if numerator.contains(' ') && !numerator.starts_with('(') { " / " } else { "/" };
        let text = format!("{numerator}{bar}{denominator}");
        if operator {
            return (Class::Large, Block::text(&text));
        }
        let factor_before = before.is_some_and(|class| matches!(class, Class::Ordinary | Class::Close));
        let signed = numerator.starts_with('−') && before.is_some();
        let ends = |class| matches!(class, Class::Binary | Class::Relation | Class::Close | Class::Punctuation);
        let factor_after = after.is_some_and(|class| !ends(class));
        let text = if factor_before || factor_after || signed { format!("({text})") } else { text };
        (Class::Ordinary, Block::text(&text))
    }

    /// The row as a factor: in parentheses, unless it is a single atom.
    fn factor(&self, row: &Row) -> String {
        let (pieces, text) = self.flat_row(row, false);
        if is_one_factor(&pieces) { text } else { format!("({text})") }
    }

    /// Whether the node is a bracketed row, one line high.
    fn is_flat(&self, node: &Node) -> bool {
        matches!(node, Node::Delimited { inner, .. } if !self.is_tall(inner))
    }

    /// Whether the row needs several lines, before it is typeset.
    fn is_tall(&self, row: &[Node]) -> bool {
        self.display
            && row.iter().any(|node| match node {
                Node::Matrix { rows, .. } => rows.len() > 1 || rows.iter().flatten().any(|cell| self.is_tall(cell)),
                Node::Group(inner) | Node::Delimited { inner, .. } => self.is_tall(inner),
                Node::Script { base, .. } => self.is_tall(std::slice::from_ref(base)),
                // All other nodes take a single line.
                Node::Symbol(..) | Node::Fraction(..) | Node::Root { .. } | Node::Accent(..) | Node::Space(_) => false,
            })
    }
}

/// The class of the next node, if there is no white space before it.
fn follower(rest: &[Node]) -> Option<Class> {
    match rest.iter().find(|node| !matches!(node, Node::Space(columns) if *columns < 2))? {
        Node::Symbol(_, class) => Some(*class),
        Node::Script { base, .. } => follower(std::slice::from_ref(base)),
        Node::Group(inner) => follower(inner),
        Node::Space(_) => None,
        _ => Some(Class::Ordinary),
    }
}

/// A script in Unicode if every letter of it has such a form, and after `_` or `^` otherwise.
fn script(text: &str, sign: char) -> String {
    if text.is_empty() {
        return String::new();
    }
    if sign == '^' && ["′", "″", "*"].contains(&text) {
        return text.into();
    }
    let form = |letter| if sign == '_' { scripts::subscript(letter) } else { scripts::superscript(letter) };
    if let Some(raised) = text.chars().map(form).collect::<Option<String>>() {
        return raised;
    }
    if text.chars().all(char::is_alphanumeric) || width(text) == 1 {
        format!("{sign}{text}")
    } else {
        format!("{sign}({text})")
    }
}

/// A matrix in one line: `a b; c d`.
fn flat(cells: &[Vec<Block>]) -> String {
    let loose = cells.iter().flatten().any(|cell| cell.as_line().contains(' '));
    let separator = if loose { ", " } else { " " };
    let row = |row: &Vec<Block>| row.iter().map(Block::as_line).collect::<Vec<_>>().join(separator);
    cells.iter().map(row).collect::<Vec<_>>().join("; ")
}
