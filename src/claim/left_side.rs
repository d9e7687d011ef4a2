//! The left side of a claim: a formula, or the gradient, expectation, law or extremum of one.

use super::inequality::Relation;
use crate::algebra::derivative::{Convention, Layout};
use crate::algebra::matrix::Matrix;
use crate::algebra::number::Field;
use crate::error::Result;
use crate::program::formula::Formula;
use crate::program::size::{ONE, Size, Sizes, shape_in_symbols};

/// Name of the standard normal input of formulas.
pub(crate) const NOISE: &str = "noise";

/// The quantity on the left side of a claim.
#[derive(Clone, Copy)]
pub enum LeftSide {
    /// A formula.
    Formula(Formula),
    /// ∂f/∂(variable).
    Gradient {
        /// f
        function: Formula,
        /// Name of the variable.
        variable: &'static str,
        /// The meaning of the gradient for a symmetric variable.
        convention: Convention,
        /// The layout of a Jacobian, if the claim states one. Otherwise the shapes determine it.
        layout: Option<Layout>,
    },
    /// E[h(z)] over standard normal `noise`, z ~ N(0, I).
    Expectation {
        /// h
        integrand: Formula,
        /// Shape of `noise`.
        noise: Noise,
    },
    /// The Gaussian law of a random vector that is computed from standard normal `noise`, as the D×(1+D) matrix
    Law {
        /// The random vector.
        sample: Formula,
        /// Shape of `noise`.
        noise: Noise,
    },
    /// A formula that compares with the right side in the stated relation, entry by entry.
    Inequality {
        /// The left side.
        left: Formula,
        /// How it compares with the right side.
        relation: Relation,
    },
    /// The point at which f is largest or smallest as a function of one input.
    Extremum {
        /// f
        function: Formula,
        /// Name of the variable.
        variable: &'static str,
        /// Which entries of the variable vary independently.
        convention: Convention,
        /// Largest or smallest.
        kind: Extremum,
    },
}

/// The shape of standard normal noise. All its entries are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    /// Number of rows.
    pub rows: Size,
    /// Number of columns. If there are several, each column is a sample.
    pub columns: Size,
}

impl Noise {
    /// One column.
    pub(super) const fn vector(rows: Size) -> Self {
        Self { rows, columns: ONE }
    }

    /// Numbers of rows and columns.
    pub(crate) fn shape(&self, sizes: Sizes) -> (usize, usize) {
        (sizes.of(self.rows), sizes.of(self.columns))
    }

    /// Number of entries.
    pub(crate) fn entries(&self, sizes: Sizes) -> usize {
        let (rows, columns) = self.shape(sizes);
        rows.saturating_mul(columns)
    }

    /// `D`, or `D×N`
    pub(crate) fn text(&self) -> String {
        if self.columns == ONE {
            return self.rows.to_string();
        }
        shape_in_symbols((self.rows, self.columns))
    }
}

/// The kind of extremum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extremum {
    /// arg max
    Maximum,
    /// arg min
    Minimum,
}

/// The Gaussian law N(mean, covariance) as one D×(1+D) matrix `[mean covariance]`.
pub fn law<F: Field>(mean: &Matrix<F>, covariance: &Matrix<F>) -> Result<Matrix<F>> {
    crate::algebra::matrix::beside(mean, covariance)
}
