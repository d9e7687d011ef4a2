//! The Gaussian of the library, against the textbook formulas of the course, and where those give out.
//!
//! Properties run on inputs that are valid by construction, so none passes by discarding. Two values *agree* when no entry
//! differs by more than `TOLERANCE` times one plus the largest entry. What needs the course is left out without it.

mod bad_input;
mod divergence;
#[cfg_attr(not(feature = "course"), allow(dead_code))]
mod draw;
mod exact;
mod overflow;
mod posterior;
#[cfg(feature = "course")]
mod sampling;
#[cfg(feature = "course")]
mod scale;
mod statistics;
mod symmetry;
#[cfg(feature = "course")]
mod textbook;
#[cfg(feature = "course")]
mod threads;
