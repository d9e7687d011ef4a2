//! ln Γ and its derivatives by Stirling's series, for any real numbers with an error bound.
//!
//! t coth(t/2)/2 = 1 + Σ B₂ₖ t²ᵏ/(2k)! follows from the poles of coth, each of which contributes a geometric series in
//! −t²/(2πj)². So for every t > 0 the truncation error of the series has the sign of the first omitted term and is
//! smaller. Binet's integrals, such as ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ ∫ tⁿ e⁻ˣᵗ/(1 − e⁻ᵗ) dt, carry this over to x > 0: the
//! truncation error of each series below is at most its first omitted term. The arithmetic accounts for all other
//! errors.

use super::{Field, Function, Rational};
use crate::error::{Error, Result};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// Real numbers with error bounds.
pub(super) trait Ball: Field {
    /// The smallest argument for which the series is used.
    const LEAST: f64;

    /// An approximate value.
    fn approximate(&self) -> f64;

    /// The number in the middle, and whether the radius is zero.
    fn middle(&self) -> (Self, bool);

    /// The number with its error increased by |other|.
    fn widened(&self, other: &Self) -> Self;

    /// `value`, the value in the middle, with the error that results from that of the argument for a slope of at most
    /// |slope|.
    fn inherited(&self, value: &Self, slope: &Self) -> Self;

    /// B₂, B₄, …: one more than the number of summed terms, for the truncation error.
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

/// An integer of any size.
fn whole<F: Field>(number: &BigInt) -> F {
    let base = F::integer(1 << 32);
    let digits: Vec<u32> = number.iter_u32_digits().collect();
    let size = digits.iter().rev().fold(F::zero(), |sum, &digit| sum * base.clone() + F::integer(digit.into()));
    if number.is_negative() { -size } else { size }
}

/// An error unless the number is certainly positive.
fn expect_positive<F: Ball>(x: &F, function: Function) -> Result<()> {
    match x.sign() {
        Some(Ordering::Greater) => Ok(()),
        Some(_) => Err(Error::domain(function.name(), x.approximate())),
        None => Err(Error::precision_lost("the argument of ln Γ or its derivative")),
    }
}

/// The number of steps of 1 by which the argument is increased to reach `least`.
fn steps<F: Ball>(x: &F, least: f64) -> usize {
    (least - x.approximate()).ceil().max(0.0) as usize
}

/// ln Γ(x): its value at the middle, and the largest slope around it: ln x − 1/x < ψ(x) < ln x.
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

/// ψ⁽ⁿ⁾(x) in the same way: |ψ⁽ᵐ⁾(x)| ≤ (m−1)!/xᵐ + m!/xᵐ⁺¹, here for m = n+1.
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

/// ln Γ(x) = ln Γ(x+n) − ln x(x+1)⋯(x+n−1), and for y = x+n
/// ln Γ(y) = (y − ½) ln y − y + ½ ln 2π + Σ B₂ₖ/(2k(2k−1) y²ᵏ⁻¹)
fn log_gamma_of<F: Ball>(x: &F) -> Result<F> {
    let (mut y, mut product) = (x.clone(), F::one());
    let steps = steps(x, F::LEAST);
    for step in 0..steps {
        if step > 0 {
            product *= y.clone(); // without x, which may be so small that the product underflows
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
/// A(y) = (n−1)!/yⁿ + n!/2yⁿ⁺¹ + Σ B₂ₖ (2k+n−1)!/((2k)! y²ᵏ⁺ⁿ); for n = 0 the first term is −ln y.
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
