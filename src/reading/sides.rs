//! The sides of a link with one shape.

use super::stop::Stop;
use super::term::{Shape, Term};
use super::unknown::Unknowns;
use crate::algebra::derivative::{Convention, Layout};
use crate::algebra::number::Function;
use crate::claim::Extremum;
use crate::claim::input::{Input, ONE, Size};
use crate::latex::Span;
use crate::program::expression::{Expression, Operation};
use crate::program::name::Name;

#[expect(clippy::large_enum_variant, reason = "there are a few of them for each formula")]
#[derive(Clone, Debug)]
pub(super) enum Left {
    Term(Expression),
    Derivative { function: Expression, variable: Input, layout: Option<Layout>, convention: Convention },
    Extremum { function: Expression, variable: Input, kind: Extremum },
}

impl Left {
    /// The inputs on this side.
    pub(super) fn inputs(&self) -> Vec<Name> {
        let mut inputs = self.expression().inputs();
        if let Self::Derivative { variable, .. } | Self::Extremum { variable, .. } = self {
            inputs.push(variable.name);
        }
        inputs
    }

    /// The same with the sizes as they are known. `None`: an order is no single symbol.
    pub(super) fn with_known(self, sizes: &Unknowns) -> Option<Self> {
        Some(match self {
            Self::Term(term) => Self::Term(sizes.expression(term)?),
            Self::Derivative { function, variable, layout, convention } => {
                let (function, variable) = (sizes.expression(function)?, sizes.input(&variable));
                Self::Derivative { function, variable, layout, convention }
            }
            Self::Extremum { function, variable, kind } => {
                Self::Extremum { function: sizes.expression(function)?, variable: sizes.input(&variable), kind }
            }
        })
    }

    /// The term, or the function whose derivative it is.
    pub(super) fn expression(&self) -> &Expression {
        match self {
            Self::Term(term) | Self::Derivative { function: term, .. } | Self::Extremum { function: term, .. } => term,
        }
    }
}

/// How often sizes occur as numbers: a bound on the degree of a polynomial in them. `None` if they occur where a few of
/// them show too little: in a function, or in a divisor that may be zero at some of them.
///
/// The result counts halves: two columns of ones make one size, 1ᵀ1 = n.
pub(super) fn uses_of_sizes(expression: &Expression) -> Option<usize> {
    match expression {
        Expression::Size(_) => Some(2),
        Expression::Ones(_) => Some(1),
        // In exponents sizes divide by nothing, so that roots and logarithms of such powers exist for each size alike.
        Expression::Raised(base, exponent) => {
            let uses = uses_of_sizes(base)?;
            uses_of_sizes(exponent).filter(|_| uses == 0)
        }
        Expression::Apply(
            Operation::Function(Function::SquareRoot) | Operation::Inverse | Operation::Logarithm,
            of,
        ) if only_in_exponents(of) => uses_of_sizes(of),
        Expression::Apply(Operation::Trace | Operation::Vectorised | Operation::Diagonal, of) => {
            Some(uses_of_sizes(of)? + 2 * usize::from(has_identity(of)))
        }
        Expression::Power(of, power) => {
            let uses = uses_of_sizes(of)?;
            let fits = uses == 0 || *power >= 0;
            fits.then(|| uses * power.unsigned_abs().max(1) as usize)
        }
        Expression::Apply(Operation::Function(_) | Operation::Inverse | Operation::Logarithm, of) => {
            uses_of_sizes(of).filter(|uses| *uses == 0)
        }
        Expression::Quotient(above, below) => {
            let is_sum = matches!(**below, Expression::Sum(_));
            let in_divisor = uses_of_sizes(below)?;
            let fits = in_divisor == 0
                || only_in_exponents(below)
                || !is_sum && below.operands().iter().all(|part| part.operands().is_empty());
            if fits { Some(uses_of_sizes(above)? + in_divisor) } else { None }
        }
        other => other.operands().into_iter().map(uses_of_sizes).sum(),
    }
}

/// The number of exponential functions of a size in a sum, if sizes are used as numbers only in the exponents of such
/// functions: a^n. A sum of k of them has at most k − 1 zeros.
pub(super) fn exponentials(expression: &Expression) -> Option<usize> {
    match expression {
        Expression::Size(_) | Expression::Ones(_) => None,
        Expression::Raised(base, exponent) => (uses_of_sizes(exponent)? <= 2 && exponentials(base)? == 1).then_some(1),
        Expression::Sum(terms) => terms.iter().map(exponentials).sum(),
        Expression::Product(factors) => factors.iter().map(exponentials).product(),
        Expression::Power(of, power) => Some(exponentials(of)?.saturating_pow(power.unsigned_abs())),
        Expression::Negative(of) => exponentials(of),
        Expression::Quotient(a, b) if exponentials(b) == Some(1) => exponentials(a),
        Expression::Apply(Operation::Transpose | Operation::Trace, of) => exponentials(of),
        Expression::Apply(Operation::Inverse | Operation::Function(Function::SquareRoot), of) => {
            exponentials(of).filter(|count| *count == 1)
        }
        other => has_no_sizes(other).then_some(1),
    }
}

fn has_no_sizes(expression: &Expression) -> bool {
    let is_size = matches!(expression, Expression::Size(_) | Expression::Ones(_) | Expression::Raised(..));
    !is_size && expression.operands().into_iter().all(has_no_sizes)
}

/// Whether all sizes that are used as numbers stand in exponents.
fn only_in_exponents(expression: &Expression) -> bool {
    match expression {
        Expression::Size(_) | Expression::Ones(_) => false,
        Expression::Raised(base, _) => only_in_exponents(base),
        other => other.operands().into_iter().all(only_in_exponents),
    }
}

fn has_identity(expression: &Expression) -> bool {
    matches!(expression, Expression::Identity(_)) || expression.operands().into_iter().any(has_identity)
}

/// Both sides with one shape.
pub(super) fn alike(left: Term, right: Term, sizes: &Unknowns) -> Result<(Term, Term), Stop> {
    match (left.shape, right.shape) {
        (a, b) if a == b => match a {
            Shape::Of(..) => Ok((left, right)),
            Shape::AnyIdentity => {
                let span = left.span;
                Err(Stop::ambiguous(span, "the order of I is not known", "write I_n, where n is its order"))
            }
            Shape::AnyZero => Err(Stop::incomplete(left.span, "0 = 0 states nothing")),
        },
        (Shape::Of(rows, columns), Shape::Of(m, n)) if sizes.unify_shapes((rows, columns), (m, n)) => Ok((left, right)),
        (Shape::AnyIdentity, shape) => Ok((left.fitted(shape, sizes)?, right)),
        (shape, Shape::AnyIdentity) => Ok((left, right.fitted(shape, sizes)?)),
        // The zeros are on the left, so that the other side is the one that is changed.
        (Shape::AnyZero, _) => Ok((zero_like(&right), right)),
        (_, Shape::AnyZero) => Ok((zero_like(&left), left)),
        _ => {
            let message =
                format!("the sides have different shapes: {} and {}", left.shape_text(sizes), right.shape_text(sizes));
            Err(Stop::shapes(left.span.to(right.span), message))
        }
    }
}

pub(super) fn is_zeros(expression: &Expression) -> bool {
    matches!(expression, Expression::Sum(terms) if matches!(&terms[..],
        [term, Expression::Negative(same)] if *term == **same))
}

/// Zeros in the shape of a term.
fn zero_like(term: &Term) -> Term {
    let zeros = Expression::Sum(vec![term.expression.clone(), Expression::Negative(Box::new(term.expression.clone()))]);
    Term { expression: zeros, ..term.clone() }
}

/// The claim of a derivative. Its shape must be that of the right side.
pub(super) fn derivative(
    function: Term,
    variable: Input,
    right: Term,
    span: Span,
    sizes: &Unknowns,
) -> Result<(Left, Term, Option<&'static str>), Stop> {
    if right.shape == Shape::AnyZero {
        return Err(Stop::condition(span, "a derivative that is set to 0 is a condition"));
    }
    let convention = Convention::Unconstrained;
    let is_scalar = function.is_scalar();
    let is_column = matches!(function.shape, Shape::Of(_, columns) if columns == ONE);
    let (layout, shape) = match function.shape {
        _ if is_scalar => (None, Shape::Of(variable.rows, variable.columns)),
        Shape::Of(rows, _) if is_column && variable.columns == ONE && variable.rows != ONE => {
            (Some(Layout::Numerator), Shape::Of(rows, variable.rows))
        }
        _ => return Err(Stop::unsupported(span, "the derivative of a matrix, or by a matrix,")),
    };
    let left = |layout| Left::Derivative { function: function.expression.clone(), variable, layout, convention };
    let fits = |rows: Size, columns: Size| match right.shape {
        Shape::Of(m, n) => sizes.unify_shapes((m, n), (rows, columns)),
        _ => false,
    };
    let Shape::Of(rows, columns) = shape else { return Err(Stop::unsupported(span, "this derivative")) };
    if !fits(rows, columns) {
        // The derivative of a scalar by a column may be printed as a row.
        if layout.is_none() && variable.columns == ONE && variable.rows != ONE && fits(ONE, variable.rows) {
            return Ok((left(Some(Layout::Numerator)), right, Some(ROW)));
        }
        // So may that of a column be transposed.
        if layout.is_some() && fits(columns, rows) {
            return Ok((left(Some(Layout::Denominator)), right, Some(DENOMINATOR)));
        }
    }
    let right = right.fitted(shape, sizes).map_err(|stop| Stop { span, ..stop })?;
    Ok((left(layout), right, None))
}

const ROW: &str = "the derivative of a scalar by a column is a row";
pub(super) const DENOMINATOR: &str = "the derivative is in the denominator layout";
