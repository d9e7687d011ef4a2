//! What all forms have in common: the version, and how matrices are written

use crate::algebra::matrix::Matrix;
use crate::error::{Error, Result};
use crate::gaussian::symmetric::symmetric_from_lower;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The version of all forms. A form that changes gets a new number; earlier versions stay readable.
const VERSION: u32 = 1;

/// What is common to all forms.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved<T> {
    format: String,
    version: u32,
    content: T,
}

pub fn save<T: Serialize, S: Serializer>(format: &str, content: T, serializer: S) -> Result<S::Ok, S::Error> {
    Saved { format: format.into(), version: VERSION, content }.serialize(serializer)
}

pub fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(format: &str, deserializer: D) -> Result<T, D::Error> {
    let saved = Saved::deserialize(deserializer)?;
    if saved.format != format {
        return Err(de::Error::custom(format_args!("the format is `{}`; expected `{format}`", saved.format)));
    }
    if saved.version != VERSION {
        let version = saved.version;
        let advice = "read it with the version of gradus that wrote it";
        return Err(de::Error::custom(format_args!("the version is {version}; expected {VERSION}: {advice}")));
    }
    Ok(saved.content)
}

pub fn vector(numbers: Vec<f64>) -> Matrix<f64> {
    Matrix::from_vec(numbers.len(), 1, numbers)
}

pub fn numbers(vector: Matrix<f64>) -> Vec<f64> {
    vector.as_slice().into()
}

pub fn packed(matrix: &Matrix<f64>) -> Vec<f64> {
    (0..matrix.nrows()).flat_map(|i| (0..=i).map(move |j| matrix[(i, j)])).collect()
}

/// The lower triangle of a matrix of `order`, which is known to be small only once the numbers are counted.
pub fn unpacked(name: &str, numbers: &[f64], order: usize) -> Result<Matrix<f64>> {
    if order.checked_add(1).and_then(|next| order.checked_mul(next)) != Some(2 * numbers.len()) {
        return Err(Error::shape(
            name,
            format!("the lower triangle of {order}×{order}"),
            format!("{} numbers", numbers.len()),
        ));
    }
    let mut rows = numbers.iter();
    let mut matrix = Matrix::zeros(order, order);
    for i in 0..order {
        for (j, number) in (0..=i).zip(rows.by_ref()) {
            matrix[(i, j)] = *number;
        }
    }
    Ok(matrix)
}

pub fn symmetric(name: &str, numbers: &[f64], order: usize) -> Result<Matrix<f64>> {
    Ok(symmetric_from_lower(unpacked(name, numbers, order)?))
}

/// The rows of a matrix, each a list.
pub fn rows(matrix: &Matrix<f64>) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}

pub fn from_rows(name: &str, rows: Vec<Vec<f64>>) -> Result<Matrix<f64>> {
    let columns = rows.first().map_or(0, Vec::len);
    if let Some((i, row)) = rows.iter().enumerate().find(|(_, row)| row.len() != columns) {
        return Err(Error::shape(
            format!("row {i} of {name}"),
            format!("{columns} long, as row 0"),
            format!("{} long", row.len()),
        ));
    }
    Ok(Matrix::from_row_iterator(rows.len(), columns, rows.into_iter().flatten()))
}
