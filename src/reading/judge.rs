//! Links as claims, and what the oracles find about them.

use super::definition::Definitions;
use super::derivative::Side;
use super::edits::{Edit, edits};
use super::extremum::extremum;
use super::grammar::Grammar;
use super::outcome::{Outcome, Repair};
use super::sample::Samples;
use super::scope::Scope;
use super::sides::{Left, alike, derivative, exponentials, is_zeros, uses_of_sizes};
use super::statement::{Link, Row};
use super::stop::Stop;
use super::term::Shape;
use super::unknown::Unknowns;
use crate::algebra::derivative::Convention;
use crate::claim::input::Input;
use crate::claim::{Claim, Derivation};
use crate::claim::{Extremum, Relation};
use crate::oracle::Effort;
use crate::program::expression::Expression;
use crate::program::name::Name;
use crate::program::session::Session;
use crate::verdict::suite::{Settings, verify};
use crate::verdict::{ClaimReport, Verdict};

/// The fewest controls that show that the oracles would have noticed a mistake.
const FEWEST_CONTROLS: usize = 3;

/// The most uses of sizes as numbers. At least four values of each size are tried.
const MOST_USES_OF_SIZES: usize = 2;

/// The most exponential functions of a size in both sides. A sum of so many has fewer zeros than values are tried.
const MOST_EXPONENTIALS: usize = 4;

/// The most controls of a claim.
const MOST_CONTROLS: usize = 6;

/// A link whose sides are read, and whose shapes fit.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) left: Left,
    pub(super) relation: char,
    pub(super) right: Expression,
    pub(super) given: Vec<Input>,
    /// Names of the inputs that were not declared.
    pub(super) assumed: Vec<Name>,
    pub(super) latex: String,
    /// The convention that its shapes show, if it is not the one that is assumed.
    pub(super) convention: Option<&'static str>,
}

impl Statement {
    pub(super) fn read(
        scope: &Scope,
        sizes: &Unknowns,
        definitions: &Definitions,
        link: &Link,
        latex: &str,
        dimensions: &[Name],
    ) -> Result<Self, Stop> {
        let side = |row: &Row| {
            let definitions = definitions.clone();
            let grammar = Grammar { tree: row.tree, scope, sizes, definitions, bindings: Vec::new() };
            grammar.side(&row.nodes, row.place(link.span))
        };
        let is_elsewhere = !std::ptr::eq(link.left.tree, link.right.tree);
        // What is wrong with the line that is continued is shown where it is continued.
        let left =
            side(&link.left).map_err(|stop| if is_elsewhere { Stop { span: link.span, ..stop } } else { stop })?;
        let right = side(&link.right)?;
        let (left, right, convention) = match (left, right) {
            (Side::Term(left), Side::Term(right)) => {
                let zero_right = right.shape == Shape::AnyZero && link.relation != '=';
                let (left, right) = alike(left, right, sizes)?;
                // Only an equation can be turned around.
                let (left, right) = if zero_right { (right, left) } else { (left, right) };
                (Left::Term(left.expression), right, None)
            }
            (Side::Derivative { span, .. }, Side::Derivative { .. }) => {
                return Err(Stop::unsupported(span, "a derivative on both sides"));
            }
            (Side::Extremum { function, variable, kind, span }, Side::Term(right))
            | (Side::Term(right), Side::Extremum { function, variable, kind, span }) => {
                extremum(function, variable, kind, right, link.relation, span, sizes)?
            }
            (Side::Extremum { span, .. }, _) | (_, Side::Extremum { span, .. }) => {
                return Err(Stop::unsupported(span, "an extremum on both sides, or beside a derivative,"));
            }
            (Side::Derivative { function, variable, span }, Side::Term(right))
            | (Side::Term(right), Side::Derivative { function, variable, span }) => {
                if link.relation != '=' {
                    return Err(Stop::unsupported(span, "an inequality of a derivative"));
                }
                derivative(function, variable, right, span, sizes)?
            }
        };
        if link.relation != '=' && !right.is_scalar() {
            return Err(Stop::shapes(link.span, "an inequality of matrices"));
        }
        // A size that is not declared is the length of the vectors, if they have one length.
        for dimension in dimensions {
            if !sizes.name_the_only(dimension) {
                return Err(Stop::undefined_size(link.span, dimension));
            }
        }
        sizes.name_the_rest(|name| scope.knows(name));
        let order = || Stop::unsupported(link.span, "an identity matrix whose order is a sum");
        let left = left.with_known(sizes).ok_or_else(order)?;
        let right = sizes.expression(right.expression).ok_or_else(order)?;
        let mut used = right.inputs();
        let mut numbers = right.sizes();
        used.extend(left.inputs());
        numbers.extend(left.expression().sizes());
        // A size is a number only if an input has it.
        let has_size = |input: &Input| {
            let mut symbols = input.rows.symbols().chain(input.columns.symbols());
            symbols.any(|(symbol, _)| numbers.contains(&symbol.name))
        };
        let is_used = |input: &&Input| used.contains(&input.name) || has_size(input);
        let inputs: Vec<Input> = scope.inputs.iter().map(|input| sizes.input(input)).collect();
        let given: Vec<Input> = inputs.iter().filter(is_used).copied().collect();
        let assumed = given.iter().map(|input| input.name).filter(|name| scope.is_inferred(name)).collect();
        let latex = latex.get(link.span.range()).unwrap_or(latex).to_string();
        Ok(Self { left, relation: link.relation, right, given, assumed, latex, convention })
    }

    /// Whether it contains an expectation.
    pub(super) fn is_averaged(&self) -> bool {
        fn written(of: &Expression) -> bool {
            matches!(of, Expression::Written(..)) || of.operands().into_iter().any(written)
        }
        written(self.left.expression()) || written(&self.right)
    }

    /// The link in plain text.
    pub(super) fn text(&self) -> String {
        self.text_with(&self.right)
    }

    fn text_with(&self, right: &Expression) -> String {
        match &self.left {
            Left::Term(left) if is_zeros(left) => format!("{right} {} 0", self.relation),
            Left::Term(left) => format!("{left} {} {right}", self.relation),
            Left::Derivative { function, variable, .. } => format!("∂/∂{} ({function}) = {right}", variable.name),
            Left::Extremum { function, variable, kind } => {
                let word = if *kind == Extremum::Maximum { "arg max" } else { "arg min" };
                format!("{word}_{} ({function}) = {right}", variable.name)
            }
        }
    }

    pub(super) fn outcome(&self) -> (Outcome, Option<ClaimReport>) {
        let sides = [&self.right, self.left.expression()];
        let total = |count: fn(&Expression) -> Option<usize>| sides.into_iter().map(count).sum::<Option<usize>>();
        // Each count is in halves.
        let are_few = total(uses_of_sizes).is_some_and(|uses| uses <= 2 * MOST_USES_OF_SIZES);
        if !are_few && total(exponentials).is_none_or(|count| count > MOST_EXPONENTIALS) {
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
    pub(super) fn controls(&self) -> Result<Vec<Edit>, String> {
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

    /// The claim that the statement makes, with these controls; `None` if it is too large to be judged.
    pub(super) fn claim(&self, session: &Session, controls: &[Edit]) -> Option<Claim> {
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
            Left::Extremum { function, variable, kind } => {
                let function = session.formula(function.clone()).ok()?;
                premise.extremum(*kind, Convention::Unconstrained, function, variable.name, right)
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
        Some(claim)
    }

    /// The report of the statement with these controls; `None` if it is too large to be judged.
    fn report(&self, controls: &[Edit]) -> Option<ClaimReport> {
        let session = Session::new();
        let derivation = Derivation::new("formula", "Formula").claim(self.claim(&session, controls)?);
        let settings = Settings { effort: Effort::Quick, jobs: 1, ..Settings::default() };
        verify(&[derivation], &settings, |_| ()).claims.pop()
    }

    pub(super) fn holds(&self) -> bool {
        let Ok(controls) = self.controls() else { return false };
        controls.len() >= FEWEST_CONTROLS
            && self.report(&controls).is_some_and(|report| report.verdict == Verdict::Holds)
    }

    /// The single changes of the right side that make the statement true, the shortest formula first.
    fn repairs(&self) -> Vec<Repair> {
        if self.relation != '=' {
            return Vec::new();
        }
        let Ok(samples) = Samples::of(&self.given) else { return Vec::new() };
        let wanted = match &self.left {
            Left::Term(left) => Some(samples.values(left)),
            Left::Derivative { .. } | Left::Extremum { .. } => None,
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
