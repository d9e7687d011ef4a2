//! What several test files share: judging one claim by one oracle, and ways to make a form slightly wrong.
#![allow(dead_code)] // each test file uses its own part

use gradus::claim::{Claim, Derivation, RightSide};
use gradus::matrix::Matrix;
use gradus::number::Field;
use gradus::oracle::{Effort, Evidence, Finding, Oracle, Trial};
use gradus::verdict::{ClaimReport, judge};

/// Seed of the tests.
pub const SEED: u64 = 7;

/// What `oracle` finds of a claim's own right side.
pub fn evidence(oracle: Oracle, claim: &Claim) -> Evidence {
    evidence_with(oracle, claim, SEED, Effort::Standard)
}

/// The same with another seed or effort.
pub fn evidence_with(oracle: Oracle, claim: &Claim, seed: u64, effort: Effort) -> Evidence {
    assert!(oracle.applies(claim), "{oracle} does not judge {}", claim.name);
    let id = format!("test/{}", claim.name);
    let rights: [RightSide; 1] = [claim.right];
    oracle.judge(&Trial { claim, id: &id, seed, effort }, &rights).remove(0)
}

/// The oracle must hold.
#[track_caller]
pub fn holds(oracle: Oracle, claim: &Claim) -> Evidence {
    let evidence = evidence(oracle, claim);
    assert_eq!(evidence.finding, Finding::Holds, "{oracle} on {}", claim.name);
    evidence
}

/// The oracle must refute, for a reason that contains `why`; returns what it found.
#[track_caller]
pub fn refutes(oracle: Oracle, claim: &Claim, why: &str) -> Evidence {
    let evidence = evidence(oracle, claim);
    match &evidence.finding {
        Finding::Refuted(reason) if reason.to_string().contains(why) => evidence,
        other => panic!("{oracle} on {}: expected a refutation with `{why}`, found {other:?}", claim.name),
    }
}

/// The oracle must abstain, for a reason that contains `why`.
#[track_caller]
pub fn abstains(oracle: Oracle, claim: &Claim, why: &str) {
    let evidence = evidence(oracle, claim);
    match &evidence.finding {
        Finding::Abstains(reason) if reason.to_string().contains(why) => {}
        other => panic!("{oracle} on {}: expected an abstention with `{why}`, found {other:?}", claim.name),
    }
}

/// The report of one claim, judged by all oracles.
pub fn report(claim: &Claim) -> ClaimReport {
    report_with(claim, Effort::Standard)
}

/// The same with another effort.
pub fn report_with(claim: &Claim, effort: Effort) -> ClaimReport {
    judge(&Derivation::new("test", "A test"), claim, SEED, effort)
}

/// `matrix` with the entries that `place` selects multiplied by 1 + 1/`parts`.
pub fn altered<F: Field>(
    matrix: &Matrix<F>,
    parts: i64,
    place: impl Fn(usize, usize) -> bool,
) -> gradus::Result<Matrix<F>> {
    let factor = F::one() + F::ratio(1, parts)?;
    Ok(Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| {
        let entry = matrix[(i, j)].clone();
        if place(i, j) { entry * factor.clone() } else { entry }
    }))
}
