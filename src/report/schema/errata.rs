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
    /// Claims that sources print wrongly.
    pub errata: Vec<Refuted>,
    /// Claims that are easy to get wrong, and that no source prints.
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
    /// From a run that judged errata and tempting mistakes, and their corrections.
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
