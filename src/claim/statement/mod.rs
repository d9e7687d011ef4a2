//! Faults in the statement of a claim, before any number is used.
//!
//! Examples are a name with two meanings, a control of an input that does not exist, and an erratum without a
//! correction. An oracle would not notice them, or would misread them. A claim with a fault is
//! [invalid](crate::verdict::Verdict::Invalid), and no oracle is run.

mod controls;
mod fault;
mod inputs;
mod names;

pub use fault::Fault;

use super::NOISE;
use crate::claim::{Claim, Derivation, Expected, LeftSide};
use crate::program::size::ONE;
use crate::program::size::shape_in_symbols;
use inputs::{Given, is_empty};
use names::formula;

/// Every fault in a list of derivations, with the name of the derivation or claim.
pub fn faults(derivations: &[Derivation]) -> Vec<(String, Fault)> {
    let mut faults: Vec<_> = empty(derivations).map(|fault| ("the list".into(), fault)).into_iter().collect();
    for derivation in derivations {
        for claim in &derivation.claims {
            let of_claim = repeated_name(derivations, derivation).into_iter().chain(faults_of(derivation, claim));
            faults.extend(of_claim.map(|fault| (derivation.id(claim), fault)));
        }
    }
    faults
}

/// The faults of one claim of a derivation, or of a single claim with a derivation that has no claims.
pub fn faults_of(derivation: &Derivation, claim: &Claim) -> Vec<Fault> {
    let mut faults = Vec::new();
    // A single claim needs no name of a derivation.
    if derivation.stated().next().is_some() && is_empty(&derivation.name) {
        faults.push(Fault::EmptyName { what: "the derivation" });
    }
    if derivation.stated().filter(|other| other.name == claim.name).count() > 1 {
        faults.push(Fault::ClaimTwice { derivation: derivation.name.clone(), name: claim.name.clone() });
    }
    faults.extend(correction(derivation, claim));
    faults.extend(faults_of_claim(claim));
    faults
}

/// The fault of an empty list of derivations.
pub(crate) fn empty(derivations: &[Derivation]) -> Option<Fault> {
    if derivations.is_empty() {
        return Some(Fault::NoDerivations);
    }
    let without = derivations.iter().find(|derivation| derivation.stated().next().is_none())?;
    Some(Fault::NoClaims { derivation: without.name.clone() })
}

/// The fault of a derivation with the name of another one in the list.
pub(crate) fn repeated_name(derivations: &[Derivation], derivation: &Derivation) -> Option<Fault> {
    let same = derivations.iter().filter(|other| other.name == derivation.name).count();
    (same > 1).then_some(Fault::DerivationTwice { name: derivation.name.clone() })
}

/// The faults of a claim that do not depend on its derivation.
pub(crate) fn faults_of_claim(claim: &Claim) -> Vec<Fault> {
    let mut faults = Vec::new();
    if is_empty(&claim.name) {
        faults.push(Fault::EmptyName { what: "the claim" });
    }
    let given = Given::of(claim);
    given.check(claim, &mut faults);
    left(claim, &given, &mut faults);
    formula(&claim.right.formula, "the right side", &given, &[], &mut faults);
    for term in &claim.certificate {
        for part in [Some(term.formula), term.weight].into_iter().flatten() {
            formula(&part, "the certificate", &given, &[], &mut faults);
        }
    }
    if !claim.certificate.is_empty() && !matches!(claim.left, LeftSide::Inequality { .. }) {
        faults.push(Fault::CertificateWithoutInequality);
    }
    controls::check(claim, &given, &mut faults);
    faults
}

/// The correction of an erratum, or of a tempting mistake, must be a claim of its derivation that holds.
fn correction(derivation: &Derivation, claim: &Claim) -> Option<Fault> {
    let correction = claim.expected.correction()?;
    if *correction == claim.name {
        return Some(Fault::CorrectsItself);
    }
    let mut named = derivation.stated().filter(|other| other.name == *correction).peekable();
    if named.peek().is_none() {
        let name = if is_empty(&derivation.name) { "its derivation" } else { &*derivation.name };
        return Some(Fault::NoCorrection { derivation: name.into(), correction: correction.clone() });
    }
    named
        .all(|other| other.expected != Expected::Holds)
        .then_some(Fault::CorrectionRefuted { correction: correction.clone() })
}

/// The formula on the left side, and its variable.
fn left(claim: &Claim, given: &Given, faults: &mut Vec<Fault>) {
    let noise = [NOISE];
    match &claim.left {
        LeftSide::Formula(left) => formula(left, "the left side", given, &[], faults),
        LeftSide::Gradient { function, variable, layout, .. } => {
            formula(function, "the function to differentiate", given, &[], faults);
            variable_of("the gradient", variable, given, faults);
            if let Some(shape) = given.shape(variable).filter(|(_, columns)| layout.is_some() && *columns != ONE) {
                faults.push(Fault::JacobianByMatrix { name: variable, shape: shape_in_symbols(shape) });
            }
        }
        LeftSide::Expectation { integrand, .. } => formula(integrand, "the integrand", given, &noise, faults),
        LeftSide::Inequality { left, .. } => formula(left, "the left side", given, &[], faults),
        LeftSide::Law { sample, .. } => formula(sample, "the sample", given, &noise, faults),
        LeftSide::Extremum { function, variable, .. } => {
            formula(function, "the function of the extremum", given, &[variable], faults);
            // If the variable is not given, its value is the right side. The function must depend on it.
            if !function.inputs().contains(variable) {
                variable_of("the extremum", variable, given, faults);
            }
        }
    }
}

fn variable_of(what: &'static str, name: &'static str, given: &Given, faults: &mut Vec<Fault>) {
    if !given.has(name) {
        faults.push(Fault::UnknownVariable { what, name, given: given.list() });
    }
}
