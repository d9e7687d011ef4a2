//! A print that was read: its sides, its conditions and its operators.

use super::operation::Operation;
use crate::claim::{Claim, Extremum, LeftSide};
use crate::program::expression::Expression;

/// A side as it was read.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A value.
    Value(Expression),
    /// Zero, in any shape.
    Zero,
    /// A random vector: its law is compared.
    Sample(Expression),
    /// A Gaussian law: mean and covariance.
    Law(Box<Form>, Expression),
    /// The place of an extremum of a function of one input.
    Place(Extremum, &'static str, Expression),
}

impl Form {
    pub(super) fn inputs(&self) -> Vec<&'static str> {
        match self {
            Self::Zero => Vec::new(),
            Self::Value(of) | Self::Sample(of) | Self::Place(_, _, of) => of.inputs(),
            Self::Law(mean, covariance) => {
                let mut inputs = mean.inputs();
                inputs.extend(covariance.inputs());
                inputs
            }
        }
    }
}

/// A print, ready to be compared with its claim.
pub(super) struct Statement<'a> {
    pub(super) claim: &'a Claim,
    pub(super) sides: Vec<Form>,
    /// Equations that must hold at every point: pairs of sides.
    pub(super) conditions: Vec<(Form, Form)>,
    pub(super) operations: Vec<Operation>,
}

impl Statement<'_> {
    /// The extremum that the claim is about.
    pub(super) fn place(&self) -> Option<(Extremum, &'static str)> {
        match &self.claim.left {
            LeftSide::Extremum { variable, kind, .. } => Some((*kind, variable)),
            _ => None,
        }
    }
}
