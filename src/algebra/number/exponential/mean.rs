//! E[p(z) e^q(z)] = E[e^q(z)] · E[p(w)]: the mean of a sum of polynomials times exponentials, z ~ N(0, I).

use super::{Exponential, too_large};
use crate::algebra::dense::Matrix;
use crate::algebra::number::Field;
use crate::algebra::number::polynomial::{MOST_VARIABLES, Monomial, Polynomial};
use crate::error::{Error, Result};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Largest number of stored moments of one law: limits the work for a polynomial.
const MOST_MOMENTS: usize = 1 << 17;

/// E[h(z)], if it exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Mean<F> {
    /// The integral converges to this number.
    Finite(F),
    /// E|h(z)| = ∞, so there is no mean.
    Infinite,
}

impl<F> Mean<F> {
    /// The value, if there is one.
    pub fn finite(self) -> Option<F> {
        match self {
            Self::Finite(value) => Some(value),
            Self::Infinite => None,
        }
    }
}

impl<F: Field> Exponential<F> {
    /// E[h(z)] over z ~ N(0, I) with `dimension` entries.
    ///
    /// `sign` compares a number with zero, if the result is certain; `root` is √x. A polynomial needs neither.
    pub fn mean(
        &self,
        dimension: usize,
        sign: impl Fn(&F) -> Option<Ordering>,
        root: impl Fn(&F) -> Result<F>,
    ) -> Result<Mean<F>> {
        Means::new(dimension, sign, root).of(self)
    }
}

/// Means over the same noise. Each exponent is integrated once.
pub(crate) struct Means<F, S, R> {
    dimension: usize,
    sign: S,
    root: R,
    laws: Vec<(Polynomial<F>, Option<Tilted<F>>)>,
}

impl<F: Field, S: Fn(&F) -> Option<Ordering>, R: Fn(&F) -> Result<F>> Means<F, S, R> {
    /// For the arguments see [`Exponential::mean`].
    pub(crate) fn new(dimension: usize, sign: S, root: R) -> Self {
        Self { dimension, sign, root, laws: Vec::new() }
    }

    /// E[h(z)].
    ///
    /// Adds up all terms that converge. A single divergent term makes E|h| = ∞ if its polynomial is certainly nonzero,
    /// because the other terms cannot cancel it. Several divergent terms might cancel each other, so they are an error.
    pub(crate) fn of(&mut self, h: &Exponential<F>) -> Result<Mean<F>> {
        if let Some(value) = h.as_constant() {
            return Ok(Mean::Finite(value.clone()));
        }
        let mut total: Option<F> = None;
        let mut divergent = Vec::new();
        let terms = h.terms()?;
        for term in terms.iter() {
            if let Some(outside) = term.factor.iter().chain(term.exponent.iter()).find_map(|(k, _)| self.outside(k)) {
                let found = format!("asked for its entry {outside}");
                return Err(Error::shape("the noise", (self.dimension, 1), found));
            }
            match self.law(&term.exponent)? {
                Some(law) => {
                    let mean = law.mean_of(&term.factor)?;
                    total = Some(total.map_or(mean.clone(), |total| total + mean));
                }
                None => divergent.push(&term.factor),
            }
        }
        let certain = |factor: &Polynomial<F>| {
            factor.iter().any(|(_, value)| (self.sign)(value).is_some_and(|sign| sign != Ordering::Equal))
        };
        match divergent[..] {
            [] => Ok(Mean::Finite(total.unwrap_or_else(F::zero))),
            [factor] if certain(factor) => Ok(Mean::Infinite),
            [_] => Err(Error::precision_lost("the factor of an integrand that grows too fast")),
            _ => Err(Error::precision_lost("a sum of integrands that grow too fast")),
        }
    }

    /// The number of a variable that the noise does not have, counted from 1.
    fn outside(&self, monomial: Monomial) -> Option<usize> {
        monomial.variables().find(|&k| k >= self.dimension).map(|k| k + 1)
    }

    fn law(&mut self, exponent: &Polynomial<F>) -> Result<Option<&mut Tilted<F>>> {
        let index = match self.laws.iter().position(|(known, _)| known == exponent) {
            Some(index) => index,
            None => {
                let law = Tilted::by(exponent, self.dimension.min(MOST_VARIABLES), &self.sign, &self.root)?;
                self.laws.push((exponent.clone(), law));
                self.laws.len() - 1
            }
        };
        Ok(self.laws[index].1.as_mut())
    }
}

/// The law with density e^q(z) with respect to N(0, I), up to its mass: N(m, S).
///
/// With q = ½ zᵀHz + bᵀz and M = I − H positive definite: S = M⁻¹, m = Sb, mass |M|^(−½) exp(½ bᵀm).
struct Tilted<F> {
    /// E[e^q]; `None` for q = 0.
    mass: Option<F>,
    mean: Vec<F>,
    covariance: Matrix<F>,
    /// Means of wᵏ, w ~ N(m, S), computed so far.
    moments: HashMap<Monomial, F>,
}

impl<F: Field> Tilted<F> {
    /// `None` if M is certainly not positive definite: then ∫ |p e^q| = ∞ for every polynomial p ≠ 0.
    ///
    /// In a direction v with vᵀMv ≤ 0, the integrand with respect to N(0, I) does not decrease on both sides.
    fn by(
        exponent: &Polynomial<F>,
        dimension: usize,
        sign: impl Fn(&F) -> Option<Ordering>,
        root: impl Fn(&F) -> Result<F>,
    ) -> Result<Option<Self>> {
        let mut slope = vec![F::zero(); dimension];
        let mut rest = Matrix::<F>::identity(dimension, dimension);
        for (monomial, value) in exponent.iter() {
            let mut variables = monomial.variables();
            match (variables.next(), variables.next()) {
                (Some(i), Some(j)) => (rest[(i, j)], rest[(j, i)]) = (-value.clone(), -value.clone()),
                (Some(i), None) if monomial.exponent(i) == 2 => rest[(i, i)] -= F::integer(2) * value.clone(),
                (Some(i), None) => slope[i] = value.clone(),
                (None, _) => {}
            }
        }
        let (covariance, mut mass) = if exponent.degree() < 2 {
            (rest, None)
        } else {
            let Some(determinant) = positive_determinant(&rest, sign)? else { return Ok(None) };
            (F::inverse_of(&rest)?.0, Some(root(&determinant)?.reciprocal()?))
        };
        let slope = Matrix::from_vec(dimension, 1, slope);
        let mean = &covariance * &slope;
        if slope.iter().any(|entry| !entry.is_zero()) {
            let factor = (F::half() * (slope.transpose() * &mean)[(0, 0)].clone()).exp()?;
            mass = Some(mass.map_or(factor.clone(), |mass| mass * factor));
        }
        let moments = HashMap::from([(Monomial::ONE, F::one())]);
        Ok(Some(Self { mass, mean: mean.as_slice().to_vec(), covariance, moments }))
    }

    /// E[p(z) e^q(z)]
    fn mean_of(&mut self, polynomial: &Polynomial<F>) -> Result<F> {
        let mut sum = F::zero();
        for (monomial, value) in polynomial.iter() {
            let moment = self.moment(monomial)?;
            if !moment.is_zero() {
                sum += value.clone() * moment;
            }
        }
        Ok(self.mass.iter().fold(sum, |sum, mass| sum * mass.clone()))
    }

    /// E[wᵢ f(w)] = mᵢ E[f] + Σⱼ Sᵢⱼ E[∂f/∂wⱼ]
    fn moment(&mut self, monomial: Monomial) -> Result<F> {
        if let Some(known) = self.moments.get(&monomial) {
            return Ok(known.clone());
        }
        let Some(i) = monomial.variables().next() else { return Ok(F::one()) };
        let rest = monomial.without(i);
        let mut sum = F::zero();
        if !self.mean[i].is_zero() {
            sum += self.mean[i].clone() * self.moment(rest)?;
        }
        for j in rest.variables() {
            if !self.covariance[(i, j)].is_zero() {
                let slope = F::integer(rest.exponent(j).into()) * self.moment(rest.without(j))?;
                sum += self.covariance[(i, j)].clone() * slope;
            }
        }
        if self.moments.len() >= MOST_MOMENTS {
            return Err(too_large());
        }
        self.moments.insert(monomial, sum.clone());
        Ok(sum)
    }
}

/// |A| of a symmetric positive definite matrix, by A = LDLᵀ; `None` if it is not positive definite.
fn positive_determinant<F: Field>(matrix: &Matrix<F>, sign: impl Fn(&F) -> Option<Ordering>) -> Result<Option<F>> {
    let (mut rest, mut determinant) = (matrix.clone(), F::one());
    for k in 0..matrix.nrows() {
        let pivot = rest[(k, k)].clone();
        match sign(&pivot) {
            Some(Ordering::Greater) => {}
            Some(_) => return Ok(None),
            None => return Err(Error::precision_lost("the growth of an integrand")),
        }
        let scale = pivot.reciprocal()?;
        for j in k + 1..matrix.nrows() {
            let factor = rest[(k, j)].clone() * scale.clone();
            for i in k + 1..matrix.nrows() {
                let product = rest[(i, k)].clone() * factor.clone();
                rest[(i, j)] -= product;
            }
        }
        determinant *= pivot;
    }
    Ok(Some(determinant))
}
