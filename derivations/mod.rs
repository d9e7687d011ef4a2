//! The table of contents, in teaching order. Each line is one derivation, and one file of this folder; the folder of the
//! same name holds the claims of a long one.
//!
//! # Notation
//!
//! | symbol | meaning | shape |
//! |---|---|---|
//! | D, N | dimension, number of samples | |
//! | P, Q | orders of the first and the second block, of x and y in a linear-Gaussian model | |
//! | x, z | a point; z = x − μ, or standard normal noise | D×1 |
//! | X, xₙ | samples, one a column; its columns | D×N, D×1 |
//! | μ, x̄ | mean; sample mean | D×1 |
//! | Σ, Λ = Σ⁻¹ | covariance, precision; symmetric and positive definite | D×D |
//! | S | scatter Σₙ(xₙ−μ)(xₙ−μ)ᵀ, or any matrix where the text says so | D×D |
//! | A, B, dA | any matrices; a change of A | as stated |
//! | U, Λ = diag(λ) | eigenvectors as rows, UᵀU = I; eigenvalues | D×D |
//! | y = U(x−μ) | coordinates in the basis of the eigenvectors | D×1 |
//! | ε; s, S = diag(s) | standard normal noise; standard deviations, λᵢ = sᵢ² | D×1; D×D |
//! | t | tilt of an exponent, tᵀz | D×1 |
//! | x_a, x_b; Σ_ab | the blocks of x and of Σ | P×1, Q×1; P×Q |
//! | μ_{a&#124;b}, Σ_{a&#124;b} | mean and covariance of x_a, given x_b | P×1, P×P |
//! | l(Λ) | log-likelihood as a function of the precision, without its constant | scalar |
//! | μ₀, σ₀²; μ_N, σ_N² | mean and variance of the distribution of μ, before and after N samples | scalars |
//! | m, τ | coefficient of first order, and the remainder of completing the square | D×1, scalar |
//! | A, b, L | y = Ax + b + noise of precision L | Q×P, Q×1, Q×Q |
//! | R | precision of z = [x; y] | (P+Q)×(P+Q) |
//! | 𝔼, 𝒩, tr, &#124;A&#124;, ∂ | expectation, Gaussian density or law, trace, determinant, derivative | |
//!
//! ∂f/∂A has the shape of A. For a symmetric A each claim says which convention it means, see
//! [`Convention`](crate::derivative::Convention).

use crate::claim::Derivation;
use crate::course::print::Notation;
use crate::course::{Course, Equation, NumberedText};
use crate::error::Result;

/// The notes that the course follows. Their equations are numbered in the order in which they are printed.
const TEXTS: [NumberedText; 3] = [
    NumberedText {
        id: "N0",
        title: "“가우시안 함수의 미분” (derivatives of the Gaussian), a post in Korean of 26 July 2025",
        about: "the density, the gradients of its logarithm, and the maximum-likelihood estimates",
    },
    NumberedText {
        id: "N1",
        title: "“ML basics - Probability Distributions 2”, a post in Korean of 20 June 2021",
        about: "from the moments to Bayes' theorem and maximum likelihood, after section 2.3 of Bishop's book",
    },
    NumberedText {
        id: "N2",
        title: "an untitled derivation in Japanese",
        about: "maximum likelihood for the mean and the covariance, step by step",
    },
];

/// Every numbered equation of the three notes, with its status, the claims that judge it, and its correction.
const EQUATIONS: &str = include_str!("equations.tsv");

/// What the symbols of the printed formulas stand for.
const NOTATION: &str = include_str!("notation.tsv");

/// The derivations and the equations that they account for.
pub fn course() -> Result<Course> {
    Ok(Course {
        derivations: all(),
        texts: TEXTS.into(),
        equations: Equation::table(EQUATIONS)?,
        notation: notation()?,
    })
}

/// The table of notation of the printed formulas.
pub fn notation() -> Result<Notation> {
    Notation::table(NOTATION)
}

macro_rules! contents {
    ($($name:ident)*) => {
        $( pub mod $name; )*

        /// All derivations, in teaching order.
        pub fn all() -> Vec<Derivation> {
            vec![$( $name::derivation() ),*]
        }

        /// The Rust source of a derivation.
        #[cfg(feature = "notebook")]
        pub fn text(name: &str) -> Option<&'static str> {
            match name {
                $( stringify!($name) => Some(include_str!(concat!(stringify!($name), ".rs"))), )*
                _ => None,
            }
        }
    };
}

contents! {
    log_density
    symmetric_part
    spectral_form
    odd_and_even
    normalisation
    mean
    covariance
    mu_gradient
    trace_gradient
    logarithm
    log_det_gradient
    sigma_gradient
    completing_square
    partitioned_precision
    conditional
    schur_marginal
    linear_gaussian
    maximum_likelihood
    bayesian_mean
    affine_map
    product_of_gaussians
    woodbury
    score_and_fisher
    divergence_and_entropy
    biased_covariance
    sequential_likelihood
}

#[cfg(feature = "notebook")]
pub mod notebook;
