//! Terms of a printed formula for the floors above: what the course's print needs of the reader, and nothing else.

use super::choices::Choices;
use super::definition::Definitions;
use super::edits::edits;
use super::grammar::Grammar;
use super::scope::{Scope, base_name};
use super::stop::Stop;
use super::term::{Shape, Term};
use super::unknown::Unknowns;
use super::varying::Varying;
use crate::claim::input::{Input, ONE, Size};
use crate::latex::{Kind, NodeId, Span, Tree, parse};
use crate::program::expression::Expression;
use crate::program::name::{Name, name};

/// The deepest tree that is read.
const DEEPEST_TREE: usize = 64;

/// What a symbol stands for.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    pub(crate) expression: Expression,
    /// Rows and columns.
    pub(crate) shape: (Size, Size),
}

/// A term as it is printed.
#[derive(Clone, Debug)]
pub(crate) struct Printed(Term);

impl Printed {
    /// The term, if its shape is known: 0 and an identity matrix of unknown order have none.
    pub(crate) fn meaning(&self) -> Option<Meaning> {
        match self.0.shape {
            Shape::Of(rows, columns) => Some(Meaning { expression: self.0.expression.clone(), shape: (rows, columns) }),
            _ => None,
        }
    }

    /// Whether it is the number 0, which is also a matrix of zeros.
    pub(crate) fn is_zero(&self) -> bool {
        self.0.shape == Shape::AnyZero
    }

    /// The term with this shape. Errors: it has another one.
    pub(crate) fn fitted(&self, shape: (Size, Size)) -> Result<Meaning, Stop> {
        let term = self.0.clone().fitted(Shape::Of(shape.0, shape.1), &Unknowns::default())?;
        Ok(Meaning { expression: term.expression, shape })
    }
}

/// Reads one term. A symbol is one of `symbols`, or else one of `inputs`, or else one of `sizes`; there are no others.
pub(crate) fn read(
    latex: &str,
    symbols: &[(String, Meaning)],
    inputs: &[Input],
    sizes: &[Name],
) -> Result<Printed, Stop> {
    let tree = parse(latex);
    let whole = Span { start: 0, end: u32::try_from(latex.len()).unwrap_or(u32::MAX) };
    if let Some(problem) = tree.problems().iter().find(|problem| !problem.kind.is_warning()) {
        return Err(Stop::of_problem(problem));
    }
    if tree.depth() > DEEPEST_TREE {
        return Err(Stop::too_large(whole));
    }
    let scope = Scope { inputs: inputs.to_vec(), sizes: sizes.to_vec(), ..Scope::default() };
    let unknowns = Unknowns::default();
    let bound = |(name, meaning): &(String, Meaning)| {
        (name.clone(), Term::new(meaning.expression.clone(), meaning.shape, whole))
    };
    let mut bindings: Vec<(String, Term)> = symbols.iter().map(bound).collect();
    for name in self::symbols(&tree) {
        if !bindings.iter().any(|(known, _)| *known == name) && !scope.knows(&name) {
            bindings.extend(unit_vector(&name, &unknowns, whole).map(|vector| (name, vector)));
        }
    }
    let definitions = Definitions::default();
    let (choices, varying) = (Choices::default(), Varying::default());
    let grammar = Grammar {
        tree: &tree,
        scope: &scope,
        sizes: &unknowns,
        definitions,
        bindings,
        choices: &choices,
        varying: &varying,
    };
    let term = grammar.whole(tree.row(), whole)?;
    let order_unknown =
        || Stop::ambiguous(whole, "the order of a matrix is not known", "write it beside one whose order is");
    let expression = unknowns.expression(term.expression).ok_or_else(order_unknown)?;
    let shape = match term.shape {
        Shape::Of(rows, columns) => Shape::Of(unknowns.resolved(rows), unknowns.resolved(columns)),
        other => other,
    };
    if expression.sizes().into_iter().any(|size| unknowns.is_open(size)) {
        return Err(order_unknown());
    }
    Ok(Printed(Term { expression, shape, ..term }))
}

/// The column eᵢ of an identity matrix whose order follows from what stands beside it.
fn unit_vector(symbol: &str, unknowns: &Unknowns, span: Span) -> Option<Term> {
    let index = symbol.strip_prefix("e_").filter(|index| index.chars().count() == 1)?;
    let number = match index.parse() {
        Ok(number) => Expression::Ratio(number, 1),
        Err(_) => Expression::Input(name(index).ok()?),
    };
    let order = unknowns.fresh()?;
    let identity = Expression::Identity(order.only_symbol()?.name);
    let column = Expression::Column(Box::new(identity), Box::new(number));
    Some(Term::new(column, (order, ONE), span))
}

/// The name under which the reader knows a symbol.
pub(crate) fn symbol(tree: &Tree, id: NodeId) -> Option<String> {
    base_name(tree, id)
}

/// The names of everything in a formula that may be a symbol, each once. Subscripts are parts of names.
pub(crate) fn symbols(tree: &Tree) -> Vec<String> {
    let mut names = Vec::new();
    let mut waiting: Vec<NodeId> = tree.row().iter().rev().copied().collect();
    while let Some(id) = waiting.pop() {
        let name = base_name(tree, id);
        match (tree.kind(id), name) {
            (Kind::Script { above, .. }, Some(name)) => {
                names.push(name);
                waiting.extend(above.iter().flatten());
            }
            (_, Some(name)) => names.push(name),
            (kind, None) => waiting.extend(kind.rows().into_iter().flatten()),
        }
    }
    names.sort();
    names.dedup();
    names
}

/// The expression with single changes, as authors make them by mistake.
pub(crate) fn changes(expression: &Expression) -> Vec<Expression> {
    edits(expression).into_iter().map(|edit| edit.expression).collect()
}
