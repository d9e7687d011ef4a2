//! Means over z ~ N(0, I) by Gauss–Hermite rules.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::{Error, Result};
use gauss_quad::GaussHermite;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

/// Largest number of nodes of a tensor rule.
const MOST_NODES: usize = 20_000;

/// E[h(z)] by the Gauss–Hermite tensor rule with `order` nodes in each dimension. `h` also receives the weight of z.
pub(crate) fn gauss_mean(
    order: usize,
    dimension: usize,
    h: impl FnMut(Matrix<f64>, f64) -> Result<Matrix<f64>>,
) -> Result<Matrix<f64>> {
    tensor_mean(&gauss_rule(order), dimension, h)
}

/// Nodes and weights.
type Rule = Arc<[(f64, f64)]>;

/// The Gauss–Hermite rule for N(0, 1). Each order is computed only once, because that takes longer than most uses.
fn gauss_rule(order: usize) -> Rule {
    static RULES: Mutex<BTreeMap<usize, Rule>> = Mutex::new(BTreeMap::new());
    let mut rules = RULES.lock().unwrap_or_else(PoisonError::into_inner);
    let compute = || {
        // ∫ e^(−t²) g(t) dt with z = √2 t. The weights of the library lose all digits in the tails, so they are
        // computed again: w = 1 / Σ pₖ(z)² over the orthonormal polynomials p₀ … pₙ₋₁.
        let rule = GaussHermite::new(NonZeroUsize::new(order).unwrap_or(NonZeroUsize::MIN));
        rule.iter().map(|(node, _)| std::f64::consts::SQRT_2 * node).map(|z| (z, weight(z, order))).collect()
    };
    rules.entry(order).or_insert_with(compute).clone()
}

/// 1 / Σ pₖ(z)² for k < `order`, by √(k+1) pₖ₊₁ = z pₖ − √k pₖ₋₁ and p₀ = 1.
fn weight(z: f64, order: usize) -> f64 {
    let (mut before, mut current, mut sum) = (0.0, 1.0, 0.0);
    for k in 0..order {
        sum += current * current;
        let next = (z * current - (k as f64).sqrt() * before) / ((k + 1) as f64).sqrt();
        (before, current) = (current, next);
    }
    1.0 / sum
}

/// Whether a tensor rule with `order` nodes in `dimension` dimensions has at most [`MOST_NODES`] nodes.
pub(crate) fn affordable(order: usize, dimension: usize) -> bool {
    order.checked_pow(dimension as u32).is_some_and(|nodes| nodes <= MOST_NODES)
}

fn tensor_mean<F: Field>(
    rule: &[(F, F)],
    dimension: usize,
    mut h: impl FnMut(Matrix<F>, F) -> Result<Matrix<F>>,
) -> Result<Matrix<F>> {
    if !affordable(rule.len(), dimension) {
        return Err(Error::out_of_reach("the expectation", MOST_NODES));
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
    total.ok_or_else(|| Error::empty("the noise"))
}
