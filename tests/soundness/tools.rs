//! What the claims of this test are written with: the functions that formulas may use, put together.

pub use gradus::Formula;
pub use gradus::input::{Input, Size};
pub use gradus::prelude::*;

/// A claim on the list, with what it tests and why it is true or false.
pub struct Entry {
    /// What the claim tests.
    pub kind: &'static str,
    /// The claim; its name is that of the entry.
    pub claim: Claim,
    /// Why it is true, or why it is false.
    pub why: &'static str,
}

/// An entry of the list.
pub fn entry(kind: &'static str, why: &'static str, claim: Claim) -> Entry {
    Entry { kind, claim, why }
}

/// The controls of a claim whose right side is not zero.
pub const USUAL: [Mistake; 2] = [Mistake::Negated, Mistake::Doubled];

/// The smallest of a function of `x`.
pub fn least<const K: usize>(
    name: &'static str,
    latex: &'static str,
    given: [Input; K],
    function: Formula,
    right: Formula,
) -> Claim {
    let premise = Claim::new(name, latex).given(given);
    premise.extremum(Extremum::Minimum, Convention::Unconstrained, function, "x", right)
}

/// The smallest of a function of a symmetric matrix `S`.
pub fn least_symmetric<const K: usize>(
    name: &'static str,
    latex: &'static str,
    given: [Input; K],
    function: Formula,
    right: Formula,
) -> Claim {
    let premise = Claim::new(name, latex).given(given);
    premise.extremum(Extremum::Minimum, Convention::Symmetrised, function, "S", right)
}

/// 2
pub fn pair() -> Size {
    ONE + ONE
}

/// 3
pub fn triple() -> Size {
    ONE + ONE + ONE
}

/// The number of a 1×1 matrix; the first entry of any other.
pub fn v<F: Field>(x: &Matrix<F>) -> F {
    x[(0, 0)].clone()
}

/// The sum of all entries.
pub fn total<F: Field>(x: &Matrix<F>) -> F {
    x.iter().fold(F::zero(), |sum, entry| sum + entry.clone())
}

/// The sum of the squares of all entries.
pub fn squares<F: Field>(x: &Matrix<F>) -> F {
    x.iter().fold(F::zero(), |sum, entry| sum + square(entry.clone()))
}

/// The identity of order `d`.
pub fn eye<F: Field>(d: usize) -> Matrix<F> {
    Matrix::identity(d, d)
}

/// A column of ones.
pub fn ones<F: Field>(d: usize) -> Matrix<F> {
    Matrix::from_element(d, 1, F::one())
}

/// a/b
pub fn over<F: Field>(a: F, b: F) -> Result<F> {
    Ok(a * b.reciprocal()?)
}

/// xⁿ
pub fn power<F: Field>(x: F, n: u32) -> F {
    (0..n).fold(F::one(), |product, _| product * x.clone())
}

/// x²
pub fn square<F: Field>(x: F) -> F {
    x.clone() * x
}

/// √x = exp(½ ln x)
pub fn root<F: Field>(x: F) -> Result<F> {
    (x.ln()? * F::half()).exp()
}

/// |x| = exp(½ ln x²)
pub fn modulus<F: Field>(x: F) -> Result<F> {
    root(square(x))
}

/// baseⁿ for any whole n.
fn whole_power<F: Field>(base: i64, n: i32) -> Result<F> {
    let value = power(F::integer(base), n.unsigned_abs());
    if n < 0 { value.reciprocal() } else { Ok(value) }
}

/// 10ⁿ
pub fn ten<F: Field>(n: i32) -> Result<F> {
    whole_power(10, n)
}

/// 2ⁿ
pub fn two<F: Field>(n: i32) -> Result<F> {
    whole_power(2, n)
}

/// ∏ (x − k/q) over k from −reach to reach.
pub fn through<F: Field>(x: F, q: i64, reach: i64) -> Result<F> {
    (-reach..=reach).try_fold(F::one(), |product, k| Ok(product * (x.clone() - F::ratio(k, q)?)))
}

/// (n−1)(n−2)⋯(n−k)
pub fn falling(n: usize, k: i64) -> i64 {
    (1..=k).map(|j| n as i64 - j).product()
}

/// exp(−a (x−c)²)
pub fn bump<F: Field>(x: F, c: F, a: F) -> Result<F> {
    (-(a * square(x - c))).exp()
}

/// 1/(1 + e⁻ˣ)
pub fn sigmoid<F: Field>(x: F) -> Result<F> {
    (F::one() + (-x).exp()?).reciprocal()
}

/// (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)
pub fn tanh<F: Field>(x: F) -> Result<F> {
    let (up, down) = (x.exp()?, (-x).exp()?);
    over(up.clone() - down.clone(), up + down)
}

/// ½(eˣ + e⁻ˣ)
pub fn cosh<F: Field>(x: F) -> Result<F> {
    Ok((x.exp()? + (-x).exp()?) * F::half())
}

/// ½(eˣ − e⁻ˣ)
pub fn sinh<F: Field>(x: F) -> Result<F> {
    Ok((x.exp()? - (-x).exp()?) * F::half())
}

/// ln Σ exp(xᵢ)
pub fn log_sum_exp<F: Field>(x: &Matrix<F>) -> Result<F> {
    x.iter().try_fold(F::zero(), |sum, entry| Ok::<F, Error>(sum + entry.exp()?))?.ln()
}

/// exp(xᵢ) / Σ exp(xⱼ)
pub fn softmax<F: Field>(x: &Matrix<F>) -> Result<Matrix<F>> {
    let mut powers = x.clone();
    for entry in powers.iter_mut() {
        *entry = entry.exp()?;
    }
    let whole = total(&powers).reciprocal()?;
    Ok(powers * whole)
}

/// The density of N(m, s) at x, s the variance.
pub fn density<F: Field>(x: F, m: F, s: F) -> Result<F> {
    let log = F::ln_two_pi()? + s.ln()? + over(square(x - m), s)?;
    (-(log * F::half())).exp()
}

/// ln N(x | m, S)
pub fn log_density<F: Field>(x: &Matrix<F>, m: &Matrix<F>, s: &Matrix<F>) -> Result<F> {
    let dimension = F::integer(x.nrows() as i64);
    let log = dimension * F::ln_two_pi()? + log_determinant(s)? + quadratic_form(&(x - m), &inverse(s)?)?;
    Ok(-(log * F::half()))
}

/// Tₙ(x)
pub fn chebyshev<F: Field>(n: usize, x: F) -> F {
    recurrence(n, x.clone(), F::one(), x)
}

/// Uₙ(x)
pub fn chebyshev_second<F: Field>(n: usize, x: F) -> F {
    recurrence(n, x.clone(), F::one(), x * F::integer(2))
}

/// pₙ of pₖ₊₁ = 2x pₖ − pₖ₋₁
fn recurrence<F: Field>(n: usize, x: F, first: F, second: F) -> F {
    let step = x * F::integer(2);
    (0..n).fold((first, second), |(low, high), _| (high.clone(), step.clone() * high - low)).0
}

/// The Hilbert matrix, 1/(i+j−1).
pub fn hilbert<F: Field>(d: usize) -> Result<Matrix<F>> {
    let mut value = Matrix::zeros(d, d);
    for i in 0..d {
        for j in 0..d {
            value[(i, j)] = F::ratio(1, (i + j + 1) as i64)?;
        }
    }
    Ok(value)
}

/// b × c in three dimensions.
pub fn cross<F: Field>(b: &Matrix<F>, c: &Matrix<F>) -> Matrix<F> {
    let entry = |i: usize, j: usize| b[(i, 0)].clone() * c[(j, 0)].clone() - b[(j, 0)].clone() * c[(i, 0)].clone();
    Matrix::from_column_slice(3, 1, &[entry(1, 2), entry(2, 0), entry(0, 1)])
}
