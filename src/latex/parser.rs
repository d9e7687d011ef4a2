//! Tokens to a tree.
//!
//! Every source gives a tree, in linear time. There is no recursion: what is open is on a stack of its own, so no depth
//! of nesting is too large.

use super::command::Command;
use super::lexer::{Token, TokenKind};
use super::macros::{Input, Macros};
use super::span::{Problem, ProblemKind, Span};
use super::tree::{Kind, Node, NodeId, Row, Style, Tree};

/// The longest source, in bytes.
pub const LONGEST_SOURCE: usize = 1 << 22;

/// Reads a formula, without macros from elsewhere.
pub fn parse(source: &str) -> Tree {
    parse_with(source, &mut Macros::default())
}

/// Reads a formula. Macros that it defines outside of any group stay defined.
pub fn parse_with(source: &str, macros: &mut Macros) -> Tree {
    if source.len() > LONGEST_SOURCE {
        let problem = Problem { kind: ProblemKind::TooLong, span: Span::new(0, source.len()) };
        return Tree { problems: vec![problem], ..Tree::default() };
    }
    let mut problems = Vec::new();
    let mut parser = Parser {
        input: Input::new(source, macros, &mut problems),
        tree: Tree::default(),
        frames: vec![Frame::new(Role::Formula, Span::new(0, 0))],
        waiting: None,
        number: None,
        point: None,
    };
    while let Some(token) = parser.next() {
        parser.token(token);
    }
    let mut tree = parser.finish();
    problems.sort_by_key(|problem| problem.span);
    tree.problems = problems;
    tree
}

/// Something that is open.
pub(super) struct Frame {
    pub(super) role: Role,
    /// Where it begins.
    pub(super) start: Span,
    pub(super) row: Row,
    /// What stands before `\over` in this row, and the command.
    pub(super) before: Option<(Infix, Row)>,
}

pub(super) enum Role {
    Formula,
    /// `{`
    Group,
    /// `\left`
    Fence(String),
    Environment {
        name: String,
        rows: Vec<Vec<Row>>,
        cells: Vec<Row>,
    },
    /// `[` after a command.
    Optional(Command),
    /// The arguments of a command: those that were read, and how many there are.
    Arguments(Command, Vec<Row>, usize),
    /// `^` or `_`: one argument.
    Script(char),
    /// `\rm`: up to the end of what is around it.
    Switch(Style),
}

#[derive(Clone, Copy)]
pub(super) enum Infix {
    Over,
    Choose,
}

impl Frame {
    pub(super) fn new(role: Role, start: Span) -> Self {
        Self { role, start, row: Row::new(), before: None }
    }

    pub(super) fn expects_argument(&self) -> bool {
        matches!(self.role, Role::Arguments(..) | Role::Script(_))
    }
}

pub(super) struct Parser<'a> {
    pub(super) input: Input<'a>,
    pub(super) tree: Tree,
    pub(super) frames: Vec<Frame>,
    /// A token that is to be read again.
    pub(super) waiting: Option<Token>,
    /// The number that the last token belongs to.
    pub(super) number: Option<NodeId>,
    /// A point after it.
    pub(super) point: Option<Span>,
}

impl Parser<'_> {
    pub(super) fn next(&mut self) -> Option<Token> {
        self.waiting.take().or_else(|| self.input.next())
    }

    pub(super) fn next_visible(&mut self) -> Option<Token> {
        loop {
            let token = self.next()?;
            if token.kind != TokenKind::Space {
                return Some(token);
            }
        }
    }

    pub(super) fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Role::Formula, Span::new(0, 0)));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Adds a node to the tree, not yet to a row.
    pub(super) fn node(&mut self, kind: Kind, span: Span) -> NodeId {
        let below = kind.rows().into_iter().flatten().map(|id| self.tree.node(*id).depth).max().unwrap_or(0);
        let id = NodeId(u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX));
        self.tree.nodes.push(Node { kind, span, depth: below + 1 });
        id
    }

    pub(super) fn place(&mut self, kind: Kind, span: Span) {
        let id = self.node(kind, span);
        self.deliver(id);
    }

    /// Hands a complete node to what is open.
    pub(super) fn deliver(&mut self, mut id: NodeId) {
        loop {
            match &self.top().role {
                Role::Arguments(..) => match self.take_argument(id) {
                    Some(built) => id = built,
                    None => return,
                },
                Role::Script(sign) => {
                    let (sign, row) = (*sign, self.argument_row(id));
                    let span = self.tree.node(id).span;
                    let start = self.frames.pop().map_or(span, |frame| frame.start);
                    self.attach(sign, row, start.to(span), true);
                    return;
                }
                _ => {
                    self.top().row.push(id);
                    return;
                }
            }
        }
    }

    /// The row of an argument: what is between its braces, or the node.
    fn argument_row(&self, id: NodeId) -> Row {
        match self.tree.kind(id) {
            Kind::Group(row) => row.clone(),
            _ => vec![id],
        }
    }

    /// Gives the command on top its next argument; returns the node of the command when it was the last.
    fn take_argument(&mut self, id: NodeId) -> Option<NodeId> {
        let row = self.argument_row(id);
        let end = self.tree.node(id).span;
        let frame = self.top();
        let Role::Arguments(_, got, needed) = &mut frame.role else { return Some(id) };
        got.push(row);
        if got.len() < *needed {
            return None;
        }
        self.complete(end)
    }

    /// Ends the command on top, which has all its arguments.
    fn complete(&mut self, end: Span) -> Option<NodeId> {
        let frame = self.frames.pop()?;
        let span = frame.start.to(end);
        let Role::Arguments(command, got, _) = frame.role else { return None };
        let kind = command.build(&self.tree, got);
        let kind = kind.unwrap_or_else(|(what, row)| {
            self.input.report(ProblemKind::Unsupported(what), span);
            Kind::Group(row)
        });
        Some(self.node(kind, span))
    }

    /// Ends the commands and scripts on top, whose arguments do not come.
    pub(super) fn end_arguments(&mut self, at: Span) {
        while self.top().expects_argument() {
            let start = self.top().start;
            match &mut self.top().role {
                Role::Arguments(command, got, needed) => {
                    let name = command.name();
                    while got.len() < *needed {
                        got.push(Row::new());
                    }
                    self.input.report(ProblemKind::MissingArgument(name), start);
                    let end = Span { start: at.start, end: at.start };
                    if let Some(id) = self.complete(end) {
                        self.deliver(id);
                    }
                }
                Role::Script(sign) => {
                    let sign = *sign;
                    self.frames.pop();
                    self.input.report(ProblemKind::MissingArgument(sign.to_string()), start);
                    self.attach(sign, Row::new(), start, true);
                }
                _ => return,
            }
        }
    }

    /// Ends what ends with the row: arguments that do not come, and switches.
    pub(super) fn end_row(&mut self, at: Span) {
        loop {
            self.end_arguments(at);
            let Role::Switch(style) = self.top().role else { return };
            let Some(mut frame) = self.frames.pop() else { return };
            let row = self.finished(&mut frame, at);
            let end = row.last().map_or(frame.start, |id| self.tree.node(*id).span);
            self.place(Kind::Styled(style, row), frame.start.to(end));
        }
    }

    /// The row of a frame that ends, with `\over` carried out.
    pub(super) fn finished(&mut self, frame: &mut Frame, at: Span) -> Row {
        let row = std::mem::take(&mut frame.row);
        let Some((infix, before)) = frame.before.take() else { return row };
        let kind = match infix {
            Infix::Over => Kind::Fraction(before, row),
            Infix::Choose => Kind::Binomial(before, row),
        };
        vec![self.node(kind, frame.start.to(at))]
    }

    /// Attaches a script to the last node of the row on top. `new` is false for a script that continues one.
    pub(super) fn attach(&mut self, sign: char, script: Row, span: Span, new: bool) {
        let row = &mut self.top().row;
        let base = row.pop();
        let base = match base {
            Some(id) if matches!(self.tree.kind(id), Kind::Space(_) | Kind::LineBreak | Kind::AlignmentTab) => {
                self.top().row.push(id);
                None
            }
            other => other,
        };
        let below = script.iter().map(|id| self.tree.node(*id).depth).max().unwrap_or(0);
        if let Some(id) = base
            && let Node { kind: Kind::Script { below: subscript, above: superscript, .. }, span: own, depth } =
                &mut self.tree.nodes[id.0 as usize]
        {
            let slot = if sign == '_' { subscript } else { superscript };
            let last = slot.as_ref().map(|row| row.last().copied());
            slot.get_or_insert_default().extend(script);
            *own = own.to(span);
            *depth = (*depth).max(below + 1);
            self.top().row.push(id);
            // A superscript may stand beside primes.
            let is_prime = |id: NodeId| matches!(self.tree.kind(id), Kind::Symbol('′' | '″', _));
            if new && last.is_some_and(|last| !last.is_some_and(is_prime)) {
                self.input.report(ProblemKind::DoubleScript, span);
            }
            return;
        }
        let span = base.map_or(span, |id| self.tree.node(id).span.to(span));
        let (below, above) = if sign == '_' { (Some(script), None) } else { (None, Some(script)) };
        let id = self.node(Kind::Script { base, below, above }, span);
        self.top().row.push(id);
    }

    fn token(&mut self, token: Token) {
        let span = token.span;
        if let TokenKind::Character(letter) = token.kind
            && self.extends_number(letter, span)
        {
            return;
        }
        self.end_number();
        match token.kind {
            TokenKind::Space => {}
            TokenKind::Open => self.frames.push(Frame::new(Role::Group, span)),
            TokenKind::Close => self.close_group(span),
            TokenKind::Superscript => self.script('^', span),
            TokenKind::Subscript => self.script('_', span),
            TokenKind::Align => self.cell(span),
            TokenKind::Parameter(number) => {
                self.input.report(ProblemKind::Unsupported(format!("#{number}")), span);
            }
            TokenKind::Character(letter) => self.character(letter, span),
            TokenKind::Command(name) if self.input.is_unreadable(&name) => {
                self.input.report(ProblemKind::UnknownCommand(name.to_string()), span);
                self.place(Kind::Unknown(name.to_string()), span);
            }
            TokenKind::Command(name) | TokenKind::Builtin(name) => self.command(&name, span),
        }
    }

    pub(super) fn script(&mut self, sign: char, span: Span) {
        self.end_arguments(span);
        self.frames.push(Frame::new(Role::Script(sign), span));
    }

    fn finish(mut self) -> Tree {
        self.end_number();
        let end = self.input.end();
        self.end_row(end);
        while self.frames.len() > 1 {
            self.abandon(end);
            self.end_row(end);
        }
        if let Some(mut frame) = self.frames.pop() {
            self.tree.row = self.finished(&mut frame, end);
        }
        self.tree.depth = self.tree.row.iter().map(|id| self.tree.node(*id).depth).max().unwrap_or(0);
        self.tree
    }
}
