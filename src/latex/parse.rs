//! Parses LaTeX into a tree. There are no errors: input that is not recognised stays as text.

use super::class::Class;
use super::symbols;

/// The largest depth to which groups, arguments, scripts and cells may be nested.
///
/// Formulas written for people stay below ten. The limit keeps the stack small for any input.
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

/// Parses a whole formula; `None` if it is nested deeper than [`NESTING`].
///
/// The limit is checked here because everything after the parser is recursive along the tree, even its destructor.
pub(super) fn parse(latex: &str) -> Option<Row> {
    let mut parser = Parser { letters: latex.chars().collect(), next: 0, depth: 0, too_deep: false };
    let row = parser.row(&[]);
    (!parser.too_deep).then_some(row)
}

/// Where a row ends: at a letter, or at a command.
const CELL: [&str; 5] = ["&", "\\\\", "\\cr", "\\end", "}"];

struct Parser {
    letters: Vec<char>,
    next: usize,
    /// Number of rows and arguments around the current position, including the formula itself.
    depth: usize,
    too_deep: bool,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.next).copied()
    }

    /// Whether the input continues with `word`. A command must end where the word ends.
    fn at(&self, word: &str) -> bool {
        let length = word.chars().count();
        let here = self.letters[self.next.min(self.letters.len())..].iter().copied();
        if !here.clone().take(length).eq(word.chars()) {
            return false;
        }
        let command = word.len() > 2 && word.starts_with('\\');
        !command || !here.clone().nth(length).is_some_and(char::is_alphabetic)
    }

    fn skip(&mut self, word: &str) -> bool {
        let found = self.at(word);
        if found {
            self.next += word.chars().count();
        }
        found
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next += 1;
        }
    }

    /// Parses one level deeper. Every recursion of the parser goes through here; beyond the limit it discards its
    /// input.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Row) -> Row {
        if self.depth > NESTING {
            self.too_deep = true;
            self.next = self.letters.len();
            return Row::new();
        }
        self.depth += 1;
        let row = read(self);
        self.depth -= 1;
        row
    }

    /// Parses up to one of the words, which is not consumed, or to the end.
    fn row(&mut self, ends: &[&str]) -> Row {
        self.nested(|parser| parser.nodes(ends))
    }

    fn nodes(&mut self, ends: &[&str]) -> Row {
        let mut row = Row::new();
        loop {
            self.skip_space();
            if self.peek().is_none() || ends.iter().any(|end| self.at(end)) {
                return row;
            }
            if let Some(sign) = self.peek().filter(|&sign| sign == '_' || sign == '^') {
                self.next += 1;
                let script = self.argument();
                attach(&mut row, sign, script);
                continue;
            }
            if self.skip("'") {
                attach(&mut row, '^', vec![Node::symbol("′", Class::Ordinary)]);
                continue;
            }
            row.push(self.node());
        }
    }

    /// One argument: a group in braces, or the next node.
    fn argument(&mut self) -> Row {
        self.skip_space();
        match self.peek() {
            None => Row::new(),
            Some('{') => self.group(),
            // \frac12 is ½
            Some(digit) if digit.is_ascii_digit() => {
                self.next += 1;
                vec![Node::Symbol(digit.into(), Class::Ordinary)]
            }
            Some(_) => self.nested(|parser| vec![parser.node()]),
        }
    }

    fn group(&mut self) -> Row {
        self.skip("{");
        let row = self.row(&["}"]);
        self.skip("}");
        row
    }

    /// The text of an argument without changes, for `\text`.
    fn words(&mut self) -> String {
        self.skip_space();
        if !self.skip("{") {
            return self.take().into_iter().collect();
        }
        let (mut text, mut depth) = (String::new(), 0usize);
        while let Some(letter) = self.take() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                '\\' => {}
                // Line breaks in the source become spaces.
                '~' | '\n' | '\r' | '\t' => text.push(' '),
                other => text.push(other),
            }
        }
        text
    }

    fn take(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.next += 1;
        Some(letter)
    }

    fn node(&mut self) -> Node {
        match self.take() {
            Some('\\') => self.command(),
            Some('{') => {
                self.next -= 1;
                Node::Group(self.group())
            }
            Some('~') => Node::Space(1),
            Some(digit) if digit.is_ascii_digit() => {
                let mut number = String::from(digit);
                while let Some(more) = self.peek().filter(|&more| more.is_ascii_digit() || more == '.') {
                    number.push(more);
                    self.next += 1;
                }
                // A full stop at the end belongs to the sentence.
                if number.ends_with('.') {
                    number.pop();
                    self.next -= 1;
                }
                Node::Symbol(number, Class::Ordinary)
            }
            Some(letter) => {
                let (text, class) = symbols::character(letter);
                Node::Symbol(text, class)
            }
            None => Node::Space(0),
        }
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(letter) = self.peek().filter(char::is_ascii_alphabetic) {
            name.push(letter);
            self.next += 1;
        }
        if name.is_empty() {
            name.extend(self.take());
        }
        name
    }

    fn command(&mut self) -> Node {
        let name = self.name();
        match name.as_str() {
            "frac" | "tfrac" | "dfrac" => Node::Fraction(self.argument(), self.argument()),
            "sqrt" => {
                let degree = if self.skip("[") { self.row(&["]"]) } else { Row::new() };
                if !degree.is_empty() {
                    self.skip("]");
                }
                Node::Root { degree, inner: self.argument() }
            }
            "left" => {
                let open = self.delimiter();
                let inner = self.row(&["\\right", "}"]);
                let close = if self.skip("\\right") { self.delimiter() } else { String::new() };
                Node::Delimited { open, inner, close }
            }
            "begin" => self.environment(),
            "text" | "textrm" | "textbf" | "textit" | "mbox" => Node::Symbol(self.words(), Class::Ordinary),
            "operatorname" => {
                self.skip("*");
                Node::Symbol(self.words(), Class::Function)
            }
            "mathrm" | "mathsf" | "mathtt" => {
                let words = self.words();
                let class = if words.chars().count() > 1 { Class::Function } else { Class::Ordinary };
                Node::Symbol(words, class)
            }
            "mathbf" | "boldsymbol" | "bm" | "mathit" | "mathfrak" => Node::Group(self.argument()),
            "mathbb" => Node::Symbol(self.words().chars().map(symbols::double_struck).collect(), Class::Ordinary),
            "mathcal" | "mathscr" => {
                Node::Symbol(self.words().chars().map(symbols::script_letter).collect(), Class::Ordinary)
            }
            "underset" | "overset" => {
                let script = self.argument();
                let base = Box::new(Node::Group(self.argument()));
                let (below, above) = if name == "underset" { (Some(script), None) } else { (None, Some(script)) };
                Node::Script { base, below, above }
            }
            "underbrace" | "overbrace" | "phantom" | "boxed" => Node::Group(self.argument()),
            _ => match (symbols::command(&name), symbols::space(&name), symbols::accent(&name)) {
                (Some((text, class)), ..) => Node::symbol(text, class),
                (_, Some(columns), _) => Node::Space(columns),
                (.., Some(mark)) => Node::Accent(mark, self.argument()),
                _ => Node::Symbol(name, Class::Function),
            },
        }
    }

    /// The bracket after `\left` or `\right`.
    fn delimiter(&mut self) -> String {
        self.skip_space();
        match self.take() {
            None | Some('.') => String::new(),
            Some('\\') => {
                let name = self.name();
                symbols::command(&name).map_or_else(|| name.trim().into(), |(text, _)| text.into())
            }
            Some(letter) => letter.into(),
        }
    }

    fn environment(&mut self) -> Node {
        let name = self.words();
        if name == "array" {
            self.words();
        }
        let mut rows = vec![Vec::new()];
        loop {
            let cell = self.row(&CELL);
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            if self.skip("&") {
                continue;
            }
            if self.skip("\\\\") || self.skip("\\cr") {
                rows.push(Vec::new());
                continue;
            }
            if self.skip("\\end") {
                self.words();
                break;
            }
            if !self.skip("}") {
                break; // the end of the input
            }
        }
        // A row may end just before `\end`.
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let (open, close) = match name.trim_end_matches('*') {
            "bmatrix" => ("[", "]"),
            "pmatrix" => ("(", ")"),
            "vmatrix" => ("|", "|"),
            "Vmatrix" => ("‖", "‖"),
            "Bmatrix" => ("{", "}"),
            "cases" => ("{", ""),
            _ => ("", ""),
        };
        Node::Matrix { open: open.into(), close: close.into(), rows }
    }
}

/// Attaches a script to the last node of the row.
fn attach(row: &mut Row, sign: char, script: Row) {
    let base = match row.pop() {
        Some(node @ Node::Space(_)) => {
            row.push(node);
            Node::Symbol(String::new(), Class::Ordinary)
        }
        Some(node) => node,
        None => Node::Symbol(String::new(), Class::Ordinary),
    };
    let (base, mut below, mut above) = match base {
        Node::Script { base, below, above } => (base, below, above),
        other => (Box::new(other), None, None),
    };
    let slot = if sign == '_' { &mut below } else { &mut above };
    slot.get_or_insert_default().extend(script);
    row.push(Node::Script { base, below, above });
}
