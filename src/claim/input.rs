//! What a claim is given: named inputs, their shapes, and the sets they range over.

pub use crate::program::size::{D, N, ONE, P, Q, Role, Size, Sizes, Symbol};

/// The set that an input ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any entries.
    Free,
    /// Entries above zero.
    Positive,
    /// Square with |A| ≠ 0: of either sign.
    Invertible,
    /// Symmetric, of any signature.
    Symmetric,
    /// Symmetric and positive definite; its factor L with LLᵀ = Σ is given as `…_factor`.
    Covariance,
    /// UᵀU = I: rotations, |U| = 1, and reflections, |U| = −1.
    Orthogonal,
}

/// One named input of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Input {
    /// Name, as the formulas call it.
    pub name: &'static str,
    /// Number of rows.
    pub rows: Size,
    /// Number of columns.
    pub columns: Size,
    /// Set it ranges over.
    pub kind: Kind,
}

const fn input(name: &'static str, rows: Size, columns: Size, kind: Kind) -> Input {
    Input { name, rows, columns, kind }
}

/// A column vector, `size`×1.
pub const fn vector(name: &'static str, size: Size) -> Input {
    input(name, size, ONE, Kind::Free)
}

/// Any matrix, `rows`×`columns`; of data, columns are samples.
pub const fn matrix(name: &'static str, rows: Size, columns: Size) -> Input {
    input(name, rows, columns, Kind::Free)
}

/// A square matrix with an inverse: its determinant has either sign, and it is not symmetric in general.
///
/// Where a claim needs |A| > 0, it says so by [`assuming`](crate::claim::Premise::assuming).
pub const fn invertible(name: &'static str, size: Size) -> Input {
    input(name, size, size, Kind::Invertible)
}

/// A symmetric matrix of any signature.
pub const fn symmetric(name: &'static str, size: Size) -> Input {
    input(name, size, size, Kind::Symmetric)
}

/// A symmetric positive definite matrix: a covariance or a precision.
/// Formulas may also use its factor L, LLᵀ = Σ, under the name with `_factor` appended.
pub const fn covariance(name: &'static str, size: Size) -> Input {
    input(name, size, size, Kind::Covariance)
}

/// An orthogonal matrix.
pub const fn orthogonal(name: &'static str, size: Size) -> Input {
    input(name, size, size, Kind::Orthogonal)
}

/// A column vector of positive numbers, such as eigenvalues.
pub const fn positive(name: &'static str, size: Size) -> Input {
    input(name, size, ONE, Kind::Positive)
}

/// A scalar, 1×1.
pub const fn number(name: &'static str) -> Input {
    input(name, ONE, ONE, Kind::Free)
}
