//! Differentials of expressions, by rule.

use super::derivative::Derivative;
use super::expression::{Expression, Operation};
use super::name::Name;
use crate::algebra::number::Function;
use std::cell::Cell;

/// The most operations of a differential.
const MOST_OPERATIONS: usize = 20_000;

/// Names of directions, one for each derivative inside of another.
const DIRECTIONS: [Name; 6] =
    ["direction 1", "direction 2", "direction 3", "direction 4", "direction 5", "direction 6"];

/// Why there is no differential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// No rule for a part of the expression.
    Rule,
    /// It would be too large.
    TooLarge,
}

/// The differential of an expression if each of these symbols changes in its direction; the other ones are constant.
/// `None` stands for zero.
///
/// d(AB) = dA B + A dB; dA⁻¹ = −A⁻¹ dA A⁻¹; d tr A = tr dA; d|A| = |A| tr(A⁻¹ dA), where A has an inverse;
/// df(x) = f′(x) dx.
pub(crate) fn differential(of: &Expression, directions: &[(Name, Expression)]) -> Result<Option<Expression>, Missing> {
    Rules { directions, left: Cell::new(MOST_OPERATIONS) }.of(of)
}

/// A name for a direction that does not occur in the expression.
pub(crate) fn fresh_direction(of: &Expression) -> Option<Name> {
    DIRECTIONS.into_iter().find(|name| !mentions(of, name))
}

fn mentions(of: &Expression, wanted: Name) -> bool {
    match of {
        Expression::Input(name) => *name == wanted,
        Expression::Derivative(derivative) if derivative.direction == wanted => true,
        other => other.operands().into_iter().any(|part| mentions(part, wanted)),
    }
}

/// The number of operations, inputs and numbers.
pub(crate) fn size(of: &Expression) -> usize {
    1 + of.operands().into_iter().map(size).sum::<usize>()
}

struct Rules<'a> {
    directions: &'a [(Name, Expression)],
    /// How many more operations fit.
    left: Cell<usize>,
}

type Differential = Result<Option<Expression>, Missing>;

impl Rules<'_> {
    fn spend(&self, count: usize) -> Result<(), Missing> {
        self.left.set(self.left.get().checked_sub(count).ok_or(Missing::TooLarge)?);
        Ok(())
    }

    fn of(&self, of: &Expression) -> Differential {
        use Expression::{Apply, Negative, Product, Quotient, Sum};
        Ok(match of {
            Expression::Ratio(..) | Expression::Pi | Expression::Size(_) => None,
            Expression::Identity(_) | Expression::Ones(_) => None,
            Expression::Written(_, of) => self.of(of)?,
            Expression::Pair(pairing, a, b) => {
                self.spend(size(of))?;
                let pair = |a: Expression, b: Expression| Expression::Pair(*pairing, Box::new(a), Box::new(b));
                let first = self.of(a)?.map(|da| pair(da, (**b).clone()));
                sum(first.into_iter().chain(self.of(b)?.map(|db| pair((**a).clone(), db))).collect())
            }
            Expression::Blocks(rows) => self.blocks(rows)?,
            Expression::Raised(base, exponent) => self.raised(base, exponent)?,
            Expression::Input(name) => {
                let direction = self.directions.iter().find(|(varying, _)| varying == name);
                direction.map(|(_, direction)| direction.clone())
            }
            Sum(terms) => {
                let each = terms.iter().map(|term| self.of(term)).collect::<Result<Vec<_>, _>>()?;
                sum(each.into_iter().flatten().collect())
            }
            Product(factors) => sum(self.product(factors)?),
            Negative(of) => self.of(of)?.map(negated),
            Quotient(a, b) => {
                self.spend(2 * size(of))?;
                let first = self.of(a)?.map(|da| da.over((**b).clone()));
                let second = self.of(b)?.map(|db| {
                    negated(Product(vec![(**a).clone(), db]).over(Product(vec![(**b).clone(), (**b).clone()])))
                });
                sum(first.into_iter().chain(second).collect())
            }
            Expression::Power(base, exponent) => self.power(base, *exponent)?,
            Apply(operation, argument) => match self.of(argument)? {
                None => None,
                Some(changed) => Some(self.function(*operation, argument, changed)?),
            },
            Expression::Column(of, number) => match (self.of(of)?, self.of(number)?) {
                (changed, None) => changed.map(|changed| Expression::Column(Box::new(changed), number.clone())),
                _ => return Err(Missing::Rule),
            },
            Expression::Over { index, to, term } => {
                if self.directions.iter().any(|(varying, direction)| varying == index || mentions(direction, index)) {
                    return Err(Missing::Rule);
                }
                self.of(term)?.map(|term| Expression::Over { index, to, term: Box::new(term) })
            }
            Expression::Derivative(derivative) => {
                let changed = self.of(&derivative.differential)?;
                changed.map(|differential| {
                    let text = format!("d({})", derivative.text);
                    Expression::Derivative(Box::new(Derivative { differential, text, ..(**derivative).clone() }))
                })
            }
        })
    }

    fn product(&self, factors: &[Expression]) -> Result<Vec<Expression>, Missing> {
        let total: usize = factors.iter().map(size).sum();
        let mut terms = Vec::new();
        for (k, factor) in factors.iter().enumerate() {
            if let Some(changed) = self.of(factor)? {
                self.spend(total)?;
                let mut product = factors.to_vec();
                product[k] = changed;
                terms.push(Expression::Product(product));
            }
        }
        Ok(terms)
    }

    /// d(bᵏ) = Σᵢ bⁱ db bᵏ⁻¹⁻ⁱ, also for matrices.
    fn power(&self, base: &Expression, exponent: i32) -> Differential {
        let Some(changed) = self.of(base)? else { return Ok(None) };
        let count = exponent.unsigned_abs() as usize;
        self.spend(count.saturating_mul(size(base).saturating_mul(2) + size(&changed)))?;
        let raised = |power: i32| match power {
            0 => None,
            1 => Some(base.clone()),
            _ => Some(base.clone().power(power)),
        };
        // d(b⁻ᵐ) = −Σᵢ b⁻¹⁻ⁱ db bⁱ⁻ᵐ
        let is_inverse = exponent < 0;
        let term = |i: i32| {
            let (before, after) = if is_inverse { (-1 - i, i + exponent) } else { (i, exponent - 1 - i) };
            let factors = raised(before).into_iter().chain([changed.clone()]).chain(raised(after)).collect();
            let product = Expression::Product(factors);
            if is_inverse { negated(product) } else { product }
        };
        Ok(sum((0..exponent.unsigned_abs() as i32).map(term).collect()))
    }

    /// d(bᵉ) = e bᵉ db / b, for a number b.
    fn raised(&self, base: &Expression, exponent: &Expression) -> Differential {
        if self.of(exponent)?.is_some() {
            return Err(Missing::Rule);
        }
        let Some(changed) = self.of(base)? else { return Ok(None) };
        self.spend(2 * (size(base) + size(exponent)))?;
        let power = Expression::Raised(Box::new(base.clone()), Box::new(exponent.clone()));
        Ok(Some(Expression::Product(vec![exponent.clone(), power, changed]).over(base.clone())))
    }

    fn blocks(&self, rows: &[Vec<Expression>]) -> Differential {
        self.spend(2 * rows.iter().flatten().map(size).sum::<usize>())?;
        let mut varies = false;
        let mut block = |of: &Expression| -> Result<Expression, Missing> {
            let changed = self.of(of)?;
            varies |= changed.is_some();
            // A block 0 keeps its shape as it is; other constant blocks become zeros in their shape.
            Ok(changed.unwrap_or_else(|| match of {
                zero @ Expression::Ratio(0, _) => zero.clone(),
                other => Expression::Sum(vec![other.clone(), negated(other.clone())]),
            }))
        };
        let changed: Vec<Vec<Expression>> =
            rows.iter().map(|row| row.iter().map(&mut block).collect()).collect::<Result<_, _>>()?;
        Ok(varies.then_some(Expression::Blocks(changed)))
    }

    /// df(a) for the change of a.
    fn function(&self, operation: Operation, a: &Expression, changed: Expression) -> Result<Expression, Missing> {
        self.spend(3 * size(a))?;
        let of = |operation: Operation| a.clone().apply(operation);
        let slope = |function: Function| of(Operation::Function(function));
        let times = |slope: Expression, changed: Expression| Expression::Product(vec![slope, changed]);
        Ok(match operation {
            Operation::Transpose
            | Operation::Trace
            | Operation::Diagonal
            | Operation::DiagonalMatrix
            | Operation::Vectorised => changed.apply(operation),
            Operation::Inverse => {
                let inverse = of(Operation::Inverse);
                negated(Expression::Product(vec![inverse.clone(), changed, inverse]))
            }
            Operation::Determinant => {
                let relative = times(of(Operation::Inverse), changed).apply(Operation::Trace);
                times(of(Operation::Determinant), relative)
            }
            Operation::Exponential => times(of(Operation::Exponential), changed),
            Operation::Logarithm => changed.over(a.clone()),
            Operation::Function(function) => match function {
                Function::SquareRoot => changed.over(times(Expression::integer(2), slope(Function::SquareRoot))),
                Function::Absolute => times(slope(Function::Sign), changed),
                Function::Sine => times(slope(Function::Cosine), changed),
                Function::Cosine => negated(times(slope(Function::Sine), changed)),
                Function::Logistic => times(slope(Function::LogisticSlope), changed),
                Function::HyperbolicTangent => {
                    let square = slope(Function::HyperbolicTangent).power(2);
                    times(Expression::Sum(vec![Expression::integer(1), negated(square)]), changed)
                }
                Function::LogGamma => times(slope(Function::Polygamma(0)), changed),
                Function::Polygamma(n) if n < u8::MAX => times(slope(Function::Polygamma(n + 1)), changed),
                Function::LogisticSlope => {
                    let twice = times(Expression::integer(2), slope(Function::Logistic));
                    let rest = Expression::Sum(vec![Expression::integer(1), negated(twice)]);
                    Expression::Product(vec![slope(Function::LogisticSlope), rest, changed])
                }
                Function::ErrorFunction => self.bell(a, changed, (2, 1), Expression::Pi),
                Function::NormalDistribution => {
                    self.bell(a, changed, (1, 2), Expression::Product(vec![Expression::integer(2), Expression::Pi]))
                }
                _ => return Err(Missing::Rule),
            },
        })
    }
}

impl Rules<'_> {
    /// erf′(a) = 2/√π exp(−a²), and Φ′(a) = 1/√(2π) exp(−a²/2).
    fn bell(&self, a: &Expression, changed: Expression, factor: (i64, i64), under: Expression) -> Expression {
        let (over, below) = factor;
        let square = Expression::Product(vec![Expression::Ratio(1, below), a.clone().power(2)]);
        let root = under.apply(Operation::Function(Function::SquareRoot));
        let exponential = negated(square).apply(Operation::Exponential);
        Expression::Product(vec![Expression::Ratio(over, 1).over(root), exponential, changed])
    }
}

fn negated(of: Expression) -> Expression {
    Expression::Negative(Box::new(of))
}

fn sum(mut terms: Vec<Expression>) -> Option<Expression> {
    match terms.len() {
        0 => None,
        1 => terms.pop(),
        _ => Some(Expression::Sum(terms)),
    }
}

/// The expression with another one in the place of an input.
pub(crate) fn substituted(of: Expression, input: Name, by: &Expression) -> Expression {
    match of {
        Expression::Input(name) if name == input => by.clone(),
        other => {
            let changed = other.clone().with_operands(&|part| Some(substituted(part, input, by)));
            changed.unwrap_or(other)
        }
    }
}
