//! Controls, and the mistakes that they make.

use super::Fault;
use super::inputs::{Given, is_empty};
use super::names::formula;
use crate::claim::{Claim, Control, LeftSide, Mistake};
use crate::program::size::shape_in_symbols;

/// Faults of the controls of a claim, and of a mistake that is made to its right side.
pub(super) fn look(claim: &Claim, given: &Given, faults: &mut Vec<Fault>) {
    mistake(claim.right.mistake, "the right side", given, faults);
    for (index, control) in claim.controls.iter().enumerate() {
        let place = format!("the control `{}`", control.name);
        if is_empty(&control.name) {
            faults.push(Fault::EmptyName { what: "a control" });
        }
        if let Some(first) = claim.controls.iter().take(index).find(|other| are_same(other, control)) {
            faults.push(Fault::ControlTwice { first: first.name.clone(), second: control.name.clone() });
        }
        // One that mistakes the right side shares its formula, and what is wrong with that has been said.
        if control.right.formula != claim.right.formula {
            formula(&control.right.formula, &place, given, &[], faults);
        }
        if control.right.mistake == Some(Mistake::Reversed) && !matches!(claim.left, LeftSide::Inequality { .. }) {
            faults.push(Fault::NothingToReverse { place: place.clone() });
        }
        mistake(control.right.mistake, &place, given, faults);
    }
}

/// Whether two controls have one name, or make one mistake to one formula.
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

/// A mistake in an input needs an input of a shape that allows it.
fn mistake(mistake: Option<Mistake>, place: &str, given: &Given, faults: &mut Vec<Fault>) {
    let place = place.to_string();
    let mut find = |name: &'static str| {
        let shape = given.shape(name);
        if shape.is_none() {
            faults.push(Fault::NothingToMistake { place: place.clone(), name, given: given.list() });
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
                faults.push(Fault::NoInverse { place, name, shape: shape_in_symbols(shape) });
            }
        }
        Some(Mistake::InputsSwapped(name, second)) if name == second => {
            faults.push(Fault::SwappedWithItself { place, name });
        }
        Some(Mistake::InputsSwapped(first, second)) => {
            if let (Some(a), Some(b)) = (find(first), find(second))
                && a != b
            {
                let (first_shape, second_shape) = (shape_in_symbols(a), shape_in_symbols(b));
                faults.push(Fault::CannotSwap { place, first, first_shape, second, second_shape });
            }
        }
        _ => {}
    }
}
