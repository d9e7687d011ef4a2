//! Conditions under which a refuted link holds: sets of its symbols, and layouts of derivatives.

use super::judge::Statement;
use super::sample::Samples;
use super::sides::{DENOMINATOR, Left};
use crate::algebra::derivative::{Convention, Layout};
use crate::claim::input::{Domain, Input, ONE};
use crate::program::expression::{Expression, Operation};
use crate::program::name::Name;

impl Statement {
    /// The smallest condition under which a refuted statement holds.
    pub(super) fn condition(&self) -> Option<String> {
        if self.relation != '=' {
            return None;
        }
        let also = self.convention.map_or(String::new(), |convention| format!(", and {convention}"));
        let saves = |restriction: &Restriction| {
            let restricted = self.restricted(restriction);
            restricted.may_hold() && restricted.holds()
        };
        if let Some(restriction) = self.restrictions().into_iter().find(saves) {
            let names: Vec<&str> = restriction.inputs.iter().map(|k| self.given[*k].name).collect();
            let verb = if names.len() == 1 { "is" } else { "are" };
            return Some(format!("{} {verb} {}{also}", enumerated(&names), restriction.word));
        }
        let Left::Derivative { variable, layout, convention: Convention::Unconstrained, .. } = &self.left else {
            return None;
        };
        let with = |layout: Option<Layout>, convention: Convention, right: Expression| {
            let Left::Derivative { function, variable, .. } = self.left.clone() else { return false };
            let left = Left::Derivative { function, variable, layout, convention };
            Self { left, right, ..self.clone() }.holds()
        };
        match layout {
            Some(Layout::Numerator)
                if with(Some(Layout::Denominator), Convention::Unconstrained, self.right.clone()) =>
            {
                return Some(DENOMINATOR.into());
            }
            None if variable.rows == variable.columns => {
                let transposed = self.right.clone().apply(Operation::Transpose);
                if with(None, Convention::Unconstrained, transposed) {
                    return Some("the derivative is in the numerator layout, the transpose of the one assumed".into());
                }
            }
            _ => {}
        }
        let is_symmetric = matches!(variable.domain, Domain::Symmetric | Domain::Covariance);
        for convention in [Convention::FreeEntries, Convention::Symmetrised] {
            if layout.is_none() && is_symmetric && with(None, convention, self.right.clone()) {
                return Some(format!("the derivative is {}", convention.text()));
            }
        }
        None
    }

    /// What authors may assume without a word: first of one symbol, then of several.
    fn restrictions(&self) -> Vec<Restriction> {
        let is_general = |input: &Input| {
            let is_square = input.rows == input.columns && input.rows != ONE;
            is_square && matches!(input.domain, Domain::Free | Domain::Invertible)
        };
        let one = |k: usize, domain: Domain, word: &'static str| Restriction { inputs: vec![k], domain, word };
        let mut restrictions = Vec::new();
        for (k, input) in self.given.iter().enumerate() {
            if is_general(input) {
                restrictions.push(one(k, Domain::Symmetric, "symmetric"));
            }
            if (input.rows, input.columns) == (ONE, ONE) && input.domain == Domain::Free {
                restrictions.push(one(k, Domain::Positive, "positive"));
            }
        }
        // A declared matrix is any of its set. Of another one, the text may say more.
        let is_variable = |name: Name| matches!(&self.left, Left::Derivative { variable, .. } if variable.name == name);
        for (k, input) in self.given.iter().enumerate() {
            if is_general(input) && self.assumed.contains(&input.name) && !is_variable(input.name) {
                restrictions.push(one(k, Domain::Orthogonal, "orthogonal"));
                restrictions.push(one(k, Domain::Covariance, "symmetric positive definite"));
            }
        }
        let general: Vec<usize> = (0..self.given.len()).filter(|k| is_general(&self.given[*k])).collect();
        if general.len() > 1 && general.iter().all(|k| self.assumed.contains(&self.given[*k].name)) {
            restrictions.push(Restriction { inputs: general, domain: Domain::Symmetric, word: "symmetric" });
        }
        restrictions
    }

    fn restricted(&self, restriction: &Restriction) -> Self {
        let mut given = self.given.clone();
        restriction.inputs.iter().for_each(|k| given[*k].domain = restriction.domain);
        Self { given, ..self.clone() }
    }

    /// Whether a few values do not contradict it.
    fn may_hold(&self) -> bool {
        let Left::Term(left) = &self.left else { return true };
        let Ok(samples) = Samples::of(&self.given) else { return true };
        samples.agree(&samples.values(left), &samples.values(&self.right))
    }
}

/// A smaller set for some of the inputs.
struct Restriction {
    inputs: Vec<usize>,
    domain: Domain,
    word: &'static str,
}

/// `A`, `A and B`, `A, B and C`
fn enumerated(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => only.to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
