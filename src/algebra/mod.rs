//! Algebra over any number system: numbers, matrices, derivatives and integrals.

mod dense;
pub mod derivative;
pub(crate) mod elimination;
#[cfg(feature = "verify")]
pub mod functions;
#[cfg(feature = "verify")]
pub(crate) mod gauss_hermite;
#[cfg(feature = "verify")]
pub mod integral;
pub mod matrix;
pub mod number;
