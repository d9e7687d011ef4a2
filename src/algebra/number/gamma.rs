//! ln Γ and its derivatives by Stirling's series, in any real numbers that carry a bound on their error.
//!
//! From t coth(t/2)/2 = 1 + Σ B₂ₖ t²ᵏ/(2k)!, summed over the poles of coth as geometric series in −t²/(2πj)², it follows
//! that the series, cut off anywhere, errs by less than the first term left out and to its side, for every t > 0. Binet's
//! integrals ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ ∫ tⁿ e⁻ˣᵗ/(1 − e⁻ᵗ) dt and their like carry that over to x > 0: what is left out of any of
//! the series below is no larger than its first term. All else is counted by the arithmetic itself.

use super::{Field, Function, Rational};
use crate::error::{Error, Result};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// Real numbers with error bounds.
pub(super) trait Ball: Field {
    /// The argument from which on the series is summed.
    const LEAST: f64;

    /// About the number.
    fn about(&self) -> f64;

    /// The number in the middle, and whether there is no other.
    fn middle(&self) -> (Self, bool);

    /// The number with |other| more of error.
    fn widened(&self, other: &Self) -> Self;

    /// The value in the middle with the error that a slope of at most |slope| makes of that of the argument.
    fn inherited(&self, value: &Self, slope: &Self) -> Self;

    /// B₂, B₄, …: one more than is summed, for what is left out.
    fn bernoulli() -> &'static [Self];
}

/// B₂, B₄, …, B₂ₙ by Σ C(m+1, j) Bⱼ = 0 over j ≤ m.
pub(super) fn bernoulli<F: Field>(count: usize) -> Vec<F> {
    let mut numbers = vec![Rational::one()];
    for m in 1..=2 * count {
        let mut binomial = BigInt::one();
        let mut sum = Rational::zero();
        for (j, number) in numbers.iter().enumerate() {
            sum += number * &binomial;
            binomial = binomial * (m + 1 - j) / (j + 1);
        }
        numbers.push(-sum / Rational::from_integer((m + 1).into()));
    }
    let even = numbers.into_iter().skip(2).step_by(2);
    even.map(|number| {
        let denominator = whole::<F>(number.denom());
        whole::<F>(number.numer()) * denominator.reciprocal().expect("denominators are not zero")
    })
    .collect()
}

/// A whole number of any size.
fn whole<F: Field>(number: &BigInt) -> F {
    let base = F::integer(1 << 32);
    let digits: Vec<u32> = number.iter_u32_digits().collect();
    let size = digits.iter().rev().fold(F::zero(), |sum, &digit| sum * base.clone() + F::integer(digit.into()));
    if number.is_negative() { -size } else { size }
}

/// An error unless the number is positive for certain.
fn expect_positive<F: Ball>(x: &F, function: Function) -> Result<()> {
    match x.sign() {
        Some(Ordering::Greater) => Ok(()),
        Some(_) => Err(Error::domain(function.name(), x.about())),
        None => Err(Error::precision_lost("the argument of ln Γ or its derivative")),
    }
}

/// By how many steps of 1 the argument is raised to `least`.
fn steps<F: Ball>(x: &F, least: f64) -> usize {
    (least - x.about()).ceil().max(0.0) as usize
}

/// ln Γ(x), at the middle and by the steepest slope about it: ln x − 1/x < ψ(x) < ln x.
pub(super) fn log_gamma<F: Ball>(x: &F) -> Result<F> {
    expect_positive(x, Function::LogGamma)?;
    let (middle, exact) = x.middle();
    let value = log_gamma_of(&middle)?;
    if exact {
        return Ok(value);
    }
    let logarithm = F::zero().widened(&x.ln()?);
    Ok(x.inherited(&value, &logarithm.widened(&x.reciprocal()?)))
}

/// ψ⁽ⁿ⁾(x), the same: |ψ⁽ᵐ⁾(x)| ≤ (m−1)!/xᵐ + m!/xᵐ⁺¹, here for m = n+1.
pub(super) fn polygamma<F: Ball>(n: u8, x: &F) -> Result<F> {
    expect_positive(x, Function::Polygamma(n))?;
    let (middle, exact) = x.middle();
    let value = polygamma_of(n.into(), &middle)?;
    if exact {
        return Ok(value);
    }
    let n = i64::from(n);
    let reciprocal = x.reciprocal()?;
    let slope = factorial::<F>(n) * raised(&reciprocal, n + 1);
    Ok(x.inherited(&value, &(slope.clone() + slope * reciprocal * F::integer(n + 1))))
}

/// from (from+1) ⋯ to
fn product<F: Field>(from: i64, to: i64) -> F {
    (from..=to).fold(F::one(), |product, k| product * F::integer(k))
}

fn factorial<F: Field>(n: i64) -> F {
    product(1, n)
}

fn raised<F: Field>(number: &F, exponent: i64) -> F {
    (0..exponent).fold(F::one(), |power, _| power * number.clone())
}

/// ln Γ(x) = ln Γ(x+n) − ln x(x+1)⋯(x+n−1), and of y = x+n
/// ln Γ(y) = (y − ½) ln y − y + ½ ln 2π + Σ B₂ₖ/(2k(2k−1) y²ᵏ⁻¹)
fn log_gamma_of<F: Ball>(x: &F) -> Result<F> {
    let (mut y, mut product) = (x.clone(), F::one());
    let steps = steps(x, F::LEAST);
    for step in 0..steps {
        if step > 0 {
            product *= y.clone(); // without x, which may be small beyond what a product of floats keeps
        }
        y += F::one();
    }
    let (reciprocal, half) = (y.reciprocal()?, F::half());
    let square = reciprocal.clone() * reciprocal.clone();
    let mut power = reciprocal;
    let mut value = (y.clone() - half.clone()) * y.ln()? - y + F::ln_two_pi()? * half;
    let (left_out, summed) = F::bernoulli().split_last().expect("there are some");
    let divisor = |k: usize| F::ratio(1, (2 * k * (2 * k - 1)) as i64);
    for (k, number) in (1..).zip(summed) {
        value += number.clone() * divisor(k)? * power.clone();
        power *= square.clone();
    }
    value = value.widened(&(left_out.clone() * divisor(summed.len() + 1)? * power));
    Ok(if steps == 0 { value } else { value - product.ln()? - x.ln()? })
}

/// ψ⁽ⁿ⁾(x) = −(−1)ⁿ (n! Σ 1/(x+j)ⁿ⁺¹ + A(y)) over j < m, where y = x+m and
/// A(y) = (n−1)!/yⁿ + n!/2yⁿ⁺¹ + Σ B₂ₖ (2k+n−1)!/((2k)! y²ᵏ⁺ⁿ); of n = 0 the first term is −ln y.
fn polygamma_of<F: Ball>(n: i64, x: &F) -> Result<F> {
    let (mut y, mut sum) = (x.clone(), F::zero());
    for _ in 0..steps(x, F::LEAST + 2.0 * n as f64) {
        sum += raised(&y.reciprocal()?, n + 1);
        y += F::one();
    }
    let reciprocal = y.reciprocal()?;
    let square = reciprocal.clone() * reciprocal.clone();
    let mut power = raised(&reciprocal, n);
    let first = if n == 0 { -y.ln()? } else { factorial::<F>(n - 1) * power.clone() };
    let mut value = (sum + power.clone() * reciprocal * F::half()) * factorial::<F>(n) + first;
    let (left_out, summed) = F::bernoulli().split_last().expect("there are some");
    let factor = |k: i64| if n == 0 { F::ratio(1, 2 * k) } else { Ok(product::<F>(2 * k + 1, 2 * k + n - 1)) };
    for (k, number) in (1..).zip(summed) {
        power *= square.clone();
        value += number.clone() * factor(k)? * power.clone();
    }
    let next = left_out.clone() * factor(summed.len() as i64 + 1)? * power * square;
    value = value.widened(&next);
    Ok(if n % 2 == 0 { -value } else { value })
}
