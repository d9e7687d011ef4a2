//! Values and derivatives of the function of an extremum.

use super::objective::Objective;
use super::set::{precisely_orthogonal, precisely_scaled};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::algebra::number::{Digits, Dual, Field};
use crate::claim::Extremum;
use crate::claim::input::Domain;
use crate::error::{Error, Result};
use crate::oracle::sides::without_factor;
use std::cmp::Ordering;

/// The name of the value that must be a number, for errors.
pub(super) const NUMBER: &str = "the function of an extremum";

impl Objective<'_> {
    pub(super) fn sign(&self) -> f64 {
        if self.kind == Extremum::Maximum { -1.0 } else { 1.0 }
    }

    pub(super) fn value(&self, at: &Matrix<f64>) -> Result<f64> {
        if !self.is_inside(at) {
            return Err(Error::singular("a point of the search"));
        }
        let mut point = self.point.clone();
        point.vary(self.variable, at.clone());
        let value = self.function.at(&point).map_err(without_factor)?;
        expect_shape(NUMBER, &value, 1, 1)?;
        if value[(0, 0)].is_nan() {
            return Err(Error::precision_lost("the function of an extremum"));
        }
        Ok(self.sign() * value[(0, 0)])
    }

    pub(super) fn precise_value(&self, at: &Matrix<Digits>) -> Result<Digits> {
        let mut point = self.precise.clone();
        point.vary(self.variable, at.clone());
        let value = self.function.at(&point).map_err(without_factor)?;
        expect_shape(NUMBER, &value, 1, 1)?;
        let value = value[(0, 0)].clone();
        Ok(if self.kind == Extremum::Maximum { -value } else { value })
    }

    /// The value at another point, if the point lies in the set and the value is certainly lower.
    pub(super) fn is_better(&self, place: &Matrix<Digits>, here: &Digits, there: &Matrix<f64>) -> Option<Digits> {
        if !there.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let there = match self.set {
            // Floats are not exactly orthogonal. So the rotation to this point is found, and computed again in 77
            // digits.
            Domain::Orthogonal => precisely_orthogonal(place, there)?,
            Domain::UnitVector | Domain::Simplex => precisely_scaled(self.set, there)?,
            _ => there.map(Digits::exact),
        };
        if self.is_inside_beyond_doubt(&there) != Some(true) {
            return None;
        }
        let lower = self.precise_value(&there).ok()?;
        ((lower.clone() - here.clone()).sign() == Some(Ordering::Less)).then_some(lower)
    }

    /// First and second derivatives with respect to the coordinates of the chart, by doubly dual numbers.
    pub(super) fn derivatives(&self, at: &Matrix<f64>, chart: &[Matrix<f64>]) -> Result<(Matrix<f64>, Matrix<f64>)> {
        let lifted = self.point.map(|&entry| Dual::constant(Dual::constant(entry)));
        let mut function = self.function.along(self.variable, &lifted);
        let (_, slope, curvature) = self.along_chart(at, chart, |place| {
            let value = function.at(place)?;
            expect_shape(NUMBER, &value, 1, 1)?;
            Ok(value[(0, 0)].clone())
        })?;
        Ok((slope * self.sign(), curvature * self.sign()))
    }

    /// The value and the first and second derivatives, in the coordinates of the chart, of a number that depends on the
    /// variable.
    pub(super) fn along_chart(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        mut number: impl FnMut(Matrix<Dual<Dual<f64>>>) -> Result<Dual<Dual<f64>>>,
    ) -> Result<(f64, Matrix<f64>, Matrix<f64>)> {
        let count = chart.len();
        let (mut centre, mut slope, mut curvature) = (0.0, Matrix::zeros(count, 1), Matrix::zeros(count, count));
        for (i, first) in chart.iter().enumerate() {
            for (j, second) in chart.iter().enumerate().take(i + 1) {
                let value = number(self.doubly_dual(at, first, second))?;
                centre = value.real.real;
                slope[(i, 0)] = value.real.tangent;
                curvature[(i, j)] = value.tangent.tangent;
                curvature[(j, i)] = curvature[(i, j)];
            }
        }
        Ok((centre, slope, curvature))
    }
}
