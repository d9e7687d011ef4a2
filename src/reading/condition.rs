//! Conditions under which a refuted link holds: sets of its symbols, and layouts of derivatives.

use super::judge::Statement;
use super::sides::{DENOMINATOR, Left};
use crate::algebra::derivative::{Convention, Layout};
use crate::claim::input::{Domain, Input, ONE};
use crate::program::expression::{Expression, Operation};

impl Statement {
    /// The smallest condition under which a refuted statement holds.
    pub(super) fn condition(&self) -> Option<String> {
        if self.relation != '=' {
            return None;
        }
        let also = self.convention.map_or(String::new(), |convention| format!(", and {convention}"));
        for (k, input) in self.given.iter().enumerate() {
            let changed = |domain: Domain| {
                let mut given = self.given.clone();
                given[k] = Input { domain, ..*input };
                Self { given, ..self.clone() }
            };
            let is_square = input.rows == input.columns && input.rows != ONE;
            let scalar = (input.rows, input.columns) == (ONE, ONE);
            if is_square
                && matches!(input.domain, Domain::Free | Domain::Invertible)
                && changed(Domain::Symmetric).holds()
            {
                return Some(format!("{} is symmetric{also}", input.name));
            }
            if scalar && input.domain == Domain::Free && changed(Domain::Positive).holds() {
                return Some(format!("{} is positive{also}", input.name));
            }
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
}
