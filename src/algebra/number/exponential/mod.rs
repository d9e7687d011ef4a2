//! Σₖ pₖ(z) exp(qₖ(z)): formulas evaluated in symbols for the noise z, so that their means have a closed form.

mod functions;
mod mean;
#[cfg(test)]
mod tests;

pub use mean::Mean;
pub(crate) use mean::Means;

use super::polynomial::{MOST_MONOMIALS, MOST_PRODUCTS, Polynomial};
use super::{Field, operators};
use crate::error::{Error, Result};
use num_traits::{One, Zero};
use std::borrow::Cow;

/// Largest number of different exponents in a sum.
const MOST_TERMS: usize = 64;

/// Σₖ pₖ(z) exp(qₖ(z)) in the noise variables z₀, z₁, …; each pₖ is a polynomial over `F`, and each qₖ has degree ≤ 2
/// and no constant.
///
/// The system is closed under + − ×. Other functions are defined if their result has this form again: exp of a
/// quadratic polynomial, and 1/x and ln of c exp(q). A value that grows too large becomes an unknown value, whose mean
/// is an error.
#[derive(Clone, Debug)]
pub struct Exponential<F>(Form<F>);

#[derive(Clone, Debug)]
enum Form<F> {
    /// A number that does not depend on the noise, like most numbers of a formula.
    Constant(F),
    /// Not constant. The exponents are different, and no factor is zero.
    Sum(Vec<Term<F>>),
    /// Larger than the limits, or in a variable with too high an index.
    TooLarge,
}

/// p(z) exp(q(z))
#[derive(Clone, Debug, PartialEq)]
struct Term<F> {
    /// p
    factor: Polynomial<F>,
    /// q
    exponent: Polynomial<F>,
}

/// The error for a value that is too large.
fn too_large() -> Error {
    Error::out_of_reach("a formula in symbols", MOST_MONOMIALS)
}

impl<F: Field> Exponential<F> {
    /// A number that does not depend on the noise.
    pub fn constant(value: F) -> Self {
        Self(Form::Constant(value))
    }

    /// The noise variable zₖ, k < 8.
    pub fn variable(k: usize) -> Self {
        let term = |factor| vec![Term { factor, exponent: Polynomial::zero() }];
        Self(Polynomial::variable(k).map_or(Form::TooLarge, |factor| Form::Sum(term(factor))))
    }

    /// The value, if it does not depend on the noise.
    pub fn as_constant(&self) -> Option<&F> {
        match &self.0 {
            Form::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The degree in the noise, if the value is a polynomial.
    pub fn degree(&self) -> Option<u32> {
        match &self.0 {
            Form::Constant(_) => Some(0),
            Form::Sum(_) => self.as_polynomial().map(Polynomial::degree),
            Form::TooLarge => None,
        }
    }

    /// Whether the value contains no exponential of the noise.
    pub fn is_polynomial(&self) -> bool {
        self.degree().is_some()
    }

    /// c and m of c + mᵀz, if the degree is at most 1; m has `dimension` entries.
    pub(crate) fn affine(&self, dimension: usize) -> (F, Vec<F>) {
        let (mut constant, mut slope) = (F::zero(), vec![F::zero(); dimension]);
        match &self.0 {
            Form::Constant(value) => constant = value.clone(),
            _ => {
                for (monomial, value) in self.as_polynomial().into_iter().flat_map(Polynomial::iter) {
                    match monomial.variables().next() {
                        None => constant = value.clone(),
                        Some(k) if k < dimension => slope[k] = value.clone(),
                        Some(_) => {}
                    }
                }
            }
        }
        (constant, slope)
    }

    /// The terms of the sum.
    fn terms(&self) -> Result<Cow<'_, [Term<F>]>> {
        match &self.0 {
            Form::Constant(value) if value.is_zero() => Ok(Cow::Borrowed(&[])),
            Form::Constant(value) => {
                Ok(vec![Term { factor: Polynomial::constant(value.clone()), exponent: Polynomial::zero() }].into())
            }
            Form::Sum(terms) => Ok(Cow::Borrowed(terms)),
            Form::TooLarge => Err(too_large()),
        }
    }

    fn as_polynomial(&self) -> Option<&Polynomial<F>> {
        match &self.0 {
            Form::Sum(terms) => match &terms[..] {
                [Term { factor, exponent }] if exponent.is_zero() => Some(factor),
                _ => None,
            },
            _ => None,
        }
    }

    /// c and q of c exp(q).
    fn as_exponential(&self) -> Option<(&F, &Polynomial<F>)> {
        match &self.0 {
            Form::Sum(terms) => match &terms[..] {
                [Term { factor, exponent }] => Some((factor.as_constant()?, exponent)),
                _ => None,
            },
            _ => None,
        }
    }

    fn single(factor: Polynomial<F>, exponent: Polynomial<F>) -> Self {
        Self::sum(vec![Term { factor, exponent }])
    }

    /// The sum of terms with different exponents.
    fn sum(mut terms: Vec<Term<F>>) -> Self {
        terms.retain(|term| !term.factor.is_zero());
        Self(match &terms[..] {
            [] => Form::Constant(F::zero()),
            [Term { factor, exponent }] if exponent.is_zero() => match factor.as_constant() {
                Some(value) => Form::Constant(value.clone()),
                None => Form::Sum(terms),
            },
            _ if within_bounds(&terms) => Form::Sum(terms),
            _ => Form::TooLarge,
        })
    }

    fn plus(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Form::Constant(a), Form::Constant(b)) => Self::constant(a.clone() + b.clone()),
            (Form::Constant(a), _) if a.is_zero() => other.clone(),
            (_, Form::Constant(b)) if b.is_zero() => self.clone(),
            _ => {
                let (Ok(ours), Ok(theirs)) = (self.terms(), other.terms()) else { return Self(Form::TooLarge) };
                let mut sum = ours.into_owned();
                theirs.iter().for_each(|term| add(&mut sum, term.clone()));
                Self::sum(sum)
            }
        }
    }

    fn minus(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Form::Constant(a), Form::Constant(b)) => Self::constant(a.clone() - b.clone()),
            _ => self.plus(&other.negated()),
        }
    }

    fn times(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Form::Constant(a), Form::Constant(b)) => Self::constant(a.clone() * b.clone()),
            (Form::Constant(factor), Form::Sum(terms)) | (Form::Sum(terms), Form::Constant(factor)) => {
                if factor.is_zero() {
                    return Self::zero(); // in floating point, a product with zero would have an error bound
                }
                let scaled = |term: &Term<F>| Term { factor: term.factor.scaled(factor), ..term.clone() };
                Self::sum(terms.iter().map(scaled).collect())
            }
            (Form::Sum(ours), Form::Sum(theirs)) => product(ours, theirs).map_or(Self(Form::TooLarge), Self::sum),
            _ => Self(Form::TooLarge),
        }
    }

    fn negated(&self) -> Self {
        let negated = |term: &Term<F>| Term { factor: term.factor.negated(), ..term.clone() };
        Self(match &self.0 {
            Form::Constant(value) => Form::Constant(-value.clone()),
            Form::Sum(terms) => Form::Sum(terms.iter().map(negated).collect()),
            Form::TooLarge => Form::TooLarge,
        })
    }

    /// The error of a function that has no value here.
    fn refusal(&self, function: &'static str) -> Error {
        match self.0 {
            Form::TooLarge => too_large(),
            _ => Error::transcendental(function, Self::NAME),
        }
    }
}

/// Adds a term to a sum of terms with different exponents.
fn add<F: Field>(sum: &mut Vec<Term<F>>, term: Term<F>) {
    match sum.iter_mut().find(|known| known.exponent == term.exponent) {
        Some(known) => known.factor = known.factor.plus(&term.factor),
        None => sum.push(term),
    }
}

fn product<F: Field>(ours: &[Term<F>], theirs: &[Term<F>]) -> Option<Vec<Term<F>>> {
    if monomials(ours) * monomials(theirs) > MOST_PRODUCTS {
        return None;
    }
    let mut sum = Vec::new();
    for (a, b) in ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b))) {
        add(&mut sum, Term { factor: a.factor.times(&b.factor)?, exponent: a.exponent.plus(&b.exponent) });
        if !within_bounds(&sum) {
            return None;
        }
    }
    Some(sum)
}

fn within_bounds<F: Field>(terms: &[Term<F>]) -> bool {
    terms.len() <= MOST_TERMS && monomials(terms) <= MOST_MONOMIALS
}

fn monomials<F: Field>(terms: &[Term<F>]) -> usize {
    terms.iter().map(|term| term.factor.len()).sum()
}

operators!([F: Field] Exponential<F>);

/// The same terms, in any order. A value that is too large equals no other value.
impl<F: Field> PartialEq for Exponential<F> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Constant(a), Form::Constant(b)) => a == b,
            (Form::Sum(a), Form::Sum(b)) => a.len() == b.len() && a.iter().all(|term| b.contains(term)),
            _ => false,
        }
    }
}

impl<F: Field> Zero for Exponential<F> {
    fn zero() -> Self {
        Self::constant(F::zero())
    }

    fn is_zero(&self) -> bool {
        self.as_constant().is_some_and(F::is_zero)
    }
}

impl<F: Field> One for Exponential<F> {
    fn one() -> Self {
        Self::constant(F::one())
    }
}
