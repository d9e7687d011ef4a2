//! The errors that are allowed in 32 digits

use crate::error::Error;

/// The relative error of a sum in [`Double`](crate::gaussian::kernel::double::Double).
pub const ROUNDOFF: f64 = 1.0 / (1u128 << 104) as f64;

/// A result whose estimated relative error is greater than this is an error. Actual errors are usually ten to a
/// thousand times smaller, since rounding errors cancel each other.
pub const TOLERANCE: f64 = 1e-9;

/// The error of a result that 32 digits do not determine.
pub fn imprecise(what: &str) -> Error {
    Error::imprecise(what)
}
