//! Exact expectations of polynomials in a normal variable, and of exponentials of linear forms times such polynomials.
//!
//! For x ~ N(μ, Σ) and a function that is affine in each of its occurrences of x, Isserlis' theorem gives
//! E[f] = Σ f′, where the sum is over all ways to join some of the occurrences in pairs. An occurrence that is not
//! joined becomes μ. For each pair, f is differentiated by its two occurrences, in the directions eᵢ and Σeᵢ, and the
//! result is summed over i. With b the gradient of a linear form,
//! E[exp(bᵀx) f(x)] = exp(bᵀμ + ½bᵀΣb) E[f(x + Σb)].
//!
//! The result is an expression, so it is exact in every number system.

use crate::program::expression::{Expression, Operation};
use crate::program::name::{Name, name};

/// A normal variable: a column, or a scalar.
#[derive(Clone, Debug)]
pub(super) struct Normal {
    pub(super) name: Name,
    /// The size of a column; `None` for a scalar.
    pub(super) order: Option<Name>,
    pub(super) mean: Expression,
    pub(super) covariance: Expression,
}

/// The most occurrences of a column, or of a scalar, in one term.
const MOST_OCCURRENCES: (usize, usize) = (6, 8);

/// The most nodes of an expectation.
pub(super) const MOST_NODES: usize = 6000;

/// The largest power that is multiplied out.
const LARGEST_POWER: i32 = 8;

/// How the name of an index of a sum begins. It is no letter of a formula.
const INDEX: &str = "?index ";

/// Why there is no expectation in closed form.
pub(super) type Reason = &'static str;

const NO_POLYNOMIAL: Reason = "the expectation of what is neither a polynomial nor an exponential of a linear form";
const TOO_MANY: Reason = "an expectation of this degree";

/// Number of nodes.
pub(super) fn nodes(expression: &Expression) -> usize {
    1 + expression.operands().into_iter().map(nodes).sum::<usize>()
}

pub(super) fn mentions(expression: &Expression, name: &str) -> bool {
    match expression {
        Expression::Input(input) => *input == name,
        other => other.operands().into_iter().any(|part| mentions(part, name)),
    }
}

/// E of an expression over one normal variable; everything else in it is constant.
pub(super) fn mean(of: &Expression, normal: &Normal) -> Result<Expression, Reason> {
    let mean = linear(&multiplied_out(of, normal.name)?, normal)?;
    if nodes(&mean) > MOST_NODES { Err(TOO_MANY) } else { Ok(mean) }
}

/// Whether an expression is a constant plus a linear function of the variable.
pub(super) fn is_affine(of: &Expression, variable: &str) -> Result<bool, Reason> {
    let (labelled, labels) = labelled(&multiplied_out(of, variable)?, variable)?;
    for label in &labels {
        let slope = slope(&labelled, label, &Expression::integer(1))?;
        if slope.is_some_and(|slope| labels.iter().any(|label| mentions(&slope, label))) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Sums and linear functions are taken apart.
fn linear(of: &Expression, normal: &Normal) -> Result<Expression, Reason> {
    if !mentions(of, normal.name) {
        return Ok(of.clone());
    }
    let inside = |part: &Expression| linear(part, normal).map(Box::new);
    match of {
        Expression::Sum(terms) => {
            terms.iter().map(|term| linear(term, normal)).collect::<Result<_, _>>().map(Expression::Sum)
        }
        Expression::Negative(of) => inside(of).map(Expression::Negative),
        Expression::Quotient(a, b) if !mentions(b, normal.name) => Ok(linear(a, normal)?.over((**b).clone())),
        Expression::Apply(operation @ (Operation::Transpose | Operation::Trace), of) => {
            Ok(linear(of, normal)?.apply(*operation))
        }
        Expression::Written(_, of) => linear(of, normal),
        Expression::Product(factors) => product(factors, normal),
        Expression::Apply(Operation::Exponential, _) => product(std::slice::from_ref(of), normal),
        other => polynomial(other, normal),
    }
}

/// A product: its exponentials are joined, and sums that contain one are multiplied out.
fn product(factors: &[Expression], normal: &Normal) -> Result<Expression, Reason> {
    let random = |part: &Expression| mentions(part, normal.name);
    let sum = factors.iter().position(|factor| {
        matches!(factor, Expression::Sum(_) | Expression::Negative(_) | Expression::Quotient(..))
            && has_exponential(factor, normal.name)
    });
    if let Some(k) = sum {
        let with = |part: &Expression| {
            let mut all = factors.to_vec();
            all[k] = part.clone();
            product(&all, normal)
        };
        return match &factors[k] {
            Expression::Sum(terms) => terms.iter().map(with).collect::<Result<_, _>>().map(Expression::Sum),
            Expression::Negative(of) => Ok(Expression::Negative(Box::new(with(of)?))),
            Expression::Quotient(a, b) if !random(b) => Ok(with(a)?.over((**b).clone())),
            _ => Err(NO_POLYNOMIAL),
        };
    }
    let mut exponents = Vec::new();
    let mut rest = Vec::new();
    for factor in factors {
        match factor {
            Expression::Apply(Operation::Exponential, exponent) if random(factor) => {
                exponents.push((**exponent).clone())
            }
            // A product in a product, as of a scalar.
            Expression::Product(inner) if has_exponential(factor, normal.name) => {
                for part in inner {
                    match part {
                        Expression::Apply(Operation::Exponential, exponent) if random(part) => {
                            exponents.push((**exponent).clone());
                        }
                        other => rest.push(other.clone()),
                    }
                }
            }
            other => rest.push(other.clone()),
        }
    }
    let rest = Expression::Product(rest);
    if exponents.is_empty() {
        return polynomial(&rest, normal);
    }
    let (labelled, labels) = labelled(&Expression::Sum(exponents), normal.name)?;
    let slope = |direction: Expression| -> Result<Expression, Reason> {
        let slopes = labels.iter().map(|label| slope(&labelled, label, &direction));
        let slopes: Vec<Expression> = slopes.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        if slopes.iter().any(|slope| labels.iter().any(|label| mentions(slope, label))) {
            return Err(NO_POLYNOMIAL);
        }
        Ok(Expression::Sum(slopes))
    };
    let index = fresh_index(&labelled)?;
    let (unit, column) = directions(normal, index);
    let (along, across) = (slope(unit)?, slope(column.clone())?);
    // ½bᵀΣb and Σb
    let square = over(normal, index, Expression::Product(vec![along.clone(), across]));
    let shift = over(normal, index, Expression::Product(vec![along, column]));
    let at_mean = labels.iter().fold(labelled.clone(), |value, label| replaced(&value, label, &normal.mean));
    let exponent = Expression::Sum(vec![at_mean, Expression::Product(vec![Expression::Ratio(1, 2), square])]);
    let shifted = Normal { mean: Expression::Sum(vec![normal.mean.clone(), shift]), ..normal.clone() };
    Ok(Expression::Product(vec![exponent.apply(Operation::Exponential), linear(&rest, &shifted)?]))
}

fn has_exponential(expression: &Expression, variable: &str) -> bool {
    match expression {
        Expression::Apply(Operation::Exponential, of) if mentions(of, variable) => true,
        other => other.operands().into_iter().any(|part| has_exponential(part, variable)),
    }
}

/// Isserlis' theorem for one term.
fn polynomial(of: &Expression, normal: &Normal) -> Result<Expression, Reason> {
    let (labelled, labels) = labelled(of, normal.name)?;
    let most = if normal.order.is_some() { MOST_OCCURRENCES.0 } else { MOST_OCCURRENCES.1 };
    if labels.len() > most {
        return Err(TOO_MANY);
    }
    let mut terms = Vec::new();
    pair(labelled, &labels, normal, &mut terms)?;
    Ok(if terms.len() == 1 { terms.remove(0) } else { Expression::Sum(terms) })
}

/// Adds the terms of all pairings of the labels.
fn pair(term: Expression, labels: &[Name], normal: &Normal, terms: &mut Vec<Expression>) -> Result<(), Reason> {
    let Some((first, others)) = labels.split_first() else {
        let total: usize = nodes(&term) + terms.iter().map(nodes).sum::<usize>();
        terms.push(term);
        return if total > MOST_NODES { Err(TOO_MANY) } else { Ok(()) };
    };
    pair(replaced(&term, first, &normal.mean), others, normal, terms)?;
    let index = fresh_index(&term)?;
    let (unit, column) = directions(normal, index);
    let Some(along) = slope(&term, first, &unit)? else { return Ok(()) };
    for (k, second) in others.iter().enumerate() {
        if let Some(both) = slope(&along, second, &column)? {
            let rest: Vec<Name> = others.iter().enumerate().filter(|(j, _)| *j != k).map(|(_, label)| *label).collect();
            pair(over(normal, index, both), &rest, normal, terms)?;
        }
    }
    Ok(())
}

/// eᵢ and Σeᵢ; for a scalar, 1 and its variance.
fn directions(normal: &Normal, index: Name) -> (Expression, Expression) {
    match normal.order {
        None => (Expression::integer(1), normal.covariance.clone()),
        Some(order) => {
            let column = |matrix: Expression| Expression::Column(Box::new(matrix), Box::new(Expression::Input(index)));
            (column(Expression::Identity(order)), column(normal.covariance.clone()))
        }
    }
}

/// The sum over the entries of the variable.
fn over(normal: &Normal, index: Name, term: Expression) -> Expression {
    match normal.order {
        None => term,
        Some(to) => Expression::Over { index, to, term: Box::new(term) },
    }
}

/// The derivative by one occurrence in a direction; `None` if it is zero.
fn slope(of: &Expression, label: &str, direction: &Expression) -> Result<Option<Expression>, Reason> {
    if !mentions(of, label) {
        return Ok(None);
    }
    let inside = |part: &Expression| -> Result<Box<Expression>, Reason> {
        slope(part, label, direction)?.map(Box::new).ok_or(NO_POLYNOMIAL)
    };
    Ok(Some(match of {
        Expression::Input(_) => direction.clone(),
        Expression::Sum(terms) => {
            let term = terms.iter().find(|term| mentions(term, label)).ok_or(NO_POLYNOMIAL)?;
            return slope(term, label, direction);
        }
        Expression::Product(factors) => {
            let mut all = factors.clone();
            let k = factors.iter().position(|factor| mentions(factor, label)).ok_or(NO_POLYNOMIAL)?;
            all[k] = *inside(&factors[k])?;
            Expression::Product(all)
        }
        Expression::Negative(of) => Expression::Negative(inside(of)?),
        Expression::Quotient(a, b) if !mentions(b, label) => Expression::Quotient(inside(a)?, b.clone()),
        Expression::Apply(operation @ (Operation::Transpose | Operation::Trace), of) => {
            Expression::Apply(*operation, inside(of)?)
        }
        Expression::Column(of, number) if !mentions(number, label) => Expression::Column(inside(of)?, number.clone()),
        Expression::Over { index, to, term } => Expression::Over { index, to, term: inside(term)? },
        Expression::Written(_, of) => return slope(of, label, direction),
        _ => return Err(NO_POLYNOMIAL),
    }))
}

/// The expression with a name of its own for each occurrence of the variable.
fn labelled(of: &Expression, variable: &str) -> Result<(Expression, Vec<Name>), Reason> {
    fn change(of: &Expression, variable: &str, labels: &mut Vec<Name>) -> Result<Expression, Reason> {
        if !mentions(of, variable) {
            return Ok(of.clone());
        }
        if let Expression::Input(_) = of {
            let label = name(&format!("?occurrence {}", labels.len())).map_err(|_| TOO_MANY)?;
            labels.push(label);
            return if labels.len() > 16 { Err(TOO_MANY) } else { Ok(Expression::Input(label)) };
        }
        let mut all = Vec::new();
        for part in of.operands() {
            all.push(change(part, variable, labels)?);
        }
        let queue = std::cell::RefCell::new(all.into_iter());
        of.clone().with_operands(&|_| queue.borrow_mut().next()).ok_or(NO_POLYNOMIAL)
    }
    let mut labels = Vec::new();
    let changed = change(of, variable, &mut labels)?;
    Ok((changed, labels))
}

fn replaced(of: &Expression, name: &str, value: &Expression) -> Expression {
    match of {
        Expression::Input(input) if *input == name => value.clone(),
        other if !mentions(other, name) => other.clone(),
        other => {
            other.clone().with_operands(&|part| Some(replaced(&part, name, value))).unwrap_or_else(|| other.clone())
        }
    }
}

/// The name of an index that no sum of the expression has.
fn fresh_index(of: &Expression) -> Result<Name, Reason> {
    fn first_free(of: &Expression) -> usize {
        let inside = of.operands().into_iter().map(first_free).max().unwrap_or(0);
        let own = match of {
            Expression::Over { index, .. } => index.strip_prefix(INDEX).and_then(|number| number.parse::<usize>().ok()),
            _ => None,
        };
        inside.max(own.map_or(0, |own| own + 1))
    }
    name(&format!("{INDEX}{}", first_free(of))).map_err(|_| TOO_MANY)
}

/// Powers of the variable as products.
fn multiplied_out(of: &Expression, variable: &str) -> Result<Expression, Reason> {
    if !mentions(of, variable) {
        return Ok(of.clone());
    }
    match of {
        Expression::Power(base, exponent) if *exponent >= 1 && *exponent <= LARGEST_POWER => {
            let base = multiplied_out(base, variable)?;
            // (√a)² = a
            let (base, count) = match base {
                Expression::Apply(Operation::Function(crate::algebra::number::Function::SquareRoot), inner)
                    if exponent % 2 == 0 =>
                {
                    (*inner, exponent / 2)
                }
                other => (other, *exponent),
            };
            Ok(Expression::Product((0..count).map(|_| base.clone()).collect()))
        }
        other => {
            let reason = std::cell::Cell::new(None);
            let part = |part: Expression| multiplied_out(&part, variable).map_err(|why| reason.set(Some(why))).ok();
            other.clone().with_operands(&part).ok_or(reason.get().unwrap_or(NO_POLYNOMIAL))
        }
    }
}
