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
//! # Symbols that are not declared
//!
//! Their shapes follow from the letter, from how it is printed, and from what stands beside it: bold and capital letters
//! are vectors and matrices, and shapes are made to fit. The reading says what was assumed. A definition, such as
//! `z = x − μ`, counts in all formulas that are read [together](check_note). A formula is refuted only if each of its
//! symbols is declared, is defined, or stands on both sides. Otherwise [`Outcome::Needs`] names the symbols.
//!
//! # Declarations
//!
//! `name, name: shape words`, separated by semicolons. The shape is `n×m`, `n` for a column, or `scalar`. The words are
//! `symmetric`, `spd` (symmetric positive definite), `invertible`, `orthogonal`, `diagonal`, `lower` (triangular),
//! `full rank`, `positive`, `integer`, `unit` (a vector of length 1) and `simplex`. Names are in LaTeX or in Unicode. A
//! declared symbol stands for every value of its set.
//!
//! `x ~ N(μ, Σ)` declares a normal law. Variables that are declared with a law are independent, unless one stands in the
//! law of the other: `x ~ N(μ, Σ); y ~ N(Ax + b, R)` is the joint law of x and of y under the condition x. In a note,
//! `x \sim \mathcal{N}(\mu, \Sigma)` and `p(y | x) = \mathcal{N}(y | Ax + b, R)` state laws as well. Where such variables
//! must be independent, a formula is [`Outcome::Conditional`].
//!
//! # What is read
//!
//! Arithmetic and products; transposes `^T`, `^\top`, `'`; inverses, powers, fractions and roots; `\operatorname{tr}`,
//! `\det`, `|A|` (a determinant, or an absolute value of a scalar), `\ln`, `\log_2`, `\lg` (to the base 10), `\exp`,
//! `\sin`, `\cosh` and others, Γ(x); π, e, and `(2\pi)^{D/2}`, where D is a size; `\|x\|`, `\|A\|_F`,
//! `\langle x, y\rangle`, `x \cdot y`; `\operatorname{diag}` of a vector or a matrix, `\operatorname{vec}`, `A \otimes B`,
//! `A \odot B`; matrices of blocks or numbers; the identity matrix `I` and the column of ones `\mathbf 1`;
//! `\mathcal{N}(x | \mu, \Sigma)`, the density of a normal distribution, whose covariance must be declared positive
//! definite, and `p(x | z)` where the note defines it for these arguments; derivatives `\frac{\partial f}{\partial x}`,
//! `\frac{\partial}{\partial x} f`, `\frac{\partial^2 f}{\partial x \partial x^T}`, `\nabla_x f` and `\nabla^2 f`;
//! differentials `d(AB)`. Under a law: `\mathbb{E}[…]`, `\operatorname{Var}`, `\operatorname{Cov}` of polynomials, and of
//! exponentials of linear forms times polynomials; integrals of a normal density times such a function.
//! `\arg\max_x f(x)` and `\arg\min_x f(x)`. `f(x) \propto …` and `f(x) = … + \text{const}`, with a constant that does
//! not depend on x. Everything else is [`Outcome::Unread`], with the place that stopped the reading.
//!
//! The derivative of a scalar has the shape of its variable. That of a vector has a row for each of its entries and a
//! column for each entry of the variable. The entries of a symmetric matrix vary independently. A derivative in another
//! convention is [`Outcome::Conditional`]. So is a formula that holds only if a derivative reaches further than over the
//! product that follows it. Where `dA` or `\frac{\partial A}{\partial t}` is printed, A varies, and its differential is
//! any matrix (a symmetric one if A is symmetric). Symbols without one are constant, and the outcome names them.

mod analysis;
mod application;
mod average;
mod blocks;
mod brackets;
mod choices;
mod claim;
mod condition;
mod constant;
mod correction;
mod counts;
mod declaration;
mod definite;
mod definition;
mod derivative;
mod differentiate;
mod edits;
mod expansion;
mod exponent;
mod extremum;
mod formula;
mod function;
mod gamma;
mod grammar;
mod inference;
mod integral;
mod isserlis;
mod judge;
mod law;
mod moment;
mod norm;
mod normal;
mod note;
mod number;
mod operator;
mod outcome;
mod pairing;
mod parts;
mod power;
pub(crate) mod printed;
mod proportional;
mod random;
mod reach;
mod repair;
mod rows;
mod sample;
mod scope;
mod several;
mod sides;
mod spelled;
mod spread;
mod statement;
mod stop;
mod superscript;
mod term;
mod unit;
mod unknown;
mod usage;
mod varying;
mod verdict;

pub use claim::PrintedClaim;
pub use note::Part;
pub use outcome::{Checked, Outcome, Repair};
pub use stop::Stop;

/// Reads a formula and judges each of its links, with the default seed.
///
/// `given` declares symbols of the formula; see [the declarations](self#declarations). What is not declared is inferred
/// from its letter and from what stands beside it, and [`Checked::reading`] says what was assumed. Nothing is an error:
/// what cannot be read or decided is an outcome that says so.
pub fn check(latex: &str, given: &str) -> Vec<Checked> {
    let mut results = check_note(&[Part::Declaration(given), Part::Formula(latex)]);
    let formula = results.pop().unwrap_or_default();
    let declaration = results.pop().unwrap_or_default();
    if declaration.is_empty() { formula } else { declaration }
}

/// Reads the formulas of a note together, and judges each of their links.
///
/// A declaration counts from its place on, and so does a macro that a formula defines. A definition, such as `z = x − μ`, counts in the whole note. The result has
/// one entry for each part; that of a declaration is empty, or says what is wrong with it.
pub fn check_note(parts: &[Part<'_>]) -> Vec<Vec<Checked>> {
    note::check_note(parts)
}
