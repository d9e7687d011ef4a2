//! The number systems in which formulas are evaluated.
//!
//! A formula is written once, generic over [`Field`], and then evaluated in every number system that an oracle needs.
//! Without the feature `verify` there are only the reals and their dual numbers.

#[cfg(feature = "verify")]
mod degree;
#[cfg(feature = "verify")]
mod digits;
mod dual;
#[cfg(feature = "verify")]
mod exponential;
#[cfg(feature = "verify")]
mod fraction;
mod function;
#[cfg(feature = "verify")]
mod gamma;
#[cfg(feature = "verify")]
mod logarithm;
#[cfg(feature = "verify")]
mod magnitude;
#[cfg(feature = "verify")]
mod moduli;
#[cfg(feature = "verify")]
mod polynomial;
#[cfg(feature = "verify")]
mod primality;
#[cfg(feature = "verify")]
mod prime;
#[cfg(feature = "verify")]
mod rational;
mod real;
#[cfg(feature = "verify")]
mod residues;
#[cfg(feature = "verify")]
mod rounded;
#[cfg(feature = "verify")]
mod scope;

#[cfg(feature = "verify")]
pub use degree::Degree;
#[cfg(feature = "verify")]
pub use digits::Digits;
#[cfg(feature = "verify")]
pub(crate) use exponential::Means;
#[cfg(feature = "verify")]
pub use exponential::{Exponential, Mean};
#[cfg(feature = "verify")]
pub(crate) use fraction::Fraction;
pub use function::Function;
#[cfg(feature = "verify")]
pub use moduli::{Moduli, with_moduli};
#[cfg(feature = "verify")]
pub(crate) use polynomial::MOST_VARIABLES;
#[cfg(feature = "verify")]
pub use primality::is_prime;
#[cfg(feature = "verify")]
pub use prime::{DRAWN, MERSENNE_61, Prime, SECOND_PRIME, random_prime, with_prime};
#[cfg(feature = "verify")]
pub(crate) use prime::{scramble, with_other_symbols};
#[cfg(feature = "verify")]
pub use residues::Residues;
#[cfg(feature = "verify")]
pub use rounded::Rounded;
#[cfg(feature = "verify")]
pub(crate) use scope::with_value;

use crate::algebra::dense::Matrix;
use crate::algebra::elimination::{self, Pivot};
use crate::error::{Error, Result};
#[cfg(feature = "verify")]
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::cmp::Ordering;
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// A commutative field, with the functions of analysis that Gaussian formulas need.
///
/// Division can fail, so it is the method [`Field::reciprocal`] and not an operator. `ln` and `exp` exist if the system
/// can represent them: the reals compute them, 𝔽ₚ introduces a new symbol for each value, residues modulo two primes
/// preserve their functional equations, and the rationals return an error.
pub trait Field:
    Clone
    + PartialEq
    + Debug
    + Send
    + Sync
    + 'static
    + Zero
    + One
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + SubAssign
    + Mul<Output = Self>
    + MulAssign
    + Neg<Output = Self>
{
    /// Name of the number system in error messages.
    const NAME: &'static str;

    /// Whether the signs of numbers can be known.
    const ORDERED: bool = false;

    /// Whether an error is about the exact number, and not about one with a rounding error.
    const CERTAIN: bool = true;

    /// The integer `n`.
    fn integer(n: i64) -> Self;

    /// ½
    fn half() -> Self;

    /// 1/x; an error at x = 0.
    fn reciprocal(&self) -> Result<Self>;

    /// Natural logarithm.
    fn ln(&self) -> Result<Self>;

    /// Exponential function.
    fn exp(&self) -> Result<Self>;

    /// A function of analysis other than ln and exp.
    ///
    /// The reals compute it. By default it has a value if it follows from exp, as σ and tanh do.
    fn function(&self, function: Function) -> Result<Self> {
        function.by_exponential(self)
    }

    /// ln(2π), the constant of every Gaussian.
    fn ln_two_pi() -> Result<Self>;

    /// How suitable this number is as a pivot: 0 only if it is zero.
    ///
    /// Elimination permutes rows by this weight. It never skips steps because of a value.
    fn pivot_weight(&self) -> f64;

    /// How the number compares with zero; `None` if the system has no order, or if the rounding error is too large.
    fn sign(&self) -> Option<Ordering> {
        None
    }

    /// Whether the number is zero; `None` if a rounding error or a symbol leaves it undecided.
    fn zero_test(&self) -> Option<bool> {
        Some(self.is_zero())
    }

    /// Whether two numbers are equal; `None` as in [`Field::zero_test`].
    fn equality_test(&self, other: &Self) -> Option<bool> {
        (self.clone() - other.clone()).zero_test()
    }

    /// √x: the root that `near` approximates, or at which it is differentiated.
    ///
    /// A system without roots has the root of a square only if `near` is that root.
    #[doc(hidden)]
    fn root_near(&self, near: &Self) -> Result<Self> {
        if near.clone() * near.clone() == *self {
            return Ok(near.clone());
        }
        Err(Error::transcendental("√", Self::NAME))
    }

    /// Whether the number is finite. Every number is, except in floating point.
    fn is_finite(&self) -> bool {
        true
    }

    /// p/q; an error at q = 0.
    fn ratio(p: i64, q: i64) -> Result<Self> {
        Ok(Self::integer(p) * Self::integer(q).reciprocal()?)
    }

    /// A⁻¹ and |A| of a square matrix. Formulas use [`inverse`](crate::matrix::inverse).
    #[doc(hidden)]
    fn inverse_of(matrix: &Matrix<Self>) -> Result<(Matrix<Self>, Self)> {
        elimination::inverse(matrix)
    }

    /// |A| of a square matrix. Formulas use [`determinant`](crate::matrix::determinant).
    #[doc(hidden)]
    fn determinant_of(matrix: &Matrix<Self>) -> Result<Self> {
        elimination::determinant(matrix)
    }

    /// A⁻¹ and |A| with their derivatives.
    #[doc(hidden)]
    fn inverse_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<(Matrix<Dual<Self>>, Dual<Self>)> {
        elimination::inverse(matrix)
    }

    /// |A| with its derivative.
    #[doc(hidden)]
    fn determinant_of_duals(matrix: &Matrix<Dual<Self>>) -> Result<Dual<Self>> {
        elimination::determinant(matrix)
    }
}

impl Function {
    /// The value that follows from exp, for number systems without magnitudes, in which nothing overflows.
    pub(crate) fn by_exponential<F: Field>(self, x: &F) -> Result<F> {
        match self {
            Self::Logistic => (F::one() + (-x.clone()).exp()?).reciprocal(),
            Self::LogisticSlope => {
                let value = Self::Logistic.by_exponential(x)?;
                Ok(value.clone() * (F::one() - value))
            }
            Self::HyperbolicTangent => {
                let value = Self::Logistic.by_exponential(&(x.clone() + x.clone()))?;
                Ok(value.clone() + value - F::one())
            }
            _ => Err(Error::transcendental(self.name(), F::NAME)),
        }
    }
}

impl<F: Field> Pivot for F {
    fn weight(&self) -> f64 {
        self.pivot_weight()
    }

    fn inverse(&self) -> Result<Self> {
        self.reciprocal()
    }
}

/// `real + tangent · ε`; the tangent of f(a + ε) is f′(a).
///
/// Every operation always computes both parts. None of them skips steps because of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Dual<F> {
    /// Value.
    pub real: F,
    /// Derivative.
    pub tangent: F,
}

/// Implements the operators of a number type with its methods `plus`, `minus`, `times` and `negated`.
macro_rules! operators {
    ([$($generics:tt)*] $number:ty) => {
        impl<$($generics)*> std::ops::Add for $number { type Output = Self; fn add(self, other: Self) -> Self { self.plus(&other) } }
        impl<$($generics)*> std::ops::Sub for $number { type Output = Self; fn sub(self, other: Self) -> Self { self.minus(&other) } }
        impl<$($generics)*> std::ops::Mul for $number { type Output = Self; fn mul(self, other: Self) -> Self { self.times(&other) } }
        impl<$($generics)*> std::ops::Neg for $number { type Output = Self; fn neg(self) -> Self { self.negated() } }
        impl<$($generics)*> std::ops::AddAssign for $number { fn add_assign(&mut self, other: Self) { *self = self.plus(&other); } }
        impl<$($generics)*> std::ops::SubAssign for $number { fn sub_assign(&mut self, other: Self) { *self = self.minus(&other); } }
        impl<$($generics)*> std::ops::MulAssign for $number { fn mul_assign(&mut self, other: Self) { *self = self.times(&other); } }
    };
}
pub(crate) use operators;

/// Rationals of any size, for small and readable witnesses.
#[cfg(feature = "verify")]
pub type Rational = BigRational;
