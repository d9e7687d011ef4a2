//! Derivatives and differentials of terms.

use super::choices::Layouts;
use super::derivative::Variable;
use super::grammar::{Cursor, DEEPEST, Grammar};
use super::operator::VariableForm;
use super::stop::Stop;
use super::superscript::is_symbol;
use super::term::{Shape, Term};
use super::varying::{is_differential_sign, is_upright_d};
use crate::claim::input::{ONE, Size};
use crate::latex::{NodeId, Span};
use crate::program::derivative::{Arrangement, Derivative};
use crate::program::differential::{Missing, differential, fresh_direction, size};
use crate::program::expression::{Expression, Operation};
use crate::program::name::Name;

impl Grammar<'_> {
    /// The derivative of a term by one variable.
    pub(super) fn partial(&self, function: Term, variable: &Variable, span: Span) -> Result<Term, Stop> {
        let input = variable.input;
        let by = Expression::Input(input.name);
        let symbol = match variable.form {
            VariableForm::Itself => input.name.to_string(),
            VariableForm::Transposed => format!("{}ᵀ", input.name),
            VariableForm::Square => format!("{}²", input.name),
            VariableForm::Inverse => format!("{}⁻¹", input.name),
        };
        let text = format!("∂/∂{symbol} ({})", function.expression);
        let Shape::Of(rows, columns) = function.shape else {
            return Err(Stop::unsupported(span, "the derivative of a constant"));
        };
        let is_scalar = (input.rows, input.columns) == (ONE, ONE);
        let depending = if is_scalar { self.varying.with(input.name) } else { Vec::new() };
        if let Expression::Input(other) = &function.expression
            && *other != input.name
            && !depending.iter().any(|(symbol, _)| symbol == other)
        {
            let message = format!("it is not known how {other} depends on {}", input.name);
            return Err(Stop::ambiguous(span, message, format!("define {other}")));
        }
        if is_scalar {
            let change = match variable.form {
                VariableForm::Square => {
                    Expression::integer(1).over(Expression::Product(vec![Expression::integer(2), by.clone()]))
                }
                VariableForm::Inverse => Expression::Negative(Box::new(by.clone().power(2))),
                _ => Expression::integer(1),
            };
            let mut directions = vec![(input.name, change)];
            if !depending.is_empty() {
                if variable.form != VariableForm::Itself || self.mentions_derivative(&function.expression) {
                    return Err(Stop::unsupported(span, "a second derivative of a symbol that varies"));
                }
                directions.extend(depending);
                self.varying.note_constants(&function.expression, &directions);
            }
            return self.changed(function, &directions, text, span);
        }
        let direction = fresh_direction(&function.expression);
        let direction = direction.ok_or_else(|| Stop::unsupported(span, "a derivative of this order"))?;
        let along = Expression::Input(direction);
        let along = match variable.form {
            // dX = −X dX⁻¹ X
            VariableForm::Inverse => {
                Expression::Negative(Box::new(Expression::Product(vec![by.clone(), along, by.clone()])))
            }
            _ => along,
        };
        let is_row = rows == ONE && columns != ONE;
        let is_transposed = variable.form == VariableForm::Transposed;
        // The derivative of a row has a column for each of its entries, that of a column a row.
        let function = if is_row { function.transposed() } else { function };
        let node = |arrangement: Arrangement, (m, n): (Size, Size), is_transposed: bool| -> Result<Term, Stop> {
            let changed = self.differential(&function, &[(input.name, along.clone())], span)?;
            let node = Derivative {
                differential: changed,
                direction,
                variable: by.clone(),
                arrangement,
                is_transposed,
                text: text.clone(),
            };
            let shape = if is_transposed { Shape::Of(n, m) } else { Shape::Of(m, n) };
            let operations = operations(&function, &node.differential);
            let expression = Expression::Derivative(Box::new(node));
            Ok(Term { expression, shape, span, operations })
        };
        if (rows, columns) == (ONE, ONE) {
            let is_turned = is_transposed || self.choices.layout() == Layouts::Rows;
            return node(Arrangement::Gradient, (input.rows, input.columns), is_turned);
        }
        let (is_column, length) = if is_row { (true, columns) } else { (columns == ONE, rows) };
        if !is_column || input.columns != ONE || is_row && is_transposed {
            return Err(Stop::unsupported(span, "the derivative of a matrix, or by a matrix,"));
        }
        let is_turned = is_row || !is_transposed && self.choices.layout() == Layouts::Denominator;
        node(Arrangement::Jacobian, (length, input.rows), is_turned)
    }

    fn mentions_derivative(&self, of: &Expression) -> bool {
        of.inputs().into_iter().any(|input| self.varying.is_derivative(input))
    }

    /// The change of a term if these symbols change, with the shape of the term.
    fn changed(
        &self,
        function: Term,
        directions: &[(Name, Expression)],
        text: String,
        span: Span,
    ) -> Result<Term, Stop> {
        if let Expression::Input(name) = &function.expression
            && let Some((_, direction @ Expression::Input(_))) = directions.iter().find(|(varying, _)| varying == name)
        {
            return Ok(Term { expression: direction.clone(), span, ..function });
        }
        let changed = self.differential(&function, directions, span)?;
        let node = Derivative {
            differential: changed,
            direction: "direction",
            variable: Expression::integer(1),
            arrangement: Arrangement::Whole,
            is_transposed: false,
            text,
        };
        let operations = operations(&function, &node.differential);
        Ok(Term { expression: Expression::Derivative(Box::new(node)), span, operations, ..function })
    }

    /// The differential as an expression; zeros in the shape of the function if nothing changes.
    fn differential(&self, function: &Term, directions: &[(Name, Expression)], span: Span) -> Result<Expression, Stop> {
        match differential(&function.expression, directions) {
            Ok(Some(changed)) => Ok(changed),
            Ok(None) => Ok(Expression::Sum(vec![
                function.expression.clone(),
                Expression::Negative(Box::new(function.expression.clone())),
            ])),
            Err(Missing::Rule) => Err(Stop::unsupported(span, "the derivative of this")),
            Err(Missing::TooLarge) => Err(Stop::too_large(span)),
        }
    }

    /// A differential: `dA`, `d(AB)`, `d \ln|X|`.
    pub(super) fn differential_factor(&self, cursor: &mut Cursor, id: NodeId) -> Result<Option<Term>, Stop> {
        let is_d = is_differential_sign(self.tree, self.scope, id) && self.definitions.find("d").is_none();
        if !is_d || is_symbol(self.tree, id, '∂') || self.varying.has_integral() {
            return Ok(None);
        }
        let mut after = *cursor;
        self.advance(&mut after);
        let Some(next) = self.peek(&after).filter(|next| !self.ends_product(*next, cursor)) else { return Ok(None) };
        if is_symbol(self.tree, next, '·') || is_symbol(self.tree, next, '/') {
            return Ok(None);
        }
        // An italic d may also be a number.
        if !is_upright_d(self.tree, id) && self.choices.choose(&["", "d is a number"]) == 1 {
            return Ok(None);
        }
        let span = self.tree.node(id).span;
        self.varying.meet_differential();
        let whole = self.reach(&after).product_end;
        let is_longer = after.row.get(after.at..whole).is_some_and(|row| self.count_visible(row) > 1);
        let term = if is_longer && self.choices.choose(&["", "d is applied to the whole product"]) == 1 {
            let slice = after.row.get(after.at..whole).unwrap_or_default();
            let term = self.row(slice, span, cursor.depth + 1)?;
            after.at = whole;
            term
        } else {
            after.depth += 1;
            if after.depth > DEEPEST {
                return Err(Stop::too_large(span));
            }
            let term = self.factor(&mut after, span)?;
            after.depth -= 1;
            term
        };
        *cursor = after;
        if self.varying.is_first_pass {
            let symbol = match &term.expression {
                Expression::Apply(Operation::Transpose, of) => of,
                other => other,
            };
            if let Expression::Input(symbol) = symbol {
                self.varying.see(symbol);
            }
            return Ok(Some(term));
        }
        let directions = self.varying.differentials();
        self.varying.note_constants(&term.expression, &directions);
        let text = format!("d({})", term.expression);
        self.changed(term, &directions, text, span).map(Some)
    }

    fn count_visible(&self, row: &[NodeId]) -> usize {
        row.iter().filter(|id| !self.is_space(**id)).count()
    }
}

/// The operations of the derivative of a term. Its rules make more of them than the formula shows.
fn operations(function: &Term, differential: &Expression) -> usize {
    (function.operations.saturating_mul(2).saturating_add(1)).max(size(differential) / 16)
}
