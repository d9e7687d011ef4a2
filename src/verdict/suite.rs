//! Runs many claims, on several threads, and adds up the error budget.

use crate::claim::Derivation;
use crate::claim::statement;
use crate::oracle::{Effort, FALSE_ALARM};
use crate::verdict::{ClaimReport, Verdict, judge};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Settings of a run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seed of every random stream. The same seed gives the same run on any number of threads.
    pub seed: u64,
    /// Work to spend.
    pub effort: Effort,
    /// Number of threads, at least 1.
    pub jobs: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 20_060_101,
            effort: Effort::Standard,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// The reports of a run. Its `Display` is what `gradus verify` prints.
#[derive(Clone, Debug)]
pub struct SuiteReport {
    /// Seed of the run.
    pub seed: u64,
    /// One report for each claim, in the order of the derivations.
    pub claims: Vec<ClaimReport>,
    /// Duration in seconds.
    pub seconds: f64,
}

/// Counts and bounds of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Derivations.
    pub derivations: usize,
    /// Claims, including errata and tempting mistakes.
    pub claims: usize,
    /// Claims that hold.
    pub holds: usize,
    /// Claims that are refuted, as errata and tempting mistakes should be.
    pub refuted: usize,
    /// Errata that are refuted, as expected.
    pub errata: usize,
    /// Tempting mistakes that are refuted, as expected.
    pub tempting_mistakes: usize,
    /// Claims without a verdict: unchecked or invalid.
    pub unchecked: usize,
    /// Controls.
    pub controls: usize,
    /// Controls that were refuted, as all should be.
    pub controls_refuted: usize,
    /// Claims that hold by exact arithmetic.
    pub exact: usize,
    /// Claims that rest on numerical checks, if only for a constant. No bound covers them.
    pub numerical: usize,
    /// Sum of the bounds of exact arithmetic: bounds the probability that it accepted any false claim among those in
    /// `exact`.
    pub false_accept_bound: f64,
    /// Sum of the false-alarm rates of sampling over all its tests, including those of controls: bounds the probability
    /// that any of them disagreed with a true right side. Oracles with rigorous error bounds add nothing.
    pub false_alarm_bound: f64,
}

impl SuiteReport {
    /// Whether every verdict is the expected one. A run without claims shows nothing, so it is not as expected.
    pub fn as_expected(&self) -> bool {
        !self.claims.is_empty() && self.claims.iter().all(ClaimReport::as_expected)
    }

    /// Counts and bounds.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let mut last = "";
        for claim in &self.claims {
            summary.derivations += usize::from(claim.derivation != last);
            last = &claim.derivation;
            summary.claims += 1;
            match claim.verdict {
                Verdict::Holds => summary.holds += 1,
                Verdict::Refuted => summary.refuted += 1,
                Verdict::Unchecked | Verdict::Invalid => summary.unchecked += 1,
            }
            summary.errata += usize::from(claim.is_erratum());
            summary.tempting_mistakes += usize::from(claim.is_tempting_mistake());
            summary.controls += claim.controls.len();
            summary.controls_refuted += claim.controls.iter().filter(|control| !control.refuted_by.is_empty()).count();
            if claim.verdict == Verdict::Holds {
                match claim.false_accept_bound() {
                    Some(bound) => {
                        summary.exact += 1;
                        summary.false_accept_bound += bound;
                    }
                    None => summary.numerical += 1,
                }
            }
            let tests: usize = claim.evidence.iter().map(|evidence| evidence.tests).sum();
            summary.false_alarm_bound += tests as f64 * FALSE_ALARM;
        }
        summary
    }
}

/// Judges every claim of the derivations. `progress` is called after each claim.
///
/// Claims that are stated badly are invalid; these include all claims of two derivations with the same name. See
/// [`statement`].
pub fn verify(derivations: &[Derivation], settings: &Settings, progress: impl Fn(&ClaimReport) + Sync) -> SuiteReport {
    let start = Instant::now();
    let tasks: Vec<_> = derivations
        .iter()
        .flat_map(|derivation| derivation.claims.iter().map(move |claim| (derivation, claim)))
        .collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(tasks.len()));
    std::thread::scope(|scope| {
        for _ in 0..settings.jobs.clamp(1, tasks.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&(derivation, claim)) = tasks.get(index) else { break };
                    let report = match statement::repeated_name(derivations, derivation) {
                        Some(fault) => super::judge::invalid(derivation, claim, vec![fault]),
                        None => judge(derivation, claim, settings.seed, settings.effort),
                    };
                    progress(&report);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((index, report));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    let claims = done.into_iter().map(|(_, report)| report).collect();
    SuiteReport { seed: settings.seed, claims, seconds: start.elapsed().as_secs_f64() }
}
