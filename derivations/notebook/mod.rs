//! The course in the cells of a notebook: claims as cards, derivations as steps, values as matrices, pictures.
//!
//! ```
//! use gradus::notebook::prelude::*;
//!
//! claim("log_det_gradient/gradient").evcxr_display(); // the kernel does this for the last expression of a cell
//! assert!(exercise("log_det_gradient/gradient", formula!(|A| your_answer())).is_open());
//! assert!(exercise("log_det_gradient/gradient", formula!(|A| inverse(A)?.transpose())).is_right());
//! assert!(exercise("log_det_gradient/gradient", r"A^{-T}").is_right());
//! check(r"(AB)^{-1} = B^{-1} A^{-1}").given("A, B: n×n invertible").evcxr_display();
//! ```
//!
//! A cell panics, and so fails, if the verdict on its claim is not the expected one; [`engine`] says what becomes of the variables. A reader's own attempt never fails its cell.

pub mod pictures;

pub use crate::cells::{Answer, Bundle, Card, Check, Code, Errata, Exercise, Named, Plot, Show, Steps};
pub use crate::cells::{check, column, engine, judge, named, rows, your_answer};

use super::{all, notation, text};
use crate::cells::{self, fail};

/// Judges one claim of the course, named `derivation/claim`.
///
/// # Panics
/// If the verdict is not the one that the course expects, so that the cell fails; if no claim has this name.
pub fn claim(name: &str) -> Card {
    cells::claim(&all(), name)
}

/// Judges several claims of the course, as steps of one argument; panics as [`claim`] does.
pub fn claims<const N: usize>(names: [&str; N]) -> Steps {
    cells::claims(&all(), names)
}

/// Judges every claim of a derivation of the course; panics as [`claim`] does.
pub fn derivation(name: &str) -> Steps {
    cells::derivation(&all(), name)
}

/// The Rust source of a function of a derivation, as the course states it.
///
/// # Panics
/// If the derivation or the function does not exist.
pub fn code(derivation: &str, function: &str) -> Code {
    let file = text(derivation).unwrap_or_else(|| fail(&format!("no derivation is called `{derivation}`")));
    cells::code(file, function).unwrap_or_else(|| fail(&format!("{derivation} has no function `{function}`")))
}

/// Judges your answer, in Rust or in LaTeX, to the question what the right side of a claim of the course is. A wrong one
/// does not fail the cell; one that repeats the question is not accepted.
///
/// # Panics
/// If no claim has this name.
pub fn exercise(name: &str, answer: impl Into<Answer>) -> Exercise {
    let notation = notation().unwrap_or_else(|error| fail(&error.to_string()));
    cells::exercise(&all(), &notation, name, answer)
}

/// Every claim that one of the notes prints wrongly, each refuted anew: as printed, where it fails, and what holds.
///
/// `text`: `N0`, `N1` or `N2`; all of them if it is empty.
pub fn errata(text: &str) -> Errata {
    cells::errata(&all(), text)
}

/// Every tempting mistake of the course, each refuted again, with what is right instead. No source prints them.
pub fn tempting_mistakes() -> Errata {
    cells::tempting_mistakes(&all())
}

/// What every cell can use.
pub mod prelude {
    pub use super::super::*;
    pub use super::{Plot, Show, pictures};
    pub use super::{check, claim, claims, code, column, derivation, errata, exercise, judge, named, rows};
    pub use super::{tempting_mistakes, your_answer};
    pub use crate::claim::{Claim, Extremum, Mistake, law};
    pub use crate::derivative::{Convention, differential};
    pub use crate::error::Error;
    pub use crate::formula;
    pub use crate::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
    pub use crate::input::*;
    pub use crate::matrix::*;
    pub use crate::number::Field;
}
