//! The names that a formula binds.

use super::Fault;
use super::inputs::Given;
use crate::program::formula::Formula;

/// Every name that a formula binds must have a value: that of an input, or of one of those that are known `besides`;
/// a size must be d, n, p or q, or one that the inputs mention.
pub(super) fn formula(formula: &Formula, place: &str, given: &Given, besides: &[&str], faults: &mut Vec<Fault>) {
    for name in formula.inputs().into_iter().filter(|name| !given.has(name) && !besides.contains(name)) {
        faults.push(Fault::UnknownInput { place: place.into(), name, given: given.list() });
    }
    for name in formula.sizes().into_iter().filter(|name| !given.has_size(name)) {
        faults.push(Fault::UnknownSize { place: place.into(), name, sizes: given.sizes() });
    }
}
