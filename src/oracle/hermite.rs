//! Means over z ~ N(0, I): exact rules with integer nodes, and Gauss–Hermite rules in `f64`.

use crate::error::{Error, Result};
use crate::matrix::{Matrix, inverse};
use crate::number::{Field, Rational};
use gauss_quad::GaussHermite;
use num_traits::{One, ToPrimitive, Zero};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

/// The most nodes a tensor rule may have.
const MOST_NODES: usize = 20_000;

/// Half-width m of the symmetric integer rule {−m, …, m} that is exact for polynomials of degree `degree`.
pub(crate) fn reach(degree: u64) -> Result<usize> {
    // 2m+1 weights match the moments 0 … 2m; the odd moment 2m+1 vanishes on both sides.
    match degree {
        0..=9 => Ok((degree.saturating_sub(1) as usize).div_ceil(2)),
        _ => {
            Err(Error::Malformed { claim: "the integrand".into(), reason: format!("its degree is {degree}, above 9") })
        }
    }
}

/// E[h(z)] for a polynomial h, by the tensor rule with integer nodes −m … m: exact over any field.
pub(crate) fn exact_mean<F: Field>(
    reach: usize,
    dimension: usize,
    mut h: impl FnMut(Matrix<F>) -> Result<Matrix<F>>,
) -> Result<Matrix<F>> {
    let mut rule = Vec::new();
    for (node, weight) in integer_rule(reach)? {
        let part = |number: Option<i64>| {
            number.ok_or(Error::Malformed { claim: "the rule".into(), reason: "a weight is too large".into() })
        };
        rule.push((F::integer(node), F::ratio(part(weight.numer().to_i64())?, part(weight.denom().to_i64())?)?));
    }
    tensor_mean(&rule, dimension, |z, _| h(z))
}

/// Nodes −m … m and the weights that reproduce the moments of N(0, 1).
fn integer_rule(reach: usize) -> Result<Vec<(i64, Rational)>> {
    let m = reach as i64;
    let count = 2 * reach + 1;
    let powers = Matrix::from_fn(count, count, |power, k| {
        (0..power).fold(Rational::one(), |product, _| product * Rational::integer(k as i64 - m))
    });
    let moments = Matrix::from_fn(count, 1, |power, _| {
        // E[zᵏ] = (k−1)(k−3)…1 for even k
        if power % 2 == 1 {
            Rational::zero()
        } else {
            (1..power).step_by(2).fold(Rational::one(), |product, odd| product * Rational::integer(odd as i64))
        }
    });
    let weights = inverse(&powers)? * moments;
    Ok((-m..=m).zip(weights.iter().cloned()).collect())
}

/// E[h(z)] by the Gauss–Hermite tensor rule with `order` nodes in each dimension; `h` is also told the weight of z.
pub(crate) fn gauss_mean(
    order: usize,
    dimension: usize,
    h: impl FnMut(Matrix<f64>, f64) -> Result<Matrix<f64>>,
) -> Result<Matrix<f64>> {
    tensor_mean(&gauss_rule(order), dimension, h)
}

/// Nodes and weights.
type Rule = Arc<[(f64, f64)]>;

/// The Gauss–Hermite rule for N(0, 1); each order is computed once, which takes longer than most uses of it.
fn gauss_rule(order: usize) -> Rule {
    static RULES: Mutex<BTreeMap<usize, Rule>> = Mutex::new(BTreeMap::new());
    let mut rules = RULES.lock().unwrap_or_else(PoisonError::into_inner);
    let compute = || {
        // ∫ e^(−t²) g(t) dt with z = √2 t
        let scale = std::f64::consts::PI.sqrt();
        let rule = GaussHermite::new(NonZeroUsize::new(order).unwrap_or(NonZeroUsize::MIN));
        rule.iter().map(|(node, weight)| (std::f64::consts::SQRT_2 * node, weight / scale)).collect()
    };
    rules.entry(order).or_insert_with(compute).clone()
}

/// Whether a tensor rule with `order` nodes in `dimension` dimensions is affordable.
pub(crate) fn affordable(order: usize, dimension: usize) -> bool {
    order.checked_pow(dimension as u32).is_some_and(|nodes| nodes <= MOST_NODES)
}

fn tensor_mean<F: Field>(
    rule: &[(F, F)],
    dimension: usize,
    mut h: impl FnMut(Matrix<F>, F) -> Result<Matrix<F>>,
) -> Result<Matrix<F>> {
    if !affordable(rule.len(), dimension) {
        return Err(Error::OutOfReach { what: "the expectation", limit: MOST_NODES });
    }
    let mut total: Option<Matrix<F>> = None;
    for number in 0..rule.len().pow(dimension as u32) {
        let mut rest = number;
        let mut weight = F::one();
        let node = Matrix::from_fn(dimension, 1, |_, _| {
            let (node, factor) = &rule[rest % rule.len()];
            rest /= rule.len();
            weight *= factor.clone();
            node.clone()
        });
        let term = h(node, weight.clone())? * weight;
        total = Some(match total {
            None => term,
            Some(sum) => sum + term,
        });
    }
    total.ok_or(Error::Empty { name: "the noise".into() })
}
