//! Stub.
use super::{Evidence, Oracle, Trial};
use crate::claim::Right;
pub(super) fn judge(_: &Trial, rights: &[Right]) -> Vec<Evidence> {
    vec![Evidence::abstaining(Oracle::Residues, "stub"); rights.len()]
}
