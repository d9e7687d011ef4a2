//! The inner loops: small tiles in registers, over data packed so that every load is one of neighbours.
//!
//! Two layouts are all there is. A [`panel`] holds 24 columns of a matrix side by side, row after row: `[f64; 24]` for
//! each k. A factor holds 8 of its rows side by side, `[f64; 8]` for each k. A tile is 8×24: for each k, eight numbers of
//! the one times 24 of the other. Everything else - solves, products, updates, the Cholesky factor itself - is made of it.
//!
//! The instructions are chosen while the program runs (AVX-512, AVX2 or none; [`pulp`]), so a plain `cargo build` has
//! them. Each number is a sum in a fixed order, whatever the width of a vector or the number of threads.

pub(super) mod cholesky;
pub(super) mod double;
pub(super) mod doubles;
mod layout;
pub(super) mod normal;
pub(super) mod panel;
pub(super) mod rows;
pub(super) mod samples;
pub(super) mod scatter;
#[cfg(test)]
mod tests;
pub(super) mod threads;
pub(super) mod tile;
pub(super) mod update;

pub(super) use layout::{ROWS, WIDTH, arch};
