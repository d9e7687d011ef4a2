//! Degrees: a formula is evaluated on bounds of degrees instead of values.

use super::{Dual, Field, Function, operators};
use crate::algebra::dense::Matrix;
use crate::error::{Error, Result};
use num_traits::{One, Zero};

/// An upper bound on the degrees of a rational function's numerator and denominator.
///
/// Evaluating a formula on degrees gives the degree for the Schwartz–Zippel bound of the formula. A sum treats its
/// denominators as different, so the bound may be too large, but never too small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degree {
    numerator: u64,
    denominator: u64,
    zero: bool,
    transcendental: bool,
}

impl Degree {
    /// An indeterminate: degree 1.
    pub const VARIABLE: Self = Self { numerator: 1, denominator: 0, zero: false, transcendental: false };

    /// A nonzero constant: degree 0.
    pub const CONSTANT: Self = Self { numerator: 0, denominator: 0, zero: false, transcendental: false };

    /// Degree of the numerator.
    pub fn numerator(&self) -> u64 {
        self.numerator
    }

    /// Degree of the denominator.
    pub fn denominator(&self) -> u64 {
        self.denominator
    }

    /// Whether the number is a polynomial.
    pub fn is_polynomial(&self) -> bool {
        self.denominator == 0
    }

    fn plus(&self, other: &Self) -> Self {
        match (self.zero, other.zero) {
            (true, _) => *other,
            (_, true) => *self,
            _ => Self {
                numerator: self
                    .numerator
                    .saturating_add(other.denominator)
                    .max(other.numerator.saturating_add(self.denominator)),
                denominator: self.denominator.saturating_add(other.denominator),
                zero: false,
                transcendental: self.transcendental | other.transcendental,
            },
        }
    }

    fn minus(&self, other: &Self) -> Self {
        self.plus(other)
    }

    fn times(&self, other: &Self) -> Self {
        if self.zero || other.zero {
            return Self::zero();
        }
        Self {
            numerator: self.numerator.saturating_add(other.numerator),
            denominator: self.denominator.saturating_add(other.denominator),
            zero: false,
            transcendental: self.transcendental | other.transcendental,
        }
    }

    fn negated(&self) -> Self {
        *self
    }

    /// Whether the number depends on a transcendental function of an indeterminate.
    pub fn is_transcendental(&self) -> bool {
        self.transcendental
    }

    /// A symbol is one more indeterminate. Two symbols are equal if their arguments are. Different arguments may also
    /// be equal by chance, so the degree of their difference counts.
    fn symbol(&self) -> Result<Self> {
        let constant = self.numerator == 0 && self.denominator == 0;
        let numerator = self.numerator.saturating_add(self.denominator).saturating_mul(2).saturating_add(1);
        Ok(Self { numerator, transcendental: self.transcendental || !constant, ..Self::VARIABLE })
    }
}

operators!([] Degree);

impl Zero for Degree {
    fn zero() -> Self {
        Self { zero: true, ..Self::CONSTANT }
    }

    fn is_zero(&self) -> bool {
        self.zero
    }
}

impl One for Degree {
    fn one() -> Self {
        Self::CONSTANT
    }
}

impl Field for Degree {
    const NAME: &'static str = "degrees";

    fn integer(n: i64) -> Self {
        if n == 0 { Self::zero() } else { Self::CONSTANT }
    }

    fn half() -> Self {
        Self::CONSTANT
    }

    fn reciprocal(&self) -> Result<Self> {
        if self.zero {
            return Err(Error::singular("a divisor"));
        }
        Ok(Self { numerator: self.denominator, denominator: self.numerator, ..*self })
    }

    fn ln(&self) -> Result<Self> {
        self.symbol()
    }

    fn exp(&self) -> Result<Self> {
        self.symbol()
    }

    /// Functions of exp by their formulas. The others as in 𝔽ₚ: a symbol, and sine and cosine as fractions of one. Odd
    /// functions choose the symbol by x or −x, so the degrees of x − y and x + y count.
    fn function(&self, function: Function) -> Result<Self> {
        match function {
            Function::Logistic | Function::LogisticSlope | Function::HyperbolicTangent => function.by_exponential(self),
            Function::Sine | Function::Cosine => {
                let tangent = self.times(self).symbol()?;
                let square = tangent.times(&tangent);
                let numerator = if function == Function::Sine { tangent } else { square };
                Ok(numerator.times(&Self::CONSTANT.plus(&square).reciprocal()?))
            }
            Function::ErrorFunction => self.times(&Self::VARIABLE).function(Function::NormalDistribution),
            Function::NormalDistribution => self.times(self).symbol(),
            _ => self.symbol(),
        }
    }

    fn ln_two_pi() -> Result<Self> {
        Ok(Self::VARIABLE)
    }

    /// The root has the degree of its approximation.
    fn root_near(&self, near: &Self) -> Result<Self> {
        Ok(*near)
    }

    fn pivot_weight(&self) -> f64 {
        if self.zero { 0.0 } else { 1.0 }
    }

    /// A⁻¹ = adj(N) diag(d) / |N| for A = diag(d)⁻¹ N. Elimination would include its intermediate results, whose
    /// degrees double with every column.
    fn inverse_of(matrix: &Matrix<Self>) -> Result<(Matrix<Self>, Self)> {
        let rows = cleared(matrix);
        if rows.iter().any(|row| row.zero) {
            return Err(Error::singular("the matrix"));
        }
        let determinant = sum(rows.iter().map(|row| row.degree));
        let transcendental = matrix.iter().any(|entry| entry.transcendental);
        let inverse = Matrix::from_fn(matrix.nrows(), matrix.nrows(), |_, j| Self {
            numerator: (determinant - rows[j].degree).saturating_add(rows[j].denominator),
            denominator: determinant,
            zero: false,
            transcendental,
        });
        Ok((inverse, Self::determinant_of(matrix)?))
    }

    /// |A| = |N| / ∏ d
    fn determinant_of(matrix: &Matrix<Self>) -> Result<Self> {
        let rows = cleared(matrix);
        Ok(Self {
            numerator: sum(rows.iter().map(|row| row.degree)),
            denominator: sum(rows.iter().map(|row| row.denominator)),
            zero: rows.iter().any(|row| row.zero),
            transcendental: matrix.iter().any(|entry| entry.transcendental),
        })
    }

    /// Degrees are counted by d(A⁻¹) = −A⁻¹ dA A⁻¹, although the values are differentiated by elimination.
    fn inverse_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<(Matrix<Dual<Self>>, Dual<Self>)> {
        let (inverse, _) = Self::inverse_of(&matrix.map(|entry| entry.real))?;
        let tangent = &inverse * matrix.map(|entry| entry.tangent) * &inverse;
        Ok((inverse.zip_map(&tangent, Dual::new), Self::determinant_of_duals(matrix)?))
    }

    /// d|A| = |A| tr(A⁻¹ dA). If a row is zero, it is Σᵢ |A with row i replaced by that of dA|.
    fn determinant_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<Dual<Self>> {
        let (real, tangent) = (matrix.map(|entry| entry.real), matrix.map(|entry| entry.tangent));
        let determinant = Self::determinant_of(&real)?;
        let Ok((inverse, _)) = Self::inverse_of(&real) else {
            let mut sum = Self::zero();
            for i in 0..real.nrows() {
                let mut varied = real.clone();
                varied.set_row(i, &tangent.row(i));
                sum += Self::determinant_of(&varied)?;
            }
            return Ok(Dual::new(determinant, sum));
        };
        let rate = (inverse * tangent).diagonal();
        let rate = rate.iter().fold(Self::zero(), |sum, entry| sum + *entry);
        Ok(Dual::new(determinant, determinant * rate))
    }
}

/// A row of a matrix after multiplication by its denominators.
struct Row {
    /// Largest degree of a numerator.
    degree: u64,
    denominator: u64,
    zero: bool,
}

fn cleared(matrix: &Matrix<Degree>) -> Vec<Row> {
    let row = |i: usize| {
        let entries = || matrix.row(i).into_iter().filter(|entry| !entry.zero).copied().collect::<Vec<_>>();
        let denominator = sum(entries().iter().map(|entry| entry.denominator));
        let degree = |entry: &Degree| entry.numerator.saturating_add(denominator - entry.denominator);
        let largest = entries().iter().map(degree).max();
        Row { degree: largest.unwrap_or(0), denominator, zero: largest.is_none() }
    };
    (0..matrix.nrows()).map(row).collect()
}

fn sum(degrees: impl Iterator<Item = u64>) -> u64 {
    degrees.fold(0, u64::saturating_add)
}
