//! Typesets LaTeX formulas in plain Unicode text, for terminals.
//!
//! Inline, `\frac{1}{2}\Sigma^{-1}` becomes `½Σ⁻¹`. Displayed, a matrix spans several lines between tall brackets, and
//! a long formula breaks before a relation or an operator. A command that is not known prints its name.
//!
//! Every input gives some text, in time and space proportional to its length: what is nested deeper than [`NESTING`]
//! is shown as its source, and what would be drawn larger than [`AREA`] as it would be inline.

use super::block::{self, Block, Room, joined};
pub use super::block::{bracketed, equations};
use super::parse::{self, Class, Node, Row};
use super::symbols;

/// How deep groups, arguments, scripts and cells may stand in each other.
///
/// Formulas that are read by people stay below ten; the limit keeps the stack small, whatever is read.
pub const NESTING: usize = 48;

/// Columns times lines that the matrices of a displayed formula may take up, with all that stands beside them.
///
/// A hundred full screens. Without a limit, a long line beside a tall matrix makes a square of their lengths.
pub const AREA: usize = 1 << 20;

/// Indent of the second and later lines of a formula.
const CONTINUATION: usize = 4;

/// A formula in one line.
pub fn inline(latex: &str) -> String {
    match parse::parse(latex) {
        Some(row) => Setter { display: false, room: &Room::unlimited() }.line(&row, false),
        None => latex.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A formula on its own, in as many lines as it needs; broken where it is wider than `width`.
pub fn display(latex: &str, width: usize) -> Vec<String> {
    let Some(row) = parse::parse(latex) else { return wrap(latex, width) };
    let room = Room::new(AREA);
    let lines = broken(&row, width, &room);
    match &row[..] {
        // Aligned equations that are too wide stand one below the other, each broken on its own.
        [Node::Matrix { open, close, rows }]
            if open.is_empty()
                && close.is_empty()
                && (room.is_spent() || lines.iter().any(|line| self::width(line) > width)) =>
        {
            let room = Room::new(AREA);
            rows.iter().flat_map(|cells| broken(&cells.concat(), width, &room)).collect()
        }
        _ => lines,
    }
}

/// Lines of a displayed row; of an inline one where there is no room.
fn broken(row: &[Node], width: usize, room: &Room) -> Vec<String> {
    let lines = stacked(&Setter { display: true, room }.row(row, false), width, room);
    if !room.is_spent() {
        return lines;
    }
    let room = Room::unlimited();
    stacked(&Setter { display: false, room: &room }.row(row, false), width, &room)
}

/// Pieces in lines, broken where they are wider than `width`.
fn stacked(mut rest: &[Piece], width: usize, room: &Room) -> Vec<String> {
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let indent = if lines.is_empty() { 0 } else { CONTINUATION };
        let (line, tail) = rest.split_at(line_end(rest, width.saturating_sub(indent)));
        let block = beside(line, room);
        lines.extend(block.into_lines().into_iter().map(|line| format!("{:indent$}{line}", "").trim_end().to_string()));
        rest = tail;
    }
    lines
}

/// Text in which formulas stand between dollar signs.
pub fn prose(text: &str) -> String {
    if text.matches('$').count() % 2 == 1 {
        return text.into();
    }
    text.split('$').enumerate().map(|(k, part)| if k % 2 == 1 { inline(part) } else { part.into() }).collect()
}

/// Number of columns that a text takes up: combining accents take none.
pub fn width(text: &str) -> usize {
    text.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).count()
}

/// Breaks a text between words, into lines of at most `columns` columns; a no-break space holds words together.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let room = width(word);
        match lines.last_mut() {
            Some(line) if line.is_empty() => {
                line.push_str(word);
                used = room;
            }
            Some(line) if used + 1 + room <= columns => {
                line.push(' ');
                line.push_str(word);
                used += 1 + room;
            }
            _ => {
                lines.push(word.into());
                used = room;
            }
        }
    }
    lines.into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// One atom of a row, ready to be placed.
struct Piece {
    class: Class,
    block: Block,
    /// Columns of white space before it.
    space: usize,
    /// How deep it stands in parentheses.
    depth: usize,
}

/// Pieces from left to right; no white space stands before the first.
fn beside(pieces: &[Piece], room: &Room) -> Block {
    let space = |k: usize, piece: &Piece| if k == 0 { 0 } else { piece.space };
    joined(pieces.iter().enumerate().map(|(k, piece)| (space(k, piece), &piece.block)), room)
}

/// How many pieces the next line takes: all that fit, or up to the best place for a break.
fn line_end(pieces: &[Piece], width: usize) -> usize {
    let (mut used, mut best) = (0, None);
    for (k, piece) in pieces.iter().enumerate() {
        used += piece.block.width() + if k == 0 { 0 } else { piece.space };
        if used > width {
            return best.map_or(pieces.len(), |(_, place)| place);
        }
        let breakable = matches!(piece.class, Class::Relation | Class::Binary) && k > 0;
        let penalty = (piece.depth, piece.class != Class::Relation);
        // Among equals the last one; a relation near the margin would leave the line all but empty.
        let early = used * 3 < width;
        if breakable && !early && best.is_none_or(|(least, _)| penalty <= least) {
            best = Some((penalty, k));
        }
    }
    pieces.len()
}

/// Sets rows of nodes, inline or displayed.
///
/// Each node is set once, or the time would double with each level of nesting.
struct Setter<'a> {
    display: bool,
    room: &'a Room,
}

impl Setter<'_> {
    /// The pieces of a row; `tight` leaves out the space around operators, as scripts do.
    fn row(&self, row: &[Node], tight: bool) -> Vec<Piece> {
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
                    // As below; the script stands at the closing bracket.
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
                        // One line high: its operators may still be places for a break.
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

    fn line(&self, row: &[Node], tight: bool) -> String {
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

    /// An accent over several letters has no Unicode form, except for a bar.
    fn overlined(&self, mark: char, text: &str) -> String {
        // One bar only: with a bar over each bar, the length would double with each level of nesting.
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
        // arg max_μ stands apart from what it acts on.
        let class = if class == Class::Function && below.is_some() { Class::Large } else { class };
        let corner = block.height() > 1;
        (class, if corner { block.with_corner(&scripts, self.room) } else { block.append(&scripts, self.room) })
    }

    /// `a/b`, ½, or ∂/∂x, in parentheses where a neighbour would be drawn into it.
    fn fraction(&self, top: &Row, bottom: &Row, before: Option<Class>, after: Option<Class>) -> (Class, Block) {
        let (above, numerator) = self.flat_row(top, false);
        let (below, denominator) = self.flat_row(bottom, false);
        if let Some(vulgar) = symbols::vulgar(&numerator, &denominator) {
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

    /// Whether the row takes several lines, known before it is set.
    fn is_tall(&self, row: &[Node]) -> bool {
        self.display
            && row.iter().any(|node| match node {
                Node::Matrix { rows, .. } => rows.len() > 1 || rows.iter().flatten().any(|cell| self.is_tall(cell)),
                Node::Group(inner) | Node::Delimited { inner, .. } => self.is_tall(inner),
                Node::Script { base, .. } => self.is_tall(std::slice::from_ref(base)),
                // The rest is always set in one line.
                Node::Symbol(..) | Node::Fraction(..) | Node::Root { .. } | Node::Accent(..) | Node::Space(_) => false,
            })
    }
}

fn is_sum(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.depth == 0 && matches!(piece.class, Class::Binary | Class::Relation))
}

fn is_one_factor(pieces: &[Piece]) -> bool {
    match pieces {
        [] | [_] => true,
        [first, _] if ["∂", "d"].contains(&first.block.as_line()) => true,
        [first, inner @ .., last] => {
            // One pair of brackets around everything.
            let enclosed = first.class == Class::Open && last.class == Class::Close;
            enclosed && !inner.iter().any(|piece| piece.class == Class::Close && piece.depth == first.depth)
        }
    }
}

/// Whether an operator or bar after `before` stands in front of an operand, so that it is a sign or opens.
fn operand_follows(before: Option<Class>) -> bool {
    !matches!(before, Some(Class::Ordinary | Class::Function | Class::Close))
}

/// The class of what comes next, if it stands close.
fn follower(rest: &[Node]) -> Option<Class> {
    match rest.iter().find(|node| !matches!(node, Node::Space(columns) if *columns < 2))? {
        Node::Symbol(_, class) => Some(*class),
        Node::Script { base, .. } => follower(std::slice::from_ref(base)),
        Node::Group(inner) => follower(inner),
        Node::Space(_) => None,
        _ => Some(Class::Ordinary),
    }
}

fn push(pieces: &mut Vec<Piece>, class: Class, block: Block, tight: bool, extra: usize, depth: usize) {
    if block.width() == 0 {
        return;
    }
    let natural = pieces.last().is_some_and(|before| {
        let runs_on = class == Class::Ordinary && ends_in_plain_script(before.block.as_line());
        runs_on || is_apart(before.class, class, tight)
    });
    let space = if pieces.is_empty() { 0 } else { extra.max(usize::from(natural)) };
    pieces.push(Piece { class, block, space, depth });
}

/// Whether white space belongs between neighbours of these classes.
fn is_apart(before: Class, after: Class, tight: bool) -> bool {
    use Class::*;
    match (before, after) {
        (Open, _) | (_, Close | Punctuation) => false,
        (Relation | Binary, _) | (_, Relation | Binary) => !tight,
        (Punctuation, _) => !tight,
        (Large, _) | (_, Large) => true,
        (Function, Open) => false,
        (Function, _) | (Ordinary | Close, Function) => true,
        _ => false,
    }
}

/// Whether a letter after this text would read as a part of its script: `Λ_aa` and `z`.
fn ends_in_plain_script(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || ('α'..='ω').contains(&letter);
    text.rsplit_once(['_', '^']).is_some_and(|(_, script)| script.chars().all(plain))
}

/// A script in Unicode where every letter of it has a form, and after `_` or `^` otherwise.
fn script(text: &str, sign: char) -> String {
    if text.is_empty() {
        return String::new();
    }
    if sign == '^' && ["′", "″", "*"].contains(&text) {
        return text.into();
    }
    let form = |letter| if sign == '_' { symbols::subscript(letter) } else { symbols::superscript(letter) };
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

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
