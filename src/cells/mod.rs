//! What the cells of a notebook ask for and show, for any list of derivations: claims as cards, derivations as steps,
//! values as matrices, plots. [`notebook`](crate::notebook) asks it of the course.
//!
//! A cell whose claim does not come out as expected panics, and so fails; what a reader tries out does not.

mod ask;
mod axis;
mod bundle;
mod card;
mod plot;
mod steps;
mod value;

pub use ask::{Code, Errata, Exercise, claim, claims, code, derivation, errata, exercise, judge, your_answer};
pub use bundle::{Bundle, Show, fail};
pub use card::Card;
pub use plot::{Place, Plot};
pub use steps::Steps;
pub use value::{Named, column, named, rows};
