//! Gaussians and statistics as text: six significant digits, and the first eight components

use super::{Gaussian, LinearGaussian, SufficientStatistics};
use crate::algebra::matrix::Matrix;
use std::fmt::{self, Display, Formatter};

/// Rows and columns that are shown.
const SHOWN: usize = 8;

/// Mean and covariance, with six significant digits, or with a given number of decimals: `{:.2}`.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::Gaussian;
///
/// let covariance = Matrix::from_row_slice(2, 2, &[2.0, 0.6, 0.6, 1.0]);
/// let gaussian = Gaussian::new(Matrix::from_column_slice(2, 1, &[1.0, -1.0]), covariance)?;
/// assert_eq!(gaussian.to_string(), "N(μ, Σ), D = 2\nμ = (1, -1)\nΣ =   2 0.6\n    0.6   1");
/// # Ok::<(), gradus::Error>(())
/// ```
impl Display for Gaussian {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "N(μ, Σ), D = {}\nμ = {}\n", self.dimension(), vector(self.mean(), f))?;
        f.write_str(&matrix("Σ", self.covariance(), f))
    }
}

/// N and D; mean and covariance, if there are samples.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::SufficientStatistics;
///
/// let mut statistics = SufficientStatistics::new(1)?;
/// assert_eq!(statistics.to_string(), "N = 0, D = 1");
/// statistics.extend(&Matrix::from_row_slice(1, 2, &[1.0, 4.0]))?;
/// assert_eq!(statistics.to_string(), "N = 2, D = 1\nx̄ = (2.5)\nS/N = 2.25");
/// # Ok::<(), gradus::Error>(())
/// ```
impl Display for SufficientStatistics {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "N = {}, D = {}", self.count(), self.dimension())?;
        if self.count() == 0 {
            return Ok(());
        }
        let text = |part: crate::Result<String>| part.unwrap_or_else(|error| error.to_string());
        let mean = text(self.mean().map(|mean| format!("x̄ = {}", vector(&mean, f))));
        let covariance = text(self.covariance().map(|covariance| matrix("S/N", &covariance, f)));
        write!(f, "\n{mean}\n{covariance}")
    }
}

/// The map, the noise and the prior.
///
/// ```
/// use gradus::Matrix;
/// use gradus::gaussian::{Gaussian, LinearGaussian};
///
/// let one = Matrix::identity(1, 1);
/// let prior = Gaussian::new(Matrix::zeros(1, 1), one.clone())?;
/// let model = LinearGaussian::new(prior, one.clone() * 3.0, one.clone(), one)?;
/// let text = "y = Ax + e, P = 1, Q = 1\nA = 3\n\ne: N(μ, Σ), D = 1\nμ = (1)\nΣ = 1\n\nx: N(μ, Σ), D = 1\nμ = (0)\nΣ = 1";
/// assert_eq!(model.to_string(), text);
/// # Ok::<(), gradus::Error>(())
/// ```
impl Display for LinearGaussian {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (map, noise) = self.likelihood();
        writeln!(f, "y = Ax + e, P = {}, Q = {}\n{}\n", map.ncols(), map.nrows(), matrix("A", map, f))?;
        f.write_str("e: ")?;
        noise.fmt(f)?;
        f.write_str("\n\nx: ")?;
        self.prior().fmt(f)
    }
}

/// Six significant digits, or a given number of decimals.
fn number(x: f64, f: &Formatter<'_>) -> String {
    if let Some(decimals) = f.precision() {
        return format!("{x:.decimals$}");
    }
    let rounded = format!("{x:.5e}").parse().unwrap_or(x);
    if rounded == 0.0 || (1e-4..1e7).contains(&rounded.abs()) { rounded.to_string() } else { format!("{rounded:e}") }
}

fn vector(vector: &Matrix<f64>, f: &Formatter<'_>) -> String {
    let mut entries: Vec<String> = vector.iter().take(SHOWN).map(|entry| number(*entry, f)).collect();
    entries.extend((vector.len() > SHOWN).then(|| "…".into()));
    format!("({})", entries.join(", "))
}

/// Rows below each other, columns flush right.
fn matrix(name: &str, matrix: &Matrix<f64>, f: &Formatter<'_>) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in matrix.row_iter().take(SHOWN) {
        rows.push(row.iter().take(SHOWN).map(|entry| number(*entry, f)).collect());
        if let Some(cells) = rows.last_mut().filter(|_| matrix.ncols() > SHOWN) {
            cells.push("…".into());
        }
    }
    let width = |j: usize| rows.iter().map(|row| row[j].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
            cells.join(" ")
        })
        .collect();
    lines.extend((matrix.nrows() > SHOWN).then(|| "⋮".into()));
    let indent = " ".repeat(name.chars().count() + 3);
    format!("{name} = {}", lines.join(&format!("\n{indent}")))
}
