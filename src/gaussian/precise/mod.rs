//! Mean and factor in 32 digits, for a Gaussian that 16 digits of its covariance do not determine
//!
//! An example is an observation of x₁ + x₂ with noise of standard deviation 10⁻¹⁰, where each component has variance 1.
//! The variance of the sum becomes 10⁻²⁰, and is lost in the rounding of a covariance whose entries are ½ and −½. The
//! factor L holds it, but the next observation of the sum takes a difference of entries of L, and is lost in their
//! rounding. With 32 digits neither is lost.
//!
//! All computations are plane rotations, which are orthogonal: no square is formed, and digits are lost only in
//! subtractions that are part of the problem.

mod bounds;
mod gradients;
mod law;
mod observation;
mod smoothing;
mod triangle;

pub(super) use law::Precise;
pub(super) use observation::Observations;
pub(super) use triangle::cholesky;
