//! E\[xxᵀ\] = μμᵀ + Σ and cov\[x\] = E\[(x−μ)(x−μ)ᵀ\] = Σ

mod change_of_variables;
mod eigenbasis;
mod formulas;
mod integrals;
mod second_moment;

pub use formulas::{
    double_sum, log_product_of_integrals, outer, second_moment, spectral_precision, sum_of_projections,
};

use crate::prelude::*;

/// The derivation.
pub fn derivation() -> Derivation {
    Derivation::new("covariance", "The covariance of a Gaussian")
        .about(
            "The second moment is expanded about the mean. In the basis of the eigenvectors zzᵀ is a double sum; \
             products of different coordinates integrate to zero, squares to the eigenvalues, and the result is the \
             spectral form of Σ. The cross terms with μ vanish, so E[xxᵀ] = μμᵀ + Σ, and Σ is the covariance.",
        )
        .claims(change_of_variables::two_dimensions())
        .claims(change_of_variables::substitution())
        .claims(eigenbasis::outer_product())
        .claims(eigenbasis::exponent())
        .claims(eigenbasis::double_sums())
        .claims(integrals::off_diagonal())
        .claims(integrals::products())
        .claims(integrals::diagonal_terms())
        .claims(second_moment::terms_with_the_mean())
        .claims(second_moment::covariance_of_x())
}
