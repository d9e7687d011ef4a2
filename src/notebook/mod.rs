//! The course below the cells of a notebook: claims as cards, derivations as steps, values as matrices, pictures.
//!
//! ```
//! use gradus::notebook::prelude::*;
//!
//! claim("log_det_gradient/gradient").evcxr_display(); // the kernel does this for the last expression of a cell
//! assert!(exercise("log_det_gradient/gradient", formula!(|A| your_answer())).is_open());
//! assert!(exercise("log_det_gradient/gradient", formula!(|A| inverse(A)?.transpose())).is_right());
//! ```
//!
//! A cell whose claim does not come out as the course expects panics, and so fails; what a reader tries out does not.

mod ask;
mod bundle;
mod card;
pub mod pictures;
mod plot;
mod steps;
mod value;

pub use ask::{Code, Errata, Exercise, claim, claims, code, derivation, errata, exercise, judge, your_answer};
pub use bundle::{Bundle, Show};
pub use card::Card;
pub use plot::Plot;
pub use steps::Steps;
pub use value::{Named, column, named, rows};

/// What every cell has at hand.
pub mod prelude {
    pub use super::{Plot, Show, pictures};
    pub use super::{claim, claims, code, column, derivation, errata, exercise, judge, named, rows, your_answer};
    pub use crate::algebra::derivative::{Convention, differential};
    pub use crate::algebra::matrix::*;
    pub use crate::algebra::number::Field;
    pub use crate::claim::input::*;
    pub use crate::claim::{Claim, Extremum, Mistake, law};
    pub use crate::derivations::*;
    pub use crate::formula;
    pub use crate::gaussian::{Gaussian, LinearGaussian, SufficientStatistics, log_likelihood_gradients};
}
