//! Random variables: the normal laws that are declared or that a note states.

use crate::latex::{NodeId, Tree};
use std::sync::Arc;

/// A symbol with a normal law: `x ~ N(μ, Σ)`.
#[derive(Clone, Debug)]
pub(super) struct Law {
    pub(super) name: String,
    /// The formula that states the law.
    pub(super) tree: Arc<Tree>,
    /// What is printed for the mean.
    pub(super) mean: Vec<NodeId>,
    /// What is printed for the covariance, or for the variance of a scalar.
    pub(super) covariance: Vec<NodeId>,
    /// The symbol that is the covariance, or its inverse, if that is all that is printed.
    pub(super) covariance_name: Option<String>,
    pub(super) source: Source,
}

/// How a law is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// It is declared. Variables that are declared are independent, unless one stands in the law of the other.
    Declared,
    /// A formula of the note states it: `x \sim N(μ, Σ)`, `p(x) = N(x | μ, Σ)`.
    Model,
    /// The note only mentions the density `N(x | μ, Σ)`. Nothing is refuted because of it.
    Implied,
}
