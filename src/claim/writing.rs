//! How to write 2, ½, √, division and constants in a formula.
//!
//! A formula runs in many number systems, so its numbers are made in the system that it runs in. There are two ways to
//! write one: in Rust, with [`formula!`](crate::formula!), and as a tree that is built at run time, an
//! [`Expression`](crate::expression::Expression).
//!
//! # In Rust
//!
//! In `formula!(|A, x| …)` each input is a [`Value`](crate::value::Value): a matrix that also computes with integers. A
//! number is 1×1, and a column D×1. `F` is the number system. What can fail returns a `Result`, and `?` may be used
//! anywhere.
//!
//! | formula | in Rust |
//! |---|---|
//! | 2A, −A, A + B, AB, Aᵀ | `2 * A`, `-A`, `A + B`, `A * B`, `A.transpose()` |
//! | ½A, ⅔A, 0.1 A | `A / 2`, `2 * A / 3`, `A / 10`: fractions are exact, and decimals are fractions |
//! | cA, A/c for a number c | `c * A`, `A / c` |
//! | A⁻¹, \|A\|, ln\|A\|, tr A | `inverse(A)?`, `determinant(A)?`, `log_determinant(A)?`, `trace(A)?`; of an intermediate result with `&`, as in `trace(&(A * B))?` |
//! | 2A⁻¹ | `2 * A.inverse()?`, or `inverse(A)? * F::integer(2)`: functions return nalgebra matrices, which an integer cannot multiply from the left |
//! | xᵀAx, xᵀAy | `x.transpose() * A * x`, or `quadratic_form(x, A)?`; `bilinear(x, A, y)?` |
//! | c², A³ | `c * c`, `A * A * A` |
//! | √c, \|c\|, sin c, … of a number, or of every entry | `sqrt(c)?`, `abs(c)?`, `sin(c)?`; all are in [`functions`](crate::functions) |
//! | eᶜ, ln c of a number, or of every entry | `exp_entries(c)?`, `ln_entries(c)?`; of one number also `c[(0, 0)].exp()?` |
//! | 1, 0, 3, ½, ⅔ by themselves | `F::one()`, `F::zero()`, `F::integer(3)`, `F::half()`, `F::ratio(2, 3)?` |
//! | the sizes D, N | after a semicolon, in lower case, and on the right of a value: `formula!(\|A; d, n\| A * n / d)`; by themselves `F::integer(n as i64)` |
//! | I, 0 (a matrix), a column of ones | `Matrix::<F>::identity(d, d)`, `Matrix::<F>::zeros(d, n)`, `Matrix::from_element(n, 1, F::one())` |
//! | π, ln 2π | `pi::<F>()?`, `F::ln_two_pi()?` |
//! | column n of X, its entry in row i | `column(X, n)`, `X[(i, n)].clone()`; both count from 0 |
//!
//! The value of a formula is a matrix, a number, or a `Result` of either. Several steps are a block:
//!
//! ```
//! use gradus::prelude::*;
//!
//! let premise = |name| Claim::new(name, "").given([matrix("A", D, D), positive("c", ONE), positive("e", ONE)]);
//! let controls = [Mistake::Negated, Mistake::Doubled];
//! let derivation = Derivation::new("writing", "How formulas are written").claims([
//!     premise("two").identity(formula!(|A| 2 * A), formula!(|A| A + A)).controls(controls),
//!     premise("half").identity(formula!(|A| A / 2), formula!(|A| A - A / 2)).controls(controls),
//!     premise("fraction").identity(formula!(|A| 2 * A / 3), formula!(|A| A - A / 3)).controls(controls),
//!     premise("division").identity(formula!(|A, c| c * A / c), formula!(|A| A)).controls(controls),
//!     premise("root")
//!         .identity(formula!(|c, e| sqrt(c * e)), formula!(|c, e| sqrt(c)? * sqrt(e)?))
//!         .controls(controls),
//!     premise("exponential")
//!         .identity(
//!             formula!(|c, e| exp_entries(c + e)),
//!             formula!(|c, e| {
//!                 let (first, second) = (exp_entries(c)?, exp_entries(e)?);
//!                 first * second
//!             }),
//!         )
//!         .controls(controls),
//!     premise("size")
//!         .identity(formula!(|A; d| A * trace(&Matrix::<F>::identity(d, d))?), formula!(|A; d| A * d))
//!         .controls(controls),
//!     premise("two_pi")
//!         .identity(
//!             formula!(|c| (c[(0, 0)].ln()? + F::ln_two_pi()?).exp()),
//!             formula!(|c| 2 * c * pi::<F>()?),
//!         )
//!         .controls(controls),
//! ]);
//! verify(&[derivation], &Settings::default(), |_| ()).assert_as_expected();
//! ```
//!
//! # As an expression
//!
//! An [`Expression`](crate::expression::Expression) is a tree, for formulas that are read from a file or typed by a user.
//! Its values are numbers and matrices, whose shapes are checked; a 1×1 matrix is a number.
//!
//! | formula | as an expression |
//! |---|---|
//! | 2, ½, 0.1 | `Ratio(2, 1)`, `Ratio(1, 2)`, `Ratio(1, 10)` |
//! | A, noise | `Input("A")`, `Input("noise")` |
//! | D, I of order D | `Size("D")`, `Identity("D")` |
//! | A + B − C, cAB | `Sum(vec![a, b, Negative(Box::new(c))])`, `Product(vec![c, a, b])` |
//! | A/c, A³, A⁻¹ | `a.over(c)`, `a.power(3)`, `a.power(-1)` |
//! | Aᵀ, tr A, \|A\|, eᶜ, ln c | `a.apply(Operation::Transpose)`, `Trace`, `Determinant`, `Exponential`, `Logarithm` |
//! | √c, sin c, … | `c.apply(Operation::Function(Function::SquareRoot))`, see [`Function`](crate::number::Function) |
//! | Σₙ xₙxₙᵀ | `Over` with an index, and `Column` for xₙ, counted from 1 |
//!
//! The names of inputs are constants of the source, or texts that [`name`](crate::name::name()) has read. A
//! [`Session`](crate::session::Session) turns an expression into a formula, and keeps it.
//!
//! ```
//! use gradus::expression::{Expression, Operation};
//! use gradus::number::Function;
//! use gradus::prelude::*;
//! use gradus::session::Session;
//! use Expression::{Input, Product, Ratio, Sum};
//!
//! let session = Session::new();
//! let root = |of: Expression| of.apply(Operation::Function(Function::SquareRoot));
//! let premise = |name| Claim::new(name, "").given([matrix("A", D, D), positive("c", ONE), positive("e", ONE)]);
//! let controls = [Mistake::Negated, Mistake::Doubled];
//! let halves = Sum(vec![Product(vec![Ratio(1, 2), Input("A")]), Input("A").over(Ratio(2, 1))]);
//! let divided = Product(vec![Input("A").over(Input("c")), Input("c")]);
//! let derivation = Derivation::new("writing", "How expressions are written").claims([
//!     premise("halves").identity(session.formula(halves)?, session.formula(Input("A"))?).controls(controls),
//!     premise("division").identity(session.formula(divided)?, session.formula(Input("A"))?).controls(controls),
//!     premise("root")
//!         .identity(
//!             session.formula(root(Product(vec![Input("c"), Input("e")])))?,
//!             session.formula(Product(vec![root(Input("c")), root(Input("e"))]))?,
//!         )
//!         .controls(controls),
//! ]);
//! verify(&[derivation], &Settings::default(), |_| ()).assert_as_expected();
//! # Ok::<(), gradus::Error>(())
//! ```
