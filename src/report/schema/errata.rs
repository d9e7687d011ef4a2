//! Errata and tempting mistakes as data.

use super::{Claim, SCHEMA};
use crate::verdict::suite::SuiteReport;
use serde::Serialize;

/// Claims that are expected to be refuted, each with its correction.
#[derive(Clone, Debug, Serialize)]
pub struct Errata {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Seed of the run.
    pub seed: u64,
    /// What sources print wrongly.
    pub errata: Vec<Refuted>,
    /// What is easy to get wrong, and printed in no source.
    pub tempting_mistakes: Vec<Refuted>,
}

/// A claim that is expected to be refuted, and what is right instead.
#[derive(Clone, Debug, Serialize)]
pub struct Refuted {
    /// The claim.
    pub claim: Claim,
    /// The claim that corrects it; null if its derivation has no claim of this name.
    pub correction: Option<Claim>,
}

impl Errata {
    /// Of a run in which errata and tempting mistakes were judged, and their corrections.
    pub fn new(report: &SuiteReport) -> Self {
        let (mut errata, mut tempting_mistakes) = (Vec::new(), Vec::new());
        for claim in &report.claims {
            let Some(name) = claim.expected().correction() else { continue };
            let is_correction = |other: &&crate::verdict::ClaimReport| {
                other.derivation == claim.derivation && other.claim.name == *name
            };
            let correction = report.claims.iter().find(is_correction).map(Claim::from);
            let list = if claim.expected().is_erratum() { &mut errata } else { &mut tempting_mistakes };
            list.push(Refuted { claim: Claim::from(claim), correction });
        }
        Self { schema: SCHEMA, seed: report.seed, errata, tempting_mistakes }
    }
}
