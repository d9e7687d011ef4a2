//! Single changes of an expression, as authors make them by mistake.

use crate::program::expression::{Expression, Operation};

/// An expression with one change, and what the change is called if it mends a formula.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) expression: Expression,
    /// What is wrong with the original, if the edited one is right.
    pub(super) mistake: String,
}

/// The most edits of an expression.
const MOST_EDITS: usize = 96;

/// All single changes, each once: the outermost first.
pub(super) fn edits(expression: &Expression) -> Vec<Edit> {
    let mut found = vec![
        edit(negated(expression.clone()), "the sign is wrong"),
        edit(scaled(expression, 2, 1), "a factor 2 is missing"),
        edit(scaled(expression, 1, 2), "a factor ½ is missing"),
        edit(expression.clone().apply(Operation::Transpose), "a transpose is missing"),
    ];
    collect(expression, &|changed| changed, &mut found);
    let mut unique: Vec<Edit> = Vec::new();
    for edit in found {
        if edit.expression != *expression && !unique.iter().any(|known| known.expression == edit.expression) {
            unique.push(edit);
        }
    }
    unique.truncate(MOST_EDITS);
    unique
}

fn edit(expression: Expression, mistake: impl Into<String>) -> Edit {
    Edit { expression, mistake: mistake.into() }
}

fn negated(expression: Expression) -> Expression {
    match expression {
        Expression::Negative(of) => *of,
        other => Expression::Negative(Box::new(other)),
    }
}

fn scaled(expression: &Expression, numerator: i64, denominator: i64) -> Expression {
    Expression::Product(vec![Expression::Ratio(numerator, denominator), expression.clone()])
}

const ORDINALS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

fn ordinal(k: usize) -> String {
    ORDINALS.get(k).map_or_else(|| format!("{}th", k + 1), |word| word.to_string())
}

/// The changes inside of an expression. `rebuild` puts a changed part back into the whole.
fn collect(part: &Expression, rebuild: &dyn Fn(Expression) -> Expression, found: &mut Vec<Edit>) {
    let mut add = |changed: Expression, mistake: String| {
        if found.len() < 2 * MOST_EDITS {
            found.push(edit(rebuild(changed), mistake));
        }
    };
    match part {
        Expression::Sum(terms) => {
            for k in 0..terms.len() {
                let mut changed = terms.clone();
                changed[k] = negated(changed[k].clone());
                add(Expression::Sum(changed), format!("the sign of the {} term is wrong", ordinal(k)));
            }
            for k in 0..terms.len() {
                let mut changed = terms.clone();
                let dropped = changed.remove(k);
                let rest = if changed.len() == 1 { changed.remove(0) } else { Expression::Sum(changed) };
                add(rest, format!("the term {dropped} is superfluous"));
            }
            for k in 0..terms.len() {
                for (numerator, denominator, word) in [(2, 1, "2"), (1, 2, "½")] {
                    let mut changed = terms.clone();
                    changed[k] = scaled(&terms[k], numerator, denominator);
                    let mistake = format!("a factor {word} is missing in the {} term", ordinal(k));
                    add(Expression::Sum(changed), mistake);
                }
            }
        }
        Expression::Product(factors) => {
            for k in 1..factors.len() {
                let mut changed = factors.clone();
                changed.swap(k - 1, k);
                let mistake = format!("the factors {} and {} are in the wrong order", factors[k - 1], factors[k]);
                add(Expression::Product(changed), mistake);
            }
            for k in 0..factors.len() {
                let mut changed = factors.clone();
                let dropped = changed.remove(k);
                let rest = if changed.len() == 1 { changed.remove(0) } else { Expression::Product(changed) };
                add(rest, format!("the factor {dropped} is superfluous"));
            }
        }
        Expression::Negative(of) => add((**of).clone(), "a minus sign is superfluous".into()),
        Expression::Ratio(a, b) if *a != 0 => {
            let (twice, half) = (a.checked_mul(2), b.checked_mul(2));
            if let Some(twice) = twice {
                let doubled = if b % 2 == 0 { (*a, b / 2) } else { (twice, *b) };
                add(Expression::Ratio(doubled.0, doubled.1), format!("{part} should be twice as large"));
            }
            if let Some(half) = half {
                let halved = if a % 2 == 0 { (a / 2, *b) } else { (*a, half) };
                add(Expression::Ratio(halved.0, halved.1), format!("{part} should be half as large"));
            }
        }
        Expression::Apply(operation @ (Operation::Transpose | Operation::Inverse), of) => {
            let word = if *operation == Operation::Transpose { "transpose" } else { "inverse" };
            add((**of).clone(), format!("the {word} of {of} is superfluous"));
        }
        Expression::Input(name) => {
            add(part.clone().apply(Operation::Transpose), format!("{name}ᵀ belongs where {name} stands"));
            add(part.clone().apply(Operation::Inverse), format!("{name}⁻¹ belongs where {name} stands"));
        }
        Expression::Power(base, exponent) => {
            for other in [exponent + 1, exponent - 1] {
                add((**base).clone().power(other), format!("the power {exponent} should be {other}"));
            }
        }
        Expression::Raised(base, exponent) => {
            let with = |exponent: Expression| Expression::Raised(base.clone(), Box::new(exponent));
            add(with(negated((**exponent).clone())), format!("the sign of the exponent {exponent} is wrong"));
            add(with(scaled(exponent, 2, 1)), format!("the exponent {exponent} should be twice as large"));
            add(with(scaled(exponent, 1, 2)), format!("the exponent {exponent} should be half as large"));
        }
        Expression::Pair(pairing, a, b) => {
            let swapped = Expression::Pair(*pairing, b.clone(), a.clone());
            add(swapped, format!("the factors {a} and {b} are in the wrong order"));
        }
        Expression::Blocks(rows) => {
            if let [first, second] = &rows[..]
                && let ([a, b], [c, d]) = (&first[..], &second[..])
            {
                let swapped = Expression::Blocks(vec![vec![a.clone(), c.clone()], vec![b.clone(), d.clone()]]);
                add(swapped, format!("the blocks {b} and {c} are in the wrong places"));
                let swapped = Expression::Blocks(vec![vec![d.clone(), b.clone()], vec![c.clone(), a.clone()]]);
                add(swapped, format!("the blocks {a} and {d} are in the wrong places"));
            }
            for (i, j) in (0..rows.len()).flat_map(|i| (0..rows[i].len()).map(move |j| (i, j))) {
                if !matches!(rows[i][j], Expression::Ratio(0, _)) {
                    let mut changed = rows.clone();
                    changed[i][j] = negated(changed[i][j].clone());
                    add(Expression::Blocks(changed), format!("the sign of the block {} is wrong", rows[i][j]));
                }
            }
        }
        Expression::Apply(operation, of) if matches!(**of, Expression::Input(_)) => {
            add(
                (**of).clone().apply(Operation::Inverse).apply(*operation),
                format!("{of}⁻¹ belongs where {of} stands"),
            );
        }
        _ => {}
    }
    inside(part, rebuild, found);
}

fn inside(part: &Expression, rebuild: &dyn Fn(Expression) -> Expression, found: &mut Vec<Edit>) {
    if found.len() >= 2 * MOST_EDITS {
        return;
    }
    match part {
        Expression::Sum(list) | Expression::Product(list) => {
            let is_sum = matches!(part, Expression::Sum(_));
            for k in 0..list.len() {
                let put = |changed: Expression| {
                    let mut all = list.clone();
                    all[k] = changed;
                    rebuild(if is_sum { Expression::Sum(all) } else { Expression::Product(all) })
                };
                collect(&list[k], &put, found);
            }
        }
        Expression::Negative(of) => collect(of, &|changed| rebuild(Expression::Negative(Box::new(changed))), found),
        Expression::Power(of, power) => collect(of, &|changed| rebuild(changed.power(*power)), found),
        Expression::Apply(operation, of) => {
            let twice_inverted = |changed: &Expression| {
                matches!((operation, changed), (Operation::Inverse, Expression::Apply(Operation::Inverse, _)))
            };
            // (A⁻¹)⁻¹ is no mistake that anybody makes.
            let put = |changed: Expression| {
                rebuild(if twice_inverted(&changed) { changed } else { changed.apply(*operation) })
            };
            collect(of, &put, found);
        }
        Expression::Raised(base, exponent) => {
            collect(base, &|changed| rebuild(Expression::Raised(Box::new(changed), exponent.clone())), found);
            collect(exponent, &|changed| rebuild(Expression::Raised(base.clone(), Box::new(changed))), found);
        }
        Expression::Pair(pairing, a, b) => {
            collect(a, &|changed| rebuild(Expression::Pair(*pairing, Box::new(changed), b.clone())), found);
            collect(b, &|changed| rebuild(Expression::Pair(*pairing, a.clone(), Box::new(changed))), found);
        }
        Expression::Blocks(rows) => {
            for (i, j) in (0..rows.len()).flat_map(|i| (0..rows[i].len()).map(move |j| (i, j))) {
                let put = |changed: Expression| {
                    let mut all = rows.clone();
                    all[i][j] = changed;
                    rebuild(Expression::Blocks(all))
                };
                collect(&rows[i][j], &put, found);
            }
        }
        Expression::Quotient(a, b) => {
            collect(a, &|changed| rebuild(changed.over((**b).clone())), found);
            collect(b, &|changed| rebuild((**a).clone().over(changed)), found);
        }
        _ => {}
    }
}
