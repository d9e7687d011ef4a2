//! The names that a formula binds.

use super::Fault;
use super::inputs::Given;
use crate::program::formula::Formula;

/// Every argument of a formula must be an input, or one of the names in `besides`. A size must be d, n, p or q, or one
/// in the shapes of the inputs.
pub(super) fn formula(formula: &Formula, location: &str, given: &Given, besides: &[&str], faults: &mut Vec<Fault>) {
    for name in formula.inputs().into_iter().filter(|name| !given.has(name) && !besides.contains(name)) {
        faults.push(Fault::UnknownInput { location: location.into(), name, given: given.list() });
    }
    for name in formula.sizes().into_iter().filter(|name| !given.has_size(name)) {
        faults.push(Fault::UnknownSize { location: location.into(), name, sizes: given.sizes() });
    }
}
