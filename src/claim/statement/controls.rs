//! Faults of controls, and of the mistakes in them.

use super::Fault;
use super::inputs::{Given, is_empty};
use super::names::formula;
use crate::claim::{Claim, Control, LeftSide, Mistake};
use crate::program::size::shape_in_symbols;

/// Faults of the controls of a claim, and of a mistake in its right side.
pub(super) fn check(claim: &Claim, given: &Given, faults: &mut Vec<Fault>) {
    mistake(claim.right.mistake, "the right side", given, faults);
    for (index, control) in claim.controls.iter().enumerate() {
        let location = format!("the control `{}`", control.name);
        if is_empty(&control.name) {
            faults.push(Fault::EmptyName { what: "a control" });
        }
        if let Some(first) = claim.controls.iter().take(index).find(|other| are_same(other, control)) {
            faults.push(Fault::ControlTwice { first: first.name.clone(), second: control.name.clone() });
        }
        // The control shares the formula of the right side, whose faults have already been reported.
        if control.right.formula != claim.right.formula {
            formula(&control.right.formula, &location, given, &[], faults);
        }
        if control.right.mistake == Some(Mistake::Reversed) && !matches!(claim.left, LeftSide::Inequality { .. }) {
            faults.push(Fault::NothingToReverse { location: location.clone() });
        }
        mistake(control.right.mistake, &location, given, faults);
    }
}

/// Whether two controls have the same name, or make the same mistake in the same formula.
fn are_same(first: &Control, second: &Control) -> bool {
    let (a, b) = (first.right, second.right);
    let same = match (a.mistake, b.mistake) {
        (Some(Mistake::InputsSwapped(a, b)), Some(Mistake::InputsSwapped(c, d))) => {
            (a, b) == (c, d) || (a, b) == (d, c)
        }
        (Some(a), Some(b)) => a == b,
        _ => false,
    };
    first.name == second.name || same && a.formula == b.formula
}

/// A mistake in an input needs an input with a suitable shape.
fn mistake(mistake: Option<Mistake>, location: &str, given: &Given, faults: &mut Vec<Fault>) {
    let location = location.to_string();
    let mut find = |name: &'static str| {
        let shape = given.shape(name);
        if shape.is_none() {
            faults.push(Fault::ChangesUnknownInput { location: location.clone(), name, given: given.list() });
        }
        shape
    };
    match mistake {
        Some(Mistake::InputTransposed(name) | Mistake::InputNegated(name)) => {
            find(name);
        }
        Some(Mistake::InputInverted(name)) => {
            if let Some(shape) = find(name)
                && shape.0 != shape.1
            {
                faults.push(Fault::NoInverse { location, name, shape: shape_in_symbols(shape) });
            }
        }
        Some(Mistake::InputsSwapped(name, second)) if name == second => {
            faults.push(Fault::SwappedWithItself { location, name });
        }
        Some(Mistake::InputsSwapped(first, second)) => {
            if let (Some(a), Some(b)) = (find(first), find(second))
                && a != b
            {
                let (first_shape, second_shape) = (shape_in_symbols(a), shape_in_symbols(b));
                faults.push(Fault::CannotSwap { location, first, first_shape, second, second_shape });
            }
        }
        _ => {}
    }
}
