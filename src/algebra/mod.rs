//! Algebra over any number system: numbers, matrices, derivatives and integrals.

mod dense;
pub mod derivative;
pub(crate) mod elimination;
pub mod functions;
pub(crate) mod gauss_hermite;
pub mod integral;
pub mod matrix;
pub mod number;
