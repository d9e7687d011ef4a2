//! The numbered equations as data.

use super::SCHEMA;
use crate::course;
use serde::Serialize;

/// Numbered equations of the texts, after the claims that judge them were judged.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Seed of the run.
    pub seed: u64,
    /// In the order of the texts.
    pub equations: Vec<Equation>,
}

impl Coverage {
    /// `seed`: of the run that judged the claims.
    pub fn new(seed: u64, equations: Vec<Equation>) -> Self {
        Self { schema: SCHEMA, seed, equations }
    }
}

/// A numbered equation of a text with its status.
#[derive(Clone, Debug, Serialize)]
pub struct Equation {
    /// Its number.
    pub equation: &'static str,
    /// How the course judges it.
    pub status: &'static str,
    /// Claims that judge it.
    pub claims: Vec<&'static str>,
    /// The correction, if the printed form needs one.
    pub correction: Option<&'static str>,
    /// Further remarks.
    pub remark: Option<&'static str>,
    /// Whether the verdicts of all its claims are the expected ones.
    pub as_expected: bool,
}

impl Equation {
    /// `as_expected`: whether the verdicts of all its claims are the expected ones.
    pub fn new(equation: &course::Equation, as_expected: bool) -> Self {
        let correction = equation.correction();
        Self {
            equation: equation.id,
            status: equation.status.name(),
            claims: equation.claims.clone(),
            correction,
            remark: Some(equation.remark).filter(|remark| correction.is_none() && !remark.is_empty()),
            as_expected,
        }
    }
}
