//! Values and derivatives of the function at the places of its variable.

use super::landscape::Landscape;
use super::set::{precisely_orthogonal, precisely_scaled};
use crate::algebra::matrix::{Matrix, expect_shape};
use crate::algebra::number::{Digits, Dual, Field};
use crate::claim::Extremum;
use crate::claim::input::Domain;
use crate::error::{Error, Result};
use crate::oracle::sides::without_factor;
use std::cmp::Ordering;

/// What must be a number.
pub(super) const NUMBER: &str = "the function of an extremum";

impl Landscape<'_> {
    pub(super) fn sign(&self) -> f64 {
        if self.kind == Extremum::Maximum { -1.0 } else { 1.0 }
    }

    pub(super) fn height(&self, at: &Matrix<f64>) -> Result<f64> {
        if !self.is_inside(at) {
            return Err(Error::Singular { what: "a place on the optimiser's way".into() });
        }
        let mut point = self.point.clone();
        point.vary(self.variable, at.clone());
        let value = self.function.at(&point).map_err(without_factor)?;
        expect_shape(NUMBER, &value, 1, 1)?;
        if value[(0, 0)].is_nan() {
            return Err(Error::PrecisionLost { what: "the function of an extremum" });
        }
        Ok(self.sign() * value[(0, 0)])
    }

    pub(super) fn precise_height(&self, at: &Matrix<Digits>) -> Result<Digits> {
        let mut point = self.precise.clone();
        point.vary(self.variable, at.clone());
        let value = self.function.at(&point).map_err(without_factor)?;
        expect_shape(NUMBER, &value, 1, 1)?;
        let value = value[(0, 0)].clone();
        Ok(if self.kind == Extremum::Maximum { -value } else { value })
    }

    /// The height of another place, if it lies in the set, and lower, beyond doubt.
    pub(super) fn is_better(&self, place: &Matrix<Digits>, here: &Digits, there: &Matrix<f64>) -> Option<Digits> {
        if !there.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let there = match self.set {
            // Floats are not quite orthogonal: the rotation that leads there is found, and carried out in digits.
            Domain::Orthogonal => precisely_orthogonal(place, there)?,
            Domain::UnitVector | Domain::Simplex => precisely_scaled(self.set, there)?,
            _ => there.map(Digits::exact),
        };
        if self.is_inside_beyond_doubt(&there) != Some(true) {
            return None;
        }
        let lower = self.precise_height(&there).ok()?;
        ((lower.clone() - here.clone()).sign() == Some(Ordering::Less)).then_some(lower)
    }

    /// First and second derivatives along the chart, by doubly dual numbers.
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

    /// Value, first and second derivatives along the chart of a number that a place determines.
    pub(super) fn along_chart(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        mut number: impl FnMut(Matrix<Dual<Dual<f64>>>) -> Result<Dual<Dual<f64>>>,
    ) -> Result<(f64, Matrix<f64>, Matrix<f64>)> {
        let count = chart.len();
        let (mut height, mut slope, mut curvature) = (0.0, Matrix::zeros(count, 1), Matrix::zeros(count, count));
        for (i, first) in chart.iter().enumerate() {
            for (j, second) in chart.iter().enumerate().take(i + 1) {
                let value = number(self.doubly_dual(at, first, second))?;
                height = value.real.real;
                slope[(i, 0)] = value.real.tangent;
                curvature[(i, j)] = value.tangent.tangent;
                curvature[(j, i)] = curvature[(i, j)];
            }
        }
        Ok((height, slope, curvature))
    }
}
