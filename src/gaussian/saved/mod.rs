//! Statistics, Gaussians and models as serde data, with a version; input is checked as in `from_parts`
//!
//! ```json
//! {"format":"gradus/sufficient_statistics","version":1,"content":
//!   {"count":3,"origin":[1.0,2.0],"offset":[0.5,0.0],"scatter":[2.0,0.5,1.0],"removed":[0.0,0.0],
//!    "sum":[[4.5,6.0],[0.0,0.0]],"roundings":7.0,"units":[1.0,1.0]}}
//! ```
//!
//! Symmetric and triangular matrices are the rows of their lower triangles, one after the other.

mod form;
mod laws;
mod models;
mod statistics;
mod weighted;
