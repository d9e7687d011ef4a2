//! The function of an extremum, with all inputs fixed except the variable.

use crate::algebra::derivative::Convention;
use crate::algebra::number::Digits;
use crate::claim::input::Domain;
use crate::claim::{Claim, Extremum};
use crate::program::formula::Formula;
use crate::program::point::Point;

/// The function of one input, with all other inputs fixed. Its sign is chosen so that its extremum is a minimum.
pub(super) struct Objective<'a> {
    pub(super) claim: &'a Claim,
    pub(super) function: &'a Formula,
    pub(super) variable: &'a str,
    pub(super) set: Domain,
    pub(super) convention: Convention,
    pub(super) kind: Extremum,
    pub(super) point: Point<f64>,
    pub(super) precise: Point<Digits>,
}
