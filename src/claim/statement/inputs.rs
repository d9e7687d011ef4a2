//! Faults of the inputs of a claim: their names and their shapes.

use super::Fault;
use crate::claim::NOISE;
use crate::claim::input::{Domain, Input};
use crate::claim::{Claim, LeftSide};
use crate::limits::MOST_STATED;
use crate::program::point::factor_name;
use crate::program::size::{ONE, Size, Symbol, shape_in_symbols};

/// The names that have a value at every point of a claim: its inputs, and the factors of its covariances.
pub(super) struct Given<'a> {
    inputs: &'a [Input],
    symbols: Vec<Symbol>,
    shapes: Vec<(String, (Size, Size))>,
}

impl<'a> Given<'a> {
    pub(super) fn of(claim: &'a Claim) -> Self {
        let shape = |input: &Input| (input.rows, input.columns);
        let inputs = claim.given.iter().map(|input| (input.name.to_string(), shape(input)));
        let covariances = claim.given.iter().filter(|input| input.domain == Domain::Covariance);
        let factors = covariances.map(|input| (factor_name(input.name), shape(input)));
        Self { inputs: &claim.given, symbols: claim.symbols(), shapes: inputs.chain(factors).collect() }
    }

    pub(super) fn shape(&self, name: &str) -> Option<(Size, Size)> {
        self.shapes.iter().find(|(known, _)| known == name).map(|(_, shape)| *shape)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.shape(name).is_some()
    }

    /// Whether a formula may use a size of this name.
    pub(super) fn has_size(&self, name: &str) -> bool {
        ["d", "n", "p", "q", "D", "N", "P", "Q"].contains(&name)
            || self.symbols.iter().any(|symbol| symbol.name == name)
    }

    /// `d, n, p, q, M`
    pub(super) fn sizes(&self) -> String {
        let others = self.symbols.iter().filter(|symbol| !symbol.is_standard()).map(|symbol| symbol.name);
        ["d", "n", "p", "q"].into_iter().chain(others).collect::<Vec<_>>().join(", ")
    }

    /// `x, S`
    pub(super) fn list(&self) -> String {
        let names: Vec<&str> = self.inputs.iter().map(|input| input.name).collect();
        if names.is_empty() { "no inputs".into() } else { names.join(", ") }
    }

    /// Faults of the inputs and of the noise.
    pub(super) fn check(&self, claim: &Claim, faults: &mut Vec<Fault>) {
        for (index, input) in self.inputs.iter().enumerate() {
            let name = input.name;
            if is_empty(name) {
                faults.push(Fault::EmptyName { what: "an input" });
            }
            let same = self.inputs.iter().take(index).filter(|other| other.name == name);
            if same.count() == 1 {
                faults.push(Fault::InputTwice { name });
            }
            if name == NOISE {
                faults.push(Fault::ReservedName { name });
            }
            if input.domain.is_square() && input.rows != input.columns {
                faults.push(Fault::NotSquare { name, shape: shape_in_symbols((input.rows, input.columns)) });
            }
            if input.domain.is_column() && input.columns != ONE {
                faults.push(Fault::NotColumn { name, shape: shape_in_symbols((input.rows, input.columns)) });
            }
            faults.extend(too_large(format!("the input `{name}`"), (input.rows, input.columns)));
        }
        for covariance in self.inputs.iter().filter(|input| input.domain == Domain::Covariance) {
            let factor = factor_name(covariance.name);
            if self.inputs.iter().any(|input| input.name == factor) {
                faults.push(Fault::FactorName { factor, covariance: covariance.name });
            }
        }
        if let LeftSide::Expectation { noise, .. } | LeftSide::Law { noise, .. } = claim.left {
            faults.extend(too_large("the noise".into(), (noise.rows, noise.columns)));
        }
    }
}

fn too_large(what: String, shape: (Size, Size)) -> Option<Fault> {
    let entries = least(shape.0).saturating_mul(least(shape.1));
    (entries > MOST_STATED).then(|| Fault::TooLarge {
        what,
        shape: shape_in_symbols(shape),
        entries,
        limit: MOST_STATED,
    })
}

/// The value of a size if each symbol is 1.
fn least(size: Size) -> usize {
    size.symbols().map(|(_, count)| count).fold(size.constant(), usize::saturating_add)
}

/// Whether a name has no characters other than spaces.
pub(super) fn is_empty(name: &str) -> bool {
    name.trim().is_empty()
}
