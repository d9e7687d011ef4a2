//! μ_ML = 1/N Σₙ xₙ and Σ_ML = Λ_ML⁻¹ = 1/N Σₙ (xₙ−μ)(xₙ−μ)ᵀ

mod covariance;
mod formulas;
mod invariance;
mod mean;
mod precision;
mod sampling_distribution;

pub use formulas::{log_likelihood_of_precision, maximum_likelihood_precision, precision_gradient, shortfall};

use crate::prelude::*;

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("maximum_likelihood", "Maximum likelihood for the mean and the covariance")
        .about(
            "The log-likelihood is quadratic in the mean; its gradient vanishes at the sample mean. As a function of \
             the precision its gradient is ½NΣ − ½S, which vanishes at Σ = S/N. Inversion is one-to-one, so the \
             maximum-likelihood precision is the inverse of the maximum-likelihood covariance; for a map that is not \
             one-to-one this can fail.",
        )
        .claims(mean::likelihood())
        .claims(mean::quadratic_forms())
        .claims(mean::maximum())
        .claims(precision::trace_form())
        .claims(precision::maximum())
        .claims(covariance::equation())
        .claims(covariance::maximum())
        .claims(invariance::one_to_one())
        .claims(invariance::not_one_to_one())
        .claims(sampling_distribution::sampling())
}
