//! The inputs of a claim: their names, their shapes, and the sets they range over.

pub use crate::program::size::{D, N, ONE, P, Q, Role, Size, Sizes, Symbol};

/// The set that an input ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Domain {
    /// Any entries.
    Free,
    /// Positive entries.
    Positive,
    /// Square, with a determinant of either sign.
    Invertible,
    /// Symmetric, of any signature.
    Symmetric,
    /// Symmetric and positive definite; its factor L with LLᵀ = Σ is given as `…_factor`.
    Covariance,
    /// UᵀU = I: rotations, |U| = 1, and reflections, |U| = −1.
    Orthogonal,
    /// Square, zero above the diagonal; the diagonal is of any sign, and may be zero.
    LowerTriangular,
    /// Square, zero off the diagonal; the diagonal is of any sign, and may be zero.
    Diagonal,
    /// A column with xᵀx = 1: the whole sphere; for one entry, 1 and −1.
    UnitVector,
    /// A column of positive entries whose sum is 1.
    Simplex,
    /// Of full rank: independent columns if there are no more columns than rows, and independent rows otherwise.
    FullRank,
    /// Integers of either sign, including zero.
    Integer,
}

impl Domain {
    /// Whether all matrices of this set are square.
    pub(crate) fn is_square(self) -> bool {
        match self {
            Self::Invertible | Self::Symmetric | Self::Covariance | Self::Orthogonal => true,
            Self::LowerTriangular | Self::Diagonal => true,
            Self::Free | Self::Positive | Self::UnitVector | Self::Simplex | Self::FullRank | Self::Integer => false,
        }
    }

    /// Whether all matrices of this set are columns.
    pub(crate) fn is_column(self) -> bool {
        matches!(self, Self::UnitVector | Self::Simplex)
    }

    /// Whether the set contains diagonal matrices with a positive diagonal, and others.
    pub(crate) fn has_structure(self) -> bool {
        self.is_square() && self != Self::Orthogonal
    }
}

/// One named input of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Input {
    /// Name of the argument in formulas.
    pub name: &'static str,
    /// Number of rows.
    pub rows: Size,
    /// Number of columns.
    pub columns: Size,
    /// The set that it ranges over.
    pub domain: Domain,
}

const fn input(name: &'static str, rows: Size, columns: Size, domain: Domain) -> Input {
    Input { name, rows, columns, domain }
}

/// A column vector, `size`×1.
pub const fn vector(name: &'static str, size: Size) -> Input {
    input(name, size, ONE, Domain::Free)
}

/// Any matrix, `rows`×`columns`. The columns of data are samples.
pub const fn matrix(name: &'static str, rows: Size, columns: Size) -> Input {
    input(name, rows, columns, Domain::Free)
}

/// A square matrix with an inverse: its determinant has either sign, and it is not symmetric in general.
///
/// If a claim needs |A| > 0, it states that with [`assuming`](crate::claim::Premise::assuming).
pub const fn invertible(name: &'static str, size: Size) -> Input {
    input(name, size, size, Domain::Invertible)
}

/// A symmetric matrix of any signature.
pub const fn symmetric(name: &'static str, size: Size) -> Input {
    input(name, size, size, Domain::Symmetric)
}

/// A symmetric positive definite matrix: a covariance or a precision.
/// Formulas may also use its factor L, LLᵀ = Σ, under the name with `_factor` appended.
pub const fn covariance(name: &'static str, size: Size) -> Input {
    input(name, size, size, Domain::Covariance)
}

/// An orthogonal matrix.
pub const fn orthogonal(name: &'static str, size: Size) -> Input {
    input(name, size, size, Domain::Orthogonal)
}

/// A column vector of positive numbers, such as eigenvalues.
pub const fn positive(name: &'static str, size: Size) -> Input {
    input(name, size, ONE, Domain::Positive)
}

/// A lower triangular matrix: any numbers on the diagonal and below it.
pub const fn lower_triangular(name: &'static str, size: Size) -> Input {
    input(name, size, size, Domain::LowerTriangular)
}

/// A diagonal matrix: any numbers on the diagonal.
pub const fn diagonal_matrix(name: &'static str, size: Size) -> Input {
    input(name, size, size, Domain::Diagonal)
}

/// A column vector of length 1, xᵀx = 1.
pub const fn unit_vector(name: &'static str, size: Size) -> Input {
    input(name, size, ONE, Domain::UnitVector)
}

/// A column vector of positive numbers whose sum is 1, such as the probabilities of a finite set.
pub const fn simplex(name: &'static str, size: Size) -> Input {
    input(name, size, ONE, Domain::Simplex)
}

/// A matrix of full rank, `rows`×`columns`: its columns are independent if there are no more columns than rows, and its
/// rows are independent otherwise.
pub const fn full_rank(name: &'static str, rows: Size, columns: Size) -> Input {
    input(name, rows, columns, Domain::FullRank)
}

/// An integer of either sign, 1×1.
///
/// Formulas are judged at integers only. As for other sets, isolated points without a value, such as 0 for 1/n, are no
/// evidence against a claim. Missing values are evidence if they occur at integers of any magnitude.
pub const fn integer(name: &'static str) -> Input {
    input(name, ONE, ONE, Domain::Integer)
}

/// A scalar, 1×1.
pub const fn number(name: &'static str) -> Input {
    input(name, ONE, ONE, Domain::Free)
}
