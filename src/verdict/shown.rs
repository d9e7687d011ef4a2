//! Values of a witness as text.

use crate::algebra::matrix::{Matrix, texts};
use crate::algebra::number::{Digits, Fraction, Rational};

/// The values of a matrix as text, row by row.
pub type Shown = Vec<Vec<String>>;

/// How the sides differ at a witness. Its `Display` puts it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The left side has no value where the right side has one.
    LeftMissing,
    /// The right side has no value where the left side has one.
    RightMissing,
    /// The function of an extremum has no value at the claimed optimum.
    OptimumMissing,
    /// The shapes of the right side's factors do not match.
    Factors,
    /// The sides have different shapes.
    Shapes,
    /// They differ on the diagonal only.
    Diagonal,
    /// They differ off the diagonal only.
    OffDiagonal,
    /// They are so close that the right side is written as the left side plus a difference.
    Close,
}

/// Both sides, and how they differ.
pub(super) type Sides = (Shown, Shown, Option<Pattern>);

/// A number in its shortest text that loses nothing, if it is exactly a number of type `f64`.
pub(super) fn plain(number: &Digits) -> String {
    let value = number.value();
    if number.is_exact() && (value == 0.0 || (1e-4..1e15).contains(&value.abs())) {
        return value.to_string();
    }
    if number.is_exact() { format!("{value:e}") } else { decimal(value) }
}

/// Numbers that a witness can show.
pub(super) trait Show: Sized {
    fn show(matrix: &Matrix<Self>) -> Shown;
}

impl Show for Fraction {
    fn show(matrix: &Matrix<Self>) -> Shown {
        texts(matrix, |entry| entry.value().map_or("…".into(), Rational::to_string))
    }
}

impl Show for Digits {
    fn show(matrix: &Matrix<Self>) -> Shown {
        texts(matrix, |entry| if entry.value().is_normal() { decimal(entry.value()) } else { entry.to_string() })
    }
}

/// Where two matrices differ, if there is a pattern.
pub(super) fn pattern(left: &Matrix<Rational>, right: &Matrix<Rational>) -> Option<Pattern> {
    if left.shape() != right.shape() {
        return Some(Pattern::Shapes);
    }
    if left.nrows() != left.ncols() || left.nrows() == 1 {
        return None;
    }
    let differs = |on_diagonal: bool| {
        (0..left.nrows()).any(|i| (0..left.ncols()).any(|j| (i == j) == on_diagonal && left[(i, j)] != right[(i, j)]))
    };
    match (differs(true), differs(false)) {
        (true, false) => Some(Pattern::Diagonal),
        (false, true) => Some(Pattern::OffDiagonal),
        _ => None,
    }
}

pub(super) fn show(matrix: &Matrix<Rational>) -> Shown {
    texts(matrix, Rational::to_string)
}

/// Both sides to six decimals; to all digits of `f64` if six decimals show no difference; otherwise one side and the
/// difference.
pub(super) fn show_apart(left: &Matrix<Digits>, right: &Matrix<Digits>) -> Sides {
    let (short_left, short_right) = (Digits::show(left), Digits::show(right));
    if short_left != short_right {
        return (short_left, short_right, None);
    }
    let full = |matrix: &Matrix<Digits>| texts(matrix, Digits::to_string);
    let (long_left, long_right) = (full(left), full(right));
    if long_left != long_right {
        return (long_left, long_right, None);
    }
    let difference = right - left;
    let right = Matrix::from_fn(left.nrows(), left.ncols(), |i, j| {
        let apart = format!("{:.1}", difference[(i, j)]);
        match apart.strip_prefix('-') {
            Some(apart) => format!("{} − {apart}", left[(i, j)]),
            None => format!("{} + {apart}", left[(i, j)]),
        }
    });
    (long_left, texts(&right, String::clone), Some(Pattern::Close))
}

/// To six decimals, without trailing zeros; very small and very large numbers with an exponent.
fn decimal(value: f64) -> String {
    if value != 0.0 && !(1e-4..1e15).contains(&value.abs()) {
        return format!("{value:e}");
    }
    let text = format!("{value:.6}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".into(),
        text => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algebra::number::Field;

    #[test]
    fn numbers_are_short_and_keep_their_size() {
        let texts = [0.0, -0.0, 0.5, -2.0, 1e-4, 9e-5, 1.0 / 3.0, 1e15, -1e-300].map(decimal);
        assert_eq!(texts, ["0", "0", "0.5", "-2", "0.0001", "9e-5", "0.333333", "1e15", "-1e-300"]);
    }

    /// An input is written so that it is read as the same number.
    #[test]
    fn inputs_of_a_counterexample_lose_nothing() {
        for number in [0.0, 0.5, -2.0, 1e-4, 1.0 / 3.0, 1e300, -1e-300] {
            let text = plain(&Digits::exact(number));
            assert_eq!(text.parse::<f64>().ok(), Some(number), "{text}");
        }
        let third = Digits::integer(3).reciprocal().unwrap();
        assert_eq!(plain(&third), "0.333333");
    }
}
