//! Printed formulas: what they state, and whether it holds.
//!
//! [`check`] reads a formula in LaTeX, with the shapes of its symbols declared, and judges each of its links with the
//! oracles of the library: in `a = b = c` the links are `a = b` and `b = c`.
//!
//! ```
//! use gradus::reading::{Outcome, check};
//!
//! let checked = check(r"(AB)^{-1} = B^{-1} A^{-1}", "A, B: n×n invertible");
//! assert!(matches!(checked[0].outcome, Outcome::Holds { .. }));
//!
//! let checked = check(r"\frac{\partial}{\partial x} x^T A x = 2Ax", "A: n×n; x: n");
//! let Outcome::Conditional { condition } = &checked[0].outcome else { panic!() };
//! assert_eq!(condition, "A is symmetric");
//! ```
//!
//! # Declarations
//!
//! `name, name: shape words`, separated by semicolons. The shape is `n×m`, `n` for a column, or `scalar`. The words are
//! `symmetric`, `spd` (symmetric positive definite), `invertible`, `orthogonal`, `diagonal`, `lower` (triangular),
//! `full rank`, `positive`, `integer`, `unit` (a vector of length 1) and `simplex`. Names are in LaTeX or in Unicode. A
//! declared symbol stands for every value of its set.
//!
//! # What is read
//!
//! Arithmetic and products; transposes `^T`, `^\top`, `'`; inverses, powers, fractions and roots; `\operatorname{tr}`,
//! `\det`, `|A|` (a determinant, or an absolute value of a scalar), `\|x\|`, `\ln`, `\exp`, `\sin`, `\cos`, `\tanh`;
//! the identity matrix `I`; derivatives `\frac{\partial f}{\partial x}`, `\frac{\partial}{\partial x} f` and
//! `\nabla_x f`. Everything else is [`Outcome::Unread`], with the place that stopped the reading.
//!
//! The derivative of a scalar has the shape of its variable. That of a vector has a row for each of its entries and a
//! column for each entry of the variable. The entries of a symmetric matrix vary independently. A derivative in another
//! convention is [`Outcome::Conditional`].

mod application;
mod declaration;
mod derivative;
mod edits;
mod function;
mod grammar;
mod judge;
mod number;
mod outcome;
mod sample;
mod scope;
mod sides;
mod statement;
mod stop;
mod superscript;
mod term;

pub use outcome::{Checked, Outcome, Repair};
pub use stop::Stop;

/// Reads a formula and judges each of its links, with the default seed.
///
/// `given` declares every symbol of the formula; see [the declarations](self#declarations). Nothing is an error: what
/// cannot be read or decided is an outcome that says so.
pub fn check(latex: &str, given: &str) -> Vec<Checked> {
    judge::check(latex, given)
}
