//! N(μ, Σ) with a semidefinite Σ: the degenerate (singular) multivariate normal law

// Where `new` is, so that it comes first in the documentation.
mod law;

mod loadings;
mod operations;

pub use law::DegenerateGaussian;
