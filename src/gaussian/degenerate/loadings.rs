//! W of full rank, and least squares with it in units of the standard deviations

use crate::algebra::matrix::Matrix;
use crate::error::{Error, Result};

/// W, D×R of rank R, with the quantities that the density uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Loadings {
    pub matrix: Matrix<f64>,
    pub log_pseudo_determinant: f64,
    /// The norms of the rows of W, s: the standard deviations.
    deviations: Vec<f64>,
    /// diag(s)⁻¹W = QR, Q: D×R with orthonormal columns, R upper triangular. Rows of s = 0 are zero.
    orthonormal: Matrix<f64>,
    upper: Matrix<f64>,
}

impl Loadings {
    /// WWᵀ = Σ: W = diag(s) V √Λ for the eigenvalues Λ of the correlation matrix that are above its rounding.
    pub fn of_covariance(name: &str, covariance: &Matrix<f64>) -> Result<Self> {
        let order = covariance.nrows();
        if let Some(j) = (0..order).find(|&j| covariance[(j, j)] < 0.0) {
            return Err(not_semidefinite(name, covariance[(j, j)]));
        }
        let deviations: Vec<f64> = covariance.diagonal().iter().map(|variance| variance.sqrt()).collect();
        // Without a variance there is no covariance either; a coefficient of ∞ has an eigenvalue below 0.
        let correlation = |i: usize, j: usize| match covariance[(i, j)] {
            0.0 => 0.0,
            _ if i == j => 1.0,
            entry => entry / deviations[i] / deviations[j],
        };
        let correlations = Matrix::from_fn(order, order, |i, j| correlation(i.max(j), i.min(j)));
        if correlations.iter().any(|coefficient| !coefficient.is_finite()) {
            return Err(not_semidefinite(name, f64::NEG_INFINITY));
        }
        let eigen = correlations.symmetric_eigen();
        let rounding = 10.0 * order as f64 * f64::EPSILON * eigen.eigenvalues.amax();
        if eigen.eigenvalues.min() < -rounding {
            return Err(not_semidefinite(name, eigen.eigenvalues.min()));
        }
        let mut kept: Vec<usize> = (0..order).filter(|&k| eigen.eigenvalues[k] > rounding).collect();
        kept.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
        let entry = |i: usize, k: usize| deviations[i] * eigen.eigenvectors[(i, k)] * eigen.eigenvalues[k].sqrt();
        Ok(Self::of_full_rank(Matrix::from_fn(order, kept.len(), |i, j| entry(i, kept[j]))))
    }

    /// From loadings of any rank, whose rows have rounding errors of a few ε·`scales`.
    pub fn reduced(mut matrix: Matrix<f64>, scales: &[f64]) -> Self {
        let (rows, columns) = matrix.shape();
        if columns == 0 {
            return Self::of_full_rank(matrix);
        }
        let roundoff = 8.0 * rows.max(columns) as f64 * f64::EPSILON;
        for (i, norm) in norms_of_rows(&matrix).into_iter().enumerate() {
            if norm <= roundoff * scales[i] {
                matrix.row_mut(i).fill(0.0);
            }
        }
        let svd = scaled(&matrix, scales).svd(true, false);
        let rounding = roundoff * svd.singular_values.max().max(1.0);
        let kept: Vec<usize> = (0..svd.singular_values.len()).filter(|&k| svd.singular_values[k] > rounding).collect();
        match svd.u {
            Some(left) if kept.len() < columns => {
                let entry = |i: usize, k: usize| scales[i] * left[(i, k)] * svd.singular_values[k];
                Self::of_full_rank(Matrix::from_fn(rows, kept.len(), |i, j| entry(i, kept[j])))
            }
            _ => Self::of_full_rank(matrix),
        }
    }

    /// The error is the rank, if it is less than the number of columns.
    #[cfg(feature = "serde")]
    pub fn expected_full_rank(matrix: Matrix<f64>) -> std::result::Result<Self, usize> {
        if matrix.ncols() > 0 {
            let singular = scaled(&matrix, &norms_of_rows(&matrix)).singular_values();
            // Less strict than what determines the rank of a new law, so that every law can be read again.
            let rank = singular.iter().filter(|value| **value > f64::EPSILON * singular.max()).count();
            if rank < matrix.ncols() {
                return Err(rank);
            }
        }
        Ok(Self::of_full_rank(matrix))
    }

    pub fn of_full_rank(matrix: Matrix<f64>) -> Self {
        let (rows, rank) = matrix.shape();
        let deviations = norms_of_rows(&matrix);
        let (orthonormal, upper) = match rank {
            0 => (Matrix::zeros(rows, 0), Matrix::zeros(0, 0)),
            _ => scaled(&matrix, &deviations).qr().unpack(),
        };
        let log_pseudo_determinant = log_gram_determinant(&matrix);
        Self { matrix, log_pseudo_determinant, deviations, orthonormal, upper }
    }

    /// The z for which Wz is nearest to d in units of the standard deviations, and the remaining distance in these
    /// units.
    ///
    /// The distance is ∞ if a component whose standard deviation is 0 differs from 0.
    pub fn solve(&self, d: &Matrix<f64>) -> (Matrix<f64>, f64) {
        if (0..d.nrows()).any(|i| self.deviations[i] == 0.0 && d[i] != 0.0) {
            return (Matrix::zeros(self.matrix.ncols(), 1), f64::INFINITY);
        }
        let scaled = scaled(d, &self.deviations);
        let mut z = self.orthonormal.tr_mul(&scaled);
        let missed = (scaled - &self.orthonormal * &z).norm();
        self.upper.solve_upper_triangular_unchecked_mut(&mut z);
        (z, missed)
    }

    /// The greatest of the given lengths in units of the standard deviations, over components whose deviation is not 0.
    pub fn in_deviations(&self, length: impl Fn(usize) -> f64) -> f64 {
        let deviating = self.deviations.iter().enumerate().filter(|(_, deviation)| **deviation > 0.0);
        deviating.map(|(i, deviation)| length(i) / deviation).fold(0.0, f64::max)
    }
}

/// ln|WᵀW| = 2 ln|U| + ln|LᵀL| for W = LU up to the order of rows and columns; 0 without columns.
///
/// With the greatest entry as each pivot no entry of L exceeds 1, and rows and columns may be of any size.
fn log_gram_determinant(matrix: &Matrix<f64>) -> f64 {
    if matrix.ncols() == 0 {
        return 0.0;
    }
    let factors = matrix.clone().full_piv_lu();
    let logarithms = |pivots: Matrix<f64>| pivots.diagonal().iter().map(|pivot| pivot.abs().ln()).sum::<f64>();
    2.0 * (logarithms(factors.u()) + logarithms(factors.l().qr().unpack_r()))
}

pub fn norms_of_rows(matrix: &Matrix<f64>) -> Vec<f64> {
    // Norms of squares that do not over- or underflow.
    let norm = |row: Vec<f64>| {
        let largest = row.iter().fold(0f64, |largest, entry| largest.max(entry.abs()));
        if largest == 0.0 {
            0.0
        } else {
            largest * row.iter().map(|entry| (entry / largest).powi(2)).sum::<f64>().sqrt()
        }
    };
    matrix.row_iter().map(|row| norm(row.iter().copied().collect())).collect()
}

/// diag(s)⁻¹A; rows of s = 0 become zero.
pub fn scaled(matrix: &Matrix<f64>, scales: &[f64]) -> Matrix<f64> {
    let inverse = |i: usize, entry: f64| if scales[i] == 0.0 { 0.0 } else { entry / scales[i] };
    Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| inverse(i, matrix[(i, j)]))
}

fn not_semidefinite(name: &str, eigenvalue: f64) -> Error {
    Error::not_positive_semidefinite(name, eigenvalue)
}
