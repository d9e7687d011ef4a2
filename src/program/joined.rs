//! Values that are joined entry by entry or block by block, and powers whose exponents depend on sizes.

use super::value::Value;
use crate::algebra::matrix::{Matrix, beside, stack};
use crate::algebra::number::{Field, Function};
use crate::error::{Error, Result};
use crate::limits::{MOST_ENTRIES, expect_at_most};

/// The largest exponent of a power.
const LARGEST_EXPONENT: i64 = 64;

/// A product of two matrices that is no matrix product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// a ⊗ b: block (i, j) is aᵢⱼ b
    Kronecker,
    /// a ⊙ b: entry (i, j) is aᵢⱼ bᵢⱼ, for equal shapes
    Hadamard,
}

impl Pairing {
    /// Its sign.
    pub(crate) fn sign(self) -> char {
        match self {
            Self::Kronecker => '⊗',
            Self::Hadamard => '⊙',
        }
    }

    /// The product. Errors: the shapes differ; the product is too large.
    pub(super) fn of<F: Field>(self, a: &Value<F>, b: &Value<F>) -> Result<Value<F>> {
        match self {
            Self::Kronecker => {
                let (rows, columns) = (a.nrows() * b.nrows(), a.ncols() * b.ncols());
                expect_at_most(MOST_ENTRIES, || "the Kronecker product".into(), rows as f64 * columns as f64)?;
                Ok(Value::matrix(Matrix::from_fn(rows, columns, |i, j| {
                    a[(i / b.nrows(), j / b.ncols())].clone() * b[(i % b.nrows(), j % b.ncols())].clone()
                })))
            }
            Self::Hadamard if a.as_matrix().shape() == b.as_matrix().shape() => {
                Ok(Value::matrix(a.as_matrix().zip_map(b.as_matrix(), |a, b| a * b)))
            }
            Self::Hadamard => Err(Error::shape("the second factor of ⊙", a.shape(), b.shape())),
        }
    }
}

/// A matrix from its blocks, row by row. A block that is the number 0 or 1×1 where more is needed is not stretched,
/// except `None`, which is a block of zeros.
///
/// Errors: the blocks do not fit; a row or a column has only zeros.
pub(super) fn blocks<F: Field>(rows: &[Vec<Option<Value<F>>>]) -> Result<Value<F>> {
    let missing = || Error::empty("a row or a column of blocks");
    let columns = rows.first().map_or(0, Vec::len);
    let width = |k: usize| {
        let mut known = rows.iter().filter_map(|row| row.get(k)?.as_ref());
        known.next().map(|block| block.ncols()).ok_or_else(missing)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect::<Result<_>>()?;
    let mut whole: Option<Matrix<F>> = None;
    for row in rows {
        let height = row.iter().flatten().next().map(|block| block.nrows()).ok_or_else(missing)?;
        let mut line: Option<Matrix<F>> = None;
        for (block, width) in row.iter().zip(&widths) {
            let block = match block {
                Some(block) => block.as_matrix().clone(),
                None => Matrix::<F>::zeros(height, *width),
            };
            line = Some(match line {
                Some(line) => beside(&line, &block)?,
                None => block,
            });
        }
        let line = line.ok_or_else(missing)?;
        whole = Some(match whole {
            Some(whole) => stack(&whole, &line)?,
            None => line,
        });
    }
    whole.map(Value::matrix).ok_or_else(missing)
}

/// a^(p/q): a power if q divides p; a power of √a if q is 2; else exp(p/q ln a).
///
/// Errors: the exponent is too large; a number has no such power.
pub(super) fn power<F: Field>(base: &Value<F>, exponent: Ratio) -> Result<Value<F>> {
    let (p, q) = exponent;
    let whole = |p: i64| {
        expect_at_most(LARGEST_EXPONENT as usize, || "an exponent".into(), p.unsigned_abs() as f64)?;
        i32::try_from(p).map_err(|_| Error::out_of_reach("an exponent", LARGEST_EXPONENT as usize))
    };
    match q {
        1 => base.power(whole(p)?),
        2 => base.apply("√", |base| base.function(Function::SquareRoot))?.power(whole(p)?),
        _ => base.apply("a power", |base| (F::ratio(p, q)? * base.ln()?).exp()),
    }
}

/// A ratio of integers in lowest terms, with a positive divisor.
pub(super) type Ratio = (i64, i64);

/// The ratio in lowest terms. Errors: a division by 0, or too large.
pub(super) fn ratio(p: i128, q: i128) -> Result<Ratio> {
    if q == 0 {
        return Err(Error::singular("the divisor of an exponent"));
    }
    let (mut a, mut b) = (p.unsigned_abs(), q.unsigned_abs());
    while b > 0 {
        (a, b) = (b, a % b);
    }
    let common = i128::try_from(a.max(1)).unwrap_or(1) * q.signum();
    let fits = |n: i128| i64::try_from(n).map_err(|_| Error::out_of_reach("an exponent", i64::MAX as usize));
    Ok((fits(p / common)?, fits(q / common)?))
}

/// a + b
pub(super) fn ratio_plus(a: Ratio, b: Ratio) -> Result<Ratio> {
    let [ap, aq, bp, bq] = [a.0, a.1, b.0, b.1].map(i128::from);
    ratio(ap * bq + bp * aq, aq * bq)
}

/// ab
pub(super) fn ratio_times(a: Ratio, b: Ratio) -> Result<Ratio> {
    let [ap, aq, bp, bq] = [a.0, a.1, b.0, b.1].map(i128::from);
    ratio(ap * bp, aq * bq)
}
