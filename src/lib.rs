#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! Verifies derivations: every step of the mathematics of the multivariate Gaussian, judged by independent checks.
//!
//! A *derivation* is a list of *claims*, each one link `left = right` of an argument. A claim is stated once, in Rust
//! that reads like the formula, and judged by several *oracles*: exact arithmetic over a finite field, many digits with
//! error bounds, dual numbers, closed forms of Gaussian integrals, difference quotients, quadrature, sampling, an
//! optimiser. Each says how sure it is. Plausible wrong versions of the
//! claim, its *controls*, must be refuted by the same oracles; otherwise their consent means nothing. A claim that is
//! refuted comes with its smallest *witness* and, where a known mistake explains it, a *diagnosis*.
//!
//! # A derivation of your own
//!
//! A formula names its inputs; `F` is the number system it runs in.
//!
//! ```
//! use gradus::prelude::*;
//!
//! let derivation = Derivation::new("inverse_trace", "The gradient of tr(A⁻¹)").claim(
//!     Claim::new("gradient", r"\frac{\partial}{\partial A} \operatorname{tr}(A^{-1}) = -(A^{-2})^T")
//!         .because("d(A⁻¹) = −A⁻¹ dA A⁻¹, and the trace is cyclic")
//!         .from(["Bishop, appendix C"])
//!         .given([invertible("A", D)])
//!         .gradient(
//!             formula!(|A| trace(&inverse(A)?)),
//!             "A",
//!             formula!(|A| -(inverse(A)? * inverse(A)?).transpose()),
//!         )
//!         .controls([Mistake::Negated, Mistake::Transposed, Mistake::InputInverted("A")]),
//! );
//!
//! let report = verify(&[derivation], &Settings::default(), |_| ());
//! report.assert_as_expected();
//! assert!(report.summary().false_accept_bound < 1e-15);
//! ```
//!
//! In a test of your own that is all: where a verdict is not the expected one,
//! [`assert_as_expected`](suite::SuiteReport::assert_as_expected) panics with the statement, the reason and the
//! counterexample. A report owns the claim that it is about, and prints as plain text what the command line shows:
//!
//! ```
//! # use gradus::prelude::*;
//! # let claim = Claim::new("twice", "2x = x + x")
//! #     .given([number("x")])
//! #     .identity(formula!(|x| x * F::integer(2)), formula!(|x| x + x))
//! #     .controls([Mistake::Negated]);
//! # let derivation = Derivation::new("sums", "Sums").claim(claim);
//! let report = verify(&[derivation], &Settings::default(), |_| ());
//! assert!(report.to_string().ends_with("every verdict is the expected one"));
//! let twice = &report.claims[0];
//! assert_eq!(twice.latex(), "2x = x + x");
//! assert!(twice.to_string().contains("given       x: number"));
//! ```
//!
//! A wrong one is refuted, with a small counterexample and what is wrong with it:
//!
//! ```
//! use gradus::prelude::*;
//!
//! let claim = Claim::new("transpose_dropped", r"\frac{\partial}{\partial A} \ln|A| = A^{-1}")
//!     .given([invertible("A", D)])
//!     .gradient(formula!(|A| log_determinant(A)), "A", formula!(|A| inverse(A)))
//!     .controls([Mistake::Negated]);
//! let derivation = Derivation::new("mine", "My gradient of ln|A|").claim(claim);
//!
//! let report = &verify(&[derivation], &Settings::default(), |_| ()).claims[0];
//! assert_eq!(report.verdict, gradus::verdict::Verdict::Refuted);
//! assert_eq!(report.diagnosis.as_deref(), Some("this is the transpose of the right form"));
//! let witness = report.witness.as_ref().unwrap();
//! assert_eq!(witness.sizes.d, 2); // at D = 1 a transpose makes no difference
//! ```
//!
//! # Features
//!
//! Without any, `default-features = false`, the library is the Gaussian in production form: [`gaussian`], [`matrix`],
//! [`derivative`], [`error`], [`limits`], and of [`number`] the reals. The default is all of them but `verify`, which
//! the others bring.
//!
//! | feature | what it adds |
//! |---|---|
//! | `verify` | the harness: number systems, claims, oracles, verdicts |
//! | `course` | [`derivations`]; brings `verify` |
//! | `notebook` | what the cells of the notebooks show; brings `course` |
//! | `cli` | the command line; brings `verify` |
//!
//! # The map
//!
//! The folders of `src/` are floors: each uses those above it in this table, and no two use each other. The test
//! `tests/floors.rs` sees to it.
//!
//! | folder | modules | what it holds |
//! |---|---|---|
//! | | [`error`], [`limits`] | what can be wrong with input, and how large things may be |
//! | `algebra` | [`number`] | the number systems: reals with error bounds, of 16 or 77 digits, 𝔽ₚ, residues, dual numbers, degrees, rationals, sums of exponentials |
//! | | [`matrix`], [`functions`], [`derivative`], [`integral`] | linear algebra, analysis, derivatives and integrals over any of them |
//! | `program` | [`mod@formula`] | a formula, recorded once as the list of its steps and carried out in any number system |
//! | `latex` | [`typeset`] | formulas in plain text |
//! | `claim` | [`claim`], [`input`], [`point`] | how a claim is stated: inputs, sides, controls; points of its sets |
//! | | [`statement`] | claims that are stated badly |
//! | `oracle` | [`oracle`] | the judges, and the strength each states |
//! | `verdict` | [`verdict`], [`witness`], [`suite`] | what they say together, counterexamples, whole runs |
//! | | [`mod@evaluate`] | both sides of a claim at a reader's own numbers |
//! | | [`course`] | the numbered equations of a text, and what the claims say of each |
//! | `report` | [`report`] | what a report says: as a document, as plain text, as data |
//! | `gaussian` | [`gaussian`] | the results as a library: densities, conditionals, posteriors and estimates by Cholesky factors |
//! | `cells` | `cells` | what the cells of a notebook show, for any list of derivations (feature `notebook`) |
//! | `command_line` | `command_line` | the command, for any list of derivations (feature `cli`) |
//! | `../derivations` | [`derivations`] | the course, one file for each derivation; `notebook`: its cells and pictures |

#[cfg_attr(not(feature = "verify"), allow(dead_code))] // the Gaussian needs the reals, and of matrices the basics
mod algebra;
#[cfg(feature = "notebook")]
pub mod cells;
#[cfg(feature = "verify")]
pub mod claim;
#[cfg(feature = "cli")]
pub mod command_line;
#[cfg(feature = "verify")]
pub mod course;
#[cfg(feature = "course")]
#[path = "../derivations/mod.rs"]
pub mod derivations;
pub mod error;
pub mod gaussian;
#[cfg(feature = "verify")]
mod latex;
#[cfg_attr(not(feature = "verify"), allow(dead_code))] // what is limited is the harness
pub mod limits;
#[cfg(feature = "verify")]
pub mod oracle;
#[cfg(feature = "verify")]
mod program;
#[cfg(feature = "verify")]
#[cfg_attr(not(all(feature = "cli", feature = "notebook")), allow(dead_code))] // each says its part
pub mod report;
#[cfg(feature = "verify")]
pub mod verdict;

pub use algebra::matrix::Matrix;
pub use algebra::{derivative, matrix, number};
#[cfg(feature = "verify")]
pub use algebra::{functions, integral};
#[cfg(feature = "verify")]
#[doc(inline)]
pub use claim::{input, point, statement};
#[cfg(feature = "notebook")]
#[doc(inline)]
pub use derivations::notebook;
pub use error::{Error, Result};
#[cfg(feature = "verify")]
pub use latex::typeset;
#[doc(no_inline)]
pub use nalgebra;
#[cfg(feature = "verify")]
pub use program::formula::Formula;
#[cfg(feature = "verify")]
pub use program::point::Point;
#[cfg(feature = "verify")]
pub use program::{expression, formula, name, session, value};
#[doc(no_inline)]
pub use rand;
#[doc(no_inline)]
pub use rand_chacha;
#[cfg(feature = "verify")]
#[doc(inline)]
pub use verdict::{evaluate, suite, witness};

/// What a derivation file needs.
#[cfg(feature = "verify")]
pub mod prelude {
    pub use crate::claim::{Claim, Derivation, Extremum, Mistake, Relation, Term, law};
    pub use crate::derivative::{Convention, Layout, differential};
    pub use crate::error::{Error, Result};
    pub use crate::formula;
    pub use crate::functions::*;
    pub use crate::input::*;
    pub use crate::integral::{integration_point, integration_weight};
    pub use crate::matrix::*;
    pub use crate::number::{Dual, Field};
    pub use crate::oracle::Effort;
    pub use crate::suite::{Settings, verify};
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

// It looks inside of an oracle, and knows the course.
#[cfg(all(test, feature = "course"))]
#[path = "../tests/unit/closed_forms.rs"]
mod closed_forms;
