//! Counts of a run of `check`.

use crate::note::{Checks, Statement, Verdict};
use crate::report::numbers;
use serde::Serialize;

/// Counts of formulas and statements, by verdict.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Summary {
    pub(super) equations: usize,
    pub(super) statements: usize,
    pub(super) holds: usize,
    pub(super) refuted: usize,
    pub(super) conditional: usize,
    /// Contradicted by another statement, which holds; this is not looked for yet.
    pub(super) suspect: usize,
    pub(super) undecided: usize,
    pub(super) needs: usize,
    pub(super) unread: usize,
    pub(super) none: usize,
    /// Statements whose findings a comment suppresses; they are also counted by their verdicts.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) suppressed: usize,
    /// A bound on the probability that exact arithmetic accepted a false statement.
    pub(super) false_accept_bound: f64,
    /// Statements that rest on numerical checks, which that bound does not cover.
    #[serde(skip)]
    pub(super) numerical: usize,
    pub(super) seconds: f64,
    /// Refuted statements that no comment suppresses.
    #[serde(skip)]
    pub(super) reported_refuted: usize,
    /// Statements that are not decided or not read, and that no comment suppresses.
    #[serde(skip)]
    pub(super) reported_open: usize,
    /// What is wrong apart from the formulas.
    #[serde(skip)]
    pub(super) problems: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature that serde asks for
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Summary {
    pub(super) fn add(&mut self, checks: &Checks) {
        self.equations += checks.equations.len();
        self.problems += checks.problems.len();
        for statement in checks.equations.iter().flat_map(|equation| &equation.statements) {
            self.add_statement(statement);
        }
    }

    fn add_statement(&mut self, statement: &Statement) {
        self.statements += 1;
        let count = match statement.verdict {
            Verdict::Holds => &mut self.holds,
            Verdict::Refuted => &mut self.refuted,
            Verdict::Conditional => &mut self.conditional,
            Verdict::Undecided => &mut self.undecided,
            Verdict::Needs => &mut self.needs,
            Verdict::Unread => &mut self.unread,
            Verdict::None => &mut self.none,
        };
        *count += 1;
        if statement.suppressed.is_some() {
            self.suppressed += 1;
        } else {
            match statement.verdict {
                Verdict::Refuted => self.reported_refuted += 1,
                Verdict::Undecided | Verdict::Needs | Verdict::Unread => self.reported_open += 1,
                _ => {}
            }
        }
        if matches!(statement.verdict, Verdict::Holds | Verdict::Conditional) {
            let report = statement.checked.as_ref().and_then(|checked| checked.report.as_ref());
            match report.and_then(|report| report.false_accept_bound()) {
                Some(bound) => self.false_accept_bound += bound,
                None => self.numerical += 1,
            }
        }
    }

    /// The counts as a line.
    pub(super) fn line(&self, notes: usize) -> String {
        let counts = [
            (self.holds, "hold"),
            (self.refuted, "refuted"),
            (self.conditional, "conditional"),
            (self.suspect, "suspect"),
            (self.undecided, "undecided"),
            (self.needs, "need a definition"),
            (self.unread, "unread"),
            (self.none, "not statements"),
        ];
        let counts: Vec<String> = counts.iter().map(|(count, name)| format!("{count} {name}")).collect();
        let mut line = format!(
            "{} · {} · {}: {}",
            numbers::count(notes, "note"),
            numbers::count(self.equations, "equation"),
            numbers::count(self.statements, "statement"),
            counts.join(", ")
        );
        if self.suppressed > 0 {
            line += &format!(" · {} suppressed by comments", self.suppressed);
        }
        line + &format!(" · {:.1} s", self.seconds)
    }

    /// The bound on false accepts as a line.
    pub(super) fn bound(&self) -> Option<String> {
        let accepted = self.holds + self.conditional;
        let numerical = match self.numerical {
            0 => String::new(),
            count => format!("; {count} rest on numerical checks"),
        };
        let exact = accepted - self.numerical;
        (accepted > 0).then(|| {
            format!("false accepts ≤ {} over {exact} exact{numerical}", numbers::at_most(self.false_accept_bound))
        })
    }
}
