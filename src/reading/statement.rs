//! What a formula consists of: links, such as `a = b` and `b = c` in `a = b = c`, and parts that state nothing.

use super::rows::argument_of;
use super::stop::Stop;
use crate::latex::{Class, Kind, NodeId, Span, Tree};

/// Nodes of a tree from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub(super) tree: &'a Tree,
    pub(super) nodes: Vec<NodeId>,
}

/// Two sides and the relation between them.
#[derive(Clone, Debug)]
pub(super) struct Link<'a> {
    /// Empty if the link continues a formula before this one.
    pub(super) left: Row<'a>,
    pub(super) relation: char,
    pub(super) right: Row<'a>,
    pub(super) span: Span,
    /// What stands after a comma in the same line: `, x > 0`.
    pub(super) conditions: Vec<(Row<'a>, char, Row<'a>)>,
    pub(super) role: Role,
    /// The argument of the function that the chain begins with: x in `p(x) = … ∝ …`.
    pub(super) about: Option<String>,
}

/// How a link stands in an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is stated.
    Stated,
    /// Something else follows from it: `x = y ⇒ …`.
    Premise,
    /// It follows from what stands before an arrow: `… ⇒ x = y`.
    Consequence,
    /// It stands after a comma, beside a statement.
    Beside,
}

/// A part of a formula.
#[derive(Clone, Debug)]
pub(super) enum Piece<'a> {
    Link(Link<'a>),
    /// It states nothing: an expression, or a condition.
    Fragment {
        span: Span,
        what: String,
    },
    Unread(Stop),
}

/// The most links of a formula.
const MOST_LINKS: usize = 256;

impl<'a> Row<'a> {
    fn of(tree: &'a Tree, nodes: &[NodeId]) -> Self {
        Self { tree, nodes: nodes.to_vec() }
    }

    /// The place of the row.
    pub(super) fn place(&self, otherwise: Span) -> Span {
        let spans = self.nodes.iter().map(|id| self.tree.node(*id).span);
        spans.reduce(Span::to).unwrap_or(otherwise)
    }

    pub(super) fn is_zero(&self) -> bool {
        matches!(&self.nodes[..], [only] if matches!(self.tree.kind(*only), Kind::Number(digits) if digits == "0"))
    }

    /// Whether it is a number, or a number with a sign.
    pub(super) fn is_number(&self) -> bool {
        let is_sign = |id: &NodeId| matches!(self.tree.kind(*id), Kind::Symbol('−' | '+', _));
        match &self.nodes[..] {
            [only] => matches!(self.tree.kind(*only), Kind::Number(_)),
            [sign, only] => is_sign(sign) && matches!(self.tree.kind(*only), Kind::Number(_)),
            _ => false,
        }
    }
}

/// The parts of a formula, in their order. A line that begins with a relation continues the line before it.
pub(super) fn pieces(tree: &Tree, source: Span) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Row> = None;
    let mut before = 0;
    for line in lines(tree) {
        let mut role = Role::Stated;
        for implied in arrows(tree, &line) {
            match implied {
                Implied::Arrow => {
                    premises(&mut pieces[before..]);
                    role = Role::Consequence;
                }
                Implied::Part(part) => {
                    if pieces.len() >= MOST_LINKS {
                        return vec![Piece::Unread(Stop::too_large(source))];
                    }
                    before = pieces.len();
                    last = Line { tree, source, role }.pieces(part, last, &mut pieces);
                }
            }
        }
    }
    if pieces.is_empty() {
        pieces.push(Piece::Unread(Stop::incomplete(source, "nothing is stated: there is no = and no other relation")));
    }
    pieces
}

/// Marks links from which something follows.
pub(super) fn premises(pieces: &mut [Piece]) {
    for piece in pieces {
        if let Piece::Link(link) = piece
            && link.role == Role::Stated
        {
            link.role = Role::Premise;
        }
    }
}

/// Whether a formula begins with an arrow: then it follows from the formula before it.
pub(super) fn begins_with_an_arrow(tree: &Tree) -> bool {
    lines(tree).first().is_some_and(|line| matches!(arrows(tree, line).first(), Some(Implied::Arrow)))
}

struct Line<'a> {
    tree: &'a Tree,
    source: Span,
    role: Role,
}

/// A relation and what stands after it.
type Part = (char, Vec<NodeId>);

impl<'a> Line<'a> {
    /// Adds the pieces of a part of a line. The result is the last side.
    fn pieces(&self, line: &[NodeId], last: Option<Row<'a>>, pieces: &mut Vec<Piece<'a>>) -> Option<Row<'a>> {
        let tree = self.tree;
        let segments = segments(tree, line);
        let Some((first, others)) = segments.split_first() else { return last };
        let here = Row::of(tree, line).place(self.source);
        // x, y = z: it is not clear what is said of x.
        let states = |segment: &&[NodeId]| segment.iter().any(|id| is_relation(tree, *id));
        if !states(first) && others.iter().any(states) {
            pieces.push(Piece::Unread(Stop::unsupported(here, "a list before a relation")));
            return last;
        }
        let mut conditions = Vec::new();
        for segment in others {
            if let Ok(parts) = self.parts(segment)
                && let [(_, left), (relation, right)] = &parts[..]
            {
                conditions.push((Row::of(tree, left), *relation, Row::of(tree, right)));
            }
        }
        let chain = self.chain(first, last, &conditions, self.role, pieces);
        for segment in others.iter().filter(|segment| states(segment)) {
            self.chain(segment, None, &[], Role::Beside, pieces);
        }
        chain
    }

    /// Adds the links of `a = b = c`.
    fn chain(
        &self,
        segment: &[NodeId],
        last: Option<Row<'a>>,
        conditions: &[(Row<'a>, char, Row<'a>)],
        role: Role,
        pieces: &mut Vec<Piece<'a>>,
    ) -> Option<Row<'a>> {
        let (tree, whole) = (self.tree, Row::of(self.tree, segment));
        let parts = match self.parts(segment) {
            Ok(parts) => parts,
            Err(stop) => {
                pieces.push(Piece::Unread(stop));
                return Some(self.after_the_last_relation(segment));
            }
        };
        let mut parts = parts.into_iter();
        let (_, first) = parts.next()?;
        if parts.len() == 0 {
            let depth = segment.iter().fold(0, |depth, id| depth_after(tree, *id, depth));
            if depth > 0 {
                let here = whole.place(self.source);
                pieces.push(Piece::Unread(Stop::incomplete(here, "a bracket is not closed")));
                return Some(whole);
            }
            let what = "it states nothing: there is no = and no other relation".to_string();
            pieces.push(Piece::Fragment { span: whole.place(self.source), what });
            return Some(whole);
        }
        if pieces.len() + parts.len() > MOST_LINKS {
            pieces.push(Piece::Unread(Stop::too_large(whole.place(self.source))));
            return Some(whole);
        }
        let mut left = match (first.is_empty(), last) {
            (true, Some(last)) => last,
            _ => Row::of(tree, &first),
        };
        let about = argument_of(left.tree, &left.nodes);
        for (relation, right) in parts {
            let right = Row::of(tree, &right);
            let span = left.place(right.place(self.source)).to(right.place(self.source));
            let conditions = conditions.to_vec();
            let link = Link { left, relation, right: right.clone(), span, conditions, role, about: about.clone() };
            pieces.push(Piece::Link(link));
            left = right;
        }
        Some(left)
    }

    fn after_the_last_relation(&self, segment: &[NodeId]) -> Row<'a> {
        let last = segment.iter().rposition(|id| is_relation(self.tree, *id));
        Row::of(self.tree, &segment[last.map_or(0, |place| place + 1)..])
    }

    /// The sides of a segment, each with the relation before it.
    fn parts(&self, segment: &[NodeId]) -> Result<Vec<Part>, Stop> {
        let tree = self.tree;
        let mut parts = vec![('=', Vec::new())];
        let mut depth = 0usize;
        for id in segment {
            let node = tree.node(*id);
            depth = depth_after(tree, *id, depth);
            if let Kind::Symbol(sign, Class::Relation) = base(tree, *id)
                && depth == 0
            {
                // := is one sign.
                if *sign == '=' && matches!(parts.last(), Some(('≔', side)) if side.is_empty()) {
                    continue;
                }
                let sign = if matches!(sign, ':' | '≜' | '≡' | '≔' | '≐') { &'≔' } else { sign };
                if !"=<>≤≥≔≠∼∝".contains(*sign) || !matches!(node.kind, Kind::Symbol(..)) {
                    return Err(Stop::unsupported(node.span, format!("the relation {sign}")));
                }
                parts.push((*sign, Vec::new()));
                continue;
            }
            if let Some((_, side)) = parts.last_mut() {
                side.push(*id);
            }
        }
        if parts.iter().skip(1).any(|(_, side)| side.is_empty()) {
            return Err(Stop::incomplete(Row::of(tree, segment).place(self.source), "a side is missing"));
        }
        Ok(parts)
    }
}

pub(super) fn base(tree: &Tree, id: NodeId) -> &Kind {
    match tree.kind(id) {
        Kind::Script { base: Some(base), .. } => tree.kind(*base),
        other => other,
    }
}

fn is_relation(tree: &Tree, id: NodeId) -> bool {
    matches!(base(tree, id), Kind::Symbol(_, Class::Relation))
}

/// Number of open brackets after a node.
fn depth_after(tree: &Tree, id: NodeId, depth: usize) -> usize {
    match base(tree, id) {
        Kind::Symbol('(' | '[' | '{' | '⟨', _) => depth + 1,
        Kind::Symbol(')' | ']' | '}' | '⟩', _) => depth.saturating_sub(1),
        _ => depth,
    }
}

/// The parts of a line between commas, without the full stop.
fn segments<'l>(tree: &Tree, line: &'l [NodeId]) -> Vec<&'l [NodeId]> {
    let mut segments = Vec::new();
    let (mut depth, mut start) = (0usize, 0usize);
    for (k, id) in line.iter().enumerate() {
        depth = depth_after(tree, *id, depth);
        let separates = match tree.kind(*id) {
            Kind::Symbol(',' | ';', Class::Punctuation) => true,
            Kind::Symbol('.', _) => k + 1 == line.len(),
            Kind::Text(text) => is_conjunction(text),
            _ => false,
        };
        if separates && depth == 0 {
            segments.push(&line[start..k]);
            start = k + 1;
        }
    }
    segments.push(&line[start..]);
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// Words that stand between two formulas of a line.
fn is_conjunction(text: &str) -> bool {
    let text = text.trim().trim_matches(|letter: char| letter.is_ascii_punctuation()).to_lowercase();
    matches!(
        text.as_str(),
        "" | "and" | "where" | "with" | "if" | "for" | "for all" | "when" | "und" | "wobei" | "mit" | "et" | "où"
    )
}

/// The parts of a line, and the arrows between them.
enum Implied<'l> {
    Part(&'l [NodeId]),
    Arrow,
}

fn arrows<'l>(tree: &Tree, line: &'l [NodeId]) -> Vec<Implied<'l>> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0usize);
    for (k, id) in line.iter().enumerate() {
        depth = depth_after(tree, *id, depth);
        let is_arrow =
            matches!(tree.kind(*id), Kind::Symbol('⇒' | '⇔' | '⟹' | '⟺' | '∴' | '⟶' | '→', _) | Kind::Arrow { .. });
        if is_arrow && depth == 0 {
            parts.push(Implied::Part(&line[start..k]));
            parts.push(Implied::Arrow);
            start = k + 1;
        }
    }
    parts.push(Implied::Part(&line[start..]));
    parts.retain(|part| !matches!(part, Implied::Part([])));
    parts
}

/// The lines of a formula.
fn lines(tree: &Tree) -> Vec<Vec<NodeId>> {
    let mut lines = vec![Vec::new()];
    for id in tree.row() {
        match tree.kind(*id) {
            Kind::Array { environment, rows } if is_display(environment) => {
                lines.extend(rows.iter().map(|cells| cells.concat()));
                lines.push(Vec::new());
            }
            Kind::LineBreak => lines.push(Vec::new()),
            Kind::Tag(_) | Kind::AlignmentTab => {}
            _ => lines.last_mut().map(|line| line.push(*id)).unwrap_or_default(),
        }
    }
    let is_shown = |id: &NodeId| !matches!(tree.kind(*id), Kind::Space(_) | Kind::Tag(_) | Kind::AlignmentTab);
    lines
        .into_iter()
        .map(|line| line.into_iter().filter(is_shown).collect())
        .filter(|line: &Vec<_>| !line.is_empty())
        .collect()
}

fn is_display(environment: &str) -> bool {
    !environment.contains("matrix") && !environment.contains("cases") && environment != "array"
}
