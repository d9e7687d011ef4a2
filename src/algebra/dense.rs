//! The type of all matrices; what is known of it without knowing its numbers.

/// A matrix over the number system `F`.
pub type Matrix<F> = nalgebra::DMatrix<F>;
