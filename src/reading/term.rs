//! Expressions with shapes.

use super::stop::Stop;
use super::unknown::Unknowns;
use crate::claim::input::{ONE, Size};
use crate::latex::Span;
use crate::program::expression::{Expression, Operation};
use crate::program::name::Name;
use crate::program::size::shape_in_symbols;

/// The most operations of a term.
const MOST_OPERATIONS: usize = 400;

/// An expression and its shape.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) expression: Expression,
    pub(super) shape: Shape,
    pub(super) span: Span,
    /// Number of sums and products in it. With it, the depth is bounded.
    pub(super) operations: usize,
}

#[expect(clippy::large_enum_variant, reason = "there are a few of them for each formula")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Of(Size, Size),
    /// A multiple of an identity matrix whose order follows from what stands beside it.
    AnyIdentity,
    /// The number 0, which is also a matrix of zeros.
    AnyZero,
}

/// The order of an identity matrix that is not known yet.
const UNKNOWN: Name = "?";

impl Term {
    pub(super) fn new(expression: Expression, shape: (Size, Size), span: Span) -> Self {
        Self { expression, shape: Shape::Of(shape.0, shape.1), span, operations: 1 }
    }

    pub(super) fn number(expression: Expression, span: Span) -> Self {
        Self::new(expression, (ONE, ONE), span)
    }

    pub(super) fn identity(span: Span) -> Self {
        Self { expression: Expression::Identity(UNKNOWN), shape: Shape::AnyIdentity, span, operations: 1 }
    }

    pub(super) fn is_scalar(&self) -> bool {
        matches!(self.shape, Shape::Of(rows, columns) if (rows, columns) == (ONE, ONE)) || self.shape == Shape::AnyZero
    }

    /// Whether it is square, or can be.
    pub(super) fn is_square(&self, sizes: &Unknowns) -> bool {
        match self.shape {
            Shape::Of(rows, columns) => sizes.unify(rows, columns),
            _ => true,
        }
    }

    /// Whether it is a column.
    pub(super) fn is_column(&self) -> bool {
        matches!(self.shape, Shape::Of(_, columns) if columns == ONE)
    }

    pub(super) fn shape_text(&self, sizes: &Unknowns) -> String {
        match self.shape {
            Shape::Of(rows, columns) if (rows, columns) == (ONE, ONE) => "a scalar".into(),
            Shape::Of(rows, columns) => shape_in_symbols((sizes.resolved(rows), sizes.resolved(columns))),
            Shape::AnyIdentity => "an identity matrix".into(),
            Shape::AnyZero => "0".into(),
        }
    }

    /// The term, unless it is too large.
    pub(super) fn bounded(self) -> Result<Self, Stop> {
        if self.operations > MOST_OPERATIONS { Err(Stop::too_large(self.span)) } else { Ok(self) }
    }

    /// The term with the shape of what stands beside it.
    pub(super) fn fitted(self, shape: Shape, sizes: &Unknowns) -> Result<Self, Stop> {
        match (self.shape, shape) {
            (own, shape) if own == shape => Ok(self),
            (Shape::Of(rows, columns), Shape::Of(m, n)) if sizes.unify_shapes((rows, columns), (m, n)) => Ok(self),
            (Shape::AnyIdentity, Shape::Of(rows, columns)) if rows != ONE && sizes.unify(rows, columns) => {
                let order = sizes.identity(rows);
                let order =
                    order.ok_or_else(|| Stop::unsupported(self.span, format!("an identity matrix of order {rows}")))?;
                let fit = Self::with_identity(self.expression, &order);
                let expression = fit.ok_or_else(|| Stop::too_large(self.span))?;
                Ok(Self { expression, shape, ..self })
            }
            (Shape::AnyZero, Shape::AnyIdentity) => Ok(Self { shape, ..self }),
            (Shape::AnyZero, Shape::Of(rows, columns)) if (rows, columns) == (ONE, ONE) => Ok(Self { shape, ..self }),
            _ => Err(Stop::shapes(
                self.span,
                format!(
                    "{} stands where {} is needed",
                    self.shape_text(sizes),
                    Self { shape, ..self.clone() }.shape_text(sizes)
                ),
            )),
        }
    }

    /// The expression with the identity matrix whose order was not known.
    fn with_identity(expression: Expression, identity: &Expression) -> Option<Expression> {
        match expression {
            Expression::Identity(UNKNOWN) => Some(identity.clone()),
            other => other.with_operands(&|part| Self::with_identity(part, identity)),
        }
    }

    pub(super) fn plus(self, other: Self, sizes: &Unknowns) -> Result<Self, Stop> {
        let span = self.span.to(other.span);
        let operations = operations(&self, &other)?;
        // Zero adds nothing.
        if self.shape == Shape::AnyZero {
            return Ok(Self { span, ..other });
        }
        if other.shape == Shape::AnyZero {
            return Ok(Self { span, ..self });
        }
        let (a, b) = match (self.shape, other.shape) {
            (Shape::AnyIdentity, Shape::Of(..)) => (self.fitted(other.shape, sizes)?, other),
            (Shape::Of(..), Shape::AnyIdentity) => {
                let shape = self.shape;
                (self, other.fitted(shape, sizes)?)
            }
            (a, b) if a == b => (self, other),
            (Shape::Of(rows, columns), Shape::Of(m, n)) if sizes.unify_shapes((rows, columns), (m, n)) => (self, other),
            _ => {
                let message = format!("{} plus {}", self.shape_text(sizes), other.shape_text(sizes));
                return Err(Stop::shapes(span, format!("the shapes of a sum differ: {message}")));
            }
        };
        let shape = a.shape;
        let mut terms = match a.expression {
            Expression::Sum(terms) => terms,
            other => vec![other],
        };
        terms.push(b.expression);
        Ok(Self { expression: Expression::Sum(terms), shape, span, operations })
    }

    pub(super) fn negated(self) -> Self {
        Self { expression: Expression::Negative(Box::new(self.expression)), ..self }
    }

    pub(super) fn times(self, other: Self, sizes: &Unknowns) -> Result<Self, Stop> {
        let span = self.span.to(other.span);
        operations(&self, &other)?;
        let shape = match (self.shape, other.shape) {
            (Shape::AnyZero, _) | (_, Shape::AnyZero) => {
                return Err(Stop::unsupported(span, "a product with 0"));
            }
            (Shape::Of(rows, inner), Shape::Of(other_inner, columns)) if inner == other_inner => {
                Shape::Of(rows, columns)
            }
            (_, shape) if self.is_scalar() => shape,
            (shape, _) if other.is_scalar() => shape,
            (Shape::Of(rows, inner), Shape::Of(other_inner, columns)) if sizes.unify(inner, other_inner) => {
                Shape::Of(rows, columns)
            }
            (Shape::AnyIdentity, shape @ Shape::Of(rows, _)) => {
                let own = self.fitted(Shape::Of(rows, rows), sizes)?;
                return Ok(Self::product(own, other, shape, span));
            }
            (shape @ Shape::Of(_, columns), Shape::AnyIdentity) => {
                let other = other.fitted(Shape::Of(columns, columns), sizes)?;
                return Ok(Self::product(self, other, shape, span));
            }
            (Shape::AnyIdentity, Shape::AnyIdentity) => Shape::AnyIdentity,
            _ => {
                let message = format!("{} times {}", self.shape_text(sizes), other.shape_text(sizes));
                return Err(Stop::shapes(span, format!("the shapes of a product do not fit: {message}")));
            }
        };
        Ok(Self::product(self, other, shape, span))
    }

    fn product(a: Self, b: Self, shape: Shape, span: Span) -> Self {
        // A product of matrices is associative, but a scalar in the middle of one may come from two vectors.
        let operations = a.operations + b.operations;
        let flat = |term: &Self| matches!(&term.expression, Expression::Product(_)) && !term.is_scalar();
        let flat = flat(&a);
        let mut factors = match a.expression {
            Expression::Product(factors) if flat => factors,
            other => vec![other],
        };
        factors.push(b.expression);
        let expression = Expression::Product(factors);
        Self { expression, shape, span, operations }
    }

    pub(super) fn over(self, other: Self, sizes: &Unknowns) -> Result<Self, Stop> {
        let span = self.span.to(other.span);
        let operations = operations(&self, &other)?;
        if other.shape == Shape::AnyZero {
            return Err(Stop::shapes(other.span, "a division by 0"));
        }
        if !other.is_scalar() {
            return Err(Stop::shapes(other.span, format!("a division by {}", other.shape_text(sizes))));
        }
        let expression = match (&self.expression, &other.expression) {
            (Expression::Ratio(a, 1), Expression::Ratio(b, 1)) if *b > 0 => Expression::Ratio(*a, *b),
            _ => self.expression.over(other.expression),
        };
        Ok(Self { expression, span, operations, ..self })
    }

    pub(super) fn transposed(self) -> Self {
        let shape = match self.shape {
            Shape::Of(rows, columns) => Shape::Of(columns, rows),
            other => other,
        };
        Self { expression: self.expression.apply(Operation::Transpose), shape, ..self }
    }

    pub(super) fn inverse(self, sizes: &Unknowns) -> Result<Self, Stop> {
        if self.shape == Shape::AnyZero {
            return Err(Stop::shapes(self.span, "a division by 0"));
        }
        if !self.is_square(sizes) {
            return Err(Stop::shapes(self.span, format!("the inverse of {}", self.shape_text(sizes))));
        }
        Ok(Self { expression: self.expression.apply(Operation::Inverse), ..self })
    }

    /// A function of a scalar.
    pub(super) fn function(self, operation: Operation, name: &str, sizes: &Unknowns) -> Result<Self, Stop> {
        if !self.is_scalar() {
            return Err(Stop::shapes(self.span, format!("{name} of {}", self.shape_text(sizes))));
        }
        Ok(Self { expression: self.expression.apply(operation), shape: Shape::Of(ONE, ONE), ..self })
    }

    /// A trace or a determinant.
    pub(super) fn of_square(self, operation: Operation, name: &str, sizes: &Unknowns) -> Result<Self, Stop> {
        match self.shape {
            Shape::Of(rows, columns) if sizes.unify(rows, columns) => {
                Ok(Self { expression: self.expression.apply(operation), shape: Shape::Of(ONE, ONE), ..self })
            }
            Shape::AnyIdentity => {
                Err(Stop::ambiguous(self.span, "the order of I is not known", "write I_n, where n is its order"))
            }
            _ => Err(Stop::shapes(self.span, format!("{name} of {}", self.shape_text(sizes)))),
        }
    }
}

/// The operations of both together. Errors: they are too many.
fn operations(a: &Term, b: &Term) -> Result<usize, Stop> {
    let sum = a.operations + b.operations;
    if sum > MOST_OPERATIONS { Err(Stop::too_large(a.span.to(b.span))) } else { Ok(sum) }
}
