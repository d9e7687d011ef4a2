//! The parts of Gaussians, models and statistics: to store or send them, and to restore them

mod checks;
mod laws;
mod models;
mod statistics;
mod weighted;

pub use laws::GaussianParts;
pub use models::{HistoryParts, LinearDynamicalSystemParts, LinearGaussianParts};
pub use statistics::StatisticsParts;
pub use weighted::WeightedParts;
