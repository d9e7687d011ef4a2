//! Mean and factor in 32 digits, for a Gaussian that 16 digits of its covariance do not determine
//!
//! Observe x₁ + x₂ with noise of 10⁻¹⁰, where either has a variance of 1: the variance of their sum is 10⁻²⁰, and is lost
//! in the rounding of a covariance whose entries are ½ and −½. The factor L holds it, but the next observation of the sum
//! is a difference of entries of L, and lost in their rounding. With 32 digits neither is.
//!
//! All is done by plane rotations, which are orthogonal: no square is ever formed, and no digit is lost to a subtraction
//! that the problem itself does not ask for.

mod bounds;
mod gradients;
mod law;
mod observation;
mod smoothing;
mod triangle;

pub(super) use law::Precise;
pub(super) use observation::Observations;
pub(super) use triangle::cholesky;
