//! Reports as data: what the commands write with `--json FILE`, and to standard output with `--json -`.
//!
//! | command | writes |
//! |---|---|
//! | `verify`, `show` | a [`Document`]: the claims that were judged |
//! | `errata` | [`Errata`]: the errata and the tempting mistakes, each with its correction |
//! | `list` | a [`Listing`]: the claims as they are stated, without verdicts |
//! | `coverage` | [`Coverage`]: the numbered equations, each with its status |
//!
//! A [`Document`] is made from any [`SuiteReport`], and can be written in any format of serde. The key `schema` states
//! the version, [`SCHEMA`], which increases when a key is removed or changes its meaning. It stays the same when keys
//! are added.
//!
//! Findings are given both as text and as data: `reason` is the text of the object `cause`, and `detail` the text of
//! the object `measured`. Each such object has a `kind`, and the numbers that belong to that kind.

mod coverage;
mod errata;
mod kinds;
mod list;

pub use coverage::{Coverage, Equation};
pub use errata::{Errata, Refuted};
pub use list::{Listed, ListedDerivation, Listing};

use super::inputs;
use crate::claim::input::Input;
use crate::course::is_number;
use crate::course::print::{self, Notation};
use crate::oracle::{Finding, Reason, Strength as Bound};
use crate::program::size::Sizes;
use crate::verdict::suite::SuiteReport;
use crate::verdict::witness::Shown;
use crate::verdict::{ClaimReport, ControlReport};
use kinds::{cause, detail, reason};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The version of the schema.
pub const SCHEMA: u32 = 1;

/// The numbers for the sizes that a claim uses, such as D, by name.
pub type Numbers = BTreeMap<String, usize>;

/// A run.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Seed of the run.
    pub seed: u64,
    /// Counts and bounds.
    pub summary: Summary,
    /// In the order of the derivations.
    pub claims: Vec<Claim>,
}

/// Counts and bounds of a run, as in [`crate::suite::Summary`].
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Summary {
    pub derivations: usize,
    pub claims: usize,
    pub holds: usize,
    pub refuted: usize,
    pub errata: usize,
    pub tempting_mistakes: usize,
    pub unchecked: usize,
    pub controls: usize,
    pub controls_refuted: usize,
    pub exact: usize,
    pub numerical: usize,
    pub false_accept_bound: f64,
    pub false_alarm_bound: f64,
    /// Duration of the run.
    pub seconds: f64,
}

/// A claim, its verdict and the evidence for it.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// `derivation/claim`
    pub id: String,
    /// Name of the derivation.
    pub derivation: String,
    /// Title of the derivation.
    pub title: String,
    /// Name within the derivation.
    pub name: String,
    /// The statement.
    pub latex: String,
    /// Why the step is allowed.
    pub because: String,
    /// Numbers of the equations that the claim cites, such as `N1-116`.
    pub equations: Vec<String>,
    /// Its other sources, such as the section of a book.
    pub sources: Vec<String>,
    /// Inputs.
    pub given: Vec<Given>,
    /// What it assumes about its inputs beyond their sets, in words or symbols.
    pub assumptions: Vec<String>,
    /// What a gradient with respect to a square matrix means.
    pub convention: Option<&'static str>,
    /// `claim`, which should hold; `erratum`, which its sources print wrongly; or `tempting_mistake`, which no source
    /// prints.
    pub kind: &'static str,
    /// `holds` or `refuted`.
    pub expected: &'static str,
    /// Name of the claim that holds in place of an erratum or of a tempting mistake.
    pub correction: Option<String>,
    /// `holds`, `refuted`, `unchecked` or `invalid`.
    pub verdict: &'static str,
    /// Whether the verdict is the expected one.
    pub as_expected: bool,
    /// Why it does not hold, in words; empty if it holds.
    pub reason: String,
    /// The same as an object.
    pub cause: Option<Value>,
    /// One item for each oracle that was run.
    pub evidence: Vec<Evidence>,
    /// Wrong versions of the claim.
    pub controls: Vec<Control>,
    /// A counterexample.
    pub witness: Option<Witness>,
    /// The known mistake that explains a refutation.
    pub diagnosis: Option<String>,
    /// Bound on the probability that exact arithmetic accepted a false claim; null unless the verdict rests on exact
    /// arithmetic alone.
    pub false_accept_bound: Option<f64>,
    /// The largest share of general points at which neither side has a value; null if it is negligible.
    pub share_without_value: Option<f64>,
    /// Whether the printed form says what the formulas say; null if it was not compared.
    pub print: Option<Print>,
}

/// Whether the printed form of a claim says what its formulas say.
#[derive(Clone, Debug, Serialize)]
pub struct Print {
    /// `agrees`, `differs` or `unread`.
    pub status: &'static str,
    /// Why it differs or cannot be read; empty if it agrees.
    pub reason: String,
}

/// An input of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Given {
    /// Name.
    pub name: String,
    /// Number of rows, in symbols.
    pub rows: String,
    /// Number of columns, in symbols.
    pub columns: String,
    /// Name, shape and set in words.
    pub text: String,
}

/// What an oracle found.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    /// Name of the oracle.
    pub oracle: &'static str,
    /// `holds`, `refuted`, `contradicts`, `abstains` or `invalid`.
    pub verdict: &'static str,
    /// How sure it is; null for an oracle that states no bound.
    pub strength: Option<Strength>,
    /// The number of its strength; 0 if it has none.
    pub bound: f64,
    /// The relative error to which a constant was compared, if the bound does not cover it.
    pub constant: Option<f64>,
    /// Whether a refutation rests on two different values.
    pub by_value: bool,
    /// Tests that may have raised a false alarm, over all right sides.
    pub tests: usize,
    /// The largest share of general points at which neither side has a value.
    pub share_without_value: f64,
    /// Sizes at which the claim was judged.
    pub sizes: Vec<Numbers>,
    /// The numbers for D in these sizes, each once.
    pub dimensions: Vec<usize>,
    /// Why it does not hold, in words; empty if it holds.
    pub reason: String,
    /// The same as an object.
    pub cause: Option<Value>,
    /// How it was found, in words.
    pub detail: String,
    /// The same as an object.
    pub measured: Option<Value>,
}

/// How sure an oracle is.
#[derive(Clone, Debug, Serialize)]
pub struct Strength {
    /// `false_accept`: a bound on the probability that a false claim passes. `false_alarm`: a bound on the probability
    /// that a true claim is disagreed with. `relative_error`: the largest relative error within which the sides agree.
    pub kind: &'static str,
    /// The number.
    pub bound: f64,
}

/// A wrong version of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct Control {
    /// What is wrong with it.
    pub name: String,
    /// The strongest oracle that refuted it; null if it survives.
    pub refuted_by: Option<&'static str>,
    /// All oracles that refuted it.
    pub oracles: Vec<&'static str>,
}

/// A point at which a claim fails.
#[derive(Clone, Debug, Serialize)]
pub struct Witness {
    /// Sizes.
    pub sizes: Numbers,
    /// Inputs by name: rows of entries as text.
    pub inputs: BTreeMap<String, Shown>,
    /// Value of the left side.
    pub left: Shown,
    /// Value of the right side.
    pub right: Shown,
    /// Where the sides differ, in words.
    pub pattern: Option<String>,
}

impl From<&SuiteReport> for Document {
    fn from(report: &SuiteReport) -> Self {
        let counts = report.summary();
        let summary = Summary {
            derivations: counts.derivations,
            claims: counts.claims,
            holds: counts.holds,
            refuted: counts.refuted,
            errata: counts.errata,
            tempting_mistakes: counts.tempting_mistakes,
            unchecked: counts.unchecked,
            controls: counts.controls,
            controls_refuted: counts.controls_refuted,
            exact: counts.exact,
            numerical: counts.numerical,
            false_accept_bound: counts.false_accept_bound,
            false_alarm_bound: counts.false_alarm_bound,
            seconds: report.seconds,
        };
        Self { schema: SCHEMA, seed: report.seed, summary, claims: report.claims.iter().map(Claim::from).collect() }
    }
}

impl Document {
    /// Compares the print of each claim with its formulas.
    pub fn with_prints(mut self, report: &SuiteReport, notation: &Notation) -> Self {
        for (claim, judged) in self.claims.iter_mut().zip(&report.claims) {
            let print = print::judge(&judged.claim, notation, report.seed);
            claim.print = Some(Print { status: print.status.name(), reason: print.reason });
        }
        self
    }
}

impl From<&ClaimReport> for Claim {
    fn from(report: &ClaimReport) -> Self {
        let claim = &report.claim;
        let (equations, sources) = sources(claim);
        Self {
            id: report.id.clone(),
            derivation: report.derivation.to_string(),
            title: report.title.to_string(),
            name: claim.name.to_string(),
            latex: claim.latex.to_string(),
            because: claim.reason.to_string(),
            equations,
            sources,
            given: claim.given.iter().map(Given::from).collect(),
            assumptions: assumptions(claim),
            convention: inputs::convention(claim),
            kind: report.expected().kind(),
            expected: if report.expected().correction().is_none() { "holds" } else { "refuted" },
            correction: report.expected().correction().map(ToString::to_string),
            verdict: report.verdict.name(),
            as_expected: report.as_expected(),
            reason: report.reason(),
            cause: report.cause.as_ref().map(cause),
            evidence: report.evidence.iter().map(|found| Evidence::new(report, found)).collect(),
            controls: report.controls.iter().map(Control::from).collect(),
            witness: report.witness.as_ref().map(|witness| Witness {
                sizes: numbers(report, &witness.sizes),
                inputs: witness.inputs.iter().cloned().collect(),
                left: witness.left.clone(),
                right: witness.right.clone(),
                pattern: witness.pattern.map(|pattern| pattern.to_string()),
            }),
            diagnosis: report.diagnosis.clone(),
            false_accept_bound: report.false_accept_bound(),
            share_without_value: report.share_without_value,
            print: None,
        }
    }
}

impl From<&Input> for Given {
    fn from(input: &Input) -> Self {
        Self {
            name: input.name.to_string(),
            rows: input.rows.to_string(),
            columns: input.columns.to_string(),
            text: inputs::assumption(input).replace('\u{a0}', " "),
        }
    }
}

impl From<&ControlReport> for Control {
    fn from(control: &ControlReport) -> Self {
        Self {
            name: control.name.clone(),
            refuted_by: control.refuted_by.iter().min().map(|oracle| oracle.name()),
            oracles: control.refuted_by.iter().map(|oracle| oracle.name()).collect(),
        }
    }
}

impl Evidence {
    fn new(report: &ClaimReport, found: &crate::oracle::Evidence) -> Self {
        let mut dimensions: Vec<usize> = found.sizes.iter().map(|sizes| sizes.d).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        let reason_of = found.finding.reason();
        Self {
            oracle: found.oracle.name(),
            verdict: match found.finding {
                Finding::Holds => "holds",
                Finding::Refuted(_) => "refuted",
                Finding::Contradicts(_) => "contradicts",
                Finding::Abstains(_) => "abstains",
                Finding::Invalid(_) => "invalid",
            },
            strength: found.strength.map(Strength::from),
            bound: found.bound(),
            constant: found.constant,
            by_value: found.by_value,
            tests: found.tests,
            share_without_value: found.share_without_value(),
            sizes: found.sizes.iter().map(|sizes| numbers(report, sizes)).collect(),
            dimensions,
            reason: reason_of.map_or(String::new(), Reason::to_string),
            cause: reason_of.map(reason),
            detail: found.detail.map_or(String::new(), |detail| detail.to_string()),
            measured: found.detail.as_ref().map(detail),
        }
    }
}

impl From<Bound> for Strength {
    fn from(strength: Bound) -> Self {
        let kind = match strength {
            Bound::FalseAccept(_) => "false_accept",
            Bound::FalseAlarm(_) => "false_alarm",
            Bound::RelativeError(_) => "relative_error",
        };
        Self { kind, bound: strength.bound() }
    }
}

/// The numbered equations that a claim cites, and its other sources.
fn sources(claim: &crate::claim::Claim) -> (Vec<String>, Vec<String>) {
    claim.sources.iter().map(ToString::to_string).partition(|source| is_number(source))
}

/// What a claim assumes about its inputs beyond their sets.
fn assumptions(claim: &crate::claim::Claim) -> Vec<String> {
    let more_samples_than_dimensions = claim.more_samples_than_dimensions.then(|| "N > D".to_string());
    let assumed = claim.assumptions.iter().map(|assumption| assumption.text.to_string());
    more_samples_than_dimensions.into_iter().chain(assumed).collect()
}

fn numbers(report: &ClaimReport, sizes: &Sizes) -> Numbers {
    let numbers = inputs::sizes_of(&report.claim, sizes).into_iter();
    numbers.map(|(name, number)| (name.to_string(), number)).collect()
}
