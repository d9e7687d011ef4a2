//! Numbers, matrices and Gaussians as the output of a cell.

use super::bundle::{Bundle, Show, fail};
use super::card::WIDTH;
use crate::algebra::matrix::{Matrix, texts};
use crate::error::{Error, Result};
use crate::gaussian::Gaussian;
use crate::latex::typeset;
use crate::program::value::Value;
use crate::report::{escaped, latex, numbers};

/// A matrix, R×C, from its rows. It has the operators of a formula, such as `2 * &a`, and those of a matrix.
pub fn rows<const R: usize, const C: usize>(rows: [[f64; C]; R]) -> Value<f64> {
    Value::matrix(Matrix::from_fn(R, C, |i, j| rows[i][j]))
}

/// A column vector, R×1, from its entries.
pub fn column<const R: usize>(entries: [f64; R]) -> Value<f64> {
    Value::matrix(Matrix::from_column_slice(R, 1, &entries))
}

/// Values next to each other, each with its name: `named([("left", &a), ("right", &b)])`.
pub fn named<const N: usize>(values: [(&str, &Matrix<f64>); N]) -> Named {
    Named(values.into_iter().map(|(name, value)| (name.into(), value.clone())).collect())
}

/// Named values.
#[derive(Clone, Debug)]
pub struct Named(Vec<(String, Matrix<f64>)>);

/// Largest number of rows and of columns that are shown.
const SHOWN: usize = 8;

/// The entries as text, with dots if rows or columns are omitted.
fn entries(matrix: &Matrix<f64>) -> Vec<Vec<String>> {
    let (rows, columns) = (matrix.nrows().min(SHOWN), matrix.ncols().min(SHOWN));
    let shown = matrix.view((0, 0), (rows, columns)).into_owned();
    let mut text = texts(&shown, |&entry| numbers::significant(entry, 6));
    if columns < matrix.ncols() {
        text.iter_mut().for_each(|row| row.push("…".into()));
    }
    if rows < matrix.nrows() {
        text.push(vec!["…".into(); text.first().map_or(0, Vec::len)]);
    }
    text
}

fn latex(matrix: &Matrix<f64>) -> String {
    latex::matrix(&entries(matrix))
}

fn of_latex(latex: String, plain: String) -> Bundle {
    Bundle { html: escaped(&format!("$$ {latex} $$")), latex: format!("$$ {latex} $$"), svg: String::new(), plain }
}

impl Show for Matrix<f64> {
    fn bundle(&self) -> Bundle {
        of_latex(latex(self), typeset::bracketed(&entries(self)).join("\n"))
    }
}

impl Show for Value<f64> {
    fn bundle(&self) -> Bundle {
        Matrix::bundle(self)
    }
}

impl Show for f64 {
    fn bundle(&self) -> Bundle {
        Matrix::from_element(1, 1, *self).bundle()
    }
}

impl Show for Named {
    fn bundle(&self) -> Bundle {
        let parts: Vec<String> =
            self.0.iter().map(|(name, value)| format!(r"\text{{{name}}} = {}", latex(value))).collect();
        let text: Vec<_> = self.0.iter().map(|(name, value)| (name.as_str(), entries(value))).collect();
        let plain = typeset::equations(text.iter().map(|(name, rows)| (*name, rows.as_slice())), WIDTH);
        of_latex(parts.join(r" \qquad "), plain.join("\n"))
    }
}

impl Show for Gaussian {
    fn bundle(&self) -> Bundle {
        let (mean, covariance) = (self.mean(), self.covariance());
        let latex = format!(r"\mathcal{{N}}\left( {}, {} \right)", latex(mean), latex(covariance));
        Bundle {
            plain: named([("mean", mean), ("covariance", covariance)]).bundle().plain,
            ..of_latex(latex, String::new())
        }
    }
}

/// A missing value fails the cell, with the error as the message.
impl<T: Show> Show for Result<T, Error> {
    fn bundle(&self) -> Bundle {
        match self {
            Ok(value) => value.bundle(),
            Err(error) => fail(&error.to_string()),
        }
    }
}
