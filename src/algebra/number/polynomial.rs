//! p(z) = Σₖ cₖ zᵏ: polynomials in up to eight variables, as sorted lists of monomials.

use super::Field;

/// Variables that a monomial has room for.
pub(crate) const MOST_VARIABLES: usize = 8;

/// Bounds on a degree, on the monomials of a value, and on the products that a multiplication takes.
const MOST_DEGREE: u32 = 40;
pub(super) const MOST_MONOMIALS: usize = 5_000;
pub(super) const MOST_PRODUCTS: usize = 1 << 20;

/// z₀^k₀ ⋯ z₇^k₇, eight bits for each exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Monomial(u64);

impl Monomial {
    /// The monomial 1, which comes first in order.
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

    // No exponent overflows: degrees are bounded before.
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

    /// Takes monomials in order.
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

    /// Degree in all variables together; that of 0 is 0.
    pub(crate) fn degree(&self) -> u32 {
        self.0.iter().map(|(monomial, _)| monomial.degree()).max().unwrap_or(0)
    }

    /// Monomials and their coefficients.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Monomial, &F)> {
        self.0.iter().map(|(monomial, coefficient)| (*monomial, coefficient))
    }

    /// The value of a constant other than zero.
    pub(crate) fn as_constant(&self) -> Option<&F> {
        match &self.0[..] {
            [(Monomial::ONE, value)] => Some(value),
            _ => None,
        }
    }

    /// p(0), where it is not zero, and p − p(0).
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

    /// The product; `None` where it has too high a degree or too many monomials.
    pub(crate) fn times(&self, other: &Self) -> Option<Self> {
        let (few, many) = if self.len() < other.len() { (self, other) } else { (other, self) };
        if let Some(factor) = few.as_constant() {
            return Some(many.scaled(factor));
        }
        if few.degree() + many.degree() > MOST_DEGREE {
            return None;
        }
        // Multiplied by a monomial, a list stays in order.
        few.0.iter().try_fold(Self::zero(), |sum, (monomial, factor)| {
            let row = many.0.iter().map(|(other, value)| (monomial.times(*other), value.clone() * factor.clone()));
            let sum = sum.merged(Self::of(row.collect()));
            (sum.len() <= MOST_MONOMIALS).then_some(sum)
        })
    }

    /// The sum of two lists in order.
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
