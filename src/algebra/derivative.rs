//! Derivatives with respect to vectors and matrices, and the three conventions for symmetric ones.

use crate::algebra::matrix::Matrix;
use crate::algebra::number::{Dual, Field};
use crate::error::{Error, Result};

/// The meaning of ∂f/∂A for a symmetric A. G is the unconstrained gradient.
///
/// The three conventions differ off the diagonal. All are in use, so a claim must state which one it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Gᵢⱼ = ∂f/∂aᵢⱼ: every entry varies independently.
    Unconstrained,
    /// ½(G + Gᵀ): the gradient in the space of symmetric matrices with ⟨A, B⟩ = tr(AᵀB).
    Symmetrised,
    /// G + Gᵀ − diag(G): aᵢⱼ and aⱼᵢ are one variable. For symmetric G this is 2G − diag(G).
    FreeEntries,
}

impl Convention {
    /// What it means, in words; G stands for the unconstrained gradient.
    pub fn text(self) -> &'static str {
        match self {
            Self::Unconstrained => "unconstrained: every entry varies independently",
            Self::Symmetrised => "symmetrised: ½(G + Gᵀ), where G is the unconstrained gradient",
            Self::FreeEntries => {
                "with respect to the free entries: G + Gᵀ − diag(G), where G is the unconstrained gradient"
            }
        }
    }

    /// The direction V for which df(V) is entry (i, j) of the gradient.
    pub fn direction<F: Field>(self, rows: usize, columns: usize, i: usize, j: usize) -> Matrix<F> {
        let mut direction = Matrix::zeros(rows, columns);
        direction[(i, j)] = F::one();
        if self != Self::Unconstrained && i != j {
            direction[(j, i)] = F::one();
            if self == Self::Symmetrised {
                direction *= F::half();
            }
        }
        direction
    }

    /// The conventions for symmetric matrices need a square variable.
    pub(crate) fn expect_shape(self, rows: usize, columns: usize) -> Result<()> {
        if self != Self::Unconstrained && rows != columns {
            return Err(Error::not_square("the symmetric variable", (rows, columns)));
        }
        Ok(())
    }

    /// Converts the unconstrained gradient G (D×D) to this convention.
    pub fn convert<F: Field>(self, unconstrained: &Matrix<F>) -> Result<Matrix<F>> {
        crate::algebra::matrix::order("the gradient", unconstrained)?;
        let both = unconstrained + unconstrained.transpose();
        Ok(match self {
            Self::Unconstrained => unconstrained.clone(),
            Self::Symmetrised => both * F::half(),
            Self::FreeEntries => {
                let mut gradient = both;
                for i in 0..gradient.nrows() {
                    gradient[(i, i)] = unconstrained[(i, i)].clone();
                }
                gradient
            }
        })
    }
}

/// The layout of the Jacobian of a column function (M×1) with respect to a column (N×1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// M×N, entry (i, j) = ∂fᵢ/∂xⱼ: the rows belong to the numerator.
    Numerator,
    /// N×M, entry (i, j) = ∂fⱼ/∂xᵢ: the rows belong to the denominator.
    Denominator,
}

impl Layout {
    /// Its name and its meaning, in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Numerator => "numerator layout: ∂fᵢ/∂xⱼ is in row i and column j",
            Self::Denominator => "denominator layout: ∂fᵢ/∂xⱼ is in row j and column i",
        }
    }
}

/// The arrangement of the entries of a derivative. It depends on the shapes in symbols, and not on the sizes at which
/// they are 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrangement {
    /// The gradient of a scalar f, with the shape of the variable.
    Gradient,
    /// A vector f (M×1) with respect to a vector (N×1).
    Jacobian(Layout),
    /// Any f with respect to a scalar, with the shape of f.
    ByScalar,
}

impl Arrangement {
    /// The arrangement for a function and a variable of these shapes, if there is one.
    pub(crate) fn of(function: (usize, usize), variable: (usize, usize)) -> Result<Self> {
        match (function, variable) {
            (_, (1, 1)) => Ok(Self::ByScalar),
            ((1, 1), _) => Ok(Self::Gradient),
            ((_, 1), (_, 1)) => Ok(Self::Jacobian(Layout::Numerator)),
            _ => Err(Error::shape("the function to differentiate", "1×1, or D×1 with a variable D×1", function)),
        }
    }
}

/// Computes df(V) for all directions V of the variable.
pub(crate) fn collect<F: Field>(
    (rows, columns): (usize, usize),
    convention: Convention,
    arrangement: Option<Arrangement>,
    mut along: impl FnMut(&Matrix<F>) -> Result<Matrix<F>>,
) -> Result<Matrix<F>> {
    if rows == 0 || columns == 0 {
        return Err(Error::empty("the variable"));
    }
    convention.expect_shape(rows, columns)?;
    let first = along(&convention.direction(rows, columns, 0, 0))?;
    let arrangement = arrangement.map_or_else(|| Arrangement::of(first.shape(), (rows, columns)), Ok)?;
    if arrangement == Arrangement::ByScalar {
        return Ok(first);
    }
    let scalar = arrangement == Arrangement::Gradient;
    if !scalar && columns != 1 {
        return Err(Error::shape("the variable of a Jacobian", (rows, 1), (rows, columns)));
    }
    let expected = if scalar { (1, 1) } else { (first.nrows(), 1) };
    if first.shape() != expected {
        return Err(Error::shape("the function to differentiate", expected, first.shape()));
    }
    let mut derivative = if scalar { Matrix::zeros(rows, columns) } else { Matrix::zeros(first.nrows(), rows) };
    let mut first = Some(first);
    for j in 0..columns {
        for i in 0..rows {
            let value = match first.take() {
                Some(value) => value,
                None => along(&convention.direction(rows, columns, i, j))?,
            };
            if scalar {
                derivative[(i, j)] = value[(0, 0)].clone();
            } else {
                derivative.set_column(i, &value.column(0));
            }
        }
    }
    Ok(if arrangement == Arrangement::Jacobian(Layout::Denominator) { derivative.transpose() } else { derivative })
}

/// A + V ε
pub fn dual<F: Field>(real: &Matrix<F>, tangent: &Matrix<F>) -> Matrix<Dual<F>> {
    real.zip_map(tangent, Dual::new)
}

/// The tangent part of a dual matrix.
pub fn tangent<F: Field>(dual: &Matrix<Dual<F>>) -> Matrix<F> {
    dual.map(|entry| entry.tangent)
}

/// d f(A; dA): the differential of `f` at `at` in the direction `along`, by dual numbers.
///
/// For use inside a formula: `differential(determinant, A, dA)`.
pub fn differential<F: Field, T>(
    f: impl Fn(&Matrix<Dual<F>>) -> T,
    at: &Matrix<F>,
    along: &Matrix<F>,
) -> Result<Matrix<F>>
where
    T: crate::algebra::matrix::IntoMatrix<Dual<F>>,
{
    crate::algebra::matrix::expect_shape("the direction of the differential", along, at.nrows(), at.ncols())?;
    Ok(tangent(&f(&dual(at, along)).into_matrix()?))
}
