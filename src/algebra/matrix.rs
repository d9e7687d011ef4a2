//! Linear algebra over any field, as far as nalgebra provides it only for real numbers.
//!
//! Every value is a [`Matrix`]: a vector is `D×1`, a scalar `1×1`.

pub use super::dense::Matrix;

use crate::algebra::number::Field;
use crate::error::{Error, Result};
use nalgebra::Scalar;

/// An error that names the matrix, if its shape is not `rows×columns` or if it is empty.
pub fn expect_shape<F: Field>(name: &str, matrix: &Matrix<F>, rows: usize, columns: usize) -> Result<()> {
    if rows == 0 || columns == 0 {
        return Err(Error::empty(name));
    }
    if matrix.shape() != (rows, columns) {
        return Err(Error::shape(name, (rows, columns), matrix.shape()));
    }
    Ok(())
}

/// Order D of a square matrix, D ≥ 1.
pub fn order<F: Field>(name: &str, matrix: &Matrix<F>) -> Result<usize> {
    let (rows, columns) = matrix.shape();
    if rows == 0 || columns == 0 {
        return Err(Error::empty(name));
    }
    if rows != columns {
        return Err(Error::not_square(name, (rows, columns)));
    }
    Ok(rows)
}

/// A⁻¹, by Gauss–Jordan elimination with row exchanges.
///
/// `matrix`: D×D. Errors: not square, empty, singular.
pub fn inverse<F: Field>(matrix: &Matrix<F>) -> Result<Matrix<F>> {
    order("the matrix to invert", matrix)?;
    Ok(F::inverse_of(matrix)?.0)
}

/// |A|, by Gaussian elimination with row exchanges; the determinant of a singular matrix is 0.
///
/// `matrix`: D×D. Errors: not square, empty.
pub fn determinant<F: Field>(matrix: &Matrix<F>) -> Result<F> {
    order("the matrix of the determinant", matrix)?;
    F::determinant_of(matrix)
}

/// ln|A|; an error for |A| ≤ 0.
pub fn log_determinant<F: Field>(matrix: &Matrix<F>) -> Result<F> {
    determinant(matrix)?.ln().map_err(|error| match error.argument() {
        Some(0.0) => Error::singular("the matrix of the log-determinant"),
        _ => error,
    })
}

/// tr(A) = Σᵢ aᵢᵢ of a square matrix.
pub fn trace<F: Field>(matrix: &Matrix<F>) -> Result<F> {
    order("the matrix of the trace", matrix)?;
    Ok(matrix.diagonal().iter().fold(F::zero(), |sum, entry| sum + entry.clone()))
}

/// xᵀAy, a scalar; `x`: M×1, `matrix`: M×N, `y`: N×1.
pub fn bilinear<F: Field>(x: &Matrix<F>, matrix: &Matrix<F>, y: &Matrix<F>) -> Result<F> {
    expect_shape("x in xᵀAy", x, matrix.nrows(), 1)?;
    expect_shape("y in xᵀAy", y, matrix.ncols(), 1)?;
    Ok((x.transpose() * matrix * y)[(0, 0)].clone())
}

/// xᵀAx, a scalar; `x`: D×1, `matrix`: D×D.
pub fn quadratic_form<F: Field>(x: &Matrix<F>, matrix: &Matrix<F>) -> Result<F> {
    bilinear(x, matrix, x)
}

/// The 1×1 matrix of a scalar.
pub fn scalar<F: Field>(value: F) -> Matrix<F> {
    Matrix::from_element(1, 1, value)
}

/// The four blocks of a square matrix. The first block has order `split`.
pub struct Blocks<F> {
    /// Upper left, p×p.
    pub aa: Matrix<F>,
    /// Upper right, p×q.
    pub ab: Matrix<F>,
    /// Lower left, q×p.
    pub ba: Matrix<F>,
    /// Lower right, q×q.
    pub bb: Matrix<F>,
}

/// Splits a (p+q)×(p+q) matrix into its blocks, p = `split`.
pub fn blocks<F: Field>(matrix: &Matrix<F>, split: usize) -> Result<Blocks<F>> {
    let order = order("the partitioned matrix", matrix)?;
    if split == 0 || split >= order {
        return Err(Error::shape(
            "the first block",
            format!("of order 1 to {}", order.saturating_sub(1)),
            format!("of order {split}"),
        ));
    }
    let rest = order - split;
    let view = |i, j, rows, columns| matrix.view((i, j), (rows, columns)).into_owned();
    Ok(Blocks {
        aa: view(0, 0, split, split),
        ab: view(0, split, split, rest),
        ba: view(split, 0, rest, split),
        bb: view(split, split, rest, rest),
    })
}

/// Joins four blocks: `[aa ab; ba bb]`.
pub fn join<F: Field>(aa: &Matrix<F>, ab: &Matrix<F>, ba: &Matrix<F>, bb: &Matrix<F>) -> Result<Matrix<F>> {
    beside(&stack(aa, ba)?, &stack(ab, bb)?)
}

/// The first `split` rows, and the other rows.
pub fn split_rows<F: Field>(matrix: &Matrix<F>, split: usize) -> Result<(Matrix<F>, Matrix<F>)> {
    if split > matrix.nrows() {
        return Err(Error::shape(
            "the first block",
            format!("at most {} rows", matrix.nrows()),
            format!("{split} rows"),
        ));
    }
    Ok((matrix.rows(0, split).into_owned(), matrix.rows(split, matrix.nrows() - split).into_owned()))
}

/// Two matrices with equally many columns, one above the other: `[top; bottom]`.
pub fn stack<F: Field>(top: &Matrix<F>, bottom: &Matrix<F>) -> Result<Matrix<F>> {
    expect_columns("the lower block", bottom, top.ncols())?;
    let mut joined = Matrix::<F>::zeros(top.nrows() + bottom.nrows(), top.ncols());
    joined.rows_mut(0, top.nrows()).copy_from(top);
    joined.rows_mut(top.nrows(), bottom.nrows()).copy_from(bottom);
    Ok(joined)
}

/// Two matrices with equally many rows, beside each other: `[left right]`.
pub fn beside<F: Field>(left: &Matrix<F>, right: &Matrix<F>) -> Result<Matrix<F>> {
    Ok(stack(&left.transpose(), &right.transpose())?.transpose())
}

fn expect_columns<F: Field>(name: &str, matrix: &Matrix<F>, columns: usize) -> Result<()> {
    expect_shape(name, matrix, matrix.nrows(), columns)
}

/// diag(v): the D×D matrix with the entries of `vector`, D×1, on its diagonal.
pub fn diagonal<F: Field>(vector: &Matrix<F>) -> Matrix<F> {
    let mut result = Matrix::<F>::zeros(vector.nrows(), vector.nrows());
    for i in 0..vector.nrows() {
        result[(i, i)] = vector[(i, 0)].clone();
    }
    result
}

/// Column `n` of `matrix`, as a D×1 matrix.
pub fn column<F: Field>(matrix: &Matrix<F>, n: usize) -> Matrix<F> {
    matrix.columns(n, 1).into_owned()
}

/// The Schur complement of the block D in `[A B; C D]`: A − B D⁻¹ C.
pub fn schur_complement<F: Field>(blocks: &Blocks<F>) -> Result<Matrix<F>> {
    Ok(&blocks.aa - &blocks.ab * inverse(&blocks.bb)? * &blocks.ba)
}

/// Checks that `matrix` can be the covariance of a Gaussian: finite, square, symmetric, positive definite.
///
/// Symmetry is judged as in [`expect_symmetric`]. The error names the first leading minor that is not positive.
pub fn expect_covariance(name: &str, matrix: &Matrix<f64>) -> Result<()> {
    expect_symmetric(name, matrix)?;
    cholesky(name, matrix).map(drop)
}

/// The greatest |aᵢⱼ−aⱼᵢ|/√(aᵢᵢaⱼⱼ) that passes for rounding: √ε, half of the digits of a double.
///
/// A product such as APAᵀ or an inverse is symmetric to its own rounding error, which is ε times a condition number. An
/// asymmetry of more than √ε is either a mistake or the rounding of a matrix that has lost half of its digits.
const ASYMMETRY: f64 = 1.490_116_119_384_765_6e-8;

/// Checks that `matrix` is square, finite, and symmetric to rounding: aᵢⱼ and aⱼᵢ differ by at most √ε √(aᵢᵢaⱼⱼ), or by 10
/// units of roundoff of the larger of them. The error names the first pair that does not, by its entry above the diagonal.
pub fn expect_symmetric(name: &str, matrix: &Matrix<f64>) -> Result<()> {
    let order = order(name, matrix)?;
    if equals_transpose(matrix) {
        return Ok(());
    }
    expect_finite(name, matrix)?;
    let roots = matrix.diagonal().map(|entry| entry.abs().sqrt());
    for i in 0..order {
        for j in 0..i {
            let (lower, upper) = (matrix[(i, j)], matrix[(j, i)]);
            let difference = (lower - upper).abs();
            let of_entries = 10.0 * f64::EPSILON * lower.abs().max(upper.abs());
            if difference > of_entries.max(ASYMMETRY * roots[i] * roots[j]) {
                return Err(Error::not_symmetric(name, (j, i), difference));
            }
        }
    }
    Ok(())
}

/// ½(A + Aᵀ), if [`expect_symmetric`] accepts A.
pub(crate) fn symmetrised(name: &str, mut matrix: Matrix<f64>) -> Result<Matrix<f64>> {
    let order = order(name, &matrix)?;
    if equals_transpose(&matrix) {
        return Ok(matrix);
    }
    expect_symmetric(name, &matrix)?;
    for i in 0..order {
        for j in 0..i {
            let mean = 0.5 * matrix[(i, j)] + 0.5 * matrix[(j, i)];
            (matrix[(i, j)], matrix[(j, i)]) = (mean, mean);
        }
    }
    Ok(matrix)
}

/// Whether a square matrix is finite, and equals its transpose to the last bit.
fn equals_transpose(matrix: &Matrix<f64>) -> bool {
    let order = matrix.nrows();
    let numbers = matrix.as_slice();
    // A large matrix is usually symmetric to the last bit. Comparing blocks that fit into the cache shows this faster.
    // A difference is zero only between finite numbers.
    let starts = || (0..order).step_by(32);
    let same = |top: usize, left: usize| {
        (left..order.min(left + 32)).all(|j| {
            let column = &numbers[j * order..][..order];
            let apart = (top..order.min(top + 32)).map(|i| (column[i] - numbers[i * order + j]).abs());
            apart.sum::<f64>() == 0.0
        })
    };
    starts().all(|left| starts().take_while(|top| *top <= left).all(|top| same(top, left)))
}

/// Checks that every entry is finite.
pub fn expect_finite<F: Field>(name: &str, matrix: &Matrix<F>) -> Result<()> {
    // No early exit within a chunk, so that the compiler can vectorise the loop.
    let finite = |part: &[F]| part.iter().fold(true, |finite, entry| finite & entry.is_finite());
    if matrix.as_slice().chunks(256).all(finite) {
        return Ok(());
    }
    let first = matrix.iter().position(|entry| !entry.is_finite()).unwrap_or_default();
    Err(Error::not_finite(name, (first % matrix.nrows(), first / matrix.nrows())))
}

/// The lower triangular L with LLᵀ = `matrix`. Only the lower triangle is read. The error names the leading minor that
/// is not positive.
pub fn cholesky(name: &str, matrix: &Matrix<f64>) -> Result<Matrix<f64>> {
    order(name, matrix)?;
    factor(matrix, |j, pivot| {
        if pivot > 0.0 {
            return Ok(pivot.sqrt());
        }
        Err(not_positive_definite(name, j, matrix[(j, j)]))
    })
}

/// The error of a matrix whose leading minor of order j+1 is not positive; `diagonal`: its entry (j, j).
pub(crate) fn not_positive_definite(name: &str, j: usize, diagonal: f64) -> Error {
    if diagonal <= 0.0 {
        return Error::diagonal_not_positive(name, j, diagonal);
    }
    Error::not_positive_definite(name, j + 1)
}

/// The lower triangular L with LLᵀ = ½(A + Aᵀ), over any field. `near` is an approximate factor, which determines the
/// roots, or a factor to differentiate at.
///
/// `matrix`, `near`: D×D. Errors: not positive definite; a root that does not exist in the number system.
pub(crate) fn factor_near<F: Field>(matrix: &Matrix<F>, near: &Matrix<F>) -> Result<Matrix<F>> {
    let order = order("the covariance", matrix)?;
    expect_shape("the factor", near, order, order)?;
    factor(&((matrix + matrix.transpose()) * F::half()), |j, pivot| pivot.root_near(&near[(j, j)]))
}

/// The Cholesky factor by columns, for both functions above. `root` computes the root of the pivot with this index.
fn factor<F: Field>(matrix: &Matrix<F>, mut root: impl FnMut(usize, F) -> Result<F>) -> Result<Matrix<F>> {
    let order = matrix.nrows();
    let mut factor = Matrix::<F>::zeros(order, order);
    for j in 0..order {
        let rest = |factor: &Matrix<F>, i: usize| {
            (0..j).fold(matrix[(i, j)].clone(), |rest, k| rest - factor[(i, k)].clone() * factor[(j, k)].clone())
        };
        factor[(j, j)] = root(j, rest(&factor, j))?;
        let scale = factor[(j, j)].reciprocal()?;
        for i in j + 1..order {
            factor[(i, j)] = rest(&factor, i) * scale.clone();
        }
    }
    Ok(factor)
}

/// The entries as texts, row by row.
pub(crate) fn texts<T: Scalar>(matrix: &Matrix<T>, mut text: impl FnMut(&T) -> String) -> Vec<Vec<String>> {
    matrix.row_iter().map(|row| row.iter().map(&mut text).collect()).collect()
}

/// The possible results of a formula: a scalar, a matrix, or a `Result` of either.
pub trait IntoMatrix<F: Field> {
    /// The value as a matrix.
    fn into_matrix(self) -> Result<Matrix<F>>;
}

impl<F: Field> IntoMatrix<F> for F {
    fn into_matrix(self) -> Result<Matrix<F>> {
        Ok(scalar(self))
    }
}

impl<F: Field> IntoMatrix<F> for Matrix<F> {
    fn into_matrix(self) -> Result<Matrix<F>> {
        Ok(self)
    }
}

impl<F: Field> IntoMatrix<F> for &Matrix<F> {
    fn into_matrix(self) -> Result<Matrix<F>> {
        Ok(self.clone())
    }
}

impl<F: Field, T: IntoMatrix<F>> IntoMatrix<F> for Result<T> {
    fn into_matrix(self) -> Result<Matrix<F>> {
        self.and_then(T::into_matrix)
    }
}
