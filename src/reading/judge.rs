//! Links as claims, and what the oracles find about them.

use super::declaration;
use super::derivative::Side;
use super::edits::{Edit, edits};
use super::grammar::Grammar;
use super::outcome::{Checked, Outcome, Repair};
use super::sample::Samples;
use super::scope::{Scope, bold_and_plain};
use super::sides::{DENOMINATOR, Left, alike, derivative, is_zeros, uses_of_sizes};
use super::statement::{Link, links, place};
use super::stop::Stop;
use super::term::Shape;
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

/// The most uses of sizes as numbers. At least four values of each size are tried.
const MOST_USES_OF_SIZES: usize = 2;

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

impl Statement {
    fn read(tree: &Tree, scope: &Scope, link: &Link, latex: &str) -> Result<Self, Stop> {
        let grammar = Grammar { tree, scope };
        let left = grammar.side(&link.left, place(tree, &link.left, link.span))?;
        let right = grammar.side(&link.right, place(tree, &link.right, link.span))?;
        let (left, right, convention) = match (left, right) {
            (Side::Term(left), Side::Term(right)) => {
                let zero_right = right.shape == Shape::AnyZero && link.relation != '=';
                let (left, right) = alike(left, right)?;
                // Only an equation can be turned around.
                let (left, right) = if zero_right { (right, left) } else { (left, right) };
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
        let mut sizes = right.expression.sizes();
        used.extend(left.expression().inputs());
        sizes.extend(left.expression().sizes());
        if let Left::Derivative { variable, .. } = &left {
            used.push(variable.name);
        }
        // A size is a number only if an input has it.
        let has_size = |input: &Input| {
            let mut symbols = input.rows.symbols().chain(input.columns.symbols());
            symbols.any(|(symbol, _)| sizes.contains(&symbol.name))
        };
        let is_used = |input: &&Input| used.contains(&input.name) || has_size(input);
        let given = scope.inputs.iter().filter(is_used).copied().collect();
        let latex = latex.get(link.span.range()).unwrap_or(latex).to_string();
        Ok(Self { left, relation: link.relation, right: right.expression, given, latex, convention })
    }

    /// The link in plain text.
    fn text(&self) -> String {
        self.text_with(&self.right)
    }

    fn text_with(&self, right: &Expression) -> String {
        match &self.left {
            Left::Term(left) if is_zeros(left) => format!("{right} {} 0", self.relation),
            Left::Term(left) => format!("{left} {} {right}", self.relation),
            Left::Derivative { function, variable, .. } => format!("∂/∂{} ({function}) = {right}", variable.name),
        }
    }

    fn outcome(&self) -> (Outcome, Option<ClaimReport>) {
        let uses = uses_of_sizes(&self.right).zip(uses_of_sizes(self.left.expression()));
        if uses.is_none_or(|(right, left)| right + left > MOST_USES_OF_SIZES) {
            let reason =
                "sizes are used as numbers in such a way that the few which are tried could not show a mistake";
            return (Outcome::Undecided { reason: reason.into() }, None);
        }
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
        let also = self.convention.map_or(String::new(), |convention| format!(", and {convention}"));
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
                return Some(format!("{} is symmetric{also}", input.name));
            }
            if scalar && input.domain == Domain::Free && changed(Domain::Positive).holds() {
                return Some(format!("{} is positive{also}", input.name));
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
            let says_nothing = matches!(&self.left, Left::Term(left) if *left == edit.expression);
            if fits && !says_nothing && changed.holds() {
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
