//! The Gaussian of the library, against the textbook formulas of the course, and where those give out.
//!
//! Properties run on inputs that are valid by construction, so none passes by discarding. Two values *agree* when no entry
//! differs by more than `TOLERANCE` times one plus the largest entry.

mod bad_input;
mod draw;
mod sampling;
mod scale;
mod textbook;
mod threads;
