#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! Verifies derivations: every step of the mathematics of the multivariate Gaussian, judged by independent checks.
//!
//! A *derivation* is a list of *claims*, each one step `left = right` of an argument. A claim is stated once, in Rust
//! that reads like the formula, and is judged by several *oracles*: exact arithmetic over a finite field, 77 digits
//! with error bounds, dual numbers, closed forms of Gaussian integrals, difference quotients, quadrature, sampling, and
//! a search for better points. Each states how sure it is. Plausible wrong versions of the claim, its *controls*, must
//! be refuted by the same oracles; otherwise the agreement of these oracles does not count. A refuted claim comes with
//! its smallest counterexample, the *witness*, and with a *diagnosis* if a common mistake explains the difference.
//!
//! # A derivation of your own
//!
//! The arguments of a formula are inputs of the claim; `F` is the number system in which it is evaluated. How to write
//! 2, ½, √, division and constants is explained in [`writing`].
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
//! In a test of your own this is all that is needed: if a verdict is not the expected one,
//! [`assert_as_expected`](suite::SuiteReport::assert_as_expected) panics with the statement, the reason and the
//! counterexample. A report owns the claim that it is about, and its plain text is what the command line prints:
//!
//! ```
//! # use gradus::prelude::*;
//! # let claim = Claim::new("twice", "2x = x + x")
//! #     .given([number("x")])
//! #     .identity(formula!(|x| 2 * x), formula!(|x| x + x))
//! #     .controls([Mistake::Negated]);
//! # let derivation = Derivation::new("sums", "Sums").claim(claim);
//! let report = verify(&[derivation], &Settings::default(), |_| ());
//! assert!(report.to_string().ends_with("every verdict is the expected one"));
//! let twice = &report.claims[0];
//! assert_eq!(twice.latex(), "2x = x + x");
//! assert!(twice.to_string().contains("given       x: number"));
//! ```
//!
//! A wrong claim is refuted, with a small counterexample and a diagnosis:
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
//! let diagnosis = report.diagnosis.as_deref().unwrap();
//! assert!(diagnosis.starts_with("this is the transpose of the right form"), "{diagnosis}");
//! let witness = report.witness.as_ref().unwrap();
//! assert_eq!(witness.sizes.d, 2); // at D = 1 a transpose makes no difference
//! ```
//!
//! # Features
//!
//! Without any feature, that is with `default-features = false`, the library is the Gaussian in production form:
//! [`gaussian`], [`matrix`], [`derivative`], [`error`], [`limits`], and the reals of [`number`]. By default all
//! features are on.
//!
//! | feature | adds |
//! |---|---|
//! | `verify` | the harness: number systems, claims, oracles, verdicts |
//! | `course` | [`derivations`]; enables `verify` |
//! | `notebook` | what the cells of the notebooks show; enables `course` |
//! | `serde` | saves and reads statistics, Gaussians and linear models |
//! | `cli` | the command line; enables `verify` and `serde` |
//!
//! # The map
//!
//! The folders of `src/` are floors: each uses only those above it in this table, and no two use each other. The test
//! `tests/floors.rs` checks this.
//!
//! | folder | modules | contents |
//! |---|---|---|
//! | | [`error`], [`limits`] | errors, and limits on sizes |
//! | `algebra` | [`number`] | the number systems: reals with error bounds, of 16 or 77 digits, 𝔽ₚ, residues, dual numbers, degrees, rationals, sums of exponentials |
//! | | [`matrix`], [`functions`], [`derivative`], [`integral`] | linear algebra, analysis, derivatives and integrals over any of them |
//! | `program` | [`mod@formula`] | a formula: its steps are recorded once, and replayed in any number system |
//! | `latex` | [`latex`] | LaTeX formulas as trees, as plain text and as MathML |
//! | `claim` | [`claim`], [`input`], [`point`] | how a claim is stated: inputs, sides, controls; points of its sets |
//! | | [`statement`] | claims that are stated badly |
//! | | [`writing`] | how to write formulas |
//! | `oracle` | [`oracle`] | the oracles, and the strength that each states |
//! | `verdict` | [`verdict`], [`witness`], [`suite`] | the combined result of the oracles, counterexamples, whole runs |
//! | | [`mod@evaluate`] | both sides of a claim at a user's own numbers |
//! | `reading` | [`reading`] | printed formulas, read and judged |
//! | `course` | [`course`] | the numbered equations of a text, and how the claims judge each |
//! | `report` | [`report`] | the content of reports: as a document, as plain text, as data |
//! | `gaussian` | [`gaussian`] | the results as a library: densities, conditionals, posteriors and estimates by Cholesky factors |
//! | `cells` | `cells` | what the cells of a notebook show, for any list of derivations (feature `notebook`) |
//! | `command_line` | `command_line` | the command, for any list of derivations (feature `cli`) |
//! | `../derivations` | [`derivations`] | the course, one file for each derivation; `notebook`: its cells and pictures |

#[cfg_attr(not(feature = "verify"), allow(dead_code))] // the Gaussian uses only the reals and basic matrices
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
#[cfg_attr(not(feature = "cli"), allow(dead_code))] // each feature has errors of its own
pub mod error;
pub mod gaussian;
#[cfg(feature = "verify")]
pub mod latex;
#[cfg_attr(not(feature = "verify"), allow(dead_code))] // only the harness uses some limits
pub mod limits;
#[cfg(feature = "verify")]
pub mod oracle;
#[cfg(feature = "verify")]
mod program;
#[cfg(feature = "verify")]
pub mod reading;
#[cfg(feature = "verify")]
#[cfg_attr(not(all(feature = "cli", feature = "notebook")), allow(dead_code))] // each uses a part
pub mod report;
#[cfg(feature = "verify")]
pub mod verdict;

pub use algebra::matrix::Matrix;
pub use algebra::{derivative, matrix, number};
#[cfg(feature = "verify")]
pub use algebra::{functions, integral};
#[cfg(feature = "verify")]
#[doc(inline)]
pub use claim::{input, point, statement, writing};
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

/// What the file of a derivation needs.
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

// It uses the internals of an oracle, and the course.
#[cfg(all(test, feature = "course"))]
#[path = "../tests/unit/closed_forms.rs"]
mod closed_forms;
