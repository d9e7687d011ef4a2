//! The set that the variable of an extremum ranges over, and the directions within it.

use super::objective::Objective;
use crate::algebra::derivative::Convention;
use crate::algebra::elimination::determinant_without_division;
use crate::algebra::matrix::{Matrix, cholesky, factor_near, inverse};
use crate::algebra::number::{Digits, Dual, Field};
use crate::claim::input::Domain;
use crate::oracle::sides::expect_variable;
use crate::oracle::survey::{in_domain, is_assumed};
use std::cmp::Ordering;

impl Objective<'_> {
    /// Whether the optimum has the shape of the variable.
    pub(super) fn fits(&self, place: &Matrix<Digits>) -> bool {
        expect_variable(self.function, self.variable, place, &self.precise).is_ok()
            && (!self.is_symmetric() || place.nrows() == place.ncols())
    }

    pub(super) fn is_symmetric(&self) -> bool {
        self.convention != Convention::Unconstrained || matches!(self.set, Domain::Symmetric | Domain::Covariance)
    }

    /// One direction for each coordinate within the set; for an orthogonal matrix, skew-symmetric matrices.
    pub(super) fn chart(&self, at: &Matrix<f64>) -> Vec<Matrix<f64>> {
        let (rows, columns) = at.shape();
        let unit = |i: usize, j: usize, mirror: f64| {
            let mut direction = Matrix::zeros(rows, columns);
            direction[(i, j)] = 1.0;
            if mirror != 0.0 && i != j {
                direction[(j, i)] = mirror;
            }
            direction
        };
        let entries = (0..columns).flat_map(|j| (0..rows).map(move |i| (i, j)));
        if self.set == Domain::Orthogonal {
            return entries.filter(|(i, j)| i > j).map(|(i, j)| unit(i, j, -1.0)).collect();
        }
        match self.set {
            Domain::UnitVector => return along_sphere(at),
            Domain::Simplex => {
                return (1..rows).map(|i| unit(i, 0, 0.0) - unit(0, 0, 0.0)).collect();
            }
            Domain::LowerTriangular => {
                return entries.filter(|(i, j)| i >= j).map(|(i, j)| unit(i, j, 0.0)).collect();
            }
            Domain::Diagonal => return (0..rows).map(|i| unit(i, i, 0.0)).collect(),
            _ => {}
        }
        let mirror = if self.is_symmetric() { 1.0 } else { 0.0 };
        entries.filter(|(i, j)| mirror == 0.0 || i >= j).map(|(i, j)| unit(i, j, mirror)).collect()
    }

    /// The point moved by `length` in a direction of the chart.
    pub(super) fn moved(
        &self,
        at: &Matrix<f64>,
        chart: &[Matrix<f64>],
        direction: &Matrix<f64>,
        length: f64,
    ) -> Matrix<f64> {
        let step = chart
            .iter()
            .zip(direction.iter())
            .fold(Matrix::zeros(at.nrows(), at.ncols()), |sum, (unit, by)| sum + unit * (by * length));
        match self.set {
            Domain::Orthogonal => rotated(at, &step).unwrap_or_else(|| at.clone()),
            Domain::UnitVector => {
                let there = at + step;
                let length = there.norm();
                if length > 0.0 && length.is_finite() { there / length } else { at.clone() }
            }
            _ => at + step,
        }
    }

    /// Whether the point belongs to the set of the variable and meets the assumptions.
    pub(super) fn is_inside(&self, at: &Matrix<f64>) -> bool {
        let assumed = self.claim.assumptions.is_empty() || {
            let mut point = self.point.clone();
            point.vary(self.variable, at.clone());
            in_domain(self.claim, &point).unwrap_or(false)
        };
        assumed && self.is_member(at)
    }

    pub(super) fn is_member(&self, at: &Matrix<f64>) -> bool {
        match self.set {
            Domain::Covariance => cholesky("the point", at).is_ok(),
            Domain::Positive | Domain::Simplex => at.iter().all(|&entry| entry > 0.0),
            Domain::Invertible => at.determinant() != 0.0,
            _ => at.iter().all(|entry| entry.is_finite()),
        }
    }

    /// The same with error bounds; `None` if they cannot decide.
    pub(super) fn is_inside_beyond_doubt(&self, place: &Matrix<Digits>) -> Option<bool> {
        Some(self.is_member_beyond_doubt(place)? && self.is_assumed(place)?)
    }

    /// Whether the assumptions of the claim are met at the point; `None` if the error bounds cannot decide.
    pub(super) fn is_assumed(&self, place: &Matrix<Digits>) -> Option<bool> {
        let mut point = self.precise.clone();
        point.vary(self.variable, place.clone());
        is_assumed(self.claim, &point).ok()?
    }

    pub(super) fn is_member_beyond_doubt(&self, place: &Matrix<Digits>) -> Option<bool> {
        let same = |a: &Matrix<Digits>, b: &Matrix<Digits>| {
            !a.iter().zip(b.iter()).any(|(a, b)| a.equality_test(b) == Some(false))
        };
        if self.is_symmetric() && !same(place, &place.transpose()) {
            return Some(false);
        }
        match self.set {
            Domain::Free | Domain::Symmetric => Some(true),
            // Integers are not searched; the oracle reports this.
            Domain::Integer => None,
            Domain::Positive => all_positive(place),
            Domain::Simplex => {
                let sum = place.iter().fold(Digits::integer(0), |sum, entry| sum + entry.clone());
                Some(all_positive(place)? && sum.equality_test(&Digits::integer(1)) != Some(false))
            }
            Domain::UnitVector => Some(same(&(place.transpose() * place), &Matrix::identity(1, 1))),
            Domain::LowerTriangular => Some(same(place, &place.lower_triangle())),
            Domain::Diagonal => {
                let diagonal = Matrix::from_fn(place.nrows(), place.ncols(), |i, j| {
                    if i == j { place[(i, j)].clone() } else { Digits::integer(0) }
                });
                Some(same(place, &diagonal))
            }
            Domain::FullRank => {
                let (rows, columns) = place.shape();
                let products = if rows >= columns { place.transpose() * place } else { place * place.transpose() };
                determinant_without_division(&products).zero_test().map(|zero| !zero)
            }
            // Without divisions, a determinant of zero is computed exactly.
            Domain::Invertible => determinant_without_division(place).zero_test().map(|zero| !zero),
            Domain::Orthogonal => {
                let order = place.nrows();
                Some(same(&(place.transpose() * place), &Matrix::identity(order, order)))
            }
            Domain::Covariance => match factor_near(place, place) {
                Ok(_) => Some(true),
                Err(error) if error.is_without_value() => Some(false),
                Err(_) => None,
            },
        }
    }

    /// The point moved in two directions of the chart. Rotations U e^K = U(I + K + ½K² + …) are curved.
    pub(super) fn doubly_dual(
        &self,
        at: &Matrix<f64>,
        first: &Matrix<f64>,
        second: &Matrix<f64>,
    ) -> Matrix<Dual<Dual<f64>>> {
        let (first, second, mixed) = if self.set == Domain::Orthogonal {
            (at * first, at * second, at * (first * second + second * first) * 0.5)
        } else if self.set == Domain::UnitVector {
            // (x + v) / |x + v| = x + v − ½|v|²x + … for v tangent to the sphere
            (first.clone(), second.clone(), at * -first.dot(second))
        } else {
            (first.clone(), second.clone(), Matrix::zeros(at.nrows(), at.ncols()))
        };
        Matrix::from_fn(at.nrows(), at.ncols(), |row, column| {
            let k = (row, column);
            Dual::new(Dual::new(at[k], first[k]), Dual::new(second[k], mixed[k]))
        })
    }
}

/// Whether all entries are certainly positive; `None` if the error bounds cannot decide.
fn all_positive(place: &Matrix<Digits>) -> Option<bool> {
    let signs: Option<Vec<Ordering>> = place.iter().map(Field::sign).collect();
    signs.map(|signs| signs.iter().all(|&sign| sign == Ordering::Greater))
}

/// An orthonormal basis of the tangent space of the sphere at a unit vector.
fn along_sphere(at: &Matrix<f64>) -> Vec<Matrix<f64>> {
    let order = at.nrows();
    let mut basis: Vec<Matrix<f64>> = vec![at / at.norm().max(f64::MIN_POSITIVE)];
    // The axis nearest to the vector is omitted.
    let nearest = at.iamax_full().0;
    for axis in (0..order).filter(|&axis| axis != nearest) {
        let mut direction = Matrix::zeros(order, 1);
        direction[(axis, 0)] = 1.0;
        for _ in 0..2 {
            for known in &basis {
                direction -= known * known.dot(&direction);
            }
        }
        let length = direction.norm();
        basis.push(direction / length);
    }
    basis.split_off(1)
}

/// The point of the sphere or of the simplex on the ray through `there`.
pub(super) fn precisely_scaled(set: Domain, there: &Matrix<f64>) -> Option<Matrix<Digits>> {
    let exact = there.map(Digits::exact);
    let zero = || Digits::integer(0);
    let size = if set == Domain::UnitVector {
        exact.iter().fold(zero(), |sum, entry| sum + entry.clone() * entry.clone()).square_root().ok()?
    } else {
        exact.iter().fold(zero(), |sum, entry| sum + entry.clone())
    };
    let scale = size.reciprocal().ok()?;
    Some(exact.map(|entry| entry * scale.clone()))
}

/// U (I − ½K)⁻¹ (I + ½K): orthogonal for a skew-symmetric K, and U(I + K + ½K² + …) near 0.
pub(super) fn rotated<F: Field>(at: &Matrix<F>, skew: &Matrix<F>) -> Option<Matrix<F>> {
    let half = skew * F::half();
    let identity = Matrix::identity(at.nrows(), at.nrows());
    Some(at * inverse(&(&identity - &half)).ok()? * (&identity + &half))
}

/// An orthogonal matrix in 77 digits close to `there`: the claimed optimum, rotated by an exactly skew-symmetric
/// matrix, and reflected if `there` lies in the other component.
pub(super) fn precisely_orthogonal(place: &Matrix<Digits>, there: &Matrix<f64>) -> Option<Matrix<Digits>> {
    let order = there.nrows();
    let floats = place.map(|entry| entry.value());
    let mirror = floats.determinant() * there.determinant() < 0.0;
    let mut turn = floats.transpose() * there;
    if mirror {
        turn.row_mut(0).neg_mut();
    }
    // turn = (I − ½K)⁻¹(I + ½K), so ½K = (turn − I)(turn + I)⁻¹
    let identity = Matrix::identity(order, order);
    let half = (&turn - &identity) * (&turn + &identity).try_inverse()?;
    let skew = (&half - half.transpose()).map(Digits::exact);
    if !half.iter().all(|entry| entry.is_finite() && entry.abs() < 1e8) {
        return None;
    }
    let mut mirrored = Matrix::<Digits>::identity(order, order);
    if mirror {
        mirrored[(0, 0)] = -Digits::integer(1);
    }
    rotated(&(place * mirrored), &skew)
}
