//! Terms from the tree of a formula: sums, products and factors. All symbols are declared, so every shape is known.

use super::choices::Choices;
use super::definition::Definitions;
use super::function::may_be_a_function;
use super::number::number;
use super::scope::{Scope, base_name, name_of};
use super::stop::Stop;
use super::superscript::{Superscript, is_symbol, superscript};
use super::term::Term;
use super::unknown::Unknowns;
use super::varying::Varying;
use crate::algebra::number::Function;
use crate::latex::{Class, Decoration, Kind, NodeId, Span, Tree};
use crate::program::expression::{Expression, Operation};

/// The deepest nesting of brackets and arguments.
pub(super) const DEEPEST: usize = 40;

/// Reads terms of one tree.
#[derive(Clone)]
pub(super) struct Grammar<'a> {
    pub(super) tree: &'a Tree,
    pub(super) scope: &'a Scope,
    pub(super) sizes: &'a Unknowns,
    pub(super) definitions: Definitions<'a>,
    /// What the arguments of a function and the indices of sums stand for.
    pub(super) bindings: Vec<(String, Term)>,
    pub(super) choices: &'a Choices,
    pub(super) varying: &'a Varying,
}

/// A position in a row, and the brackets around it.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) row: &'t [NodeId],
    pub(super) at: usize,
    pub(super) depth: usize,
    /// The bracket that ends this part: `)`, `]`, `|` or `‖`; `None` for the end of the row.
    pub(super) until: Option<char>,
}

impl<'a> Grammar<'a> {
    /// The whole row as a sum.
    pub(super) fn whole(&self, row: &[NodeId], span: Span) -> Result<Term, Stop> {
        self.row(row, span, 0)
    }

    pub(super) fn row(&self, row: &[NodeId], span: Span, depth: usize) -> Result<Term, Stop> {
        if depth > DEEPEST {
            return Err(Stop::too_large(span));
        }
        let row = self.without_braces(row);
        let mut cursor = Cursor { row: &row, at: 0, depth, until: None };
        let term = self.sum(&mut cursor, span)?;
        match self.peek(&cursor) {
            None => Ok(term),
            Some(id) => Err(self.unexpected(id)),
        }
    }

    /// The row with the contents of braces in their place: braces are not printed. A label changes nothing.
    pub(super) fn without_braces(&self, row: &[NodeId]) -> Vec<NodeId> {
        let mut spliced = Vec::with_capacity(row.len());
        let mut waiting: Vec<NodeId> = row.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            match (self.tree.kind(id), self.labelled(id)) {
                (Kind::Group(inner) | Kind::Decorated(Decoration::Colour, inner), _) => {
                    waiting.extend(inner.iter().rev());
                }
                (_, Some(inner)) => waiting.extend(inner.iter().rev()),
                _ => spliced.push(id),
            }
        }
        spliced
    }

    pub(super) fn unexpected(&self, id: NodeId) -> Stop {
        let node = self.tree.node(id);
        match &node.kind {
            Kind::Symbol(letter, _) => Stop::incomplete(node.span, format!("an unexpected {letter}")),
            _ => Stop::unsupported(node.span, "what stands here"),
        }
    }

    pub(super) fn is_space(&self, id: NodeId) -> bool {
        matches!(self.tree.kind(id), Kind::Space(_) | Kind::AlignmentTab)
    }

    /// The next node, after white space.
    pub(super) fn peek(&self, cursor: &Cursor) -> Option<NodeId> {
        let rest = cursor.row.get(cursor.at..)?;
        rest.iter().copied().find(|id| !self.is_space(*id))
    }

    pub(super) fn advance(&self, cursor: &mut Cursor) {
        while let Some(id) = cursor.row.get(cursor.at) {
            cursor.at += 1;
            if !self.is_space(*id) {
                return;
            }
        }
    }

    /// Whether the node closes the part, and the superscript on it.
    pub(super) fn closes(&self, id: NodeId, until: Option<char>) -> bool {
        let Some(wanted) = until else { return false };
        match self.tree.kind(id) {
            Kind::Symbol(letter, _) => *letter == wanted,
            Kind::Script { base: Some(base), .. } => is_symbol(self.tree, *base, wanted),
            _ => false,
        }
    }

    fn is_sign(&self, id: NodeId) -> Option<bool> {
        match self.tree.kind(id) {
            Kind::Symbol('+', _) => Some(false),
            Kind::Symbol('−', _) => Some(true),
            _ => None,
        }
    }

    pub(super) fn sum(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        let mut total: Option<Term> = None;
        loop {
            let negative = match self.peek(cursor).and_then(|id| self.is_sign(id)) {
                Some(negative) => {
                    self.advance(cursor);
                    negative
                }
                None if total.is_some() => break,
                None => false,
            };
            let term = self.paired(cursor, span)?;
            let term = if negative { term.negated() } else { term };
            total = Some(match total {
                Some(total) => total.plus(term, self.sizes)?,
                None => term,
            });
        }
        total.ok_or_else(|| Stop::incomplete(span, "nothing stands here"))
    }

    /// Whether a product ends at this node.
    pub(super) fn ends_product(&self, id: NodeId, cursor: &Cursor) -> bool {
        self.closes(id, cursor.until)
            || self.is_sign(id).is_some()
            || self.pairing(id).is_some()
            || matches!(self.tree.kind(id), Kind::Symbol(_, Class::Relation | Class::Punctuation | Class::Close))
    }

    pub(super) fn product(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        let mut product: Option<Term> = None;
        while let Some(id) = self.peek(cursor) {
            if self.ends_product(id, cursor) {
                break;
            }
            match self.tree.kind(id) {
                Kind::Symbol(sign @ ('·' | '⋅' | '×' | '∗'), _) if product.is_some() => {
                    self.advance(cursor);
                    let factor = self.next_factor(cursor, span)?;
                    product = product.map(|before| self.dotted(before, *sign, factor)).transpose()?;
                }
                Kind::Symbol('/', _) if product.is_some() => {
                    self.advance(cursor);
                    let factor = self.next_factor(cursor, span)?;
                    if self.peek(cursor).is_some_and(|id| !self.ends_product(id, cursor)) {
                        let advice = "use \\frac, or parentheses";
                        return Err(Stop::ambiguous(factor.span, "it is not clear where the denominator ends", advice));
                    }
                    product = product.map(|before| before.over(factor, self.sizes)).transpose()?;
                }
                Kind::Number(_) if product.is_some() && self.follows_number(cursor) => {
                    let here = self.tree.node(id).span;
                    let message = "two numbers side by side may be one number or a product";
                    return Err(Stop::ambiguous(here, message, "write \\cdot between them, or no space"));
                }
                _ => {
                    let factor = self.factor(cursor, span)?;
                    product = Some(match product {
                        Some(before) => before.times(factor, self.sizes)?,
                        None => factor,
                    });
                }
            }
        }
        product.ok_or_else(|| match self.peek(cursor) {
            Some(id) => self.unexpected(id),
            None => Stop::incomplete(span, "a term is missing"),
        })
    }

    /// Whether the node before the cursor is a number.
    fn follows_number(&self, cursor: &Cursor) -> bool {
        let before = cursor.row[..cursor.at.min(cursor.row.len())].iter().rev();
        let mut visible = before.filter(|id| !self.is_space(**id));
        visible.next().is_some_and(|id| matches!(self.tree.kind(*id), Kind::Number(_)))
    }

    fn next_factor(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        match self.peek(cursor) {
            Some(id) if !self.ends_product(id, cursor) => self.factor(cursor, span),
            _ => Err(Stop::incomplete(span, "a factor is missing")),
        }
    }

    /// One factor with its superscript.
    pub(super) fn factor(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        let id = self.peek(cursor).ok_or_else(|| Stop::incomplete(span, "a factor is missing"))?;
        if let Some(operator) = self.moment_operator(cursor) {
            return self.moment(cursor, &operator);
        }
        if self.is_integral(id) {
            return self.integral(cursor, id);
        }
        if let Some(name) = self.function_name(id) {
            return self.application(cursor, id, name);
        }
        if self.is_euler(cursor, id) {
            let here = self.tree.node(id).span;
            self.advance(cursor);
            return Ok(Term::number(Expression::integer(1).apply(Operation::Exponential), here));
        }
        let special = self.density(cursor, id).or_else(|| self.defined_density(cursor, id));
        if let Some(term) = special.or_else(|| self.gamma(cursor, id)) {
            return term;
        }
        if let Some((word, last)) = self.spelled(cursor) {
            cursor.at = last;
            return self.application(cursor, cursor.row[last], word.into());
        }
        if let Some(term) = self.derivative_factor(cursor, id)? {
            return Ok(term);
        }
        let (inner, above) = self.split(id);
        let here = self.tree.node(id).span;
        if self.opens_angle(id) {
            return self.inner_product(cursor, here);
        }
        if let Some(term) = self.fenced_bars(id, cursor.depth) {
            self.advance(cursor);
            return term;
        }
        if let Some(number) = base_name(self.tree, id).and_then(|name| self.function_definition(&name)) {
            return self.call(cursor, id, number);
        }
        if let Some(close) = self.opens(id) {
            self.advance(cursor);
            return self.bracketed(cursor, close, here);
        }
        self.advance(cursor);
        // e is the base of the exponential function, unless it is declared.
        if let Some(above) = above
            && matches!(name_of(self.tree, inner).as_deref(), Some("e" | "rm e"))
            && !self.scope.knows("e")
        {
            let exponent = self.row(above, here, cursor.depth + 1)?;
            return Ok(Term { span: here, ..exponent.function(Operation::Exponential, "exp", self.sizes)? });
        }
        // {x^2}^2 is printed like x^{22}; a transpose can follow another script.
        if let (Kind::Group(row), Some(above)) = (self.tree.kind(inner), above)
            && matches!(&row[..], [only] if matches!(self.tree.kind(*only), Kind::Script { above: Some(_), .. }))
            && superscript(self.tree, self.scope, above, here)? != Some(Superscript::Transpose)
        {
            return Err(Stop::ambiguous(here, "two superscripts side by side", "write parentheses"));
        }
        // σ² may be a symbol of its own.
        if let (Some(above), Some(name)) = (above, base_name(self.tree, id))
            && let Some(Superscript::Power(power)) = superscript(self.tree, self.scope, above, here)?
            && self.binding(&name).is_none()
            && let Some(number) = self.definitions.find(&format!("{name}^{power}"))
        {
            return self.expanded(number, Vec::new(), here, cursor.depth);
        }
        if let Some(name) = base_name(self.tree, id)
            && self.is_unknown(&name)
            && may_be_a_function(&name)
            && self.peek(cursor).is_some_and(|next| self.opens_parenthesis(next))
        {
            return Err(Stop::undefined(here, &name));
        }
        let base = self.atom(id, inner, cursor.depth)?;
        self.raised(base, above, here)
    }

    /// Whether nothing is known about a symbol but its letter.
    fn is_unknown(&self, name: &str) -> bool {
        let known = self.binding(name).is_some() || self.scope.knows(name) || self.definitions.find(name).is_some();
        !known || self.scope.is_inferred(name) && !self.scope.is_covariance(name)
    }

    /// What an argument of a function or an index of a sum stands for.
    fn binding(&self, name: &str) -> Option<&Term> {
        self.bindings.iter().rev().find(|(bound, _)| bound == name).map(|(_, term)| term)
    }

    /// The definition of a function of this name.
    fn function_definition(&self, name: &str) -> Option<usize> {
        if self.binding(name).is_some() || self.scope.knows(name) {
            return None;
        }
        let number = self.definitions.find(name)?;
        (!self.definitions.get(number).parameters.is_empty()).then_some(number)
    }

    /// Whether a parenthesis opens here.
    pub(super) fn opens_parenthesis(&self, id: NodeId) -> bool {
        let (base, _) = self.split(id);
        matches!(self.tree.kind(base), Kind::Fenced { open, .. } if open == "(") || self.opens(id) == Some(')')
    }

    /// The node without its superscript, and the superscript.
    pub(super) fn split(&self, id: NodeId) -> (NodeId, Option<&'a [NodeId]>) {
        match self.tree.kind(id) {
            Kind::Script { base: Some(base), above: Some(above), below: None } => (*base, Some(above)),
            Kind::Script { above: Some(above), .. } => (id, Some(above)),
            _ => (id, None),
        }
    }

    pub(super) fn atom(&self, id: NodeId, inner: NodeId, depth: usize) -> Result<Term, Stop> {
        let span = self.tree.node(id).span;
        match self.tree.kind(inner) {
            Kind::Number(digits) => Ok(number(digits, span)?),
            // It is the base of a script, since other braces are gone.
            Kind::Group(row) => match (name_of(self.tree, inner), &row[..]) {
                (Some(_), _) => self.symbol(inner, span, depth),
                (None, [only]) if matches!(self.tree.kind(*only), Kind::Fenced { .. } | Kind::Script { .. }) => {
                    self.row(row, span, depth + 1)
                }
                _ => {
                    let message = "a script on braces, which are not printed";
                    Err(Stop::ambiguous(span, message, "write parentheses in place of the braces"))
                }
            },
            Kind::Fraction(above, below) => {
                let above = self.row(above, span, depth + 1)?;
                above.over(self.row(below, span, depth + 1)?, self.sizes)
            }
            Kind::Root { degree, inner } => {
                let term = self.row(inner, span, depth + 1)?;
                if !degree.is_empty() {
                    return self.root(degree, term, span);
                }
                term.function(Operation::Function(Function::SquareRoot), "the root", self.sizes)
            }
            Kind::Array { environment, rows } => self.array(environment, rows, false, span, depth),
            Kind::Binomial(above, below) => self.column_of_two(above, below, span, depth),
            Kind::Fenced { open, inner, close } => {
                let term = match self.only_array(inner) {
                    Some((environment, rows)) => self.array(environment, rows, true, span, depth)?,
                    None => self.row(inner, span, depth + 1)?,
                };
                match (&**open, &**close) {
                    ("(", ")") | ("[", "]") | ("{", "}") => Ok(Term { span, ..term }),
                    _ => Err(Stop::unsupported(span, format!("the pair of brackets {open} and {close}"))),
                }
            }
            Kind::Symbol(..) | Kind::Styled(..) | Kind::Accent(..) | Kind::Script { .. } => {
                self.symbol(inner, span, depth)
            }
            Kind::Unknown(name) => Err(Stop::unsupported(span, format!("the command \\{name}"))),
            Kind::Text(text) => Err(Stop::unsupported(span, format!("the text “{text}”"))),
            _ => Err(Stop::unsupported(span, "what stands here")),
        }
    }

    fn symbol(&self, id: NodeId, span: Span, depth: usize) -> Result<Term, Stop> {
        if let Some(constant) = self.constant(id, span)? {
            return Ok(constant);
        }
        let name = base_name(self.tree, id).ok_or_else(|| Stop::unsupported(span, "what stands here"))?;
        if let Some(term) = self.binding(&name) {
            return Ok(Term { span, ..term.clone() });
        }
        if let Some(input) = self.scope.input(&name) {
            return Ok(Term::new(Expression::Input(input.name), (input.rows, input.columns), span));
        }
        if let Some(size) = self.scope.size(&name) {
            return Ok(Term::number(Expression::Size(size), span));
        }
        if let Some(number) = self.definitions.find(&name) {
            return self.expanded(number, Vec::new(), span, depth);
        }
        if name == "I" || name == "bb I" {
            return Ok(Term::identity(span));
        }
        if let Some(order) = name.strip_prefix("I_").and_then(|order| self.scope.size(order)) {
            let mut sizes = self.scope.inputs.iter().flat_map(|input| [input.rows, input.columns]);
            let order_size = sizes.find(|size| size.only_symbol().is_some_and(|symbol| symbol.name == order));
            if let Some(size) = order_size {
                return Ok(Term::new(Expression::Identity(order), (size, size), span));
            }
        }
        if name == "π" && matches!(self.tree.kind(id), Kind::Symbol(..)) {
            return Ok(Term::number(Expression::Pi, span));
        }
        Err(Stop::undeclared(span, &name))
    }
}
