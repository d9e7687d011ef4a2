//! Notes: Markdown, LaTeX and Jupyter notebooks, as their authors wrote them.
//!
//! [`open`] reads a file, [`read`] a text. A [`Note`] has the formulas in the order of the text, each with its place in
//! the file: a span of a formula leads back to a line and a column through whatever was unescaped or put together.
//! [`check()`] judges the formulas.
//!
//! ```
//! use gradus::note::{self, Format, Preliminaries, Verdict};
//!
//! let text = "<!-- gradus: A, B: n×n invertible -->\nSo $(AB)^{-1} = A^{-1} B^{-1}$.\n";
//! let note = note::read("note.md", text, Format::Markdown)?;
//! let equations = note::check(&note, &Preliminaries::default()).equations;
//! let statement = &equations[0].statements[0];
//! assert_eq!(statement.verdict, Verdict::Refuted);
//! let place = note.sources[statement.source].place(statement.range.start);
//! assert_eq!((place.line, place.column), (2, 5));
//! # Ok::<(), gradus::Error>(())
//! ```
//!
//! # Comments for gradus
//!
//! `<!-- gradus: … -->` in Markdown, `% gradus: …` in LaTeX and within formulas:
//!
//! - `gradus: A: n×n symmetric; x: n` declares symbols, as for [`reading::check`](crate::reading::check), and
//!   `gradus: x ~ N(μ, Σ)` a law;
//! - `gradus: skip (reason)` suppresses whatever is found, `gradus: expect refuted (reason)` only that a statement is
//!   refuted. After a formula on its line, they are about the statements that end there; otherwise about the next
//!   formula, or the next line of a formula. One that suppresses nothing is reported.

mod check;
mod directive;
mod document;
mod environments;
mod files;
mod find;
mod format;
mod formula;
mod jupyter;
pub mod limits;
mod markdown;
mod problem;
mod source;
mod stated;
mod statement;
mod suppression;
mod tex;

pub use check::{Checks, Preliminaries, check};
pub use directive::{Suppression, SuppressionKind};
pub use document::{Item, Note};
pub use format::{Format, macros, open, read, read_from};
pub use formula::{Formula, Spliced};
pub use problem::{Problem, ProblemKind};
pub use source::{Place, Source};
pub use statement::{Equation, Statement, Verdict};
