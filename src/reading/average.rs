//! Expectations over the random variables of a formula: which they are, and in which order they are averaged.

use super::grammar::Grammar;
use super::isserlis::{Normal, is_affine, mean, mentions};
use super::moment::Averaged;
use super::random::{Law, Source};
use super::stop::Stop;
use super::term::Shape;
use crate::claim::input::{Domain, ONE};
use crate::latex::{NodeId, Span};
use crate::program::expression::{Expression, Operation};

/// The most random variables of an expectation.
const MOST_VARIABLES: usize = 8;

/// A random variable with its law as expressions.
struct Variable {
    normal: Normal,
    source: Source,
}

impl Variable {
    /// Whether its law depends on a symbol.
    fn depends_on(&self, name: &str) -> bool {
        mentions(&self.normal.mean, name) || mentions(&self.normal.covariance, name)
    }
}

impl Grammar<'_> {
    /// E of an expression.
    pub(super) fn expectation(&self, of: &Expression, averaged: &Averaged, span: Span) -> Result<Expression, Stop> {
        let is_averaged = |name: &str| {
            !averaged.given.iter().any(|given| given == name)
                && averaged.only.as_ref().is_none_or(|only| only.iter().any(|only| only == name))
        };
        let mut variables = self.variables(of, &is_averaged, span)?;
        if variables.is_empty() {
            return Err(self.without_law(of, averaged, span));
        }
        for name in averaged.only.iter().flatten() {
            if self.scope.law(name).is_none() {
                return Err(no_law(span, name));
            }
        }
        for given in &averaged.given {
            self.condition(given, &mut variables, span)?;
        }
        self.expect_independent(of, &variables, span)?;
        let mut value = of.clone();
        while !variables.is_empty() {
            // A variable in the law of another one comes after it.
            let next = (0..variables.len())
                .find(|k| !variables.iter().any(|other| other.depends_on(variables[*k].normal.name)))
                .ok_or_else(|| Stop::unsupported(span, "laws that depend on each other in a circle"))?;
            let variable = variables.swap_remove(next);
            value = mean(&value, &variable.normal).map_err(|reason| Stop::unsupported(span, reason))?;
        }
        Ok(value)
    }

    /// E over one variable with this law, which is printed in the formula that is read.
    pub(super) fn mean_under(&self, of: &Expression, law: &Law, span: Span) -> Result<Expression, Stop> {
        let variable = self.variable(law, span)?;
        mean(of, &variable.normal).map_err(|reason| Stop::unsupported(span, reason))
    }

    /// The random variables of an expression, with those in their laws.
    fn variables(
        &self,
        of: &Expression,
        is_averaged: &dyn Fn(&str) -> bool,
        span: Span,
    ) -> Result<Vec<Variable>, Stop> {
        let mut waiting = of.inputs();
        let mut seen = Vec::new();
        let mut found = Vec::new();
        while let Some(name) = waiting.pop() {
            if seen.contains(&name) || !is_averaged(name) {
                continue;
            }
            seen.push(name);
            let Some(law) = self.scope.law(name) else { continue };
            let variable = self.variable(law, span)?;
            waiting.extend(variable.normal.mean.inputs());
            waiting.extend(variable.normal.covariance.inputs());
            found.push(variable);
            if found.len() > MOST_VARIABLES {
                return Err(Stop::too_large(span));
            }
        }
        Ok(found)
    }

    /// The law of a random variable, with its shapes.
    fn variable(&self, law: &Law, span: Span) -> Result<Variable, Stop> {
        let input = *self.scope.input(&law.name).ok_or_else(|| Stop::undeclared(span, &law.name))?;
        if input.columns != ONE {
            return Err(Stop::unsupported(span, format!("the law of {}, which is no column,", law.name)));
        }
        // Arguments of functions have no meaning in a law that is stated elsewhere.
        let inside = Grammar { tree: &law.tree, bindings: Vec::new(), ..self.clone() };
        let read = |row: &[NodeId]| inside.row(row, span, 1).map_err(|stop| Stop { span, ..stop });
        let mean = read(&law.mean)?;
        let covariance = read(&law.covariance)?.fitted(Shape::Of(input.rows, input.rows), self.sizes);
        let covariance = covariance.map_err(|stop| Stop { span, ..stop })?;
        let rows = self.sizes.resolved(input.rows);
        let order = match rows.only_symbol() {
            _ if rows == ONE => None,
            Some(symbol) => Some(symbol.name),
            None => return Err(Stop::unsupported(span, format!("the law of {} entries", rows))),
        };
        let mean = match (mean.shape, order) {
            (Shape::AnyZero, None) => Expression::integer(0),
            (Shape::AnyZero, Some(order)) => zeros(order),
            _ => mean.fitted(Shape::Of(input.rows, ONE), self.sizes).map_err(|stop| Stop { span, ..stop })?.expression,
        };
        if order.is_some() && !self.is_symmetric(&covariance.expression) {
            let message = format!("it is not known that the covariance {} is symmetric", covariance.expression);
            let advice = "declare it: Σ: n×n spd";
            return Err(Stop::ambiguous(span, message, advice));
        }
        let covariance = covariance.expression;
        Ok(Variable { normal: Normal { name: input.name, order, mean, covariance }, source: law.source })
    }

    /// Whether an expression is a symmetric matrix at all points.
    fn is_symmetric(&self, of: &Expression) -> bool {
        match of {
            Expression::Identity(_) => true,
            Expression::Input(name) => self.scope.input(name).is_some_and(|input| {
                (input.rows, input.columns) == (ONE, ONE)
                    || matches!(input.domain, Domain::Symmetric | Domain::Covariance | Domain::Diagonal)
            }),
            Expression::Ratio(..) | Expression::Size(_) => true,
            Expression::Sum(terms) => terms.iter().all(|term| self.is_symmetric(term)),
            Expression::Negative(of) | Expression::Power(of, _) | Expression::Quotient(of, _) => self.is_symmetric(of),
            Expression::Apply(Operation::Transpose | Operation::Inverse, of) => self.is_symmetric(of),
            // Determinants, traces and functions are numbers.
            Expression::Apply(..) => true,
            Expression::Product(factors) => {
                let matrices: Vec<&Expression> = factors.iter().filter(|factor| !self.is_number(factor)).collect();
                match &matrices[..] {
                    [] => true,
                    [only] => self.is_symmetric(only),
                    // M S Mᵀ, M Mᵀ
                    _ => {
                        let half = matrices.len() / 2;
                        let mirrored = (0..half).all(|k| {
                            let (a, b) = (matrices[k], matrices[matrices.len() - 1 - k]);
                            is_transpose(a, b) || is_transpose(b, a) || a == b && self.is_symmetric(a)
                        });
                        mirrored && (matrices.len() % 2 == 0 || self.is_symmetric(matrices[half]))
                    }
                }
            }
            _ => false,
        }
    }

    fn is_number(&self, of: &Expression) -> bool {
        match of {
            Expression::Ratio(..) | Expression::Size(_) => true,
            Expression::Input(name) => {
                self.scope.input(name).is_some_and(|input| (input.rows, input.columns) == (ONE, ONE))
            }
            Expression::Power(of, _) | Expression::Negative(of) => self.is_number(of),
            Expression::Quotient(a, _) => self.is_number(a),
            Expression::Apply(Operation::Transpose | Operation::Inverse, of) => self.is_number(of),
            Expression::Apply(..) => true,
            Expression::Sum(terms) | Expression::Product(terms) => terms.iter().all(|term| self.is_number(term)),
            _ => false,
        }
    }

    /// Puts the law under a condition in the place of a law: that of x if y is known, and y has a mean that is linear
    /// in x.
    fn condition(&self, given: &str, variables: &mut Vec<Variable>, span: Span) -> Result<(), Stop> {
        let Some(law) = self.scope.law(given) else {
            // A parameter of a law.
            let is_parameter = variables.iter().any(|variable| variable.depends_on(given));
            return if is_parameter { Ok(()) } else { Err(no_law(span, given)) };
        };
        let known = self.variable(law, span)?;
        let parents: Vec<usize> =
            (0..variables.len()).filter(|k| known.depends_on(variables[*k].normal.name)).collect();
        match parents[..] {
            // What is known tells nothing about the variables that are averaged.
            [] => return Ok(()),
            [k] if variables.len() == 1 => {
                let unsupported = || Stop::unsupported(span, "this conditional law");
                let x = &variables[k].normal;
                let y = &known.normal;
                let others = self.scope.laws.iter().map(|law| &*law.name).filter(|name| *name != x.name);
                let is_related = |name: &str| known.depends_on(name) || variables[k].depends_on(name);
                if mentions(&y.covariance, x.name) || others.into_iter().any(is_related) {
                    return Err(unsupported());
                }
                let posterior = posterior(x, y).map_err(|_| unsupported())?;
                variables[k].normal = posterior;
            }
            _ => return Err(Stop::unsupported(span, "this conditional law")),
        }
        Ok(())
    }

    /// An error if a product needs the joint law of variables of which the note does not say that they are independent.
    fn expect_independent(&self, of: &Expression, variables: &[Variable], span: Span) -> Result<(), Stop> {
        for (k, a) in variables.iter().enumerate() {
            for b in &variables[k + 1..] {
                let (first, second) = (a.normal.name, b.normal.name);
                let is_stated = a.source == Source::Declared && b.source == Source::Declared;
                let is_linked = a.depends_on(second) || b.depends_on(first);
                if !is_stated && !is_linked && joins(of, first, second) {
                    let message = format!("the note does not say whether {first} and {second} are independent");
                    let advice = "declare both: x ~ N(μ, Σ); y ~ N(m, S)";
                    return Err(Stop::ambiguous(span, message, advice));
                }
            }
        }
        Ok(())
    }

    fn without_law(&self, of: &Expression, averaged: &Averaged, span: Span) -> Stop {
        let known = |name: &&str| !averaged.given.iter().any(|given| given == name);
        no_law(span, of.inputs().into_iter().find(known).unwrap_or("the variable"))
    }
}

fn no_law(span: Span, name: &str) -> Stop {
    Stop::new("G210", span, format!("no law of {name} is stated"), format!("declare it: {name} ~ N(μ, Σ)"))
}

fn is_transpose(a: &Expression, b: &Expression) -> bool {
    matches!(a, Expression::Apply(Operation::Transpose, of) if **of == *b)
}

/// A column of zeros.
fn zeros(order: &'static str) -> Expression {
    let unit = Expression::Column(Box::new(Expression::Identity(order)), Box::new(Expression::integer(1)));
    Expression::Product(vec![Expression::integer(0), unit])
}

/// Whether some product contains both.
fn joins(of: &Expression, a: &str, b: &str) -> bool {
    if !mentions(of, a) || !mentions(of, b) {
        return false;
    }
    match of {
        Expression::Sum(terms) => terms.iter().any(|term| joins(term, a, b)),
        Expression::Negative(of) | Expression::Written(_, of) => joins(of, a, b),
        Expression::Quotient(above, below) if !mentions(below, a) && !mentions(below, b) => joins(above, a, b),
        Expression::Apply(Operation::Transpose | Operation::Trace, of) => joins(of, a, b),
        // A product of which one factor alone has both.
        Expression::Product(factors) => {
            let with = |name: &str| factors.iter().filter(|factor| mentions(factor, name)).count();
            let both: Vec<&Expression> =
                factors.iter().filter(|factor| mentions(factor, a) && mentions(factor, b)).collect();
            match &both[..] {
                [only] if with(a) == 1 && with(b) == 1 => joins(only, a, b),
                _ => true,
            }
        }
        _ => true,
    }
}

/// The law of x if y is known: E[x] + C R⁻¹(y − E[y]) and Σ − C R⁻¹Cᵀ, with C the covariance of x and y, and R that of y.
fn posterior(x: &Normal, y: &Normal) -> Result<Normal, &'static str> {
    let minus = |a: Expression, b: Expression| Expression::Sum(vec![a, Expression::Negative(Box::new(b))]);
    let transposed = |of: Expression| of.apply(Operation::Transpose);
    let mean_of_y = mean(&y.mean, x)?;
    let deviation = minus(y.mean.clone(), mean_of_y.clone());
    let of_x = minus(Expression::Input(x.name), x.mean.clone());
    // The mean of y must be linear in x.
    if !is_affine(&y.mean, x.name)? {
        return Err("a mean that is not linear");
    }
    let cross = mean(&Expression::Product(vec![of_x, transposed(deviation.clone())]), x)?;
    let own = Expression::Product(vec![deviation.clone(), transposed(deviation)]);
    let total = Expression::Sum(vec![mean(&own, x)?, y.covariance.clone()]);
    let gain = Expression::Product(vec![cross.clone(), total.apply(Operation::Inverse)]);
    let shift = Expression::Product(vec![gain.clone(), minus(Expression::Input(y.name), mean_of_y)]);
    Ok(Normal {
        mean: Expression::Sum(vec![x.mean.clone(), shift]),
        covariance: minus(x.covariance.clone(), Expression::Product(vec![gain, transposed(cross)])),
        ..x.clone()
    })
}
