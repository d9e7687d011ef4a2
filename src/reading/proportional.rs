//! Sides that are equal up to a constant: `p(x) \propto …`, `\ln p(x) = … + \text{const}`.
//!
//! The constant does not depend on one variable, the argument of the function that the chain begins with. With a copy x₀
//! of it, f = g + const states that f(x) − f(x₀) = g(x) − g(x₀), and f ∝ g that f(x)/f(x₀) = g(x)/g(x₀).

use super::derivative::Side;
use super::rows::visible;
use super::scope::Scope;
use super::statement::{Link, Row};
use super::stop::Stop;
use crate::claim::input::Input;
use crate::latex::{Kind, NodeId, Tree};
use crate::program::expression::{Expression, Operation};
use crate::program::name::{Name, name};

/// The constant is a term or a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Constant {
    Term,
    Factor,
}

/// How two sides are compared that are equal up to a constant.
#[derive(Clone, Debug)]
pub(super) struct Apart {
    constant: Constant,
    variable: Name,
    /// Another value of the variable.
    pub(super) copy: Input,
}

/// The constant up to which the sides of a link are equal, and the sides without it.
pub(super) fn apart<'a>(link: &Link<'a>) -> Result<Option<(Constant, Row<'a>, Row<'a>)>, Stop> {
    let (left, right) = (without_constant(&link.left), without_constant(&link.right));
    let has_constant = left.is_some() || right.is_some();
    match link.relation {
        '∝' if has_constant => Err(Stop::unsupported(link.span, "a constant beside ∝")),
        '∝' => Ok(Some((Constant::Factor, link.left.clone(), link.right.clone()))),
        '=' if has_constant => {
            let or = |side: Option<Row<'a>>, row: &Row<'a>| side.unwrap_or_else(|| row.clone());
            Ok(Some((Constant::Term, or(left, &link.left), or(right, &link.right))))
        }
        _ if has_constant => Err(Stop::unsupported(link.span, "an inequality up to a constant")),
        _ => Ok(None),
    }
}

/// The row without `+ const` at its end.
fn without_constant<'a>(row: &Row<'a>) -> Option<Row<'a>> {
    let nodes = visible(row.tree, &row.nodes);
    let length = constant_at_the_end(row.tree, &nodes)?;
    let (rest, _) = nodes.split_at(nodes.len() - length);
    let (sign, rest) = rest.split_last()?;
    let is_plus = matches!(row.tree.kind(*sign), Kind::Symbol('+', _));
    (is_plus && !rest.is_empty()).then(|| Row { tree: row.tree, nodes: rest.to_vec() })
}

/// The number of nodes of the word `const` at the end of a row.
fn constant_at_the_end(tree: &Tree, row: &[NodeId]) -> Option<usize> {
    let is_constant = |word: &str| matches!(word.trim().trim_end_matches('.'), "const" | "constant");
    fn word(tree: &Tree, id: NodeId) -> Option<String> {
        match tree.kind(id) {
            Kind::Operator(text) | Kind::Text(text) => Some(text.clone()),
            Kind::Group(row) if row.len() == 1 => word(tree, row[0]),
            Kind::Styled(_, row) | Kind::Group(row) => tree.word(row),
            _ => None,
        }
    }
    if word(tree, *row.last()?).is_some_and(|word| is_constant(&word)) {
        return Some(1);
    }
    let last = row.get(row.len().checked_sub(5)?..)?;
    (tree.word(last).as_deref() == Some("const")).then_some(5)
}

impl Apart {
    /// How the sides of a link are compared.
    pub(super) fn of(constant: Constant, link: &Link, left: &Side, right: &Side, scope: &Scope) -> Result<Self, Stop> {
        let about = link.about.as_ref().ok_or_else(|| {
            let message = "it is not clear on what the constant does not depend";
            Stop::ambiguous(link.span, message, "begin with a function of one variable: p(x) ∝ …")
        })?;
        let variable = *scope.input(about).ok_or_else(|| Stop::undeclared(link.span, about))?;
        let (Side::Term(left), Side::Term(right)) = (left, right) else {
            return Err(Stop::unsupported(link.span, "a derivative or an extremum up to a constant"));
        };
        if !left.is_scalar() || !right.is_scalar() {
            return Err(Stop::shapes(link.span, "a matrix up to a constant"));
        }
        if !left.expression.mentions(about) && !right.expression.mentions(about) {
            return Err(Stop::incomplete(link.span, format!("neither side depends on {about}")));
        }
        let copy = name(&format!("{about}₀")).map_err(|_| Stop::too_large(link.span))?;
        if scope.knows(copy) {
            return Err(Stop::ambiguous(link.span, format!("{copy} has a meaning already"), "choose another name"));
        }
        Ok(Self { constant, variable: variable.name, copy: Input { name: copy, ..variable } })
    }

    /// f(x) − f(x₀) or f(x)/f(x₀)
    pub(super) fn compared(&self, side: &Expression) -> Expression {
        let here = self.essential(side);
        let there = here.replaced(self.variable, &Expression::Input(self.copy.name));
        match self.constant {
            Constant::Term => Expression::Sum(vec![here, Expression::Negative(Box::new(there))]),
            Constant::Factor => here.over(there),
        }
    }

    /// The side without terms or factors that do not depend on the variable.
    pub(super) fn essential(&self, side: &Expression) -> Expression {
        essential(side, self.constant, self.variable)
    }
}

fn essential(of: &Expression, constant: Constant, variable: Name) -> Expression {
    let depends = |part: &&Expression| part.mentions(variable);
    let inside = |part: &Expression| essential(part, constant, variable);
    match (of, constant) {
        (Expression::Sum(terms), Constant::Term) => Expression::Sum(terms.iter().filter(depends).map(inside).collect()),
        (Expression::Negative(of), _) => Expression::Negative(Box::new(inside(of))),
        (Expression::Apply(Operation::Logarithm, of), Constant::Term) => {
            essential(of, Constant::Factor, variable).apply(Operation::Logarithm)
        }
        (Expression::Product(factors), Constant::Factor) => {
            Expression::Product(factors.iter().filter(depends).map(inside).collect())
        }
        (Expression::Quotient(above, below), Constant::Factor) if !below.mentions(variable) => inside(above),
        (Expression::Quotient(above, below), Constant::Factor) if !above.mentions(variable) => {
            Expression::integer(1).over(inside(below))
        }
        (Expression::Apply(Operation::Exponential, of), Constant::Factor) => {
            essential(of, Constant::Term, variable).apply(Operation::Exponential)
        }
        (Expression::Written(_, of), _) => inside(of),
        (other, _) => other.clone(),
    }
}
