//! Whether the few sizes that are tried would show a mistake in a formula that uses sizes as numbers.

use crate::algebra::number::Function;
use crate::program::expression::{Expression, Operation};

/// The most uses of sizes as numbers, and of traces together with them. At least four values of each size are tried.
const MOST_USES: usize = 2;

/// The most uses together with the degree in traces: tr(A)² = tr(A²) for n = 1, and a formula of degree k in traces can
/// hold for all n < k.
const MOST_USES_AND_TRACES: usize = 3;

/// The most exponential functions of a size in both sides. A sum of so many has fewer zeros than values are tried.
const MOST_EXPONENTIALS: usize = 4;

/// The most exponential functions together with the degree in traces, for the same reason.
const MOST_TOGETHER: usize = 5;

/// Whether a mistake would show.
pub(super) fn would_show(sides: [&Expression; 2]) -> bool {
    let total = |count: fn(&Expression) -> Option<usize>| sides.into_iter().map(count).sum::<Option<usize>>();
    let traces = sides.into_iter().map(traces).max().unwrap_or(0);
    // Uses are counted in halves.
    let are_few = |uses: usize| uses <= 2 * MOST_USES && (uses < 2 || uses / 2 + traces <= MOST_USES_AND_TRACES);
    total(uses_of_sizes).is_some_and(are_few)
        || total(exponentials).is_some_and(|count| count <= MOST_EXPONENTIALS && count + traces <= MOST_TOGETHER)
}

/// The degree in traces and determinants.
fn traces(expression: &Expression) -> usize {
    match expression {
        Expression::Sum(terms) => terms.iter().map(traces).max().unwrap_or(0),
        Expression::Power(of, power) => traces(of).saturating_mul(power.unsigned_abs() as usize),
        Expression::Apply(Operation::Trace | Operation::Determinant, of) => 1 + traces(of),
        other => other.operands().into_iter().map(traces).fold(0, usize::saturating_add),
    }
}

/// How often sizes occur as numbers: a bound on the degree of a polynomial in them. `None` if they occur where a few of
/// them show too little: in a function, or in a divisor that may be zero at some of them.
///
/// The result counts halves: two columns of ones make one size, 1ᵀ1 = n.
fn uses_of_sizes(expression: &Expression) -> Option<usize> {
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
fn exponentials(expression: &Expression) -> Option<usize> {
    match expression {
        Expression::Size(_) | Expression::Ones(_) => None,
        Expression::Raised(base, exponent) => {
            let is_linear = uses_of_sizes(exponent)? <= 2 && !divides_by_size(exponent);
            (is_linear && exponentials(base)? == 1).then_some(1)
        }
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

fn divides_by_size(expression: &Expression) -> bool {
    let divides = matches!(expression, Expression::Quotient(_, below) if !has_no_sizes(below));
    divides || expression.operands().into_iter().any(divides_by_size)
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
