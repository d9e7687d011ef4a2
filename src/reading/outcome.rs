//! What was found about a link of a printed formula.

use super::stop::Stop;
use crate::latex::Span;
use crate::verdict::ClaimReport;
use crate::verdict::witness::Shown;
use std::fmt;

/// A link of a formula, and what was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Where it stands in the source.
    pub span: Span,
    /// How it was read, as a formula in plain text; empty if it was not read.
    pub reading: String,
    /// What was found.
    pub outcome: Outcome,
    /// The report of the claim as it is printed, if it was judged.
    pub report: Option<Box<ClaimReport>>,
}

/// What was found about a link.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It holds.
    Holds {
        /// The largest share of points at which neither side has a value, if it is not negligible.
        share_without_value: Option<f64>,
    },
    /// It is false. The report has a counterexample.
    Refuted {
        /// The single changes of the formula that make it true, the shortest first.
        repairs: Vec<Repair>,
    },
    /// It is false as it stands, and holds under a condition.
    Conditional {
        /// The condition, as a phrase after "holds if".
        condition: String,
    },
    /// It was read, but not decided.
    Undecided {
        /// Why.
        reason: String,
    },
    /// It is not true for every value of these symbols, and nothing says what they are.
    Needs {
        /// Symbols that stand on one side only, and are neither declared nor defined.
        symbols: Vec<String>,
    },
    /// It states nothing that could be false: a definition, or a condition.
    NotAStatement {
        /// What it is, as a sentence.
        what: String,
    },
    /// It was not read.
    Unread(Stop),
}

/// A change of a formula that makes it true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What is wrong.
    pub mistake: String,
    /// The repaired link, in plain text.
    pub formula: String,
}

impl Outcome {
    pub(super) fn of_stop(stop: Stop) -> Self {
        if stop.code == Stop::CONDITION { Self::NotAStatement { what: stop.message } } else { Self::Unread(stop) }
    }

    /// Name in messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Holds { .. } => "holds",
            Self::Refuted { .. } => "refuted",
            Self::Conditional { .. } => "conditional",
            Self::Undecided { .. } => "undecided",
            Self::Needs { .. } => "needs",
            Self::NotAStatement { .. } => "none",
            Self::Unread(_) => "unread",
        }
    }
}

impl fmt::Display for Checked {
    /// The outcome, how the link was read, and what shows it: a counterexample, repairs, or what stopped the reading.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.outcome {
            Outcome::Holds { share_without_value: None } => write!(f, "holds: {}", self.reading),
            Outcome::Holds { share_without_value: Some(share) } => {
                write!(
                    f,
                    "holds where it has values ({:.0} % of the points have none): {}",
                    100.0 * share,
                    self.reading
                )
            }
            Outcome::Conditional { condition } => write!(f, "holds if {condition}: {}", self.reading),
            Outcome::Undecided { reason } => write!(f, "undecided: {}\n  {reason}", self.reading),
            Outcome::Needs { symbols } => {
                write!(f, "needs a definition of {}: {}", symbols.join(", "), self.reading)
            }
            Outcome::NotAStatement { what } => write!(f, "not a statement: {what}"),
            Outcome::Unread(stop) => write!(f, "unread: {stop}"),
            Outcome::Refuted { repairs } => {
                write!(f, "refuted: {}", self.reading)?;
                if let Some(witness) = self.report.as_ref().and_then(|report| report.witness.as_ref()) {
                    let inputs = witness.inputs.iter().map(|(name, value)| format!("{name} = {}", row_by_row(value)));
                    let values: Vec<String> = inputs.collect();
                    write!(f, "\n  at {}", values.join(", "))?;
                    let (left, right) = (row_by_row(&witness.left), row_by_row(&witness.right));
                    write!(f, ": the left side is {left}, the right side is {right}")?;
                }
                for repair in repairs {
                    write!(f, "\n  {}; right is {}", repair.mistake, repair.formula)?;
                }
                Ok(())
            }
        }
    }
}

/// `1`, or `[1 2; 3 4]`
fn row_by_row(value: &Shown) -> String {
    match &value[..] {
        [row] if row.len() == 1 => row[0].clone(),
        rows => format!("[{}]", rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("; ")),
    }
}
