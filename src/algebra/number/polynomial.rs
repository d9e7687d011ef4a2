//! p(z) = Σₖ cₖ zᵏ: polynomials in up to eight variables, as sorted lists of monomials.

use super::Field;

/// Largest number of variables.
pub(crate) const MOST_VARIABLES: usize = 8;

/// Limits on the degree, on the number of monomials of a value, and on the number of products in a multiplication.
const MOST_DEGREE: u32 = 40;
pub(super) const MOST_MONOMIALS: usize = 5_000;
pub(super) const MOST_PRODUCTS: usize = 1 << 20;

/// z₀^k₀ ⋯ z₇^k₇, with eight bits for each exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Monomial(u64);

impl Monomial {
    /// The monomial 1, the first in order.
    pub(crate) const ONE: Self = Self(0);

    /// zₖ
    pub(crate) fn variable(k: usize) -> Option<Self> {
        (k < MOST_VARIABLES).then(|| Self(1 << (8 * k)))
    }

    /// The exponent of zₖ.
    pub(crate) fn exponent(self, k: usize) -> u32 {
        self.0.to_le_bytes().get(k).map_or(0, |&exponent| exponent.into())
    }

    /// Σ kᵢ
    pub(crate) fn degree(self) -> u32 {
        self.0.to_le_bytes().into_iter().map(u32::from).sum()
    }

    /// The variables that occur.
    pub(crate) fn variables(self) -> impl Iterator<Item = usize> {
        (0..MOST_VARIABLES).filter(move |&k| self.exponent(k) > 0)
    }

    /// This monomial divided by a variable that occurs in it.
    pub(crate) fn without(self, k: usize) -> Self {
        Self(self.0 - (1 << (8 * k)))
    }

    // No exponent overflows, because degrees are limited.
    fn times(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// Σ c zᵏ with c ≠ 0, in ascending order of k.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Polynomial<F>(Vec<(Monomial, F)>);

impl<F: Field> Polynomial<F> {
    pub(crate) fn zero() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn constant(value: F) -> Self {
        Self::of(vec![(Monomial::ONE, value)])
    }

    /// zₖ
    pub(crate) fn variable(k: usize) -> Option<Self> {
        Some(Self::of(vec![(Monomial::variable(k)?, F::one())]))
    }

    /// From a list of monomials in ascending order.
    fn of(mut terms: Vec<(Monomial, F)>) -> Self {
        terms.retain(|(_, coefficient)| !coefficient.is_zero());
        Self(terms)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of monomials.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Total degree; 0 for the zero polynomial.
    pub(crate) fn degree(&self) -> u32 {
        self.0.iter().map(|(monomial, _)| monomial.degree()).max().unwrap_or(0)
    }

    /// Monomials and their coefficients.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Monomial, &F)> {
        self.0.iter().map(|(monomial, coefficient)| (*monomial, coefficient))
    }

    /// The value of a nonzero constant.
    pub(crate) fn as_constant(&self) -> Option<&F> {
        match &self.0[..] {
            [(Monomial::ONE, value)] => Some(value),
            _ => None,
        }
    }

    /// p(0), if it is nonzero, and p − p(0).
    pub(crate) fn split(&self) -> (Option<F>, Self) {
        match &self.0[..] {
            [(Monomial::ONE, value), rest @ ..] => (Some(value.clone()), Self(rest.to_vec())),
            _ => (None, self.clone()),
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        self.clone().merged(other.clone())
    }

    pub(crate) fn negated(&self) -> Self {
        Self(self.0.iter().map(|(monomial, value)| (*monomial, -value.clone())).collect())
    }

    pub(crate) fn scaled(&self, factor: &F) -> Self {
        Self::of(self.0.iter().map(|(monomial, value)| (*monomial, value.clone() * factor.clone())).collect())
    }

    /// The product; `None` if its degree is too high or it takes too many products.
    pub(crate) fn times(&self, other: &Self) -> Option<Self> {
        let (shorter, longer) = if self.len() < other.len() { (self, other) } else { (other, self) };
        if let Some(factor) = shorter.as_constant() {
            return Some(longer.scaled(factor));
        }
        if shorter.degree() + longer.degree() > MOST_DEGREE {
            return None;
        }
        // Multiplication by a monomial keeps the order of a list.
        shorter.0.iter().try_fold(Self::zero(), |sum, (monomial, factor)| {
            let row = longer.0.iter().map(|(other, value)| (monomial.times(*other), value.clone() * factor.clone()));
            let sum = sum.merged(Self::of(row.collect()));
            (sum.len() <= MOST_MONOMIALS).then_some(sum)
        })
    }

    /// The sum of two ordered lists.
    fn merged(self, other: Self) -> Self {
        if self.is_zero() {
            return other;
        }
        let mut sum = Vec::with_capacity(self.len() + other.len());
        let mut rest = other.0.into_iter().peekable();
        for (monomial, value) in self.0 {
            while let Some(before) = rest.next_if(|(other, _)| *other < monomial) {
                sum.push(before);
            }
            match rest.next_if(|(other, _)| *other == monomial) {
                Some((_, more)) => sum.push((monomial, value + more)),
                None => sum.push((monomial, value)),
            }
        }
        sum.extend(rest);
        Self::of(sum)
    }
}
