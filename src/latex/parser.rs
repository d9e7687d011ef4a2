//! Tokens to a tree.
//!
//! Every source gives a tree, in linear time. There is no recursion: what is open is on a stack of its own, so no depth
//! of nesting is too large.

use super::class::Class;
use super::command::{Command, Meaning, meaning};
use super::lexer::{Token, TokenKind};
use super::macros::{Input, Macros};
use super::span::{Problem, ProblemKind, Span};
use super::symbols;
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
struct Frame {
    role: Role,
    /// Where it begins.
    start: Span,
    row: Row,
    /// What stands before `\over` in this row, and the command.
    before: Option<(Infix, Row)>,
}

enum Role {
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
enum Infix {
    Over,
    Choose,
}

impl Frame {
    fn new(role: Role, start: Span) -> Self {
        Self { role, start, row: Row::new(), before: None }
    }

    fn expects_argument(&self) -> bool {
        matches!(self.role, Role::Arguments(..) | Role::Script(_))
    }
}

struct Parser<'a> {
    input: Input<'a>,
    tree: Tree,
    frames: Vec<Frame>,
    /// A token that is to be read again.
    waiting: Option<Token>,
    /// The number that the last token belongs to.
    number: Option<NodeId>,
    /// A point after it.
    point: Option<Span>,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<Token> {
        self.waiting.take().or_else(|| self.input.next())
    }

    fn next_visible(&mut self) -> Option<Token> {
        loop {
            let token = self.next()?;
            if token.kind != TokenKind::Space {
                return Some(token);
            }
        }
    }

    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Role::Formula, Span::new(0, 0)));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Adds a node to the tree, not yet to a row.
    fn node(&mut self, kind: Kind, span: Span) -> NodeId {
        let below = kind.rows().into_iter().flatten().map(|id| self.tree.node(*id).depth).max().unwrap_or(0);
        let id = NodeId(u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX));
        self.tree.nodes.push(Node { kind, span, depth: below + 1 });
        id
    }

    fn place(&mut self, kind: Kind, span: Span) {
        let id = self.node(kind, span);
        self.deliver(id);
    }

    /// Hands a complete node to what is open.
    fn deliver(&mut self, mut id: NodeId) {
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
    fn end_arguments(&mut self, at: Span) {
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
    fn end_row(&mut self, at: Span) {
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
    fn finished(&mut self, frame: &mut Frame, at: Span) -> Row {
        let row = std::mem::take(&mut frame.row);
        let Some((infix, before)) = frame.before.take() else { return row };
        let kind = match infix {
            Infix::Over => Kind::Fraction(before, row),
            Infix::Choose => Kind::Binomial(before, row),
        };
        vec![self.node(kind, frame.start.to(at))]
    }

    /// Attaches a script to the last node of the row on top. `new` is false for a script that continues one.
    fn attach(&mut self, sign: char, script: Row, span: Span, new: bool) {
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

    fn script(&mut self, sign: char, span: Span) {
        self.end_arguments(span);
        self.frames.push(Frame::new(Role::Script(sign), span));
    }

    /// Whether the character belongs to the number before it.
    fn extends_number(&mut self, letter: char, span: Span) -> bool {
        let Some(id) = self.number else { return false };
        if letter == '.' && self.point.is_none() {
            self.point = Some(span);
            return true;
        }
        if !letter.is_ascii_digit() {
            return false;
        }
        let point = self.point.take().is_some();
        let node = &mut self.tree.nodes[id.0 as usize];
        if let Kind::Number(digits) = &mut node.kind {
            if point {
                digits.push('.');
            }
            digits.push(letter);
            node.span = node.span.to(span);
        }
        true
    }

    /// A point after the digits belongs to the sentence.
    fn end_number(&mut self) {
        self.number = None;
        if let Some(span) = self.point.take() {
            self.place(Kind::Symbol('.', Class::Ordinary), span);
        }
    }

    fn character(&mut self, letter: char, span: Span) {
        match letter {
            '~' => self.place(Kind::Space(1), span),
            '$' => {}
            '\'' | '′' => self.prime('′', span),
            '″' => self.prime('″', span),
            ']' if matches!(self.top().role, Role::Optional(_)) => self.end_optional(span),
            '√' => self.frames.push(Frame::new(Role::Arguments(Command::Root, vec![Row::new()], 2), span)),
            _ if letter.is_ascii_digit() => {
                // In \frac12 each digit is an argument.
                let alone = self.top().expects_argument();
                let id = self.node(Kind::Number(letter.into()), span);
                self.deliver(id);
                self.number = (!alone).then_some(id);
            }
            _ => {
                if let Some((above, below)) = symbols::fraction(letter) {
                    let [above, below] = [above, below].map(|n| self.node(Kind::Number(n.into()), span));
                    self.place(Kind::Fraction(vec![above], vec![below]), span);
                } else if let Some((sign, plain)) = symbols::raised(letter).filter(|_| !self.top().expects_argument()) {
                    self.unicode_script(sign, plain, span);
                } else {
                    let (symbol, class) = symbols::character(letter);
                    self.place(Kind::Symbol(symbol, class), span);
                }
            }
        }
    }

    fn prime(&mut self, sign: char, span: Span) {
        if self.top().expects_argument() {
            return self.place(Kind::Symbol(sign, Class::Ordinary), span);
        }
        let id = self.node(Kind::Symbol(sign, Class::Ordinary), span);
        self.attach('^', vec![id], span, false);
    }

    /// `⁻¹`: each letter continues the script of the letter before it.
    fn unicode_script(&mut self, sign: char, plain: char, span: Span) {
        let last = self.top().row.last().copied();
        if let Some(last) = last
            && let Kind::Script { below, above, .. } = self.tree.kind(last)
            && let Some(slot) = if sign == '_' { below } else { above }
            && let Some(&number) = slot.last()
            && self.tree.node(number).span.end == span.start
            && let Kind::Number(digits) = &mut self.tree.nodes[number.0 as usize].kind
            && plain.is_ascii_digit()
        {
            digits.push(plain);
            self.tree.nodes[number.0 as usize].span.end = span.end;
            return self.attach(sign, Row::new(), span, false);
        }
        let kind = if plain.is_ascii_digit() {
            Kind::Number(plain.into())
        } else {
            let (symbol, class) = symbols::character(plain);
            Kind::Symbol(symbol, class)
        };
        let id = self.node(kind, span);
        self.attach(sign, vec![id], span, false);
    }

    /// `&`
    fn cell(&mut self, span: Span) {
        self.end_row(span);
        let Some(mut frame) = self.frames.pop() else { return };
        let row =
            if matches!(frame.role, Role::Environment { .. }) { self.finished(&mut frame, span) } else { Row::new() };
        let in_environment = match &mut frame.role {
            Role::Environment { cells, .. } => {
                cells.push(row);
                true
            }
            _ => false,
        };
        self.frames.push(frame);
        if !in_environment {
            self.place(Kind::AlignmentTab, span);
        }
    }

    /// `\\`
    fn line(&mut self, span: Span) {
        self.end_row(span);
        self.input.star();
        self.input.length();
        let Some(mut frame) = self.frames.pop() else { return };
        let row =
            if matches!(frame.role, Role::Environment { .. }) { self.finished(&mut frame, span) } else { Row::new() };
        let in_environment = match &mut frame.role {
            Role::Environment { rows, cells, .. } => {
                cells.push(row);
                rows.push(std::mem::take(cells));
                true
            }
            _ => false,
        };
        self.frames.push(frame);
        if !in_environment {
            self.place(Kind::LineBreak, span);
        }
    }

    fn close_group(&mut self, span: Span) {
        if !self.close_to(span, |role| matches!(role, Role::Group)) {
            self.input.report(ProblemKind::Unopened("}".into()), span);
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let row = self.finished(&mut frame, span);
        self.place(Kind::Group(row), frame.start.to(span));
    }

    fn end_fence(&mut self, span: Span) {
        let close = self.delimiter("\\right");
        if !self.close_to(span, |role| matches!(role, Role::Fence(_))) {
            self.input.report(ProblemKind::Unopened("\\right".into()), span);
            if let Some(letter) = close.chars().next() {
                self.place(Kind::Symbol(letter, Class::Close), span);
            }
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let inner = self.finished(&mut frame, span);
        let span = frame.start.to(self.input.here);
        if let Role::Fence(open) = frame.role {
            self.place(Kind::Fenced { open, inner, close }, span);
        }
    }

    fn end_environment(&mut self, span: Span) {
        let ended = self.input.text_argument().unwrap_or_default();
        let span = span.to(self.input.here);
        if !self.close_to(span, |role| matches!(role, Role::Environment { .. })) {
            self.input.report(ProblemKind::Unopened(format!("\\end{{{ended}}}")), span);
            return;
        }
        self.build_environment(span, Some(ended));
    }

    fn build_environment(&mut self, span: Span, ended: Option<String>) {
        let Some(mut frame) = self.frames.pop() else { return };
        let last = self.finished(&mut frame, span);
        let Role::Environment { name, mut rows, mut cells } = frame.role else { return };
        if !cells.is_empty() || !last.is_empty() {
            cells.push(last);
            rows.push(cells);
        }
        if let Some(ended) = ended.filter(|ended| *ended != name) {
            self.input.report(ProblemKind::Mismatched { begun: name.clone(), ended }, span);
        }
        let environment = name.trim_end_matches('*').to_string();
        self.place(Kind::Array { environment, rows }, frame.start.to(span));
    }

    fn end_optional(&mut self, span: Span) {
        let Some(mut frame) = self.frames.pop() else { return };
        let row = self.finished(&mut frame, span);
        if let Role::Optional(command) = frame.role {
            let needed = command.arguments();
            self.frames.push(Frame::new(Role::Arguments(command, vec![row], needed), frame.start));
        }
    }

    /// Closes what is open inside of the innermost frame of a kind; `false` if there is none.
    fn close_to(&mut self, span: Span, wanted: fn(&Role) -> bool) -> bool {
        self.end_row(span);
        if wanted(&self.top().role) {
            return true;
        }
        if !self.frames.iter().any(|frame| wanted(&frame.role)) {
            return false;
        }
        while !wanted(&self.top().role) {
            self.abandon(span);
            self.end_row(span);
        }
        true
    }

    /// Ends the frame on top, which has no end of its own.
    fn abandon(&mut self, span: Span) {
        let start = self.top().start;
        let opening = match &self.top().role {
            Role::Group => "{".into(),
            Role::Fence(_) => "\\left".into(),
            Role::Environment { name, .. } => format!("\\begin{{{name}}}"),
            Role::Optional(_) => "[".into(),
            _ => return,
        };
        self.input.report(ProblemKind::Unclosed(opening), start);
        if matches!(self.top().role, Role::Environment { .. }) {
            return self.build_environment(span, None);
        }
        if matches!(self.top().role, Role::Optional(_)) {
            self.end_optional(span);
            return self.end_arguments(span);
        }
        let Some(mut frame) = self.frames.pop() else { return };
        let inner = self.finished(&mut frame, span);
        let kind = match frame.role {
            Role::Fence(open) => Kind::Fenced { open, inner, close: String::new() },
            _ => Kind::Group(inner),
        };
        self.place(kind, frame.start.to(span));
    }

    /// The bracket after `\left`, `\right` or `\big`.
    fn delimiter(&mut self, command: &str) -> String {
        let Some(token) = self.next_visible() else {
            self.input.report(ProblemKind::MissingArgument(command.into()), self.input.end());
            return String::new();
        };
        match &token.kind {
            TokenKind::Character('.') => String::new(),
            TokenKind::Character(letter) => match letter {
                '<' => "⟨".into(),
                '>' => "⟩".into(),
                letter => letter.to_string(),
            },
            TokenKind::Command(name) | TokenKind::Builtin(name)
                if symbols::command(name).is_some_and(|(text, _)| text.chars().count() == 1) =>
            {
                symbols::command(name).map_or_else(String::new, |(text, _)| text.into())
            }
            _ => {
                self.input.report(ProblemKind::MissingArgument(command.into()), token.span);
                self.waiting = Some(token);
                String::new()
            }
        }
    }

    fn command(&mut self, name: &str, span: Span) {
        match meaning(name) {
            Meaning::Symbol(letter, class) => self.place(Kind::Symbol(letter, class), span),
            Meaning::Operator(text) => self.place(Kind::Operator(text.into()), span),
            Meaning::Space(columns) => self.place(Kind::Space(columns), span),
            Meaning::Nothing => {}
            Meaning::Command(command) => {
                let optional = command.has_optional() && self.follows('[');
                if optional {
                    self.next_visible();
                    return self.frames.push(Frame::new(Role::Optional(command), span));
                }
                let got = if command.has_optional() { vec![Row::new()] } else { Vec::new() };
                let needed = command.arguments();
                self.frames.push(Frame::new(Role::Arguments(command, got, needed), span));
            }
            Meaning::Text => {
                let text = self.words(name, span);
                self.place(Kind::Text(text), span.to(self.input.here));
            }
            Meaning::OperatorName => {
                self.input.star();
                let text = self.words(name, span);
                self.place(Kind::Operator(text.trim().into()), span.to(self.input.here));
            }
            Meaning::Tag => {
                self.input.star();
                let text = self.words(name, span);
                self.place(Kind::Tag(text), span.to(self.input.here));
            }
            Meaning::Discard => {
                self.input.star();
                self.input.argument();
            }
            Meaning::Switch(style) => {
                self.end_arguments(span);
                self.frames.push(Frame::new(Role::Switch(style), span));
            }
            Meaning::Left => {
                let open = self.delimiter("\\left");
                self.frames.push(Frame::new(Role::Fence(open), span));
            }
            Meaning::Right => self.end_fence(span),
            Meaning::Sized(class) => {
                let text = self.delimiter(&format!("\\{name}"));
                if let Some(letter) = text.chars().next() {
                    let class = class.unwrap_or_else(|| symbols::character(letter).1);
                    self.place(Kind::Symbol(letter, class), span.to(self.input.here));
                }
            }
            Meaning::Begin => self.begin(span),
            Meaning::End => self.end_environment(span),
            Meaning::NewLine => self.line(span),
            Meaning::Over => self.infix(Infix::Over, span),
            Meaning::Choose => self.infix(Infix::Choose, span),
            Meaning::Unknown => {
                self.input.report(ProblemKind::UnknownCommand(name.into()), span);
                self.place(Kind::Unknown(name.into()), span);
            }
        }
    }

    fn infix(&mut self, infix: Infix, span: Span) {
        self.end_row(span);
        let frame = self.top();
        if frame.before.is_some() {
            self.input.report(ProblemKind::Unsupported("two \\over in one group".into()), span);
            return;
        }
        let row = std::mem::take(&mut frame.row);
        frame.before = Some((infix, row));
    }

    /// Whether a character follows, after white space.
    fn follows(&mut self, letter: char) -> bool {
        if self.waiting.is_some() {
            return false;
        }
        self.input.peek().is_some_and(|token| token.kind == TokenKind::Character(letter))
    }

    fn begin(&mut self, span: Span) {
        let Some(name) = self.input.text_argument() else {
            self.input.report(ProblemKind::MissingArgument("\\begin".into()), span);
            return;
        };
        match name.trim_end_matches('*') {
            "array" | "alignat" | "alignedat" | "subarray" | "tabular" => {
                self.input.length();
                self.input.argument();
            }
            plain if symbols::is_environment(plain) => self.input.length(),
            _ => {
                let span = span.to(self.input.here);
                self.input.report(ProblemKind::UnknownEnvironment(name.clone()), span);
            }
        }
        let role = Role::Environment { name, rows: Vec::new(), cells: Vec::new() };
        self.frames.push(Frame::new(role, span));
    }

    /// The words of an argument, for `\text`.
    fn words(&mut self, command: &str, span: Span) -> String {
        let Some(tokens) = self.input.argument() else {
            self.input.report(ProblemKind::MissingArgument(format!("\\{command}")), span);
            return String::new();
        };
        let mut text = String::new();
        for token in tokens.iter() {
            match &token.kind {
                TokenKind::Space | TokenKind::Character('~') => text.push(' '),
                TokenKind::Open | TokenKind::Close | TokenKind::Character('$') => {}
                TokenKind::Command(name) | TokenKind::Builtin(name) => match meaning(name) {
                    Meaning::Symbol(letter, _) => text.push(letter),
                    Meaning::Space(0) | Meaning::Nothing => {}
                    Meaning::Space(_) => text.push(' '),
                    _ => text.push_str(name),
                },
                _ => text.push_str(&token.text()),
            }
        }
        text
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
