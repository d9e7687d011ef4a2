//! Samples as the columns of a matrix, from rows, and the error for other shapes

use crate::algebra::matrix::{Matrix, expect_finite, expect_shape};
use crate::error::{Error, Result};

/// An error unless `data` is D×N, N ≥ 1.
pub(super) fn expect_samples(name: &str, data: &Matrix<f64>, dimension: usize) -> Result<()> {
    if data.is_empty() || data.nrows() == dimension {
        return expect_shape(name, data, dimension, data.ncols());
    }
    let advice = if data.ncols() == dimension { "; transpose" } else { "" };
    Err(Error::shape(name, format!("{dimension}×N: columns are samples{advice}"), data.shape()))
}

/// The D×N matrix whose columns are the samples of an N×D array in row-major order; no number is moved
///
/// `dimension`: D; `numbers`: the D components of the first sample, then those of the second, and so on, as in a numpy
/// array or a CSV file. Errors: D = 0, no numbers, a count of numbers that is not a multiple of D, NaN or infinite
/// entries.
///
/// ```
/// use gradus::gaussian::{SufficientStatistics, samples_from_row_major};
///
/// let data = samples_from_row_major(2, vec![1.0, 10.0, 2.0, 20.0, 3.0, 30.0])?; // three samples of two components
/// assert_eq!(data.shape(), (2, 3));
/// let mut statistics = SufficientStatistics::new(2)?;
/// statistics.extend(&data)?;
/// assert_eq!(statistics.mean()?.as_slice(), [2.0, 20.0]);
/// # Ok::<(), gradus::Error>(())
/// ```
pub fn samples_from_row_major(dimension: usize, numbers: Vec<f64>) -> Result<Matrix<f64>> {
    if dimension == 0 || numbers.is_empty() {
        return Err(Error::empty("data"));
    }
    if !numbers.len().is_multiple_of(dimension) {
        return Err(Error::shape(
            "data",
            format!("a multiple of {dimension}, the components of a sample"),
            format!("{} numbers", numbers.len()),
        ));
    }
    let data = Matrix::from_vec(dimension, numbers.len() / dimension, numbers);
    expect_finite("data", &data)?;
    Ok(data)
}

/// The D×N matrix whose columns are `rows`, N samples of D components each
///
/// Errors: no rows, rows of different lengths, NaN or infinite entries.
///
/// ```
/// use gradus::gaussian::samples_from_rows;
///
/// let data = samples_from_rows(&[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])?;
/// assert_eq!(data.shape(), (2, 3));
/// # Ok::<(), gradus::Error>(())
/// ```
pub fn samples_from_rows<R: AsRef<[f64]>>(rows: &[R]) -> Result<Matrix<f64>> {
    let dimension = rows.first().map_or(0, |row| row.as_ref().len());
    if let Some((n, row)) = rows.iter().enumerate().find(|(_, row)| row.as_ref().len() != dimension) {
        return Err(Error::shape(
            format!("row {n} of the data"),
            format!("{dimension} long, as row 0"),
            format!("{} long", row.as_ref().len()),
        ));
    }
    samples_from_row_major(dimension, rows.iter().flat_map(|row| row.as_ref()).copied().collect())
}
