//! What the symbols of one claim's print stand for.

use super::cut::{Side, law};
use super::notation::{self, Notation};
use super::operation::{Kind, Operation};
use super::operator::{self, Found, Operator};
use super::pattern::{self, Pattern};
use crate::claim::input::{Domain, Input, N, ONE, P, Q, Size};
use crate::claim::{Claim, NOISE};
use crate::latex::parse;
use crate::program::expression::{Expression, Operation as Function};
use crate::program::name::{Name, name};
use crate::reading::printed::{self, Meaning, Printed};
use std::collections::BTreeMap;

/// Constants that a print may use: the columns [I; 0] and [0; I] that select blocks, and a column of N ones.
pub(super) const FIRST: Name = "first";
pub(super) const SECOND: Name = "second";
pub(super) const ONES: Name = "ones";

/// The deepest chain of definitions.
const DEEPEST: usize = 12;

/// What a print defines.
#[derive(Clone, Debug)]
struct Definition {
    name: String,
    kind: Defined,
}

#[expect(clippy::large_enum_variant, reason = "there are a few of them for each print")]
#[derive(Clone, Debug)]
enum Defined {
    /// As this LaTeX.
    As(String),
    /// As a Gaussian vector with this mean and covariance.
    Law(String, String),
    /// As a part of the noise over which an integral is taken.
    Variable(Meaning),
}

/// The symbols of a claim, and the operators of its print.
pub(super) struct Meanings<'a> {
    notation: &'a Notation,
    definitions: Vec<Definition>,
    patterns: Vec<Pattern>,
    pub(super) inputs: Vec<Input>,
    sizes: Vec<Name>,
    noise: Option<(Size, Size)>,
    /// Symbols that are being read. A symbol within its own meaning is the input of that name.
    open: Vec<String>,
    /// How often a symbol was found within its own meaning.
    circles: usize,
    /// The symbols whose meaning does not depend on what is being read.
    known: BTreeMap<String, Option<Meaning>>,
    pub(super) operations: Vec<Operation>,
    /// The number of operators that were replaced by their values.
    values: usize,
    /// The directions of differentials that the print states: of this symbol, in the direction of that one.
    directions: Vec<(String, String)>,
    /// Why symbols that the notation knows have no meaning in this claim.
    failed: Vec<(String, String)>,
}

impl<'a> Meanings<'a> {
    pub(super) fn of(claim: &Claim, notation: &'a Notation) -> Self {
        let mut inputs = claim.given.clone();
        let input = |name, rows, columns| Input { name, rows, columns, domain: Domain::Free };
        for given in &claim.given {
            if given.domain == Domain::Covariance
                && let Ok(factor) = name(&crate::program::point::factor_name(given.name))
            {
                inputs.push(Input { name: factor, domain: Domain::LowerTriangular, ..*given });
            }
        }
        let noise = claim.noise().map(|noise| (noise.rows, noise.columns));
        inputs.extend(noise.map(|(rows, columns)| input(NOISE, rows, columns)));
        let has = |symbol: Size| claim.symbols().iter().any(|known| *known == symbol.symbol());
        if has(P) && has(Q) {
            inputs.extend([input(FIRST, P + Q, P), input(SECOND, P + Q, Q)]);
        }
        let samples = noise.map(|(_, columns)| columns).filter(|columns| *columns != ONE);
        if let Some(samples) = has(N).then_some(N).or(samples) {
            inputs.push(input(ONES, samples, ONE));
        }
        let sizes = claim.symbols().into_iter().map(|symbol| symbol.name).collect();
        Self {
            notation,
            definitions: Vec::new(),
            patterns: Vec::new(),
            inputs,
            sizes,
            noise,
            open: Vec::new(),
            circles: 0,
            known: BTreeMap::new(),
            operations: Vec::new(),
            values: 0,
            directions: Vec::new(),
            failed: Vec::new(),
        }
    }

    /// Whether the statement defines a symbol or a function; then it is known from now on.
    pub(super) fn define(&mut self, sides: &[Side]) -> bool {
        let [left, right] = sides else { return false };
        match right.relation {
            '=' => {
                if let Some(name) = notation::lone_symbol(&left.latex) {
                    // A = Aᵀ is a condition.
                    if printed::symbols(&parse(&right.latex)).contains(&name) {
                        return false;
                    }
                    self.definitions.push(Definition { name, kind: Defined::As(right.latex.clone()) });
                    return true;
                }
                if let Some(of) = left.latex.strip_prefix('d')
                    && notation::lone_symbol(of).is_some()
                    && notation::lone_symbol(&right.latex).is_some()
                {
                    self.directions.push((of.into(), right.latex.clone()));
                    return true;
                }
                let function = notation::function(&left.latex, &right.latex);
                let is_function = function.is_some();
                self.patterns.extend(function);
                is_function
            }
            '∼' => {
                let law = notation::lone_symbol(&left.latex).zip(law(&right.latex));
                let is_law = law.is_some();
                self.definitions.extend(
                    law.map(|(name, (mean, covariance))| Definition { name, kind: Defined::Law(mean, covariance) }),
                );
                is_law
            }
            _ => false,
        }
    }

    /// The number of random vectors that the print defines.
    pub(super) fn laws(&self) -> usize {
        self.definitions.iter().filter(|definition| matches!(definition.kind, Defined::Law(..))).count()
    }

    /// Reads one term. Errors: why it cannot be read.
    pub(super) fn read(&mut self, latex: &str) -> Result<Printed, String> {
        let patterns = self.patterns.iter().chain(self.notation.patterns());
        let mut latex = pattern::replaced(latex, patterns).ok_or("the notation is too long")?;
        let mut symbols: Vec<(String, Meaning)> = Vec::new();
        while let Some(found) = operator::first(&latex)? {
            let meaning = self.operation(&found)?;
            self.values += 1;
            latex.replace_range(found.start..found.end, &format!("\\mathrm{{value}}_{{{}}} ", self.values));
            symbols.push((format!("value_{}", self.values), meaning));
        }
        let names = printed::symbols(&parse(&latex));
        // The name of an input that this claim does not have: nothing else needs to be tried.
        let is_word = |name: &&String| name.chars().take(3).filter(char::is_ascii_lowercase).count() == 3;
        let is_missing = |name: &&String| {
            !symbols.iter().any(|(known, _)| known == *name) && !self.inputs.iter().any(|input| input.name == **name)
        };
        if let Some(name) = names.iter().filter(is_word).find(is_missing) {
            return Err(format!("{name} is not declared"));
        }
        for name in names {
            if let Some(meaning) = self.symbol(&name) {
                symbols.push((name, meaning));
            }
        }
        printed::read(&latex, &symbols, &self.inputs, &self.sizes).map_err(|stop| {
            let why = self.failed.iter().find(|(name, _)| stop.message == format!("{name} is not declared"));
            match (why, latex.get(stop.span.range())) {
                (Some((name, reason)), _) => format!("{name}: {reason}"),
                (None, Some(place)) if !stop.message.contains(place) => format!("{}: {place}", stop.message),
                _ => stop.message,
            }
        })
    }

    /// Reads one term whose shape is known. Errors: as for [`read`](Self::read).
    pub(super) fn term(&mut self, latex: &str) -> Result<Meaning, String> {
        self.read(latex)?.meaning().ok_or_else(|| "the shape of 0 or I is not known".into())
    }

    /// What a symbol stands for, if it is defined by the print or by the notation.
    fn symbol(&mut self, name: &str) -> Option<Meaning> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        if self.open.iter().any(|open| open == name) || self.open.len() >= DEEPEST {
            self.circles += 1;
            return None;
        }
        let circles = self.circles;
        self.open.push(name.into());
        let meaning = self.first_meaning(name);
        self.open.pop();
        if self.circles == circles || self.open.is_empty() {
            self.known.insert(name.into(), meaning.clone());
        }
        meaning
    }

    /// The first meaning of a symbol that can be read.
    fn first_meaning(&mut self, name: &str) -> Option<Meaning> {
        let own = self.definitions.iter().rev().filter(|definition| definition.name == name);
        let own: Vec<Defined> = own.map(|definition| definition.kind.clone()).collect();
        for kind in &own {
            match self.defined(kind) {
                Ok(meaning) => return Some(meaning),
                Err(reason) => self.failed.push((name.into(), reason)),
            }
        }
        if !own.is_empty() || self.inputs.iter().any(|input| input.name == name) {
            return None;
        }
        for latex in self.notation.meanings(name) {
            match self.term(&latex) {
                Ok(meaning) => return Some(meaning),
                Err(reason) if reason.contains("is not declared") => {}
                Err(reason) => self.failed.push((name.into(), reason)),
            }
        }
        None
    }

    fn defined(&mut self, kind: &Defined) -> Result<Meaning, String> {
        match kind {
            Defined::As(latex) => self.term(latex),
            Defined::Variable(meaning) => Ok(meaning.clone()),
            Defined::Law(mean, covariance) => {
                let covariance = self.read(covariance)?;
                let noise = self.noise.ok_or("a random vector, and the claim has no noise")?;
                let part = Expression::Input(NOISE);
                let spread = match covariance.meaning() {
                    None => part,
                    Some(Meaning { expression: Expression::Input(name), .. }) if self.has_factor(name) => {
                        let factor = crate::program::point::factor_name(name);
                        let factor = crate::program::name::name(&factor).map_err(|error| error.to_string())?;
                        Expression::Product(vec![Expression::Input(factor), part])
                    }
                    Some(Meaning { expression, shape }) if shape == (ONE, ONE) => {
                        let root = Function::Function(crate::algebra::number::Function::SquareRoot);
                        Expression::Product(vec![expression.apply(root), part])
                    }
                    Some(_) => return Err("a random vector whose covariance is no input".into()),
                };
                let mean = self.read(mean)?;
                if mean.is_zero() {
                    return Ok(Meaning { expression: spread, shape: noise });
                }
                let mean = mean.fitted(noise).map_err(|stop| stop.message)?;
                Ok(Meaning { expression: Expression::Sum(vec![mean.expression, spread]), shape: noise })
            }
        }
    }

    fn has_factor(&self, name: &str) -> bool {
        let factor = crate::program::point::factor_name(name);
        self.inputs.iter().any(|input| input.name == factor)
    }

    /// Reads the operand of an operator, and stores what is to be computed. The result stands for its value.
    fn operation(&mut self, found: &Found) -> Result<Meaning, String> {
        let before = self.definitions.len();
        if let Operator::Integral(variables) = &found.kind {
            for (variable, meaning) in variables.iter().zip(self.variables(variables)?) {
                let name = notation::lone_symbol(variable).ok_or("an integral over something that is no symbol")?;
                self.known.clear();
                self.definitions.push(Definition { name, kind: Defined::Variable(meaning) });
            }
        }
        let operand = self.term(&found.operand);
        if self.definitions.len() > before {
            self.definitions.truncate(before);
            self.known.clear();
        }
        let Meaning { expression, shape } = operand?;
        // dx is the direction of x.
        if let (Operator::Differential, Expression::Input(of)) = (&found.kind, &expression)
            && let Some((_, by)) = self.directions()?.into_iter().find(|(known, _)| known == of)
        {
            return Ok(Meaning { expression: Expression::Input(by), shape });
        }
        // A mean inside of a mean is a constant there.
        let is_mean = matches!(found.kind, Operator::Mean | Operator::Integral(_));
        let inside = |known: &&Operation| expression.inputs().contains(&known.name);
        let is_constant = |known: &Operation| is_mean && matches!(known.kind, Kind::Mean | Kind::Integral);
        if self.operations.iter().filter(inside).any(|known| !is_constant(known)) {
            return Err("an operator inside of an operator".into());
        }
        if is_mean && self.noise.is_none() {
            return Err("an expectation or an integral, and the claim has no noise".into());
        }
        let (kind, shape) = match &found.kind {
            Operator::Mean => (Kind::Mean, shape),
            Operator::Integral(_) => (Kind::Integral, shape),
            Operator::Differential => (Kind::Differential(self.directions()?), shape),
            Operator::Derivative(variable) => {
                let variable = self.variable(variable)?;
                let input = self.inputs.iter().find(|input| input.name == variable).copied();
                let input = input.ok_or("a derivative by something that is no input")?;
                let scalar = (ONE, ONE);
                let by = (input.rows, input.columns);
                let of_derivative = match (shape, by) {
                    (shape, by) if by == scalar => shape,
                    (shape, by) if shape == scalar => by,
                    ((rows, columns), (m, n)) if columns == ONE && n == ONE => (rows, m),
                    _ => return Err("the derivative of a matrix".into()),
                };
                (Kind::Derivative { variable, of_scalar: shape == scalar }, of_derivative)
            }
        };
        let expression = match found.kind {
            Operator::Integral(_) => self.weighted(expression)?,
            _ => expression,
        };
        let name = operation_name(self.operations.len() + 1)?;
        self.operations.push(Operation { name, kind, operand: expression });
        Ok(Meaning { expression: Expression::Input(name), shape })
    }

    /// The input that a symbol stands for.
    pub(super) fn variable(&mut self, latex: &str) -> Result<Name, String> {
        match self.term(latex)?.expression {
            Expression::Input(name) => Ok(name),
            _ => Err(format!("a derivative by {latex}, which is no input")),
        }
    }

    /// The inputs that vary in a differential, each with the input that is its direction.
    fn directions(&mut self) -> Result<Vec<(Name, Name)>, String> {
        if !self.directions.is_empty() {
            let stated = self.directions.clone();
            return stated.iter().map(|(of, by)| Ok((self.variable(of)?, self.variable(by)?))).collect();
        }
        let is_direction = |of: &Input, by: &Input| {
            let rest = by.name.strip_prefix('d').unwrap_or_default();
            (rest == of.name || rest == "S" && of.name == "covariance" || rest == "sigma" && of.name == "covariance")
                && (of.rows, of.columns) == (by.rows, by.columns)
        };
        let pairs: Vec<(Name, Name)> = self
            .inputs
            .iter()
            .flat_map(|of| self.inputs.iter().filter(move |by| is_direction(of, by)).map(move |by| (of.name, by.name)))
            .collect();
        if pairs.is_empty() { Err("a differential without a direction".into()) } else { Ok(pairs) }
    }

    /// The variables of an integral as parts of the noise.
    fn variables(&self, variables: &[String]) -> Result<Vec<Meaning>, String> {
        let noise = self.noise.ok_or("an integral, and the claim has no noise")?;
        let whole = || Expression::Input(NOISE);
        let block =
            |selector| Expression::Product(vec![Expression::Input(selector).apply(Function::Transpose), whole()]);
        match variables {
            [_] => Ok(vec![Meaning { expression: whole(), shape: noise }]),
            [_, _] if noise == (P + Q, ONE) => Ok(vec![
                Meaning { expression: block(FIRST), shape: (P, ONE) },
                Meaning { expression: block(SECOND), shape: (Q, ONE) },
            ]),
            [..] => Err("an integral over several variables".into()),
        }
    }

    /// The integrand divided by the density of the noise: ½zᵀz + ½K ln 2π is the negative logarithm of that density.
    fn weighted(&self, integrand: Expression) -> Result<Expression, String> {
        let (rows, columns) = self.noise.ok_or("an integral, and the claim has no noise")?;
        if columns != ONE {
            return Err("an integral over a matrix".into());
        }
        let z = || Expression::Input(NOISE);
        let square = Expression::Product(vec![z().apply(Function::Transpose), z()]);
        let mut sizes: Vec<Expression> = Vec::new();
        for (symbol, count) in rows.symbols() {
            sizes.extend((0..count).map(|_| Expression::Size(symbol.name)));
        }
        sizes.push(Expression::Ratio(rows.constant() as i64, 1));
        let two_pi = Expression::Product(vec![Expression::Ratio(2, 1), Expression::Pi]);
        let constant = Expression::Product(vec![Expression::Sum(sizes), two_pi.apply(Function::Logarithm)]);
        let exponent = Expression::Product(vec![Expression::Ratio(1, 2), Expression::Sum(vec![square, constant])]);
        Ok(Expression::Product(vec![exponent.apply(Function::Exponential), integrand]))
    }
}

fn operation_name(number: usize) -> Result<Name, String> {
    name(&format!("operation {number}")).map_err(|error| error.to_string())
}
