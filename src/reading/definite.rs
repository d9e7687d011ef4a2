//! What is known about the sign of an expression: positive numbers, positive definite matrices.

use super::scope::Scope;
use crate::algebra::number::Function;
use crate::claim::input::{Domain, ONE};
use crate::program::expression::{Expression, Operation};

impl Scope {
    /// Whether an expression is a number that is positive wherever it has a value, except at isolated points.
    pub(super) fn is_positive(&self, expression: &Expression) -> bool {
        let positive = |part: &Expression| self.is_positive(part);
        match expression {
            Expression::Ratio(number, _) => *number > 0,
            Expression::Pi | Expression::Size(_) => true,
            Expression::Input(name) => self
                .input(name)
                .is_some_and(|input| input.domain == Domain::Positive && (input.rows, input.columns) == (ONE, ONE)),
            Expression::Sum(parts) | Expression::Product(parts) => !parts.is_empty() && parts.iter().all(positive),
            Expression::Quotient(a, b) => positive(a) && positive(b),
            Expression::Raised(base, _) => positive(base),
            Expression::Power(base, exponent) => positive(base) || exponent % 2 == 0 && self.is_number(base),
            Expression::Apply(operation, of) => match operation {
                Operation::Exponential => true,
                Operation::Inverse => positive(of),
                Operation::Determinant | Operation::Trace => self.is_definite(of),
                Operation::Function(Function::SquareRoot | Function::Absolute | Function::Logistic) => true,
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether it is certainly a number and no matrix.
    fn is_number(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Ratio(..) | Expression::Pi | Expression::Size(_) => true,
            Expression::Input(name) => self.input(name).is_some_and(|input| (input.rows, input.columns) == (ONE, ONE)),
            Expression::Apply(operation, of) => match operation {
                Operation::Trace | Operation::Determinant | Operation::Exponential | Operation::Logarithm => true,
                Operation::Function(_) => true,
                Operation::Inverse | Operation::Transpose => self.is_number(of),
                _ => false,
            },
            Expression::Sum(parts) | Expression::Product(parts) => parts.iter().all(|part| self.is_number(part)),
            Expression::Negative(of) | Expression::Power(of, _) | Expression::Raised(of, _) => self.is_number(of),
            Expression::Quotient(a, _) => self.is_number(a),
            _ => false,
        }
    }

    /// Whether an expression is a symmetric positive definite matrix, or a positive number.
    pub(super) fn is_definite(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Input(name) if self.input(name).is_some_and(|input| input.domain == Domain::Covariance) => true,
            Expression::Identity(_) => true,
            Expression::Sum(terms) => {
                terms.iter().any(|term| self.is_definite(term)) && terms.iter().all(|term| self.is_semidefinite(term))
            }
            Expression::Product(factors) => {
                let mut matrices = factors.iter().filter(|factor| !self.is_positive(factor));
                match (matrices.next(), matrices.next()) {
                    (Some(only), None) => self.is_definite(only),
                    (None, _) => true,
                    _ => false,
                }
            }
            Expression::Quotient(a, b) => self.is_definite(a) && self.is_positive(b),
            Expression::Apply(Operation::Inverse | Operation::Transpose, of) => self.is_definite(of),
            Expression::Power(of, _) => self.is_definite(of),
            Expression::Pair(_, a, b) => self.is_definite(a) && self.is_definite(b),
            other => self.is_positive(other),
        }
    }

    /// Whether it is positive definite, or of the form M S Mᵀ with such an S.
    fn is_semidefinite(&self, expression: &Expression) -> bool {
        if self.is_definite(expression) {
            return true;
        }
        let Expression::Product(factors) = expression else { return false };
        let mut rest: Vec<&Expression> = factors.iter().filter(|factor| !self.is_positive(factor)).collect();
        while let [first, middle @ .., last] = &rest[..] {
            if !are_transposes(first, last) {
                break;
            }
            rest = middle.to_vec();
        }
        match &rest[..] {
            [] => true,
            [only] => self.is_definite(only),
            _ => false,
        }
    }
}

fn are_transposes(a: &Expression, b: &Expression) -> bool {
    let is_transpose =
        |a: &Expression, b: &Expression| matches!(a, Expression::Apply(Operation::Transpose, of) if **of == *b);
    is_transpose(a, b) || is_transpose(b, a)
}
