//! Every claim of every derivation, by every oracle that applies, each as a test of its own:
//!
//! - `derivation::claim::oracle` - the oracle holds;
//! - `derivation::claim::control::NAME` - some oracle refutes the control;
//! - `derivation::claim::verdict` - all together come out as expected;
//! - `suite::error_budget` - the run as a whole is wrong with a probability below 10⁻⁹.
//!
//! An oracle that abstains has said nothing, so its test passes only if two other oracles hold, and prints why; the
//! kinds are counted once more by `verdict`. For an erratum an oracle's test fails if it *holds*: it must refute,
//! contradict or abstain, and `verdict` sees to it that one refutes, that there is a witness, and that the correction holds.

use gradus::claim::{Claim, Derivation, Expected};
use gradus::derivations;
use gradus::oracle::{Effort, Finding, Oracle};
use gradus::suite::{Settings, SuiteReport};
use gradus::verdict::{ClaimReport, Verdict, judge};
use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::{Arc, OnceLock};

/// A claim and its report, computed once by whichever of its tests comes first.
struct Case {
    derivation: Arc<Derivation>,
    index: usize,
    report: OnceLock<ClaimReport>,
}

impl Case {
    fn claim(&self) -> &Claim {
        &self.derivation.claims[self.index]
    }

    fn report(&self) -> &ClaimReport {
        self.report.get_or_init(|| judge(&self.derivation, self.claim(), Settings::default().seed, Effort::Standard))
    }
}

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    let mut all = Vec::new();
    for derivation in derivations::all() {
        let derivation = Arc::new(derivation);
        let cases: Vec<Arc<Case>> = (0..derivation.claims.len())
            .map(|index| Arc::new(Case { derivation: derivation.clone(), index, report: OnceLock::new() }))
            .collect();
        for case in &cases {
            trials.extend(trials_of(case, &cases));
        }
        all.extend(cases);
    }
    trials.push(Trial::test("suite::error_budget", move || error_budget(&all)));
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials_of(case: &Arc<Case>, siblings: &[Arc<Case>]) -> Vec<Trial> {
    let claim = case.claim();
    let prefix = format!("{}::{}", case.derivation.name, claim.name);
    let mut trials = Vec::new();
    for oracle in Oracle::of(claim) {
        let case = case.clone();
        trials.push(Trial::test(format!("{prefix}::{oracle}"), move || by_oracle(case.report(), oracle)));
    }
    for (index, control) in claim.controls.iter().enumerate() {
        let case = case.clone();
        let name = format!("{prefix}::control::{}", control.name.replace(' ', "_"));
        trials.push(Trial::test(name, move || control_is_refuted(case.report(), index)));
    }
    let case = case.clone();
    let siblings = siblings.to_vec();
    trials.push(Trial::test(format!("{prefix}::verdict"), move || verdict(case.report(), &siblings)));
    trials
}

fn by_oracle(report: &ClaimReport, oracle: Oracle) -> Result<(), Failed> {
    let Some(evidence) = report.evidence.iter().find(|evidence| evidence.oracle == oracle) else {
        // Exact arithmetic and floats settle what is rational.
        if matches!(oracle, Oracle::Digits | Oracle::Residues) && report.evidence.len() > 1 {
            return Ok(());
        }
        return Err(format!("{oracle} applies but left no evidence").into());
    };
    match (&evidence.finding, report.expected()) {
        (Finding::Holds, Expected::Holds)
        | (Finding::Refuted(_), Expected::Erratum { .. } | Expected::TemptingMistake { .. }) => Ok(()),
        (
            Finding::Contradicts(reason) | Finding::Abstains(reason),
            Expected::Erratum { .. } | Expected::TemptingMistake { .. },
        ) => {
            println!("{}: {oracle} does not refute it: {reason}", report.id);
            Ok(())
        }
        (Finding::Abstains(reason), Expected::Holds) => {
            let others = report.evidence.iter().filter(|evidence| evidence.holds()).count();
            if others < 2 {
                return Err(format!("{oracle} abstains ({reason}), and only {others} other oracles hold").into());
            }
            println!("{}: {oracle} abstains: {reason}", report.id);
            Ok(())
        }
        (finding, expected) => Err(format!("expected {expected:?}, found {finding:?}; {}", explained(report)).into()),
    }
}

fn control_is_refuted(report: &ClaimReport, index: usize) -> Result<(), Failed> {
    match report.controls.get(index) {
        Some(control) if !control.refuted_by.is_empty() => Ok(()),
        Some(control) => Err(format!("vacuous: no oracle refutes `{}`", control.name).into()),
        None => Err("the control has no report".into()),
    }
}

fn verdict(report: &ClaimReport, siblings: &[Arc<Case>]) -> Result<(), Failed> {
    if !report.as_expected() {
        return Err(format!("{}: {}; {}", report.verdict, report.reason(), explained(report)).into());
    }
    match report.expected() {
        Expected::Holds => {
            let kinds = report.evidence.iter().filter(|evidence| evidence.holds()).count();
            if kinds < 2 {
                return Err(format!("{kinds} kinds of oracle hold; two are needed").into());
            }
        }
        Expected::Erratum { correction } | Expected::TemptingMistake { correction } => {
            if !report.evidence.iter().any(|evidence| evidence.refuted()) {
                return Err("no oracle refutes the erratum".into());
            }
            if report.witness.is_none() {
                return Err("the erratum has no witness".into());
            }
            let Some(corrected) = siblings.iter().find(|case| case.claim().name == *correction) else {
                return Err(format!("its correction `{correction}` does not exist").into());
            };
            if corrected.report().verdict != Verdict::Holds {
                let reason = corrected.report().reason();
                return Err(format!("its correction `{correction}` does not hold: {reason}").into());
            }
        }
    }
    Ok(())
}

/// The probability that the whole run is wrong about anything.
const BUDGET: f64 = 1e-9;

fn error_budget(all: &[Arc<Case>]) -> Result<(), Failed> {
    let claims = all.iter().map(|case| case.report().clone()).collect();
    let summary = SuiteReport { seed: Settings::default().seed, claims, seconds: 0.0 }.summary();
    let spent = summary.false_accept_bound + summary.false_alarm_bound;
    if spent < BUDGET { Ok(()) } else { Err(format!("the run may be wrong with probability {spent:.1e}").into()) }
}

/// Witness and diagnosis, for a failure's message.
fn explained(report: &ClaimReport) -> String {
    let witness = report.witness.as_ref().map_or("no witness".into(), |witness| format!("{witness:?}"));
    format!("{witness}; {}", report.diagnosis.as_deref().unwrap_or("no diagnosis"))
}
