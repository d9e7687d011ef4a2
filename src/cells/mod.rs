//! The functions that the cells of a notebook call and what they show, for any list of derivations: claims as cards,
//! derivations as steps, values as matrices, plots. [`notebook`](crate::notebook) applies them to the course.
//!
//! A cell fails if the verdict of a claim of the course is not the expected one. A claim or an answer of the reader
//! never fails the cell.

mod ask;
mod axis;
mod bundle;
mod card;
mod check;
pub mod engine;
mod exercise;
mod plot;
mod steps;
mod value;

pub use ask::{Code, Errata, claim, claims, code, derivation, errata, judge, tempting_mistakes, your_answer};
pub use bundle::{Bundle, Show, fail};
pub use card::Card;
pub use check::{Check, check};
pub use exercise::{Answer, Exercise, exercise};
pub use plot::{Coordinates, Plot};
pub use steps::Steps;
pub use value::{Named, column, named, rows};
