//! Links as claims, and what the oracles find about them.

use super::declaration;
use super::derivative::Side;
use super::edits::{Edit, edits};
use super::grammar::Grammar;
use super::outcome::{Checked, Outcome, Repair};
use super::sample::Samples;
use super::scope::{Scope, bold_and_plain};
use super::statement::{Link, links, place};
use super::stop::Stop;
use super::term::{Shape, Term};
use crate::algebra::derivative::{Convention, Layout};
use crate::claim::Relation;
use crate::claim::input::{Domain, Input, ONE};
use crate::claim::{Claim, Derivation};
use crate::latex::{Span, Tree, parse};
use crate::oracle::Effort;
use crate::program::expression::{Expression, Operation};
use crate::program::session::Session;
use crate::verdict::suite::{Settings, verify};
use crate::verdict::{ClaimReport, Verdict};

/// The fewest controls that show that the oracles would have noticed a mistake.
const FEWEST_CONTROLS: usize = 3;

/// The deepest tree that is read.
const DEEPEST_TREE: usize = 64;

/// The most controls of a claim.
const MOST_CONTROLS: usize = 6;

pub(super) fn check(latex: &str, given: &str) -> Vec<Checked> {
    let whole = Span { start: 0, end: u32::try_from(latex.len()).unwrap_or(u32::MAX) };
    let unread = |stop: Stop| {
        let span = stop.span;
        vec![Checked { span, reading: String::new(), outcome: Outcome::Unread(stop), report: None }]
    };
    let scope = match declaration::read(given) {
        Ok(scope) => scope,
        Err(stop) => return unread(stop),
    };
    let tree = parse(latex);
    if let Some(problem) = tree.problems().iter().find(|problem| !problem.kind.is_warning()) {
        return unread(Stop::of_problem(problem));
    }
    if tree.depth() > DEEPEST_TREE {
        return unread(Stop::too_large(whole));
    }
    if let Some((name, id)) = bold_and_plain(&tree) {
        let message = format!("{name} stands both in bold and plain, and may mean two things");
        return unread(Stop::ambiguous(tree.node(id).span, message, "use two names"));
    }
    match links(&tree, whole) {
        Ok(links) => links.into_iter().map(|link| link_outcome(&tree, &scope, &link, latex)).collect(),
        Err(stop) => unread(stop),
    }
}

fn link_outcome(tree: &Tree, scope: &Scope, link: &Link, latex: &str) -> Checked {
    let span = link.span;
    let read = Statement::read(tree, scope, link, latex);
    match read {
        Err(stop) => Checked { span, reading: String::new(), outcome: Outcome::Unread(stop), report: None },
        Ok(statement) => {
            let (outcome, report) = statement.outcome();
            Checked { span, reading: statement.text(), outcome, report: report.map(Box::new) }
        }
    }
}

/// A link whose sides are read, and whose shapes fit.
#[derive(Clone, Debug)]
struct Statement {
    left: Left,
    relation: char,
    right: Expression,
    given: Vec<Input>,
    latex: String,
    /// The convention that its shapes show, if it is not the one that is assumed.
    convention: Option<&'static str>,
}

#[expect(clippy::large_enum_variant, reason = "there are a few of them for each formula")]
#[derive(Clone, Debug)]
enum Left {
    Term(Expression),
    Derivative { function: Expression, variable: Input, layout: Option<Layout>, convention: Convention },
}

impl Statement {
    fn read(tree: &Tree, scope: &Scope, link: &Link, latex: &str) -> Result<Self, Stop> {
        let grammar = Grammar { tree, scope };
        let left = grammar.side(&link.left, place(tree, &link.left, link.span))?;
        let right = grammar.side(&link.right, place(tree, &link.right, link.span))?;
        let (left, right, convention) = match (left, right) {
            (Side::Term(left), Side::Term(right)) => {
                let (left, right) = alike(left, right)?;
                (Left::Term(left.expression), right, None)
            }
            (Side::Derivative { span, .. }, Side::Derivative { .. }) => {
                return Err(Stop::unsupported(span, "a derivative on both sides"));
            }
            (Side::Derivative { function, variable, span }, Side::Term(right))
            | (Side::Term(right), Side::Derivative { function, variable, span }) => {
                if link.relation != '=' {
                    return Err(Stop::unsupported(span, "an inequality of a derivative"));
                }
                derivative(function, variable, right, span)?
            }
        };
        if link.relation != '=' && !right.is_scalar() {
            return Err(Stop::shapes(link.span, "an inequality of matrices"));
        }
        let mut used = right.expression.inputs();
        match &left {
            Left::Term(term) => used.extend(term.inputs()),
            Left::Derivative { function, variable, .. } => {
                used.extend(function.inputs());
                used.push(variable.name);
            }
        }
        let given = scope.inputs.iter().filter(|input| used.contains(&input.name)).copied().collect();
        let latex = latex.get(link.span.range()).unwrap_or(latex).to_string();
        Ok(Self { left, relation: link.relation, right: right.expression, given, latex, convention })
    }

    /// The link in plain text.
    fn text(&self) -> String {
        self.text_with(&self.right)
    }

    fn text_with(&self, right: &Expression) -> String {
        match &self.left {
            Left::Term(left) => format!("{left} {} {right}", self.relation),
            Left::Derivative { function, variable, .. } => format!("∂/∂{} ({function}) = {right}", variable.name),
        }
    }

    fn outcome(&self) -> (Outcome, Option<ClaimReport>) {
        let controls = match self.controls() {
            Ok(controls) => controls,
            Err(reason) => return (Outcome::Undecided { reason }, None),
        };
        let Some(report) = self.report(&controls) else {
            return (Outcome::Undecided { reason: "the formula is too large".into() }, None);
        };
        let outcome = match report.verdict {
            Verdict::Holds if controls.len() < FEWEST_CONTROLS => {
                Outcome::Undecided { reason: "too few changes of the formula would be noticed".into() }
            }
            Verdict::Holds => match self.convention {
                Some(convention) => Outcome::Conditional { condition: convention.into() },
                None => Outcome::Holds { share_without_value: report.share_without_value },
            },
            Verdict::Refuted => match self.condition() {
                Some(condition) => Outcome::Conditional { condition },
                None => Outcome::Refuted { repairs: self.repairs() },
            },
            Verdict::Unchecked | Verdict::Invalid => Outcome::Undecided { reason: report.reason() },
        };
        (outcome, Some(report))
    }

    /// Changes of the right side that change its value at a general point.
    fn controls(&self) -> Result<Vec<Edit>, String> {
        let samples = Samples::of(&self.given)?;
        let value = samples.values(&self.right);
        let mut controls: Vec<Edit> = edits(&self.right)
            .into_iter()
            .filter(|edit| samples.differ(&samples.values(&edit.expression), &value))
            .collect();
        // The sign and the factor are controls of any claim; the rest are those of this formula.
        let rest = controls.split_off(controls.len().min(2));
        let step = (rest.len() / (MOST_CONTROLS - controls.len().min(MOST_CONTROLS - 1))).max(1);
        controls.extend(rest.into_iter().step_by(step));
        controls.truncate(MOST_CONTROLS);
        Ok(controls)
    }

    /// The report of the statement with these controls; `None` if it is too large to be judged.
    fn report(&self, controls: &[Edit]) -> Option<ClaimReport> {
        let session = Session::new();
        let right = session.formula(self.right.clone()).ok()?;
        let premise = Claim::new("printed", self.latex.clone()).given(self.given.clone());
        let mut claim = match &self.left {
            Left::Term(left) => {
                let left = session.formula(left.clone()).ok()?;
                match relation(self.relation) {
                    None => premise.identity(left, right),
                    Some(relation) => premise.inequality(left, relation, right),
                }
            }
            Left::Derivative { function, variable, layout, convention } => {
                let function = session.formula(function.clone()).ok()?;
                match layout {
                    Some(layout) => premise.jacobian(*layout, function, variable.name, right),
                    None => premise.gradient_in(*convention, function, variable.name, right),
                }
            }
        };
        for (k, control) in controls.iter().enumerate() {
            claim = claim.control(&format!("change {}", k + 1), session.formula(control.expression.clone()).ok()?);
        }
        let derivation = Derivation::new("formula", "Formula").claim(claim);
        let settings = Settings { effort: Effort::Quick, jobs: 1, ..Settings::default() };
        verify(&[derivation], &settings, |_| ()).claims.pop()
    }

    fn holds(&self) -> bool {
        let Ok(controls) = self.controls() else { return false };
        controls.len() >= FEWEST_CONTROLS
            && self.report(&controls).is_some_and(|report| report.verdict == Verdict::Holds)
    }

    /// The smallest condition under which a refuted statement holds.
    fn condition(&self) -> Option<String> {
        if self.relation != '=' {
            return None;
        }
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
                return Some(format!("{} is symmetric", input.name));
            }
            if scalar && input.domain == Domain::Free && changed(Domain::Positive).holds() {
                return Some(format!("{} is positive", input.name));
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

    /// The single changes of the right side that make the statement true, the shortest formula first.
    fn repairs(&self) -> Vec<Repair> {
        if self.relation != '=' {
            return Vec::new();
        }
        let Ok(samples) = Samples::of(&self.given) else { return Vec::new() };
        let wanted = match &self.left {
            Left::Term(left) => Some(samples.values(left)),
            Left::Derivative { .. } => None,
        };
        let mut repairs: Vec<Repair> = Vec::new();
        for edit in edits(&self.right) {
            let fits = wanted.as_ref().is_none_or(|wanted| samples.agree(&samples.values(&edit.expression), wanted));
            let changed = Self { right: edit.expression.clone(), ..self.clone() };
            if fits && changed.holds() {
                repairs.push(Repair { mistake: edit.mistake, formula: self.text_with(&edit.expression) });
            }
        }
        repairs.sort_by_key(|repair| repair.formula.chars().count());
        repairs
    }
}

fn relation(sign: char) -> Option<Relation> {
    match sign {
        '<' => Some(Relation::Below),
        '>' => Some(Relation::Above),
        '≤' => Some(Relation::AtMost),
        '≥' => Some(Relation::AtLeast),
        _ => None,
    }
}

/// Both sides with one shape.
fn alike(left: Term, right: Term) -> Result<(Term, Term), Stop> {
    match (left.shape, right.shape) {
        (a, b) if a == b => match a {
            Shape::Of(..) => Ok((left, right)),
            Shape::AnyIdentity => {
                let span = left.span;
                Err(Stop::ambiguous(span, "the order of I is not known", "write I_n, where n is its order"))
            }
            Shape::AnyZero => Err(Stop::incomplete(left.span, "0 = 0 states nothing")),
        },
        (Shape::AnyIdentity, shape) => Ok((left.fitted(shape)?, right)),
        (shape, Shape::AnyIdentity) => Ok((left, right.fitted(shape)?)),
        (Shape::AnyZero, _) => Ok((zero_like(&right), right)),
        (_, Shape::AnyZero) => {
            let zero = zero_like(&left);
            Ok((left, zero))
        }
        _ => {
            let message = format!("the sides have different shapes: {} and {}", left.shape_text(), right.shape_text());
            Err(Stop::shapes(left.span.to(right.span), message))
        }
    }
}

/// Zeros in the shape of a term.
fn zero_like(term: &Term) -> Term {
    let zeros = Expression::Sum(vec![term.expression.clone(), Expression::Negative(Box::new(term.expression.clone()))]);
    Term { expression: zeros, ..term.clone() }
}

/// The claim of a derivative. Its shape must be that of the right side.
fn derivative(
    function: Term,
    variable: Input,
    right: Term,
    span: Span,
) -> Result<(Left, Term, Option<&'static str>), Stop> {
    if right.shape == Shape::AnyZero {
        let advice = "write the derivative and its value in one formula, and the equation in another";
        return Err(Stop::ambiguous(span, "a derivative that is set to 0 is a condition and no statement", advice));
    }
    let convention = Convention::Unconstrained;
    let is_scalar = function.is_scalar();
    let is_column = matches!(function.shape, Shape::Of(_, columns) if columns == ONE);
    let (layout, shape) = match function.shape {
        _ if is_scalar => (None, Shape::Of(variable.rows, variable.columns)),
        Shape::Of(rows, _) if is_column && variable.columns == ONE && variable.rows != ONE => {
            (Some(Layout::Numerator), Shape::Of(rows, variable.rows))
        }
        _ => return Err(Stop::unsupported(span, "the derivative of a matrix, or by a matrix,")),
    };
    let left = |layout| Left::Derivative { function: function.expression.clone(), variable, layout, convention };
    // The derivative of a scalar by a column may be printed as a row.
    if layout.is_none() && right.shape == Shape::Of(ONE, variable.rows) && variable.rows != ONE {
        return Ok((left(Some(Layout::Numerator)), right, Some(ROW)));
    }
    // So may that of a column be transposed.
    if let (Some(Layout::Numerator), Shape::Of(rows, columns), Shape::Of(m, n)) = (layout, right.shape, shape)
        && (rows, columns) == (n, m)
        && m != n
    {
        return Ok((left(Some(Layout::Denominator)), right, Some(DENOMINATOR)));
    }
    let right = right.fitted(shape).map_err(|stop| Stop { span, ..stop })?;
    Ok((left(layout), right, None))
}

const ROW: &str = "the derivative of a scalar by a column is a row";
const DENOMINATOR: &str = "the derivative is in the denominator layout";
