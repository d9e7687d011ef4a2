//! What users of the Gaussian alone expect of it: compiled without the harness, compared with textbook formulas in plain
//! matrices, with quadrature, with published values and with 50 digits (mpmath).

mod batches;
mod box_probability;
mod common;
mod degenerate;
mod dynamical;
mod estimates;
mod removal;
#[cfg(feature = "serde")]
mod saved;
mod whitening;
