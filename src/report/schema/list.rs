//! The list of derivations as data.

use super::{Given, SCHEMA, assumptions, sources};
use crate::claim::{Claim, Derivation};
use crate::report::inputs;
use serde::Serialize;

/// Derivations and their claims as they are stated, before anything is judged.
#[derive(Clone, Debug, Serialize)]
pub struct Listing {
    /// [`SCHEMA`].
    pub schema: u32,
    /// In teaching order.
    pub derivations: Vec<ListedDerivation>,
}

/// A derivation.
#[derive(Clone, Debug, Serialize)]
pub struct ListedDerivation {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What is derived, and how.
    pub about: String,
    /// In the order of the argument.
    pub claims: Vec<Listed>,
}

/// A claim. The keys have the same meaning as those of [`Claim`](super::Claim).
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Listed {
    pub id: String,
    pub name: String,
    pub latex: String,
    pub because: String,
    pub equations: Vec<String>,
    pub sources: Vec<String>,
    pub given: Vec<Given>,
    pub assumptions: Vec<String>,
    pub convention: Option<&'static str>,
    pub kind: &'static str,
    pub correction: Option<String>,
    /// What is wrong with each control.
    pub controls: Vec<String>,
}

impl From<&[Derivation]> for Listing {
    fn from(derivations: &[Derivation]) -> Self {
        Self { schema: SCHEMA, derivations: derivations.iter().map(ListedDerivation::from).collect() }
    }
}

impl From<&Derivation> for ListedDerivation {
    fn from(derivation: &Derivation) -> Self {
        Self {
            name: derivation.name.to_string(),
            title: derivation.title.to_string(),
            about: derivation.about.to_string(),
            claims: derivation.claims.iter().map(|claim| Listed::new(derivation, claim)).collect(),
        }
    }
}

impl Listed {
    fn new(derivation: &Derivation, claim: &Claim) -> Self {
        let (equations, sources) = sources(claim);
        Self {
            id: derivation.id(claim),
            name: claim.name.to_string(),
            latex: claim.latex.to_string(),
            because: claim.reason.to_string(),
            equations,
            sources,
            given: claim.given.iter().map(Given::from).collect(),
            assumptions: assumptions(claim),
            convention: inputs::convention(claim),
            kind: claim.expected.kind(),
            correction: claim.expected.correction().map(ToString::to_string),
            controls: claim.controls.iter().map(|control| control.name.clone()).collect(),
        }
    }
}
