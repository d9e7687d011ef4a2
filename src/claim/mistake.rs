//! Common mistakes. They make controls of correct claims, and explain refuted ones.

use super::input::Input;
use crate::algebra::derivative::Convention;
use crate::algebra::matrix::{Matrix, inverse};
use crate::algebra::number::Field;
use crate::error::Result;
use crate::program::point::Point;

/// A common mistake that can be made in any formula: in its value r, or in one of its inputs.
///
/// As a *control*, a mistake must be refuted. As a *diagnosis*, it explains a refuted claim that it turns into a
/// correct one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// −r
    Negated,
    /// rᵀ
    Transposed,
    /// −rᵀ
    NegatedTranspose,
    /// 2r
    Doubled,
    /// ½r
    Halved,
    /// −2r
    NegatedDouble,
    /// −½r
    NegatedHalf,
    /// r⁻¹
    Inverted,
    /// r + rᵀ − diag(r)
    FreeEntries,
    /// ½(r + diag(r)), which undoes `FreeEntries`
    OffDiagonalHalved,
    /// ½(r + rᵀ)
    Symmetrised,
    /// r + 1, in every entry.
    Raised,
    /// r − 1, in every entry.
    Lowered,
    /// The reverse relation of an inequality.
    Reversed,
    /// A⁻¹ in place of the input A.
    InputInverted(&'static str),
    /// Aᵀ in place of the input A.
    InputTransposed(&'static str),
    /// −A in place of the input A.
    InputNegated(&'static str),
    /// Two inputs swapped.
    InputsSwapped(&'static str, &'static str),
}

impl Mistake {
    /// Mistakes in a value, the commonest first.
    pub const IN_VALUE: [Self; 11] = [
        Self::Negated,
        Self::Transposed,
        Self::Doubled,
        Self::Halved,
        Self::FreeEntries,
        Self::OffDiagonalHalved,
        Self::Symmetrised,
        Self::Inverted,
        Self::NegatedTranspose,
        Self::NegatedDouble,
        Self::NegatedHalf,
    ];

    /// Mistakes that can be made in the inputs of a claim.
    pub fn in_inputs_of(given: &[Input]) -> Vec<Self> {
        let mut mistakes = Vec::new();
        for input in given.iter().filter(|input| input.rows == input.columns) {
            mistakes.push(Self::InputInverted(input.name));
        }
        for input in given {
            mistakes.push(Self::InputTransposed(input.name));
            mistakes.push(Self::InputNegated(input.name));
        }
        for (k, first) in given.iter().enumerate() {
            for second in &given[k + 1..] {
                if (first.rows, first.columns) == (second.rows, second.columns) {
                    mistakes.push(Self::InputsSwapped(first.name, second.name));
                }
            }
        }
        mistakes
    }

    /// The point at which the formula with this mistake is evaluated.
    pub(super) fn in_inputs<F: Field>(self, point: &Point<F>) -> Result<Point<F>> {
        Ok(match self {
            Self::InputInverted(name) => point.with(name, inverse(point.matrix(name)?)?),
            Self::InputTransposed(name) => point.with(name, point.matrix(name)?.transpose()),
            Self::InputNegated(name) => point.with(name, -point.matrix(name)?.clone()),
            Self::InputsSwapped(first, second) => {
                point.with(first, point.matrix(second)?.clone()).with(second, point.matrix(first)?.clone())
            }
            _ => point.clone(),
        })
    }

    /// The value with this mistake.
    pub(super) fn in_value<F: Field>(self, value: Matrix<F>) -> Result<Matrix<F>> {
        let two = || F::integer(2);
        Ok(match self {
            Self::Negated => -value,
            Self::Transposed => value.transpose(),
            Self::NegatedTranspose => -value.transpose(),
            Self::Doubled => value * two(),
            Self::Halved => value * F::half(),
            Self::NegatedDouble => -(value * two()),
            Self::NegatedHalf => -(value * F::half()),
            Self::Inverted => inverse(&value)?,
            Self::FreeEntries => Convention::FreeEntries.convert(&value)?,
            Self::OffDiagonalHalved => scale_off_diagonal(&value, F::half()),
            Self::Symmetrised => Convention::Symmetrised.convert(&value)?,
            Self::Raised => value.map(|entry| entry + F::one()),
            Self::Lowered => value.map(|entry| entry - F::one()),
            _ => value,
        })
    }

    /// Name of the mistake, for a control.
    pub fn name(self) -> String {
        match self {
            Self::Negated => "sign flipped".into(),
            Self::Transposed => "transposed".into(),
            Self::NegatedTranspose => "transposed and sign flipped".into(),
            Self::Doubled => "doubled".into(),
            Self::Halved => "halved".into(),
            Self::NegatedDouble => "doubled and sign flipped".into(),
            Self::NegatedHalf => "halved and sign flipped".into(),
            Self::Inverted => "inverted".into(),
            Self::FreeEntries => "off-diagonal doubled".into(),
            Self::OffDiagonalHalved => "off-diagonal halved".into(),
            Self::Symmetrised => "symmetrised".into(),
            Self::Raised => "raised by 1".into(),
            Self::Lowered => "lowered by 1".into(),
            Self::Reversed => "reversed".into(),
            Self::InputInverted(name) => format!("inverse of {name} confused"),
            Self::InputTransposed(name) => format!("transpose of {name} confused"),
            Self::InputNegated(name) => format!("sign of {name} flipped"),
            Self::InputsSwapped(first, second) => format!("{first} and {second} swapped"),
        }
    }

    /// The explanation for the author of a formula that this change makes correct.
    pub fn diagnosis(self) -> String {
        match self {
            Self::Negated => "the sign is wrong: the negative of this form is right".into(),
            Self::Transposed => "this is the transpose of the right form".into(),
            Self::NegatedTranspose => "the negative of the transpose is right".into(),
            Self::Doubled => "a factor 2 is missing: twice this form is right".into(),
            Self::Halved => "a factor ½ is missing: half of this form is right".into(),
            Self::NegatedDouble => "a factor −2 is missing".into(),
            Self::NegatedHalf => "a factor −½ is missing".into(),
            Self::Inverted => "the inverse of this form is right".into(),
            Self::FreeEntries => "both entries across the diagonal count: r + rᵀ − diag(r) is right".into(),
            Self::OffDiagonalHalved => "the entries off the diagonal are doubled: half of them is right".into(),
            Self::Raised => "1 is missing: this form plus 1 is right".into(),
            Self::Lowered => "1 is too much: this form minus 1 is right".into(),
            Self::Reversed => {
                "the relation may be the wrong way round: no counterexample to the reverse was found".into()
            }
            Self::Symmetrised => "only the symmetric part is right: ½(r + rᵀ)".into(),
            Self::InputInverted(name) => {
                format!("{name} and its inverse are confused: right with the inverse of {name}")
            }
            Self::InputTransposed(name) => format!("{name} must be transposed"),
            Self::InputNegated(name) => format!("the sign of {name} is wrong"),
            Self::InputsSwapped(first, second) => format!("{first} and {second} are swapped"),
        }
    }
}

fn scale_off_diagonal<F: Field>(value: &Matrix<F>, factor: F) -> Matrix<F> {
    Matrix::from_fn(value.nrows(), value.ncols(), |i, j| {
        let entry = value[(i, j)].clone();
        if i == j { entry } else { entry * factor.clone() }
    })
}
