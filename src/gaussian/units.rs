//! Powers of 2 that keep sums of squares within the range of doubles

use crate::algebra::matrix::Matrix;
use std::borrow::Cow;

/// 2⁴⁴⁰: up to here the squares of any number of deviations have a sum.
pub const LARGE: f64 = f64::from_bits((1023 + 440) << 52);

/// 2⁶⁰⁰, the unit of larger numbers.
const UNIT: f64 = f64::from_bits((1023 + 600) << 52);

/// A number times 1/2⁶⁰⁰, without rounding unless it underflows.
pub fn in_large_units(number: f64) -> f64 {
    number * UNIT.recip()
}

/// The unit of each component, 1 or 2⁶⁰⁰.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    /// None where all are 1.
    sizes: Option<Vec<f64>>,
}

impl Units {
    pub fn of(&self, component: usize) -> f64 {
        self.sizes.as_ref().map_or(1.0, |sizes| sizes[component])
    }

    /// The unit of one of `dimension` components becomes 2⁶⁰⁰.
    pub fn raise(&mut self, component: usize, dimension: usize) {
        self.sizes.get_or_insert_with(|| vec![1.0; dimension])[component] = UNIT;
    }

    /// Components with a number that is too large for its unit; `data`: D×N, finite.
    pub fn exceeded_by(&self, data: &Matrix<f64>) -> Vec<usize> {
        let is_large = |j: &usize| data.row(*j).amax() > LARGE * self.of(*j);
        (0..data.nrows()).filter(is_large).collect()
    }

    /// `data` in these units, D×N.
    pub fn divide<'a>(&self, data: &'a Matrix<f64>) -> Cow<'a, Matrix<f64>> {
        let Some(sizes) = &self.sizes else {
            return Cow::Borrowed(data);
        };
        Cow::Owned(Matrix::from_fn(data.nrows(), data.ncols(), |i, j| data[(i, j)] / sizes[i]))
    }

    /// A D×D matrix of products of two components, back in units of 1; ∞ where that overflows.
    pub fn multiply(&self, mut products: Matrix<f64>) -> Matrix<f64> {
        if let Some(sizes) = &self.sizes {
            for (j, mut column) in products.column_iter_mut().enumerate() {
                column.iter_mut().zip(sizes).for_each(|(product, size)| *product = *product * size * sizes[j]);
            }
        }
        products
    }
}
