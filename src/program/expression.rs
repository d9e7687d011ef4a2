//! A formula as a tree, for formulas that are read at run time.

use super::joined::{self, Ratio, ratio, ratio_plus, ratio_times};
use crate::algebra::functions::pi;
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::{Error, Result};
use crate::limits::{DEEPEST_NESTING, LARGEST_SIZE, expect_at_most};
use crate::program::name::Name;
use crate::program::point::Point;
use crate::program::value::Value;

pub use super::joined::Pairing;
pub use super::operation::Operation;

/// An expression over the inputs and sizes of a claim.
///
/// Its values are numbers and matrices. Every 1×1 value is a number, however it was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A ratio of integers.
    Ratio(i64, i64),
    /// An input, or the index of a sum.
    Input(Name),
    /// The number for a size.
    Size(Name),
    /// The identity matrix; its order is a size.
    Identity(Name),
    /// a + b + …
    Sum(Vec<Self>),
    /// a b …
    Product(Vec<Self>),
    /// −a
    Negative(Box<Self>),
    /// a/b, for a number b
    Quotient(Box<Self>, Box<Self>),
    /// aᵏ
    Power(Box<Self>, i32),
    /// A function of one argument.
    Apply(Operation, Box<Self>),
    /// π
    Pi,
    /// A column of ones; its length is a size.
    Ones(Name),
    /// aᵇ for an exponent b of integers and sizes: of a number, or of a square matrix where b is an integer.
    Raised(Box<Self>, Box<Self>),
    /// a ⊗ b or a ⊙ b
    Pair(Pairing, Box<Self>, Box<Self>),
    /// A matrix of blocks, row by row. A block 0 is one of zeros.
    Blocks(Vec<Vec<Self>>),
    /// Column number b of a, counted from 1.
    Column(Box<Self>, Box<Self>),
    /// The sum of a term over an index, from 1 to a size.
    Over {
        /// Name of the index, which the term may use as a number.
        index: Name,
        /// Name of the size.
        to: Name,
        /// The term.
        term: Box<Self>,
    },
    /// An expression that is printed as this text: `E[xxᵀ]` for what it is equal to.
    Written(String, Box<Self>),
}

impl Expression {
    /// An integer.
    pub fn integer(n: i64) -> Self {
        Self::Ratio(n, 1)
    }

    /// Applies a function to this expression.
    pub fn apply(self, operation: Operation) -> Self {
        Self::Apply(operation, Box::new(self))
    }

    /// aᵏ
    pub fn power(self, exponent: i32) -> Self {
        Self::Power(Box::new(self), exponent)
    }

    /// a/b
    pub fn over(self, divisor: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(divisor))
    }

    /// The value at a point.
    ///
    /// Errors: the shapes of two operands do not match (both operands are named); an input or a size is not given; a
    /// value does not exist.
    pub fn value<F: Field>(&self, point: &Point<F>) -> Result<Matrix<F>> {
        self.evaluate(point, &mut Vec::new()).map(Value::into_matrix)
    }

    fn evaluate<F: Field>(&self, point: &Point<F>, indices: &mut Vec<(Name, usize)>) -> Result<Value<F>> {
        match self {
            Self::Ratio(numerator, 1) => Ok(Value::integer(*numerator)),
            Self::Ratio(numerator, denominator) => Value::<F>::integer(*numerator).over(&Value::integer(*denominator)),
            Self::Input(name) => match indices.iter().rev().find(|(index, _)| index == name) {
                Some((_, number)) => Ok(Value::integer(*number as i64)),
                None => point.matrix(name).cloned().map(Value::matrix),
            },
            Self::Size(name) => point.size(name).map(|number| Value::integer(number as i64)),
            Self::Identity(name) => {
                let order = point.size(name)?;
                Ok(Value::matrix(Matrix::identity(order, order)))
            }
            Self::Sum(terms) => self.fold(terms, point, indices, Value::plus),
            Self::Product(factors) => self.fold(factors, point, indices, Value::times),
            Self::Negative(of) => Ok(of.evaluate(point, indices)?.negated()),
            Self::Quotient(dividend, divisor) => {
                let (a, b) = (dividend.evaluate(point, indices)?, divisor.evaluate(point, indices)?);
                a.over(&b).map_err(|error| named(error, &dividend.to_string(), divisor))
            }
            Self::Power(base, exponent) => base.evaluate(point, indices)?.power(*exponent),
            Self::Apply(operation, of) => operation.of(&of.evaluate(point, indices)?),
            Self::Pi => pi().map(Value::number),
            Self::Ones(size) => {
                let length = point.size(size)?;
                expect_at_most(LARGEST_SIZE, || format!("the size {size}"), length as f64)?;
                Ok(Value::matrix(Matrix::from_element(length, 1, F::one())))
            }
            Self::Raised(base, exponent) => {
                let exponent = exponent.exponent(point, indices)?;
                joined::power(&base.evaluate(point, indices)?, exponent)
            }
            Self::Pair(pairing, a, b) => pairing.of(&a.evaluate(point, indices)?, &b.evaluate(point, indices)?),
            Self::Blocks(rows) => {
                let mut values = Vec::with_capacity(rows.len());
                for row in rows {
                    let mut line = Vec::with_capacity(row.len());
                    for block in row {
                        let is_zero = matches!(block, Self::Ratio(0, _));
                        line.push(if is_zero { None } else { Some(block.evaluate(point, indices)?) });
                    }
                    values.push(line);
                }
                joined::blocks(&values)
            }
            Self::Written(_, of) => of.evaluate(point, indices),
            Self::Column(of, number) => {
                let (matrix, number) = (of.evaluate(point, indices)?.into_matrix(), number.index(point, indices)?);
                if number == 0 || number > matrix.ncols() {
                    return Err(Error::shape(
                        format!("the number of a column of {of}"),
                        format!("1 to {}", matrix.ncols()),
                        number.to_string(),
                    ));
                }
                Ok(Value::matrix(matrix.columns(number - 1, 1).into_owned()))
            }
            Self::Over { index, to, term } => {
                let last = point.size(to)?;
                expect_at_most(LARGEST_SIZE, || format!("the size {to}"), last as f64)?;
                let mut sum: Option<Value<F>> = None;
                for number in 1..=last {
                    indices.push((index, number));
                    let value = term.evaluate(point, indices);
                    indices.pop();
                    sum = Some(match sum {
                        Some(sum) => sum.plus(&value?)?,
                        None => value?,
                    });
                }
                sum.ok_or_else(|| Error::empty(format!("the sum over {index}")))
            }
        }
    }

    fn fold<F: Field>(
        &self,
        operands: &[Self],
        point: &Point<F>,
        indices: &mut Vec<(Name, usize)>,
        join: impl Fn(&Value<F>, &Value<F>) -> Result<Value<F>>,
    ) -> Result<Value<F>> {
        let mut operands = operands.iter().enumerate();
        let Some((_, first)) = operands.next() else {
            return Ok(Value::integer(i64::from(matches!(self, Self::Product(_)))));
        };
        let mut value = first.evaluate(point, indices)?;
        for (k, operand) in operands {
            let next = operand.evaluate(point, indices)?;
            value = join(&value, &next).map_err(|error| named(error, &self.first(k).to_string(), operand))?;
        }
        Ok(value)
    }

    /// The first `count` operands of a sum or a product.
    fn first(&self, count: usize) -> Self {
        match self {
            Self::Sum(operands) | Self::Product(operands) if count == 1 => operands[0].clone(),
            Self::Sum(operands) => Self::Sum(operands[..count].to_vec()),
            Self::Product(operands) => Self::Product(operands[..count].to_vec()),
            _ => self.clone(),
        }
    }

    /// The number of a column: a whole number, an index or a size.
    fn index<F: Field>(&self, point: &Point<F>, indices: &[(Name, usize)]) -> Result<usize> {
        match self {
            Self::Ratio(number, 1) if *number > 0 => Ok(*number as usize),
            Self::Size(name) => point.size(name),
            Self::Input(name) if indices.iter().any(|(index, _)| index == name) => {
                Ok(indices.iter().rev().find(|(index, _)| index == name).map_or(0, |(_, number)| *number))
            }
            _ => Err(Error::shape(
                format!("the number of a column, {self}"),
                "a whole number, an index or a size",
                "something else",
            )),
        }
    }

    /// The value of an exponent.
    fn exponent<F: Field>(&self, point: &Point<F>, indices: &[(Name, usize)]) -> Result<Ratio> {
        match self {
            Self::Ratio(p, q) => ratio(i128::from(*p), i128::from(*q)),
            Self::Size(name) => ratio(point.size(name)? as i128, 1),
            Self::Input(name) if indices.iter().any(|(index, _)| index == name) => {
                ratio(self.index(point, indices)? as i128, 1)
            }
            Self::Negative(of) => of.exponent(point, indices).and_then(|value| ratio_times(value, (-1, 1))),
            Self::Sum(terms) => {
                terms.iter().try_fold((0, 1), |sum, term| ratio_plus(sum, term.exponent(point, indices)?))
            }
            Self::Product(factors) => factors
                .iter()
                .try_fold((1, 1), |product, factor| ratio_times(product, factor.exponent(point, indices)?)),
            Self::Quotient(a, b) => {
                let (p, q) = b.exponent(point, indices)?;
                ratio_times(a.exponent(point, indices)?, ratio(i128::from(q), i128::from(p))?)
            }
            Self::Power(of, 2) => of.exponent(point, indices).and_then(|value| ratio_times(value, value)),
            _ => Err(Error::shape(format!("the exponent {self}"), "a number of integers and sizes", "something else")),
        }
    }

    /// The inputs that occur, without the indices of sums.
    pub fn inputs(&self) -> Vec<Name> {
        let mut names = Vec::new();
        self.collect(&mut Vec::new(), &mut names, &mut Vec::new());
        names
    }

    /// The sizes that occur.
    pub fn sizes(&self) -> Vec<Name> {
        let mut names = Vec::new();
        self.collect(&mut Vec::new(), &mut Vec::new(), &mut names);
        names
    }

    fn collect(&self, indices: &mut Vec<Name>, inputs: &mut Vec<Name>, sizes: &mut Vec<Name>) {
        let add = |names: &mut Vec<Name>, name: Name| {
            if !names.contains(&name) {
                names.push(name);
            }
        };
        match self {
            Self::Input(name) if !indices.contains(name) => add(inputs, name),
            Self::Size(name) | Self::Identity(name) | Self::Ones(name) => add(sizes, name),
            Self::Over { index, to, term } => {
                add(sizes, to);
                indices.push(index);
                term.collect(indices, inputs, sizes);
                indices.pop();
            }
            _ => self.operands().into_iter().for_each(|operand| operand.collect(indices, inputs, sizes)),
        }
    }

    /// The expression with each direct subexpression changed. `None` if one of the changes is.
    pub(crate) fn with_operands(self, change: &impl Fn(Self) -> Option<Self>) -> Option<Self> {
        let each = |list: Vec<Self>| list.into_iter().map(change).collect::<Option<Vec<_>>>();
        let one = |part: Box<Self>| change(*part).map(Box::new);
        Some(match self {
            leaf @ (Self::Ratio(..) | Self::Pi | Self::Input(_) | Self::Size(_)) => leaf,
            leaf @ (Self::Identity(_) | Self::Ones(_)) => leaf,
            Self::Sum(terms) => Self::Sum(each(terms)?),
            Self::Product(factors) => Self::Product(each(factors)?),
            Self::Negative(of) => Self::Negative(one(of)?),
            Self::Quotient(a, b) => Self::Quotient(one(a)?, one(b)?),
            Self::Power(of, exponent) => Self::Power(one(of)?, exponent),
            Self::Apply(operation, of) => Self::Apply(operation, one(of)?),
            Self::Column(of, number) => Self::Column(one(of)?, one(number)?),
            Self::Raised(base, exponent) => Self::Raised(one(base)?, one(exponent)?),
            Self::Pair(pairing, a, b) => Self::Pair(pairing, one(a)?, one(b)?),
            Self::Blocks(rows) => Self::Blocks(rows.into_iter().map(each).collect::<Option<_>>()?),
            Self::Over { index, to, term } => Self::Over { index, to, term: one(term)? },
            Self::Written(text, of) => Self::Written(text, one(of)?),
        })
    }

    /// The expression with other names of its sizes. `None` if a size has none.
    pub(crate) fn with_sizes(self, change: &impl Fn(Name) -> Option<Name>) -> Option<Self> {
        match self {
            Self::Size(size) => change(size).map(Self::Size),
            Self::Identity(order) => change(order).map(Self::Identity),
            Self::Ones(size) => change(size).map(Self::Ones),
            Self::Over { index, to, term } => {
                Some(Self::Over { index, to: change(to)?, term: Box::new(term.with_sizes(change)?) })
            }
            other => other.with_operands(&|part| part.with_sizes(change)),
        }
    }

    /// The direct subexpressions.
    pub(crate) fn operands(&self) -> Vec<&Self> {
        match self {
            Self::Ratio(..) | Self::Pi | Self::Input(_) | Self::Size(_) => Vec::new(),
            Self::Identity(_) | Self::Ones(_) => Vec::new(),
            Self::Blocks(rows) => rows.iter().flatten().collect(),
            Self::Sum(operands) | Self::Product(operands) => operands.iter().collect(),
            Self::Negative(of) | Self::Power(of, _) | Self::Apply(_, of) | Self::Written(_, of) => vec![of],
            Self::Quotient(a, b) | Self::Column(a, b) | Self::Raised(a, b) | Self::Pair(_, a, b) => vec![a, b],
            Self::Over { term, .. } => vec![term],
        }
    }

    /// An error if the expression is nested so deeply that its evaluation could overflow the stack.
    pub(crate) fn expect_shallow(&self) -> Result<()> {
        let mut layer = vec![self];
        let mut depth = 0;
        while !layer.is_empty() {
            depth += 1;
            expect_at_most(DEEPEST_NESTING, || "the nesting of a formula".into(), f64::from(depth))?;
            layer = layer.into_iter().flat_map(Self::operands).collect();
        }
        Ok(())
    }
}

/// The error of two operands, with their names.
fn named(error: Error, first: &str, second: &Expression) -> Error {
    error.between(first, &second.to_string())
}
