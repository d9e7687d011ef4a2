//! A side of a link: a term, or a derivative of one.

use super::grammar::{Cursor, Grammar};
use super::operator::{Operator, Printed, VariableForm};
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::claim::Extremum;
use crate::claim::input::{Domain, Input, ONE};
use crate::latex::{NodeId, Span};
use crate::program::differential::substituted;
use crate::program::expression::{Expression, Operation};
use crate::program::name::name;

/// A side of a link.
#[derive(Clone, Debug)]
pub(super) enum Side {
    Term(Term),
    /// The derivative of a term by an input.
    Derivative {
        function: Term,
        variable: Input,
        span: Span,
    },
    /// The point at which a term is largest or smallest.
    Extremum {
        function: Term,
        variable: Input,
        kind: Extremum,
        span: Span,
    },
}

/// What a derivative is taken by.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) input: Input,
    pub(super) form: VariableForm,
    /// What the variable stands for, if it is defined and not free.
    value: Option<Term>,
}

impl<'a> Grammar<'a> {
    /// Reads a side of a link.
    pub(super) fn side(&self, row: &[NodeId], span: Span) -> Result<Side, Stop> {
        let visible: Vec<NodeId> = row.iter().copied().filter(|id| !self.is_space(*id)).collect();
        if let Some(extremum) = self.extremum(&visible, span) {
            return extremum;
        }
        match self.alone(row, span)? {
            Some(side) => Ok(side),
            None => self.whole(row, span).map(Side::Term),
        }
    }

    /// A first derivative that is the whole side. `None` if it is part of a term, or can be read in several ways.
    fn alone(&self, row: &[NodeId], span: Span) -> Result<Option<Side>, Stop> {
        let row = self.without_braces(row);
        let mut cursor = Cursor { row: &row, at: 0, depth: 0, until: None };
        let Some(first) = self.peek(&cursor) else { return Err(Stop::incomplete(span, "a side is missing")) };
        let Some(operator) = self.operator(first)? else { return Ok(None) };
        self.advance(&mut cursor);
        let [printed] = &operator.variables[..] else { return Ok(None) };
        if printed.form != VariableForm::Itself || !self.varying.is_empty() || self.varying.has_differentials() {
            return Ok(None);
        }
        let operand = match (self.peek(&cursor), operator.function.is_empty()) {
            (Some(_), true) => {
                let reach = self.reach(&cursor);
                if reach.has_choice() || reach.product_end < row.len() {
                    return Ok(None);
                }
                row[cursor.at..].to_vec()
            }
            (None, false) => operator.function,
            (None, true) => return Err(Stop::incomplete(span, "the derivative of nothing")),
            (Some(_), false) => return Ok(None),
        };
        let variable = self.resolved_variable(printed)?;
        let function = self.free(std::slice::from_ref(&variable)).whole(&operand, span)?;
        let is_other = matches!(&function.expression, Expression::Input(name) if *name != variable.input.name);
        if is_other && !self.scope.is_inferred(variable.input.name) && !self.is_open(&function) {
            let message = format!("it says how {} depends on {}", function.expression, variable.input.name);
            return Err(Stop::condition(span, message));
        }
        let is_vector = |columns| columns == ONE && (variable.input.rows, variable.input.columns) != (ONE, ONE);
        let is_known = function.is_scalar()
            || matches!(function.shape, Shape::Of(_, columns) if is_vector(columns) && variable.input.columns == ONE);
        Ok(is_known.then_some(Side::Derivative { function, variable: variable.input, span }))
    }

    fn is_open(&self, function: &Term) -> bool {
        matches!(&function.expression, Expression::Input(name) if self.scope.is_inferred(name))
    }

    /// A derivative as a factor, if one begins here.
    pub(super) fn derivative_factor(&self, cursor: &mut Cursor, id: NodeId) -> Result<Option<Term>, Stop> {
        let span = self.tree.node(id).span;
        let operator = match self.operator(id)? {
            Some(operator) => {
                self.advance(cursor);
                operator
            }
            None => match self.inline_quotient(cursor)? {
                Some((operator, end)) => {
                    cursor.at = end;
                    operator
                }
                None => return self.differential_factor(cursor, id),
            },
        };
        let variables = operator.variables.iter().map(|printed| self.resolved_variable(printed));
        let variables: Vec<Variable> = variables.collect::<Result<_, _>>()?;
        let free = self.free(&variables);
        let function = if operator.function.is_empty() {
            free.argument(cursor, span)?
        } else {
            free.row(&operator.function, span, cursor.depth + 1)?
        };
        let term = free.differentiated(function, variables, &operator, span)?;
        Ok(Some(Term { span, ..term }))
    }

    /// What follows a sign of a derivative, as far as it reaches.
    fn argument(&self, cursor: &mut Cursor, span: Span) -> Result<Term, Stop> {
        let reach = self.reach(cursor);
        let end = reach.chosen(self.choices);
        let slice = cursor.row.get(cursor.at..end).unwrap_or_default();
        if !slice.iter().any(|id| !self.is_space(*id)) {
            return Err(Stop::incomplete(span, "the derivative of nothing"));
        }
        let term = self.row(slice, span, cursor.depth + 1)?;
        cursor.at = end;
        Ok(term)
    }

    fn differentiated(
        &self,
        function: Term,
        mut variables: Vec<Variable>,
        operator: &Operator,
        span: Span,
    ) -> Result<Term, Stop> {
        if variables.is_empty() {
            variables = vec![self.only_candidate(&function, span)?; operator.order];
        }
        let is_laplace = operator.is_nabla
            && operator.order == 2
            && function.is_scalar()
            && variables.iter().all(|variable| (variable.input.rows, variable.input.columns) != (ONE, ONE));
        if variables.len() > 1 && variables.iter().any(|variable| variable.value.is_some()) {
            return Err(Stop::unsupported(span, "a second derivative by a symbol that is defined"));
        }
        let mut term = function;
        for variable in variables.iter().rev() {
            term = self.partial(term, variable, span)?;
            if let Some(value) = &variable.value {
                let expression = substituted(term.expression, variable.input.name, &value.expression);
                term = Term { expression, operations: term.operations + value.operations, ..term };
            }
        }
        if is_laplace && self.choices.choose(&["", "∇² is the Laplace operator"]) == 1 {
            return term.of_square(Operation::Trace, "the Laplace operator", self.sizes);
        }
        Ok(term)
    }

    /// The variable of ∇ without an index.
    fn only_candidate(&self, function: &Term, span: Span) -> Result<Variable, Stop> {
        let inputs = function.expression.inputs();
        let inputs: Vec<Input> = inputs.iter().filter_map(|name| self.scope.input(name)).copied().collect();
        let columns: Vec<Input> =
            inputs.iter().filter(|input| input.columns == ONE && input.rows != ONE).copied().collect();
        match (&columns[..], &inputs[..]) {
            ([only], _) | ([], [only]) => {
                self.expect_free_entries(only, span)?;
                Ok(Variable { input: *only, form: VariableForm::Itself, value: None })
            }
            _ => Err(Stop::ambiguous(span, "it is not clear by what ∇ is taken", "write \\nabla_x")),
        }
    }

    /// The input that a printed variable is.
    fn resolved_variable(&self, printed: &Printed) -> Result<Variable, Stop> {
        let Printed { name: symbol, form, span } = printed;
        if !self.scope.knows(symbol)
            && self.varying.is_chained(symbol)
            && let Some(number) = self.definitions.find(symbol)
        {
            let value = self.expanded(number, Vec::new(), *span, 1)?;
            let Shape::Of(rows, columns) = value.shape else {
                return Err(Stop::unsupported(*span, "a derivative by this"));
            };
            let name = name(symbol).map_err(|_| Stop::too_large(*span))?;
            let input = Input { name, rows, columns, domain: Domain::Free };
            return Ok(Variable { input, form: *form, value: Some(value) });
        }
        let input = *self.scope.input(symbol).ok_or_else(|| Stop::undeclared(*span, symbol))?;
        self.expect_free_entries(&input, *span)?;
        let is_scalar = (input.rows, input.columns) == (ONE, ONE);
        match form {
            VariableForm::Square if !is_scalar => {
                Err(Stop::unsupported(*span, "a derivative by the square of a vector or a matrix"))
            }
            _ => Ok(Variable { input, form: *form, value: None }),
        }
    }

    fn expect_free_entries(&self, input: &Input, span: Span) -> Result<(), Stop> {
        let is_bound = matches!(
            input.domain,
            Domain::Orthogonal
                | Domain::Diagonal
                | Domain::LowerTriangular
                | Domain::Simplex
                | Domain::UnitVector
                | Domain::Integer
        );
        if !is_bound {
            return Ok(());
        }
        let message = format!("a derivative by {}, whose entries do not vary independently", input.name);
        Err(Stop::ambiguous(span, message, "declare the variable without its set"))
    }

    /// The same with the variables free, even if the note defines them elsewhere.
    fn free(&self, variables: &[Variable]) -> Self {
        let mut free = self.clone();
        for Variable { input, value, .. } in variables {
            free.definitions = free.definitions.without(input.name);
            if let Some(value) = value {
                let term = Term::new(Expression::Input(input.name), (input.rows, input.columns), value.span);
                free.bindings.push((input.name.to_string(), term));
            }
        }
        free
    }
}
