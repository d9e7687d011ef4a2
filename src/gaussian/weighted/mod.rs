//! Samples with weights, and forgetting

// Where `new` is, so that it comes first in the documentation.
mod statistics;

mod estimates;
mod sums;

pub use statistics::WeightedStatistics;
