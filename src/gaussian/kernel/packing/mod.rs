//! Packing: operands copied so that a kernel reads them in the order in which they are stored.

pub mod panel;
pub mod rows;
pub mod samples;
