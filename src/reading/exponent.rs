//! Powers with other exponents than small integers: `(2π)^{D/2}`, `a^x`.

use super::grammar::Grammar;
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::claim::input::ONE;
use crate::latex::{NodeId, Span};
use crate::program::expression::{Expression, Operation};

impl Grammar<'_> {
    /// aᵇ: a power where b is a number of integers and sizes, and exp(b ln a) for a positive a otherwise.
    pub(super) fn general_power(&self, base: Term, above: &[NodeId], span: Span) -> Result<Term, Stop> {
        // x^{(1)} is one of several, and no power.
        if above.first().is_some_and(|id| self.opens(*id).is_some()) {
            return Err(Stop::unsupported(span, "an index in parentheses"));
        }
        let exponent = self.row(above, span, 1)?;
        let is_number = exponent.is_scalar() && exponent.shape != Shape::AnyZero && base.shape != Shape::AnyZero;
        let is_positive = base.is_scalar() && self.scope.is_positive(&base.expression);
        let has_value = match divisors(&exponent.expression) {
            _ if !is_number => false,
            Some(Divisors::One) => base.is_square(self.sizes),
            // Of a negative number, a root of odd order may be meant in two ways.
            Some(Divisors::PowersOfTwo) => base.is_scalar(),
            Some(Divisors::Any) => is_positive,
            None => false,
        };
        if has_value {
            let operations = base.operations + exponent.operations;
            let expression = Expression::Raised(Box::new(base.expression), Box::new(exponent.expression));
            return Term { expression, shape: base.shape, span, operations }.bounded();
        }
        if !(is_number && is_positive) {
            return Err(Stop::unsupported(span, "this power"));
        }
        let logarithm = base.function(Operation::Logarithm, "the logarithm", self.sizes)?;
        exponent.times(logarithm, self.sizes)?.function(Operation::Exponential, "the power", self.sizes)
    }

    /// `\sqrt[n]{x}` of a positive number.
    pub(super) fn root(&self, degree: &[NodeId], inner: Term, span: Span) -> Result<Term, Stop> {
        let degree = self.row(degree, span, 1)?;
        if degree.shape == Shape::AnyZero || !inner.is_scalar() || divisors(&degree.expression).is_none() {
            return Err(Stop::unsupported(span, "this root"));
        }
        if degree.expression == Expression::Ratio(2, 1) {
            return inner.function(
                Operation::Function(crate::algebra::number::Function::SquareRoot),
                "the root",
                self.sizes,
            );
        }
        if !self.scope.is_positive(&inner.expression) {
            let message = "the root of a number that is not declared positive";
            return Err(Stop::unsupported(span, message));
        }
        let one = Term::number(Expression::Ratio(1, 1), span);
        let exponent = one.over(degree, self.sizes)?;
        let operations = inner.operations + exponent.operations;
        let expression = Expression::Raised(Box::new(inner.expression), Box::new(exponent.expression));
        Term { expression, shape: Shape::Of(ONE, ONE), span, operations }.bounded()
    }
}

/// What divides an exponent of integers and sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Divisors {
    One,
    PowersOfTwo,
    Any,
}

/// `None`: it does not consist of integers and sizes alone.
fn divisors(exponent: &Expression) -> Option<Divisors> {
    match exponent {
        Expression::Ratio(_, 1) | Expression::Size(_) => Some(Divisors::One),
        Expression::Ratio(_, divisor) if divisor.count_ones() == 1 => Some(Divisors::PowersOfTwo),
        Expression::Ratio(..) => Some(Divisors::Any),
        Expression::Sum(parts) | Expression::Product(parts) => {
            parts.iter().map(divisors).try_fold(Divisors::One, |worst, part| Some(worst.max(part?)))
        }
        Expression::Negative(of) | Expression::Power(of, 2) => divisors(of),
        Expression::Quotient(a, b) => {
            let of_divisor = match **b {
                Expression::Ratio(number, 1) if number > 0 && number.count_ones() == 1 => Divisors::PowersOfTwo,
                _ => divisors(b).map(|_| Divisors::Any)?,
            };
            Some(divisors(a)?.max(of_divisor))
        }
        _ => None,
    }
}
