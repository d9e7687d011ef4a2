//! Derivatives as parts of formulas.

use super::told;
use gradus::reading::{Outcome, Part, check, check_note};

/// A scalar of A, B (n×n), x, y (n) and c. The numbers choose.
fn scalar(numbers: &mut dyn Iterator<Item = u8>, depth: usize) -> String {
    let inner = depth.saturating_sub(1);
    match numbers.next().unwrap_or(0) % if depth == 0 { 3 } else { 9 } {
        0 => "x^T y".into(),
        1 => r"\operatorname{tr}(AB)".into(),
        2 if depth == 0 => "c x^T x".into(),
        2 => format!("c {}", scalar(numbers, inner)),
        3 => format!(r"\operatorname{{tr}}({})", matrix(numbers, inner)),
        4 => format!("{}^T {} {}", column(numbers, 0), matrix(numbers, inner), column(numbers, inner)),
        5 => format!("({} + {})", scalar(numbers, inner), scalar(numbers, inner)),
        6 => format!("({})^2", scalar(numbers, inner)),
        7 => format!(r"\frac{{{}}}{{c}}", scalar(numbers, inner)),
        _ => format!("|{}|", ["A", "B"][numbers.next().unwrap_or(0) as usize % 2]),
    }
}

fn matrix(numbers: &mut dyn Iterator<Item = u8>, depth: usize) -> String {
    let inner = depth.saturating_sub(1);
    match numbers.next().unwrap_or(0) % if depth == 0 { 4 } else { 7 } {
        0 => "A".into(),
        1 => "B^T".into(),
        2 => "A^{-1}".into(),
        3 => "(x y^T)".into(),
        4 => format!("({} - {})", matrix(numbers, inner), matrix(numbers, inner)),
        5 => format!("({} {})", matrix(numbers, inner), matrix(numbers, inner)),
        _ => format!("({})^2", matrix(numbers, inner)),
    }
}

fn column(numbers: &mut dyn Iterator<Item = u8>, depth: usize) -> String {
    let inner = depth.saturating_sub(1);
    match numbers.next().unwrap_or(0) % if depth == 0 { 2 } else { 4 } {
        0 => "x".into(),
        1 => "y".into(),
        2 => format!("({} {})", matrix(numbers, inner), column(numbers, inner)),
        _ => format!("({} + {})", column(numbers, inner), column(numbers, inner)),
    }
}

/// On the left, the harness differentiates with dual numbers; on the right, the derivative is a part of the formula.
#[test]
fn derivatives_by_rule_agree_with_dual_numbers() {
    let given = "A, B: n×n invertible; x, y: n; c: scalar positive";
    let (mut held, mut all) = (0, 0);
    for seed in 0..48u32 {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        let mut numbers = std::iter::from_fn(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Some((state >> 24) as u8)
        });
        let by = |variable: &str, function: &str| format!(r"\frac{{\partial}}{{\partial {variable}}} ({function})");
        let (left, right) = match seed % 4 {
            0 => {
                let function = scalar(&mut numbers, 2);
                (by("A", &function), by("A", &function))
            }
            1 => {
                let function = scalar(&mut numbers, 2);
                (by("x", &function), by("x", &function))
            }
            2 => {
                let function = column(&mut numbers, 2);
                (by("x", &function), by("x", &function))
            }
            _ => {
                let function = scalar(&mut numbers, 1);
                (by("x", &by("x", &function)), format!(r"\nabla_x^2 ({function})"))
            }
        };
        let latex = format!("{left} = {right}");
        let found = check(&latex, given);
        let [found] = &found[..] else { panic!("{latex}") };
        all += 1;
        held += usize::from(matches!(found.outcome, Outcome::Holds { .. }));
        // What does not depend on the variable is zero on both sides, and shows nothing.
        let agrees = match &found.outcome {
            Outcome::Holds { .. } | Outcome::Undecided { .. } => true,
            // A symbol alone.
            Outcome::NotAStatement { .. } | Outcome::Unread(_) => left.contains("(y)"),
            _ => false,
        };
        assert!(agrees, "{latex}: {}", told(found));
    }
    println!("{held} of {all} hold");
    // A third of the functions, or more, depend on the variable.
    assert!(held > all / 3, "{held} of {all} hold");
}

/// Derivatives of what a note defines: the chain rule, and functions that are not defined.
#[test]
fn derivatives_use_the_definitions_of_a_note() {
    let outcome = |formulas: &[&str]| {
        let declaration = Part::Declaration("Σ: D×D spd; A: D×D; x, μ: D");
        let parts: Vec<Part> =
            std::iter::once(declaration).chain(formulas.iter().map(|latex| Part::Formula(latex))).collect();
        let results = check_note(&parts);
        let [last] = &results[formulas.len()][..] else { panic!("{formulas:?}") };
        told(last)
    };
    let z = r"z = x - \mu";
    let gradient = r"\frac{\partial}{\partial \mu} ((x-\mu)^T A (x-\mu))";
    let chain = r"\frac{\partial z}{\partial \mu} \frac{\partial}{\partial z} (z^T A z)";
    let found = outcome(&[z, &format!("{gradient} = {chain}")]);
    assert!(found.starts_with("holds"), "{found}");
    let found = outcome(&[z, &format!("{gradient} = -{chain}")]);
    assert!(found.starts_with("refuted"), "{found}");
    let q = r"Q = (x - \mu)^T \Sigma^{-1} (x - \mu)";
    let found = outcome(&[q, r"-\frac12 \frac{\partial Q}{\partial \mu} = \Sigma^{-1} (x - \mu)"]);
    assert!(found.starts_with("holds"), "{found}");
    let found = outcome(&[r"\frac{\partial R}{\partial \mu} + x = \Sigma^{-1} x"]);
    assert!(!found.starts_with("holds") && !found.starts_with("refuted"), "{found}");
}
