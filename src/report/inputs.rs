//! The inputs of a claim in words, and the numbers for its sizes.

use crate::claim::input::{Domain, Input};
use crate::claim::{Claim, LeftSide};
use crate::program::size::{D, ONE, P, Q, Size, Sizes, Symbol, shape_in_symbols};

/// The symbols that the claim uses, each with its number.
pub(crate) fn sizes_of(claim: &Claim, sizes: &Sizes) -> Vec<(&'static str, usize)> {
    claim.symbols().into_iter().map(|symbol| (symbol.name, sizes.number_of(symbol))).collect()
}

/// `D = 2, N = 3`
pub(crate) fn size_text(claim: &Claim, sizes: &Sizes) -> String {
    let parts: Vec<String> =
        sizes_of(claim, sizes).into_iter().map(|(name, number)| format!("{name} = {number}")).collect();
    parts.join(", ")
}

/// Sizes that an oracle visited: `D = 1…8`, or `P+Q = 1+1, 1+2`.
pub(crate) fn reach(claim: &Claim, sizes: &[Sizes]) -> String {
    if sizes.is_empty() {
        return String::new();
    }
    let symbols = claim.symbols();
    let uses = |size: Size| symbols.iter().any(|symbol| size.count_of(*symbol) > 0);
    let blocks = uses(P) || uses(Q);
    let mut parts = Vec::new();
    if blocks && symbols.iter().all(|symbol| symbol.is_standard()) {
        let mut blocks: Vec<String> = sizes.iter().map(|sizes| format!("{}+{}", sizes.p, sizes.q)).collect();
        blocks.dedup();
        parts.push(format!("P+Q = {}", blocks.join(", ")));
    }
    let said = |symbol: &Symbol| blocks && parts.len() == 1 && (D + P + Q).count_of(*symbol) > 0;
    let rest: Vec<String> = symbols
        .iter()
        .filter(|symbol| !said(symbol))
        .map(|&symbol| format!("{} = {}", symbol.name, range(sizes.iter().map(|sizes| sizes.number_of(symbol)))))
        .collect();
    parts.extend(rest);
    parts.join(", ")
}

fn range(numbers: impl Iterator<Item = usize> + Clone) -> String {
    match (numbers.clone().min(), numbers.max()) {
        (Some(least), Some(most)) if least < most => format!("{least}…{most}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

/// `covariance: D×D, symmetric positive definite`
pub(crate) fn assumption(input: &Input) -> String {
    let shape = shape_in_symbols((input.rows, input.columns));
    let scalar = input.rows == ONE && input.columns == ONE;
    let set = match input.domain {
        Domain::Free if scalar => "number",
        Domain::Positive if scalar => "positive number",
        Domain::Free => "",
        Domain::Positive => "positive entries",
        Domain::Invertible => "invertible",
        Domain::Symmetric => "symmetric",
        Domain::Covariance => "symmetric positive definite",
        Domain::Orthogonal => "orthogonal",
        Domain::LowerTriangular => "lower triangular",
        Domain::Diagonal => "diagonal",
        Domain::UnitVector => "of length 1",
        Domain::Simplex => "positive entries with sum 1",
        Domain::FullRank => "of full rank",
        Domain::Integer if scalar => "integer",
        Domain::Integer => "integers",
    };
    match (scalar, set.is_empty()) {
        (true, _) => format!("{}:\u{a0}{set}", input.name),
        (_, true) => format!("{}:\u{a0}{shape}", input.name),
        _ => format!("{}:\u{a0}{shape}, {set}", input.name),
    }
}

/// All assumptions of a claim, as one text.
pub(crate) fn assumptions(claim: &Claim) -> String {
    let mut inputs: Vec<String> = claim.given.iter().map(assumption).collect();
    if claim.more_samples_than_dimensions {
        inputs.push("N > D".into());
    }
    inputs.extend(claim.assumptions.iter().map(|assumption| assumption.text.to_string()));
    if inputs.is_empty() { "nothing".into() } else { inputs.join("; ") }
}

/// What the gradient with respect to a square matrix means. Conventions differ here, so the report states the one used.
pub(crate) fn convention(claim: &Claim) -> Option<&'static str> {
    let LeftSide::Gradient { variable, convention, layout, .. } = claim.left else { return None };
    if let Some(layout) = layout {
        return Some(layout.text());
    }
    let input = claim.given.iter().find(|input| input.name == variable)?;
    if input.rows != input.columns || input.rows == ONE {
        return None;
    }
    Some(convention.text())
}
