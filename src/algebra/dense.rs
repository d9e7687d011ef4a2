//! The type of all matrices, and properties that do not depend on the type of their entries.

/// A matrix over the number system `F`.
pub type Matrix<F> = nalgebra::DMatrix<F>;
